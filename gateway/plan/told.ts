import { type FieldNode, type GraphQLOutputType, getNullableType, isListType, isNonNullType } from 'graphql'
import { noText, nullText, type Write } from './complete.ts'
import { isHole, partsOf } from './hole.ts'
import type { Meeting } from './meeting.ts'
import { type Path, pathFrom, pathTo, stepsOf } from './path.ts'
import { type Apart, createRun, type Failure, type Run } from './run.ts'

/** A root field being answered whose values have to be waited for: failures stand at their places in the answer. */
export interface Telling extends Pick<Run, 'context' | 'variables'> {
  readonly failures: Failure[]
  /** Where records that leave something open meet before it is filled. Absent where they are written together. */
  readonly meeting?: Meeting
}

/** Tells a value, or what is at a place of its parent, as JSON text. Rejects where that costs what stands around it. */
// biome-ignore lint/suspicious/noExplicitAny: values of a schema's fields are of every kind
export type Answer = (value: any, at: Path, run: Telling) => Promise<string>

/** A failure that takes what stands around it along; where it happened is known. */
class Failed extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super('A value that must not be null failed.')
    this.failure = failure
  }
}

type Nodes = readonly FieldNode[]

/** A field, or an entry of a list: what fails costs a null, or what stands around it where the type has no null. */
export function settled(type: GraphQLOutputType, nodes: Nodes, answer: Answer): Answer {
  const isRequired = isNonNullType(type)
  return async (value, at, run) => {
    try {
      return await answer(value, at, run)
    } catch (error) {
      const failure = error instanceof Failed ? error.failure : { error, nodes, path: stepsOf(at) }
      if (isRequired) throw new Failed(failure)
      run.failures.push(failure)
      return nullText
    }
  }
}

/** Tells a value of a field's type; `inner` tells the objects in it. Entries of lists may still be awaited. */
export function awaited(type: GraphQLOutputType, inner: Answer, nodes: Nodes, label: string): Answer {
  const own = getNullableType(type)
  const tell = isListType(own) ? entries(own.ofType, inner, nodes, label) : inner
  return async (value, at, run) => {
    const known = await value
    if (known instanceof Error) throw known
    if (known !== null && known !== undefined) return tell(known, at, run)
    if (!isNonNullType(type)) return nullText
    throw new Error(`Cannot return null for non-nullable field ${label}.`)
  }
}

function entries(type: GraphQLOutputType, inner: Answer, nodes: Nodes, label: string): Answer {
  const entry = settled(type, nodes, awaited(type, inner, nodes, label))
  return async (values, at, run) => {
    if (!Array.isArray(values)) throw new Error(`Expected a list for field ${label}.`)
    return listText(await Promise.all(values.map((value, i) => entry(value, pathTo(i, at), run))))
  }
}

export const listText = (texts: readonly string[]): string => `[${texts.join(',')}]`

/** Tells what can be written without waiting. */
export function written(write: Write): Answer {
  return async (value, at, run) => {
    const own = createRun(run.context, run.variables)
    const text = write(value, own)
    const failures = (own.failures as Failure[]).map((failure) => placed(failure, at))
    if (text !== noText) run.failures.push(...failures)
    else throw new Failed(failures.at(-1)!)
    return text
  }
}

/** Tells what was written before it was known where it would stand, and fills what it left open. */
export async function filled({ text, failures }: Apart, at: Path, run: Telling): Promise<string> {
  const holes = failures.filter(isHole)
  for (const failure of failures) if (!isHole(failure)) run.failures.push(placed(failure, at))
  if (holes.length === 0) return text
  const byMark = new Map(holes.map((hole) => [hole.mark, hole]))
  // Of what is written, a hole may be gone with what stood around it.
  const parts = partsOf(text).map(({ text, mark }) => {
    const hole = mark === undefined ? undefined : byMark.get(mark)!
    return hole ? hole.fill(pathFrom(at, hole.path), run) : text
  })
  return (await Promise.all(parts)).join('')
}

const placed = (failure: Failure, at: Path): Failure => ({ ...failure, path: [...stepsOf(at), ...failure.path] })
