import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../../gateway/cli/freshet.mjs', import.meta.url))

const freshet = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' })

it('lists its commands', () => {
  const { status, stdout } = freshet('--help')
  expect(status).toBe(0)
  for (const name of ['check', 'test']) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
  expect(freshet().status).toBe(2)
})

it.each(['nope', 'main', 'options', '../server/server', ''])('does not take %j for a command', (name) => {
  const { status, stderr } = freshet(name)
  expect(status).toBe(2)
  expect(stderr).toContain(`there is no command ${JSON.stringify(name)}`)
})

it('says what one command is for', () => {
  expect(freshet('check', '--help')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^freshet check \[FILE\]/),
  })
})

it('checks a configuration and names its lines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'own.yaml')
  writeFileSync(file, 'sources:\n  crm:\n    connector: salesforce\n    settings: { clientId: x, orgCurrency: EUR }\n')
  expect(freshet('check', file)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^crm: Salesforce.* types; .*DailyApiRequests/),
  })
  writeFileSync(file, 'sources:\n  crm:\n    connector: salesforce\n    settings: { clientId: x }\n')
  expect(freshet('check', file)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`${file}:4:15 sources.crm.settings.orgCurrency: is missing`),
  })
})
