import { type Channel, channel } from 'node:diagnostics_channel'
import { type Application, type ApplicationOptions, createApplication } from '../../gateway/application.ts'
import {
  type Connector,
  canonical,
  type EntityName,
  type Limit,
  type SourceConfig,
} from '../../gateway/connector/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'
import { defaultGuardLimits, type RequestErrored, requestErrored } from '../../gateway/server/index.ts'
import type { IdentityOptions } from '../../gateway/stitch/profile/open-identity.ts'
import { loadVendor } from '../conformance/vendor-folder.ts'
import { externalKeysOf } from '../e2e/world.ts'
import { serve, usage } from './child.ts'
import { cacheBytes, type Setup } from './contenders.ts'
import { type Profile, startProfile } from './profile.ts'
import { trustedDocuments } from './questions.ts'
import type { System } from './system.ts'

export type GatewayCommands = typeof commands

let application: Application | undefined
let stopProfile: (() => Promise<Profile>) | undefined
const failures = new Map<string, number>()

const commands = {
  usage,
  /** The real gateway over the systems. @returns its address */
  async start(systems: readonly System[], { isBare = false, ...choice }: Setup): Promise<string> {
    const names = systems.map(({ name }) => name)
    const sources = await Promise.all(systems.map((system) => configOf(system, names, isBare)))
    const server = {
      graphiql: false,
      introspection: false,
      development: false,
      requestTimeoutMillis: 30_000,
      guard: defaultGuardLimits,
    }
    const options: ApplicationOptions = {
      runtime: systemRuntime,
      cacheBytes,
      skuNamespaces: [names],
      identity,
      server,
      sources,
      trustedDocuments: { documents: trustedDocuments, only: false, limits: defaultGuardLimits },
      ...choice,
    }
    application = createApplication(options)
    requestErrored.subscribe((event) => note((event as RequestErrored).error))
    if (!isBare) for (const published of telemetry) published.subscribe(listen)
    return (await application.server.listen(0, '127.0.0.1')).url
  },
  /** Nothing of a source is believed any more. */
  async forget(source: string): Promise<void> {
    await application!.invalidate({ source })
  },
  /** Errors in answers since the last time this was asked: how many of each kind. */
  failures(): Map<string, number> {
    const counted = new Map(failures)
    failures.clear()
    return counted
  },
  async startProfile(): Promise<void> {
    stopProfile = await startProfile()
  },
  /** @throws when none was started */
  async stopProfile(): Promise<Profile> {
    return stopProfile!()
  },
}

/** As operators have it, with nothing remembered of an earlier run. */
const identity: IdentityOptions = {
  file: ':memory:',
  searched: ['VAT', 'GTIN'],
  rememberMillis: 600_000,
  stopList: [],
  survivorship: {},
}

/** A measurement ends while requests are under way: those are no failures. */
function note(error: unknown): void {
  const name = (error as Error).message
  if (name === 'The caller went away.') return
  failures.set(name, (failures.get(name) ?? 0) + 1)
}

/** What is published for each request and each call: nobody pays for a channel that no one listens to. */
const telemetry: readonly Channel[] = ['freshet.server.request', 'freshet.server.operation', 'freshet.source.call'].map(
  (name) => channel(name),
)

const heard = new Map<string | symbol, number>()

/** The least that a listener does. */
function listen(_event: unknown, name: string | symbol): void {
  heard.set(name, (heard.get(name) ?? 0) + 1)
}

async function configOf(
  { folder, name, settings }: System,
  names: readonly string[],
  isBare: boolean,
): Promise<SourceConfig> {
  const { connector } = (await loadVendor(folder)) as { connector: Connector }
  const common = { name, settings, staleTimeMillis, timeZone: 'Europe/Berlin', ...externalKeysOf(name, names) }
  if (isBare) return { ...common, connector: { ...connector, limits: () => [] } }
  const limits = Object.fromEntries(connector.limits(settings as never).map((limit) => [limit.name, wide(limit)]))
  return { ...common, connector, limits }
}

/** The guard is on, but no limit binds: what is measured is the gateway, not a vendor's tariff. */
function wide({ kind }: Limit): Partial<Record<string, number>> {
  const most = 1_000_000_000
  switch (kind) {
    case 'rate':
      return { permits: most, burst: most }
    case 'window':
    case 'quota':
    case 'concurrency':
      return { permits: most }
    case 'adaptive':
      return { initial: 1_000, min: 1_000, max: 1_000 }
  }
}

/** Warm means warm for the whole run. */
const staleTimeMillis = Object.fromEntries((Object.keys(canonical) as EntityName[]).map((name) => [name, 3_600_000]))

serve(commands)
