import { aheadOf } from '../../../gateway/connector/index.ts'

/**
 * SuiteQL writes instants in the time zone of the account, without naming it. The hour that a zone passes twice in autumn
 * is read as its first pass: the wire does not tell, and one fixed reading keeps filters and values in agreement.
 */
export function fromAccountTime(local: string, zone: string): string {
  const wall = Date.parse(`${local}Z`)
  return `${new Date(wall - firstOffset(wall, zone)).toISOString().slice(0, 19)}Z`
}

/**
 * The first local second whose reading is not before `at` (epoch milliseconds): as `fromAccountTime` rises with local time,
 * "not before this second" says in the account's time what "not before `at`" says in ours.
 */
export function firstLocalSecond(at: number, zone: string): string {
  const second = Math.ceil(at / 1000) * 1000
  let pass = second
  // Inside a second pass no local time is read as this instant, so the next one that is read later stands in.
  while (readingOf(pass, zone) < second) pass = Math.floor(pass / MINUTE + 1) * MINUTE
  return new Date(pass + offsetAt(pass, zone)).toISOString().slice(0, 19)
}

/** @throws RangeError for a name that is no IANA zone */
export function requireZone(name: string): void {
  aheadOf(name, 0)
}

const MINUTE = 60_000
const DAY = 86_400_000

const readingOf = (at: number, zone: string): number => {
  const wall = at + offsetAt(at, zone)
  return wall - firstOffset(wall, zone)
}

/** The offset of a wall-clock time; of two, the one in force first, which is the larger when clocks go back. */
function firstOffset(wall: number, zone: string): number {
  const before = offsetAt(wall - DAY, zone)
  if (wall - before + offsetAt(wall - before, zone) === wall) return before
  const after = offsetAt(wall + DAY, zone)
  return wall - after + offsetAt(wall - after, zone) === wall ? after : before
}

/** Of each zone, days whose offset does not change: asking the clocks for each row would take longer than the rest of the row. */
const steady = new Map<string, Map<number, number | undefined>>()

function offsetAt(at: number, zone: string): number {
  const days = steady.get(zone) ?? new Map<number, number | undefined>()
  steady.set(zone, days)
  const day = Math.floor(at / DAY)
  if (!days.has(day)) days.set(day, steadyOffset(zone, day))
  return days.get(day) ?? aheadOf(zone, at)
}

function steadyOffset(zone: string, day: number): number | undefined {
  const [start, end] = [aheadOf(zone, day * DAY), aheadOf(zone, (day + 1) * DAY)]
  return start === end ? start : undefined
}
