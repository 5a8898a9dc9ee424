const hourMillis = 3_600_000
/** Thirty days. */
const keptHours = 720

/** Calls that left, hour by hour and without a gap, by the wall clock. */
export interface CallHours {
  /** The instant, in epoch milliseconds, at which the first of them began: a whole hour of UTC. */
  readonly since: number
  /** The last is the current hour. At most thirty days of them. */
  readonly perHour: readonly number[]
}

/** The calls to one source during the last thirty days, in memory and in a text that do not grow: some kilobytes at the most. */
export class CallHistory {
  /** Number of the first hour, counted from 1970. */
  private first = 0
  private perHour: number[] = []

  constructor(past?: CallHours) {
    if (!past) return
    this.first = Math.floor(past.since / hourMillis)
    this.perHour = [...past.perHour]
  }

  /** `now` is epoch milliseconds. */
  add(calls: number, now: number): void {
    this.turn(now)
    this.perHour[this.perHour.length - 1]! += calls
  }

  /** Undefined while no call was ever counted. Hours without a gateway are hours without its calls. */
  hours(now: number): CallHours | undefined {
    if (this.perHour.length === 0) return undefined
    this.turn(now)
    return { since: this.first * hourMillis, perHour: [...this.perHour] }
  }

  /** Makes the current hour the last. Hours still to come are those of a clock that was wrong: nobody knows when they were. */
  private turn(now: number): void {
    const hour = Math.floor(now / hourMillis)
    if (this.perHour.length === 0 || this.first > hour) {
      this.first = hour
      this.perHour = [0]
      return
    }
    const { length } = this.perHour
    const missing = hour - (this.first + length - 1)
    if (missing < 0) this.perHour.length = length + missing
    for (let i = 0; i < Math.min(missing, keptHours); i++) this.perHour.push(0)
    this.perHour.splice(0, this.perHour.length - keptHours)
    this.first = hour - this.perHour.length + 1
  }
}

/** Undefined for what is no history: then there is none, which harms no limit. */
export function parseHistory(value: unknown): CallHours | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { since, perHour } = value as { since?: unknown; perHour?: unknown }
  const isWhole = (count: unknown): count is number => Number.isSafeInteger(count) && Number(count) >= 0
  if (!isWhole(since) || !Array.isArray(perHour) || perHour.length === 0) return undefined
  return perHour.every(isWhole) ? { since, perHour } : undefined
}
