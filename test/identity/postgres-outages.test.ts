import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Crosswalk, createPostgresCrosswalk, isUnreachable } from '../../gateway/identity/index.ts'
import { turnOf } from '../../gateway/identity/postgres-turn.ts'
import { type Runtime, systemRuntime } from '../../gateway/runtime.ts'
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts'
import { cardOf, factsOfAll, idOf, vat } from './records.ts'

let server: PostgresServer
let crosswalk: Crosswalk
let ahead: number
let told: boolean[]
const runtime: Runtime = { ...systemRuntime, monotonic: () => ahead, random: () => 1 }
const hear = (message: unknown) => told.push((message as { isReachable: boolean }).isReachable)

beforeAll(async () => {
  if (hasPostgres) server = await startPostgres()
}, 60_000)
afterAll(() => server?.close())
beforeEach(() => {
  ahead = 0
  told = []
  subscribe('freshet.identity.store', hear)
  if (hasPostgres) crosswalk = createPostgresCrosswalk(server.settings(), () => 0, runtime)
})
afterEach(async () => {
  unsubscribe('freshet.identity.store', hear)
  await crosswalk?.close()
})

const [crm, erp] = [idOf('crm', '1'), idOf('erp', '1')]
const berg = (at: number) =>
  crosswalk.observe('Customer', factsOfAll([cardOf(crm, 'Berg', vat), cardOf(erp, 'Berg', vat)]), at)
const membersOf = async (record: string) => (await crosswalk.clustersOf('Customer', [record])).get(record)!.members
const everyPause = 10_000

/** Several connections may have been lost: each is found out about when it is used. */
async function whenBack<T>(ask: () => Promise<T>, attempts = 5): Promise<T> {
  ahead += everyPause
  return attempts === 1 ? ask() : ask().catch(() => whenBack(ask, attempts - 1))
}

describe.skipIf(!hasPostgres)('when the Postgres', () => {
  test('dies, all fail in our own words, and go on as soon as it is back', async () => {
    await berg(1)
    await server.kill()
    const message = 'It cannot be looked up now which records are the same: the store of links is not reachable.'
    for (const result of await Promise.allSettled([berg(2), membersOf(crm), crosswalk.links({})]))
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'SOURCE_UNAVAILABLE', message } })
    expect(crosswalk.isReachable).toBe(false)
    await server.start()
    ahead += everyPause
    expect(await membersOf(crm)).toEqual([crm, erp].sort())
    expect(crosswalk.isReachable).toBe(true)
    expect(told).toEqual([false, true])
  })

  test('is not looked for again before a pause is over, and then by one', async () => {
    await berg(1)
    await server.kill()
    await expect(membersOf(crm)).rejects.toSatisfy(isUnreachable)
    await server.start()
    await expect(membersOf(crm)).rejects.toSatisfy(isUnreachable)
    ahead += everyPause
    const asked = await Promise.allSettled([membersOf(crm), membersOf(crm), membersOf(crm)])
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await membersOf(crm)).toEqual([crm, erp].sort())
  })

  test('hangs up on all amid what they do, nothing is done by half and nothing done is lost', async () => {
    await crosswalk.connect()
    const [{ pid } = { pid: 0 }] = await server.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const hangUp = () =>
      server.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'freshet' AND pid <> $1`,
        [pid],
      )
    const done: string[] = []
    let failed = 0
    for (let i = 0; i < 40; i++) {
      const pair = [idOf('crm', `p${i}`), idOf('erp', `p${i}`)]
      const claim = [{ scheme: 'EXTERNAL:erp', value: `p${i}` }]
      const observed = crosswalk
        .observe('Customer', factsOfAll([cardOf(pair[0]!, 'Berg', claim), cardOf(pair[1]!, 'Berg')]), i + 1)
        .then(() => done.push(pair[0]!))
        .catch((error) => {
          expect(error).toSatisfy(isUnreachable)
          failed += 1
          ahead += everyPause
        })
      await Promise.all([observed, i % 4 === 3 ? hangUp() : undefined])
    }
    expect(done.length + failed).toBe(40)
    expect(done.length).toBeGreaterThan(0)
    const known = await whenBack(() => crosswalk.clusters('Customer', undefined, 100))
    for (const { members } of known) expect(members).toHaveLength(2)
    for (const record of done) expect(known.some(({ members }) => members.includes(record))).toBe(true)
  })

  test('has a turn that does not end, those who wait for it fail by themselves, and readers are answered', async () => {
    const settings = server.settings({ timeoutMillis: 2_000 })
    const patient = createPostgresCrosswalk(settings, () => 0, systemRuntime)
    await patient.connect()
    const other = new Client({ connectionString: settings.url })
    await other.connect()
    await other.query(`BEGIN; ${turnOf(settings.schema, 'Customer')}`)
    const facts = factsOfAll([cardOf(crm, 'Berg', vat)])
    const writers = Array.from({ length: 8 }, (_, i) => patient.observe('Customer', facts, i + 1))
    const failed = Promise.allSettled(writers)
    for (let i = 0; i < 8; i++) expect(await patient.links({})).toEqual([])
    for (const result of await failed)
      expect(result).toMatchObject({ status: 'rejected', reason: { source: undefined } })
    expect(patient.isReachable).toBe(true)
    await other.end()
    await patient.observe('Customer', facts, 9)
    await patient.close()
  })

  test('does not let us in, it is as if it were not there', async () => {
    const settings = server.settings()
    const stranger = createPostgresCrosswalk({ ...settings, url: `${settings.url}-of-nobody` }, () => 0, runtime)
    await stranger.connect()
    expect(stranger.isReachable).toBe(false)
    await expect(stranger.links({})).rejects.toSatisfy(isUnreachable)
    await stranger.close()
  })
})

describe('a Postgres that says nothing', () => {
  let silent: Server
  const sockets: Socket[] = []
  beforeEach(async () => {
    silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
  })
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy()
    silent.close()
  })

  test('is waited for once, and not by everybody after another', async () => {
    const url = `postgres://freshet@127.0.0.1:${(silent.address() as AddressInfo).port}/links`
    const settings = { url, schema: 'freshet', poolSize: 4, timeoutMillis: 50, tls: false } as const
    const hung = createPostgresCrosswalk(settings, () => 0, runtime)
    await hung.connect()
    for (let i = 0; i < 5; i++) await expect(hung.links({})).rejects.toSatisfy(isUnreachable)
    expect(sockets).toHaveLength(1)
    await hung.close()
  })
})
