import type { NativeFilter } from '../../../gateway/connector/index.ts'
import { dialect } from '../../../subgraphs/business-central/dialect.ts'
import { renderFilter } from '../../../subgraphs/dialects/odata/render.ts'
import type { Expected } from '../cases.ts'

export const render = (filter: NativeFilter) => renderFilter(filter, dialect)

/** By hand from the vendor's page on filter expressions. There is no null: blank text and the first of all days stand for it. */
export const expected: Expected = {
  'text equality': "text eq 'Acme'",
  'text equality with a quote': "text eq 'O''Hara'",
  'text equality with a backslash': "text eq 'back\\slash'",
  'text equality with wildcards': "text eq '50%_*?'",
  // Blank differs from 'Acme' like any other text.
  'text inequality keeps nulls': "text ne 'Acme'",
  'text contains': "contains(text,'cme')",
  'text contains wildcards': "contains(text,'5%_\\''*')",
  'text starts with': "startswith(text,'Ac')",
  // `in` takes a newer schema version than that of API v2.0.
  'text in': "text eq 'a' or text eq 'b''c'",
  'text after': "text gt 'M'",
  'text is null': "text eq ''",
  'text is not null': "text ne ''",
  'number equality': 'number eq 17.50',
  'number inequality keeps nulls': 'number ne 0',
  'number range': 'number ge -1 and number lt 123456789012345678.90',
  'number in': 'number eq 1 or number eq 2',
  'boolean equality': 'flag eq true',
  'boolean is false': 'flag eq false',
  'date equality': 'day eq 2026-01-31',
  'date before': 'day gt 0001-01-01 and day lt 2026-01-31',
  'date range': 'day ge 2026-01-01 and day gt 0001-01-01 and day le 2026-01-31',
  'instant after': 'at gt 2026-01-31T10:00:00Z',
  'instant after, with a fraction': 'at gt 2026-01-31T10:00:00.250Z',
  'or inside and': "(text eq 'a' or text eq 'b') and number gt 1",
  // The vendor would refuse it: the gateway does not ask it, because the connector's caps allow `or` over one column only.
  'and inside or': "(text eq 'a' and number gt 1) or day eq 0001-01-01",
}
