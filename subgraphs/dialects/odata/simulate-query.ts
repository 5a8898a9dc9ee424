import { comparesAsIs, compile, order, soughtValues, type Test } from './simulate-compile.ts'
import { parseFilter } from './simulate-filter.ts'
import { type Grammar, grammarV2 } from './simulate-grammar.ts'
import {
  type EntitySetModel,
  external,
  internal,
  propertyOf,
  type Row,
  refused,
  type ServiceModel,
} from './simulate-model.ts'

/** The query options of one request to an entity set, checked against the set. */
export interface SetQuery {
  readonly test?: Test
  /** The text that `test` is made of. */
  readonly filter?: string
  readonly sought?: { readonly column: string; readonly values: readonly string[] }
  readonly orderby: readonly { readonly column: string; readonly isDescending: boolean }[]
  readonly top?: number
  readonly skip: number
  readonly isCounted: boolean
  readonly shape: Shape
}

/** What of an entity is shown: columns, and the shapes of expanded navigations. */
export interface Shape {
  readonly columns: readonly string[]
  readonly deferred: readonly string[]
  readonly expanded: Readonly<Record<string, Shape>>
}

const known = [
  '$filter',
  '$select',
  '$expand',
  '$orderby',
  '$top',
  '$skip',
  '$inlinecount',
  '$format',
  '$skiptoken',
  '$count',
]

/** @throws ODataError 400 for what the set does not have or the grammar does not allow */
export function parseQuery(options: ReadonlyMap<string, string>, set: EntitySetModel, service: ServiceModel): SetQuery {
  const strange = [...options.keys()].find((name) => name.startsWith('$') && !known.includes(name))
  if (strange) throw refused('syntax', `The query option '${strange}' is not supported`)
  return {
    ...parseTest(options.get('$filter'), set, grammarV2),
    orderby: parseOrder(options.get('$orderby'), set),
    top: count(options.get('$top'), '$top'),
    skip: count(options.get('$skip'), '$skip') ?? 0,
    isCounted: options.get('$inlinecount') === 'allpages',
    shape: shapeOf(list(options.get('$select')), list(options.get('$expand')), set, service),
  }
}

/** What a row must be, and by which index such rows are found. */
export function parseTest(
  filter: string | undefined,
  set: EntitySetModel,
  grammar: Grammar,
): Pick<SetQuery, 'test' | 'filter' | 'sought'> {
  if (filter === undefined) return {}
  const condition = parseFilter(filter, grammar)
  // Text that is compared in another form than rows have it is not found by their index.
  const sought = soughtValues(condition, set)
  const isFound = sought !== undefined && comparesAsIs(sought.column, set, grammar)
  return { test: compile(condition, set, grammar), filter, ...(isFound && { sought }) }
}

/** Decodes a raw query string; a plus is a blank, as everywhere behind the ICM. */
export function optionsOf(rawQuery: string): Map<string, string> {
  const pairs = rawQuery
    .split('&')
    .filter(Boolean)
    .map((pair) => pair.split(/=(.*)/s) as [string, string?])
  return new Map(pairs.map(([name, value = '']) => [decode(name), decode(value)]))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw refused('syntax', 'The URL is not encoded properly')
  }
}

export const list = (text: string | undefined): string[] =>
  text
    ?.split(',')
    .map((part) => part.trim())
    .filter(Boolean) ?? []

export function count(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw refused('syntax', `Invalid value '${text}' for ${name}`)
  return Number(text)
}

export function parseOrder(text: string | undefined, set: EntitySetModel) {
  return list(text).map((term) => {
    const [column = '', direction = 'asc'] = term.split(/ +/)
    propertyOf(set, column)
    if (direction !== 'asc' && direction !== 'desc') throw refused('syntax', `Invalid direction '${direction}'`)
    return { column, isDescending: direction === 'desc' }
  })
}

/** Without `$select`, every column and every navigation as a deferred link; with it, what it names. */
function shapeOf(
  select: readonly string[],
  expand: readonly string[],
  set: EntitySetModel,
  service: ServiceModel,
): Shape {
  const isAll = select.length === 0 || select.includes('*')
  const heads = [...new Set([...expand, ...select].map((path) => path.split('/')[0]!))].filter(
    (head) => set.navigations[head],
  )
  const unknown = [...expand.map((path) => path.split('/')[0]!)].find((head) => !set.navigations[head])
  if (unknown) throw refused('unknownProperty', `Navigation property ${unknown} not found in type ${set.name}Type`)
  const expanded = heads.filter((head) => expand.some((path) => path.split('/')[0] === head))
  const columns = isAll ? Object.keys(set.properties) : select.filter((path) => !heads.includes(path.split('/')[0]!))
  for (const column of columns) propertyOf(set, column)
  return {
    columns,
    deferred: (isAll ? Object.keys(set.navigations) : heads).filter((head) => !expanded.includes(head)),
    expanded: Object.fromEntries(expanded.map((head) => [head, below(head, select, expand, set, service)])),
  }
}

function below(
  head: string,
  select: readonly string[],
  expand: readonly string[],
  set: EntitySetModel,
  service: ServiceModel,
): Shape {
  const rest = (paths: readonly string[]) =>
    paths.filter((path) => path.startsWith(`${head}/`)).map((path) => path.slice(head.length + 1))
  return shapeOf(rest(select), rest(expand), service.sets[set.navigations[head]!.to]!, service)
}

/** A set's rows behind its indexes, and in the orders they were asked in. */
export class Store {
  readonly set: EntitySetModel
  readonly #indexes = new Map<string, Map<string, Row[]>>()
  readonly #sorted = new Map<string, readonly Row[]>()
  #matching: { readonly name: string; readonly rows: readonly Row[] } | undefined

  constructor(set: EntitySetModel) {
    this.set = set
  }

  where(column: string, values: readonly string[]): readonly Row[] {
    const index = this.#indexes.get(column) ?? this.#build(column)
    return values.length === 1 ? (index.get(values[0]!) ?? []) : values.flatMap((value) => index.get(value) ?? [])
  }

  #build(column: string): Map<string, Row[]> {
    const index = Map.groupBy(this.set.rows, (row) => String(row[column]))
    this.#indexes.set(column, index)
    return index
  }

  /** Sorted once and kept: a client pages through one order many times. */
  inOrder(orderby: SetQuery['orderby']): readonly Row[] {
    if (orderby.length === 0) return this.set.rows
    const name = nameOf(orderby)
    const sorted = this.#sorted.get(name) ?? this.sort(this.set.rows, orderby)
    if (this.#sorted.size > 20) this.#sorted.clear()
    this.#sorted.set(name, sorted)
    return sorted
  }

  /** All rows that match, in order. The last are kept: who has read one page of them reads the others. */
  matching({ test = () => true, orderby, filter = '' }: SetQuery): readonly Row[] {
    const name = `${filter} ${nameOf(orderby)}`
    if (this.#matching?.name !== name) this.#matching = { name, rows: this.inOrder(orderby).filter(test) }
    return this.#matching.rows
  }

  /** ABAP's initial values come first, so what has no value leads in ascending order. */
  sort(rows: readonly Row[], orderby: SetQuery['orderby']): readonly Row[] {
    const terms = orderby.map(({ column, isDescending }) => {
      const property = propertyOf(this.set, column)
      const form = (row: Row) => (typeof row[column] === 'string' ? internal(row[column], property) : row[column]!)
      return { form, type: property.type, sign: isDescending ? -1 : 1 }
    })
    return rows.toSorted((a, b) => {
      for (const { form, type, sign } of terms) {
        const [x, y] = [form(a), form(b)]
        const compared = x === null || y === null ? Number(y === null) - Number(x === null) : order(type, x, y)
        if (compared !== 0) return compared * sign
      }
      return 0
    })
  }
}

const nameOf = (orderby: SetQuery['orderby']): string =>
  orderby.map(({ column, isDescending }) => `${column} ${isDescending}`).join()

export interface Found {
  readonly rows: readonly Row[]
  /** How many rows match in all, when that was asked. */
  readonly count?: number
}

/** The rows from `skip` on, at most `limit` of them. */
export function find(query: SetQuery, store: Store, skip: number, limit: number): Found {
  const { test = () => true, sought, orderby, isCounted } = query
  if (sought) {
    const rows = store.where(sought.column, sought.values).filter(test)
    return { rows: store.sort(rows, orderby).slice(skip, skip + limit), ...(isCounted && { count: rows.length }) }
  }
  if (skip > 0) {
    const rows = store.matching(query)
    return { rows: rows.slice(skip, skip + limit), ...(isCounted && { count: rows.length }) }
  }
  const rows: Row[] = []
  let matched = 0
  for (const row of store.inOrder(orderby)) {
    if (!test(row)) continue
    if (rows.length < limit) rows.push(row)
    matched += 1
    if (!isCounted && rows.length >= limit) break
  }
  return { rows, ...(isCounted && { count: matched }) }
}

/** A key predicate: `('1000746')`, or `(Customer='1',CompanyCode='1010')`. */
export function parseKey(text: string, set: EntitySetModel): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/(?:(\w+)=)?(?:datetime)?'((?:[^']|'')*)'(?:,|$)/g)]
  const named = pairs.map(
    ([, name = set.key[0]!, value]) => [name, value!.replaceAll("''", "'").replace(/T00:00:00$/, '')] as const,
  )
  const isWhole = named.length === set.key.length && named.every(([name]) => set.key.includes(name))
  if (!isWhole) throw refused('syntax', `Invalid key predicate for ${set.name}`)
  return Object.fromEntries(named)
}

export function byKey(key: Readonly<Record<string, string>>, store: Store): Row {
  const { set } = store
  const shown = set.key.map((name) => [name, external(key[name]!, propertyOf(set, name))] as const)
  const [first, value] = shown[0]!
  const row = store.where(first, [value]).find((found) => shown.every(([name, part]) => found[name] === part))
  if (!row) throw refused('notFound', `Resource not found for segment '${set.name}'`)
  return row
}
