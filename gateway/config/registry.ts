import { readdir } from 'node:fs/promises'
import type { Connector } from '../connector/index.ts'
import type { Connectors } from './read-source.ts'

const builtIn = new URL('../../subgraphs/', import.meta.url)

/**
 * Finds every connector there is: the default export of each `<folder>/connector.ts`. Adding a vendor is adding a folder.
 * @throws when two connectors call themselves the same, or one exports none
 */
export async function loadConnectors(folder: URL = builtIn): Promise<Connectors> {
  const connectors: Record<string, Connector> = {}
  for (const name of await vendorFolders(folder)) {
    const connector = await importConnector(new URL(`${name}/connector.ts`, folder))
    if (Object.hasOwn(connectors, connector.kind))
      throw new Error(`Two connectors have the kind "${connector.kind}"; one is in ${folder.pathname}${name}.`)
    connectors[connector.kind] = connector
  }
  return Object.freeze(connectors)
}

async function vendorFolders(folder: URL): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const contents = await Promise.all(folders.map((name) => readdir(new URL(`${name}/`, folder))))
  return folders.filter((_, i) => contents[i]!.includes('connector.ts')).sort()
}

async function importConnector(file: URL): Promise<Connector> {
  const { default: connector } = (await import(file.href)) as { default?: Connector }
  if (typeof connector?.kind !== 'string') throw new Error(`${file.pathname} exports no connector as its default.`)
  return connector
}
