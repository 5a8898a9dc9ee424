import type { Credential, Dial } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { errorOf } from '../dialects/odata/faults.ts'
import { loginRefusal } from '../dialects/odata/login.ts'
import type { Settings } from './settings.ts'

/** Sessions end half an hour after their last use unless the server says otherwise; they are renewed at 80 % of it. */
const usualMinutes = 30
const share = 0.8

/** A session of the user in the company database. Its cookies go with every call: the route too, so that it stays on its node. */
export async function login(dial: Dial, settings: Settings): Promise<Credential> {
  const { url, servicePath, companyDb, user, password, language } = settings
  const answer = await dial.send({
    method: 'POST',
    url: `${url.replace(/\/$/, '')}${servicePath}/Login`,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      CompanyDB: companyDb,
      UserName: user,
      Password: password,
      ...(language !== undefined && { Language: language }),
    }),
  })
  if (answer.status !== 200) throw loginRefusal('login', answer, errorOf(answer)?.code)
  const { SessionId, SessionTimeout } = answer.json() as { SessionId?: unknown; SessionTimeout?: unknown }
  const cookie = cookiesOf(answer.headers['set-cookie'] ?? '', SessionId)
  if (!cookie) throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'no session in the answer' })
  const minutes = typeof SessionTimeout === 'number' && SessionTimeout > 0 ? SessionTimeout : usualMinutes
  return { headers: { cookie }, expiresAt: dial.now() + minutes * 60_000 * share }
}

/** `B1SESSION=…;HttpOnly` and `ROUTEID=.node1; path=/b1s`. The session is in the body too, should a proxy keep its cookie. */
function cookiesOf(header: string, session: unknown): string | undefined {
  const cookies = header
    .split('\n')
    .map((line) => line.split(';', 1)[0]!.trim())
    .filter((cookie) => /^(B1SESSION|ROUTEID)=./.test(cookie))
  if (cookies.some((cookie) => cookie.startsWith('B1SESSION='))) return cookies.join('; ')
  return typeof session === 'string' && session !== '' ? [`B1SESSION=${session}`, ...cookies].join('; ') : undefined
}
