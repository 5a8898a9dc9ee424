import { createApplication } from '../application.ts'
import { applicationOptions, readConfig, readOptions } from './options.ts'
import { runUntilStopped } from './run-until-stopped.ts'

export const summary = 'serve [--config FILE] [--port N] [--host NAME]   the gateway over the configured sources'

/** Serves until stopped. A source that is down does not keep the gateway from starting. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  const config = await readConfig(options.config)
  const application = createApplication(applicationOptions(config))
  const { url } = await application.server.listen(
    options.port ?? config.server.port,
    options.host ?? config.server.host,
  )
  console.log(`Freshet serves ${config.sources.map(({ name }) => name).join(', ')} at ${url}/graphql`)
  return runUntilStopped(() => application.close())
}
