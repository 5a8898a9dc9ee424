import { type GraphQLField, type GraphQLObjectType, getNamedType } from 'graphql'
import type { EntityName, OrderTerm, SourceKey } from '../connector/index.ts'
import { isJoinedByKey } from '../read/groups.ts'
import type { SourceReader } from '../read/index.ts'
import type { Family } from '../read/key-sets.ts'
import { childrenAfter } from '../read/loaders.ts'
import { rememberedFor } from '../remembered.ts'
import { connectionOf } from '../stitch/subgraph/connection.ts'
import type { SubgraphContext } from '../stitch/subgraph/context.ts'
import { isLive } from '../stitch/subgraph/live.ts'
import { type PageWish, pageOf } from '../stitch/subgraph/page-input.ts'
import { nodeOf, type RecordNode } from '../stitch/subgraph/record-node.ts'
import { documentOrder, pageOfChildren, unservedRelation } from '../stitch/subgraph/relation.ts'
import type { Selection } from '../stitch/subgraph/selection.ts'
import { servesRelation } from '../stitch/subgraph/served.ts'
import { shapeOf } from '../stitch/subgraph/shape.ts'
import { compileObject } from './compile-object.ts'
import { guarded } from './complete.ts'
import type { FieldPlan, ObjectPlan } from './object.ts'
import { argumentsOf, type Compiling, type FieldAt } from './place.ts'
import type { PlanStep } from './plan.ts'
import { type RecordsPlan, selectionFor, wishOfRecords } from './records.ts'
import { answersOf, type Run } from './run.ts'
import { addStep, askedFor, mostOfPage, placeOf } from './steps.ts'

type Field = GraphQLField<unknown, SubgraphContext>

/** A to-many field: the records that belong to all parents of a level, in one question. */
export function compileRelation(compiling: Compiling, at: FieldAt, field: Field): FieldPlan {
  const { owner, key, nodes } = at
  const parent = owner.name as EntityName
  const { source } = compiling.reader
  const relation = relationOf(compiling, at, field)
  const inner = relation.object.write
  const label = `${parent}.${field.name}`
  if (!servesRelation(source, parent, field.name)) {
    const unserved = unservedRelation(source, parent, field.name)
    return { key, write: guarded(field.type, () => unserved, inner, nodes, label) }
  }
  const step = {}
  const resolve = (node: unknown, run: Run) => run.answers.get(step)!.get((node as RecordNode).key)
  return {
    key,
    write: guarded(field.type, resolve, inner, nodes, label),
    fetch: (parents: readonly RecordNode[], run) => readFamilies(relation, parents, answersOf(run, step), run),
    ...(relation.step?.isByKey ? { runsAhead: ({ waiting }: Run) => !waiting.has(relation.step!) } : {}),
  }
}

/** A relation with what is selected of its records. */
export interface RelationPlan extends Omit<RecordsPlan, 'entity' | 'object'> {
  readonly parent: EntityName
  readonly relation: string
  readonly to: EntityName
  readonly selection: Selection
  /** Or why they ask for nothing. */
  readonly wished: (run: Run) => Wished | Error
  /** Absent where the source does not serve it. */
  readonly step: PlanStep | undefined
  /** Of the connection, or of each record of a plain list. */
  readonly object: ObjectPlan
}

/** What is wanted of the records of a relation. */
export function relationOf(compiling: Compiling, at: FieldAt, field: Field): RelationPlan {
  const { owner, nodes, place } = at
  const { schema, reader } = compiling
  const parent = owner.name as EntityName
  const { to, connection } = shapeOf(parent).relations[field.name]!
  const node = nodes[0]!
  const selection = selectionFor(compiling, { nodes, type: field.type }, to)
  const isServed = servesRelation(reader.source, parent, field.name)
  const asked = {
    ...({ kind: 'children', entity: to, relation: `${parent}.${field.name}`, fields: selection.paths } as const),
    ...(isServed && isJoinedByKey(reader.source, parent, field.name) ? { isByKey: true as const } : {}),
    ...askedFor(node),
  }
  const step = isServed ? addStep(compiling, place, asked) : undefined
  const most = place.most * (connection ? mostOfPage(node) : 1)
  const inside = step === undefined ? place : placeOf(place, step, most)
  const type = schema.getType(getNamedType(field.type).name) as GraphQLObjectType
  return {
    ...{ reader, parent, relation: field.name, to, selection },
    wished: wishedBy(reader, at, field),
    step: step === undefined ? undefined : compiling.steps[step],
    wish: wishOfRecords(place, selection, isLive(field)),
    object: compileObject(compiling, type, nodes, inside),
  }
}

/** Reads the related records of all parents, and what is wanted below them. */
export async function readFamilies(
  plan: RelationPlan,
  parents: readonly RecordNode[],
  answers: Map<unknown, unknown>,
  run: Run,
): Promise<void> {
  const { reader, parent, relation, selection, wish, wished, object } = plan
  const keys = keysWithout(answers, parents)
  const asked = wished(run)
  if (asked instanceof Error) {
    for (const key of keys) answers.set(key, asked)
    return
  }
  const freshness = wish(run.context.scope.freshness)
  const question = { parent, relation, filter: asked.filter, order: asked.order, freshness }
  const familyOf = await run.context.keySetsOf(reader).children(question, keys, selection.paths)
  const answerTo = answering(plan, asked)
  const shown = keys.map((key) => answerTo(familyOf(key)))
  for (let i = 0; i < keys.length; i++) answers.set(keys[i], shown[i])
  if (object.fetch)
    await object.fetch(
      shown.flatMap<unknown>((answer) => (answer instanceof Error ? [] : answer)),
      run,
    )
}

/** The keys of the parents that nothing has been read of, each once. */
function keysWithout(answers: ReadonlyMap<unknown, unknown>, parents: readonly RecordNode[]): SourceKey[] {
  const keys = new Set<SourceKey>()
  for (const { key } of parents) if (!answers.has(key)) keys.add(key)
  return [...keys]
}

/** What the arguments ask for; the order alone where the relation is a plain list. */
type Wished = Partial<PageWish> & { readonly order: readonly OrderTerm[] }

function wishedBy(reader: SourceReader, { owner, nodes }: FieldAt, field: Field): RelationPlan['wished'] {
  const { to, connection } = shapeOf(owner.name as EntityName).relations[field.name]!
  if (!connection) return () => ({ order: documentOrder(reader, to) })
  const wished = rememberedFor((args: Readonly<Record<string, unknown>>): Wished => pageOf(reader.source, to, args))
  return (run) => {
    try {
      return wished(argumentsOf(field, nodes, run))
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }
}

/** What is shown of each family: its records, or a page of them. */
function answering({ reader, parent, relation, to, selection }: RelationPlan, wish: Wished) {
  if (wish.first === undefined) return each(({ rows }) => rows.map((row) => nodeOf(row, selection)))
  const page = wish as PageWish
  const listing = { entity: to, ...page, of: { parent, relation } }
  return each((family) =>
    connectionOf(reader, listing, pageOfChildren(childrenAfter(reader, to, page, family), page), selection),
  )
}

const each =
  <T>(show: (family: Family) => T) =>
  (family: Family | Error): T | Error =>
    family instanceof Error ? family : show(family)
