import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLinks } from '../../gateway/cli/link-open.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'freshet-link-'))
  writeFileSync(
    join(folder, 'own.yaml'),
    'sources:\n  crm:\n    connector: salesforce\n    settings: { clientId: x, orgCurrency: EUR }\n',
  )
  mkdirSync(join(folder, '.freshet/link'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What the command makes of a ledger that nobody can read. */
async function stateWith(ledger: string): Promise<string | undefined> {
  writeFileSync(join(folder, ledger), 'what was here is gone')
  const { gateway } = await openLinks(['--config', join(folder, 'own.yaml')], false)
  await gateway.close()
  return gateway.members[0]!.ledger?.state
}

it('keeps a ledger of its own, and leaves that of the gateway beside it alone', async () => {
  expect(await stateWith('.freshet/crm.json')).toBe('KEPT')
  expect(await stateWith('.freshet/link/crm.json')).toBe('GUESSED')
})

it('refuses what is decided for good where the crosswalk is in memory', async () => {
  await expect(openLinks(['--config', join(folder, 'own.yaml')], true)).rejects.toThrow('is in memory')
})
