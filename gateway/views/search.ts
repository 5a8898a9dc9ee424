import {
  type EntityName,
  encodeGlobalId,
  type Filter,
  isMapped,
  type Operator,
  type Source,
} from '../connector/index.ts'
import type { Served } from '../read/index.ts'
import { fieldOf } from '../read/native-path.ts'
import { textAt } from './values.ts'

const ranks = ['EXACT', 'PREFIX', 'CONTAINS'] as const
export type SearchRank = (typeof ranks)[number]

/** What is searched of each kind of record, the telling field first. */
export const searched = {
  CUSTOMER: { entity: 'Customer', fields: ['name', 'number'], identifiers: ['VAT'] },
  SUPPLIER: { entity: 'Supplier', fields: ['name', 'number'], identifiers: ['VAT'] },
  CONTACT: { entity: 'Contact', fields: ['fullName'], identifiers: [] },
  ITEM: { entity: 'Item', fields: ['name', 'sku'], identifiers: ['GTIN'] },
  OPPORTUNITY: { entity: 'Opportunity', fields: ['name'], identifiers: [] },
  INVOICE: { entity: 'Invoice', fields: ['number'], identifiers: [] },
  SALES_ORDER: { entity: 'SalesOrder', fields: ['number', 'customerPoNumber'], identifiers: [] },
  PURCHASE_ORDER: { entity: 'PurchaseOrder', fields: ['number', 'supplierReference'], identifiers: [] },
} as const satisfies Record<
  string,
  { readonly entity: EntityName; readonly fields: readonly string[]; readonly identifiers: readonly string[] }
>

export type SearchType = keyof typeof searched

export interface SearchHit {
  readonly id: string
  readonly type: SearchType
  readonly source: string
  readonly rank: SearchRank
  readonly field: string
  readonly value: string
  readonly title: string | null
}

/** Systems that compare exactly are asked for the usual ways to write a text. */
export function spellings(text: string): string[] {
  const lower = text.toLowerCase()
  const initials = lower.replace(
    /(^|[\s-])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
  return [...new Set([text, lower, text.toUpperCase(), initials])]
}

/**
 * A filter that the source evaluates itself, or undefined when it can search none of the fields: reading everything to search it
 * here would cost more than a search is worth.
 */
export function searchFilter(source: Source, type: SearchType, text: string): Filter | undefined {
  const { entity, fields, identifiers } = searched[type]
  const ways = spellings(text)
  const terms = [
    ...fields.flatMap((field) => fieldTerms(source, entity, field, ways)),
    ...identifiers
      .map((scheme) => `identifier.${scheme}`)
      .filter((path) => supports(source, entity, path, 'in'))
      .map((field): Filter => ({ kind: 'in', field, values: ways })),
  ]
  return terms.length === 0 ? undefined : { kind: 'or', terms }
}

/** The widest that the source searches a field by. */
function fieldTerms(source: Source, entity: EntityName, field: string, ways: readonly string[]): Filter[] {
  for (const op of ['contains', 'startsWith'] as const)
    if (supports(source, entity, field, op)) return ways.map((value) => ({ kind: 'compare', field, op, value }))
  return supports(source, entity, field, 'in') ? [{ kind: 'in', field, values: ways }] : []
}

function supports(source: Source, entity: EntityName, path: string, op: Operator): boolean {
  const map = source.entities[entity]
  const field = map && fieldOf(map, path)
  return field !== undefined && isMapped(field) && field.filter?.[op] !== undefined
}

export const searchFields = (type: SearchType): readonly string[] => [
  ...searched[type].fields,
  ...(searched[type].identifiers.length > 0 ? ['identifiers'] : []),
]

/** The best place in which a text stands in a record; undefined where the source found what we do not. */
export function hitOf(row: Served, type: SearchType, text: string): SearchHit | undefined {
  const { source, key, type: entity } = row.record
  const found = valuesOf(row, type)
    .flatMap(({ field, value }) => {
      const rank = rankOf(value, text)
      return rank === undefined ? [] : [{ field, value, rank }]
    })
    .sort((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank))[0]
  const title = textAt(row, searched[type].fields[0])
  return found && { ...found, id: encodeGlobalId({ type: entity, source, key }), type, source, title }
}

function valuesOf(row: Served, type: SearchType): { field: string; value: string }[] {
  const { fields, identifiers } = searched[type]
  const plain = fields.flatMap((field) => {
    const value = textAt(row, field)
    return value === null ? [] : [{ field, value }]
  })
  const listed = (row.record.values.identifiers ?? []) as readonly { scheme: string; value: string }[]
  const known = (Array.isArray(listed) ? listed : []).filter(({ scheme }) =>
    (identifiers as readonly string[]).includes(scheme),
  )
  return [...plain, ...known.map(({ value }) => ({ field: 'identifiers', value }))]
}

function rankOf(value: string, text: string): SearchRank | undefined {
  const [whole, part] = [value.toLowerCase(), text.toLowerCase()]
  if (whole === part) return 'EXACT'
  if (whole.startsWith(part)) return 'PREFIX'
  return whole.includes(part) ? 'CONTAINS' : undefined
}

/** By rank; within a rank the sources take turns, in their order, each giving its own finds in its order. */
export function interleave(lists: readonly (readonly SearchHit[])[], first: number): SearchHit[] {
  return ranks.flatMap((rank) => inTurns(lists.map((hits) => hits.filter((hit) => hit.rank === rank)))).slice(0, first)
}

function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).flat()
}
