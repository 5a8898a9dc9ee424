import type { Arrival, ArrivalKind } from './arrivals.ts'
import type { Clock } from './clock.ts'
import type { Fault } from './faults.ts'
import type { DeclaredLimit, Usage } from './limits.ts'

export interface SimRequest {
  readonly method: string
  /** Decoded. Where a key may hold an encoded slash, take `rawPath`. */
  readonly path: string
  readonly rawPath: string
  readonly query: URLSearchParams
  readonly rawQuery: string
  /** Names in lower case; a header sent twice is joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** When the request reached the simulator, on the simulator's clock. */
  readonly at: number
  text(): string
  /** @throws SyntaxError when the body is not JSON: the vendor says what that means in its own words */
  json(): unknown
  form(): URLSearchParams
}

export interface SimResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** An object is sent as JSON. It is written out at once, so later changes to it are not sent. */
  readonly body?: string | Buffer | object
}

/** What goes wrong in the vendor's own words. Kinds that the vendor has no words for are left out. */
export type FailureName =
  | 'throttled' // too many now; waiting helps
  | 'quota' // the daily allowance is used up
  | 'unauthorized' // the token is expired or unknown
  | 'forbidden' // the user may not see this
  | 'unavailable' // maintenance or overload, 503
  | 'serverError' // the vendor's own bug, 500
  | 'errorBody' // status 200, but the body is an error
  | 'cursorExpired' // the page cursor is gone
  | 'html' // a login or maintenance page instead of data; the kit has one of its own
  | 'redirect' // to somewhere else; the kit has one of its own

export type Failures = Readonly<Partial<Record<FailureName, (fault: Fault) => SimResponse>>>

/** One vendor's protocol, without sockets. State (tokens, cursors, tables) lives in the closure that makes it. */
export interface Vendor {
  readonly name: string
  readonly failures: Failures
  /** Enforced by the kit before `handle`; a refusal is answered by `failures[limit.failure]`. */
  readonly limits?: readonly DeclaredLimit[]
  /** How many requests are served at once; the others wait, inside their concurrency limits. Without it, none waits. */
  readonly workers?: number
  handle(request: SimRequest, context: SimContext): SimResponse | Promise<SimResponse>
  /** Who asks, as far as the request shows it; for the log and for limits per principal. Says nothing about validity. */
  principal(request: SimRequest): string | undefined
  /** Which calls are token, login or CSRF calls: they count as no data call, and meet no limit and no fault by default. */
  kind?(request: SimRequest): ArrivalKind
  /** The question in the vendor's language, for the log and for `Fault.match`; by default the decoded query string and the body. */
  native?(request: SimRequest): string | undefined
}

/** What the kit lends to `handle` for one request. */
export interface SimContext {
  readonly clock: Clock
  readonly arrival: Arrival
  /** This simulator's origin, for links in answers. */
  readonly url: string
  /** Adds to the arrival's notes; the key `native` replaces the logged question instead. */
  note(key: string, value: unknown): void
  /** Grows each time all tokens are expired: on a clock that stands still, the instant alone would not tell old from new. */
  readonly epoch: number
  /** Whether a token issued then is no longer valid: it outlived the simulator's `tokenLifeMs`, or all were expired since. */
  expired(issuedAt: number, epoch?: number): boolean
  /** The account of a declared limit, this request included. */
  usage(limit: string): Usage
  /** Draws more on a window limit than the one unit that each request costs. */
  charge(limit: string, cost: number): void
  /** Runs when the answer is out, or the client has gone: for long polls and other things held open. */
  onEnd(run: () => void): void
}
