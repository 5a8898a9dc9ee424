import type { Filter, Lack, Source } from '../connector/index.ts'
import type { RowsQuery } from './view-source.ts'

/** What a source has and the answer to a question leaves out, as its connector declares it, in words for people. */
export function lacksOf(
  { name, entities }: Source,
  { entity, filter }: Pick<RowsQuery, 'entity' | 'filter'>,
): string[] {
  const lacks = entities[entity]?.lacks ?? []
  return lacks
    .filter((lack) => concerns(lack, filter))
    .map(({ where }) => `Not every ${entity} with ${described(where)} is found in the source "${name}".`)
}

function concerns({ where, isListed }: Lack, filter: Filter | undefined): boolean {
  if (!filter) return !isListed
  return admits(filter, where) && (!isListed || Object.keys(where).some((path) => isAbout(filter, path)))
}

/** Whether records like these may be wanted. Only conditions on the fields that describe them can tell that they are not. */
function admits(filter: Filter, where: Lack['where']): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.terms.every((term) => admits(term, where))
    case 'or':
      return filter.terms.some((term) => admits(term, where))
    case 'in':
      return hasOneOf(where[filter.field], filter.values)
    case 'compare':
      return filter.op !== 'eq' || hasOneOf(where[filter.field], [filter.value])
    case 'not':
    case 'isNull':
      return true
  }
}

const hasOneOf = (values: readonly string[] | undefined, wanted: readonly unknown[]): boolean =>
  values === undefined || values.some((value) => wanted.includes(value))

function isAbout(filter: Filter, path: string): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.some((term) => isAbout(term, path))
    case 'not':
      return isAbout(filter.term, path)
    case 'in':
    case 'compare':
    case 'isNull':
      return filter.field === path
  }
}

const described = (where: Lack['where']): string =>
  Object.entries(where)
    .map(([path, values]) => `${path} ${values.join(' or ')}`)
    .join(' and ')
