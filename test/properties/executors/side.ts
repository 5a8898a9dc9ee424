import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Application, createApplication } from '../../../gateway/application.ts'
import type { Runtime } from '../../../gateway/runtime.ts'
import { defaultGuardLimits } from '../../../gateway/server/index.ts'
import type { Company } from '../../../subgraphs/simulator/company/types.ts'
import { type Simulator, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { loadVendor, vendors, withDefaults } from '../../conformance/vendor-folder.ts'
import { externalKeysOf, usualSources } from '../../e2e/world.ts'
import { type SteppedClock, steppedClock } from './stepped-clock.ts'

export type Executor = 'plan' | 'stitched'

/** One gateway with one executor before systems of its own, on a clock of its own: what two of them do can be compared. */
export interface Side {
  readonly executor: Executor
  readonly application: Application
  readonly url: string
  readonly clock: SteppedClock
  readonly runtime: Runtime
  readonly simulators: Readonly<Record<string, Simulator>>
  /** The same instant as ever, with nothing held: no row, link, limit, rest or token of what was before is left. */
  begin(): void
  close(): Promise<void>
}

/** More of them find no more: what the executors share of a system is what its connector says, which other suites judge. */
const systems = usualSources

/**
 * A source that fails is not left alone: how long depends on how many calls have gone before, of which the executors may make
 * different numbers, and would be remembered from one question to the next. Each call may be made again: of retries that first attempts
 * have to pay for, those would get one whose answers come back first; which these are sockets decide.
 */
const patient = { retries: 2, retryShare: 1, breaker: { failures: 0, probeMillis: 2_000 } }

export async function openSide(executor: Executor, company: Company): Promise<Side> {
  const clock = steppedClock()
  const runtime = stillRuntime(clock)
  const crosswalk = openCrosswalk()
  const folders = await Promise.all(vendors.map((folder) => loadVendor(folder)))
  const asked = folders.filter(({ module }) => systems.includes(module.sources[0]!.name))
  const started = await Promise.all(
    asked.map(async ({ connector, module }) => {
      // Unpacking is done by other threads, whose pace no clock of ours knows.
      const options = { clock, plain: true }
      const simulator = await startSimulator(module.create({ company, clock, seed: 1 }), options)
      const { name, title } = module.sources[0]!
      return { name, title, connector, simulator, settings: withDefaults(connector, module.config(simulator.url)) }
    }),
  )
  started.sort((a, b) => systems.indexOf(a.name) - systems.indexOf(b.name))
  const application = createApplication({
    executor,
    runtime,
    cacheBytes: 200_000_000,
    skuNamespaces: [systems],
    identity: { file: crosswalk.file, ...identity },
    callBudgets: { maxSourceCalls: Number.MAX_SAFE_INTEGER, roles: {} },
    server: {
      graphiql: false,
      introspection: true,
      development: false,
      requestTimeoutMillis: 30_000,
      // Which errors are left out of a list that is too long depends on their order, which is nobody's promise.
      // And some questions are longer than people's.
      guard: { ...defaultGuardLimits, errors: 100_000, tokens: 20_000 },
    },
    sources: started.map(({ name, title, connector, settings }) => ({
      ...{ name, title, connector, settings },
      timeZone: 'Europe/Berlin',
      ...patient,
      ...externalKeysOf(name, systems),
    })),
  })
  const begin = () => {
    application.store.clear()
    crosswalk.clear()
    clock.restart()
  }
  const { url } = await application.server.listen(0, '127.0.0.1')
  return {
    ...{ executor, application, url, clock, runtime },
    simulators: Object.fromEntries(started.map(({ name, simulator }) => [name, simulator])),
    begin,
    close: async () => {
      await application.close()
      crosswalk.close()
      await Promise.all(started.map(({ simulator }) => simulator.close()))
    },
  }
}

/** Hashes are seen by callers: both sides must key them alike. */
const identity = {
  secret: 'the same on both sides',
  searched: ['VAT', 'DUNS', 'LEI', 'GTIN'],
  rememberMillis: 600_000,
  stopList: [],
  survivorship: {},
}

/** A file of its own, so that what a gateway remembers in it can be forgotten from outside. */
function openCrosswalk() {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-executors-'))
  const file = join(folder, 'identity.sqlite')
  const tables = ['record', 'match_key', 'claim', 'cluster', 'member', 'link', 'progress']
  return {
    file,
    clear() {
      const database = new DatabaseSync(file)
      for (const table of tables) database.exec(`DELETE FROM ${table}`)
      database.close()
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Time that moves when it is told to, and no chance at all: both sides must see the same, in whatever order they ask. */
function stillRuntime(clock: SteppedClock): Runtime {
  let issued = 0
  return {
    now: clock.now,
    monotonic: clock.monotonic,
    after: clock.after,
    random: () => 0.5,
    uuid: () => `00000000-0000-4000-8000-${String(++issued).padStart(12, '0')}`,
    bytes: (length) => Buffer.from(String(++issued).padStart(length, '0').slice(-length)),
  }
}
