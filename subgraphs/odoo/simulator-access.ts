import { OdooError } from '../dialects/odoo-domain/simulate.ts'
import type { SimContext } from '../simulator/kit.ts'

export interface User {
  readonly id: number
  readonly login: string
  readonly apiKey: string
  /** When the key ends, on the simulator's clock; never, if undefined. */
  readonly keyEndsAt: number | undefined
}

export interface Access {
  /** @throws OdooError Unauthorized, when the header of JSON-2 names no valid key */
  bearer(header: string | undefined, context: SimContext): void
  /** The user's id, or false. @throws OdooError AccessDenied while the address is shut out */
  authenticate(login: unknown, secret: unknown, context: SimContext): number | false
  /** @throws OdooError AccessDenied */
  check(userId: unknown, secret: unknown, context: SimContext): void
}

/** `base.login_cooldown_after` and `base.login_cooldown_duration`. */
const [COOLDOWN_AFTER, COOLDOWN_MILLIS] = [5, 60_000]

/** One user with one key. Five refusals shut the address out for a minute, whatever it says then. */
export function accessOf(user: User): Access {
  let [failures, failedAt] = [0, Number.NEGATIVE_INFINITY]

  const isValid = (secret: unknown, { clock }: SimContext) =>
    secret === user.apiKey && (user.keyEndsAt === undefined || clock.now() < user.keyEndsAt)
  const attempt = (isRight: boolean, { clock }: SimContext) => {
    if (failures >= COOLDOWN_AFTER && clock.now() - failedAt < COOLDOWN_MILLIS) throw denied()
    if (isRight) failures = 0
    else [failures, failedAt] = [failures + 1, clock.now()]
    return isRight
  }

  return {
    bearer(header, context) {
      const key = /^bearer +(\S+)$/i.exec(header ?? '')?.[1]
      if (key === undefined)
        throw unauthorized('User not authenticated, use an API Key with a Bearer Authorization header.')
      if (!isValid(key, context)) throw unauthorized('Invalid apikey')
    },
    authenticate: (login, secret, context) =>
      attempt(login === user.login && isValid(secret, context), context) ? user.id : false,
    check(userId, secret, context) {
      if (!attempt(userId === user.id && isValid(secret, context), context)) throw denied()
    },
  }
}

const denied = () => new OdooError('odoo.exceptions.AccessDenied', 'Access Denied')
const unauthorized = (message: string) => new OdooError('werkzeug.exceptions.Unauthorized', message, [message, 401])
