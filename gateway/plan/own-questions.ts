import { type FieldNode, type GraphQLObjectType, Kind, type SelectionSetNode } from 'graphql'
import { canonical, type EntityName, type SourceName } from '../connector/index.ts'
import type { Ask, GatewayContext } from '../stitch/context.ts'
import { connectionOf } from '../stitch/subgraph/connection.ts'
import { pageOf } from '../stitch/subgraph/page-input.ts'
import { ownRecord, pageOfList } from '../stitch/subgraph/roots.ts'
import { compileObject } from './compile-object.ts'
import { compileRecords } from './compile-reference.ts'
import { compileRelation } from './compile-relation.ts'
import type { Compiling, Place } from './place.ts'
import { readRecords, recordType, selectionFor, wishOfRecords } from './records.ts'
import { revived } from './revived.ts'
import type { PlannedSource, PlannedSources } from './root.ts'
import { createRun, type Run, writtenApart } from './run.ts'

type Arguments = Readonly<Record<string, unknown>>

/** A question of the gateway's own, ready to be asked of one source. */
type Question = (args: Arguments, context: GatewayContext) => Promise<unknown>

/**
 * Asks sources of this process what profiles want to know of records by themselves: the same root fields that delegation would ask,
 * with selections that the gateway has written. Questions are compiled once.
 */
export function createOwnQuestions(sources: PlannedSources): Ask {
  const known = new WeakMap<SelectionSetNode, Map<string, Question>>()
  const questionOf = (source: SourceName, field: string, selection: SelectionSetNode): Question => {
    const compiled = known.get(selection) ?? new Map<string, Question>()
    known.set(selection, compiled)
    const name = `${source} ${field}`
    const question = compiled.get(name) ?? compile(sources.get(source)!, field, selection)
    compiled.set(name, question)
    return question
  }
  return async ({ source, field, args, selection }, context) => {
    try {
      return await questionOf(source, field, selection)(args, context)
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }
}

function compile({ reader, schema }: PlannedSource, field: string, selectionSet: SelectionSetNode): Question {
  const compiling: Compiling = { reader, schema, fragments: {}, variableValues: {}, steps: [] }
  const asked = rootFields.get(field)
  if (!asked) throw new Error(`Nothing of a profile is asked by ${field}.`)
  const node: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: field }, selectionSet }
  return asked(compiling, node)
}

/** The wish is the context's: it has been narrowed to the place that asks. */
const place: Place = { wish: (wide) => wide, selections: [], path: [], after: [], most: 1 }

type Compile = (compiling: Compiling, node: FieldNode) => Question

const rootFields: ReadonlyMap<string, Compile> = new Map(
  (['Customer', 'Supplier', 'Item'] as const).flatMap((entity): [string, Compile][] => [
    [canonical[entity].plural!, (compiling, node) => listQuestion(compiling, node, entity)],
    [`_${canonical[entity].plural}ByIds`, (compiling, node) => idsQuestion(compiling, node, entity)],
    ...Object.keys(canonical[entity].relations).map((relation): [string, Compile] => [
      `_${entity}_${relation}`,
      (compiling, node) => relationQuestion(compiling, node, entity, relation),
    ]),
  ]),
)

const fieldOf = ({ schema }: Compiling, { name }: FieldNode) => schema.getQueryType()!.getFields()[name.value]!

function idsQuestion(compiling: Compiling, node: FieldNode, entity: EntityName): Question {
  const plan = compileRecords(
    compiling,
    { to: entity, nodes: [node], place, field: fieldOf(compiling, node) },
    'lookup',
  )
  return async ({ ids }, context) => {
    const run = createRun(context, {})
    const keys = keysOf(compiling, ids as readonly string[])
    const found = await readRecords(plan, [...new Set(keys.filter((key) => key !== undefined))], run)
    return keys.map((key) => {
      const record = key === undefined ? null : found.get(key)!
      return record === null || record instanceof Error ? record : read(run, () => plan.object.write(record, run))
    })
  }
}

const keysOf = ({ reader }: Compiling, ids: readonly string[]) => ids.map((id) => ownRecord(reader.source, id)?.key)

const read = (run: Run, write: () => string): unknown => revived(writtenApart(run, write))

function listQuestion(compiling: Compiling, node: FieldNode, entity: EntityName): Question {
  const { reader, schema } = compiling
  const { type } = fieldOf(compiling, node)
  const selection = selectionFor(compiling, { nodes: [node], type }, entity)
  const wish = wishOfRecords(place, selection, false)
  const object = compileObject(compiling, schema.getType(`${entity}Connection`) as GraphQLObjectType, [node], place)
  return async (args, context) => {
    const run = createRun(context, {})
    const page = pageOf(reader.source, entity, args)
    const freshness = wish(context.scope.freshness)
    const listed = await context.loadersOf(reader).list({ entity, fields: selection.paths, ...page, freshness })
    const connection = connectionOf(reader, { entity, ...page }, pageOfList(listed, page), selection)
    await object.fetch?.([connection], run)
    return read(run, () => object.write(connection, run))
  }
}

function relationQuestion(compiling: Compiling, node: FieldNode, entity: EntityName, relation: string): Question {
  const owner = recordType(compiling.schema, entity)
  const field = owner.getFields()[relation]!
  const plans = new Map<string, ReturnType<typeof compileRelation>>()
  return async ({ ids, ...args }, context) => {
    const names = Object.keys(args).filter((name) => args[name] !== undefined)
    const plan = plans.get(names.join()) ?? relationPlan(names)
    plans.set(names.join(), plan)
    const run = createRun(context, args)
    const keys = keysOf(compiling, ids as readonly string[])
    const parents = keys.map((key) => (key === undefined ? null : { type: entity, key, selection: nothing }))
    await plan.fetch?.(parents.filter((parent) => parent !== null) as never, run)
    return parents.map((parent) => parent && read(run, () => plan.write(parent as never, run)))
  }

  /** Arguments are given as variables of the same names. */
  function relationPlan(names: readonly string[]) {
    const nodes = [{ ...node, name: { ...node.name, value: relation }, arguments: names.map(argument) }]
    return compileRelation(compiling, { owner, key: relation, nodes, place }, field)
  }
}

const argument = (name: string) =>
  ({
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
  }) as const

/** Of the parents only the keys are known, and wanted. */
const nothing = { paths: [], lists: [], needsRecord: false, tellsOfRead: false, wishes: [], isLive: false } as const
