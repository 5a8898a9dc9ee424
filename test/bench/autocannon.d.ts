/** What we use of autocannon, which comes without types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events'

  export interface Request {
    readonly method?: string
    readonly path: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  }

  export interface Client {
    setRequests(requests: readonly Request[]): void
  }

  export interface Result {
    readonly errors: number
    readonly timeouts: number
    readonly non2xx: number
    readonly duration: number
  }

  export interface Options {
    readonly url: string
    readonly connections: number
    /** Seconds; without `amount`. */
    readonly duration?: number
    /** How many requests are sent and awaited. */
    readonly amount?: number
    /** Seconds that one answer may take. */
    readonly timeout: number
    /** Milliseconds between looks at the clock: a run may last so much longer than asked. */
    readonly sampleInt: number
    readonly requests: readonly Request[]
    readonly setupClient?: (client: Client) => void
  }

  export default function autocannon(options: Options, done: (error: unknown, result: Result) => void): EventEmitter
}
