import type {
  Link,
  NativeFilter,
  NativeQuery,
  NativeRequest,
  NativeRow,
  Page,
} from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import type { Dialect } from './dialect.ts'
import { type Merging, merged, type Stream } from './merge.ts'
import { renderSet } from './render-set.ts'
import { bodiesOf, type Envelope, envelopeV4, requestOf, type ServiceAddress, textOrNone } from './sending.ts'

/** Where and how an entity set is read. */
export interface SetAddress extends ServiceAddress {
  /** All key columns of the set: the total order that `$top` and `$skip` need, and columns that are never null. */
  readonly key: readonly string[]
  readonly origin: string
  /** Most alternatives in one `$filter`; more are spread over the parts of one batch. */
  readonly maxAlternatives: number
  /**
   * `skip`: by `$top` and `$skip`, unless the service sends links of its own. `links`: the service pages by itself, in pages of
   * the size that the header `Prefer` asks for, and `$top` is only for lists with a limit.
   */
  readonly paging?: 'skip' | 'links'
  /** Query options of every request, such as `cross-company`. */
  readonly always?: readonly (readonly [name: string, value: string])[]
  /** Headers of every request, those within a batch included. */
  readonly headers?: Readonly<Record<string, string>>
  /** What the header `Prefer` asks for besides the size of a page. */
  readonly prefer?: readonly string[]
}

/** One list on its way: by `$top` and `$skip`, or by the service's own next links once it has sent one. */
interface Reading {
  readonly url: string
  readonly text: string
  readonly top: number
  readonly read: number
  readonly limit?: number | undefined
  readonly next?: string
  readonly shape?: Shape
}

/** The rows that one row of the service stands for: with more columns, or one for each entry of a collection in it. */
export type Shape = (row: NativeRow) => readonly NativeRow[]

/** One of several lists that are read as one. */
export interface List {
  readonly query: NativeQuery
  readonly shape?: Shape
}

interface Plan {
  readonly address: SetAddress
  readonly version: Dialect['version']
  readonly readings: readonly Reading[]
  /** Where several lists are one in some order: how, and those that wait until the others have caught up. */
  readonly merging?: Merging
  readonly waiting?: readonly Stream<Reading>[]
}

/** One request for a native query: a GET, or where its URL would grow too long, a POST of GETs to `$batch`. */
export const renderRead = (query: NativeQuery, address: SetAddress, dialect: Dialect): NativeRequest =>
  renderLists([{ query }], address, dialect)

/** One request for several lists of one service: one after the other, or with `merging` as one list in its order. */
export function renderLists(
  lists: readonly List[],
  address: SetAddress,
  dialect: Dialect,
  merging?: Merging,
): NativeRequest {
  const keyed = withKey(dialect, address)
  const parts = lists.flatMap(({ query, shape }) =>
    spread(query, address, keyed).map((part): List => ({ query: part, ...(shape && { shape }) })),
  )
  const readings = parts.map((part) => readingOf(part, address, keyed))
  return requestOfPlan({ address, version: dialect.version, readings, ...(merging && { merging }) })
}

function readingOf({ query, shape }: List, address: SetAddress, dialect: Dialect): Reading {
  const { limit, pageRows } = query
  // How many rows a row stands for is not known before it is there.
  const top = shape ? pageRows : Math.min(limit ?? pageRows, pageRows)
  return { read: 0, top, limit, ...renderSet(query, address.key, dialect, address.always), ...(shape && { shape }) }
}

const withKey = (dialect: Dialect, { key }: SetAddress): Dialect => ({
  ...dialect,
  nullable: (column) => !key.includes(column) && dialect.nullable(column),
})

/** Rows that bring others with them are long, and fewer of them are a page. */
export function withShortPages<Query extends NativeQuery>(query: Query, rows: number, isLong = false): Query {
  const brings = isLong || query.columns.some(({ native }) => native.includes('/'))
  return brings ? { ...query, pageRows: Math.min(rows, query.pageRows) } : query
}

/** One request for what several lists hold of a question: in its order, where that matters. No list is no row. */
export function renderParts(
  { order, anyOrder, limit }: Pick<NativeQuery, 'order' | 'anyOrder' | 'limit'>,
  lists: readonly List[],
  address: SetAddress,
  dialect: Dialect,
): NativeRequest {
  if (lists.length === 0) return renderKnown([])
  const isMerged = lists.length > 1 && order.length > 0 && !anyOrder
  return renderLists(lists, address, dialect, isMerged ? { order, limit } : undefined)
}

/** Rows that are known without asking. */
interface Known {
  readonly known: readonly NativeRow[]
}

/** A request that is never made, for rows that are known. */
export const renderKnown = (rows: readonly NativeRow[]): NativeRequest => ({
  method: 'GET',
  path: '/',
  text: 'nothing: the rows are known',
  hint: { known: rows } satisfies Known,
})

/** The rows of a request's answer, and the request for what follows them. */
export async function fetchRead(request: NativeRequest, link: Link): Promise<Page> {
  if ('known' in (request.hint as Plan | Known)) return { rows: (request.hint as Known).known }
  const plan = request.hint as Plan
  const bodies = bodiesOf(request, await link.call(request), plan.address, plan.readings.length)
  const steps = plan.readings.map((reading, i) => advance(reading, plan, bodies[i]))
  if (plan.merging) return fetchMerged(plan, plan.merging, [...(plan.waiting ?? []), ...steps])
  const readings = steps.flatMap(({ following }) => following ?? [])
  const next = readings.length > 0 ? requestOfPlan({ ...plan, readings }) : undefined
  return { rows: steps.flatMap(({ rows }) => rows), ...(next && { next }) }
}

/** A list whose rows have all been taken is asked for more; the others wait for it. */
function fetchMerged(plan: Plan, merging: Merging, streams: readonly Stream<Reading>[]): Page {
  const { rows, rest, left } = merged(streams, merging)
  const readings = rest.flatMap((stream) => (stream.rows.length === 0 ? (stream.following ?? []) : []))
  if (readings.length === 0 || left === 0) return { rows }
  const waiting = rest.filter((stream) => stream.rows.length > 0)
  return { rows, next: requestOfPlan({ ...plan, readings, waiting, merging: { ...merging, limit: left } }) }
}

/** A part per so many alternatives. With a limit, or an order that matters, there is one part only: two would have to be merged. */
function spread(query: NativeQuery, address: SetAddress, dialect: Dialect): NativeQuery[] {
  const { maxAlternatives, maxUrlChars, service, key } = address
  const terms = query.filter?.kind === 'and' ? query.filter.terms : query.filter ? [query.filter] : []
  const sizes = terms.map((term) => alternatives(term))
  const size = Math.max(0, ...sizes)
  const isOne = (query.order.length > 0 && !query.anyOrder) || query.limit !== undefined || size < 2
  if (isOne || (size <= maxAlternatives && `${service}/${renderSet(query, key, dialect).url}`.length <= maxUrlChars))
    return [query]
  const longest = sizes.indexOf(size)
  const cuts = Array.from({ length: Math.ceil(size / maxAlternatives) }, (_, i) => i * maxAlternatives)
  return cuts.map((from) => ({
    ...query,
    filter: { kind: 'and', terms: terms.with(longest, cut(terms[longest]!, from, maxAlternatives)) },
  }))
}

/** Values of one column exclude each other, and so do keys: equalities of the same columns. Other branches may share rows. */
function alternatives(term: NativeFilter): number {
  if (term.kind === 'in') return term.values.length
  return term.kind === 'or' && term.terms.every((branch) => columnsEqualled(branch) === columnsEqualled(term.terms[0]!))
    ? term.terms.length
    : 1
}

/** The columns of a conjunction of equalities; NaN, which equals nothing, for anything else. */
function columnsEqualled(branch: NativeFilter): string | number {
  const terms = branch.kind === 'and' ? branch.terms : [branch]
  const columns = terms.map((term) => (term.kind === 'compare' && term.op === 'eq' ? term.column.native : undefined))
  return columns.includes(undefined) ? Number.NaN : columns.join()
}

function cut(term: NativeFilter, from: number, size: number): NativeFilter {
  if (term.kind === 'in') return { ...term, values: term.values.slice(from, from + size) }
  return term.kind === 'or' ? { ...term, terms: term.terms.slice(from, from + size) } : term
}

function requestOfPlan(plan: Plan): NativeRequest {
  const urls = plan.readings.map((reading) => reading.next ?? `${reading.url}${paging(reading, plan.address)}`)
  const texts = plan.readings.map((reading) => reading.next ?? `${reading.text}${paging(reading, plan.address)}`)
  return requestOf(plan.address, { urls, texts, headers: pageHeaders(plan), hint: plan })
}

/** The page size is asked for anew with every page: not every link remembers it. */
function pageHeaders({ address, readings }: Plan): Readonly<Record<string, string>> {
  const [first] = readings as [Reading]
  const isByLinks = address.paging === 'links' && !hasTop(first)
  const wishes = [...(isByLinks ? [`odata.maxpagesize=${first.top}`] : []), ...(address.prefer ?? [])]
  return { ...address.headers, ...(wishes.length > 0 && { prefer: wishes.join(',') }) }
}

/** A list that ends within the first page is asked for as such. */
const hasTop = ({ limit, top, shape }: Reading): boolean => !shape && limit !== undefined && limit <= top

/** Many services have no page size of their own and would send the whole set: without links `$top` is never left out. */
function paging(reading: Reading, { paging: style }: SetAddress): string {
  const { read, top, limit } = reading
  if (style === 'links') return hasTop(reading) ? `&$top=${top}` : ''
  return `&$top=${Math.min(top, (limit ?? Number.POSITIVE_INFINITY) - read)}${read > 0 ? `&$skip=${read}` : ''}`
}

type Step = Stream<Reading>

function advance(reading: Reading, { address, version }: Plan, body: unknown): Step {
  const { rows, link } = version === 2 ? envelopeV2(body) : envelopeV4(body)
  if (address.paging !== 'links') return advanceBySkip(reading, address, rows, link)
  return advanceByLinks(reading, address, reading.shape ? rows.flatMap(reading.shape) : rows, link)
}

function advanceBySkip(reading: Reading, address: SetAddress, rows: readonly NativeRow[], link?: string): Step {
  const read = reading.read + rows.length
  const wanted = Math.min(reading.top, (reading.limit ?? Number.POSITIVE_INFINITY) - reading.read)
  if (rows.length > wanted) throw inconsistent(`asked ${wanted} rows, got ${rows.length}`)
  if (reading.limit !== undefined && read >= reading.limit) return { rows }
  if (link !== undefined) return { rows, following: { ...reading, read, next: followed(link, address) } }
  // A service that pages by itself says so with a link on every page but the last.
  const isLast = reading.next !== undefined || rows.length < wanted
  return isLast ? { rows } : { rows, following: { ...reading, read } }
}

/** The service decides how long a page is: what goes beyond the limit is cut off here. */
function advanceByLinks(reading: Reading, address: SetAddress, rows: readonly NativeRow[], link?: string): Step {
  const { limit = Number.POSITIVE_INFINITY } = reading
  const read = reading.read + rows.length
  if (read >= limit) return { rows: rows.slice(0, limit - reading.read) }
  return link === undefined ? { rows } : { rows, following: { ...reading, read, next: followed(link, address) } }
}

/** `{"d":{"results":[…],"__next":"…"}}` */
function envelopeV2(body: unknown): Envelope {
  const { d } = (body ?? {}) as { d?: { results?: unknown; __next?: unknown } }
  if (!Array.isArray(d?.results)) throw bad('the answer has no list of results')
  return { rows: d.results, link: textOrNone(d.__next) }
}

/** The link below the service. @throws FreshetError PAGE_INCONSISTENT: an answer must not choose whom we ask, nor what service */
function followed(link: string, { origin, service }: SetAddress): string {
  const base = new URL(origin)
  const own = `${base.origin}${service}/`
  // A link is not ours to write anew: as it stands, where it can be seen to lead to the service.
  if (link.startsWith(own) && !/[^\x21-\x7e]|\.\./.test(link)) return link.slice(own.length)
  const url = new URL(link, own)
  const at = url.pathname.indexOf(`${service}/`)
  if (url.origin !== base.origin || at < 0) throw inconsistent(`the next link leads to ${url.origin}${url.pathname}`)
  return `${url.pathname.slice(at + service.length + 1)}${url.search}`
}

const bad = (detail: string, cause?: unknown) => new FreshetError('SOURCE_BAD_RESPONSE', { detail, cause })
const inconsistent = (detail: string) => new FreshetError('PAGE_INCONSISTENT', { detail })
