import type { IncomingMessage } from 'node:http'
import { faultFrom } from './fault-input.ts'
import type { Simulator } from './kit.ts'
import { loopback } from './loopback.ts'
import { readRequest } from './request.ts'
import type { SimRequest, SimResponse } from './vendor.ts'

export interface Admin {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/**
 * One loopback port from which all simulators are watched and broken by hand:
 * `GET /simulators`, `GET /simulators/<name>`, `GET /simulators/<name>/arrivals?limit=`, and
 * `POST /simulators/<name>/down | up | fault | clear | latency | expire | reset`, with a JSON body where one is needed.
 */
export async function startAdmin(simulators: readonly Simulator[], options: { port?: number } = {}): Promise<Admin> {
  const server = loopback(async (message, response) => {
    const { status, body } = await answer(simulators, message)
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(`${JSON.stringify(body)}\n`)
  })
  const port = await server.start(options.port ?? 0)
  return { url: `http://127.0.0.1:${port}`, port, close: server.stop }
}

async function answer(simulators: readonly Simulator[], message: IncomingMessage): Promise<SimResponse> {
  try {
    return await route(simulators, await readRequest(message, 0))
  } catch (error) {
    return refused(400, error instanceof Error ? error.message : String(error))
  }
}

async function route(simulators: readonly Simulator[], request: SimRequest): Promise<SimResponse> {
  if (isFromBrowserElsewhere(request)) return refused(403, 'The admin port answers to its loopback address only.')
  const [root, name, action, ...more] = request.path.split('/').slice(1)
  if (root !== 'simulators' || more.length)
    return refused(404, 'The paths are /simulators and /simulators/<name>/<action>.')
  if (!name) return ok(simulators.map(stateOf))

  const simulator = simulators.find((simulator) => simulator.name === name)
  const names = simulators.map(({ name }) => name).join(', ')
  if (!simulator) return refused(404, `No simulator is called "${name}"; there are: ${names}.`)
  return request.method === 'POST' ? act(simulator, action, request) : show(simulator, action, request)
}

/** A page in a browser can post to loopback too; it can set neither this content type unasked nor the Host header at all. */
function isFromBrowserElsewhere({ method, headers }: SimRequest): boolean {
  const isLoopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '')
  return !isLoopback || (method === 'POST' && headers.origin !== undefined)
}

function show(simulator: Simulator, what: string | undefined, { query }: SimRequest): SimResponse {
  if (!what) return ok(stateOf(simulator))
  if (what !== 'arrivals') return refused(404, `There is nothing to get at "${what}"; there is: arrivals.`)
  const limit = wholeNumber('limit', Number(query.get('limit') ?? 100))
  return ok(limit ? simulator.arrivals.slice(-limit) : [])
}

type Action = (simulator: Simulator, request: SimRequest) => void | Promise<void>

const actions: Readonly<Record<string, Action>> = {
  down: (simulator) => simulator.down(),
  up: (simulator) => simulator.up(),
  fault: (simulator, request) => simulator.fault(faultFrom(request.json(), simulator.faultKinds)),
  clear: (simulator) => simulator.clearFaults(),
  latency: (simulator, request) => simulator.latency(millisOf(request.json())),
  expire: (simulator) => simulator.expireTokens(),
  reset: (simulator) => simulator.reset(),
}

async function act(simulator: Simulator, name: string | undefined, request: SimRequest): Promise<SimResponse> {
  const action = Object.hasOwn(actions, name ?? '') ? actions[name!] : undefined
  if (!action) return refused(404, `There is no action "${name ?? ''}"; there are: ${Object.keys(actions).join(', ')}.`)
  await action(simulator, request)
  return ok(stateOf(simulator))
}

function millisOf(input: unknown): number {
  return wholeNumber('millis', (input as { millis?: unknown } | null)?.millis)
}

function wholeNumber(name: string, value: unknown): number {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value)
  throw new TypeError(`"${name}" is ${JSON.stringify(value) ?? 'missing'}; it must be a whole number from 0.`)
}

function stateOf({ name, url, port, isUp, calls, inFlight, latencyMs, faults, faultKinds }: Simulator) {
  return { name, url, port, isUp, calls, inFlight, latencyMs, faults, faultKinds }
}

const ok = (body: object): SimResponse => ({ status: 200, body })

const refused = (status: number, message: string): SimResponse => ({ status, body: { error: message } })
