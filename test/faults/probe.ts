/** How a process fares meanwhile. */
export interface Probe {
  /** Most bytes of memory above what there was at the start, as seen between turns of the loop. */
  readonly grownBytes: number
  /** How often others had their turn. */
  readonly turns: number
  stop(): void
}

export function startProbe(): Probe {
  const before = process.memoryUsage.rss()
  let [most, turns, isRunning] = [before, 0, true]
  const look = () => {
    turns++
    most = Math.max(most, process.memoryUsage.rss())
    if (isRunning) setImmediate(look)
  }
  setImmediate(look)
  return {
    get grownBytes() {
      return most - before
    },
    get turns() {
      return turns
    },
    stop: () => {
      isRunning = false
    },
  }
}
