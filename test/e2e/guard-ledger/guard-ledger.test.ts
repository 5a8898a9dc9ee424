import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Application, type ApplicationOptions, createApplication } from '../../../gateway/application.ts'
import { askOver, openWorld, type World } from '../world.ts'

let world: World
let folder: string
let running: Application | undefined
let options: ApplicationOptions

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'freshet-ledger-'))
  world = await openWorld({
    change: (given) => {
      options = { ...given, ledgerFolder: folder }
      return given
    },
  })
})
afterEach(async () => {
  await running?.close()
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

/** The gateway of before is stopped, and another one started in its place. */
async function restart(): Promise<(query: string) => ReturnType<World['ask']>> {
  await running?.close()
  running = createApplication(options)
  const { url } = await running.server.listen(0, '127.0.0.1')
  return (query) => askOver(url, world.simulators, query, {}, { 'cache-control': 'no-cache' })
}

const customers = '{ customers(first: 3, sources: ["salesforce"]) { nodes { name } } }'
const limits = '{ sources { name ledger limits { name limit published remaining } } }'
type Ask = Awaited<ReturnType<typeof restart>>

const daily = async (ask: Ask) => {
  const { name: _, ...source } = (await ask(limits)).data.sources[0]
  return { ledger: source.ledger, ...source.limits[0] }
}

test('a day’s quota is remembered by the next process', async () => {
  const first = await restart()
  for (let i = 0; i < 5; i++) expect((await first(customers)).errors).toEqual([])
  const before = await daily(first)
  expect(before).toMatchObject({ name: 'DailyApiRequests', ledger: 'KEPT', limit: 70_000, published: 100_000 })
  expect(before.remaining).toBeLessThanOrEqual(70_000 - 5)
  const second = await restart()
  expect(await daily(second)).toEqual(before)
})

test('what cannot be read is guessed until the system says what is used', async () => {
  await writeFile(join(folder, 'salesforce.json'), 'what was here is gone')
  const ask = await restart()
  expect(await daily(ask)).toMatchObject({ ledger: 'GUESSED', remaining: 35_000 })
  const { errors } = await ask(customers)
  expect(errors).toEqual([])
  await world.simulators.salesforce!.idle()
  expect((await daily(ask)).remaining).toBeGreaterThan(69_000)
  // The system is asked how much of its limits is used, once.
  const asked = world.simulators.salesforce!.arrivals.filter(({ path }) => path.endsWith('/limits'))
  expect(asked.length).toBe(1)
  const next = await restart()
  expect(await daily(next)).toMatchObject({ ledger: 'KEPT' })
  expect(await readFile(join(folder, 'salesforce.json'), 'utf8')).toContain('"source":"salesforce"')
})

test('a gateway without a place for it forgets, and says so', async () => {
  options = { ...options, ledgerFolder: undefined }
  expect(await daily(await restart())).toMatchObject({ ledger: 'FORGOTTEN' })
})
