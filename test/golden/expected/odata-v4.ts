import type { NativeFilter } from '../../../gateway/connector/index.ts'
import { v4 } from '../../../subgraphs/dialects/odata/dialect.ts'
import { renderFilter } from '../../../subgraphs/dialects/odata/render.ts'
import type { Expected } from '../cases.ts'

export const render = (filter: NativeFilter) => renderFilter(filter, v4)

/** By hand from the OData version 4.01 URL conventions: bare numbers, days and instants, `contains`, and null is null. */
export const expected: Expected = {
  'text equality': "text eq 'Acme'",
  'text equality with a quote': "text eq 'O''Hara'",
  'text equality with a backslash': "text eq 'back\\slash'",
  'text equality with wildcards': "text eq '50%_*?'",
  // The standard says that null differs from 'Acme'; databases behind it do not agree, so null is named.
  'text inequality keeps nulls': "text ne 'Acme' or text eq null",
  'text contains': "contains(text,'cme')",
  'text contains wildcards': "contains(text,'5%_\\''*')",
  'text starts with': "startswith(text,'Ac')",
  // No vendor at hand takes the `in` of version 4.01 for certain.
  'text in': "text eq 'a' or text eq 'b''c'",
  'text after': "text gt 'M'",
  'text is null': 'text eq null',
  'text is not null': 'text ne null',
  'number equality': 'number eq 17.50',
  'number inequality keeps nulls': 'number ne 0 or number eq null',
  'number range': 'number ge -1 and number lt 123456789012345678.90',
  'number in': 'number eq 1 or number eq 2',
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
