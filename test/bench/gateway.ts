import { type Application, createApplication } from '../../gateway/application.ts'
import {
  type Connector,
  canonical,
  type EntityName,
  type Limit,
  type SourceConfig,
} from '../../gateway/connector/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'
import { defaultGuardLimits, type RequestErrored, requestErrored } from '../../gateway/server/index.ts'
import { loadVendor } from '../conformance/vendor-folder.ts'
import { serve, usage } from './child.ts'
import { type Frame, startProfile } from './profile.ts'
import type { System } from './systems.ts'

export type GatewayCommands = typeof commands

let application: Application | undefined
let stopProfile: (() => Promise<Frame[]>) | undefined
const failures = new Map<string, number>()

const commands = {
  usage,
  /** The real gateway over the systems. @returns its address */
  async start(systems: readonly System[]): Promise<string> {
    const sources = await Promise.all(systems.map(configOf))
    const server = {
      graphiql: false,
      introspection: false,
      development: false,
      requestTimeoutMillis: 30_000,
      guard: defaultGuardLimits,
    }
    application = createApplication({
      runtime: systemRuntime,
      cacheBytes: 100_000_000,
      skuNamespaces: [],
      server,
      sources,
    })
    requestErrored.subscribe((event) => note((event as RequestErrored).error))
    return (await application.server.listen(0, '127.0.0.1')).url
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
  async stopProfile(): Promise<Frame[]> {
    return (await stopProfile?.()) ?? []
  },
}

/** A measurement ends while requests are under way: those are no failures. */
function note(error: unknown): void {
  const name = (error as Error).message
  if (name === 'The caller went away.') return
  failures.set(name, (failures.get(name) ?? 0) + 1)
}

async function configOf({ folder, name, settings }: System): Promise<SourceConfig> {
  const { connector } = await loadVendor(folder)
  const limits = Object.fromEntries(connector.limits(settings as never).map((limit) => [limit.name, wide(limit)]))
  return { name, connector: connector as Connector, settings, limits, staleTimeMillis }
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
