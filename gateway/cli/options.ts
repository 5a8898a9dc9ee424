import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { ApplicationOptions } from '../application.ts'
import { type Config, loadConfig, loadConnectors } from '../config/index.ts'
import { systemRuntime } from '../runtime.ts'

/** The demo company's configuration, which is also the example. */
export const demoConfig = fileURLToPath(new URL('../../freshet.config.yaml', import.meta.url))

export interface Options {
  readonly config: string
  /** Where to listen, when it is not where the configuration says. */
  readonly port: number | undefined
  readonly host: string | undefined
  /** The command's own words. */
  readonly rest: readonly string[]
}

/** `--config FILE`, and `--port` and `--host` where a command listens. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string', short: 'c' },
      port: { type: 'string', short: 'p' },
      host: { type: 'string' },
    },
    allowPositionals: true,
  })
  return { config: values.config ?? demoConfig, port: portOf(values.port), host: values.host, rest: positionals }
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`--port ${text} is no port: give a whole number from 0 to 65535.`)
}

/** Reads and checks the configuration with every connector there is; `only` as `loadConfig` has it. @throws ConfigError */
export async function readConfig(file: string, only?: string): Promise<Config> {
  return loadConfig(file, await loadConnectors(), process.env, only)
}

/** For `readConfig`, where no source is asked and no secret of theirs is needed: no source has this name. */
export const askingNobody = ''

export function applicationOptions({ server, secrets: _secrets, ...rest }: Config): ApplicationOptions {
  const { port: _port, host: _host, ...settings } = server
  return { ...rest, server: settings, runtime: systemRuntime }
}
