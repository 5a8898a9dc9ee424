import type { Limit } from '../../../gateway/connector/index.ts'
import type { Arrival } from './vendor.ts'

/**
 * What a vendor would find in its own log. Written from the vendors' words alone: nothing of the guard is used here, and the
 * whole log is looked at when everything is over.
 */
export function broken(limit: Limit, arrivals: readonly Arrival[]): string | undefined {
  const times = arrivals.map(({ at }) => at).sort((a, b) => a - b)
  switch (limit.kind) {
    case 'window':
    case 'quota':
      return tooManyWithin(times, limit.permits, limit.windowMillis)
    case 'rate':
      return overflowing(times, limit)
    case 'concurrency':
      return tooManyAtOnce(arrivals, limit.permits)
    case 'adaptive':
      return tooManyAtOnce(arrivals, limit.max)
  }
}

/** Any span of the window's length holds no more, with both its ends. */
function tooManyWithin(times: readonly number[], permits: number, windowMillis: number): string | undefined {
  const i = times.findIndex((at, i) => i >= permits && at - times[i - permits]! <= windowMillis)
  return i < 0 ? undefined : `${permits + 1} within ${windowMillis} ms at ${times[i]}`
}

/** A bucket that each call fills by one, and that leaks at the rate. */
function overflowing(times: readonly number[], limit: Limit & { kind: 'rate' }): string | undefined {
  let [level, last] = [0, 0]
  for (const at of times) {
    level = Math.max(0, level - ((at - last) * limit.permits) / limit.perMillis) + 1
    last = at
    if (level > Math.max(1, limit.burst) + 1e-3) return `the bucket of ${limit.burst} holds ${level} at ${at}`
  }
  return undefined
}

/** Whoever is done at an instant makes room for whoever arrives at it. */
function tooManyAtOnce(arrivals: readonly Arrival[], permits: number): string | undefined {
  const changes = arrivals.flatMap(({ at, endedAt }) => [
    { at, by: 1 },
    { at: endedAt, by: -1 },
  ])
  changes.sort((a, b) => a.at - b.at || a.by - b.by)
  let running = 0
  for (const { at, by } of changes) {
    running += by
    if (running > permits) return `${running} at once at ${at}`
  }
  return undefined
}

/** Over any ten seconds: attempts are at most 1.1 times the first attempts, and three. */
export function amplified(arrivals: readonly Arrival[]): string | undefined {
  const seen = new Set<string>()
  const attempts = arrivals.toSorted((a, b) => a.leftAt - b.leftAt).map(({ id, leftAt }) => ({ id, leftAt }))
  const marked = attempts.map(({ id, leftAt }) => {
    const isFirst = !seen.has(id)
    seen.add(id)
    return { leftAt, isFirst }
  })
  for (const [i, { leftAt: from }] of marked.entries()) {
    let [all, firsts] = [0, 0]
    for (let j = i; j < marked.length && marked[j]!.leftAt - from <= 10_000; j++) {
      all++
      if (marked[j]!.isFirst) firsts++
      if (all > 1.1 * firsts + 3 + 1e-6)
        return `${all} attempts for ${firsts} calls from ${from} to ${marked[j]!.leftAt}`
    }
  }
  return undefined
}

/** The value below which this part of the numbers lies. */
export function percentile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN
}
