import type { GraphQLField, GraphQLObjectType } from 'graphql'
import { canonical } from '../connector/index.ts'
import { turn } from '../read/key-sets.ts'
import { childrenAfter } from '../read/loaders.ts'
import type { ProfiledEntity } from '../stitch/profile/cards.ts'
import type { Cluster } from '../stitch/profile/cluster.ts'
import { reportErrors, sourceOf } from '../stitch/profile/members.ts'
import { acrossQuery, type MemberBranch } from '../stitch/profile/profile.ts'
import { pageOf } from '../stitch/subgraph/page-input.ts'
import { pageOfChildren } from '../stitch/subgraph/relation.ts'
import { ownRecord } from '../stitch/subgraph/roots.ts'
import { servesRelation } from '../stitch/subgraph/served.ts'
import { type BranchAnswer, failed, united } from '../stitch/union/connection.ts'
import type { ListArguments } from '../stitch/union/root-list.ts'
import { type BranchPlan, branchAnswer, branchField, placesIn } from './branch.ts'
import { errorOf, type RecordAnswer, recordsText } from './compile-members.ts'
import { type RelationPlan, readFamilies, relationOf } from './compile-relation.ts'
import { noText, nullText } from './complete.ts'
import { compileMerged } from './merged-connection.ts'
import { stepsOf } from './path.ts'
import { argumentsOf, type Compiling, type FieldAt } from './place.ts'
import { recordType, selectionFor, wishOfRecords } from './records.ts'
import { answersOf, createRun, type Run, writtenApart } from './run.ts'
import { addStep, askedFor, mostOfPage, placeOf } from './steps.ts'
import { type Answer, filled, type Telling } from './told.ts'
import { forEachServing, type Uniting } from './uniting.ts'

// biome-ignore lint/suspicious/noExplicitAny: parents of a schema's fields are of every kind
type Field = GraphQLField<any, any>

/** A to-many field of a profile: the connections of its records, merged. */
export function compileAcross(uniting: Uniting, at: FieldAt, entity: ProfiledEntity, field: Field): Answer {
  const branches = forEachServing(uniting, entity, (compiling) => branchPlan(compiling, uniting, at, entity, field))
  const connection = compileMerged({ ...uniting, nodes: at.nodes }, canonical[entity].relations[field.name]!.to)
  return async (cluster: Cluster, path, run) => {
    const args = argumentsOf(field, at.nodes, run) as unknown as ListArguments
    const own = createRun(run.context, run.variables)
    const ask = (branch: MemberBranch, first: number, after: string | null) =>
      askBranch(branches.get(branch.source)!, { branch, entity, relation: field.name }, { ...args, first, after }, own)
    const report = (error: Error) => void run.context.reports.push({ error, path: stepsOf(path) })
    const merged = await united(acrossQuery(entity, field.name, cluster, args, run.context), ask, report)
    const apart = writtenApart(own, () => connection.write(merged, own))
    if (apart.text === noText) throw errorOf(apart)
    return filled(apart, path, run)
  }
}

function branchPlan(
  compiling: Compiling,
  uniting: Uniting,
  { nodes, place }: FieldAt,
  entity: ProfiledEntity,
  field: Field,
): BranchPlan {
  const { reader } = compiling
  const { to } = canonical[entity].relations[field.name]!
  const asked = [branchField({ ...uniting, fieldNodes: nodes, returnType: field.type }, field.name)]
  const selection = selectionFor(compiling, { nodes: asked, type: field.type }, to)
  const isServed = servesRelation(reader.source, entity, field.name)
  const said = { kind: 'children', entity: to, fields: selection.paths, ...askedFor(nodes[0]!) } as const
  const step = isServed ? addStep(compiling, place, said) : undefined
  const inside = step === undefined ? place : placeOf(place, step, place.most * mostOfPage(nodes[0]!))
  return {
    ...{ reader, entity: to, selection },
    wish: wishOfRecords(place, selection, false),
    ...placesIn(compiling, to, asked, inside),
  }
}

interface Asked {
  readonly branch: MemberBranch
  readonly entity: ProfiledEntity
  readonly relation: string
}

/** One record's part from a place on. */
async function askBranch(
  plan: BranchPlan,
  { branch, entity, relation }: Asked,
  { where, orderBy, first, after }: ListArguments,
  run: Run,
): Promise<BranchAnswer> {
  const { reader, entity: to, selection, wish } = plan
  try {
    // As long as the stitched schema gathers ids of one question.
    await turn()
    const page = pageOf(reader.source, to, { where, orderBy, first, after })
    const { key } = ownRecord(reader.source, branch.member)!
    const freshness = wish(run.context.scope.freshness)
    const question = { parent: entity, relation, filter: page.filter, order: page.order, freshness }
    const family = (await run.context.keySetsOf(reader).children(question, [key], selection.paths))(key)
    if (family instanceof Error) throw family
    const shown = pageOfChildren(childrenAfter(reader, to, page, family), page)
    const listing = { entity: to, ...page, of: { parent: entity, relation } }
    return await branchAnswer(plan, branch, listing, shown, run)
  } catch (error) {
    return failed(branch, error instanceof Error ? error : new Error(String(error)))
  }
}

/** A plain list over all records. One that fails is reported; the list is null only when each of them failed. */
export function compileAcrossList(uniting: Uniting, at: FieldAt, entity: ProfiledEntity, field: Field): Answer {
  const plans = new Map(
    [...forEachServing(uniting, entity, (compiling) => listPlan(compiling, at, entity, field.name))].filter(
      (entry): entry is [(typeof entry)[0], RelationPlan] => entry[1] !== undefined,
    ),
  )
  return async ({ members }: Cluster, path, run) => {
    const able = members.filter((id) => plans.has(sourceOf(id)))
    await turn()
    const answers = await Promise.all(able.map((id) => readList(plans.get(sourceOf(id))!, id, run)))
    reportErrors(answers, run.context, { path })
    const lists = answers.filter((answer) => !(answer instanceof Error))
    return lists.length === 0 && answers.length > 0 ? nullText : recordsText(lists.flat(), path, run)
  }
}

/** Undefined where the source cannot tell which records belong to whom. */
function listPlan(
  compiling: Compiling,
  { key, nodes, place }: FieldAt,
  entity: ProfiledEntity,
  relation: string,
): RelationPlan | undefined {
  const { reader, schema } = compiling
  if (!servesRelation(reader.source, entity, relation)) return undefined
  const owner: GraphQLObjectType = recordType(schema, entity)
  return relationOf(compiling, { owner, key, nodes, place }, owner.getFields()[relation]!)
}

async function readList(plan: RelationPlan, id: string, outer: Telling): Promise<RecordAnswer[] | Error> {
  const { reader, parent, selection, object } = plan
  const run = createRun(outer.context, outer.variables)
  const { key } = ownRecord(reader.source, id)!
  const answers = answersOf(run, plan)
  await readFamilies(plan, [{ type: parent, key, selection }], answers, run)
  const found = answers.get(key)
  if (found instanceof Error) return found
  const records = (found as readonly unknown[]).map((node) => writtenApart(run, () => object.write(node, run)))
  const broken = records.find(({ text }) => text === noText)
  return broken ? errorOf(broken) : records
}
