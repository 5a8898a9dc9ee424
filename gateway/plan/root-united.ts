import type { GraphQLObjectType } from 'graphql'
import { resolved } from './compile-united.ts'
import { pathTo } from './path.ts'
import type { RootAt, RootPlan, Written } from './root.ts'
import type { Failure, Run } from './run.ts'
import type { Answer } from './told.ts'
import { localSources, unitingOf } from './uniting.ts'

/**
 * A profile, several, or a view: found or computed by the resolver of the stitched schema, whose own questions are asked natively.
 * `type` is the type of the answer where the schema's is an interface. @throws Unplannable where a source is asked over HTTP
 */
export function unitedRoot(at: RootAt, type?: GraphQLObjectType): RootPlan {
  const uniting = unitingOf(at, [])
  localSources(uniting)
  const { key, nodes, place, field, schema } = at
  const owner = schema.getQueryType()!
  const answer = resolved(uniting, { owner, key, nodes, place }, field as never, field.resolve as never, type)
  return {
    key,
    steps: uniting.steps,
    gathers: () => true,
    accepts: () => true,
    stepsFor: () => uniting.steps,
    answer: (run) => answerOf(key, answer, run),
  }
}

async function answerOf(key: string, answer: Answer, { context, variables }: Run): Promise<Written> {
  const failures: Failure[] = []
  const text = await answer(undefined, pathTo(key, undefined), { context, variables, failures })
  return { text, failures: [...failures] }
}
