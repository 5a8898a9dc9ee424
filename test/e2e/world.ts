import { type Application, type ApplicationOptions, createApplication } from '../../gateway/application.ts'
import { type Runtime, systemRuntime } from '../../gateway/runtime.ts'
import { defaultGuardLimits } from '../../gateway/server/index.ts'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import type { Company, System } from '../../subgraphs/simulator/company/types.ts'
import { type Simulator, startSimulator } from '../../subgraphs/simulator/kit.ts'
import { FIRST_SYSTEMS, partOf } from '../company/part-of.ts'
import { vendors as folders, loadVendor, withDefaults } from '../conformance/vendor-folder.ts'
import { folderOf, sourceOf } from './company.ts'
import { expectPublic, failureTexts } from './public-answer.ts'

/** The demo company's systems and the gateway before them, each on its own port. */
export interface World {
  /** As far as these systems know it; each simulator has the whole of it. */
  readonly company: Company
  readonly url: string
  readonly application: Application
  readonly simulators: Readonly<Record<string, Simulator>>
  /** Asks over HTTP and tells what each system was called for it. */
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Asked>
  /** Moves the clocks of the gateway and of the systems on, all at once: nothing sleeps. */
  advance(millis: number): void
  /** Every system is up and without faults, and so much later that none is left alone for what it did before. */
  recover(): Promise<void>
  close(): Promise<void>
}

export interface Asked {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  readonly data: any
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[]
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly extensions: any
  readonly calls: Readonly<Record<string, number>>
}

/**
 * Explicit links of the demo company, by the source that names the keys of others: Salesforce for the group, Dataverse for
 * the company that it belongs to.
 */
const namers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  salesforce: {
    'sap-eu': 'SAP_Customer__c',
    'netsuite-us': 'NetSuite_Customer__c',
    'odoo-at': 'Odoo_Partner__c',
    'bc-uk': 'BusinessCentral_Id__c',
    'b1-ch': 'BusinessOne_Customer__c',
  },
  'dynamics-nl': { 'fno-nl': 'nl01;{accountnumber}' },
}

export const sourceOrder: readonly string[] = Object.values(sourceOf)

/** What a world is made of unless it says otherwise. */
export const usualSources: readonly string[] = FIRST_SYSTEMS.map((system) => sourceOf[system])

export interface WorldOptions {
  /** Which systems run, as far as there are simulators of them; the first four by default. */
  readonly systems?: readonly System[]
  readonly scale?: number
  /** Whether every clock begins at noon of the company's last day, whose books the true answers are of. */
  readonly onLastDay?: boolean
  /** How some systems are set up, for their simulators and their connectors alike. */
  readonly setUp?: Readonly<Partial<Record<System, Readonly<Record<string, unknown>>>>>
  /** Changes to the application's options, such as a source behind HTTP. */
  readonly change?: (options: ApplicationOptions) => ApplicationOptions
}

export async function openWorld({
  systems = FIRST_SYSTEMS,
  scale = 0.03,
  onLastDay = false,
  setUp = {},
  change = (options) => options,
}: WorldOptions = {}): Promise<World> {
  const company = generateCompany({ scale })
  const running = systems.filter((system) => folders.includes(folderOf[system]))
  const shift = onLastDay ? Date.parse(`${company.today}T12:00:00Z`) - systemRuntime.now() : 0
  let ahead = 0
  const runtime: Runtime = {
    ...systemRuntime,
    now: () => systemRuntime.now() + shift + ahead,
    monotonic: () => systemRuntime.monotonic() + ahead,
  }
  const clock = { now: () => runtime.now() }
  const vendors = await Promise.all(
    running.map(async (system) => ({ ...(await loadVendor(folderOf[system])), given: setUp[system] })),
  )
  const started = await Promise.all(
    vendors.map(async ({ connector, module, given }) => {
      const vendor = module.create({ company, clock, seed: 1, ...(given && { settings: given }) })
      const simulator = await startSimulator(vendor, { clock })
      return {
        texts: failureTexts(vendor),
        name: module.sources[0]!.name,
        title: module.sources[0]!.title,
        connector,
        simulator,
        settings: { ...withDefaults(connector, module.config(simulator.url)), ...given },
      }
    }),
  )
  started.sort((a, b) => sourceOrder.indexOf(a.name) - sourceOrder.indexOf(b.name))
  const names = started.map(({ name }) => name)
  const application = createApplication(
    change({
      runtime,
      cacheBytes: 200_000_000,
      skuNamespaces: [names],
      server: {
        graphiql: true,
        introspection: true,
        development: false,
        requestTimeoutMillis: 30_000,
        guard: defaultGuardLimits,
      },
      sources: started.map(({ name, title, connector, settings }) => ({
        name,
        title,
        connector,
        settings,
        timeZone: 'Europe/Berlin',
        ...externalKeysOf(name, names),
      })),
    }),
  )
  const { url } = await application.server.listen(0, '127.0.0.1')
  const simulators = Object.fromEntries(started.map(({ name, simulator }) => [name, simulator]))
  const secretive = started.flatMap(({ texts }) => texts)
  const advance = (millis: number) => {
    ahead += millis
  }
  return {
    company: partOf(company, running),
    url,
    application,
    simulators,
    ask: (query, variables, headers) => askOver(url, simulators, query, variables, headers, secretive),
    advance,
    async recover() {
      for (const { simulator } of started) {
        if (!simulator.isUp) await simulator.up()
        simulator.reset()
      }
      advance(10_000)
    },
    close: async () => {
      await application.close()
      await Promise.all(started.map(({ simulator }) => simulator.close()))
    },
  }
}

/** The keys that a source names of others that run: a key of a source that is not there could not be followed. */
export function externalKeysOf(name: string, names: readonly string[]) {
  const named = Object.entries(namers[name] ?? {}).filter(([target]) => names.includes(target))
  return named.length > 0 ? { externalKeys: { Customer: Object.fromEntries(named) } } : {}
}

/** Asks over HTTP; every answer is held to what may leave the process, and none says what is `secretive`. */
export async function askOver(
  url: string,
  simulators: World['simulators'],
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
  secretive: readonly string[] = [],
): Promise<Asked> {
  const before = callCounts(simulators)
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  const body = await response.text()
  expectPublic(body, secretive)
  const {
    data,
    errors = [],
    extensions,
  } = JSON.parse(body) as { data: unknown; errors?: Asked['errors']; extensions: unknown }
  const after = callCounts(simulators)
  const calls = Object.fromEntries(Object.keys(after).map((name) => [name, after[name]! - before[name]!]))
  return { status: response.status, headers: response.headers, data, errors, extensions, calls }
}

const callCounts = (simulators: World['simulators']): Record<string, number> =>
  Object.fromEntries(Object.entries(simulators).map(([name, simulator]) => [name, simulator.calls]))
