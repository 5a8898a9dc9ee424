/** Who has to act: the caller, the source, our own budget, or us. It decides status, retry and alert; nothing else does. */
export type ErrorKind = 'user' | 'source' | 'exhausted' | 'internal'

interface CatalogueEntry {
  readonly kind: ErrorKind
  /** The only text that leaves the process for this code; `{source}` is the configured name of the source. */
  readonly message: string
  readonly retryable: boolean
}

/** The closed catalogue. What is not in here does not leave the process: see `server/format-error.ts`. */
export const catalogue = {
  SOURCE_THROTTLED: { kind: 'source', retryable: true, message: 'The source {source} asked us to slow down.' },
  SOURCE_QUOTA_EXHAUSTED: {
    kind: 'exhausted',
    retryable: true,
    message: 'The call quota of the source {source} is used up.',
  },
  SOURCE_AUTH: {
    kind: 'source',
    retryable: false,
    message: 'The source {source} refused our credentials: check its configured secret.',
  },
  SOURCE_FORBIDDEN: {
    kind: 'source',
    retryable: false,
    message: 'Our account at the source {source} may not read this.',
  },
  SOURCE_UNAVAILABLE: {
    kind: 'source',
    retryable: true,
    message: 'The source {source} is not reachable or not in service.',
  },
  SOURCE_TIMEOUT: { kind: 'source', retryable: true, message: 'The source {source} did not answer in time.' },
  SOURCE_BAD_RESPONSE: {
    kind: 'source',
    retryable: false,
    message: 'The source {source} gave an answer we cannot trust.',
  },
  SOURCE_TOO_LARGE: {
    kind: 'source',
    retryable: false,
    message: 'The answer of the source {source} is larger than the configured cap: ask for fewer rows or fields.',
  },
  PAGE_INCONSISTENT: {
    kind: 'source',
    retryable: true,
    message: 'The pages of the source {source} do not fit together.',
  },
  CURSOR_EXPIRED: {
    kind: 'user',
    retryable: false,
    message: 'The cursor is no longer valid: start again without `after`.',
  },
  STALE_REFUSED: {
    kind: 'source',
    retryable: true,
    message: 'The source {source} could not be asked and what we hold is older than you allow.',
  },
  LIVE_UNAVAILABLE: { kind: 'source', retryable: true, message: 'The source {source} could not be asked live.' },
  DEADLINE_EXCEEDED: { kind: 'exhausted', retryable: true, message: 'The request ran out of time.' },
  GATEWAY_OVERLOADED: { kind: 'exhausted', retryable: true, message: 'The gateway is at capacity.' },
  CLIENT_RATE_LIMITED: { kind: 'exhausted', retryable: true, message: 'You have sent too many requests.' },
  QUERY_TOO_LARGE: { kind: 'user', retryable: false, message: 'The query is too large.' },
  QUERY_TOO_DEEP: { kind: 'user', retryable: false, message: 'The query is nested too deeply.' },
  QUERY_TOO_COSTLY: { kind: 'user', retryable: false, message: 'The query would cost more than allowed.' },
  BAD_REQUEST: { kind: 'user', retryable: false, message: 'The request is not valid.' },
  UNSUPPORTED: { kind: 'user', retryable: false, message: 'The source {source} cannot serve this.' },
  UNAUTHENTICATED: { kind: 'user', retryable: false, message: 'Authentication is required.' },
  FORBIDDEN: { kind: 'user', retryable: false, message: 'You may not do this.' },
  INTERNAL: { kind: 'internal', retryable: false, message: 'Something went wrong on our side; quote the request id.' },
} as const satisfies Record<string, CatalogueEntry>

export type ErrorCode = keyof typeof catalogue

export interface FreshetErrorOptions {
  readonly source?: string
  /** What happened, in our own words, with the offending value quoted. Never vendor text: it reaches the caller. */
  readonly message?: string
  /** For logs only; never leaves the process. Vendor codes and texts go here. */
  readonly detail?: string
  readonly retryAfterMs?: number
  /** What the operation would have asked, in our own words: it reaches the caller. */
  readonly plan?: object
  readonly cause?: unknown
}

/** The one error of the engine. Match on `code`, not on class or text. */
export class FreshetError extends Error {
  readonly code: ErrorCode
  readonly source: string | undefined
  readonly detail: string | undefined
  readonly retryAfterMs: number | undefined
  readonly plan: object | undefined

  constructor(code: ErrorCode, options: FreshetErrorOptions = {}) {
    super(options.message ?? defaultMessage(code, options.source), { cause: options.cause })
    this.name = 'FreshetError'
    this.code = code
    this.source = options.source
    this.detail = options.detail
    this.retryAfterMs = options.retryAfterMs
    this.plan = options.plan
  }

  get kind(): ErrorKind {
    return catalogue[this.code].kind
  }

  get retryable(): boolean {
    return catalogue[this.code].retryable
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(catalogue, value)
}

/** The same error with its source named, if it names none; other errors as they are. For code that does not know its source. */
export function ofSource(error: unknown, source: string): unknown {
  if (!(error instanceof FreshetError) || error.source !== undefined) return error
  const { code, message, detail, retryAfterMs } = error
  const own = message === defaultMessage(code) ? {} : { message }
  return new FreshetError(code, { source, detail, retryAfterMs, cause: error.cause ?? error, ...own })
}

/** The catalogue's text for a code, with the source named. */
export function defaultMessage(code: ErrorCode, source?: string): string {
  return catalogue[code].message.replace('{source}', source === undefined ? 'asked' : `"${source}"`)
}
