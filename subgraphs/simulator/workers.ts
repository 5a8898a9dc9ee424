/** So many requests at once; the others wait in line, first come, first served. */
export interface Workers {
  /** Resolves with what gives the worker back, once there is one. */
  take(): Promise<() => void>
}

export function workers(count: number = Number.POSITIVE_INFINITY): Workers {
  const line: (() => void)[] = []
  let busy = 0
  const release = () => {
    // Handed on, not freed: a request that arrives now must not pass those who wait.
    const next = line.shift()
    if (next) next()
    else busy -= 1
  }
  return {
    async take() {
      if (busy >= count) await new Promise<void>((resolve) => line.push(resolve))
      else busy += 1
      return release
    },
  }
}
