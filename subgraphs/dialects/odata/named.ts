import type { NativeFilter } from '../../../gateway/connector/index.ts'

/** The values of which a filter wants one in a column; undefined where it does not, or is about more than that. */
function wantedIn(term: NativeFilter, native: string): readonly string[] | undefined {
  if ('terms' in term) {
    const wanted = term.terms.map((branch) => wantedIn(branch, native))
    return term.kind === 'or' && wanted.every((values) => values !== undefined) ? wanted.flat() : undefined
  }
  if (term.column.native !== native) return undefined
  if (term.kind === 'in') return term.values
  return term.kind === 'compare' && term.op === 'eq' ? [term.value] : undefined
}

/** The values that a whole question wants of a column, undefined where it is content with any, and the rest of the question. */
export function namedIn(filter: NativeFilter | undefined, native: string) {
  const terms = filter === undefined ? [] : filter.kind === 'and' ? filter.terms : [filter]
  const lists = terms.flatMap((term) => {
    const wanted = wantedIn(term, native)
    return wanted ? [wanted] : []
  })
  const [first, ...others] = lists
  return {
    values: first && [...new Set(first)].filter((value) => others.every((list) => list.includes(value))),
    rest: terms.filter((term) => wantedIn(term, native) === undefined),
  }
}
