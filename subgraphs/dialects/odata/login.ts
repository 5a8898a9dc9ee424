import { type Answer, retryAfterMillis } from '../../../gateway/connector/index.ts'
import { type ErrorCode, FreshetError } from '../../../gateway/errors.ts'

/**
 * Why a login failed. Who asks in vain (a wrong client, secret, user or scope) is refused with 4xx (RFC 6749, 5.2), and not
 * asked again by itself: users would be locked in the end. A redirect says nothing about them, and is not followed.
 */
export function loginRefusal(where: string, { status, headers }: Answer, word?: string): FreshetError {
  const retryAfterMs = retryAfterMillis(headers)
  return new FreshetError(codeOf(status), {
    detail: `${where}: status ${status}${word === undefined ? '' : `, code ${word}`}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

function codeOf(status: number): ErrorCode {
  if (status < 400) return 'SOURCE_BAD_RESPONSE'
  if (status === 429) return 'SOURCE_THROTTLED'
  return status >= 500 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_AUTH'
}

/** The bearer token of an OAuth 2.0 answer, and for how many seconds it holds, where that is told. */
export function tokenOf(answer: Answer): { readonly token: string; readonly seconds?: number } {
  if (answer.status !== 200) throw loginRefusal('token service', answer)
  const { access_token: token, expires_in: life } = (answer.json() ?? {}) as Record<string, unknown>
  if (typeof token !== 'string')
    throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'no token in the answer of the token service' })
  return { token, ...(typeof life === 'number' && { seconds: life }) }
}
