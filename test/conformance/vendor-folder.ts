import { readdirSync } from 'node:fs'
import type { Connector } from '../../gateway/connector/index.ts'
import type { SimulatorModule } from '../../subgraphs/simulator/module.ts'

/** What a vendor's folder holds: its connector, and the simulator that examines it. */
export interface VendorFolder {
  readonly connector: Connector
  readonly module: SimulatorModule
}

export const subgraphs = new URL('../../subgraphs/', import.meta.url)

/** Every folder that holds a connector: a new vendor is judged by being there. */
export const vendors = readdirSync(subgraphs, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(new URL(`${entry.name}/`, subgraphs)).includes('simulator.ts'))
  .map((entry) => entry.name)

export async function loadVendor(folder: string, base: URL = subgraphs): Promise<VendorFolder> {
  const connector = (await import(new URL(`${folder}/connector.ts`, base).href)) as { default: Connector }
  const module = (await import(new URL(`${folder}/simulator.ts`, base).href)) as { default: SimulatorModule }
  return { connector: connector.default, module: module.default }
}

/** The settings of a source as its simulator wants them, and the connector's defaults for the rest. */
export function withDefaults(connector: Connector, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const defaults = Object.entries(connector.settings).map(([name, setting]) => [
    name,
    'default' in setting ? setting.default : undefined,
  ])
  return { ...Object.fromEntries(defaults), ...given }
}
