import { createApplication } from '../application.ts'
import { exampleQueries } from '../server/index.ts'
import { applicationOptions, readConfig, readOptions } from './options.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { startDemoSystems } from './simulate.ts'

export const summary =
  'demo [--port N] [--host NAME]        the demo company on simulated systems and the gateway before them'

export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  const systems = await startDemoSystems()
  // The demo's credentials are made up here and open nothing but its simulators.
  for (const [name, value] of Object.entries(systems.secrets)) process.env[name] ??= value
  const config = await readConfig(options.config)
  const application = createApplication(applicationOptions(config))
  const { url } = await application.server.listen(
    options.port ?? config.server.port,
    options.host ?? config.server.host,
  )
  console.log(welcome(url, systems.lines))
  return runUntilStopped(async () => {
    await application.close()
    await systems.close()
  })
}

function welcome(url: string, systems: readonly string[]): string {
  const [first] = exampleQueries
  return [
    'The demo company runs on simulated systems:',
    ...systems,
    '',
    `GraphiQL:  ${url}/graphql`,
    '',
    'Its tabs hold ready queries. The first asks all systems at once:',
    '',
    first!.query.trim(),
    '',
    'Stop with Ctrl-C.',
  ].join('\n')
}
