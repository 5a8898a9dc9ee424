import module, { type SapSettings } from '../../../subgraphs/sap-s4hana/simulator.ts'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Simulator, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { type VirtualClock, virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'
import { type Answered, answered } from '../answered.ts'

export const company = generateCompany({ scale: 0.03 })
export const root = '/sap/opu/odata/sap'
export const MINUTE = 60_000

const { clientId, clientSecret } = module.config('http://localhost') as Record<string, string>
export const password = module.sources[0]!.secrets.SAP_EU_PASSWORD!

/** One SAP system in a test's hands, spoken to in plain HTTP. */
export interface System {
  readonly simulator: Simulator
  readonly clock: VirtualClock
  call(path: string, init?: RequestInit): Promise<Answered>
  /** GET below the services, as the communication user. */
  get(path: string, headers?: Record<string, string>): Promise<Answered>
  /** The rows of a list. `options` are not encoded yet. */
  list(set: string, options?: Record<string, string>): Promise<Answered & { rows: Record<string, never>[] }>
  token(form?: Record<string, string>, client?: [string, string]): Promise<Answered>
  /** A session with its CSRF token, as headers. */
  session(service?: string): Promise<Record<string, string>>
  batch(service: string, body: string, headers: Record<string, string>): Promise<Answered>
}

export const basic = (user: string, secret: string) => ({ authorization: `Basic ${btoa(`${user}:${secret}`)}` })
export const login = { ...basic('FRESHET', password), accept: 'application/json' }

/** In which service a set is. */
const services: Readonly<Record<string, string>> = {
  A_BusinessPartner: 'API_BUSINESS_PARTNER',
  A_BusinessPartnerContact: 'API_BUSINESS_PARTNER',
  A_Product: 'API_PRODUCT_SRV',
  A_MatlStkInAcctMod: 'API_MATERIAL_STOCK_SRV',
  A_OperationalAcctgDocItemCube: 'API_OPLACCTGDOCITEMCUBE_SRV',
  A_SalesOrder: 'API_SALES_ORDER_SRV',
  GLAccountLineItem: 'API_GLACCOUNTLINEITEM',
}

export async function openSystem(settings: SapSettings = {}): Promise<System> {
  const clock = virtualClock()
  const simulator = await startSimulator(module.create({ company, clock, seed: 1, settings }), { clock })
  const system: System = {
    simulator,
    clock,
    call: async (path, init = {}) => answered(await fetch(simulator.url + path, { redirect: 'manual', ...init })),
    get: (path, headers = {}) => system.call(`${root}/${path}`, { headers: { ...login, ...headers } }),
    async list(set, options = {}) {
      const query = Object.entries(options).map(([name, value]) => `$${name}=${encodeURIComponent(value)}`)
      const answer = await system.get(`${services[set]}/${set}?${query.join('&')}`)
      return { ...answer, rows: answer.body?.d?.results }
    },
    token: (form = { grant_type: 'client_credentials' }, client = [clientId!, clientSecret!]) =>
      system.call('/oauth/token', { method: 'POST', headers: basic(...client), body: new URLSearchParams(form) }),
    async session(service = 'API_BUSINESS_PARTNER') {
      const { headers } = await system.call(`${root}/${service}/`, {
        method: 'HEAD',
        headers: { ...login, 'x-csrf-token': 'Fetch' },
      })
      const cookie = headers.getSetCookie().map((line) => line.split(';')[0])
      return { 'x-csrf-token': headers.get('x-csrf-token')!, cookie: cookie.join('; ') }
    },
    batch: (service, body, headers) =>
      system.call(`${root}/${service}/$batch`, {
        method: 'POST',
        headers: { ...login, accept: 'multipart/mixed', 'content-type': 'multipart/mixed; boundary=b1', ...headers },
        body,
      }),
  }
  return system
}
