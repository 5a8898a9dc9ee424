import type { EntityName, Filter, Lack, Source } from '../connector/index.ts'

/** The to-many field whose records are asked for. */
export interface RelationName {
  readonly parent: EntityName
  readonly relation: string
}

/** Which records are asked for: all that fit, or those of them that a relation leads to. */
export interface Question {
  readonly entity: EntityName
  readonly filter?: Filter | undefined
  readonly of?: RelationName | undefined
}

/** What a source has and the answer to a question leaves out, as its connector declares it, in words for people. */
export function lacksOf({ name, entities }: Source, { entity, filter, of }: Question): string[] {
  const lacks = entities[entity]?.lacks ?? []
  const side = of && sides[of.parent]?.[of.relation]
  return lacks
    .filter((lack) => concerns(lack, filter) && (!side || admits(side, lack.where)))
    .map(({ where }) => `Not every ${entity} with ${described(where)} is found in the source "${name}".`)
}

const direction = (value: string): Filter => ({ kind: 'compare', field: 'direction', op: 'eq', value })

/** What the model says of every record of a relation: what a supplier bills is never owed by a customer. */
const sides: Readonly<Partial<Record<EntityName, Readonly<Record<string, Filter>>>>> = {
  Customer: { invoices: direction('RECEIVABLE') },
  Supplier: { bills: direction('PAYABLE') },
}

function concerns({ where, isListed }: Lack, filter: Filter | undefined): boolean {
  if (!filter) return !isListed
  return admits(filter, where) && (!isListed || Object.keys(where).some((path) => isAbout(filter, path)))
}

/** Whether some record like these may be wanted. Only conditions on the fields that describe them can tell that none is. */
function admits(filter: Filter, where: Lack['where']): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.terms.every((term) => admits(term, where))
    case 'or':
      return filter.terms.some((term) => admits(term, where))
    case 'not':
      return !isSure(filter.term, where)
    case 'in':
    case 'compare':
    case 'isNull':
      return where[filter.field]?.some((value) => isMet(filter, value) !== false) ?? true
  }
}

/** Whether all records like these are wanted. */
function isSure(filter: Filter, where: Lack['where']): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.terms.every((term) => isSure(term, where))
    case 'or':
      return filter.terms.some((term) => isSure(term, where))
    case 'not':
      return !admits(filter.term, where)
    case 'in':
    case 'compare':
    case 'isNull':
      return where[filter.field]?.every((value) => isMet(filter, value) === true) ?? false
  }
}

/** Undefined where it takes more than knowing which values are equal. */
function isMet(filter: Exclude<Filter, { readonly kind: 'and' | 'or' | 'not' }>, value: string): boolean | undefined {
  if (filter.kind === 'in') return filter.values.includes(value)
  if (filter.kind === 'isNull') return !filter.value
  if (filter.op === 'eq') return filter.value === value
  return filter.op === 'ne' ? filter.value !== value : undefined
}

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
