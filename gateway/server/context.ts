import type { Freshness } from '../cache/policy.ts'

/** On whose behalf a request runs. `scope` separates what one caller may see from what another may: it is part of cache keys. */
export interface Principal {
  readonly name: string
  readonly scope: string
  /** What the configuration gives wishes about freshness to, beside lanes. */
  readonly role?: string
}

export const anonymous: Principal = Object.freeze({ name: 'anonymous', scope: 'public' })

export const lanes = ['interactive', 'refresh', 'batch'] as const
/** How urgent the calls of a request are: a share of every source's limits is kept for `interactive`. */
export type Lane = (typeof lanes)[number]

/** What every resolver and executor knows about the request it works for. The application adds its own with `extend`. */
export interface RequestContext {
  readonly requestId: string
  /** On the monotonic clock of the runtime. No call to a source starts after it. */
  readonly deadline: number
  /** Aborted at the deadline and when the caller goes away, with the FreshetError to fail with as its reason. */
  readonly signal: AbortSignal
  /** What the request's headers wish. */
  readonly freshness: Freshness
  /** What the operation itself wishes, by its directive: narrower than the headers. Known once the operation is. */
  readonly operationFreshness?: Freshness | undefined
  readonly lane: Lane
  readonly principal: Principal
  /** `host:port` of the peer; behind a proxy, the proxy. */
  readonly peer: string
  /** The operation is to be explained, not answered. */
  readonly isExplainOnly: boolean
  /** The caller takes an answer in parts, as they are there. */
  readonly takesParts?: boolean
  /** Most calls that the caller wants the operation to cause, where it says so. */
  readonly wishedSourceCalls: number | undefined
  /** Whether the caller has shown the administrators' token. */
  readonly isAdministrator: boolean
}
