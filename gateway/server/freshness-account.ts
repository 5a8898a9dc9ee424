import { Memory } from '../remembered.ts'

/** What one source did for one answer. */
export interface SourceAccount {
  readonly calls: number
  readonly hits: number
  readonly misses: number
  /** Answers shared with another request's call. */
  readonly coalesced: number
  /** What was served beyond the time it is believed. */
  readonly stale: number
  /** Epoch millis of the oldest read that the answer rests on; absent while nothing was served. */
  readonly oldestReadAt?: number | undefined
  /** Epoch millis until which all that was served is believed; absent where that is not known. */
  readonly believedUntil?: number | undefined
}

/** All accounts of one request, with its times in epoch millis. */
export interface Accounts {
  readonly sources: ReadonlyMap<string, SourceAccount>
  readonly startedAt: number
  readonly now: number
}

/** Whether what a source served was read for this very request, before it, beyond belief, or partly so. */
export type SourceFreshness = 'LIVE' | 'CACHE' | 'STALE' | 'MIXED'

/** Undefined when the source served nothing. One part beyond belief makes all of it stale: the label must not hide it. */
export function stateOf(account: SourceAccount, startedAt: number): SourceFreshness | undefined {
  const { calls, hits, coalesced, stale, oldestReadAt } = account
  if (stale > 0) return 'STALE'
  if (oldestReadAt === undefined) return undefined
  if (hits === 0 || oldestReadAt >= startedAt) return 'LIVE'
  return calls + coalesced === 0 ? 'CACHE' : 'MIXED'
}

/** Whole seconds. Clocks step back; nothing was ever read in the future. */
export function ageOf({ oldestReadAt }: SourceAccount, now: number): number | undefined {
  return oldestReadAt === undefined ? undefined : Math.max(0, Math.floor((now - oldestReadAt) / 1_000))
}

/** `extensions.freshness`: one entry for each source that took part. */
export function freshnessEntries({ sources, startedAt, now }: Accounts): Readonly<Record<string, object>> {
  const entries = [...sources].map(([name, account]) => {
    const { calls, hits, misses, coalesced, stale, oldestReadAt, believedUntil } = account
    const entry = {
      state: stateOf(account, startedAt) ?? null,
      oldestReadAt: instantOf(oldestReadAt),
      ageSeconds: ageOf(account, now) ?? null,
      believedUntil: instantOf(believedUntil),
      ...{ calls, hits, misses, coalesced, stale },
    }
    return [name, entry] as const
  })
  return Object.fromEntries(entries)
}

/** The last instant that a date can be, and then some: what is believed for ever has no end to write down. */
const endOfTime = 8.64e15

const instantOf = (millis: number | undefined): string | null =>
  millis === undefined || Math.abs(millis) > endOfTime
    ? null
    : written.get(millis, () => new Date(millis).toISOString())

/** What is held is of the same instant whoever asks. */
const written = new Memory<string, number>(1_000)
