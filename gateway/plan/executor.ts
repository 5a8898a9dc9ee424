import {
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  locatedError,
} from 'graphql'
import { turn } from '../read/index.ts'
import type { Ask, GatewayContext } from '../stitch/context.ts'
import { withReports } from '../stitch/reports.ts'
import type { CompiledField } from './compile-operation.ts'
import { nullText } from './complete.ts'
import type { KeptAnswers } from './kept-answers.ts'
import { type createPlans, narrowed, queryIn } from './plans.ts'
import type { Written } from './root.ts'
import { createRun, type Run } from './run.ts'

/** An answer. `stringify` writes it from something cheaper than a tree of objects. */
export type Result = ExecutionResult & { readonly stringify?: (result: ExecutionResult) => string }

type Args = ExecutionArgs & { readonly contextValue: GatewayContext }

export type Execute = (args: Args) => Promise<Result>

export interface PlanExecutorParts {
  readonly schema: GraphQLSchema
  readonly plans: ReturnType<typeof createPlans>
  /** Asks sources of this process what the gateway itself wants to know. */
  readonly asks: Ask
  /** Executes by the stitched schema what no plan can be made of. */
  readonly reference: (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>
  readonly kept: KeptAnswers
}

/**
 * Answers operations by compiled plans, root field by root field; the stitched schema answers the root fields that no plan can be
 * made of, at the same time. Failures that cost no data are in the answer's errors.
 */
export function createPlanExecutor({ schema, plans, asks, reference, kept }: PlanExecutorParts): Execute {
  return async (args) => {
    const { document, contextValue: context } = args
    const stitched = async () => withReports(await reference(args), context)
    const operation = queryIn(document, args.operationName)
    if (!operation) return stitched()
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], args.variableValues ?? {})
    if (!coerced) return stitched()
    const compiled = plans(document, operation, coerced)
    const question = { operation: compiled, variables: coerced, context }
    const text = kept.recall(question)
    if (text !== undefined) return { data: null, stringify: (whole) => wholeText(whole, text) }
    const watched = kept.watch(context)
    const run = createRun({ ...watched.context, asks }, coerced)
    const planned = new Set(compiled.fields.filter(({ plan }) => plan?.accepts(run)).map(({ key }) => key))
    if (planned.size === 0) return stitched()
    const others = new Set(compiled.fields.map(({ key }) => key).filter((key) => !planned.has(key)))
    const answers = () => answersOf(compiled.fields, planned, others.size > 0, run)
    if (others.size === 0) {
      const { text, ...result } = joined(compiled.fields, new Map(await answers()), nothingElse, context)
      if (!result.errors) kept.keep(question, watched, text)
      return result
    }
    const narrow = narrowed(operation, compiled, others)
    const [rest, written] = await Promise.all([reference({ ...args, document: narrow }), answers()])
    return joined(compiled.fields, new Map(written), rest, context)
  }
}

const nothingElse: ExecutionResult = { data: {} }

/**
 * The stitched schema gathers for a turn before it asks a source, and so do profiles: what does not waits as long beside them, and is
 * asked for with them.
 */
function answersOf(
  fields: readonly CompiledField[],
  planned: ReadonlySet<string>,
  isBeside: boolean,
  run: Run,
): Promise<[string, Written][]> {
  const own = fields.filter(({ key }) => planned.has(key))
  const gathering = own.map(({ plan }) => plan!.gathers?.(run) ?? false)
  const waits = isBeside || gathering.includes(true)
  return Promise.all(
    own.map((field, i) => (waits && !gathering[i] ? turn().then(() => answerOf(field, run)) : answerOf(field, run))),
  )
}

async function answerOf({ key, plan }: CompiledField, run: Run): Promise<[string, Written]> {
  return [key, await plan!.answer(run)]
}

/** The answers of both executors as one, in the order of the selection. */
function joined(
  fields: readonly CompiledField[],
  written: ReadonlyMap<string, Written>,
  rest: ExecutionResult,
  context: GatewayContext,
): Result & { readonly text: string } {
  const failures = [...written.values()].flatMap((field) => field.failures)
  const errors: GraphQLError[] = [
    ...failures.map(({ error, nodes, path }) => locatedError(error, nodes, path)),
    ...(rest.errors ?? []),
  ]
  const text = rest.data ? objectText(fields, written, rest.data) : nullText
  const result = withReports(errors.length > 0 ? { data: null, errors } : { data: null }, context)
  return { ...result, text, stringify: (whole) => wholeText(whole, text) }
}

function objectText(
  fields: readonly CompiledField[],
  written: ReadonlyMap<string, Written>,
  rest: NonNullable<ExecutionResult['data']>,
): string {
  // Added up and not joined: joining would copy what is copied once more on its way out.
  let text = '{'
  for (const [i, { key }] of fields.entries())
    text += `${i === 0 ? '' : ','}${JSON.stringify(key)}:${written.get(key)?.text ?? JSON.stringify(rest[key]) ?? nullText}`
  return `${text}}`
}

function wholeText({ errors, extensions }: ExecutionResult, data: string): string {
  const before = errors ? `"errors":${JSON.stringify(errors)},` : ''
  const behind = extensions ? `,"extensions":${JSON.stringify(extensions)}` : ''
  return `{${before}"data":${data}${behind}}`
}
