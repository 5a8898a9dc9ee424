import { noText, type Write } from './complete.ts'
import { placeFailures, type Run } from './run.ts'

/** One field of an object, ready to be read and written. */
export interface FieldPlan {
  /** Its name in the answer. */
  readonly key: string
  readonly write: Write<never>
  /** Reads what it and everything below it needs, for all these parents. Never rejects: failures are answers. */
  readonly fetch?: (parents: readonly never[], run: Run) => Promise<void>
  /** Present where the key of the parent record is all that it needs: whether it is read beside the parent. */
  readonly runsAhead?: (run: Run) => boolean
}

/** What is selected of an object. */
export interface ObjectPlan {
  readonly write: Write
  /** Absent when nothing has to be read. */
  readonly fetch?: Fetch
  /** The part of `fetch` that runs ahead of the parents, by their keys; absent when there is none. */
  readonly fetchByKey?: Fetch
  /** The rest of it. */
  readonly fetchByRecord?: Fetch
}

type Fetch = (parents: readonly unknown[], run: Run) => Promise<void>

export function objectOf(fields: readonly FieldPlan[]): ObjectPlan {
  const reading = fields.filter(({ fetch }) => fetch !== undefined)
  return {
    write: written(fields),
    ...maybe('fetch', reading, () => true),
    ...maybe(
      'fetchByKey',
      reading.filter(({ runsAhead }) => runsAhead),
      isAhead,
    ),
    ...maybe('fetchByRecord', reading, (field, run) => !isAhead(field, run)),
  }
}

const isAhead = ({ runsAhead }: FieldPlan, run: Run): boolean => runsAhead?.(run) ?? false

function written(fields: readonly FieldPlan[]): Write {
  const heads = fields.map(({ key }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(key)}:`)
  if (fields.length === 0) return () => '{}'
  return (parent, run) => {
    let text = ''
    for (let i = 0; i < fields.length; i++) {
      const { key, write } = fields[i]!
      const before = run.failures.length
      const value = write(parent as never, run)
      if (run.failures.length > before) placeFailures(run, before, key)
      if (value === noText) return noText
      text += heads[i]! + value
    }
    return `${text}}`
  }
}

function maybe<K extends 'fetch' | 'fetchByKey' | 'fetchByRecord'>(
  name: K,
  fields: readonly FieldPlan[],
  isMeant: (field: FieldPlan, run: Run) => boolean,
) {
  if (fields.length === 0) return {}
  const fetch: Fetch = async (parents, run) => {
    if (parents.length === 0) return
    const meant = fields.filter((field) => isMeant(field, run))
    if (meant.length === 1) await meant[0]!.fetch!(parents as readonly never[], run)
    else await Promise.all(meant.map((field) => field.fetch!(parents as readonly never[], run)))
  }
  return { [name]: fetch } as { [N in K]: Fetch }
}
