import type { Expected } from '../cases.ts'

/**
 * By hand from the ORM reference of 19.0 (search domains): prefix operators, `in` with `false` for what is unset, UTC
 * datetimes without a zone, case-sensitive `like` and `=like`.
 */
export const expected: Expected = {
  'text equality': '[["text","=","Acme"]]',
  'text equality with a quote': '[["text","=","O\'Hara"]]',
  'text equality with a backslash': '[["text","=","back\\\\slash"]]',
  // Wildcards mean nothing to `=`.
  'text equality with wildcards': '[["text","=","50%_*?"]]',
  // `!=` keeps what is unset.
  'text inequality keeps nulls': '[["text","!=","Acme"]]',
  'text contains': '[["text","like","cme"]]',
  // One backslash escapes in LIKE, and JSON doubles each of them.
  'text contains wildcards': '[["text","like","5\\\\%\\\\_\\\\\\\\\'*"]]',
  'text starts with': '[["text","=like","Ac%"]]',
  'text in': '[["text","in",["a","b\'c"]]]',
  'text after': { notSupported: "PostgreSQL orders text by the database's collation, not by code point" },
  // Odoo stores empty text beside unset text and shows both as empty.
  'text is null': '[["text","in",[false,""]]]',
  'text is not null': '[["text","not in",[false,""]]]',
  'number equality': '[["number","=",17.50]]',
  // An unset number reads as 0, so there is no null to keep.
  'number inequality keeps nulls': '[["number","!=",0]]',
  // 0 satisfies both bounds, so an unset number does too.
  'number range':
    '["|",["number",">=",-1],["number","=",false],"|",["number","<",123456789012345678.90],["number","=",false]]',
  'number in': '[["number","in",[1,2]]]',
  'boolean equality': '[["flag","=",true]]',
  'boolean is false': '[["flag","=",false]]',
  'date equality': '[["day","=","2026-01-31"]]',
  'date before': '[["day","<","2026-01-31"]]',
  'date range': '[["day",">=","2026-01-01"],["day","<=","2026-01-31"]]',
  // The database keeps microseconds and shows seconds: what is shown later than 10:00:00 is stored at 10:00:01 or later.
  'instant after': '[["at",">=","2026-01-31 10:00:01"]]',
  'instant after, with a fraction': '[["at",">=","2026-01-31 10:00:01"]]',
  'or inside and': '["|",["text","=","a"],["text","=","b"],["number",">",1]]',
  'and inside or': '["|","&",["text","=","a"],["number",">",1],["day","=",false]]',
}
