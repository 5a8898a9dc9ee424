import simulatorModule, { type SimulatorSettings } from '../../../subgraphs/salesforce/simulator.ts'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Simulator, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { type VirtualClock, virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'
import { type Answered, answered } from '../answered.ts'

export const company = generateCompany({ scale: 0.03 })
export const base = '/services/data/v62.0'
export const HOUR = 60 * 60_000

export const { clientId, clientSecret } = simulatorModule.config('http://localhost') as Record<string, string>

/** One org in a test's hands, spoken to in plain HTTP. */
export interface Org {
  readonly simulator: Simulator
  readonly clock: VirtualClock
  token(form: Record<string, string>, headers?: Record<string, string>): Promise<Answered>
  /** Opens a session for the calls below. */
  login(): Promise<void>
  get(path: string, headers?: Record<string, string>): Promise<Answered>
  post(path: string, body: unknown): Promise<Answered>
  query(soql: string, headers?: Record<string, string>): Promise<Answered>
}

export async function openOrg(settings: SimulatorSettings = {}): Promise<Org> {
  const clock = virtualClock()
  const simulator = await startSimulator(simulatorModule.create({ company, clock, seed: 1, settings }), { clock })
  let session = ''
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { ...(session && { authorization: `Bearer ${session}` }), ...(init.headers as object) }
    return answered(await fetch(simulator.url + path, { ...init, headers }))
  }
  const org: Org = {
    simulator,
    clock,
    token: (form, headers = {}) =>
      call('/services/oauth2/token', { method: 'POST', headers, body: new URLSearchParams(form) }),
    async login() {
      const { body } = await org.token({
        grant_type: 'client_credentials',
        client_id: clientId!,
        client_secret: clientSecret!,
      })
      session = body.access_token
    },
    get: (path, headers = {}) => call(path, { headers }),
    post: (path, body) =>
      call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    query: (soql, headers) => org.get(`${base}/query?q=${encodeURIComponent(soql)}`, headers),
  }
  return org
}
