import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ApplicationOptions, createApplication, type Gateway } from '../../../gateway/application.ts'
import type { PostgresSettings } from '../../../gateway/identity/index.ts'
import { hasPostgres, type PostgresServer, startPostgres } from '../../identity/postgres-server.ts'
import { accountOf, identity, plainlyLinked, recordsOf } from '../identity-links/world.ts'
import { approved } from '../view-credit/customers.ts'
import { type Asked, askOver, openWorld, type World } from '../world.ts'

let server: PostgresServer
let world: World
let options: ApplicationOptions
let settings: PostgresSettings
let replicas: Replica[] = []

beforeAll(async () => {
  if (!hasPostgres) return
  server = await startPostgres()
  world = await openWorld({
    scale: 0.1,
    onLastDay: true,
    change: (given) => {
      options = given
      return given
    },
  })
}, 60_000)
afterAll(async () => {
  await world?.close()
  await server?.close()
})
beforeEach(() => {
  if (hasPostgres) settings = server.settings()
})
afterEach(async () => {
  await Promise.all(replicas.map(({ gateway }) => gateway.close()))
  replicas = []
})

interface Replica {
  readonly gateway: Gateway
  ask(query: string, variables: Record<string, unknown>): Promise<Asked>
  ready(): Promise<{ readonly status: number; readonly parts: Record<string, boolean> }>
}

/** A gateway of its own over the same systems and the same Postgres, as another process would be. */
async function replica(): Promise<Replica> {
  const gateway = createApplication({ ...options, identity: { ...identity, postgres: settings } })
  const { url } = await gateway.server.listen(0, '127.0.0.1')
  const made: Replica = {
    gateway,
    ask: (query, variables) => askOver(url, world.simulators, query, variables, {}, secretive()),
    async ready() {
      const response = await fetch(`${url}/readyz`)
      return { status: response.status, parts: ((await response.json()) as { parts: Record<string, boolean> }).parts }
    },
  }
  replicas.push(made)
  return made
}

/** What a database says of itself, and where it is, is nobody's business. */
const secretive = () => ['ECONNREFUSED', 'terminating connection', `127.0.0.1:${server.port}`, settings.schema]

const profile = /* GraphQL */ `
  query ($record: ID!) {
    customerProfile(record: $record) { id complete soughtAt records { id } sourceResults { source status message } }
  }
`
const known = 'query ($record: ID!) { customerProfile(record: $record) { soughtAt links { linkedTo } } }'
const credit = /* GraphQL */ `
  query ($customer: ID!) {
    creditCheck(customer: $customer, amount: { amount: "1", currency: "EUR" }) {
      decision complete reasons { reason source }
    }
  }
`
const members = ({ data }: Asked): string[] => data.customerProfile.records.map(({ id }: { id: string }) => id).sort()
const customer = () => plainlyLinked(world, ['sap', 'netsuite'])[0]!
const everyPause = 10_000

describe.skipIf(!hasPostgres)('two gateways with one Postgres', () => {
  test('seek once: what one has found of a customer costs the other no call', async () => {
    const [one, other] = [await replica(), await replica()]
    const record = accountOf(customer())
    const first = await one.ask(known, { record })
    expect(first.errors).toEqual([])
    expect(first.calls['sap-eu']).toBeGreaterThan(0)
    const second = await other.ask(known, { record })
    expect(second.calls['sap-eu']! + second.calls['netsuite-us']! + second.calls['odoo-at']!).toBe(0)
    expect(second.data).toEqual(first.data)
  })

  test('know together what a person decides: a link rejected at one is gone at the other at once', async () => {
    const [one, other] = [await replica(), await replica()]
    const record = accountOf(customer())
    const before = await one.ask(profile, { record })
    expect(members(before)).toEqual(recordsOf(customer()).sort())
    expect(members(await other.ask(profile, { record }))).toEqual(members(before))
    const away = recordsOf(customer()).find((id) => id !== record)!
    const decision = { kind: 'Customer', a: record, b: away, state: 'REJECTED', by: 'Ada', at: 1 } as const
    await other.gateway.identity!.crosswalk.decide(decision)
    expect(members(await one.ask(profile, { record }))).toEqual(members(before).filter((id) => id !== away))
    expect(await one.ready()).toMatchObject({ status: 200, parts: { identityStore: true } })
  })
})

describe.skipIf(!hasPostgres)('while the Postgres is away', () => {
  test('a profile is the record that was asked for, and says so; there is no credit; both are whole when it is back', async () => {
    const one = await replica()
    const { record } = approved(world.company, 'sap')
    const before = await one.ask(profile, { record })
    expect((await one.ask(credit, { customer: record })).data.creditCheck.decision).toBe('APPROVED')
    await server.kill()
    const { status, data, errors } = await one.ask(profile, { record })
    expect(status).toBe(200)
    expect(data.customerProfile).toMatchObject({ complete: false, soughtAt: null, records: [{ id: record }] })
    const results = data.customerProfile.sourceResults as { source: string; status: string; message: string | null }[]
    expect(results.map((result) => `${result.source} ${result.status}`).sort()).toEqual([
      'netsuite-us UNAVAILABLE',
      'odoo-at UNAVAILABLE',
      'salesforce OK',
      'sap-eu UNAVAILABLE',
    ])
    expect(results.find(({ source }) => source === 'sap-eu')!.message).toBe(
      'It cannot be looked up now which Customer of the source "sap-eu" is the same: the store of links is not reachable.',
    )
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['SOURCE_UNAVAILABLE']))
    const check = await one.ask(credit, { customer: record })
    expect(check.data.creditCheck).toMatchObject({ decision: 'UNKNOWN', complete: false })
    expect(check.data.creditCheck.reasons).toContainEqual({ reason: 'CUSTOMER_UNKNOWN', source: 'sap-eu' })
    expect(await one.ready()).toMatchObject({ status: 200, parts: { identityStore: false, salesforce: true } })
    await server.start()
    world.advance(everyPause)
    expect(members(await one.ask(profile, { record }))).toEqual(members(before))
    expect((await one.ask(credit, { customer: record })).data.creditCheck.decision).toBe('APPROVED')
  })

  test('decisions are an error of their own, and what else is asked is answered', async () => {
    const one = await replica()
    const record = accountOf(customer())
    await server.kill()
    const { data, errors } = await one.ask(
      'query ($record: ID!) { customerProfile(record: $record) { displayName links { id } } customer(id: $record) { name } }',
      { record },
    )
    expect(data.customerProfile).toMatchObject({ displayName: data.customer.name, links: null })
    expect(errors.map(({ path, message }) => `${path} ${message}`)).toContain(
      'customerProfile,links It cannot be looked up now which records are the same: the store of links is not reachable.',
    )
    await server.start()
  })

  test('a gateway starts all the same, and finds it later', async () => {
    await server.kill()
    const one = await replica()
    const record = accountOf(customer())
    expect((await one.ask(profile, { record })).data.customerProfile.complete).toBe(false)
    await server.start()
    world.advance(everyPause)
    expect((await one.ask(profile, { record })).data.customerProfile.complete).toBe(true)
    expect((await one.ready()).parts).toMatchObject({ identityStore: true })
  })
})
