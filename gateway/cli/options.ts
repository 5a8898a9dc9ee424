import { parseArgs } from 'node:util'
import { type ApplicationOptions } from '../application.ts'
import { type Config, loadConfig, loadConnectors } from '../config/index.ts'
import { systemRuntime } from '../runtime.ts'

/** The demo company's configuration, which is also the example. */
export const demoConfig = new URL('../../freshet.config.yaml', import.meta.url).pathname

/** `--config FILE`, and `--port` where a command listens; what is left are the command's own words. */
export function readOptions(args: readonly string[]): { config: string; port: number | undefined; rest: string[] } {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { config: { type: 'string', short: 'c' }, port: { type: 'string', short: 'p' } },
    allowPositionals: true,
  })
  return { config: values.config ?? demoConfig, port: portOf(values.port), rest: positionals }
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`--port ${text} is no port: give a whole number from 0 to 65535.`)
}

/** Reads and checks the configuration with every connector there is. @throws ConfigError */
export async function readConfig(file: string): Promise<Config> {
  return loadConfig(file, await loadConnectors(), process.env)
}

export function applicationOptions({ sources, cacheBytes, skuNamespaces, server }: Config): ApplicationOptions {
  const { port: _port, host: _host, ...settings } = server
  return { sources, cacheBytes, skuNamespaces, server: settings, runtime: systemRuntime }
}
