import type { Expected } from '../cases.ts'

/** By hand from the OData version 2 URI conventions as SAP's gateway reads them: quotes doubled, `M` on decimals, typed dates, no `in`. */
export const expected: Expected = {
  'text equality': "text eq 'Acme'",
  'text equality with a quote': "text eq 'O''Hara'",
  'text equality with a backslash': "text eq 'back\\slash'",
  'text equality with wildcards': "text eq '50%_*?'",
  // SAP writes no text as blank text, which differs from 'Acme' anyway; a null of the database does not, so it is named.
  'text inequality keeps nulls': "text ne 'Acme' or text eq null",
  'text contains': "substringof('cme',text)",
  'text contains wildcards': "substringof('5%_\\''*',text)",
  'text starts with': "startswith(text,'Ac')",
  'text in': "text eq 'a' or text eq 'b''c'",
  'text after': "text gt 'M'",
  'text is null': "text eq '' or text eq null",
  'text is not null': "text gt ''",
  'number equality': 'number eq 17.50M',
  'number inequality keeps nulls': 'number ne 0M or number eq null',
  'number range': 'number ge -1M and number lt 123456789012345678.90M',
  'number in': 'number eq 1M or number eq 2M',
  'boolean equality': 'flag eq true',
  'boolean is false': 'flag eq false',
  'date equality': "day eq datetime'2026-01-31T00:00:00'",
  'date before': "day lt datetime'2026-01-31T00:00:00'",
  'date range': "day ge datetime'2026-01-01T00:00:00' and day le datetime'2026-01-31T00:00:00'",
  'instant after': "at gt datetimeoffset'2026-01-31T10:00:00Z'",
  'instant after, with a fraction': "at gt datetimeoffset'2026-01-31T10:00:00.250Z'",
  'or inside and': "(text eq 'a' or text eq 'b') and number gt 1M",
  'and inside or': "(text eq 'a' and number gt 1M) or day eq null",
}
