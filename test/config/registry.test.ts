import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { loadConnectors } from '../../gateway/config/index.ts'

/** A folder with one file per path, gone when the test is over. */
function folderOf(files: Readonly<Record<string, string>>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return pathToFileURL(`${folder}/`)
}

it('knows every connector in the house', async () => {
  const connectors = await loadConnectors()
  expect(Object.keys(connectors)).toEqual(expect.arrayContaining(['salesforce', 'sap-s4hana']))
  for (const [kind, connector] of Object.entries(connectors)) expect(connector.kind).toBe(kind)
})

it('takes a folder with a connector, and passes over the others', async () => {
  const folder = folderOf({ 'erp/connector.ts': "export default { kind: 'erp' }", 'simulator/kit.ts': '' })
  expect(Object.keys(await loadConnectors(folder))).toEqual(['erp'])
})

it('does not choose between two connectors of one kind', async () => {
  const one = "export default { kind: 'erp' }"
  const folder = folderOf({ 'a/connector.ts': one, 'b/connector.ts': one })
  await expect(loadConnectors(folder)).rejects.toThrow(/Two connectors have the kind "erp"; one is in .*\/b\./)
})

it('names the file that exports no connector', async () => {
  const folder = folderOf({ 'a/connector.ts': 'export const connector = {}' })
  await expect(loadConnectors(folder)).rejects.toThrow(/a\/connector\.ts exports no connector as its default/)
})
