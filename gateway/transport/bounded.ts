import type { Runtime } from '../runtime.ts'

export interface Bounds {
  /** Monotonic milliseconds. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
}

/** Waits for work that is shared with others no longer than one caller may: it goes on for them. `late` makes the error at the deadline. */
export function within<T>(
  work: Promise<T>,
  { deadline, signal }: Bounds,
  runtime: Runtime,
  late: () => Error,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) reject(signal.reason)
    const leave = () => reject(signal?.reason)
    const cancel = runtime.after(deadline - runtime.monotonic(), () => reject(late()))
    signal?.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject).finally(() => {
      cancel()
      signal?.removeEventListener('abort', leave)
    })
  })
}
