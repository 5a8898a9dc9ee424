/** Calls hour by hour, the last hour being the current one (`CallHistory` of the schema). */
export interface History {
  readonly since: string
  readonly callsPerHour: readonly number[]
}

/** What a source was asked by the day. A day is 24 hours in a row, as vendors count, and not one of the calendar. */
export interface Consumption {
  /** Of how many days it is known; less than one soon after the first call. */
  readonly days: number
  /** Of the days that end now, a day ago, two days ago and so on; null before the first is whole. */
  readonly median: number | null
  readonly p95: number | null
  /** The fullest 24 hours, whenever they began; all that is known while that is less. */
  readonly peak: number
}

const dayHours = 24
const hourMillis = 3_600_000

/** What several gateways remember, added up hour by hour. */
export function consumptionOf(histories: readonly History[]): Consumption {
  const perHour = added(histories)
  const days = lastDays(perHour).sort((a, b) => a - b)
  return {
    days: Math.floor((perHour.length / dayHours) * 10) / 10,
    median: percentile(days, 0.5),
    p95: percentile(days, 0.95),
    peak: fullestDay(perHour),
  }
}

function added(histories: readonly History[]): readonly number[] {
  const calls = new Map<number, number>()
  for (const { since, callsPerHour } of histories) {
    const first = Date.parse(since) / hourMillis
    for (const [i, count] of callsPerHour.entries()) calls.set(first + i, (calls.get(first + i) ?? 0) + count)
  }
  if (calls.size === 0) return []
  const [from, to] = [Math.min(...calls.keys()), Math.max(...calls.keys())]
  return Array.from({ length: to - from + 1 }, (_, i) => calls.get(from + i) ?? 0)
}

function lastDays(perHour: readonly number[]): number[] {
  const whole = Math.floor(perHour.length / dayHours)
  return Array.from({ length: whole }, (_, i) => sum(perHour.slice(-dayHours * (i + 1)).slice(0, dayHours)))
}

const fullestDay = (perHour: readonly number[]): number =>
  Math.max(
    ...Array.from({ length: Math.max(1, perHour.length - dayHours + 1) }, (_, i) =>
      sum(perHour.slice(i, i + dayHours)),
    ),
  )

/** By the nearest rank: a value that was there. */
const percentile = (sorted: readonly number[], part: number): number | null =>
  sorted[Math.ceil(sorted.length * part) - 1] ?? null

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
