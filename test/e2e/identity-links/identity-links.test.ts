import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { vatNumber } from '../../../gateway/identity/vat.ts'
import { mostMembers } from '../../../gateway/stitch/profile/bounds.ts'
import { idOf, nameOf } from '../company.ts'
import { accountOf, type LinkedWorld, openLinkedWorld, plainlyLinked, recordsOf } from './world.ts'

let world: LinkedWorld
beforeEach(async () => {
  world = await openLinkedWorld({ scale: 0.1 })
})
afterEach(() => world.close())

const byRecord = /* GraphQL */ `
  query ($record: ID!) {
    customerProfile(record: $record) {
      id complete soughtAt
      records { id }
      links { id record linkedTo linkedSource state method rule confidence decidedBy evidence { scheme sourceField valueHash agrees } }
    }
  }
`
const members = (profile: { records: { id: string }[] }) => profile.records.map(({ id }) => id).sort()

/** A customer that an ERP has, whose account does not name it there, and whose VAT number both have. */
function forgotten(system: 'netsuite' | 'odoo') {
  const { company } = world
  const found = company.truth.missingLinks
    .map((link) => ({ link, customer: company.customers[link.customerId]! }))
    .find(({ link, customer }) => link.system === system && customer.vat && vatNumber(customer.vat, customer.country))
  return found && { account: accountOf(found.customer), erp: idOf('Customer', system, found.link.key) }
}

describe('a link that the CRM has forgotten', () => {
  test('is found by the VAT number, with its evidence and without showing the number', async () => {
    const { account, erp } = (forgotten('netsuite') ?? forgotten('odoo'))!
    const { data, errors } = await world.ask(byRecord, { record: account })
    expect(errors).toEqual([])
    expect(members(data.customerProfile)).toContain(erp)
    const link = data.customerProfile.links.find(
      ({ record, linkedTo }: { record: string; linkedTo: string }) =>
        [record, linkedTo].includes(erp) && [record, linkedTo].includes(account),
    )
    expect(link).toMatchObject({ state: 'CONFIRMED', method: 'STRONG_KEY', rule: 'strong-number', decidedBy: 'rules' })
    expect(link.evidence).toEqual([
      { scheme: 'VAT', sourceField: 'identifiers', valueHash: expect.stringMatching(/^[0-9a-f]{32}$/), agrees: true },
      { scheme: 'NAME', sourceField: 'name', valueHash: expect.stringMatching(/^[0-9a-f]{32}$/), agrees: true },
    ])
  })

  test('is found from either side, as one profile', async () => {
    const { account, erp } = (forgotten('netsuite') ?? forgotten('odoo'))!
    const fromErp = await world.ask(byRecord, { record: erp })
    const fromAccount = await world.ask(byRecord, { record: account })
    expect(members(fromErp.data.customerProfile)).toEqual(members(fromAccount.data.customerProfile))
    expect(fromErp.data.customerProfile.id).toBe(fromAccount.data.customerProfile.id)
  })
})

describe('what was found out', () => {
  const query = 'query ($record: ID!) { customerProfile(record: $record) { soughtAt links { id } } }'

  test('is remembered: the second question asks no system for links', async () => {
    const [customer] = plainlyLinked(world, ['sap', 'netsuite'])
    const first = await world.ask(query, { record: accountOf(customer!) })
    expect(first.errors).toEqual([])
    expect(first.calls['sap-eu']).toBeGreaterThan(0)
    const again = await world.ask(query, { record: accountOf(customer!) })
    expect(again.calls).toEqual({ salesforce: 0, 'sap-eu': 0, 'netsuite-us': 0, 'odoo-at': 0 })
    expect(again.data).toEqual(first.data)
  })

  test('is believed for as long as is configured, and not by one who wants it anew', async () => {
    const [customer] = plainlyLinked(world, ['sap', 'netsuite'])
    const record = accountOf(customer!)
    await world.ask(query, { record })
    const anew = await world.ask(query, { record }, { 'cache-control': 'no-cache' })
    expect(anew.calls['netsuite-us']).toBeGreaterThan(0)
    world.advance(601_000)
    const later = await world.ask(query, { record })
    expect(later.calls['netsuite-us']).toBeGreaterThan(0)
    expect(Date.parse(later.data.customerProfile.soughtAt)).toBeGreaterThan(
      Date.parse(anew.data.customerProfile.soughtAt),
    )
  })
})

test('fifty profiles are found with as many calls as one', async () => {
  const records = plainlyLinked(world, ['sap']).slice(0, 50).map(accountOf)
  expect(records.length).toBeGreaterThan(20)
  const many = 'query ($records: [ID!]!) { customerProfiles(records: $records) { id records { id } } }'
  const one = await world.ask(many, { records: records.slice(0, 1) })
  const all = await world.ask(many, { records: records.slice(1) })
  expect(all.errors).toEqual([])
  for (const [i, profile] of all.data.customerProfiles.entries()) expect(members(profile)).toContain(records[i + 1])
  for (const [source, calls] of Object.entries(all.calls)) expect([source, calls <= 4]).toEqual([source, true])
  expect(Object.values(one.calls).reduce((a, b) => a + b)).toBeGreaterThan(0)
})

test('a page of customers with their profiles costs no call more for ten than for thirty', async () => {
  const page = (first: number) =>
    `{ customers(sources: ["salesforce"], first: ${first}, orderBy: [{ number: ASC }]) { nodes { id profile { id } } } }`
  const cost = async (first: number) => {
    const { calls, errors } = await world.ask(page(first), {}, { 'cache-control': 'no-cache' })
    expect(errors).toEqual([])
    return calls
  }
  const ten = await cost(10)
  const thirty = await cost(30)
  for (const source of Object.keys(ten)) expect(thirty[source]! - ten[source]!).toBeLessThanOrEqual(1)
})

describe('a person', () => {
  const pair = () => {
    const [customer] = plainlyLinked(world, ['sap'])
    return { account: accountOf(customer!), erp: idOf('Customer', 'sap', `${customer!.keys.sap}`) }
  }

  test('rejects a link, and the profile parts at once and stays parted', async () => {
    const { account, erp } = pair()
    await world.ask(byRecord, { record: account })
    const { crosswalk } = world.gateway.identity!
    const decided = { kind: 'Customer', a: account, b: erp, by: 'Ada', at: Date.now() } as const
    const link = await crosswalk.decide({ ...decided, state: 'REJECTED' })
    for (const headers of [{}, { 'cache-control': 'no-cache' }]) {
      const { data } = await world.ask(byRecord, { record: account }, headers as Record<string, string>)
      expect(members(data.customerProfile)).not.toContain(erp)
      expect(data.customerProfile.links[0]).toMatchObject({ state: 'REJECTED', method: 'MANUAL', decidedBy: 'Ada' })
    }
    await crosswalk.undo(link.id, 'Ada', Date.now())
    const { data } = await world.ask(byRecord, { record: account })
    expect(members(data.customerProfile)).toContain(erp)
  })

  test('may say of more records of one system that they are the same than a profile shows: it says that some are left out', async () => {
    const [customer] = plainlyLinked(world, ['sap'])
    const account = accountOf(customer!)
    const { data: listed } = await world.ask(
      '{ customers(first: 40, sources: ["netsuite-us"]) { nodes { id profile { id } } } }',
    )
    const others: string[] = listed.customers.nodes.map(({ id }: { id: string }) => id)
    expect(others.length).toBeGreaterThan(mostMembers)
    await world.ask(byRecord, { record: account })
    const { crosswalk } = world.gateway.identity!
    for (const b of others)
      await crosswalk.decide({ kind: 'Customer', a: account, b, by: 'Ada', at: Date.now(), state: 'CONFIRMED' })
    const query = `query ($record: ID!) {
      customerProfile(record: $record) { complete records { id } sourceResults { source status message } }
      creditCheck(customer: $record, amount: { amount: "1", currency: "EUR" }) { decision }
    }`
    for (const record of [account, others.at(-1)!]) {
      const { data, errors } = await world.ask(query, { record })
      const { complete, records, sourceResults } = data.customerProfile
      const ofNetSuite = members({ records }).filter((id) => others.includes(id))
      expect(ofNetSuite).toHaveLength(mostMembers)
      expect(members({ records })).toContain(record)
      expect(complete).toBe(false)
      const said = `More than ${mostMembers} Customer records of the source "netsuite-us" are the same`
      expect(sourceResults).toContainEqual({
        source: 'netsuite-us',
        status: 'FAILED',
        message: expect.stringContaining(said),
      })
      expect(errors.map(({ message }) => message)).toContainEqual(expect.stringContaining(said))
      expect(data.creditCheck.decision).not.toBe('APPROVED')
    }
  })

  test('sees suggestions beside the profile, and only those on demand', async () => {
    const { conflictingLinks } = world.company.truth
    const { customerId, system, key } = conflictingLinks[0]!
    const account = accountOf(world.company.customers[customerId]!)
    const { data } = await world.ask(
      'query ($record: ID!) { customerProfile(record: $record) { records { id } links(state: SUGGESTED) { linkedTo rule } } }',
      { record: account },
    )
    expect(members(data.customerProfile)).toEqual([account])
    expect(data.customerProfile.links).toContainEqual({
      linkedTo: idOf('Customer', system, key),
      rule: 'disputed-claim',
    })
  })
})

describe('with a system down', () => {
  test('members that are remembered stay, and the answer says who could not be read', async () => {
    const [customer] = plainlyLinked(world, ['sap', 'netsuite'])
    const record = accountOf(customer!)
    const query = `query ($record: ID!) { customerProfile(record: $record) { id complete records { id } field(path: "name") { value complete } sourceResults { source status } } }`
    const before = await world.ask(query, { record })
    expect(before.data.customerProfile.complete).toBe(true)
    await world.simulators['sap-eu']!.close()
    const { data, errors } = await world.ask(query, { record }, { 'cache-control': 'no-cache' })
    expect(data.customerProfile).toMatchObject({ id: before.data.customerProfile.id, complete: false })
    expect(members(data.customerProfile)).toEqual(
      recordsOf(customer!)
        .filter((id) => !nameOf(id).startsWith('sap-eu'))
        .sort(),
    )
    expect(data.customerProfile.field.complete).toBe(false)
    expect(errors.map(({ extensions }) => extensions.source)).toContain('sap-eu')
    const statuses = new Map(
      data.customerProfile.sourceResults.map(({ source, status }: Record<string, string>) => [source, status]),
    )
    expect(statuses.get('sap-eu')).toBe('UNAVAILABLE')
    expect(statuses.get('netsuite-us')).toBe('OK')
  })

  test('nothing is marked as sought everywhere', async () => {
    const customer = plainlyLinked(world, ['netsuite']).find(({ vat, country }) => vat && vatNumber(vat, country))
    await world.simulators['odoo-at']!.close()
    const { data } = await world.ask(byRecord, { record: accountOf(customer!) })
    expect(data.customerProfile.soughtAt).toBeNull()
  })
})
