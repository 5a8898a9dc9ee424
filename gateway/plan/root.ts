import type { FieldNode, GraphQLField, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { SourceName } from '../connector/index.ts'
import type { SourceReader } from '../read/index.ts'
import type { FieldPlace } from '../stitch/subgraph/selection.ts'
import { noText, nullText } from './complete.ts'
import { pathTo } from './path.ts'
import type { Place } from './place.ts'
import type { PlanStep } from './plan.ts'
import type { Apart, Failure, Run } from './run.ts'
import { filled } from './told.ts'

/** A source that can be asked in this process, and its subgraph. */
export interface PlannedSource {
  readonly reader: SourceReader
  readonly schema: GraphQLSchema
}

/** By name; a source behind HTTP has none, and is asked through the stitched schema. */
export type PlannedSources = ReadonlyMap<SourceName, PlannedSource | undefined>

/** A root field of an operation. */
export interface RootAt extends Omit<FieldPlace, 'fieldNodes' | 'returnType'> {
  readonly key: string
  readonly nodes: readonly FieldNode[]
  readonly field: GraphQLField<unknown, never>
  readonly place: Place
  readonly sources: PlannedSources
  readonly operation: OperationDefinitionNode
}

/** A root field that was answered. */
export interface Written {
  readonly text: string
  /** With whole paths. Among them what comes later. */
  readonly failures: readonly Failure[]
}

/** A root field that a plan was made of. */
export interface RootPlan {
  readonly key: string
  readonly steps: readonly PlanStep[]
  /** Whether it gathers for a turn before it asks a source, as the stitched schema does. */
  gathers?(run: Run): boolean
  /** Whether the plan can do what the arguments ask for. Nothing has been asked yet. */
  accepts(run: Run): boolean
  /** The steps that these arguments lead to, of all that there may be. Only of what is accepted. */
  stepsFor(run: Run): readonly PlanStep[]
  /** Never rejects: what fails is in the answer. */
  answer(run: Run): Promise<Written>
}

/** Answers a nullable root field by what is written, once all that was left open in it is filled. */
export async function answered({ key, nodes }: RootAt, run: Run, write: () => Promise<Apart>): Promise<Written> {
  const failures: Failure[] = []
  const { context, variables } = run
  try {
    const text = await filled(await write(), pathTo(key, undefined), { context, variables, failures })
    if (text === noText) return { text: nullText, failures: failures.filter(({ later }) => !later) }
    return { text, failures }
  } catch (error) {
    return { text: nullText, failures: [{ error, nodes, path: [key] }] }
  }
}
