import type { GraphQLObjectType } from 'graphql'
import { decodeGlobalId } from '../connector/index.ts'
import { unitedRelations } from '../stitch/profile/profile.ts'
import { argumentsOf, Unplannable } from './place.ts'
import type { RootAt, RootPlan } from './root.ts'
import { recordRoot } from './root-record.ts'
import { profileRoot } from './root-united.ts'
import type { Run } from './run.ts'

/** Whatever an id names: a record of one source, or a profile. Plans for the types of profiles are made as ids come. */
export function nodeRoot(at: RootAt): RootPlan {
  const record = recordRoot(at, { field: 'node', entity: undefined })
  const profiles = new Map<string, RootPlan | undefined>()
  const profileFor = (run: Run): RootPlan | undefined => {
    const type = profileType(at, run)
    if (type === undefined) return undefined
    if (!profiles.has(type)) profiles.set(type, rootOf(at, type))
    return profiles.get(type)
  }
  const planFor = (run: Run) => profileFor(run) ?? record
  return {
    key: at.key,
    steps: record.steps,
    gathers: (run) => profileFor(run) !== undefined,
    accepts: (run) => planFor(run).accepts(run),
    stepsFor: (run) => planFor(run).stepsFor(run),
    answer: (run) => planFor(run).answer(run),
  }
}

function profileType({ field, nodes }: RootAt, run: Run): string | undefined {
  try {
    const { type } = decodeGlobalId(String(argumentsOf(field, nodes, run).id)) ?? {}
    return type !== undefined && Object.hasOwn(unitedRelations, type) ? type : undefined
  } catch {
    // An argument that is missing: the stitched schema says so.
    return undefined
  }
}

/** Undefined where no plan can be made of it: then no record has such an id either. */
function rootOf(at: RootAt, type: string): RootPlan | undefined {
  try {
    return profileRoot(at, at.schema.getType(type) as GraphQLObjectType)
  } catch (error) {
    if (error instanceof Unplannable) return undefined
    throw error
  }
}
