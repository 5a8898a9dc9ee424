import type { SourceKey } from '../connector/index.ts'
import { type AnswerOf, eachAlone } from './each-alone.ts'
import { eachNamed } from './each-named.ts'
import type { ChildrenQuestion, RecordQuestion } from './loaders.ts'
import type { Served } from './record.ts'
import { countCalls, type ReadScope } from './scope.ts'
import type { SourceReader } from './types.ts'

/** The related records of each parent. `calls` are booked on the first parent of a read, so that sums are true. */
export interface Family {
  readonly rows: readonly Served[]
  readonly calls: number
}

/**
 * One source as one request sees it, by whole sets of keys: what is asked within a turn of the loop is asked together, and
 * nothing is asked twice. A promise for each set, whatever its size. Never shared between requests.
 */
export interface KeySets {
  /** Undefined for a key that the source does not know. */
  records(
    question: RecordQuestion,
    keys: readonly SourceKey[],
    fields: readonly string[],
  ): Promise<AnswerOf<Served | undefined>>
  children(question: ChildrenQuestion, keys: readonly SourceKey[], fields: readonly string[]): Promise<AnswerOf<Family>>
}

export function createKeySets(reader: SourceReader, scope: ReadScope): KeySets {
  const records = eachNamed((question: RecordQuestion) =>
    together((keys, fields) => eachAlone(reader.lookup({ ...question, keys, fields }, scope))),
  )
  const families = eachNamed((question: ChildrenQuestion) =>
    together((keys, fields) => readFamilies(reader, { ...question, keys, fields }, scope)),
  )
  return {
    records: (question, keys, fields) => records(question)(keys, fields),
    children: (question, keys, fields) => families(question)(keys, fields),
  }
}

async function readFamilies(
  reader: SourceReader,
  query: ChildrenQuestion & { readonly keys: readonly SourceKey[]; readonly fields: readonly string[] },
  scope: ReadScope,
): Promise<AnswerOf<Family>> {
  const counted = countCalls(scope)
  const rowsOf = await eachAlone(reader.children(query, counted.scope))
  const [first] = query.keys
  return (key) => {
    const rows = rowsOf(key) ?? []
    return rows instanceof Error ? rows : { rows, calls: key === first ? counted.calls() : 0 }
  }
}

type Read<T> = (keys: readonly SourceKey[], fields: readonly string[]) => Promise<AnswerOf<T>>

/** What is asked in one turn of the loop about one question. */
interface Gathering<T> {
  readonly keys: Set<SourceKey>
  readonly fields: Set<string>
  readonly answer: Promise<AnswerOf<T>>
}

/**
 * Joins the sets of a turn into one read of every key with every field that any of them needs. Later in the request a key that
 * was asked for with the very same fields is not asked for again; with other fields it is another question.
 */
function together<T>(read: Read<T>): Read<T> {
  const asked = new Map<string, Map<SourceKey, Promise<AnswerOf<T>>>>()
  let open: Gathering<T> | undefined

  const gather = (): Gathering<T> => {
    const [keys, fields] = [new Set<SourceKey>(), new Set<string>()]
    const begin = () => {
      open = undefined
      return read([...keys], [...fields])
    }
    const answer = turn()
      .then(begin)
      .catch((error) => () => error)
    return { keys, fields, answer }
  }

  return async (keys, fields) => {
    if (keys.length === 0) return () => new Error('A key that was not asked for has no answer.')
    const known = atName(asked, fields.join('\n'))
    const missing = keys.filter((key) => !known.has(key))
    if (missing.length > 0) {
      open ??= gather()
      for (const field of fields) open.fields.add(field)
      for (const key of missing) {
        open.keys.add(key)
        known.set(key, open.answer)
      }
    }
    return inOne(keys, known)
  }
}

/** After all that is ready to run has run. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function atName<T>(groups: Map<string, Map<SourceKey, T>>, name: string): Map<SourceKey, T> {
  const known = groups.get(name) ?? new Map<SourceKey, T>()
  groups.set(name, known)
  return known
}

/** The answers of several reads as one, whatever other keys each of them answers. */
async function inOne<T>(
  keys: readonly SourceKey[],
  known: ReadonlyMap<SourceKey, Promise<AnswerOf<T>>>,
): Promise<AnswerOf<T>> {
  const promises = new Set<Promise<AnswerOf<T>>>()
  for (const key of keys) promises.add(known.get(key)!)
  const [only] = promises
  if (promises.size === 1) return only!
  const answers = new Map<Promise<AnswerOf<T>>, AnswerOf<T>>()
  for (const promise of promises) answers.set(promise, await promise)
  return (key) => answers.get(known.get(key)!)!(key)
}
