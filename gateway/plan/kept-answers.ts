import type { Batch, Freshness, Invalidations, Store } from '../cache/index.ts'
import type { Held, SourceTally } from '../read/index.ts'
import type { Runtime } from '../runtime.ts'
import type { GatewayContext } from '../stitch/context.ts'
import type { CompiledOperation } from './compile-operation.ts'

/** The bytes of answers that were made of nothing but what is held, for as long as exactly that is held and believed. */
export interface KeptAnswers {
  /** The same question's last answer as UTF-8, booked as if all of it had been looked up; undefined where anything has changed. */
  recall(asked: Question): Buffer | undefined
  /** Watches an answer being made, in a context of its own. */
  watch(context: GatewayContext): Watched
  /** Keeps what was written, if it would be written again just so. */
  keep(asked: Question, watched: Watched, text: string): void
}

export interface Question {
  readonly operation: CompiledOperation
  readonly variables: Readonly<Record<string, unknown>>
  readonly context: GatewayContext
}

export interface Watched {
  readonly context: GatewayContext
  /** Whether anything has looked at the clock: what it says is not true for long. */
  readonly isTimeless: () => boolean
}

export interface KeptAnswersParts {
  /** Where rows are held, and under one bound with them. */
  readonly store: Store
  readonly invalidations: Invalidations
  readonly runtime: Runtime
}

/** An answer, and everything it stands on. */
interface Kept {
  /** UTF-8: to encode it for everyone who asks would cost more than all the rest. */
  readonly bytes: Buffer
  readonly held: ReadonlyMap<Batch, Held>
  /** Epoch millis of the youngest read: a request that began before it would call it live. */
  readonly newestReadAt: number
  /** Monotonic millis until which every part is believed under the question's wish. */
  readonly until: number
  /** What was told to have changed by then. */
  readonly changes: number
  readonly tallies: readonly (readonly [string, SourceTally])[]
}

export function createKeptAnswers({ store, invalidations, runtime }: KeptAnswersParts): KeptAnswers {
  const sections = new WeakMap<CompiledOperation, string>()
  let count = 0
  const sectionOf = (operation: CompiledOperation): string => {
    const section = sections.get(operation) ?? `answers of ${count++}`
    sections.set(operation, section)
    return section
  }
  const stands = ({ held, newestReadAt, until, changes }: Kept, startedAt: number): boolean =>
    changes === invalidations.count && newestReadAt < startedAt && runtime.monotonic() < until && isAsItWas(store, held)

  return {
    recall({ operation, variables, context }) {
      const { scope } = context
      if (believesNothing(scope.freshness)) return undefined
      const kept = store.get<Kept>(sectionOf(operation), nameOf(variables, scope.freshness))?.value
      if (!kept || !stands(kept, scope.startedAt)) return undefined
      for (const [source, tally] of kept.tallies) scope.tallies.set(source, { ...tally })
      return kept.bytes
    },
    watch(context) {
      let isTimeless = true
      const now = () => {
        isTimeless = false
        return context.now()
      }
      if (!believesNothing(context.scope.freshness)) context.scope.held = new Map()
      return { context: { ...context, now }, isTimeless: () => isTimeless }
    },
    keep({ operation, variables, context }, { isTimeless }, text) {
      const { scope } = context
      const { held, tallies, freshness } = scope
      if (!held?.size || !isTimeless() || !isAllHeld(tallies.values())) return
      const kept: Kept = {
        bytes: Buffer.from(text),
        held,
        newestReadAt: Math.max(...[...held.values()].map(({ readAt }) => readAt)),
        until: Math.min(...[...held.values()].map(({ until }) => until)),
        changes: invalidations.count,
        tallies: [...tallies].map(([source, tally]) => [source, { ...tally }] as const),
      }
      const askedAt = runtime.monotonic()
      const entry = { value: kept, readAt: runtime.now(), askedAt }
      const keeping = { bytes: sizeOf(kept), keepMillis: kept.until - askedAt }
      store.set(sectionOf(operation), nameOf(variables, freshness), entry, keeping)
    },
  }
}

/** Whatever else of a batch was replaced since, the answer may be another. */
function isAsItWas(store: Store, held: Kept['held']): boolean {
  for (const [batch, { left }] of held) if (batch.left !== left || !store.isHeld(batch)) return false
  return true
}

const believesNothing = ({ live, maxAgeMillis }: Freshness): boolean => live === true || maxAgeMillis === 0

const nameOf = (variables: Question['variables'], wish: Freshness): string => JSON.stringify([variables, wish])

function isAllHeld(tallies: Iterable<SourceTally>): boolean {
  for (const { calls, misses, coalesced, stale } of tallies) if (calls + misses + coalesced + stale > 0) return false
  return true
}

const sizeOf = ({ bytes, held }: Kept): number => 500 + bytes.length + 80 * held.size
