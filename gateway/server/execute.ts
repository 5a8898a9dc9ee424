import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention'
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute as executeReference,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  validate,
} from 'graphql'
import { createYoga, type FetchAPI, type Plugin } from 'graphql-yoga'
import type { Coerced, Result } from '../stitch/delivery.ts'
import { saidBy } from '../stitch/wish.ts'
import { contentType, type HttpAnswer, refusedAnswer } from './answer.ts'
import { operationStarted, requestErrored } from './channels.ts'
import type { RequestContext } from './context.ts'
import { type DeliverOptions, firstPayload, laterPayloads } from './deliver.ts'
import { deliveryRules } from './delivery-rules.ts'
import { type FormatOptions, formatErrors } from './format-error.ts'
import type { Lifetime } from './lifetime.ts'
import { multipartType } from './multipart.ts'
import type { AnswerType } from './negotiate.ts'
import type { Params } from './params.ts'
import type { Admitted } from './query-guard.ts'
import { Refusal } from './refusal.ts'

type MaybePromise<T> = T | Promise<T>

/** Where the application plugs in. `C` is the context that its resolvers see. */
export interface ExecuteOptions<C extends RequestContext> {
  readonly schema: GraphQLSchema
  /** Adds to the context of a request, once it is known to be valid: loaders, collectors. */
  readonly extend: (base: RequestContext) => MaybePromise<C>
  /** Replaces the reference executor of the GraphQL library. Variables are already known to be valid: `coerced` is what they are. */
  readonly execute?: (args: ExecutionArgs & Coerced & { readonly contextValue: C }) => MaybePromise<Result>
  /** What the answer's `extensions` say, once the data is complete. */
  readonly extensions?: (context: C) => object | undefined
  /**
   * Response headers, once the data is complete. `hasErrors`: a part of it is not there, or not as it should be. Of an answer in
   * parts nothing is known when they leave: it has none of them.
   */
  readonly headers?: (context: C, hasErrors: boolean) => Readonly<Record<string, string>>
  readonly development: boolean
  readonly errorLimit: number
}

/** A request that passed the guard. */
export interface Asked {
  readonly method: 'GET' | 'POST'
  /** Those by which the server library decides. */
  readonly requestHeaders: () => Readonly<Record<string, string>>
  readonly params: Params
  readonly admitted: Admitted
  readonly base: RequestContext
  readonly type: AnswerType
}

/** One request on its way through the server library. */
interface Flight<C> {
  readonly asked: Asked
  readonly lifetime: Pick<Lifetime, 'over'>
  /** Present from the moment execution begins. */
  context?: C
  answer?: HttpAnswer
}

interface ServerContext<C> {
  readonly flight: Flight<C>
}

/**
 * Validates and executes what was asked. The server library does the GraphQL-over-HTTP part; reading, parsing, limits and
 * the shape of the answer are ours, so that no default of it decides what is accepted or what leaves.
 */
export function createExecutor<C extends RequestContext>(
  options: ExecuteOptions<C>,
): (asked: Asked, lifetime: Pick<Lifetime, 'over'>) => Promise<HttpAnswer> {
  // A stream of answers would pass `finish` by, and with it the error formatter.
  if (options.schema.getSubscriptionType())
    throw new Error('The schema has subscriptions, which this server does not serve.')
  const valid = new WeakSet<DocumentNode>()
  const yoga = createYoga<ServerContext<C>>({
    schema: options.schema,
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    // All errors are formatted in `finish`, where it is known whether execution had begun.
    maskedErrors: false,
    logging: false,
    maxRequestBodySize: false,
    // Parsed documents are remembered by the guard; validation results hang on them.
    parserAndValidationCache: { documentCache: noCache, errorCache: noCache },
    plugins: [preventForgery(), throughOurHands(options, valid)],
  })
  return async (asked, lifetime) => {
    const flight: Flight<C> = { asked, lifetime }
    if (isKnown(asked, valid)) return answerKnown(flight, options)
    const request = new yoga.fetchAPI.Request('http://gateway/graphql', {
      method: asked.method,
      headers: asked.requestHeaders(),
    })
    const { status } = await yoga.handleRequest(request, { flight } as Parameters<typeof yoga.handleRequest>[1])
    // What the library answers by itself never leaves: it speaks of its own defaults.
    if (!flight.answer) throw new Error(`The server library answered by itself, with status ${status}.`)
    return flight.answer
  }
}

/**
 * Whether a query is asked for of a document that is known to be valid, posted as JSON, which no page of another site can make a
 * browser send: then there is nothing left for the library to decide. Anything else goes its way, to be told what it lacks.
 */
function isKnown({ method, params, admitted }: Asked, valid: WeakSet<DocumentNode>): boolean {
  if (method !== 'POST' || !(admitted.isTrusted || valid.has(admitted.document))) return false
  return getOperationAST(admitted.document, params.operationName)?.operation === 'query'
}

async function answerKnown<C extends RequestContext>(
  flight: Flight<C>,
  options: ExecuteOptions<C>,
): Promise<HttpAnswer> {
  const { params, admitted } = flight.asked
  const { variables: variableValues, operationName } = params
  const args = { schema: options.schema, document: admitted.document, variableValues, operationName }
  const result = await run(args, flight, options).catch((error) => ({ errors: [error] }))
  return finish(result, flight, options)
}

const noCache = { get: () => undefined, set: () => undefined }

const forgeryHeaders = ['x-freshet-csrf', 'x-graphql-yoga-csrf', 'apollo-require-preflight', 'x-apollo-operation-name']

/** Refuses what a web page of another site could make a browser send without asking us first. */
function preventForgery<C>(): Plugin<ServerContext<C>, ServerContext<C>> {
  const { onRequestParse } = useCSRFPrevention({ requestHeaders: forgeryHeaders }) as Plugin
  return {
    async onRequestParse(payload) {
      try {
        return await onRequestParse?.(payload)
      } catch {
        throw new Refusal(
          'FORBIDDEN',
          `A web page could have sent this: add the header ${forgeryHeaders[0]}, with any value.`,
        )
      }
    },
  }
}

function throughOurHands<C extends RequestContext>(
  options: ExecuteOptions<C>,
  valid: WeakSet<DocumentNode>,
): Plugin<ServerContext<C>, ServerContext<C>> {
  const hideSuggestions = !options.development
  return {
    onRequestParse({ serverContext, setRequestParser }) {
      const { variables, operationName } = serverContext.flight.asked.params
      // The document itself is parsed already: the library wants to see some text for it.
      setRequestParser(() => ({ query: '{}', variables: variables as Record<string, unknown>, operationName }))
    },
    onParse({ context, setParsedDocument }) {
      setParsedDocument(context.flight.asked.admitted.document)
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document, rules) => {
        const errors = validate(schema, document, [...rules, ...deliveryRules], { maxErrors: 10, hideSuggestions })
        if (errors.length === 0) valid.add(document)
        return errors
      })
    },
    onExecute({ context, setExecuteFn }) {
      setExecuteFn((args) => run(args, context.flight, options))
    },
    onResultProcess({ serverContext, setResultProcessor }) {
      const { flight } = serverContext
      const answer = (result: unknown, fetchAPI: FetchAPI) => {
        flight.answer = finish(result as Result, flight, options)
        return new fetchAPI.Response(null)
      }
      setResultProcessor(answer, flight.asked.type)
    },
  }
}

async function run<C extends RequestContext>(
  args: ExecutionArgs,
  flight: Flight<C>,
  options: ExecuteOptions<C>,
): Promise<Result> {
  const { base } = flight.asked
  const operation = getOperationAST(args.document, args.operationName)
  const variables = variablesOf(args, operation, options.development)
  if (variables.errors) return { errors: variables.errors }
  const { requestId, lane, principal } = base
  operationStarted.publish({ requestId, operationName: operation?.name?.value, lane, principal: principal.name })
  flight.context = await options.extend({ ...base, operationFreshness: saidBy(operation ?? {}, variables.coerced) })
  const execute: NonNullable<typeof options.execute> = options.execute ?? executeReference
  const { coerced } = variables
  return execute({ ...args, coerced, contextValue: flight.context, hideSuggestions: !options.development })
}

/** Checked before execution, because what fails later could be a source's text and is not shown. */
function variablesOf(
  { schema, variableValues }: ExecutionArgs,
  operation: OperationDefinitionNode | null | undefined,
  development: boolean,
) {
  const limits = { maxErrors: 10, hideSuggestions: !development }
  return getVariableValues(schema, operation?.variableDefinitions ?? [], variableValues ?? {}, limits)
}

function finish<C extends RequestContext>(result: Result, flight: Flight<C>, options: ExecuteOptions<C>): HttpAnswer {
  const { asked, context } = flight
  const { requestId } = asked.base
  const { development, errorLimit } = options
  for (const error of result.errors ?? []) requestErrored.publish({ requestId, error })
  if (context === undefined) return refusedAnswer(result.errors ?? [], { requestId, development, type: asked.type })
  const { responseNames } = asked.admitted
  const format: FormatOptions = { requestId, development, phase: 'execution', responseNames, limit: errorLimit }
  const errors = result.errors && result.errors.length > 0 ? formatErrors(result.errors, format) : undefined
  const extensions = options.extensions?.(context)
  const whole = { ...(errors ? { errors } : {}), data: result.data ?? null, ...(extensions ? { extensions } : {}) }
  if (result.later)
    return inParts(whole as ExecutionResult, result, flight, {
      format,
      extensions: () => options.extensions?.(context),
    })
  return {
    status: 200,
    headers: { ...contentType(asked.type), ...options.headers?.(context, errors !== undefined) },
    body: (result.encode ?? result.stringify ?? JSON.stringify)(whole as ExecutionResult),
  }
}

/**
 * An answer in parts. Its headers leave with the first and cannot know the others, so that they say nothing of age, and no cache may
 * keep it; the last part tells how old all of it is.
 */
function inParts<C>(
  whole: ExecutionResult,
  { stringify = JSON.stringify, later }: Result,
  { lifetime }: Flight<C>,
  options: DeliverOptions,
): HttpAnswer {
  return {
    status: 200,
    headers: { 'content-type': multipartType, 'cache-control': 'no-store' },
    body: firstPayload(whole, stringify),
    rest: laterPayloads(later!(lifetime.over()), options),
  }
}
