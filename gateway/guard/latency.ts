/** How much of what it was an average keeps at each measurement: of the last dozen calls, and of the last few hundred. */
const [shortMemory, longMemory] = [11 / 12, 399 / 400]
/** Before so many measurements nobody knows what is usual. */
const leastMeasurements = 20
/** Questions differ, and their times with them: only much slower than usual is a sign of too many calls. */
const tolerance = 2
/** Below this many milliseconds it is the network and our own machine that vary. */
const noiseMillis = 50

/** Whether a source has lately become much slower than it usually is. */
export class Latency {
  private short = 0
  private long = 0
  private measurements = 0

  /** Takes one more duration in. 1 when all is as usual, less the slower it has become, at least a half. */
  gradient(millis: number): number {
    this.measurements++
    this.short = this.average(this.short, millis, shortMemory)
    this.long = this.average(this.long, millis, longMemory)
    if (this.measurements < leastMeasurements || this.short < noiseMillis) return 1
    return Math.min(1, Math.max(1 / 2, (tolerance * this.long) / this.short))
  }

  /** A plain mean until there is more to remember than the memory holds. */
  private average(mean: number, millis: number, memory: number): number {
    const kept = Math.min(memory, 1 - 1 / this.measurements)
    return mean * kept + millis * (1 - kept)
  }
}
