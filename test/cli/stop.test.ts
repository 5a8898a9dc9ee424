import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const entry = fileURLToPath(new URL('../../gateway/cli/freshet.mjs', import.meta.url))

/** A gateway in its own process, over a source that is never asked. */
async function startGateway() {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-'))
  const config = join(folder, 'own.yaml')
  writeFileSync(
    config,
    'sources:\n  crm:\n    connector: salesforce\n    settings: { clientId: x, orgCurrency: EUR }\n',
  )
  const child = spawn(process.execPath, [entry, 'serve', '--config', config, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  return { child, url: /http:\S+(?=\/graphql)/.exec(line)![0] }
}

it('serves until it is told to stop, even twice at once', async () => {
  const { child, url } = await startGateway()
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  const exited = once(child, 'exit')
  child.kill('SIGINT')
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
})
