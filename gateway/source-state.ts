import type { Source } from './connector/index.ts'
import type { BudgetState, Guard, GuardState, LedgerState } from './guard/index.ts'
import type { Transport } from './transport/index.ts'

export interface SourceParts {
  readonly source: Source
  readonly guard: Guard
  readonly transport: Transport
  readonly ledger: { readonly state: LedgerState } | undefined
}

/** A source as the root field `sources` shows it (`SourceState` of the schema). */
export function sourceState({ source, guard, transport, ledger }: SourceParts) {
  const state = guard.state()
  const { stats } = transport
  return {
    name: source.name,
    kind: source.connector.kind,
    title: source.title,
    region: source.region ?? null,
    entities: Object.keys(source.entities),
    status: statusOf(stats, state),
    inFlight: state.inFlight,
    queued: state.queued,
    callsTotal: stats.calls,
    retriesTotal: state.retries,
    lastError: stats.lastError ?? null,
    lastErrorAt: instant(stats.lastErrorAt),
    breaker: breakerState(state.breaker),
    lanes: state.lanes,
    latency: state.latency,
    limits: state.budgets.map(limitState),
    ledger: ledger?.state ?? 'FORGOTTEN',
  }
}

/** Facts of the last calls; nothing is asked for this. */
function statusOf(
  stats: Transport['stats'],
  { breaker, restingUntil }: GuardState,
): 'OK' | 'RESTING' | 'UNAVAILABLE' | 'UNKNOWN' {
  if (breaker.state !== 'closed') return 'UNAVAILABLE'
  if (restingUntil !== undefined) return 'RESTING'
  if (stats.lastErrorAt !== undefined && stats.lastErrorAt >= (stats.lastOkAt ?? 0)) {
    return unavailable.has(stats.lastError ?? '') ? 'UNAVAILABLE' : 'OK'
  }
  return stats.lastOkAt === undefined ? 'UNKNOWN' : 'OK'
}

const unavailable = new Set(['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT', 'SOURCE_AUTH', 'SOURCE_QUOTA_EXHAUSTED'])

const positions = { closed: 'CLOSED', open: 'OPEN', 'half-open': 'HALF_OPEN' } as const

function breakerState({ state, since, probeAt }: GuardState['breaker']) {
  return { state: positions[state], since: instant(since), probeAt: instant(probeAt) }
}

function limitState({ name, kind, permits, published, remaining, windowMillis, resetAt, citation }: BudgetState) {
  return {
    name,
    kind: kind.toUpperCase(),
    limit: permits,
    published: published ?? null,
    remaining,
    windowSeconds: windowMillis === undefined ? null : windowMillis / 1000,
    resetAt: instant(resetAt),
    citation,
  }
}

const instant = (epochMillis: number | undefined): string | null =>
  epochMillis === undefined ? null : new Date(epochMillis).toISOString()
