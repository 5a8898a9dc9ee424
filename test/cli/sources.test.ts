import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openWorld, type World } from '../e2e/world.ts'
import { cells, freshet } from './run.ts'

/** Each command is a process of its own, which takes its time where others run. */
vi.setConfig({ testTimeout: 90_000 })

let world: World
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'freshet-sources-'))
  world = await openWorld({ change: (options) => ({ ...options, ledgerFolder: folder }) })
  await world.ask('{ customers(first: 3, sources: ["salesforce"]) { nodes { name } } }')
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

it('shows how each source of a running gateway fares', async () => {
  const { status, stdout, stderr } = await freshet('sources', '--url', world.url)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout.split('\n')[0]).toMatch(/^source +status +breaker +calls +retries +p50 ms +p95 ms +p99 ms +last error /)
  const [, state, breaker, calls, retries, p50] = cells(stdout, 'salesforce', 'OK')
  expect({ state, breaker, calls, retries }).toEqual({ state: 'OK', breaker: 'CLOSED', calls: '1', retries: '0' })
  expect(Number(p50)).toBeGreaterThan(0)
  expect(cells(stdout, 'odoo-at', 'UNKNOWN').slice(3)).toEqual(['0', '0', '–', '–', '–', '–', 'KEPT', '–'])
  // What is left of each limit, and until when.
  const [, , kind, left, ours, published, window, more] = cells(stdout, 'salesforce', 'DailyApiRequests')
  expect({ kind, ours, published, window }).toEqual({
    kind: 'QUOTA',
    ours: '70,000',
    published: '100,000',
    window: 'calls in 1 d',
  })
  expect(Number(left!.replace(',', ''))).toBeLessThan(70_000)
  expect(more).toMatch(/^in \d/)
  // Who waits.
  expect(cells(stdout, 'salesforce', 'batch').slice(2)).toEqual(['0', '0', '0', '70 %'])
})

it('as JSON too', async () => {
  const { stdout } = await freshet('sources', '--url', world.url, '--json')
  expect(JSON.parse(stdout)[0]).toMatchObject({ name: 'salesforce', callsTotal: 1, lanes: [{}, {}, {}] })
})

it('names the error of a source that fails, and when that was', async () => {
  world.simulators['sap-eu']!.fault({ kind: 'unavailable' })
  await world.ask('{ customers(first: 1, sources: ["sap-eu"]) { nodes { name } } }')
  const { stdout } = await freshet('sources', '--url', world.url)
  expect(cells(stdout, 'sap-eu', 'UNAVAILABLE').slice(8)[0]).toMatch(/^SOURCE_UNAVAILABLE \S+ \S+ ago$/)
})

it('finds the gateway of a configuration', async () => {
  const file = join(folder, 'own.yaml')
  const { port } = new URL(world.url)
  writeFileSync(
    file,
    `server: { port: ${port}, host: 0.0.0.0 }\nsources:\n  crm:\n    connector: salesforce\n    settings: { clientId: x, orgCurrency: EUR, clientSecret: env:NOT_SET_HERE }\n`,
  )
  expect(await freshet('sources', '--config', file)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('netsuite-us'),
  })
})

it('says so when there is no gateway, or something else', async () => {
  const other = createServer((_, response) => response.writeHead(404).end('<h1>nothing here</h1>'))
  await once(other.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  expect(await freshet('sources', '--url', url)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`${url} is no gateway: it answered with status 404`),
  })
  await new Promise((resolve) => other.close(resolve))
  expect(await freshet('sources', '--url', url)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: `freshet: There is no gateway at ${url} (ECONNREFUSED). Start it with \`freshet serve\`, or name its address with --url.\n`,
  })
  expect(await freshet('sources', '--url', 'nowhere')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is no address'),
  })
})
