import { readdirSync } from 'node:fs'
import { systemRuntime } from '../runtime.ts'
import { runUntilStopped } from './run-until-stopped.ts'

export const summary = 'simulate                             the demo company on simulated systems, without a gateway'

/** Where the demo's systems listen, in the order of the demo configuration; the admin port is last. */
export const demoPorts: Readonly<Record<string, number>> = {
  salesforce: 4101,
  'sap-eu': 4102,
  'netsuite-us': 4103,
  'odoo-at': 4104,
  'bc-uk': 4105,
  'dynamics-nl': 4106,
  'fno-nl': 4107,
  'b1-ch': 4108,
}
export const adminPort = 4199

export async function run(): Promise<number> {
  const demo = await startDemoSystems()
  console.log(demo.lines.join('\n'))
  return runUntilStopped(demo.close)
}

export interface DemoSystems {
  /** What to tell the user, line by line. */
  readonly lines: readonly string[]
  /** Environment variables to which the demo configuration refers. */
  readonly secrets: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Starts every simulator that comes with a connector. Simulators are loaded by name: no engine room imports them. */
export async function startDemoSystems(scale = Number(process.env.FRESHET_DEMO_SCALE ?? 1)): Promise<DemoSystems> {
  const subgraphs = new URL('../../subgraphs/', import.meta.url)
  const { generateCompany } = await import(new URL('simulator/company/generate.ts', subgraphs).href)
  const { startSimulator } = await import(new URL('simulator/kit.ts', subgraphs).href)
  const { startAdmin } = await import(new URL('simulator/admin.ts', subgraphs).href)
  const company = generateCompany({ scale })
  const clock = { now: () => systemRuntime.now() }
  const modules = await Promise.all(
    simulatorFolders(subgraphs).map(
      async (folder) => (await import(new URL(`${folder}/simulator.ts`, subgraphs).href)).default,
    ),
  )
  const started: { name: string; title: string; simulator: { url: string; close(): Promise<void> } }[] = []
  for (const module of modules) {
    const [{ name, title }] = module.sources
    started.push({
      name,
      title,
      simulator: await startSimulator(module.create({ company, clock, seed: 1 }), {
        clock,
        port: demoPorts[name] ?? 0,
      }),
    })
  }
  const admin = await startAdmin(
    started.map(({ simulator }) => simulator),
    { port: adminPort },
  )
  const widest = Math.max(...started.map(({ title }) => title.length))
  return {
    lines: [
      ...started.map(({ name, title, simulator }) => `  ${name.padEnd(12)} ${title.padEnd(widest)} ${simulator.url}`),
      `  faults on demand: POST http://127.0.0.1:${adminPort}/simulators/<name>/down, /up, /fault, /latency`,
    ],
    secrets: Object.assign(
      {},
      ...modules.flatMap((module) => module.sources.map((source: { secrets: object }) => source.secrets)),
    ),
    close: async () => {
      await admin.close()
      await Promise.all(started.map(({ simulator }) => simulator.close()))
    },
  }
}

function simulatorFolders(subgraphs: URL): string[] {
  return readdirSync(subgraphs, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && readdirSync(new URL(`${entry.name}/`, subgraphs)).includes('simulator.ts'),
    )
    .map((entry) => entry.name)
}
