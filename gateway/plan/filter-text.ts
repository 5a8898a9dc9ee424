import { canonical, type EntityName, type FieldMap, type Filter, isMapped, type Source } from '../connector/index.ts'

const signs = {
  eq: '=',
  ne: '≠',
  lt: '<',
  lte: '≤',
  gt: '>',
  gte: '≥',
  contains: 'contains',
  startsWith: 'starts with',
}

/** A filter for people: `status in (OPEN, PAID) and not name contains "x"`. */
export function filterText(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms
        .map((term) => (isChain(term) ? `(${filterText(term)})` : filterText(term)))
        .join(` ${filter.kind} `)
    case 'not':
      return `not ${isChain(filter.term) ? `(${filterText(filter.term)})` : filterText(filter.term)}`
    case 'in':
      return `${filter.field} in (${filter.values.map((value) => JSON.stringify(value)).join(', ')})`
    case 'isNull':
      return `${filter.field} is ${filter.value ? '' : 'not '}null`
    case 'compare':
      return `${filter.field} ${signs[filter.op]} ${JSON.stringify(filter.value)}`
  }
}

const isChain = (filter: Filter): boolean => filter.kind === 'and' || filter.kind === 'or'

/** Fields of which the source decides exactly whether they equal something, in the order of the schema. */
export function exactFields(source: Source, entity: EntityName): string[] {
  const fields = source.entities[entity]!.fields as Readonly<Record<string, FieldMap | undefined>>
  return Object.keys(canonical[entity].fields).filter((path) => {
    const field = fields[path]
    if (!canonical[entity].fields[path]!.filterable || !isMapped(field)) return false
    return field.constant !== undefined || field.filter?.eq === 'exact' || field.filter?.in === 'exact'
  })
}
