import type { Answer, Link, NativeQuery, NativeRequest, NativeRow, Page } from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import { recordId } from './record-id.ts'
import { renderSelect } from './render.ts'

/** How an answer is read: a query's page, a query inside a composite answer, or so many records by position. */
type Reading = 'query' | 'composite' | { readonly records: number }

/** Longer addresses are legal up to 16 KB together with the headers, but the vendor advises to stay below this. */
const MAX_PATH = 2_000
/** Page sizes that `batchSize` takes. */
const [MIN_BATCH, MAX_BATCH] = [200, 2_000]

/** The one call that asks for a query's rows, or for their first page. `version` is that of the REST API, as in `62.0`. */
export function requestFor(query: NativeQuery, version: string): NativeRequest {
  const base = `/services/data/v${version}`
  const ids = idsOf(query)
  return ids ? retrieve(base, query, ids) : select(base, query)
}

/** Reads one page. @throws FreshetError SOURCE_BAD_RESPONSE or PAGE_INCONSISTENT when it is not one */
export async function fetchPage(request: NativeRequest, link: Link): Promise<Page> {
  const answer = await link.call(request)
  const reading = request.hint as Reading
  if (typeof reading === 'object') return { rows: recordsOf(answer, reading.records) }
  return pageOf(request, reading === 'composite' ? compositeBody(answer) : answer.json())
}

/**
 * The ids of rows that are asked for by key alone and by columns of their own: those come from the retrieve resource, by
 * position. Whether that resource follows paths to parent records is not documented, so such columns go by query.
 */
function idsOf({ keys, columns, limit }: NativeQuery): string[] | undefined {
  if (!keys || limit !== undefined || columns.some(({ native }) => native.includes('.'))) return undefined
  const ids = keys.map(([key = '']) => recordId(key)).filter((id) => id !== undefined)
  return ids.length > 0 ? [...new Set(ids)] : undefined
}

function retrieve(base: string, { object, columns }: NativeQuery, ids: readonly string[]): NativeRequest {
  const fields = [...new Set(columns.map(({ native }) => native))]
  return {
    method: 'POST',
    path: `${base}/composite/sobjects/${object}`,
    headers: JSON_BODY,
    body: JSON.stringify({ ids, fields }),
    text: `${fields.join(', ')} of ${object} ${summary(ids)}`,
    hint: { records: ids.length } satisfies Reading,
  }
}

/** Enough to know a call by, without a log line of two thousand ids. */
function summary(ids: readonly string[]): string {
  return ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ')
}

function select(base: string, query: NativeQuery): NativeRequest {
  const request = statement(base, renderSelect(query))
  return request.method === 'GET'
    ? { ...request, headers: batchSize(query), hint: 'query' satisfies Reading }
    : { ...request, hint: 'composite' satisfies Reading }
}

/** The one call for a statement that has no further pages. `version` is that of the REST API. */
export const queryRequest = (text: string, version: string): NativeRequest =>
  statement(`/services/data/v${version}`, text)

function statement(base: string, text: string): NativeRequest {
  const path = `${base}/query?q=${encodeURIComponent(text)}`
  if (path.length <= MAX_PATH) return { method: 'GET', path, text }
  // The vendor's own way around the limit on addresses: inside a composite body the same query is still one call.
  const step = { method: 'GET', referenceId: 'rows', url: path }
  const body = JSON.stringify({ allOrNone: false, compositeRequest: [step] })
  return { method: 'POST', path: `${base}/composite`, headers: JSON_BODY, body, text }
}

const JSON_BODY = { 'content-type': 'application/json' }

function batchSize({ pageRows }: NativeQuery): Record<string, string> {
  if (pageRows >= MAX_BATCH) return {}
  return { 'sforce-query-options': `batchSize=${Math.max(MIN_BATCH, pageRows)}` }
}

interface QueryResult {
  readonly records: readonly NativeRow[]
  /** May be absent when there are no rows: then there are no more either. */
  readonly done?: boolean
  readonly nextRecordsUrl?: string
}

function pageOf(request: NativeRequest, body: unknown): Page {
  const { records, done = true, nextRecordsUrl } = resultIn(body)
  return done ? { rows: records } : { rows: records, next: nextPage(request, nextRecordsUrl) }
}

/** What a `queryRequest` was answered with. @throws FreshetError SOURCE_BAD_RESPONSE */
export const queryResult = ({ method }: NativeRequest, answer: Answer): QueryResult =>
  resultIn(method === 'POST' ? compositeBody(answer) : answer.json())

function resultIn(body: unknown): QueryResult {
  const result = (body ?? {}) as QueryResult
  if (Array.isArray(result.records)) return result
  throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'a query result without records' })
}

function nextPage({ headers, path, text }: NativeRequest, next: unknown): NativeRequest {
  // A path and nothing else: the token must not follow a link to another origin, nor a page lead to itself.
  const isPath = typeof next === 'string' && /^\/services\/data\/v[\d.]+\/query\/[\w-]+$/.test(next)
  if (!isPath || next === path) {
    throw new FreshetError('PAGE_INCONSISTENT', { detail: `the next page is at ${JSON.stringify(next)}` })
  }
  const { 'content-type': _, ...rest } = headers ?? {}
  return { method: 'GET', path: next, headers: rest, text, hint: 'query' }
}

function compositeBody(answer: Answer): unknown {
  const { compositeResponse } = answer.json() as { compositeResponse?: readonly { body?: unknown }[] }
  return compositeResponse?.[0]?.body
}

/** As many entries as ids, in their order; null for a record that is not there or may not be seen. */
function recordsOf(answer: Answer, count: number): NativeRow[] {
  const records = answer.json()
  if (!Array.isArray(records) || records.length !== count) {
    throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: `expected ${count} records by position` })
  }
  return records.filter((record) => record !== null)
}
