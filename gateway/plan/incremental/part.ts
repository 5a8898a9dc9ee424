import { noText } from '../complete.ts'
import { type FieldPlan, type ObjectPlan, objectOf } from '../object.ts'
import type { Run } from '../run.ts'
import { awaitedPart, laterNote } from './deliveries.ts'
import type { Deferral } from './marks.ts'
import type { Group } from './split.ts'

/** What is selected of an object by one deferred fragment and has to be waited for. */
export interface Part extends Deferral {
  readonly keys: readonly string[]
  readonly object: ObjectPlan
  readonly around: Part | undefined
}

/** A field of an object, and whether it may come later: it has to be waited for, and when it fails nothing else does. */
export interface Deferrable {
  readonly plan: FieldPlan
  readonly mayComeLater: boolean
}

/**
 * What is selected of an object of which parts are deferred. All of it is asked for at once, as if nothing were; who waits for the
 * object does not wait for the parts.
 */
export function objectInParts(fields: readonly Deferrable[], groups: readonly Group[]): ObjectPlan {
  const parts = partsOf(fields, groups)
  const later = new Set(parts.flatMap(({ keys }) => keys))
  const first = objectOf(fields.map(({ plan }) => plan).filter(({ key }) => !later.has(key)))
  if (parts.length === 0) return first
  return {
    write: (parent, run) => {
      const text = first.write(parent, run)
      if (text !== noText) for (const part of parts) noteLater(part, parent, run)
      return text
    },
    ...fetching('fetch', first, parts),
    ...fetching('fetchByKey', first, parts),
    ...fetching('fetchByRecord', first, parts),
  }
}

function partsOf(fields: readonly Deferrable[], groups: readonly Group[]): Part[] {
  const made = new Map<Group, Part>()
  for (const group of groups) {
    const own = fields
      .filter(({ plan, mayComeLater }) => mayComeLater && group.keys.has(plan.key))
      .map(({ plan }) => plan)
    if (own.length === 0) continue
    const around = nearest(group.around, made)
    made.set(group, { label: group.label, keys: own.map(({ key }) => key), object: objectOf(own), around })
  }
  return [...made.values()]
}

/** The fragment around a fragment of which something comes later. */
function nearest(group: Group | undefined, made: ReadonlyMap<Group, Part>): Part | undefined {
  return group && (made.get(group) ?? nearest(group.around, made))
}

type Fetching = 'fetch' | 'fetchByKey' | 'fetchByRecord'

function fetching<N extends Fetching>(name: N, first: ObjectPlan, parts: readonly Part[]): Pick<ObjectPlan, N> {
  const reading = parts.filter(({ object }) => object[name])
  if (reading.length === 0) return { [name]: first[name] } as Pick<ObjectPlan, N>
  const fetch: NonNullable<ObjectPlan['fetch']> = async (parents, run) => {
    const own = first[name]?.(parents, run)
    for (const part of reading) noteReading(part, part.object[name]!(parents, run), run)
    await own
  }
  return { [name]: fetch } as Pick<ObjectPlan, N>
}

function noteReading(part: Part, reading: Promise<void>, { reading: known }: Run): void {
  const before = known.get(part)
  known.set(part, before ? Promise.all([before, reading]) : reading)
}

/** What comes later travels with the failures of its object: where it stands is known in the end. */
function noteLater(part: Part, of: unknown, run: Run): void {
  const reading = isRead(part, run)
  run.failures.push(laterNote((path) => awaitedPart(part, of, { path, isRead: reading }, run)))
}

/** What a part of any object waits for, as far as it has begun: what it needs itself, and what comes before it. */
function isRead(part: Part, run: Run): Promise<unknown> {
  const own = run.reading.get(part) ?? nothing
  return part.around ? Promise.all([own, isRead(part.around, run)]) : own
}

const nothing = Promise.resolve()
