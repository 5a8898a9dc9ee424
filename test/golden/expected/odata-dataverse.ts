import type { NativeFilter } from '../../../gateway/connector/index.ts'
import { dialect } from '../../../subgraphs/dataverse/dialect.ts'
import { renderFilter } from '../../../subgraphs/dialects/odata/render.ts'
import type { Expected } from '../cases.ts'

export const render = (filter: NativeFilter) => renderFilter(filter, dialect)

/** By hand from the pages on filtering rows of Dataverse: wildcards in text are set in brackets, lists are one condition. */
export const expected: Expected = {
  'text equality': "text eq 'Acme'",
  'text equality with a quote': "text eq 'O''Hara'",
  'text equality with a backslash': "text eq 'back\\slash'",
  // As a pattern it would find too much, and with a bracket nothing. Order takes no patterns.
  'text equality with wildcards': "text ge '50%_*?' and text le '50%_*?'",
  'text inequality keeps nulls': "text ne 'Acme' or text eq null",
  'text contains': "contains(text,'cme')",
  'text contains wildcards': "contains(text,'5[%][_]\\''*')",
  'text starts with': "startswith(text,'Ac')",
  // How a quote is written in the list is shown for parameter aliases only.
  'text in': "text eq 'a' or text eq 'b''c'",
  'text after': "text gt 'M'",
  'text is null': 'text eq null',
  'text is not null': 'text ne null',
  'number equality': 'number eq 17.50',
  'number inequality keeps nulls': 'number ne 0 or number eq null',
  'number range': 'number ge -1 and number lt 123456789012345678.90',
  'number in': `Microsoft.Dynamics.CRM.In(PropertyName='number',PropertyValues=["1","2"])`,
  'boolean equality': 'flag eq true',
  'boolean is false': 'flag eq false',
  'date equality': 'day eq 2026-01-31',
  'date before': 'day lt 2026-01-31',
  'date range': 'day ge 2026-01-01 and day le 2026-01-31',
  'instant after': 'at gt 2026-01-31T10:00:00Z',
  'instant after, with a fraction': 'at gt 2026-01-31T10:00:00.250Z',
  'or inside and': "(text eq 'a' or text eq 'b') and number gt 1",
  'and inside or': "(text eq 'a' and number gt 1) or day eq null",
}
