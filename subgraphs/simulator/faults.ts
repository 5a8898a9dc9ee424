import type { Random } from './random.ts'
import type { FailureName } from './vendor.ts'

/** Faults the kit does by itself, whatever the vendor. */
export type TransportFault =
  | 'latency' // `millis` more before the answer
  | 'hang' // no answer, or none after `afterBytes` of the body
  | 'reset' // the connection is reset, at once or after `afterBytes` of the body
  | 'truncate' // the body ends after `afterBytes` (default half), in the given `framing`
  | 'drip' // the body in pieces of `bytes` (1) every `millis` (200)
  | 'gzipBomb' // `bytes` (200 MB) of blanks in a few hundred KB of gzip
  | 'huge' // a JSON array of `bytes` (200 MB), streamed
  | 'wrongEncoding' // the body is not what its headers say; `variant` says how
  | 'badJson' // the last third of the body is missing, and Content-Length agrees with that
  | 'rewrite' // `find` is replaced by `put` in the body, everywhere: other-origin links, schema drift
  | 'raw' // `put` instead of the answer, byte for byte, head and all; the connection stays open unless `framing` is `close`
  | 'replay' // the first matching call is answered; all later ones get that same answer again
  | 'tokensExpired' // every token issued so far expires as this call arrives, and the vendor says so itself

export type FaultKind = FailureName | TransportFault

export interface Fault {
  readonly kind: FaultKind
  /** How many requests it hits; without it, until cleared. */
  readonly times?: number
  /** How often it hits requests for the very same thing, before they are answered: which of several calls comes first decides nothing. */
  readonly timesEach?: number
  /** Matching requests to let pass first. */
  readonly skip?: number
  /** Hits only requests whose path and native question, joined by a space, contain this. */
  readonly match?: string
  /** Which calls it hits: data calls only, by default. */
  readonly on?: 'data' | 'auth' | 'any'
  /** From 0 to 1, by seeded dice; a spared request uses up none of `times`. */
  readonly probability?: number
  /** Sent as the `Retry-After` header, as it stands: seconds, a date, or garbage. */
  readonly retryAfter?: string
  readonly millis?: number
  readonly bytes?: number
  readonly afterBytes?: number
  readonly framing?: 'length' | 'chunked' | 'close'
  readonly variant?: 'header' | 'double' | 'bom' | 'charset'
  readonly find?: string
  readonly put?: string
  /** Where `redirect` points. */
  readonly location?: string
  /** By how much the `Date` header of the answer is off. May go with any kind. */
  readonly dateSkewMillis?: number
  /** Set by the kit when a declared limit, not a script, is what failed: the name of that limit. */
  readonly limit?: string
}

/** A fault in force, with what it has done so far. */
export interface ArmedFault {
  readonly fault: Fault
  /** What `replay` says again. */
  remembered?: unknown
}

export interface FaultedCall {
  readonly kind: 'auth' | 'data'
  readonly text: string
}

export interface FaultScript {
  readonly faults: readonly Fault[]
  arm(fault: Fault): void
  /** What befalls this call: the delays of all that match, and the first other fault that does. */
  pick(call: FaultedCall): { readonly delayMillis: number; readonly armed?: ArmedFault }
  clear(): void
}

export function faultScript(random: Random): FaultScript {
  let script: Armed[] = []
  const spent = ({ fault, hits }: Armed) => hits >= (fault.times ?? Number.POSITIVE_INFINITY)
  return {
    get faults() {
      return script.filter((armed) => !spent(armed)).map(({ fault }) => fault)
    },
    arm(fault) {
      // The call that a replay lets through must not use up one of its times.
      script.push({ fault, seen: 0, hits: fault.kind === 'replay' ? -1 : 0, hitsOf: new Map() })
    },
    pick(call) {
      script = script.filter((armed) => !spent(armed))
      const delays = script.filter(({ fault }) => fault.kind === 'latency').filter((armed) => hits(armed, call, random))
      const armed = script.filter(({ fault }) => fault.kind !== 'latency').find((armed) => hits(armed, call, random))
      return { delayMillis: delays.reduce((sum, { fault }) => sum + (fault.millis ?? 0), 0), armed }
    },
    clear() {
      script = []
    },
  }
}

interface Armed extends ArmedFault {
  seen: number
  hits: number
  /** By what was asked. */
  readonly hitsOf: Map<string, number>
}

function hits(armed: Armed, call: FaultedCall, random: Random): boolean {
  const { match, skip = 0, probability = 1, on = 'data' } = armed.fault
  if (on !== 'any' && on !== call.kind) return false
  if (match !== undefined && !call.text.includes(match)) return false
  armed.seen += 1
  if (armed.seen <= skip) return false
  if (probability < 1 && random() >= probability) return false
  if (!hitsAgain(armed, call)) return false
  armed.hits += 1
  return true
}

function hitsAgain({ fault: { timesEach }, hitsOf }: Armed, { text }: FaultedCall): boolean {
  if (timesEach === undefined) return true
  const before = hitsOf.get(text) ?? 0
  hitsOf.set(text, before + 1)
  return before < timesEach
}
