import { canonical, decodeGlobalId, type EntityName, type RecordRef } from '../connector/index.ts'
import type { RecordField } from '../stitch/views/record.ts'
import { type RecordPlans, readByIds, readEach, recordPlans } from './compile-members.ts'
import { nullText } from './complete.ts'
import type { FieldAt } from './place.ts'
import { type Answer, filled } from './told.ts'
import type { Uniting } from './uniting.ts'

/** A record that a view leads to by its id, read with whatever is selected of it. */
export function compileLead(uniting: Uniting, at: FieldAt, { of, idOf }: RecordField): Answer {
  const isOfOne = of.length === 1
  const before = uniting.opened.count
  const plans = new Map<string, RecordPlans>(
    of.map((entity) => [entity, recordPlans(uniting, entity, at, isOfOne ? byIdsOf(entity) : 'node')]),
  )
  // One by one, as the stitched schema asks where it does not know the type.
  const read = isOfOne ? readEach : readByIds
  const ask = uniting.opened.count > before ? metAfter(read) : read
  return async (parent, path, run) => {
    const id = idOf(parent as never)
    const ref = id === null ? undefined : decodeGlobalId(id)
    const own = ref && plansFor(plans, ref)
    if (id === null || !own) return nullText
    const [answer] = await ask(own, [id], run)
    if (answer instanceof Error) throw answer
    return answer ? filled(answer, path, run) : nullText
  }
}

/** Whose records leave profiles open waits for those of the other sources: who they are is asked for all of them together. */
function metAfter(read: typeof readEach): typeof readEach {
  return (plans, ids, run) => {
    run.meeting?.expect()
    // Nobody waits for ever for one whose reading failed.
    return read(plans, ids, run).finally(() => run.meeting?.arrive())
  }
}

const byIdsOf = (entity: EntityName): string => `_${canonical[entity].plural}ByIds`

const plansFor = (plans: ReadonlyMap<string, RecordPlans>, { type, source }: RecordRef): RecordPlans | undefined => {
  const own = plans.get(type)
  return own?.has(source) ? own : undefined
}
