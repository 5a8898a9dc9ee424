import { once } from 'node:events'
import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdminEndpoint, invalidatePath } from './admin.ts'
import { allowedHosts, requireHost } from './allowed-host.ts'
import { type HttpAnswer, refusedAnswer } from './answer.ts'
import { requestErrored, requestFinished } from './channels.ts'
import type { RequestContext } from './context.ts'
import { corsHeaders } from './cors.ts'
import { createGraphiQL } from './graphiql.ts'
import { createGraphQLEndpoint, type EndpointOptions } from './graphql-endpoint.ts'
import { type Lifetime, startLifetime } from './lifetime.ts'
import { Refusal } from './refusal.ts'
import { requestIdOf, timeoutOf } from './request-headers.ts'
import { send } from './send.ts'

export interface Readiness {
  readonly ready: boolean
  /** What is and is not ready, by name. Shown to whoever asks, so names only: no addresses, no messages. */
  readonly parts?: Readonly<Record<string, boolean>>
}

export interface ServerOptions<C extends RequestContext> extends EndpointOptions<C> {
  /** Serve the IDE to browsers at `/graphql`. */
  readonly graphiql: boolean
  readonly requestTimeoutMillis: number
  /** Origins whose pages may read answers, as in `https://intranet.example`. */
  readonly corsOrigins?: readonly string[]
  /** Names under which the server answers; default: any, but loopback names alone when it listens on loopback. */
  readonly allowedHosts?: readonly string[]
  readonly readiness?: () => Readiness
}

export interface Server {
  listen(port: number, host: string): Promise<{ readonly port: number; readonly url: string }>
  /** Takes no new requests, waits for the running ones up to the request timeout, then cuts the rest off. */
  close(): Promise<void>
}

/** The slowest a caller may send: what takes longer is an attack or a broken line, and holds a socket. */
const socketLimits = {
  headersTimeout: 8_000,
  requestTimeout: 9_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
} as const

/** Connections that may wait to be accepted: when a page opens on a thousand screens at once, none is turned away. The system may allow fewer. */
const backlog = 4_096

const alwaysHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const

/** The gateway's HTTP face: GraphQL and its IDE at `/graphql`; `/healthz`, `/readyz` and `/admin` for whoever runs it. */
export function createServer<C extends RequestContext>(options: ServerOptions<C>): Server {
  const { runtime, development } = options
  const graphql = createGraphQLEndpoint(options)
  const graphiql = options.graphiql ? createGraphiQL() : undefined
  const administer = options.administration && createAdminEndpoint(options.administration)
  let hosts: readonly string[] | undefined
  let isClosing = false

  async function answerTo(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<HttpAnswer> {
    const url = urlOf(request)
    if (url.pathname === '/healthz') return json(200, { status: 'ok' })
    if (url.pathname === '/readyz') return readyAnswer(options.readiness?.() ?? { ready: true }, isClosing)
    requireHost(request.headers.host, hosts)
    if (administer && url.pathname === invalidatePath) return administer(request, requestId)
    const page = graphiql?.answer(request, url)
    if (page) return page
    if (url.pathname !== '/graphql') return json(404, { status: 'not found', graphql: '/graphql' })
    if (request.method === 'OPTIONS' && options.corsOrigins?.length) return { status: 204, headers: {}, body: '' }
    const lifetime = startLifetime(response, timeoutOf(request.headers, options.requestTimeoutMillis), runtime)
    const answer = await graphql({ request, url, requestId, lifetime })
    if (answer.rest) return { ...answer, rest: within(lifetime, answer.rest) }
    lifetime.end()
    return answer
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = runtime.monotonic()
    const requestId = requestIdOf(request.headers, runtime)
    const refused = (error: unknown) => {
      requestErrored.publish({ requestId, error })
      return refusedAnswer([error], { requestId, development, type: 'application/json' })
    }
    const answer = await answerTo(request, response, requestId).catch(refused)
    const always = {
      ...alwaysHeaders,
      'x-request-id': requestId,
      ...corsHeaders(request, options.corsOrigins ?? []),
      ...(isClosing ? { connection: 'close' } : {}),
    }
    await send(answer, { request, response, always, runtime })
    const millis = runtime.monotonic() - startedAt
    const path = request.url?.split('?')[0] ?? ''
    requestFinished.publish({ requestId, method: request.method ?? '', path, status: answer.status, millis })
  }

  const http = createHttpServer(
    socketLimits,
    (request, response) => void handle(request, response).catch(() => response.destroy()),
  )
  return {
    async listen(port, host) {
      hosts = allowedHosts(host, options.allowedHosts ?? [])
      http.listen({ port, host, backlog })
      await once(http, 'listening')
      const { port: actual } = http.address() as AddressInfo
      return { port: actual, url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}` }
    },
    async close() {
      isClosing = true
      await drain(http, () => runtime.after(options.requestTimeoutMillis, () => http.closeAllConnections()))
    },
  }
}

/** An answer in parts lives until the last of them is sent, or nobody takes them any longer. */
async function* within(lifetime: Lifetime, rest: AsyncGenerator<string, void>): AsyncGenerator<string, void> {
  try {
    yield* rest
  } finally {
    lifetime.end()
  }
}

/** What nearly all requests ask for. Read only. */
const usual = new URL('http://gateway/graphql')

function urlOf(request: IncomingMessage): URL {
  if (request.url === usual.pathname) return usual
  const url = URL.parse(request.url ?? '', 'http://gateway')
  if (url) return url
  throw new Refusal('BAD_REQUEST', 'The address cannot be read: ask at /graphql.')
}

function readyAnswer({ ready, parts }: Readiness, isClosing: boolean): HttpAnswer {
  return json(ready && !isClosing ? 200 : 503, { ready: ready && !isClosing, ...(parts ? { parts } : {}) })
}

function json(status: number, body: object): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}

/** Resolves when the last connection is gone. `cutOff` bounds the wait. */
async function drain(http: HttpServer, startCutOff: () => () => void): Promise<void> {
  if (!http.listening) return
  const cancelCutOff = startCutOff()
  http.close()
  http.closeIdleConnections()
  await once(http, 'close')
  cancelCutOff()
}
