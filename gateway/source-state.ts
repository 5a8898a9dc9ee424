import type { Source } from './connector/index.ts'
import type { BudgetState, Guard } from './guard/index.ts'
import type { Transport } from './transport/index.ts'

/** A source as the root field `sources` shows it (`SourceState` of the schema). */
export function sourceState({ source, guard, transport }: { source: Source; guard: Guard; transport: Transport }) {
  const { inFlight, queued, restingUntil, budgets } = guard.state()
  const { stats } = transport
  return {
    name: source.name,
    kind: source.connector.kind,
    title: source.title,
    region: source.region ?? null,
    entities: Object.keys(source.entities),
    status: statusOf(stats, restingUntil),
    inFlight,
    queued,
    callsTotal: stats.calls,
    lastError: stats.lastError ?? null,
    lastErrorAt: stats.lastErrorAt === undefined ? null : new Date(stats.lastErrorAt).toISOString(),
    limits: budgets.map(limitState),
  }
}

/** Facts of the last calls; nothing is asked for this. */
function statusOf(
  stats: Transport['stats'],
  restingUntil: number | undefined,
): 'OK' | 'RESTING' | 'UNAVAILABLE' | 'UNKNOWN' {
  if (restingUntil !== undefined) return 'RESTING'
  if (stats.lastErrorAt !== undefined && stats.lastErrorAt >= (stats.lastOkAt ?? 0)) {
    return unavailable.has(stats.lastError ?? '') ? 'UNAVAILABLE' : 'OK'
  }
  return stats.lastOkAt === undefined ? 'UNKNOWN' : 'OK'
}

const unavailable = new Set(['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT', 'SOURCE_AUTH', 'SOURCE_QUOTA_EXHAUSTED'])

function limitState({ name, kind, permits, remaining, windowMillis, resetAt, citation }: BudgetState) {
  return {
    name,
    kind: kind.toUpperCase(),
    limit: permits,
    remaining,
    windowSeconds: windowMillis === undefined ? null : windowMillis / 1000,
    resetAt: resetAt === undefined ? null : new Date(resetAt).toISOString(),
    citation,
  }
}
