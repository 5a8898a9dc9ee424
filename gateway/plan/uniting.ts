import type { FieldNode, OperationDefinitionNode } from 'graphql'
import type { EntityName, SourceName } from '../connector/index.ts'
import type { FieldPlace } from '../stitch/subgraph/selection.ts'
import { serves } from '../stitch/subgraph/served.ts'
import { type Compiling, type FieldAt, Unplannable } from './place.ts'
import type { PlanStep } from './plan.ts'
import type { PlannedSource, PlannedSources } from './root.ts'
import type { Answer } from './told.ts'

/** What is known of an operation while a plan is made over all sources. */
export interface Uniting extends Omit<FieldPlace, 'fieldNodes' | 'returnType'> {
  readonly operation: OperationDefinitionNode
  readonly sources: PlannedSources
  /** Grows as steps are found. */
  readonly steps: PlanStep[]
  /** What is selected of profiles, by their places: it does not depend on the sources of the records that lead there. */
  readonly profiles: Map<string, UnitedProfile>
  /** How many places of records are left open while these are written. */
  readonly opened: { count: number }
}

export interface UnitedProfile {
  readonly answer: Answer
  /** The steps whose records lead to it: more of them as they are found. */
  readonly after: number[]
}

export const unitingOf = (
  { schema, fragments, variableValues, sources, operation }: Omit<Uniting, 'steps' | 'profiles' | 'opened'>,
  steps: PlanStep[],
): Uniting => ({
  schema,
  fragments,
  variableValues,
  sources,
  operation,
  steps,
  profiles: new Map(),
  opened: { count: 0 },
})

/** All sources. @throws Unplannable where one of them is asked over HTTP */
export function localSources({ sources }: Pick<Uniting, 'sources'>): [SourceName, PlannedSource][] {
  return [...sources].map(([name, source]) => {
    if (source) return [name, source]
    throw new Unplannable(`The source "${name}" is behind its own server.`)
  })
}

/** Makes a plan for each source that serves an entity. @throws Unplannable where one of all sources is asked over HTTP */
export function forEachServing<T>(
  uniting: Uniting,
  entity: EntityName,
  make: (compiling: Compiling) => T,
): ReadonlyMap<SourceName, T> {
  const serving = localSources(uniting).filter(([, { reader }]) => serves(reader.source, entity))
  return new Map(serving.map(([name, source]) => [name, make(compilingIn(uniting, source))]))
}

/** What of these records is asked depends on which records turn out to belong together. */
const compilingIn = (uniting: Uniting, { reader, schema }: PlannedSource): Compiling => {
  const { fragments, variableValues, steps } = uniting
  return { reader, schema, fragments, variableValues, steps, uniting, isBounded: true }
}

const numbers = new WeakMap<FieldNode, number>()
let numbered = 0

function numberOf(node: FieldNode): number {
  const number = numbers.get(node) ?? ++numbered
  numbers.set(node, number)
  return number
}

/** One text for a place of an operation, from whichever sources' records it is reached. */
export const placeName = ({ owner, nodes, place }: FieldAt): string =>
  [owner.name, ...place.path, ...nodes.map(numberOf)].join(' ')
