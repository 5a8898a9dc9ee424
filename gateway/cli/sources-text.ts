import { nothing, table, whole } from './table.ts'

/** What a gateway tells of a source (`SourceState` of the schema), as far as it is shown. */
export interface ShownSource {
  readonly name: string
  readonly status: string
  readonly inFlight: number
  readonly queued: number
  readonly callsTotal: number
  readonly retriesTotal: number
  readonly lastError: string | null
  readonly lastErrorAt: string | null
  readonly breaker: { readonly state: string; readonly probeAt: string | null }
  readonly lanes: readonly {
    readonly lane: string
    readonly queued: number
    readonly inFlight: number
    readonly refused: number
    readonly share: number
  }[]
  readonly latency: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null }
  readonly limits: readonly ShownLimit[]
  readonly ledger: string
  readonly sharedLimits: { readonly state: string } | null
}

interface ShownLimit {
  readonly name: string
  readonly kind: string
  readonly limit: number
  readonly published: number | null
  readonly remaining: number | null
  readonly windowSeconds: number | null
  readonly resetAt: string | null
}

/** A line for each source: whether it can be asked, what it was asked, and how long that took. `now` is epoch milliseconds. */
export const sourcesTable = (sources: readonly ShownSource[], now: number): string =>
  table(
    ['source', 'status', 'breaker', 'calls', 'retries', 'p50 ms', 'p95 ms', 'p99 ms', 'last error', 'ledger', 'shared'],
    sources.map(({ latency, ...source }) => [
      source.name,
      source.status,
      breakerText(source.breaker, now),
      whole(source.callsTotal),
      whole(source.retriesTotal),
      ...[latency.p50, latency.p95, latency.p99].map(whole),
      source.lastError ? `${source.lastError} ${ago(source.lastErrorAt, now)}`.trimEnd() : nothing,
      source.ledger,
      source.sharedLimits?.state ?? nothing,
    ]),
  )

/** A line for each limit: what is left of our part of it, and when there is more. */
export const limitsTable = (sources: readonly ShownSource[], now: number): string =>
  table(
    ['source', 'limit', 'kind', 'left', 'ours', 'published', 'of', 'more'],
    sources.flatMap(({ name, limits }) =>
      limits.map((limit) => [
        name,
        limit.name,
        limit.kind,
        whole(limit.remaining),
        whole(limit.limit),
        whole(limit.published),
        limit.windowSeconds === null ? 'calls at one time' : `calls in ${span(limit.windowSeconds * 1_000)}`,
        limit.remaining === limit.limit ? nothing : ahead(limit.resetAt, now),
      ]),
    ),
  )

/** A line for each source and lane: who is under way, waits, or was sent away. */
export const waitingTable = (sources: readonly ShownSource[]): string =>
  table(
    ['source', 'lane', 'under way', 'waiting', 'refused', 'may use'],
    sources.flatMap(({ name, lanes }) =>
      lanes.map(({ lane, inFlight, queued, refused, share }) => [
        name,
        lane,
        whole(inFlight),
        whole(queued),
        whole(refused),
        `${Math.round(share * 100)} %`,
      ]),
    ),
  )

function breakerText({ state, probeAt }: ShownSource['breaker'], now: number): string {
  return probeAt === null ? state : `${state}, probe ${ahead(probeAt, now)}`
}

function ago(at: string | null, now: number): string {
  return at === null ? '' : `${span(now - Date.parse(at))} ago`
}

function ahead(at: string | null, now: number): string {
  if (at === null) return nothing
  const millis = Date.parse(at) - now
  return millis <= 0 ? 'now' : `in ${span(millis)}`
}

const units = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const

/** 5,400,000 as "1.5 h". */
export function span(millis: number): string {
  const [size, unit] = units.find(([size]) => Math.abs(millis) >= size) ?? units.at(-1)!
  return `${Number((millis / size).toFixed(1))} ${unit}`
}
