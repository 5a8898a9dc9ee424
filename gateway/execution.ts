import { type DocumentNode, type ExecutionArgs, execute, GraphQLError, type GraphQLSchema, validate } from 'graphql'
import type { Invalidations, Store } from './cache/index.ts'
import type { Source } from './connector/index.ts'
import { FreshetError } from './errors.ts'
import type { Guard } from './guard/index.ts'
import {
  byDelivery,
  createKeptAnswers,
  createOwnQuestions,
  createPlanExecutor,
  createPlans,
  type Execute,
  type ExecutorName,
  type Explanation,
  explainDocument,
  explainMermaid,
  explainText,
  type GateParts,
  withGate,
  withoutMarks,
} from './plan/index.ts'
import type { SourceReader } from './read/index.ts'
import type { Runtime } from './runtime.ts'
import { type QueryGuard, validationRules } from './server/index.ts'
import type { GatewayContext } from './stitch/context.ts'
import { inCallersText } from './stitch/error-places.ts'
import { withPlainTypenames } from './stitch/plain-typenames.ts'
import { withReports } from './stitch/reports.ts'

/** A source as far as executing needs it. */
export interface Executed {
  readonly source: Source
  readonly reader: SourceReader
  readonly schema: GraphQLSchema
  readonly guard: Guard
  /** Present when it is asked over HTTP. */
  readonly remote: object | undefined
}

export interface ExecutionOptions {
  readonly executor: ExecutorName
  /** What a query has to pass before anything looks at it. */
  readonly queryGuard: QueryGuard
  readonly runtime: Runtime
  /** What is held, and what was told to have changed of it. */
  readonly store: Store
  readonly invalidations: Invalidations
}

/** What answers operations, and what explains them. */
export interface Execution {
  readonly execute: Execute
  /** @throws FreshetError BAD_REQUEST for what is no query that could be answered */
  explain(asked: ExplainArguments, context: GatewayContext): object
}

export interface ExplainArguments {
  readonly query: string
  readonly operationName?: string | null
  readonly variables?: string | null
}

export function createExecution(
  schema: GraphQLSchema,
  members: readonly Executed[],
  { executor, queryGuard, runtime, store, invalidations }: ExecutionOptions,
): Execution {
  const parts = gateParts(schema, members, runtime)
  const answer: Execute =
    executor === 'plan'
      ? createPlanExecutor({
          ...{ ...parts, reference },
          asks: createOwnQuestions(parts.sources),
          kept: createKeptAnswers({ store, invalidations, runtime }),
        })
      : async (args) => withReports(await reference(args as ExecutionArgs), args.contextValue)
  return {
    execute: byDelivery(withGate(answer, parts), schema),
    explain: ({ query, operationName, variables }, contextValue) => {
      // An explanation tells of all calls, whatever is waited for first.
      const document = withoutMarks(documentOf(query, schema, queryGuard))
      const variableValues = variablesIn(variables)
      return explainDocument({ schema, document, operationName, variableValues, contextValue }, parts)
    },
  }
}

const reference = async (args: ExecutionArgs) =>
  inCallersText(await execute({ ...args, document: withPlainTypenames(args.document, args.schema) }), args)

function documentOf(query: string, schema: GraphQLSchema, queryGuard: QueryGuard): DocumentNode {
  try {
    const { document } = queryGuard.admit(query)
    const [wrong] = validate(schema, document, validationRules, { maxErrors: 1, hideSuggestions: true })
    if (wrong) throw wrong
    return document
  } catch (error) {
    // What the library says of a query quotes the query and nothing else.
    if (!(error instanceof GraphQLError)) throw error
    throw new FreshetError('BAD_REQUEST', { message: `The query to explain is not valid: ${error.message}` })
  }
}

function gateParts(schema: GraphQLSchema, members: readonly Executed[], runtime: Runtime): GateParts {
  const sources = new Map(
    members.map(
      ({ source, reader, schema, remote }) => [source.name, remote ? undefined : { reader, schema }] as const,
    ),
  )
  const guards = new Map(members.map(({ source, guard }) => [source.name as string, guard]))
  return {
    ...{ schema, sources },
    plans: createPlans(schema, sources),
    limitsOf: (source) => countedLimits(guards.get(source)!),
    now: () => runtime.now(),
    show: shown,
  }
}

/** Limits on calls over time; how many calls run at one time says nothing of what an operation costs. */
function countedLimits(guard: Guard) {
  return guard
    .budgets()
    .filter(({ kind }) => kind === 'quota' || kind === 'window')
    .map(({ name, kind, permits, remaining }) => ({ name, kind, permits, remaining }))
}

function variablesIn(text: string | null | undefined): Record<string, unknown> {
  if (text === undefined || text === null) return {}
  try {
    const variables: unknown = JSON.parse(text)
    if (typeof variables === 'object' && variables !== null && !Array.isArray(variables)) return { ...variables }
  } catch {
    // Told below, as what is JSON but no object is.
  }
  throw new FreshetError('BAD_REQUEST', {
    message: '"variables" is not the text of a JSON object, as in "{\\"id\\": \\"…\\"}".',
  })
}

/** An explanation as the schema has it. */
function shown(explanation: Explanation): object {
  const { fields, sources, ...rest } = explanation
  return {
    ...rest,
    fields: fields.map(({ executor, steps, ...field }) => ({
      ...field,
      executor: executor.toUpperCase(),
      steps: steps.map(({ kind, ...step }) => ({ ...step, kind: kind.toUpperCase() })),
    })),
    sources: sources.map(({ limits, ...source }) => ({
      ...source,
      limits: limits.map(({ kind, permits, ...limit }) => ({ ...limit, kind: kind.toUpperCase(), limit: permits })),
    })),
    text: explainText(explanation),
    mermaid: explainMermaid(explanation),
  }
}
