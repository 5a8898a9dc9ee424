import type { Answer, Fault } from '../connector/index.ts'
import { type ErrorCode, FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { type Bounds, within } from './bounded.ts'

/** The first retry comes within so long, each further one within twice the time. */
const firstPauseMillis = 200

/** Before the retry of this number (1 for the first): anywhere in it, so that those who failed together do not come together. */
export const pauseBefore = (retry: number, runtime: Runtime): number =>
  runtime.random() * firstPauseMillis * 2 ** (retry - 1)

const momentary: ReadonlySet<ErrorCode> = new Set(['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT'])

/** Whether the same read may succeed a moment later. Who says when to come again, or that the request is at fault, is taken at his word. */
export function isMomentary({ code, retryAfterMs }: Fault, { status }: Pick<Answer, 'status'>): boolean {
  const blamesRequest = status >= 400 && status < 500
  return momentary.has(code) && retryAfterMs === undefined && !blamesRequest
}

/** A connection that failed. At a deadline there is no time left to try again in, which the caller sees for himself. */
export const isMomentaryFailure = (error: unknown): boolean =>
  error instanceof FreshetError && momentary.has(error.code)

/** Lets some time pass, unless the caller goes away first. */
export function pause(millis: number, bounds: Bounds, runtime: Runtime): Promise<void> {
  let cancel = () => {}
  const time = new Promise<void>((resolve) => {
    cancel = runtime.after(millis, resolve)
  })
  const late = () => new FreshetError('DEADLINE_EXCEEDED')
  return within(time, bounds, runtime, late).finally(cancel)
}
