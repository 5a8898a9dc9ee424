import type { ExecutionArgs, ExecutionResult, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { turn } from '../read/index.ts'
import type { Ask, GatewayContext } from '../stitch/context.ts'
import type { Coerced, Result } from '../stitch/delivery.ts'
import { createTeller, withReports } from '../stitch/reports.ts'
import type { CompiledField, CompiledOperation } from './compile-operation.ts'
import { nullText } from './complete.ts'
import { type Answered, type Awaited, deliveries, rootKeysOf, told } from './incremental/deliveries.ts'
import { awaitedRoots } from './incremental/roots.ts'
import type { KeptAnswers } from './kept-answers.ts'
import { type createPlans, narrowed, type Prepared, prepare } from './plans.ts'
import type { Written } from './root.ts'
import { createRun, type Run } from './run.ts'
import { waitingIn } from './waiting.ts'

type Args = ExecutionArgs & Coerced & { readonly contextValue: GatewayContext }

/** `prepared`: where that was done before. */
export type Execute = (args: Args, prepared?: Prepared) => Promise<Result>

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
  return async (args, prepared = prepare(args, { schema, plans })) => {
    const { contextValue: context } = args
    const stitched = async () => withReports(await reference(args), context)
    if (!prepared) return stitched()
    const { operation, compiled, variables } = prepared
    const question = { operation: compiled, variables, context }
    const bytes = kept.recall(question)
    if (bytes) return { data: null, encode: (whole) => wholeBytes(whole, bytes) }
    const watched = kept.watch(context)
    const run = createRun({ ...watched.context, asks }, variables)
    const planned = new Set(compiled.fields.filter(({ plan }) => plan?.accepts(run)).map(({ key }) => key))
    const first = compiled.fields.filter(({ group }) => !group)
    const isWhole = first.length === compiled.fields.length
    if (planned.size === 0 && isWhole) return stitched()
    const ask = asker({ args, operation, compiled, planned, run: { ...run, waiting: waitingIn(compiled) }, reference })
    const [answering, roots] = [ask(first), isWhole ? [] : awaitedRoots(compiled.fields, ask)]
    const answered = await answering
    const result = await joined(answered, roots, run, context)
    const isKeepable = planned.size === compiled.fields.length && !result.errors && !result.later
    if (isKeepable) kept.keep(question, watched, answered.text)
    return result
  }
}

interface Asking extends Pick<PlanExecutorParts, 'reference'> {
  readonly args: Args
  readonly operation: OperationDefinitionNode
  readonly compiled: CompiledOperation
  /** The fields that plans answer. */
  readonly planned: ReadonlySet<string>
  readonly run: Run
}

const nothingElse: ExecutionResult = { data: {} }

/**
 * Answers some of the root fields, by both executors. The stitched schema gathers for a turn before it asks a source, and so do profiles:
 * what does not waits as long beside them, and is asked for with them.
 */
function asker({ args, operation, compiled, planned, run, reference }: Asking) {
  const gathering = new Set(
    compiled.fields.filter(({ key, plan }) => planned.has(key) && plan?.gathers?.(run)).map(({ key }) => key),
  )
  const waits = gathering.size > 0 || compiled.fields.some(({ key }) => !planned.has(key))
  const own = (field: CompiledField) =>
    waits && !gathering.has(field.key) ? turn().then(() => answerOf(field, run)) : answerOf(field, run)
  return async (fields: readonly CompiledField[]): Promise<Answered> => {
    const others = new Set(fields.map(({ key }) => key).filter((key) => !planned.has(key)))
    const rest = () =>
      others.size > 0 ? reference({ ...args, document: narrowed(operation, compiled, others) }) : nothingElse
    const answers = () => Promise.all(fields.filter(({ key }) => planned.has(key)).map(own))
    const [stitched, written] = await Promise.all([rest(), answers()])
    return inOne(fields, new Map(written), stitched)
  }
}

async function answerOf({ key, plan }: CompiledField, run: Run): Promise<[string, Written]> {
  return [key, await plan!.answer(run)]
}

/** The answers of both executors as one, in the order of the selection. */
function inOne(
  fields: readonly CompiledField[],
  written: ReadonlyMap<string, Written>,
  rest: ExecutionResult,
): Answered {
  const notes = [...written.values()].flatMap(({ failures }) => failures)
  const { errors, ...answered } = told(rest.data ? objectText(fields, written, rest.data) : nullText, notes)
  return { ...answered, errors: [...errors, ...(rest.errors ?? [])] }
}

/** What is answered first, with what was left out of it, and what comes later. */
async function joined(
  { text, errors, later }: Answered,
  roots: readonly Awaited[],
  { reading }: Run,
  context: GatewayContext,
): Promise<Result> {
  const stringify = (whole: ExecutionResult) => wholeText(whole, text)
  const awaited = text === nullText ? [] : [...roots, ...later]
  // Of records that a merged list has dropped, what was deferred is read in vain.
  const allRead = () => Promise.all(reading.values())
  if (awaited.length === 0 && reading.size > 0) await allRead()
  if (awaited.length === 0) return { ...withReports(resultOf(errors), context), stringify }
  const tell = createTeller(context)
  const said = tell(rootKeysOf(awaited))
  return {
    ...resultOf([...errors, ...said]),
    stringify,
    later: (over) => deliveries({ awaited, tell, allRead, over }),
  }
}

const resultOf = (errors: readonly GraphQLError[]): ExecutionResult =>
  errors.length > 0 ? { data: null, errors } : { data: null }

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

function wholeText(whole: ExecutionResult, data: string): string {
  const [before, behind] = around(whole)
  return before + data + behind
}

function wholeBytes(whole: ExecutionResult, data: Buffer): Buffer {
  const [before, behind] = around(whole)
  return Buffer.concat([Buffer.from(before), data, Buffer.from(behind)])
}

/** What stands before and behind the data. */
function around({ errors, extensions }: ExecutionResult): [string, string] {
  const before = errors ? `"errors":${JSON.stringify(errors)},` : ''
  const behind = extensions ? `,"extensions":${JSON.stringify(extensions)}` : ''
  return [`{${before}"data":`, `${behind}}`]
}
