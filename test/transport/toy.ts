import { onTestFinished } from 'vitest'
import {
  type Answer,
  bindSource,
  canonical,
  type Dial,
  defineConnector,
  type EntityName,
  type Fault,
  type Limit,
  type Link,
  type NativeRequest,
  type Page,
} from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { createGuard, type Guard, type SourceLedger } from '../../gateway/guard/index.ts'
import { type CallScope, createTransport, type Transport } from '../../gateway/transport/index.ts'
import { type Simulator, type SimulatorOptions, startSimulator, type Vendor } from '../../subgraphs/simulator/kit.ts'
import { type VirtualClock, virtualClock } from '../../subgraphs/simulator/virtual-clock.ts'
import { type ManualRuntime, manualRuntime } from '../read/manual-runtime.ts'
import { toyVendor } from '../simulator/toy-vendor.ts'

/** The secret of the toy's configuration: it may stand in requests, and nowhere else. */
export const password = 'hunter2-is-not-a-password'

const settings = {
  url: { type: 'url', description: 'Where the toy is.' },
  password: { type: 'secret', description: 'Its password.' },
} as const

/** A connector to the simulator kit's toy vendor. */
const toy = defineConnector({
  kind: 'toy',
  title: 'Toy',
  settings,
  entities: () => ({}),
  limits: () => [],
  caps: { lookupKeys: 10, filterKeys: 10, requestBytes: 10_000, pageRows: 10, or: 'any' },
  codecs: {} as never,
  pathSeparator: '.',
  mappingVersion: '1',
  origin: ({ url }) => url,
  credentials: {
    login: async (dial, { url, password }) => {
      const answer = await dial.send({ method: 'POST', url: `${url}/token`, body: password })
      return { headers: { authorization: `Bearer ${tokenOf(answer)}` } }
    },
    session: async (dial: Dial, { url }) => {
      await dial.send({ method: 'POST', url: `${url}/token`, body: 'session', credentials: ['login'] })
      return { headers: { 'x-session': 'open' } }
    },
  },
  render: () => get('/items'),
  fetch: fetchItems,
  classify,
})

function tokenOf(answer: Answer): string {
  if (answer.status === 429) throw new FreshetError('SOURCE_THROTTLED', { retryAfterMs: 5_000 })
  if (answer.status !== 200) throw new FreshetError('SOURCE_AUTH', { detail: `said ${answer.text()}` })
  return (answer.json() as { token: string }).token
}

function classify(answer: Answer): Fault | undefined {
  const text = answer.text()
  if (answer.status === 401) return { code: 'SOURCE_AUTH', expired: 'login', detail: text }
  if (answer.status === 403 && text.includes('allowance')) return { code: 'SOURCE_QUOTA_EXHAUSTED' }
  if (answer.status === 409) return { code: 'SOURCE_THROTTLED', retryAfterMs: Number(text) }
  if (answer.status === 410) return { code: 'CURSOR_EXPIRED' }
  if (answer.status !== 200) return undefined
  return 'error' in (answer.json() as object) ? { code: 'SOURCE_BAD_RESPONSE', detail: text } : undefined
}

async function fetchItems(request: NativeRequest, link: Link): Promise<Page> {
  const { items, next } = (await link.call(request)).json() as { items: { id: string }[]; next?: string }
  return next ? { rows: items, next: get(next.replace(/^http:\/\/127\.0\.0\.1:\d+/, '')) } : { rows: items }
}

export const get = (path: string, more: Partial<NativeRequest> = {}): NativeRequest => ({
  method: 'GET',
  path,
  text: path,
  ...more,
})

export interface ToyWorld {
  readonly simulator: Simulator
  /** The simulator's own time: for its latency and its dripping. */
  readonly clock: VirtualClock
  readonly runtime: ManualRuntime
  readonly guard: Guard
  readonly transport: Transport
  readonly scope: (changes?: Partial<CallScope>) => CallScope
  readonly call: (path?: string, scope?: CallScope, more?: Partial<NativeRequest>) => Promise<Answer>
  readonly items: (scope?: CallScope) => Promise<Page>
  /** Token calls so far. */
  readonly logins: () => number
}

export interface ToyWorldOptions {
  readonly vendor?: Partial<Vendor>
  readonly limits?: readonly Limit[]
  /** How often a call is made again; never, unless given: most tests look at one call. */
  readonly retries?: number
  /** Opens after so many failures in a row; never, unless given: vendors fail a lot in tests. */
  readonly failures?: number
  readonly ledger?: SourceLedger
  readonly simulator?: SimulatorOptions
  /** Where the source is configured to be, if not where the simulator is. */
  readonly url?: (url: string) => string
}

/** The transport in front of the toy, over real sockets; closed when the test is over. */
export async function toyWorld({
  vendor = {},
  limits = [],
  retries = 0,
  failures = 0,
  ledger,
  simulator: options = {},
  url = (simulated) => simulated,
}: ToyWorldOptions = {}): Promise<ToyWorld> {
  const clock = virtualClock()
  const simulator = await startSimulator({ ...toyVendor(), ...vendor }, { clock, ...options })
  const runtime = manualRuntime()
  const guard = createGuard('toy', limits, runtime, { breaker: { failures, probeMillis: 2_000 }, ledger })
  const settings = { url: url(simulator.url), password }
  const config = { name: 'toy', connector: toy as never, settings, retries }
  const source = bindSource(config, Object.keys(canonical) as EntityName[])
  const transport = createTransport(source, guard, runtime)
  onTestFinished(async () => {
    await transport.close()
    await simulator.close()
  })
  const scope = (changes: Partial<CallScope> = {}): CallScope => ({
    lane: 'interactive',
    deadline: runtime.monotonic() + 30_000,
    ...changes,
  })
  return {
    ...{ simulator, clock, runtime, guard, transport, scope },
    call: (path = '/items', within = scope(), more = {}) => transport.link(within).call(get(path, more)),
    items: (within = scope()) => toy.fetch(get('/items'), transport.link(within)),
    logins: () => simulator.arrivals.filter(({ kind }) => kind === 'auth').length,
  }
}

/** Everything an error carries, causes included. */
export function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { message, stack = '', cause, ...rest } = error as Error & Record<string, unknown>
  return [message, stack, JSON.stringify(rest), cause === undefined ? '' : everythingOf(cause)].join('\n')
}
