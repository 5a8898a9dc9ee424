import type { NativeFilter, NativeQuery, NativeRequest, Source } from '../connector/index.ts'
import { columnsOf, longestList } from '../pushdown/native-terms.ts'

/**
 * The requests that one native query becomes: one, unless the vendor's caps on keys or bytes force more.
 * Key sets are cut, never widened into ranges. An empty key set has been folded away before.
 */
export function chunkRequests(source: Source, query: NativeQuery): NativeRequest[] {
  const lists = keyLists(query)
  const long = lists.find((list) => list.size > capOf(source, query, list))
  if (long) {
    const cut = ([from, to]: [number, number]) => chunkRequests(source, long.cut(from, to))
    return slices(long.size, capOf(source, query, long)).flatMap(cut)
  }
  const request = source.connector.render(query, source.facts as never)
  const longest = lists.reduce<KeyList | undefined>((a, b) => (a && a.size >= b.size ? a : b), undefined)
  if (!longest || requestBytes(request) <= source.caps.requestBytes) return [request]
  const half = Math.ceil(longest.size / 2)
  return [...chunkRequests(source, longest.cut(0, half)), ...chunkRequests(source, longest.cut(half, longest.size))]
}

/** How much of a request's bytes is kept free for the place where a later page goes on. */
const placeShare = 4

/**
 * Whether one request asks it all, on the first page and on every later one: their ways of sorting may differ, so that
 * a list must not be read in one way up to some page, and in another from there. Undefined when it takes several; with the
 * first page's request where that had to be looked at.
 */
export function inOneRequest(
  source: Source,
  firstPage: NativeQuery,
): { readonly request?: NativeRequest | undefined } | undefined {
  const lists = keyLists(firstPage)
  if (lists.some((list) => list.size > capOf(source, firstPage, list))) return undefined
  if (lists.length === 0) return {}
  const { requestBytes: most } = source.caps
  const request = source.connector.render(firstPage, source.facts as never)
  return requestBytes(request) <= most - most / placeShare ? { request } : undefined
}

/** Whether a condition is within the vendor's caps as it stands. */
export const isWithinLists = (source: Source, filter: NativeFilter | undefined): boolean =>
  filter === undefined || longestList(filter) <= source.caps.filterKeys

/** The bytes that the vendor counts: the address of a GET, the body of a POST. */
export function requestBytes(request: NativeRequest): number {
  return request.method === 'GET' ? request.path.length : Buffer.byteLength(request.body ?? '')
}

/** A list of alternatives that stands alone in the filter's conjunction: cutting it splits the answer in two parts. */
interface KeyList {
  readonly size: number
  readonly term: NativeFilter
  cut(from: number, to: number): NativeQuery
}

function keyLists(query: NativeQuery): KeyList[] {
  if (!query.filter) return []
  const terms = query.filter.kind === 'and' ? query.filter.terms : [query.filter]
  return terms.flatMap((term, at) => {
    const size = alternatives(term)
    return size < 2 ? [] : [{ size, term, cut: (from, to) => cutTerm(query, terms, at, from, to) }]
  })
}

function cutTerm(
  query: NativeQuery,
  terms: readonly NativeFilter[],
  at: number,
  from: number,
  to: number,
): NativeQuery {
  const cut = terms.map((term, i) => (i === at ? slice(term, from, to) : term))
  const filter: NativeFilter = cut.length === 1 ? cut[0]! : { kind: 'and', terms: cut }
  return { ...query, filter, ...(query.keys ? { keys: query.keys.slice(from, to) } : {}) }
}

/** A key of several columns is a disjunction: where the vendor has none, every key goes alone. */
function capOf(source: Source, query: NativeQuery, { term }: KeyList): number {
  const { or, lookupKeys, filterKeys } = source.caps
  const isAllowed = term.kind === 'in' || or === 'any' || (or === 'sameColumn' && new Set(columnsOf(term)).size === 1)
  return isAllowed ? (query.keys ? lookupKeys : filterKeys) : 1
}

function alternatives(term: NativeFilter): number {
  if (term.kind === 'in') return term.values.length
  return term.kind === 'or' && isKeyDisjunction(term) ? term.terms.length : 1
}

/** Branches of equalities over the same columns exclude each other; other disjunctions would repeat rows when cut. */
function isKeyDisjunction(term: Extract<NativeFilter, { terms: readonly NativeFilter[] }>): boolean {
  const shapes = term.terms.map((branch) => (branch.kind === 'and' ? branch.terms : [branch]))
  const columns = (branch: readonly NativeFilter[]) =>
    branch.map((leaf) => (leaf.kind === 'compare' && leaf.op === 'eq' ? leaf.column.native : undefined)).join('\n')
  return shapes.every(
    (branch) =>
      branch.every((leaf) => leaf.kind === 'compare' && leaf.op === 'eq') && columns(branch) === columns(shapes[0]!),
  )
}

function slice(term: NativeFilter, from: number, to: number): NativeFilter {
  if (term.kind === 'in') return { ...term, values: term.values.slice(from, to) }
  if (term.kind !== 'or') return term
  const terms = term.terms.slice(from, to)
  return terms.length === 1 ? terms[0]! : { kind: 'or', terms }
}

function slices(size: number, step: number): [number, number][] {
  return Array.from({ length: Math.ceil(size / step) }, (_, i) => [i * step, Math.min(size, (i + 1) * step)])
}
