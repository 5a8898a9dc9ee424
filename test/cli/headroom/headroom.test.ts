import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { renderLedger } from '../../../gateway/guard/ledger-text.ts'
import { openWorld, type World } from '../../e2e/world.ts'
import { cells, freshet } from '../run.ts'

/** Each command is a process of its own, which takes its time where others run. */
vi.setConfig({ testTimeout: 90_000 })

const day = 86_400_000
let folder: string
let world: World
let views: string
/** Calls of the busiest day. */
let peak = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'freshet-headroom-'))
  views = join(folder, 'views.json')
  world = await openWorld({
    change: (options) => ({
      ...options,
      ledgerFolder: join(folder, 'ledger'),
      sources: options.sources.map((source) =>
        source.name === 'salesforce' ? { ...source, limits: { DailyApiRequests: { permits: 20 } } } : source,
      ),
    }),
  })
  // Three days, one of them busier than the others.
  for (const questions of [3, 6, 3]) {
    const before = await callsSoFar()
    for (let i = 0; i < questions; i++) await askNow()
    peak = Math.max(peak, (await callsSoFar()) - before)
    world.advance(day)
  }
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const askNow = async () => {
  const query = '{ customers(first: 3, sources: ["salesforce"]) { nodes { name } } }'
  expect((await world.ask(query, {}, { 'cache-control': 'no-cache' })).errors).toEqual([])
}

/** Calls that left, those with a login that had run out among them. */
const callsSoFar = async (): Promise<number> =>
  (await world.ask('{ sources { callsTotal } }')).data.sources[0].callsTotal

const page =
  '{ customers(first: 3, sources: ["salesforce"]) { nodes { name opportunities(first: 2) { nodes { name } } } } }'
const write = (perDay: number, query = page) => writeFileSync(views, JSON.stringify([{ name: 'page', query, perDay }]))

test('a running gateway tells what a day takes, and how much is left for others', async () => {
  const { status, stdout, stderr } = await freshet('headroom', '--url', world.url)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(peak).toBeGreaterThanOrEqual(6)
  expect(cells(stdout, 'salesforce').slice(4)).toEqual([peak, 0, peak, 14, 20, 'DailyApiRequests', 'OK'].map(String))
  expect(cells(stdout, 'odoo-at').at(-1)).toContain('UNKNOWN (no limit is published')
})

test('and what views would take beside it', async () => {
  // Held or not, the page is two calls.
  await world.ask(page)
  write(4.5)
  const over = await freshet('headroom', '--url', world.url, '--views', views, '--json')
  expect(over.status).toBe(1)
  expect(JSON.parse(over.stdout)).toMatchObject({
    views: [{ name: 'page', perDay: 4.5, calls: { salesforce: 2 }, isTold: true, isAllowed: true }],
  })
  expect(JSON.parse(over.stdout).sources[0]).toMatchObject({
    source: 'salesforce',
    ...{ predicted: 9, total: peak + 9, verdict: 'OVER_LINE', dayLimit: { line: 14, limit: 20 } },
  })
  write(8)
  const beyond = await freshet('headroom', '--url', world.url, '--views', views)
  expect(beyond.status).toBe(1)
  expect(cells(beyond.stdout, 'salesforce').at(-1)).toBe('OVER THE LIMIT')
  expect(cells(beyond.stdout, 'page')).toEqual(['page', '8', 'salesforce 2'])
})

test('two replicas are added up', async () => {
  const { stdout, status } = await freshet('headroom', '--url', world.url, '--url', world.url, '--json')
  const { sources } = JSON.parse(stdout) as { sources: readonly { consumption: { peak: number } }[] }
  expect(sources[0]!.consumption.peak).toBe(peak * 2)
  expect(status).toBe(peak * 2 > 14 ? 1 : 0)
})

test('a view that is no query is named', async () => {
  write(1, '{ nonsense }')
  expect(await freshet('headroom', '--url', world.url, '--views', views)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('The view page is not explained: '),
  })
})

test('a configuration tells it without any gateway or secret, by its ledger', async () => {
  const [file, now] = [join(folder, 'own.yaml'), Date.now()]
  writeFileSync(
    file,
    'ledger: kept\nredis: { url: "redis://127.0.0.1:1" }\ntrustedDocuments: { path: documents.json, only: true }\nsources:\n  crm:\n    connector: salesforce\n    settings: { clientId: x, clientSecret: env:NOT_SET_HERE, orgCurrency: EUR }\n',
  )
  writeFileSync(
    join(folder, 'documents.json'),
    JSON.stringify({ orders: page.replace(', sources: ["salesforce"]', '') }),
  )
  writeFileSync(views, JSON.stringify([{ name: 'orders', documentId: 'orders', perDay: 35_000 }]))
  const perHour = Array.from({ length: 49 }, (_, i) => (i === 40 ? 29_999 : i === 2 ? 100 : 0))
  mkdirSync(join(folder, 'kept'))
  writeFileSync(join(folder, 'kept', 'crm.json'), renderLedger('crm', {}, { since: now - 48 * 3_600_000, perHour }))
  const { status, stdout, stderr } = await freshet('headroom', '--config', file, '--views', views)
  expect(stderr).toBe('')
  expect(cells(stdout, 'crm')).toEqual([
    'crm',
    '2',
    '100',
    '29,999',
    '29,999',
    '70,000',
    '99,999',
    '70,000',
    '100,000',
    'DailyApiRequests',
    'OVER THE LINE',
  ])
  expect(stdout).toContain('These are the calls of one replica')
  expect(status).toBe(1)
})
