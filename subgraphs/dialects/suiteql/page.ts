import type { Link, NativeQuery, NativeRequest, NativeRow, Page } from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import { renderSelect, type SuiteQl } from './render.ts'

// https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_158394344595.html, read 2026-11-20:
/** Rows of a page: the default, and the most that is sure. */
export const MAX_PAGE = 1_000
/** Rows of a query; more are served by SuiteAnalytics Connect only. */
export const MAX_ROWS = 100_000

/** Where a page stands in its query; the request's note to `fetchPage`. */
interface Position {
  readonly offset: number
  /** The same on every page: NetSuite takes only offsets that are multiples of it. */
  readonly limit: number
  /** How many rows are still wanted. */
  readonly left: number
}

/** The request for a query's first page. Its bounds stand in the address; without `Prefer: transient` it is refused. */
export function firstPage(query: NativeQuery<SuiteQl>, zone: string): NativeRequest {
  const limit = Math.min(query.pageRows, query.limit ?? MAX_PAGE, MAX_PAGE)
  return pageRequest(renderSelect(query, zone), { offset: 0, limit, left: query.limit ?? Number.POSITIVE_INFINITY })
}

/** The request for the first page of all rows of a statement. */
export const statementPage = (text: string): NativeRequest =>
  pageRequest(text, { offset: 0, limit: MAX_PAGE, left: Number.POSITIVE_INFINITY })

/** @throws FreshetError SOURCE_TOO_LARGE past the last row that NetSuite serves, and what `checked` throws */
export async function fetchPage(request: NativeRequest, link: Link): Promise<Page> {
  const position = request.hint as Position
  const { offset, limit, left } = position
  if (offset >= MAX_ROWS) throw tooManyRows()
  const { items, hasMore } = checked((await link.call(request)).json(), position)
  const next = hasMore && left > items.length && { offset: offset + limit, limit, left: left - items.length }
  return { rows: items.slice(0, left), ...(next && { next: pageRequest(request.text, next) }) }
}

function pageRequest(text: string, position: Position): NativeRequest {
  return {
    method: 'POST',
    path: `/services/rest/query/v1/suiteql?limit=${position.limit}&offset=${position.offset}`,
    headers: { prefer: 'transient', 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ q: text }),
    text,
    hint: position,
  }
}

interface Answered {
  readonly items: readonly NativeRow[]
  readonly hasMore: boolean
}

/** A page that is whole and the one that was asked for. @throws FreshetError SOURCE_BAD_RESPONSE or PAGE_INCONSISTENT */
function checked(body: unknown, { offset, limit }: Position): Answered {
  const { items, hasMore, count, offset: told } = (body ?? {}) as Partial<Record<string, unknown>>
  if (!Array.isArray(items) || typeof hasMore !== 'boolean' || count !== items.length) {
    throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'not a whole page of a SuiteQL answer' })
  }
  if (told !== offset || items.length > limit || (hasMore && items.length < limit)) {
    const detail = `asked for ${limit} rows from ${offset}, got ${items.length} from ${told}`
    throw new FreshetError('PAGE_INCONSISTENT', { detail })
  }
  return { items, hasMore }
}

function tooManyRows(): FreshetError {
  const message = `NetSuite serves no more than ${MAX_ROWS} rows of one query. Narrow the filter.`
  return new FreshetError('SOURCE_TOO_LARGE', { message })
}
