import type { ServerResponse } from 'node:http'
import { FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'

/** How long one request may live. */
export interface Lifetime {
  /** On the monotonic clock. */
  readonly deadline: number
  readonly signal: AbortSignal
  /** Settles as `work` does, or fails soon after the deadline when `work` does not heed the signal. */
  race<T>(work: Promise<T>): Promise<T>
  /** Resolves with the reason when nothing is waited for any longer: soon after the deadline, or when the caller is gone. */
  over(): Promise<unknown>
  end(): void
}

// After the deadline every part of the answer that still waits fails by the signal; this is the time to put that together.
const graceMillis = 500

/** Starts the clock of a request. Its signal is aborted at the deadline, and when the caller is gone before the answer is. */
export function startLifetime(response: ServerResponse, timeoutMillis: number, runtime: Runtime): Lifetime {
  const controller = new AbortController()
  // The error is made only when it is needed: a stack for every request would be the dearest part of a short one.
  const cancelDeadline = runtime.after(timeoutMillis, () => controller.abort(late(timeoutMillis)))
  const abandon = () => {
    if (!response.writableFinished)
      controller.abort(new FreshetError('DEADLINE_EXCEEDED', { message: 'The caller went away.' }))
  }
  response.once('close', abandon)
  return {
    deadline: runtime.monotonic() + timeoutMillis,
    signal: controller.signal,
    race: (work) => raceAbort(work, controller.signal, runtime),
    over: () =>
      raceAbort(new Promise<never>(() => undefined), controller.signal, runtime).catch((reason: unknown) => reason),
    end() {
      cancelDeadline()
      response.off('close', abandon)
    },
  }
}

const late = (timeoutMillis: number) =>
  new FreshetError('DEADLINE_EXCEEDED', { message: `The request took longer than its ${timeoutMillis} ms.` })

function raceAbort<T>(work: Promise<T>, signal: AbortSignal, runtime: Runtime): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => runtime.after(graceMillis, () => reject(signal.reason))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
    const settled = () => signal.removeEventListener('abort', giveUp)
    work.then(settled, settled)
    work.then(resolve, reject)
  })
}
