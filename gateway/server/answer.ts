import { GraphQLError } from 'graphql'
import { formatErrors, type PublicError } from './format-error.ts'
import type { AnswerType } from './negotiate.ts'
import { Refusal, statusOf } from './refusal.ts'

/** An HTTP answer. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** What comes after the body, where an answer is sent in parts. Never throws. */
  readonly rest?: AsyncGenerator<string, void>
}

export interface RefusedOptions {
  readonly requestId: string
  readonly development: boolean
  readonly type: AnswerType
}

// A request is wrong in a few ways at most; more are noise that costs us time.
const requestErrors = 10

/** The answer to a request that was not executed. */
export function refusedAnswer(thrown: readonly unknown[], options: RefusedOptions): HttpAnswer {
  const errors = formatErrors(thrown, { ...options, phase: 'request', limit: requestErrors })
  const refusal = thrown.find((error) => error instanceof Refusal)
  const status = statusOfRequest(thrown[0], errors[0], options.type)
  return {
    status,
    headers: { ...contentType(options.type), ...(status === 405 ? { allow: 'GET, POST' } : {}), ...refusal?.headers },
    body: JSON.stringify({ errors }),
  }
}

export function contentType(type: AnswerType): Record<string, string> {
  return { 'content-type': `${type}; charset=utf-8` }
}

function statusOfRequest(thrown: unknown, error: PublicError | undefined, type: AnswerType): number {
  if (thrown instanceof Refusal) return thrown.status
  if (error === undefined) return 500
  if (error.extensions.code !== 'BAD_REQUEST') return statusOf(error.extensions.code)
  return statusOfLibrary(thrown) ?? statusOfInvalid(type)
}

/** The server library marks what it refuses for HTTP reasons, such as a mutation over GET. Nothing was executed yet, so the mark is its own. */
function statusOfLibrary(thrown: unknown): number | undefined {
  const http = thrown instanceof GraphQLError ? thrown.extensions.http : undefined
  const { status, spec } = (http ?? {}) as { status?: unknown; spec?: unknown }
  return typeof status === 'number' && spec !== true && status >= 400 && status < 500 ? status : undefined
}

/** GraphQL over HTTP, section 6.4: the older media type answers 200 to every well-formed request, valid or not. */
function statusOfInvalid(type: AnswerType): number {
  return type === 'application/json' ? 200 : 400
}
