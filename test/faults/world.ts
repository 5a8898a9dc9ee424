import { type Application, createApplication } from '../../gateway/application.ts'
import type { Connector } from '../../gateway/connector/index.ts'
import { defaultGuardLimits } from '../../gateway/server/index.ts'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import { type Simulator, startSimulator, type Vendor } from '../../subgraphs/simulator/kit.ts'
import { loadVendor, subgraphs, withDefaults } from '../conformance/vendor-folder.ts'
import { failureTexts } from '../e2e/public-answer.ts'
import { type Asked, askOver } from '../e2e/world.ts'
import { type ManualRuntime, manualRuntime } from '../read/manual-runtime.ts'
import { inStandingTime } from './standing-time.ts'
import { startToxicProxy, type ToxicProxy } from './toxic-proxy.ts'

/** A gateway before two systems: one that faults befall, called `erp`, and one that is always well, called `sound`. */
export interface FaultWorld {
  readonly url: string
  readonly application: Application
  readonly erp: Simulator
  readonly sound: Simulator
  /** On the way to `erp`, in a world that is `proxied`. */
  readonly proxy: ToxicProxy
  /** Of the gateway and of both systems. It stands still but for what `ask` lets pass, and what a test adds. */
  readonly time: ManualRuntime
  /** Asks over HTTP. Whenever nothing happens any more but by the passing of time, time passes. */
  ask(query: string, headers?: Record<string, string>): Promise<Asked>
  /** The same while time stands still: for answers that take long to read, which looks like waiting. */
  askAtOnce(query: string, headers?: Record<string, string>): Promise<Asked>
  /** Lets time pass for any work that needs it. */
  passing<T>(work: Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface FaultWorldOptions {
  /** Whose protocol `erp` speaks; by default that of the test's own small vendor. */
  readonly vendor?: string
  /** What the vendor's simulator and its connector are told beside the demo's settings. */
  readonly simulated?: Readonly<Record<string, unknown>>
  readonly configured?: Readonly<Record<string, unknown>>
  /** Rows of a page, where the connector would ask for more. */
  readonly pageRows?: number
  /** Changes what the vendor says. */
  readonly wrap?: (vendor: Vendor) => Vendor
  /** Whether the way to the system leads through `proxy`. */
  readonly proxied?: boolean
}

export const company = generateCompany({ scale: 0.03 })

const ownVendor = 'larkbooks'

export async function openFaultWorld(options: FaultWorldOptions = {}): Promise<FaultWorld> {
  const { proxied = false, configured = {} } = options
  const time = manualRuntime()
  const faulty = await startVendor(options, time)
  const well = await startVendor({}, time)
  const proxy = await startToxicProxy()
  const { url: direct } = faulty.simulator
  const application = createApplication({
    runtime: time,
    cacheBytes: 50_000_000,
    skuNamespaces: [],
    server: {
      graphiql: false,
      introspection: false,
      development: false,
      requestTimeoutMillis: 30_000,
      guard: defaultGuardLimits,
    },
    sources: [
      sourceOf('erp', faulty, proxied ? proxy.leadTo(direct) : direct, configured),
      sourceOf('sound', well, well.simulator.url, {}),
    ],
  })
  const { url } = await application.server.listen(0, '127.0.0.1')
  const simulators = { erp: faulty.simulator, sound: well.simulator }
  const secretive = [...faulty.texts, ...well.texts]
  const askAtOnce = (query: string, headers: Record<string, string> = {}) =>
    askOver(url, simulators, query, {}, headers, secretive)
  const passing = <T>(work: Promise<T>) => inStandingTime(work, time, Object.values(simulators))
  return {
    ...{ url, application, time, passing, proxy },
    ...simulators,
    askAtOnce,
    ask: (query, headers) => passing(askAtOnce(query, headers)),
    close: async () => {
      await application.close()
      await proxy[Symbol.asyncDispose]()
      await Promise.all([faulty.simulator.close(), well.simulator.close()])
    },
  }
}

interface Started {
  readonly simulator: Simulator
  readonly connector: Connector
  readonly settingsAt: (url: string) => Record<string, unknown>
  /** What it says when it fails. */
  readonly texts: readonly string[]
}

async function startVendor(
  { vendor: kind = ownVendor, simulated, pageRows, wrap = (vendor) => vendor }: FaultWorldOptions,
  clock: ManualRuntime,
): Promise<Started> {
  const { connector, module } = await loadVendor(kind, kind === ownVendor ? newcomers : subgraphs)
  const vendor = wrap(module.create({ company, clock, seed: 1, ...(simulated && { settings: simulated }) }))
  return {
    connector: pageRows === undefined ? connector : inPagesOf(pageRows, connector),
    simulator: await startSimulator(vendor, { clock }),
    settingsAt: (url) => module.config(url),
    texts: failureTexts(vendor),
  }
}

/** Lists of the demo company are short: for several pages they have to be small. */
function inPagesOf(pageRows: number, connector: Connector): Connector {
  const capsOf = (settings: never) => (typeof connector.caps === 'function' ? connector.caps(settings) : connector.caps)
  return { ...connector, caps: (settings) => ({ ...capsOf(settings as never), pageRows }) }
}

const newcomers = new URL('../newcomer/', import.meta.url)

function sourceOf(
  name: string,
  { connector, settingsAt }: Started,
  url: string,
  configured: Readonly<Record<string, unknown>>,
) {
  const settings = { ...withDefaults(connector, settingsAt(url)), ...configured }
  return { name, title: name, connector, settings, timeZone: 'Europe/Berlin' }
}
