import type { NativeFilter, NativeQuery, NativeRequest, Source } from '../connector/index.ts'

/**
 * The requests that one native query becomes: one, unless the vendor's caps on keys or bytes force more.
 * Key sets are cut, never widened into ranges. An empty key set has been folded away before.
 */
export function chunkRequests(source: Source, query: NativeQuery): NativeRequest[] {
  const list = longestList(query)
  const cap = query.keys ? source.caps.lookupKeys : source.caps.filterKeys
  if (list && list.size > cap)
    return slices(list.size, cap).flatMap(([from, to]) => chunkRequests(source, list.cut(from, to)))
  const request = source.connector.render(query, source.facts as never)
  if (!list || list.size < 2 || requestBytes(request) <= source.caps.requestBytes) return [request]
  const half = Math.ceil(list.size / 2)
  return [...chunkRequests(source, list.cut(0, half)), ...chunkRequests(source, list.cut(half, list.size))]
}

/** The bytes that the vendor counts: the address of a GET, the body of a POST. */
export function requestBytes(request: NativeRequest): number {
  return request.method === 'GET' ? request.path.length : Buffer.byteLength(request.body ?? '')
}

interface KeyList {
  readonly size: number
  cut(from: number, to: number): NativeQuery
}

/** The longest list of alternatives that stands alone in the filter's conjunction: cutting it splits the answer in two disjoint parts. */
function longestList(query: NativeQuery): KeyList | undefined {
  if (!query.filter) return undefined
  const terms = query.filter.kind === 'and' ? query.filter.terms : [query.filter]
  const sizes = terms.map(alternatives)
  const size = Math.max(...sizes)
  if (size < 2) return undefined
  const at = sizes.indexOf(size)
  return {
    size,
    cut: (from, to) => {
      const cutTerms = terms.map((term, i) => (i === at ? slice(term, from, to) : term))
      const filter: NativeFilter = cutTerms.length === 1 ? cutTerms[0]! : { kind: 'and', terms: cutTerms }
      return { ...query, filter, ...(query.keys ? { keys: query.keys.slice(from, to) } : {}) }
    },
  }
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
