import type { FieldNode, GraphQLObjectType } from 'graphql'
import { viewRoots } from '../stitch/views/index.ts'
import { resolved } from './compile-united.ts'
import { createMeeting } from './meeting.ts'
import { pathTo } from './path.ts'
import type { Place } from './place.ts'
import type { RootAt, RootPlan, Written } from './root.ts'
import type { Failure, Run } from './run.ts'
import type { Answer } from './told.ts'
import { localSources, type Uniting, unitingOf } from './uniting.ts'
import { addViewSteps } from './view-steps.ts'

/** A view, computed by the resolver of the stitched schema. @throws Unplannable where a source is asked over HTTP */
export function viewRoot(at: RootAt): RootPlan {
  const uniting = unitingOf(at, [])
  localSources(uniting)
  const { place, stepsFor } = addViewSteps(uniting, at)
  const answer = answerBy(uniting, at, place)
  // All of them depend on the arguments, and none is a reason to refuse the operation.
  return { ...unitedRoot(at, answer), steps: [], stepsFor }
}

/**
 * A profile or several, found by the resolver of the stitched schema, whose own questions are asked natively. `type` is the type of
 * the answer where the schema's is an interface. @throws Unplannable where a source is asked over HTTP
 */
export function profileRoot(at: RootAt, type?: GraphQLObjectType): RootPlan {
  const uniting = unitingOf(at, [])
  localSources(uniting)
  const answer = answerBy(uniting, at, { ...at.place, most: mostProfiles(at.nodes[0]!) }, type)
  return { ...unitedRoot(at, answer), steps: uniting.steps, stepsFor: () => uniting.steps }
}

/** One for each id that is given. */
function mostProfiles(node: FieldNode): number {
  const given = node.arguments?.filter(({ name }) => name.value === 'ids' || name.value === 'records') ?? []
  const counts = given.map(({ value }) => (value.kind === 'ListValue' ? value.values.length : largestQuestion))
  return Math.max(1, ...counts)
}

const largestQuestion = 200

function answerBy(uniting: Uniting, { key, nodes, field }: RootAt, place: Place, type?: GraphQLObjectType): Answer {
  const owner = uniting.schema.getQueryType()!
  return resolved(uniting, { owner, key, nodes, place }, field as never, field.resolve as never, type)
}

const unitedRoot = ({ key }: RootAt, answer: Answer): Omit<RootPlan, 'steps' | 'stepsFor'> => ({
  key,
  gathers: () => true,
  accepts: () => true,
  answer: (run) => answerOf(key, answer, run),
})

async function answerOf(key: string, answer: Answer, { context, variables }: Run): Promise<Written> {
  const failures: Failure[] = []
  const run = { context, variables, failures, meeting: createMeeting() }
  const text = await answer(undefined, pathTo(key, undefined), run)
  // What goes on behind an answer that was cut short is not in it.
  return { text, failures: [...failures] }
}

/** The root fields that are answered so. */
export const unitedRoots: ReadonlyMap<string, (at: RootAt) => RootPlan> = new Map([
  ...Object.keys(viewRoots).map((name) => [name, viewRoot] as const),
  ...['customerProfile', 'supplierProfile', 'itemProfile'].flatMap((name) =>
    [name, `${name}s`].map((one): [string, typeof viewRoot] => [one, (at) => profileRoot(at)]),
  ),
])
