import module, { type FinanceSettings } from '../../../subgraphs/dynamics-finance/simulator.ts'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Simulator, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { type VirtualClock, virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'
import { type Answered, answered } from '../answered.ts'

export const company = generateCompany({ scale: 0.03 })
export const MINUTE = 60_000

export const { tenantId, clientId, clientSecret } = module.config('http://localhost') as Record<string, string>

type Options = Readonly<Record<string, string>>

/** One environment in a test's hands, spoken to in plain HTTP. */
export interface Environment extends AsyncDisposable {
  readonly simulator: Simulator
  readonly clock: VirtualClock
  call(path: string, init?: RequestInit): Promise<Answered>
  /** A token request; what is given replaces what would be right. */
  token(form?: Options, tenant?: string): Promise<Answered>
  /** GET below /data with a good token. `options` are not encoded yet; cross-company is among them unless it is `false`. */
  list(path: string, options?: Options & { readonly 'cross-company'?: string }): Promise<Answered>
  batch(body: string): Promise<Answered>
}

/** `limits`: other numbers for limits that the settings declare, by name. */
export async function openEnvironment(
  settings: FinanceSettings = {},
  limits: Readonly<Record<string, number>> = {},
): Promise<Environment> {
  const clock = virtualClock()
  const simulator = await startSimulator(module.create({ company, clock, seed: 1, settings }), { clock, limits })
  const call = async (path: string, init: RequestInit = {}) =>
    answered(await fetch(simulator.url + path, { redirect: 'manual', ...init }))
  const token = (form: Options = {}, tenant = tenantId) => {
    const right = {
      grant_type: 'client_credentials',
      client_id: clientId!,
      client_secret: clientSecret!,
      scope: `${simulator.url}/.default`,
    }
    const body = new URLSearchParams({ ...right, ...form })
    return call(`/${tenant}/oauth2/v2.0/token`, { method: 'POST', body })
  }
  const login = async () => ({ authorization: `Bearer ${(await token()).body.access_token}` })
  return {
    simulator,
    clock,
    call,
    token,
    async list(path, options = {}) {
      const all = { 'cross-company': 'true', ...options }
      const query = Object.entries(all).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      return call(`/data/${path}?${query.join('&')}`, { headers: await login() })
    },
    async batch(body) {
      const headers = { ...(await login()), 'content-type': 'multipart/mixed; boundary=b1' }
      return call('/data/$batch', { method: 'POST', headers, body })
    },
    [Symbol.asyncDispose]: () => simulator.close(),
  }
}
