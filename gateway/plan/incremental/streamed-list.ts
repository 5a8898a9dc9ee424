import { type GraphQLObjectType, locatedError } from 'graphql'
import type { EntityName } from '../../connector/index.ts'
import { turn } from '../../read/index.ts'
import { subFields } from '../../stitch/subgraph/selection.ts'
import type { BranchAnswer, UnionConnection } from '../../stitch/union/connection.ts'
import type { BranchEdge } from '../../stitch/union/merge.ts'
import { placeName } from '../../stitch/union/selection.ts'
import { noText, type Write } from '../complete.ts'
import { connectionField, placed } from '../merged-connection.ts'
import { type ObjectPlan, objectOf } from '../object.ts'
import type { RootAt } from '../root.ts'
import { type Apart, type Failure, placeFailures, type Run, writtenApart } from '../run.ts'
import { type Answered, type Awaited, failedPart, laterNote, writtenAt } from './deliveries.ts'
import { type Streaming, streamingOf } from './marks.ts'
import type { Part } from './part.ts'
import { deferredGroups } from './split.ts'

/** A connection over all sources whose records leave source by source. */
export interface StreamedList {
  readonly streaming: Streaming
  /** The name of the list of records in the answer. */
  readonly key: string
  readonly item: Write
  /** What is written at once: the records that are there, and the name of the type. */
  readonly first: ObjectPlan
  /** What is told of the list as a whole, when it is at its end. */
  readonly parts: readonly Pick<Part, 'label' | 'keys' | 'object'>[]
}

/**
 * Undefined where the connection is answered as a whole: `nodes` are not streamed, or something stands beside them that is only
 * known at the end of the list and is not deferred.
 */
export function compileStreamed(at: RootAt, entity: EntityName): StreamedList | undefined {
  const type = at.schema.getType(`${entity}Connection`) as GraphQLObjectType
  const groups = deferredGroups(at, type, at.nodes)
  const fields = [...subFields(at, type, at.nodes)]
  const first = fields.filter(([key]) => !groups.some(({ keys }) => keys.has(key)))
  const [streamed, ...others] = first.filter(([, [node]]) => node!.name.value !== '__typename')
  const streaming = streamed?.[1].map(streamingOf)
  if (!streamed || others.length > 0 || !streaming?.every((one) => one !== undefined)) return undefined
  const [key, [node]] = streamed
  if (node!.name.value !== 'nodes') return undefined
  const planOf = (some: typeof fields) => objectOf(some.map(([key, nodes]) => connectionField(at, type, key, nodes)))
  const parts = groups
    .map(({ label, keys }) => ({ label, fields: fields.filter(([key]) => keys.has(key)) }))
    .filter(({ fields }) => fields.length > 0)
    .map(({ label, fields }) => ({ label, keys: fields.map(([key]) => key), object: planOf(fields) }))
  return { streaming: streaming[0]!, key, item: placed(placeName(key)), first: planOf(first), parts }
}

/** A list on its way: source after source, in the order of the answer. */
export interface Progress {
  readonly edges: readonly BranchEdge[]
  /** Of the list as a whole, when it is at its end; an Error where it is refused. */
  readonly end: UnionConnection | Error | undefined
  /** Resolves when there are more records than so many, or no more to come. */
  isPast(count: number): Promise<void>
}

/** Follows how a list is put together of its sources. */
export function followed(unite: (onAnswer: (answer: BranchAnswer) => void) => Promise<UnionConnection>): Progress {
  const edges: BranchEdge[] = []
  let end: Progress['end']
  let moved = Promise.withResolvers<void>()
  const move = () => {
    const before = moved
    moved = Promise.withResolvers()
    before.resolve()
  }
  const ended = (by: UnionConnection | Error) => {
    end = by
    move()
  }
  unite(({ page }) => {
    edges.push(...page.edges)
    move()
  }).then(ended, (error) => ended(error instanceof Error ? error : new Error(String(error))))
  return {
    edges,
    get end() {
      return end
    },
    async isPast(count) {
      while (!end && edges.length <= count) await moved.promise
      // The last source ends the list a moment after it has answered.
      await turn()
    },
  }
}

/** What is written of a list at first: all of it when it is at its end, else what there is and a note of what follows. */
export async function writeStreamed(
  list: StreamedList,
  whole: ObjectPlan,
  progress: Progress,
  run: Run,
): Promise<Apart> {
  await progress.isPast(Math.max(0, list.streaming.initialCount - 1))
  const { end, edges } = progress
  if (end instanceof Error) throw end
  if (end) return writtenApart(run, () => whole.write(end, run))
  const shown = { page: { edges: edges.map((edge) => ({ edge })) } }
  const { text, failures } = writtenApart(run, () => list.first.write(shown, run))
  return { text, failures: text === noText ? failures : [...failures, ...notes(list, edges.length, progress, run)] }
}

function notes(list: StreamedList, count: number, progress: Progress, run: Run): Failure[] {
  const isAtEnd = progress.isPast(Number.POSITIVE_INFINITY)
  return [
    laterNote((path) => awaitedItems(list, [...path, list.key], count, progress, run)),
    ...list.parts.map((part) => laterNote((path) => awaitedEnd(part, path, progress, isAtEnd, run))),
  ]
}

/** The records from a place in the list on, and after them those that come still later. */
function awaitedItems(list: StreamedList, path: Awaited['path'], from: number, progress: Progress, run: Run): Awaited {
  const answer = (): Answered => {
    const { edges, end } = progress
    const items = writtenAt(path, () => itemsText(list, edges, from, run), run)
    const failures = end instanceof Error ? [locatedError(end, undefined, path.slice(0, -1))] : []
    const next = end ? [] : [awaitedItems(list, path, edges.length, progress, run)]
    return { text: items.text, errors: [...items.errors, ...failures], later: [...items.later, ...next] }
  }
  const { label } = list.streaming
  return { label, path: [...path, from], kind: 'items', keys: [], isRead: progress.isPast(from), answer }
}

function itemsText({ item }: StreamedList, edges: readonly BranchEdge[], from: number, run: Run): string {
  const texts = edges.slice(from).map((edge, i) => {
    const before = run.failures.length
    const text = item({ edge }, run)
    placeFailures(run, before, from + i)
    return text
  })
  return `[${texts.join(',')}]`
}

/** What is told of the list as a whole. */
function awaitedEnd(
  { label, keys, object }: StreamedList['parts'][number],
  path: Awaited['path'],
  progress: Progress,
  isRead: Promise<void>,
  run: Run,
): Awaited {
  const place = { path, kind: 'data' as const, keys }
  const answer = () => {
    const { end } = progress
    return end instanceof Error ? failedPart(place, end) : writtenAt(path, () => object.write(end, run), run)
  }
  return { label, ...place, isRead, answer }
}
