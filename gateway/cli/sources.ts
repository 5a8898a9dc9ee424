import { parseArgs } from 'node:util'
import { systemRuntime } from '../runtime.ts'
import { askData } from './gateway-client.ts'
import { askingNobody, readConfig } from './options.ts'
import { limitsTable, type ShownSource, sourcesTable, waitingTable } from './sources-text.ts'

export const summary = 'sources [--url URL | --config FILE] [--json]   how the sources of a running gateway fare'

/** Prints what a running gateway tells of its sources. It asks none of them for that. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { config: { type: 'string', short: 'c' }, url: { type: 'string' }, json: { type: 'boolean' } },
  })
  const url = values.url ?? (await configuredUrl(values.config))
  const { sources } = await askData<{ sources: readonly ShownSource[] }>(url, query)
  console.log(values.json ? JSON.stringify(sources, null, 2) : textOf(sources))
  return 0
}

const query = `{
  sources {
    name kind title region status inFlight queued callsTotal retriesTotal lastError lastErrorAt
    breaker { state since probeAt }
    lanes { lane queued inFlight refused share }
    latency { p50 p95 p99 }
    limits { name kind limit published remaining windowSeconds resetAt citation }
    ledger
    sharedLimits { state degradedSeconds permitsExpired }
  }
}`

/** Where the gateway of a configuration listens; without one, where a gateway listens unless told otherwise. */
async function configuredUrl(config: string | undefined): Promise<string> {
  if (config === undefined) return 'http://127.0.0.1:4000'
  const { host, port } = (await readConfig(config, askingNobody)).server
  const isEverywhere = ['0.0.0.0', '::'].includes(host)
  const name = isEverywhere ? '127.0.0.1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

function textOf(sources: readonly ShownSource[]): string {
  const now = systemRuntime.now()
  return [sourcesTable(sources, now), limitsTable(sources, now), waitingTable(sources)].join('\n\n')
}
