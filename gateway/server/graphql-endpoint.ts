import type { IncomingMessage } from 'node:http'
import type { Runtime } from '../runtime.ts'
import type { Administration } from './admin.ts'
import { type HttpAnswer, refusedAnswer } from './answer.ts'
import { requestErrored } from './channels.ts'
import { requireJson } from './content-type.ts'
import { anonymous, type Principal, type RequestContext } from './context.ts'
import { type Asked, createExecutor, type ExecuteOptions } from './execute.ts'
import type { Lifetime } from './lifetime.ts'
import type { GuardLimits } from './limits.ts'
import { type AnswerType, negotiate, takesParts } from './negotiate.ts'
import { type Params, paramsOfBody, paramsOfSearch } from './params.ts'
import { peerOf } from './peer.ts'
import { type Admitted, createQueryGuard } from './query-guard.ts'
import { readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'
import { isExplainOnly, laneOf, sourceCallsOf, wishOf } from './request-headers.ts'
import { createTrustedDocuments, type TrustedDocumentsOptions } from './trusted-documents.ts'

export interface EndpointOptions<C extends RequestContext> extends Omit<ExecuteOptions<C>, 'errorLimit'> {
  readonly limits: GuardLimits
  readonly introspection: boolean
  readonly runtime: Runtime
  readonly trustedDocuments?: TrustedDocumentsOptions | undefined
  /** Without it there is nothing to administer, and nobody who may. */
  readonly administration?: Administration | undefined
  /** Who is asking, by the request headers. Default: everybody is `anonymous`. @throws FreshetError UNAUTHENTICATED */
  readonly authenticate?: (headers: IncomingMessage['headers']) => Principal | Promise<Principal>
}

export interface GraphQLRequest {
  readonly request: IncomingMessage
  readonly url: URL
  readonly requestId: string
  readonly lifetime: Lifetime
}

/** Answers GraphQL requests. Whatever happens inside, the result is an answer in the shape of `refusedAnswer` or of execution. */
export function createGraphQLEndpoint<C extends RequestContext>(options: EndpointOptions<C>) {
  const { limits, introspection, development } = options
  const guard = createQueryGuard({ limits, introspection })
  const trusted = options.trustedDocuments && createTrustedDocuments(options.trustedDocuments, options.schema)
  const execute = createExecutor<C>({ ...options, errorLimit: limits.errors })

  function admit(asked: Params['asked'], { isAdministrator }: RequestContext): Admitted {
    // Who runs the gateway has questions that its clients' documents do not ask.
    if ('query' in asked && (!trusted?.only || isAdministrator)) return guard.admit(asked.query)
    if ('documentId' in asked && trusted) return trusted.admit(asked.documentId)
    throw trusted
      ? new Refusal(
          'FORBIDDEN',
          'Only trusted documents are answered here: send the "documentId" of one, or the token of an administrator.',
        )
      : new Refusal('BAD_REQUEST', 'There are no trusted documents here: send a "query".')
  }

  async function ask(incoming: GraphQLRequest, type: AnswerType): Promise<Asked> {
    const { request } = incoming
    const method = methodOf(request)
    if (method === 'POST') requireJson(request.headers)
    const base = await baseContext(incoming, options)
    const params = await paramsOf(incoming, method, limits)
    const requestHeaders = () => headersFor(request)
    return { method, requestHeaders, params, admitted: admit(params.asked, base), base, type }
  }

  return async (incoming: GraphQLRequest): Promise<HttpAnswer> => {
    const { requestId, lifetime } = incoming
    const type = negotiate(incoming.request.headers.accept)
    try {
      if (type === undefined) throw notAcceptable()
      return await lifetime.race(ask(incoming, type).then((asked) => execute(asked, lifetime)))
    } catch (error) {
      requestErrored.publish({ requestId, error })
      return refusedAnswer([error], { requestId, development, type: type ?? 'application/json' })
    }
  }
}

function methodOf(request: IncomingMessage): 'GET' | 'POST' {
  const { method } = request
  if (method === 'GET' || method === 'POST') return method
  throw new Refusal('BAD_REQUEST', `GraphQL is asked with GET or POST, not ${method}.`, { status: 405 })
}

function notAcceptable(): Refusal {
  return new Refusal(
    'BAD_REQUEST',
    'The answer is JSON: accept application/graphql-response+json or application/json.',
    { status: 406 },
  )
}

async function baseContext<C extends RequestContext>(
  incoming: GraphQLRequest,
  options: EndpointOptions<C>,
): Promise<RequestContext> {
  const { headers } = incoming.request
  return {
    requestId: incoming.requestId,
    deadline: incoming.lifetime.deadline,
    signal: incoming.lifetime.signal,
    freshness: wishOf(headers),
    lane: laneOf(headers),
    principal: (await options.authenticate?.(headers)) ?? anonymous,
    peer: peerOf(incoming.request),
    isExplainOnly: isExplainOnly(headers),
    takesParts: takesParts(headers.accept),
    wishedSourceCalls: sourceCallsOf(headers),
    isAdministrator: options.administration?.isAdministrator(headers.authorization) ?? false,
  }
}

async function paramsOf(
  { request, url }: GraphQLRequest,
  method: 'GET' | 'POST',
  limits: GuardLimits,
): Promise<Params> {
  if (method === 'GET') return paramsOfSearch(url.searchParams, limits)
  return paramsOfBody(await readBody(request, limits.bodyBytes), limits)
}

// The server library decides by these, and by nothing else the caller sent.
const forwarded = [
  'accept',
  'content-type',
  'x-freshet-csrf',
  'x-graphql-yoga-csrf',
  'apollo-require-preflight',
  'x-apollo-operation-name',
]

function headersFor(request: IncomingMessage): Record<string, string> {
  const given = forwarded.map((name) => [name, request.headers[name]] as const)
  return Object.fromEntries(given.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
