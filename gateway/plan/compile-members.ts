import type { EntityName, SourceName } from '../connector/index.ts'
import { turn } from '../read/key-sets.ts'
import { byIds, type ProfiledEntity } from '../stitch/profile/cards.ts'
import type { Cluster } from '../stitch/profile/cluster.ts'
import { reportErrors, sourceOf } from '../stitch/profile/members.ts'
import { ownRecord } from '../stitch/subgraph/roots.ts'
import { compileRecords } from './compile-reference.ts'
import { noText } from './complete.ts'
import { type Path, pathTo } from './path.ts'
import type { FieldAt } from './place.ts'
import { type RecordsPlan, readRecords } from './records.ts'
import { type Apart, createRun, firstOf, writtenApart } from './run.ts'
import { type Answer, filled, listText, type Telling } from './told.ts'
import { forEachServing, type Uniting } from './uniting.ts'

/** The records of a profile, read with whatever is selected of them; those that fail are reported and left out. */
export function compileMembers(uniting: Uniting, { nodes, place }: FieldAt, entity: ProfiledEntity): Answer {
  const plans = recordPlans(uniting, entity, { nodes, place }, byIds(entity))
  return async ({ members }: Cluster, at, run) => {
    const answers = await readEach(
      plans,
      members.filter((id) => plans.has(sourceOf(id))),
      run,
    )
    reportErrors(answers, run.context, { path: at })
    return recordsText(answers, at, run)
  }
}

/** Records of an entity by their ids, whatever their sources. */
export type RecordPlans = ReadonlyMap<SourceName, RecordsPlan>

/** Plans for what is selected of records at a place; `root` is the field of a subgraph that would be asked for them. */
export const recordPlans = (
  uniting: Uniting,
  entity: EntityName,
  { nodes, place }: Pick<FieldAt, 'nodes' | 'place'>,
  root: string,
): RecordPlans =>
  forEachServing(uniting, entity, (compiling) => {
    const field = compiling.schema.getQueryType()!.getFields()[root]!
    return compileRecords(compiling, { to: entity, nodes, place, field }, 'lookup')
  })

/** An answer for each id; whoever else asks within this turn and the next is asked for with it. */
export async function readEach(plans: RecordPlans, ids: readonly string[], run: Telling): Promise<RecordAnswer[]> {
  // As long as the stitched schema gathers ids of one question.
  await turn()
  return readByIds(plans, ids, run)
}

/** A record as it is written, null where there is none, or what failed. */
export type RecordAnswer = Apart | Error | null

export async function readByIds(plans: RecordPlans, ids: readonly string[], run: Telling): Promise<RecordAnswer[]> {
  const bySource = Map.groupBy(ids, sourceOf)
  const found = await Promise.all([...bySource].map(([source, own]) => readOwn(plans.get(source)!, own, run)))
  const answers = new Map(found.flatMap((own) => [...own]))
  return ids.map((id) => answers.get(id)!)
}

/** By a run of their own: what steps have read for others meanwhile is none of their business. */
async function readOwn(plan: RecordsPlan, ids: readonly string[], outer: Telling): Promise<Map<string, RecordAnswer>> {
  const run = createRun(outer.context, outer.variables)
  const keys = new Map(ids.map((id) => [id, ownRecord(plan.reader.source, id)?.key] as const))
  const nodes = await readRecords(plan, [...new Set([...keys.values()].filter((key) => key !== undefined))], run)
  return new Map(
    [...keys].map(([id, key]) => {
      const node = key === undefined ? null : nodes.get(key)!
      if (node === null || node instanceof Error) return [id, node]
      const apart = writtenApart(run, () => plan.object.write(node, run))
      return [id, apart.text === noText ? errorOf(apart) : apart]
    }),
  )
}

export function errorOf({ failures }: Apart): Error {
  const error = firstOf(failures)
  return error instanceof Error ? error : new Error(String(error))
}

/** Those that could be read, as a list. */
export async function recordsText(answers: readonly RecordAnswer[], at: Path, run: Telling) {
  const records = answers.filter((answer): answer is Apart => answer !== null && !(answer instanceof Error))
  return listText(await Promise.all(records.map((record, i) => filled(record, pathTo(i, at), run))))
}
