/** The least that is left of a limit however often the vendor says no. */
const leastPart = 1 / 16
/** From nothing to the whole in so long: what a vendor did not bear is tried again slowly. */
const recoveryMillis = 600_000
/** Calls that were under way together are turned away together: they say one thing, not many. */
export const incidentMillis = 1_000

/** The part of a published limit that the vendor bears, as far as it has let us know: halved when it says no, never more than the whole. */
export class Learned {
  private atLeast = 1
  private since = Number.NEGATIVE_INFINITY

  part(now: number): number {
    return this.atLeast === 1 ? 1 : Math.min(1, this.atLeast + Math.max(0, now - this.since) / recoveryMillis)
  }

  halve(now: number): void {
    if (now - this.since < incidentMillis) return
    this.atLeast = Math.max(leastPart, this.part(now) / 2)
    this.since = now
  }
}
