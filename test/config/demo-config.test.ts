import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadConnectors, parseConfig } from '../../gateway/config/index.ts'
import { bindSource, canonical, type EntityName } from '../../gateway/connector/index.ts'
import type { SimulatorModule } from '../../subgraphs/simulator/module.ts'

const root = new URL('../../', import.meta.url)
const subgraphs = new URL('subgraphs/', root)

async function loadSimulators(): Promise<SimulatorModule[]> {
  const files = readdirSync(subgraphs).map((folder) => new URL(`${folder}/simulator.ts`, subgraphs))
  const modules = await Promise.all(files.filter((file) => existsSync(file)).map((file) => import(file.href)))
  return modules.map((module) => module.default)
}

const connectors = await loadConnectors()
const simulators = await loadSimulators()
const secrets: object[] = simulators.flatMap(({ sources }) => sources.map((source) => source.secrets))
const env: Record<string, string> = Object.assign({}, ...secrets)
const file = 'freshet.config.yaml'
const parse = () =>
  parseConfig(readFileSync(new URL(file, root), 'utf8'), { file, connectors, env, readFile: () => '' })

describe('the configuration of the demo company', () => {
  it.each(simulators.flatMap(({ kind, sources, config }) => sources.map(({ name }) => ({ name, kind, config }))))(
    'reaches the simulator of $name',
    ({ name, kind, config }) => {
      const source = parse().sources.find((candidate) => candidate.name === name)
      expect(source?.connector.kind).toBe(kind)
      expect(source?.settings).toMatchObject(config(source!.connector.origin(source!.settings as never)))
    },
  )

  it('can be bound to its connectors', () => {
    for (const source of parse().sources)
      expect(bindSource(source, Object.keys(canonical) as EntityName[]).title).toBe(source.title)
  })

  it('gives every system an address of its own', () => {
    const origins = parse().sources.map(({ connector, settings }) => connector.origin(settings as never))
    expect(new Set(origins).size).toBe(origins.length)
  })
})
