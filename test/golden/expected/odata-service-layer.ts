import type { NativeFilter } from '../../../gateway/connector/index.ts'
import { renderFilter } from '../../../subgraphs/dialects/odata/render.ts'
import { serviceLayer } from '../../../subgraphs/sap-business-one/dialect.ts'
import type { Expected } from '../cases.ts'

export const render = (filter: NativeFilter) => renderFilter(filter, serviceLayer)

/** By hand from "Working with SAP Business One Service Layer": days quoted, flags as tYES and tNO, blank as good as null. */
export const expected: Expected = {
  'text equality': "text eq 'Acme'",
  'text equality with a quote': "text eq 'O''Hara'",
  'text equality with a backslash': "text eq 'back\\slash'",
  'text equality with wildcards': "text eq '50%_*?'",
  'text inequality keeps nulls': "text ne 'Acme' or text eq null",
  'text contains': "contains(text,'cme')",
  'text contains wildcards': "contains(text,'5%_\\''*')",
  'text starts with': "startswith(text,'Ac')",
  'text in': "text eq 'a' or text eq 'b''c'",
  'text after': "text gt 'M'",
  'text is null': "text eq '' or text eq null",
  'text is not null': "text gt ''",
  'number equality': 'number eq 17.50',
  'number inequality keeps nulls': 'number ne 0 or number eq null',
  'number range': 'number ge -1 and number lt 123456789012345678.90',
  'number in': 'number eq 1 or number eq 2',
  'boolean equality': "flag eq 'tYES'",
  'boolean is false': "flag eq 'tNO'",
  'date equality': "day eq '2026-01-31'",
  'date before': "day lt '2026-01-31'",
  'date range': "day ge '2026-01-01' and day le '2026-01-31'",
  'instant after': { notSupported: 'a day and a time of day stand in two columns' },
  'instant after, with a fraction': { notSupported: 'a day and a time of day stand in two columns' },
  'or inside and': "(text eq 'a' or text eq 'b') and number gt 1",
  'and inside or': "(text eq 'a' and number gt 1) or day eq null",
}
