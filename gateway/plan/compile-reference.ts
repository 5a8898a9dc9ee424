import { type FieldNode, type GraphQLField, getNamedType } from 'graphql'
import type { EntityName, SourceKey } from '../connector/index.ts'
import type { SubgraphContext } from '../stitch/subgraph/context.ts'
import { isLive } from '../stitch/subgraph/live.ts'
import type { RecordNode } from '../stitch/subgraph/record-node.ts'
import { toldByKey } from '../stitch/subgraph/reference.ts'
import { serves } from '../stitch/subgraph/served.ts'
import { refKeyOf } from '../stitch/subgraph/types.ts'
import { compileObject } from './compile-object.ts'
import { guarded, nullText } from './complete.ts'
import type { FieldPlan } from './object.ts'
import type { Compiling, FieldAt, Place } from './place.ts'
import { type RecordsPlan, readRecords, recordType, selectionFor, wishOfRecords } from './records.ts'
import { answersOf, type Run } from './run.ts'
import { addStep, placeOf } from './steps.ts'

type Field = GraphQLField<unknown, SubgraphContext>

/** A to-one field: the records that the keys in the parents name, all of them in one question. */
export function compileReference(compiling: Compiling, at: FieldAt, field: Field): FieldPlan {
  const { owner, key, nodes, place } = at
  const to = getNamedType(field.type).name as EntityName
  if (!serves(compiling.reader.source, to)) return { key, write: () => nullText }
  const records = compileRecords(compiling, { to, nodes, place, field }, 'reference')
  const keyOf = refKeyOf(owner.name, field.name)
  const step = {}
  const resolve = (parent: unknown, run: Run) => {
    const key = keyOf(parent)
    return typeof key === 'string' ? run.answers.get(step)!.get(key) : key instanceof Error ? key : null
  }
  return {
    key,
    write: guarded(field.type, resolve, records.object.write, nodes, `${owner.name}.${field.name}`),
    fetch: async (parents, run) => {
      const answers = answersOf(run, step)
      const keys = parents.map((parent) => keyOf(parent)).filter((key) => typeof key === 'string' && !answers.has(key))
      await follow(records, [...new Set(keys as SourceKey[])], answers, run)
    },
  }
}

interface Target {
  readonly to: EntityName
  readonly nodes: readonly FieldNode[]
  readonly place: Place
  /** The field that leads there. */
  readonly field: Pick<Field, 'type' | 'astNode'>
}

/** What is wanted of the records that a field leads to by their keys. */
export function compileRecords(
  compiling: Compiling,
  { to, nodes, place, field }: Target,
  kind: 'lookup' | 'reference',
): RecordsPlan {
  const { schema, reader } = compiling
  const selection = selectionFor(compiling, { nodes, type: field.type }, to)
  const step = addStep(compiling, place, { kind, entity: to, fields: selection.paths })
  return {
    reader,
    entity: to,
    selection,
    wish: wishOfRecords(place, selection, isLive(field as never)),
    object: compileObject(compiling, recordType(schema, to), nodes, placeOf(place, step, place.most)),
  }
}

/** Answers what the keys tell by themselves, and asks for the rest. */
async function follow(
  records: RecordsPlan,
  keys: readonly SourceKey[],
  answers: Map<unknown, unknown>,
  run: Run,
): Promise<void> {
  const { reader, entity, selection, wish, object } = records
  const isLive = () => wish(run.context.scope.freshness).live === true
  const told: RecordNode[] = []
  const asked: SourceKey[] = []
  for (const key of keys) {
    const node = toldByKey(reader, { type: entity, key, selection }, isLive, run.context)
    if (node) told.push(node)
    else asked.push(key)
    answers.set(key, node ?? null)
  }
  const reading = asked.length > 0 ? readRecords(records, asked, run) : undefined
  await Promise.all([reading, object.fetch?.(told, run)])
  for (const [key, node] of (await reading) ?? []) answers.set(key, node)
}
