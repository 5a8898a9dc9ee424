import { GraphQLError, locatedError } from 'graphql'
import { turn } from '../../read/index.ts'
import type { Delivery, LaterPart } from '../../stitch/delivery.ts'
import { nullText } from '../complete.ts'
import { type Failure, type Run, writtenApart } from '../run.ts'
import type { Part } from './part.ts'

/** Something that was answered, and what is still to follow within it. */
export interface Answered {
  readonly text: string
  readonly errors: readonly GraphQLError[]
  readonly later: readonly Awaited[]
}

/** A part that is waited for. */
export interface Awaited {
  readonly label: string | undefined
  readonly path: readonly (string | number)[]
  readonly kind: 'data' | 'items'
  /** The fields that it has; none of entries. */
  readonly keys: readonly string[]
  /** Never rejects. */
  readonly isRead: Promise<unknown>
  /** Only when it is read. */
  answer(): Answered
}

/** Takes apart what failed and what comes later. */
export function told(text: string, notes: readonly Failure[]): Answered {
  const failures = notes.filter(({ later }) => !later)
  return {
    text,
    errors: failures.map(({ error, nodes, path }) => locatedError(error, nodes, path)),
    later: notes.flatMap(({ later, path }) => (later ? [later(path)] : [])),
  }
}

/** What is said of a place of which something comes later. */
export const laterNote = (later: NonNullable<Failure['later']>): Failure => ({
  ...{ error: undefined, nodes: [], path: [] },
  later,
})

/** Deferred fields of an object, once it is known where that stands. */
export function awaitedPart(
  { label, keys, object }: Pick<Part, 'label' | 'keys' | 'object'>,
  of: unknown,
  { path, isRead }: Pick<Awaited, 'path' | 'isRead'>,
  run: Run,
): Awaited {
  const answer = () => writtenAt(path, () => object.write(of, run), run)
  return { label, path, kind: 'data', keys, isRead, answer }
}

/** Writes something at a place of the answer. */
export function writtenAt(path: Awaited['path'], write: () => string, run: Run): Answered {
  const { text, failures } = writtenApart(run, write)
  for (const failure of failures) failure.path.unshift(...path)
  // What comes later leaves nothing open.
  return told(text, failures as readonly Failure[])
}

export interface Deliveries {
  readonly awaited: readonly Awaited[]
  /** What is to be said of the answer as a whole and was not said yet, given the root fields that are still waited for. */
  tell(rootKeys: ReadonlySet<string>): readonly GraphQLError[]
  /** Resolves when nothing is read any more, in vain or not: an answer is at its end when all that it took is known. */
  allRead(): Promise<unknown>
  /** Resolves with an error when nothing is waited for any longer. */
  readonly over: Promise<unknown>
}

/** Everything that comes later, as it comes: what arrives in one turn of the loop leaves together. */
export async function* deliveries({ awaited, tell, allRead, over }: Deliveries): AsyncGenerator<Delivery, void> {
  const open = new Set<Awaited>()
  let arrived: Awaited[] = []
  let isOver: unknown
  let wake = Promise.withResolvers<void>()
  const watch = (one: Awaited) => {
    open.add(one)
    void one.isRead.then(() => {
      arrived.push(one)
      wake.resolve()
    })
  }
  awaited.forEach(watch)
  void over.then((error) => {
    isOver = error
    wake.resolve()
  })
  while (open.size > 0) {
    await wake.promise
    await turn()
    wake = Promise.withResolvers()
    const read = isOver ? [...open] : arrived.filter((one) => open.has(one))
    const answers = read.map((one) => [one, isOver ? failedPart(one, isOver) : one.answer()] as const)
    arrived = []
    for (const one of read) open.delete(one)
    for (const [, { later }] of answers) later.forEach(watch)
    if (open.size === 0) await Promise.race([allRead(), over])
    const parts = answers.map(([{ label, path, kind }, { text, errors }]) => ({ label, path, kind, text, errors }))
    yield { parts: withErrors(parts, tell(rootKeysOf(open))), hasNext: open.size > 0 }
  }
}

/** What is said of the answer as a whole stands in the first of its parts. */
function withErrors([first, ...others]: readonly LaterPart[], errors: readonly GraphQLError[]): LaterPart[] {
  return first ? [{ ...first, errors: [...first.errors, ...errors] }, ...others] : []
}

/** The root fields of which nothing has been answered. */
export const rootKeysOf = (open: Iterable<Awaited>): ReadonlySet<string> =>
  new Set([...open].flatMap(({ path, keys }) => (path.length === 0 ? keys : [])))

/** A part of which nothing is known. Each field of it can be null: that is what let it come later. */
export function failedPart({ path, kind, keys }: Pick<Awaited, 'path' | 'kind' | 'keys'>, reason: unknown): Answered {
  if (kind === 'items') return { text: '[]', errors: [failureAt(path.slice(0, -1), reason)], later: [] }
  return {
    text: `{${keys.map((key) => `${JSON.stringify(key)}:${nullText}`).join(',')}}`,
    errors: keys.map((key) => failureAt([...path, key], reason)),
    later: [],
  }
}

const failureAt = (path: (string | number)[], reason: unknown): GraphQLError =>
  new GraphQLError('The part was not answered.', { path, originalError: reason instanceof Error ? reason : null })
