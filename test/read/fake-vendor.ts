import {
  bindSource,
  type Caps,
  type Connector,
  canonical,
  type EntityMap,
  type EntityName,
  type Limit,
  type Link,
  type NativeAggregate,
  type NativeFilter,
  type NativeQuery,
  type NativeRequest,
  type NativeRow,
  type Page,
  type Source,
  type SourceConfig,
  type SumsPage,
} from '../../gateway/connector/index.ts'
import { compareRows, type Extra, matches } from './native-evaluate.ts'
import { sumsOf } from './native-sums.ts'

/** Rows by native object; columns as the entity maps name them. */
export type Tables = Readonly<Record<string, readonly NativeRow[]>>

export interface FakeOptions {
  readonly maps: Source['entities']
  readonly tables?: Tables
  readonly caps?: Partial<Caps>
  readonly limits?: readonly Limit[]
  /** Rows that an inexact leaf lets through beside those that match. */
  readonly extra?: Extra
  readonly config?: Partial<Omit<SourceConfig, 'connector' | 'settings'>>
  /** Stands in for the pages the vendor would send. */
  readonly page?: (request: NativeRequest, honest: () => Page) => Page
  /** The vendor groups and adds up by itself; stands in for what it would tell. */
  readonly sums?: (honest: () => SumsPage) => SumsPage
  /** And does not count. */
  readonly countsRows?: false
}

export interface FakeVendor {
  readonly source: Source
  /** Every native query that was sent, first pages and later ones alike. */
  readonly queries: NativeQuery[]
  /** Every question that the vendor was to add up itself. */
  readonly aggregates: NativeAggregate[]
  /** Calls with no limits and no delay, for rooms below the reader. */
  readonly link: Link
  /** The rows may be changed between calls. */
  tables: Tables
}

const asText = (native: unknown): string | null => {
  if (native === undefined || native === null) return null
  if (typeof native === 'object') throw new TypeError('an object is no text')
  return String(native)
}

const asNumber = (native: unknown): string | null => {
  const text = asText(native)
  if (text !== null && !/^-?\d+(\.\d+)?$/.test(text)) throw new TypeError(`${text} is no number`)
  return text
}

const asBoolean = (native: unknown): boolean | null => {
  if (typeof native === 'boolean' || native === undefined || native === null) return native ?? null
  throw new TypeError(`${String(native)} is no boolean`)
}

const codecs = { text: asText, number: asNumber, date: asText, instant: asText, guid: asText, boolean: asBoolean }

const roomy: Caps = { lookupKeys: 1_000, filterKeys: 1_000, requestBytes: 1_000_000, pageRows: 1_000, or: 'any' }

/** A vendor in memory: it understands native queries as they are, pages by offset, and answers honestly. */
export function fakeVendor(options: FakeOptions): FakeVendor {
  const { maps, caps, limits = [], extra, config, sums, countsRows, page = (_request, honest) => honest() } = options
  const fake = { tables: options.tables ?? {}, queries: [] as NativeQuery[], aggregates: [] as NativeAggregate[] }
  const connector: Connector = {
    kind: 'fake',
    title: 'Fake ERP',
    settings: {},
    entities: () => maps,
    limits: () => limits,
    caps: { ...roomy, ...caps },
    codecs,
    pathSeparator: '/',
    mappingVersion: '1',
    origin: () => 'http://fake.invalid',
    credentials: { login: async () => ({ headers: {} }) },
    render: (query) => requestOf(query, 0),
    async fetch(request, link) {
      const query = JSON.parse(request.body!) as NativeQuery
      refuseBeyond({ ...roomy, ...caps }, query)
      fake.queries.push(query)
      await link.call(request)
      return page(request, () => answer(fake.tables, query, Number(request.hint), extra))
    },
    ...(sums && {
      aggregate: {
        ...(countsRows === false && { countsRows }),
        render: (asked) => ({
          method: 'POST',
          path: '/sums',
          body: JSON.stringify(asked),
          text: JSON.stringify(asked),
        }),
        async fetch(request, link) {
          const asked = JSON.parse(request.body!) as NativeAggregate
          if (countsRows === false && asked.measures.some(({ kind }) => kind === 'count'))
            throw new Error('it was asked for a count')
          fake.aggregates.push(asked)
          await link.call(request)
          return sums(() => ({ groups: sumsOf(fake.tables[asked.object] ?? [], asked) }))
        },
      },
    }),
    classify: () => undefined,
    externalKey: (native) => ({ native, filter: { eq: 'exact', in: 'exact' } }),
  }
  const names = Object.keys(canonical) as EntityName[]
  const source = bindSource({ name: 'erp', connector, settings: {}, ...config }, names)
  return Object.assign(fake, { source, link: { call: async () => undefined as never } })
}

function requestOf(query: NativeQuery, offset: number): NativeRequest {
  const body = JSON.stringify(query)
  return { method: 'POST', path: `/rows?offset=${offset}`, body, text: body, hint: offset }
}

/** A vendor does not answer what its caps exclude. */
function refuseBeyond({ or, filterKeys, lookupKeys, pageRows }: Caps, query: NativeQuery): void {
  const [ors, lists] = query.filter ? [partsOf(query.filter, 'or'), partsOf(query.filter, 'in')] : [[], []]
  const most = query.keys ? lookupKeys : filterKeys
  if (lists.some((list) => list.kind === 'in' && list.values.length > most)) throw new Error('the list is too long')
  if (or === 'none' && ors.length > 0) throw new Error('this vendor has no or')
  if (or === 'sameColumn' && ors.some((part) => new Set(columnsOf(part)).size > 1))
    throw new Error('this vendor has an or for one column only')
  if (query.pageRows > pageRows) throw new Error('the page is too large')
}

function partsOf(filter: NativeFilter, kind: NativeFilter['kind']): NativeFilter[] {
  const inner = 'terms' in filter ? filter.terms.flatMap((term) => partsOf(term, kind)) : []
  return filter.kind === kind ? [filter, ...inner] : inner
}

const columnsOf = (filter: NativeFilter): string[] =>
  'terms' in filter ? filter.terms.flatMap(columnsOf) : [filter.column.native]

function answer(tables: Tables, query: NativeQuery, offset: number, extra?: Extra): Page {
  const found = (tables[query.object] ?? []).filter((row) => matches(query.filter, row, extra))
  const sorted = [...found].sort(compareRows(query.order)).slice(0, query.limit)
  const rows = sorted.slice(offset, offset + query.pageRows)
  const end = offset + rows.length
  return end < sorted.length ? { rows, next: requestOf(query, end) } : { rows }
}

/** An entity map with the parts every test would repeat. */
export function mapOf(fields: Readonly<Record<string, object>>, rest: Partial<EntityMap> = {}): EntityMap {
  return { object: 'rows', key: [{ native: 'key', type: 'text' }], keyOrder: true, fields: fields as never, ...rest }
}

/** Support for every operator, exact. */
export const exactly = {
  eq: 'exact',
  ne: 'exact',
  in: 'exact',
  lt: 'exact',
  lte: 'exact',
  gt: 'exact',
  gte: 'exact',
  contains: 'exact',
  startsWith: 'exact',
  isNull: 'exact',
} as const
