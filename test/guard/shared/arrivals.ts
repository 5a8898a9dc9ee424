import type { Limit } from '../../../gateway/connector/index.ts'

/** One call as the vendor saw it; millis on the vendor's clock. */
export interface Arrival {
  readonly at: number
  /** When the vendor was done with it. */
  readonly doneAt: number
  readonly replica: string
}

/**
 * Judges a vendor's log by what the vendor publishes, and by nothing that the limiter knows: the sentences that are broken, and
 * none when all is well.
 */
export function violations(limit: Limit, log: readonly Arrival[]): string[] {
  const arrivals = [...log].sort((a, b) => a.at - b.at)
  switch (limit.kind) {
    case 'window':
    case 'quota':
      return tooManyWithin(limit.permits, limit.windowMillis, arrivals)
    case 'rate':
      return tooFast(limit.burst, limit.permits / limit.perMillis, arrivals)
    case 'concurrency':
      return tooManyAtOnce(limit.permits, arrivals)
    case 'adaptive':
      return tooManyAtOnce(limit.max, arrivals)
  }
}

/** The window has both its ends. */
function tooManyWithin(permits: number, windowMillis: number, arrivals: readonly Arrival[]): string[] {
  return arrivals.flatMap(({ at }, i) => {
    const next = arrivals[i + permits]
    return next && next.at - at <= windowMillis
      ? [`${permits + 1} calls within ${next.at - at} ms from ${at}; ${permits} are allowed in ${windowMillis}`]
      : []
  })
}

function tooFast(burst: number, rate: number, arrivals: readonly Arrival[]): string[] {
  let most = Number.NEGATIVE_INFINITY
  return arrivals.flatMap(({ at }, i) => {
    // Calls since any earlier one, less what the bucket refilled since: the worst of them is kept.
    most = Math.max(most, at * rate - i)
    const over = i + 1 + most - at * rate - burst
    return over > 1e-6 ? [`${over} calls too many at ${at}`] : []
  })
}

function tooManyAtOnce(permits: number, arrivals: readonly Arrival[]): string[] {
  const steps = arrivals.flatMap(({ at, doneAt }) => [
    { at, change: 1 },
    { at: doneAt, change: -1 },
  ])
  // At one instant those who leave go first.
  steps.sort((a, b) => a.at - b.at || a.change - b.change)
  let inFlight = 0
  return steps.flatMap(({ at, change }) => {
    inFlight += change
    return change > 0 && inFlight > permits ? [`${inFlight} calls in flight at ${at}; ${permits} are allowed`] : []
  })
}
