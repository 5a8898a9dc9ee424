import type { Source } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { createHttp } from './http.ts'

export interface RemoteRequest {
  readonly query: string
  readonly variables: unknown
  readonly headers: Readonly<Record<string, string>>
  /** Monotonic milliseconds. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
}

/** A GraphQL answer as it came: still to be distrusted by whoever formats errors. */
export interface RemoteAnswer {
  readonly data?: unknown
  readonly errors?: readonly unknown[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

export interface Remote {
  /** @throws FreshetError SOURCE_UNAVAILABLE, SOURCE_TIMEOUT or SOURCE_BAD_RESPONSE, with the source named */
  ask(request: RemoteRequest): Promise<RemoteAnswer>
  close(): Promise<void>
}

/** A subgraph that runs as its own server. */
export function createRemote(source: Source, url: string, runtime: Runtime): Remote {
  // A whole level of records may come in one answer; the subgraph has its own cap towards the vendor.
  const http = createHttp({ source: source.name, runtime, maxBytes: 64 * 1024 * 1024 })
  return {
    close: () => http.close(),
    async ask({ query, variables, headers, deadline, signal }) {
      const body = JSON.stringify({ query, variables })
      const all = { ...headers, 'content-type': 'application/json', accept: 'application/json' }
      const answer = await http.exchange({ method: 'POST', url: new URL(url), headers: all, body, deadline, signal })
      const parsed = answer.json() as RemoteAnswer | null
      if (typeof parsed === 'object' && parsed !== null && ('data' in parsed || 'errors' in parsed)) return parsed
      throw new FreshetError('SOURCE_BAD_RESPONSE', {
        source: source.name,
        detail: `status ${answer.status} of ${url} is not GraphQL`,
      })
    },
  }
}
