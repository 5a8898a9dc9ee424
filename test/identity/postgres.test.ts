import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPostgresCrosswalk, isUnreachable, type PostgresSettings } from '../../gateway/identity/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'
import { crosswalkSuite } from './crosswalk-suite.ts'
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts'
import { cardOf, factsOfAll, idOf, vat } from './records.ts'

let server: PostgresServer
beforeAll(async () => {
  if (hasPostgres) server = await startPostgres()
}, 60_000)
afterAll(() => server?.close())

const open = (settings: PostgresSettings = server.settings()) =>
  createPostgresCrosswalk(settings, () => 0, systemRuntime)

describe.skipIf(!hasPostgres)('the crosswalk in Postgres', () => {
  crosswalkSuite(() => open())

  test('is there again for the next process, decisions and all', async () => {
    const settings = server.settings()
    const [a, b] = [idOf('crm', '1'), idOf('erp', '1')]
    const one = open(settings)
    await one.observe('Customer', factsOfAll([cardOf(a, 'Berg', vat), cardOf(b, 'Berg', vat)]), 1)
    await one.decide({ kind: 'Customer', a, b, state: 'REJECTED', by: 'Ada', at: 2 })
    await one.close()
    const other = open(settings)
    expect((await other.clustersOf('Customer', [a])).get(a)!.members).toEqual([a])
    expect((await other.links({})).map(({ state, decidedBy }) => `${state} ${decidedBy}`)).toEqual(['REJECTED Ada'])
    await other.close()
  })

  test('holds keys of records, hashes and decisions, and nothing that a record says', async () => {
    const settings = server.settings()
    const crosswalk = open(settings)
    const cards = ['crm', 'erp'].map((source) => ({
      ...cardOf(idOf(source, '1'), 'Berg Maschinenbau', vat),
      emails: ['ada@berg.example'],
    }))
    await crosswalk.observe('Customer', factsOfAll(cards), 1)
    await crosswalk.close()
    const tables = await server.query<{ name: string }>(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1',
      [settings.schema],
    )
    expect(tables.map(({ name }) => name).sort()).toEqual(
      ['claim', 'cluster', 'link', 'match_key', 'member', 'migration', 'progress', 'record'].sort(),
    )
    const rows = await Promise.all(tables.map(({ name }) => server.query(`SELECT * FROM ${settings.schema}.${name}`)))
    expect(JSON.stringify(rows)).toContain(cards[0]!.id)
    expect(JSON.stringify(rows)).not.toMatch(/136695976|berg|ada/i)
  })
})

describe.skipIf(!hasPostgres)('the tables', () => {
  test('are made once, by whichever of many replicas comes first', async () => {
    const settings = server.settings()
    const replicas = Array.from({ length: 5 }, () => open(settings))
    await Promise.all(replicas.map((replica) => replica.connect()))
    expect(replicas.map(({ isReachable }) => isReachable)).toEqual(replicas.map(() => true))
    expect(await server.query(`SELECT * FROM ${settings.schema}.migration`)).toEqual([{ version: '1' }])
    await Promise.all(replicas.map((replica) => replica.close()))
  })

  test('of a newer version are refused', async () => {
    const settings = server.settings()
    const old = open(settings)
    await old.connect()
    await server.query(`INSERT INTO ${settings.schema}.migration VALUES (99)`)
    const crosswalk = open(settings)
    await expect(crosswalk.connect()).rejects.toThrow('written by a newer version of the gateway (form 99)')
    await expect(crosswalk.links({})).rejects.toSatisfy(isUnreachable)
    await Promise.all([old.close(), crosswalk.close()])
  })

  test('may be in a schema that somebody else has made, with no right to make one', async () => {
    const { schema, ...settings } = server.settings()
    await server.query(`CREATE ROLE keeper LOGIN`)
    await server.query(`CREATE SCHEMA ${schema} AUTHORIZATION keeper`)
    const crosswalk = open({ ...settings, schema, url: settings.url.replace('freshet:none', 'keeper') })
    expect(await crosswalk.links({})).toEqual([])
    await crosswalk.close()
  })
})
