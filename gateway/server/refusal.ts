import { type ErrorCode, FreshetError } from '../errors.ts'

export interface RefusalOptions {
  readonly status?: number
  /** Response headers that belong to the status, such as `allow` with 405. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A request that we turn away before anything is executed; it carries its HTTP status. */
export class Refusal extends FreshetError {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ErrorCode, message: string, options: RefusalOptions = {}) {
    super(code, { message })
    this.name = 'Refusal'
    this.status = options.status ?? statusOf(code)
    this.headers = options.headers ?? {}
  }
}

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CLIENT_RATE_LIMITED: 429,
  GATEWAY_OVERLOADED: 503,
  DEADLINE_EXCEEDED: 504,
  INTERNAL: 500,
}

/** The HTTP status of a request that failed as a whole. A request that failed in part has status 200. */
export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 400
}

/** "The query has 2,412 tokens; 2,000 are allowed. Split it in two." */
export function overLimit(code: ErrorCode, what: string, found: number, limit: number, advice: string): Refusal {
  return new Refusal(code, `${what.replace('%', grouped(found))}; the limit is ${grouped(limit)}. ${advice}`)
}

// Expanded fragments grow like 2^n, past what a number can hold: the digits beyond a million tell nobody anything.
function grouped(count: number): string {
  return count > 1_000_000 ? 'over 1,000,000' : count.toLocaleString('en-US')
}
