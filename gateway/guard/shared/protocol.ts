import type { RestReason } from '../guard.ts'

/** One replica's question about all limits of one source, answered in one round trip. Durations are millis. */
export interface PoolRequest {
  /** The replica. */
  readonly owner: string
  /** The epoch that the replica last heard of; '' for none. */
  readonly epoch: string
  /** What the vendor asked for, if that is not over. */
  readonly rest?: Rest | undefined
  readonly limits: readonly PoolAsk[]
}

export interface Rest {
  readonly millis: number
  readonly reason: RestReason
}

/** `need` permits at least and `want` at most, out of the first `part` of the pool; 0 when only news is asked for. */
interface Wanted {
  readonly name: string
  readonly need: number
  readonly want: number
  readonly part: number
}

export type PoolAsk = SpentAsk | RateAsk | HeldAsk

export interface SpentAsk extends Wanted {
  readonly kind: 'spent'
  readonly slotMillis: number
  /** How long what was spent counts. */
  readonly keepMillis: number
  readonly isQuota: boolean
  /** How many of a quota may be leased that another replica has not heard of yet. */
  readonly slack: number
  /** What this replica heard in the epoch that it names: leased in the window, and leased ever. -1 for nothing. */
  readonly used: number
  readonly sum: number
  /** The vendor's own count of what is spent of the pool. -1 for none. */
  readonly reading: number
}

export interface RateAsk extends Wanted {
  readonly kind: 'rate'
  readonly burst: number
  readonly intervalMicros: number
}

/** `want` is how many to hold from now on, not how many more. */
export interface HeldAsk extends Wanted {
  readonly kind: 'held'
  readonly permits: number
  /** Held already, and with a call that runs: cannot be refused any more. */
  readonly inUse: number
  readonly learning?: Learning | undefined
}

/** What is learned of a limit that nobody published, in thousandths. */
export interface Learning {
  readonly initial: number
  readonly min: number
  readonly max: number
  /** Of the learned limit, so many are no part of the pool. */
  readonly own: number
  /** What this replica believed last. -1 for nothing. */
  readonly known: number
  /** Calls that went well since it asked last. */
  readonly oks: number
  /** What a failure has left of it, in thousandths: 1,000 when there was none. */
  readonly kept: number
  /** The part of the pool that the caller's lane may draw on. */
  readonly share: number
}

export interface PoolReply {
  /** Another one than before: the server has forgotten something, and said so to itself. */
  readonly epoch: string
  /** The server's clock in micros. */
  readonly now: string
  /** Millis of rest left; 0 for none. */
  readonly rest: number
  readonly reason: RestReason
  readonly limits: readonly PoolAnswer[]
}

/** In the order of the question. */
export interface PoolAnswer {
  /** Leased, or for `held` the number held now. */
  readonly granted: number
  /** Millis until it is worth asking again; 0 when what was needed was granted, -1 when it never can be. */
  readonly wait: number
  /** Leased in the window, or held by all. */
  readonly used: number
  /** Leased since the epoch began. */
  readonly sum: number
  /** What the vendor last counted; -1 for nothing. */
  readonly reading: number
  /** Learned, in thousandths. */
  readonly learned: number
}

/** One connection to the pool, from the moment it stands until it is lost; there is no reconnecting inside. */
export interface PoolSession {
  /** @throws when there is no answer in time */
  ask(source: string, request: PoolRequest): Promise<PoolReply>
  /** Calls `listener` for each rest that another replica was asked for. */
  onRest(listener: (source: string, rest: Rest) => void): void
  /** Calls `listener` once, when the connection is lost that was not closed. */
  onLost(listener: (error: unknown) => void): void
  close(): void
}

/** @throws when it cannot be reached */
export type OpenPool = () => Promise<PoolSession>

/** Millis that the pool goes by. */
export interface PoolTimings {
  /** How long a replica that says nothing counts as alive, and what it holds as held. */
  readonly owner: number
  /** How long those that live are waited for after the server has forgotten what they held and knew. */
  readonly settle: number
  /** A vendor's count tells of all that went before when the call that brought it was made after. No call takes longer. */
  readonly reading: number
  /** A server that nobody spoke to for so long was away, and then no one could renew what he held. */
  readonly silence: number
  /** How soon to ask again for what another replica may give back at any time. */
  readonly poll: number
}

export const poolTimings: PoolTimings = { owner: 2_000, settle: 5_000, reading: 60_000, silence: 1_000, poll: 25 }

/** How often each replica says something. */
export const heartbeatMillis = 500
