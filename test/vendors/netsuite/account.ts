import { importPKCS8, SignJWT } from 'jose'
import simulatorModule, { type SimulatorSettings } from '../../../subgraphs/netsuite/simulator.ts'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Simulator, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { type VirtualClock, virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'

export const company = generateCompany({ scale: 0.03 })
export const HOUR = 60 * 60_000
export const tokenPath = '/services/rest/auth/oauth2/v1/token'
export const suiteqlPath = '/services/rest/query/v1/suiteql'

export const config = simulatorModule.config('http://localhost') as Record<string, string>

export interface Answered {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any
}

export interface Signing {
  readonly algorithm?: string
  readonly privateKey?: string
  readonly header?: Record<string, unknown>
  readonly claims?: Record<string, unknown>
  readonly form?: Record<string, string>
}

/** One account in a test's hands, spoken to in plain HTTP. */
export interface Account extends AsyncDisposable {
  readonly simulator: Simulator
  readonly clock: VirtualClock
  /** A login with a good assertion, save for what the test changes in it. */
  token(changes?: Signing): Promise<Answered>
  /** Opens a session for the calls below. */
  login(): Promise<void>
  call(path: string, init?: RequestInit): Promise<Answered>
  query(sql: string, page?: string, headers?: Record<string, string>): Promise<Answered>
  /** The rows of a query that is expected to work, without their links. */
  rows(sql: string): Promise<Record<string, string>[]>
}

export async function openAccount(settings: SimulatorSettings = {}): Promise<Account> {
  const clock = virtualClock(Date.parse('2026-11-20T15:00:00Z'))
  const simulator = await startSimulator(simulatorModule.create({ company, clock, seed: 1, settings }), { clock })
  let session = ''
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { ...(session && { authorization: `Bearer ${session}` }), ...(init.headers as object) }
    return answered(await fetch(simulator.url + path, { ...init, headers }))
  }
  const account: Account = {
    simulator,
    clock,
    call,
    async token(changes = {}) {
      const form = {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(simulator.url + tokenPath, clock.now(), changes),
        ...changes.form,
      }
      return call(tokenPath, { method: 'POST', body: new URLSearchParams(form) })
    },
    async login() {
      session = (await account.token()).body.access_token
    },
    query: (sql, page = '', headers = {}) =>
      call(suiteqlPath + page, {
        method: 'POST',
        headers: { prefer: 'transient', 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ q: sql }),
      }),
    async rows(sql) {
      const { status, body } = await account.query(sql)
      if (status !== 200) throw new Error(body['o:errorDetails'][0].detail)
      return body.items.map(({ links: _, ...row }: { links: unknown }) => row)
    },
    [Symbol.asyncDispose]: () => simulator.close(),
  }
  return account
}

async function assertion(audience: string, now: number, changes: Signing): Promise<string> {
  const { algorithm = 'ES256', privateKey = config.privateKey!, header = {}, claims = {} } = changes
  const at = Math.floor(now / 1000)
  const payload = { iss: config.clientId!, aud: audience, iat: at, exp: at + 300, scope: ['rest_webservices'] }
  return new SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ typ: 'JWT', alg: algorithm, kid: config.certificateId!, ...header })
    .sign(await importPKCS8(privateKey, algorithm))
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}
