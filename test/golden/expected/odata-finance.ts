import type { NativeFilter } from '../../../gateway/connector/index.ts'
import { renderFilter } from '../../../subgraphs/dialects/odata/render.ts'
import { dialectOf } from '../../../subgraphs/dynamics-finance/dialect.ts'
import type { Expected } from '../cases.ts'

export const render = (filter: NativeFilter) => renderFilter(filter, dialectOf({ enumTypes: {} }))

/**
 * By hand from the page on OData of Finance & Operations: patterns in equality, no functions and no `in`, days at noon, the
 * first of January 1900 for no day. Text with a star or a question mark is compared by order, which takes no patterns.
 */
export const expected: Expected = {
  'text equality': "text eq 'Acme'",
  'text equality with a quote': "text eq 'O''Hara'",
  'text equality with a backslash': "text eq 'back\\slash'",
  'text equality with wildcards': "text ge '50%_*?' and text le '50%_*?'",
  'text inequality keeps nulls': "text ne 'Acme' or text eq null",
  'text contains': "text eq '*cme*'",
  // Stars stand for themselves too: what is found is more, and rechecked.
  'text contains wildcards': "text eq '*5%_\\''**'",
  'text starts with': "text eq 'Ac*'",
  'text in': "text eq 'a' or text eq 'b''c'",
  'text after': "text gt 'M'",
  'text is null': "text eq '' or text eq null",
  'text is not null': "text gt ''",
  'number equality': 'number eq 17.50',
  'number inequality keeps nulls': 'number ne 0 or number eq null',
  'number range': 'number ge -1 and number lt 123456789012345678.90',
  'number in': 'number eq 1 or number eq 2',
  'boolean equality': 'flag eq true',
  'boolean is false': 'flag eq false',
  'date equality': 'day eq 2026-01-31T12:00:00Z',
  'date before': 'day gt 1900-01-01T12:00:00Z and day lt 2026-01-31T12:00:00Z',
  'date range': 'day ge 2026-01-01T12:00:00Z and day gt 1900-01-01T12:00:00Z and day le 2026-01-31T12:00:00Z',
  'instant after': 'at gt 2026-01-31T10:00:00Z',
  'instant after, with a fraction': 'at gt 2026-01-31T10:00:00.250Z',
  'or inside and': "(text eq 'a' or text eq 'b') and number gt 1",
  'and inside or': "(text eq 'a' and number gt 1) or day eq 1900-01-01T12:00:00Z or day eq null",
}
