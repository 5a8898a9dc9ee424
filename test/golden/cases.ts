import { and, column, compare, isNull, type NativeFilter, oneOf, or } from '../../gateway/connector/native-query.ts'

/**
 * Native predicates every dialect must render, or refuse with a reason. Columns are `text`, `number`, `flag`, `day`, `at`;
 * each dialect's expected text stands in `expected/<dialect>.ts`, one entry per name.
 */
export const cases = {
  'text equality': compare(column('text'), 'eq', 'Acme'),
  'text equality with a quote': compare(column('text'), 'eq', "O'Hara"),
  'text equality with a backslash': compare(column('text'), 'eq', 'back\\slash'),
  'text equality with wildcards': compare(column('text'), 'eq', '50%_*?'),
  'text inequality keeps nulls': compare(column('text'), 'ne', 'Acme'),
  'text contains': compare(column('text'), 'contains', 'cme'),
  'text contains wildcards': compare(column('text'), 'contains', "5%_\\'*"),
  'text starts with': compare(column('text'), 'startsWith', 'Ac'),
  'text in': oneOf(column('text'), 'a', "b'c"),
  'text after': compare(column('text'), 'gt', 'M'),
  'text is null': isNull(column('text')),
  'text is not null': isNull(column('text'), false),
  'number equality': compare(column('number', 'number'), 'eq', '17.50'),
  'number inequality keeps nulls': compare(column('number', 'number'), 'ne', '0'),
  'number range': and(
    compare(column('number', 'number'), 'gte', '-1'),
    compare(column('number', 'number'), 'lt', '123456789012345678.90'),
  ),
  'number in': oneOf(column('number', 'number'), '1', '2'),
  'boolean equality': compare(column('flag', 'boolean'), 'eq', 'true'),
  'boolean is false': compare(column('flag', 'boolean'), 'eq', 'false'),
  'date equality': compare(column('day', 'date'), 'eq', '2026-01-31'),
  'date before': compare(column('day', 'date'), 'lt', '2026-01-31'),
  'date range': and(
    compare(column('day', 'date'), 'gte', '2026-01-01'),
    compare(column('day', 'date'), 'lte', '2026-01-31'),
  ),
  'instant after': compare(column('at', 'instant'), 'gt', '2026-01-31T10:00:00Z'),
  'instant after, with a fraction': compare(column('at', 'instant'), 'gt', '2026-01-31T10:00:00.250Z'),
  'or inside and': and(
    or(compare(column('text'), 'eq', 'a'), compare(column('text'), 'eq', 'b')),
    compare(column('number', 'number'), 'gt', '1'),
  ),
  'and inside or': or(
    and(compare(column('text'), 'eq', 'a'), compare(column('number', 'number'), 'gt', '1')),
    isNull(column('day', 'date')),
  ),
} as const satisfies Record<string, NativeFilter>

export type CaseName = keyof typeof cases

/** What a dialect answers: its native text, or why it cannot say it. */
export type Expected = Readonly<Record<CaseName, string | { readonly notSupported: string }>>
