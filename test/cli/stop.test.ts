import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
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

/** A request whose body is still to come: the gateway must not end before it has answered. */
async function beginRequest(url: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const body = JSON.stringify({ query: '{ __typename }' })
  const head = `POST /graphql HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`
  socket.write(`${head}Connection: close\r\n\r\n${body.slice(0, 5)}`)
  // The request has arrived once the gateway has answered one that came after it.
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  return async () => {
    socket.write(body.slice(5))
    return String(await buffer(socket))
  }
}

it('answers what is under way when it is told to stop, even twice at once', async () => {
  const { child, url } = await startGateway()
  const finish = await beginRequest(url)
  const exited = once(child, 'exit')
  child.kill('SIGINT')
  child.kill('SIGTERM')
  expect(await finish()).toContain('{"data":{"__typename":"Query"}')
  expect(await exited).toEqual([0, null])
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
})
