import { delegateToSchema } from '@graphql-tools/delegate'
import {
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  Kind,
  OperationTypeNode,
  parse,
  print,
  type SelectionSetNode,
} from 'graphql'
import type { SourceName } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { createBatch } from '../read/batch.ts'
import type { Ask, GatewayContext } from './context.ts'
import { movedTo, pathOf } from './relocate.ts'
import type { StitchedSource } from './subschemas.ts'
import { wishAt } from './wish.ts'

export interface Question {
  readonly source: SourceName
  /** A root field of the subgraph. */
  readonly field: string
  readonly args: Readonly<Record<string, unknown>>
  readonly selection: SelectionSetNode
}

/** Asks one root field of one subgraph, as this request asks them. */
export const ask: Ask = (question, context, info) =>
  (context.asks ?? askByDelegation)(question, within(context, info), info)

const askByDelegation: Ask = async (question, context, info) => {
  const { subschema } = requireSource(question.source, context)
  try {
    return await delegateToSchema({
      schema: subschema,
      operation: OperationTypeNode.QUERY,
      fieldName: question.field,
      args: question.args as Record<string, unknown>,
      selectionSet: question.selection,
      returnType: rootType(subschema.transformedSchema.getQueryType()?.getFields()[question.field]?.type, question),
      context,
      info,
      skipTypeMerging: true,
    })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** The subgraph sees the wish of the asking field where it would see the request's. */
function within(context: GatewayContext, info: GraphQLResolveInfo): GatewayContext {
  const freshness = wishAt(info, context.scope.freshness)
  return freshness === context.scope.freshness ? context : { ...context, scope: { ...context.scope, freshness } }
}

/** One text for the wish of the asking field: what is remembered within a request is remembered for one wish. */
export const wishName = (context: GatewayContext, info: GraphQLResolveInfo): string =>
  JSON.stringify(wishAt(info, context.scope.freshness))

function rootType(type: GraphQLOutputType | undefined, { source, field }: Question): GraphQLOutputType {
  if (type) return type
  throw new FreshetError('UNSUPPORTED', { source, detail: `the subgraph has no root field ${field}` })
}

/** Whether a source's subgraph offers a root field. */
export function offers(source: SourceName, field: string, context: GatewayContext): boolean {
  const fields = requireSource(source, context).subschema.transformedSchema.getQueryType()?.getFields() ?? {}
  return Object.hasOwn(fields, field)
}

/** @throws FreshetError BAD_REQUEST listing the sources there are */
export function requireSource(name: string, context: GatewayContext): StitchedSource {
  const found = context.subschemas.get(name as SourceName)
  if (found) return found
  const known = [...context.subschemas.keys()].join(', ')
  throw new FreshetError('BAD_REQUEST', { message: `There is no source "${name}". Connected: ${known}.` })
}

interface Batch {
  readonly answer: (id: string) => Promise<unknown>
  /** How many steps lead to an answer where the first of its askers stands. */
  readonly depth: number
}

/**
 * Asks a positional root field (`_customersByIds`) for one id; all ids of one tick, source, arguments and selection share
 * one question. The value at the id's place is returned, an Error where it failed; errors inside it stand as seen from the asker.
 */
export async function askFor(
  id: string,
  question: Question,
  context: GatewayContext,
  info: GraphQLResolveInfo,
  idArgument = 'ids',
): Promise<unknown> {
  const { source, field, args, selection } = question
  const name = JSON.stringify([source, field, args, printed(selection), wishName(context, info)])
  const path = pathOf(info)
  let batch = context.batches.get(name) as Batch | undefined
  if (!batch) {
    const load = async (ids: readonly string[]) =>
      spread(await ask({ ...question, args: { ...question.args, [idArgument]: ids } }, context, info), ids)
    batch = { answer: createBatch<string, unknown>(load, (key) => key), depth: path.length + 1 }
    context.batches.set(name, batch)
  }
  return movedTo(path, await batch.answer(id), batch.depth)
}

const texts = new WeakMap<SelectionSetNode, string>()

function printed(selection: SelectionSetNode): string {
  const text = texts.get(selection) ?? print(selection)
  texts.set(selection, text)
  return text
}

/** A failed question fails every id; values wrapped so that one id's Error does not reject its neighbours' loader. */
function spread(answer: unknown, ids: readonly string[]): unknown[] {
  if (answer instanceof Error || !Array.isArray(answer)) return ids.map(() => answer ?? null)
  return ids.map((_, i) => answer[i] ?? null)
}

const parsed = new Map<string, SelectionSetNode>()

/** A constant selection set from its text: `{ id name }`. */
export function selectionSet(text: string): SelectionSetNode {
  const known = parsed.get(text)
  if (known) return known
  const [definition] = parse(text, { noLocation: true }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`not a selection set: ${text}`)
  parsed.set(text, definition.selectionSet)
  return definition.selectionSet
}
