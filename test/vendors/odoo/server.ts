import odoo, { jsonRpcLogin, type SimulatorSettings } from '../../../subgraphs/odoo/simulator.ts'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'

export const company = generateCompany({ scale: 0.05 })

/** An Odoo server on a loopback port, spoken to with plain requests. */
export interface Server {
  readonly simulator: Simulator
  advance(millis: number): void
  /** JSON-2: named arguments in, the bare value out. */
  json2(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>
  /** execute_kw over JSON-RPC. */
  execute(model: string, method: string, positional?: unknown[], named?: object, secret?: string): Promise<Reply>
  authenticate(login: string, secret: string): Promise<Reply>
  get(path: string): Promise<Reply>
  close(): Promise<void>
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server says
  readonly body: any
}

const { apiKey, database } = odoo.config('') as { apiKey: string; database: string }
export const key = apiKey

export async function startServer(settings: SimulatorSettings = {}, options: SimulatorOptions = {}): Promise<Server> {
  const clock = virtualClock()
  const simulator = await startSimulator(odoo.create({ company, clock, seed: 1, settings }), { clock, ...options })
  const send = async (path: string, init?: RequestInit): Promise<Reply> => {
    const response = await fetch(simulator.url + path, init)
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    send(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  const rpc = (service: string, method: string, args: unknown[]) =>
    post('/jsonrpc', JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 7, params: { service, method, args } }))
  return {
    simulator,
    advance: (millis) => clock.advance(millis),
    json2: (path, body, headers = { authorization: `bearer ${apiKey}` }) =>
      post(`/json/2/${path}`, typeof body === 'string' ? body : JSON.stringify(body), headers),
    execute: (model, method, positional = [], named = {}, secret = apiKey) =>
      rpc('object', 'execute_kw', [database, jsonRpcLogin.userId, secret, model, method, positional, named]),
    authenticate: (login, secret) => rpc('common', 'authenticate', [database, login, secret, {}]),
    get: (path) => send(path),
    close: () => simulator.close(),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
