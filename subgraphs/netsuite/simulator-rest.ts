import { type Answer, MAX_ROWS, SuiteQlError } from '../dialects/suiteql/simulate.ts'
import type { Failures, SimContext, SimRequest, SimResponse } from '../simulator/kit.ts'

export const SUITEQL_PATH = '/services/rest/query/v1/suiteql'

/** The most rows of a page that all sources agree on. */
const MAX_PAGE = 1_000

/** One page of a SuiteQL query, or why there is none. */
export function suiteql(request: SimRequest, context: SimContext, run: (sql: string) => Answer): SimResponse {
  const { limit, offset, fault } = boundsOf(request.query)
  if (fault) return fault
  if (!/\btransient\b/.test(request.headers.prefer ?? '')) {
    return error(400, 'INVALID_PARAMETER', 'The Prefer header must be transient.', { 'o:errorHeader': 'Prefer' })
  }
  const sql = queryOf(request)
  if (sql === undefined)
    return error(400, 'INVALID_CONTENT', 'Invalid content in the request body.', { 'o:errorPath': 'q' })
  context.note('native', sql)
  try {
    return page(run(sql), limit, offset, `${context.url}${SUITEQL_PATH}`)
  } catch (refused) {
    if (!(refused instanceof SuiteQlError)) throw refused
    return error(400, 'INVALID_PARAMETER', refused.message, { 'o:errorQueryParam': 'q' })
  }
}

interface Bounds {
  readonly limit: number
  readonly offset: number
  readonly fault?: SimResponse
}

function boundsOf(query: URLSearchParams): Bounds {
  const [limit, offset] = [Number(query.get('limit') ?? MAX_PAGE), Number(query.get('offset') ?? 0)]
  const isPage = Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE
  if (!isPage) return { limit, offset, fault: badBound('limit', `Valid values are from 1 to ${MAX_PAGE}.`) }
  const isOffset = Number.isInteger(offset) && offset >= 0 && offset % limit === 0
  if (!isOffset) return { limit, offset, fault: badBound('offset', 'It must be divisible by the limit.') }
  return offset < MAX_ROWS
    ? { limit, offset }
    : { limit, offset, fault: badBound('offset', `No more than ${MAX_ROWS} rows are served.`) }
}

const badBound = (name: string, why: string): SimResponse =>
  error(400, 'INVALID_PARAMETER', `Invalid value of the parameter ${name}. ${why}`, { 'o:errorQueryParam': name })

function queryOf(request: SimRequest): string | undefined {
  try {
    const body = request.json() as { q?: unknown } | null
    return typeof body?.q === 'string' ? body.q : undefined
  } catch {
    return undefined
  }
}

function page({ total, page }: Answer, limit: number, offset: number, url: string): SimResponse {
  const items = page(offset, limit).map((fields) => ({ links: [], ...fields }))
  const hasMore = offset + items.length < total
  const at = (rel: string, from: number) => ({ rel, href: `${url}?limit=${limit}&offset=${from}` })
  const last = Math.max(0, Math.ceil(total / limit) - 1) * limit
  const links = [
    ...(offset > 0 ? [at('first', 0), at('prev', offset - limit)] : []),
    ...(hasMore ? [at('next', offset + limit), at('last', last)] : []),
    at('self', offset),
  ]
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=collection' },
    body: { links, count: items.length, hasMore, items, offset, totalResults: total },
  }
}

const titles: Readonly<Record<number, readonly [title: string, section: string]>> = {
  400: ['Bad Request', '15.5.1'],
  401: ['Unauthorized', '15.5.2'],
  403: ['Forbidden', '15.5.4'],
  404: ['Not Found', '15.5.5'],
  405: ['Method Not Allowed', '15.5.6'],
  // So it is titled.
  429: ['Bad Request', '15.5.1'],
  500: ['Internal Server Error', '15.6.1'],
  503: ['Service Unavailable', '15.6.4'],
}

/** NetSuite's error envelope; `place` says which part of the request is meant. */
export function error(
  status: number,
  code: string,
  detail: string,
  place: Readonly<Record<string, string>> = {},
): SimResponse {
  const [title, section] = titles[status]!
  return {
    status,
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=error' },
    body: {
      type: `https://www.rfc-editor.org/rfc/rfc9110.html#section-${section}`,
      title,
      status,
      'o:errorDetails': [{ detail, ...place, 'o:errorCode': code }],
    },
  }
}

export const notLoggedIn = (): SimResponse =>
  error(
    401,
    'INVALID_LOGIN',
    'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.',
  )

const MAINTENANCE =
  'The account you are trying to access is currently unavailable while we undergo our regularly scheduled maintenance.'

export const failures: Failures = {
  // The account's own limit says it plainly; what is scripted shows the other form, which some answers have.
  throttled: ({ limit, retryAfter }) => {
    const { body, ...answer } = error(
      429,
      'CONCURRENCY_LIMIT_EXCEEDED',
      'Concurrent request limit exceeded. Request blocked.',
    )
    const headers = { ...answer.headers, ...(retryAfter !== undefined && { 'retry-after': retryAfter }) }
    return { ...answer, headers, body: limit ? body! : { ...(body as object), 'o:errorCode': 'USER_ERROR' } }
  },
  unauthorized: notLoggedIn,
  forbidden: () =>
    error(403, 'INSUFFICIENT_PERMISSION', 'Permission Violation: you need a higher permission to access this.'),
  unavailable: ({ retryAfter }) => {
    const answer = error(503, 'UNEXPECTED_ERROR', MAINTENANCE)
    return { ...answer, headers: { ...answer.headers, ...(retryAfter !== undefined && { 'retry-after': retryAfter }) } }
  },
  serverError: () => error(500, 'UNEXPECTED_ERROR', 'An unexpected error occurred. Error ID: demo'),
  errorBody: () => ({ ...error(500, 'UNEXPECTED_ERROR', 'An unexpected error occurred. Error ID: demo'), status: 200 }),
}
