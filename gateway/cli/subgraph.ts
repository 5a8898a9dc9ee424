import { createSubgraphApplication } from '../application.ts'
import { applicationOptions, readConfig, readOptions } from './options.ts'
import { runUntilStopped } from './run-until-stopped.ts'

export const summary = 'subgraph SOURCE [--config FILE] [--port N] [--host NAME]   one source as its own GraphQL server'

/** Serves one source's subgraph; give its address as `remote` of that source in the gateway's configuration. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  const [name, ...more] = options.rest
  const config = await readConfig(options.config, name ?? '')
  const source = config.sources.find((candidate) => candidate.name === name)
  if (!source || more.length > 0) {
    console.error(
      `Name one source of ${options.config}: ${config.sources.map((candidate) => candidate.name).join(', ')}.`,
    )
    return 2
  }
  const { remote: _remote, ...own } = source
  const application = createSubgraphApplication(own, applicationOptions(config))
  const { url } = await application.server.listen(options.port ?? 4001, options.host ?? config.server.host)
  console.log(`The subgraph of ${source.name} answers at ${url}/graphql`)
  return runUntilStopped(() => application.close())
}
