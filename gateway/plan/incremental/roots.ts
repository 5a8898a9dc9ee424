import type { CompiledField } from '../compile-operation.ts'
import { nullText } from '../complete.ts'
import { type Answered, type Awaited, failedPart } from './deliveries.ts'
import type { Group } from './split.ts'

/** The deferred fragments of an operation itself. Their fields are asked for at once, each fragment's as one part. */
export function awaitedRoots(
  fields: readonly CompiledField[],
  ask: (fields: readonly CompiledField[]) => Promise<Answered>,
): readonly Awaited[] {
  const made = new Map<Group, Awaited>()
  const byGroup = Map.groupBy(fields, ({ group }) => group)
  // Outermost first, as they were found: what stands around a fragment comes before it.
  for (const group of [...byGroup.keys()].filter((group) => group !== undefined).sort(byPlace)) {
    made.set(group, awaitedRoot(group, byGroup.get(group)!, ask, around(group, made)))
  }
  return [...made.values()]
}

const byPlace = (a: Group, b: Group): number => depthOf(a) - depthOf(b)

const depthOf = ({ around }: Group): number => (around ? 1 + depthOf(around) : 0)

const around = (group: Group, made: ReadonlyMap<Group, Awaited>): Awaited | undefined =>
  group.around && (made.get(group.around) ?? around(group.around, made))

function awaitedRoot(
  { label }: Group,
  fields: readonly CompiledField[],
  ask: (fields: readonly CompiledField[]) => Promise<Answered>,
  before: Awaited | undefined,
): Awaited {
  const place = { path: [], kind: 'data' as const, keys: fields.map(({ key }) => key) }
  let answer: Answered
  const asking = ask(fields)
    .catch((error) => failedPart(place, error))
    .then((answered) => {
      // A null would take along what has left already.
      answer = answered.text === nullText ? { ...failedPart(place, undefined), errors: answered.errors } : answered
    })
  return { label, ...place, isRead: Promise.all([asking, before?.isRead]), answer: () => answer }
}
