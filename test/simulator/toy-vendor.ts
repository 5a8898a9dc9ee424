import {
  type DeclaredLimit,
  retryAfter,
  type SimContext,
  type SimRequest,
  type SimResponse,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
  type Vendor,
} from '../../subgraphs/simulator/kit.ts'
import { cursors } from '../../subgraphs/simulator/paging.ts'
import { bearer, tokens } from '../../subgraphs/simulator/tokens.ts'

/** A made-up vendor with a login, pages and an echo, small enough to see at a glance what the kit adds to it. */
export interface ToyOptions {
  readonly limits?: readonly DeclaredLimit[]
  readonly workers?: number
}

const ITEMS = Array.from({ length: 5 }, (_, index) => ({ id: `item-${index + 1}` }))
const PAGE_ROWS = 2

export function toyVendor({ limits, workers }: ToyOptions = {}): Vendor {
  const issued = tokens({ lifeMillis: 3_600_000 })
  const pages = cursors<number>({ lifeMillis: 60_000 })

  const itemsFrom = (start: number, { at }: SimRequest, { url }: SimContext): SimResponse => {
    const end = start + PAGE_ROWS
    const next = end < ITEMS.length && `${url}/items?page=${pages.open(end, at)}`
    return { status: 200, body: { items: ITEMS.slice(start, end), ...(next && { next }) } }
  }
  const items = (request: SimRequest, context: SimContext): SimResponse => {
    if (!issued.verify(bearer(request), context)) return error(401, 'token expired')
    const page = request.query.get('page')
    const start = page === null ? 0 : pages.read(page, request.at)
    return start === undefined ? error(410, 'cursor expired') : itemsFrom(start, request, context)
  }

  return {
    name: 'toy',
    limits,
    workers,
    kind: ({ path }) => (path === '/token' ? 'auth' : 'data'),
    principal: (request) => request.headers['x-user'] ?? issued.principalOf(bearer(request)),
    failures: {
      throttled: (fault) => error(429, fault.limit ?? 'slow down', retryAfter(fault)),
      quota: (fault) => error(403, fault.limit ?? 'daily allowance used up'),
      unauthorized: () => error(401, 'token expired'),
      forbidden: () => error(403, 'not for you'),
      unavailable: (fault) => error(503, 'back soon', retryAfter(fault)),
      serverError: () => error(500, 'our fault'),
      errorBody: () => error(200, 'an error in disguise'),
      cursorExpired: () => error(410, 'cursor expired'),
    },
    handle(request, context) {
      if (request.path === '/token') {
        return { status: 200, body: { token: issued.issue(request.text() || 'someone', context).token } }
      }
      if (request.path === '/items') return items(request, context)
      if (request.path === '/big') return { status: 200, body: { text: 'blank '.repeat(1_000) } }
      if (request.path === '/bug') throw new Error('no such table')
      return echo(request)
    },
  }
}

export function startToy(options: SimulatorOptions = {}, toy: ToyOptions = {}): Promise<Simulator> {
  return startSimulator(toyVendor(toy), options)
}

function echo({ method, path, rawPath, query, headers, body }: SimRequest): SimResponse {
  return {
    status: 200,
    body: { method, path, rawPath, query: Object.fromEntries(query), headers, body: body.toString() },
  }
}

function error(status: number, message: string, headers: Record<string, string> = {}): SimResponse {
  return { status, headers, body: { error: message } }
}
