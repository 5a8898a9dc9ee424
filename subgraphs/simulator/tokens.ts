import { randomId, seededRandom } from './random.ts'
import type { SimContext, SimRequest } from './vendor.ts'

export interface IssuedToken {
  readonly token: string
  readonly principal: string
  readonly issuedAt: number
  readonly epoch: number
}

export interface Tokens {
  issue(principal: string, context: Pick<SimContext, 'clock' | 'epoch'>): IssuedToken
  /** The token, if it was issued here and neither outlived its life nor was expired since. */
  verify(token: string | undefined, context: Pick<SimContext, 'clock' | 'expired'>): IssuedToken | undefined
  /** Whose token it is or was, valid or not: for `Vendor.principal`. */
  principalOf(token: string | undefined): string | undefined
  revoke(token: string): void
}

/** How many tokens are remembered; the oldest are forgotten, so that a client which logs in per call cannot fill the memory. */
const MAX_TOKENS = 10_000

/** Bearer tokens of one vendor, on the simulator's clock. With `lifeMillis` absent only `expireTokens` ends them. */
export function tokens(options: { lifeMillis?: number; seed?: number; prefix?: string; length?: number } = {}): Tokens {
  const { lifeMillis = Number.POSITIVE_INFINITY, seed = 1, prefix = '', length = 40 } = options
  const random = seededRandom(seed)
  const issued = new Map<string, IssuedToken>()
  return {
    issue(principal, { clock, epoch }) {
      const token = { token: prefix + randomId(random, length), principal, issuedAt: clock.now(), epoch }
      issued.set(token.token, token)
      if (issued.size > MAX_TOKENS) issued.delete(issued.keys().next().value!)
      return token
    },
    verify(text, { clock, expired }) {
      const token = issued.get(text ?? '')
      const isAlive = token && clock.now() < token.issuedAt + lifeMillis && !expired(token.issuedAt, token.epoch)
      return isAlive ? token : undefined
    },
    principalOf: (text) => issued.get(text ?? '')?.principal,
    revoke: (text) => void issued.delete(text),
  }
}

/** The token of an `Authorization: Bearer` header; the scheme's case does not matter (RFC 9110, 11.1). */
export function bearer(request: SimRequest): string | undefined {
  return /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

/** User and password of an `Authorization: Basic` header. */
export function basic(request: SimRequest): { readonly user: string; readonly password: string } | undefined {
  const encoded = /^basic +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (!encoded) return undefined
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString().split(':')
  return { user, password: password.join(':') }
}
