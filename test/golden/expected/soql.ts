import type { Expected } from '../cases.ts'

/** By hand from the SOQL reference: comparison operators, quoted string escape sequences, date formats, null in WHERE. */
export const expected: Expected = {
  'text equality': "text = 'Acme'",
  'text equality with a quote': "text = 'O\\'Hara'",
  'text equality with a backslash': "text = 'back\\\\slash'",
  // The wildcards mean nothing outside LIKE, and escaping them there is an error.
  'text equality with wildcards': "text = '50%_*?'",
  'text inequality keeps nulls': "(text != 'Acme' OR text = null)",
  'text contains': "text LIKE '%cme%'",
  // A backslash becomes the wildcard for one character: how LIKE reads two of them is not documented.
  'text contains wildcards': "text LIKE '%5\\%\\__\\'*%'",
  'text starts with': "text LIKE 'Ac%'",
  'text in': "text IN ('a', 'b\\'c')",
  'text after': "text > 'M'",
  'text is null': 'text = null',
  'text is not null': 'text != null',
  'number equality': 'number = 17.50',
  'number inequality keeps nulls': '(number != 0 OR number = null)',
  'number range': 'number >= -1 AND number < 123456789012345678.90',
  'number in': 'number IN (1, 2)',
  'boolean equality': 'flag = TRUE',
  'boolean is false': 'flag = FALSE',
  'date equality': 'day = 2026-01-31',
  'date before': 'day < 2026-01-31',
  'date range': 'day >= 2026-01-01 AND day <= 2026-01-31',
  'instant after': 'at > 2026-01-31T10:00:00Z',
  // Literals have no fraction of a second: what is later than 10:00:00.25 is later than 10:00:00.
  'instant after, with a fraction': 'at > 2026-01-31T10:00:00Z',
  'or inside and': "(text = 'a' OR text = 'b') AND number > 1",
  'and inside or': "(text = 'a' AND number > 1) OR day = null",
}
