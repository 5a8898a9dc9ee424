import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { creditDecision, type RecordKey } from '../../../subgraphs/simulator/company/expected.ts'
import type { System } from '../../../subgraphs/simulator/company/types.ts'
import { idOf, nameOf, sourceOf } from '../company.ts'
import { type LinkedWorld, openLinkedWorld } from '../identity-links/world.ts'
import { openWorld, type World } from '../world.ts'
import { erps } from './customers.ts'

const check = /* GraphQL */ `
  query ($customer: ID!) {
    creditCheck(customer: $customer, amount: { amount: "0.01", currency: "EUR" }) {
      decision complete reasons { reason source } scopes { source customer }
      sourceResults { source status message }
    }
  }
`
const profile = 'query ($customer: ID!) { customerProfile(record: $customer) { records { id } } }'

interface Disputed {
  readonly system: System
  readonly key: string
  readonly record: string
  readonly accounts: readonly string[]
}

/** Records of an ERP that several accounts of the CRM name as themselves. */
function disputedIn({ company }: World): Disputed[] {
  const claims = company.customers.flatMap(({ keys, erpKeys }) =>
    erps.flatMap((system) =>
      keys.salesforce && erpKeys[system] ? [{ system, key: `${erpKeys[system]}`, account: keys.salesforce }] : [],
    ),
  )
  const byRecord = Map.groupBy(claims, ({ system, key }) => idOf('Customer', system, key))
  return [...byRecord].flatMap(([record, named]) =>
    named.length > 1
      ? [{ ...named[0]!, record, accounts: named.map(({ account }) => idOf('Customer', 'salesforce', account)) }]
      : [],
  )
}

const systemOf = Object.fromEntries(Object.entries(sourceOf).map(([system, source]) => [source, system as System]))

/** What the books say of some records. */
function truthOf({ company }: World, records: readonly string[]) {
  const keys = records.map((id): RecordKey => {
    const [source, key] = nameOf(id).split(' ')
    return { system: systemOf[source!]!, key: key! }
  })
  return creditDecision(company, keys, '0.01', 'EUR').decision
}

const words = ({ record, accounts }: Disputed) => {
  const [source, key] = nameOf(record).split(' ')
  return `${accounts.length} Customer records of the source "salesforce" name "${key}" of the source "${source}" as themselves, and nothing tells which is right.`
}

async function judge(world: World, customer: string) {
  const { data, calls, errors } = await world.ask(check, { customer })
  expect(errors).toEqual([])
  return { ...data.creditCheck, calls }
}

const membersOf = async (world: World, customer: string): Promise<string[]> =>
  (await world.ask(profile, { customer })).data.customerProfile.records.map(({ id }: { id: string }) => id)

const isAccount = (id: string) => nameOf(id).startsWith('salesforce ')

describe('while only the links of the CRM are known', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ onLastDay: true, scale: 0.2 })
  })
  afterAll(() => world.close())
  beforeEach(() => world.recover())

  test('a record that several accounts name is judged with the one that has its numbers, or not at all', async () => {
    const seen = new Set<string>()
    for (const { record } of disputedIn(world)) {
      const members = await membersOf(world, record)
      const { decision, reasons, scopes } = await judge(world, record)
      const isSettled = members.some(isAccount)
      seen.add(isSettled ? 'settled' : 'open')
      const unknown = { reason: 'CUSTOMER_UNKNOWN', source: 'salesforce' }
      if (isSettled) expect(reasons).not.toContainEqual(unknown)
      else expect(reasons).toContainEqual(unknown)
      if (decision === 'APPROVED') expect(truthOf(world, members), nameOf(record)).toBe('APPROVED')
      if (!isSettled) expect(['UNKNOWN', 'REJECTED']).toContain(decision)
      for (const { customer } of scopes) expect(members).toContain(customer)
    }
    expect([...seen].sort()).toEqual(['open', 'settled'])
  })

  test('which costs its own system one call more than a record that nobody disputes', async () => {
    const disputed = disputedIn(world).find(({ system }) => system === 'netsuite')!
    const { calls } = await judge(world, disputed.record)
    const known = await membersOf(world, disputed.record)
    const credit = known.filter((id) => nameOf(id).startsWith('netsuite-us ')).length
    expect(calls['netsuite-us']).toBe(1 + credit)
  })

  test('an account that names what another names too is not known whole, and the answer says why', async () => {
    const disputed = disputedIn(world)[0]!
    for (const account of disputed.accounts) {
      const { decision, complete, reasons, sourceResults } = await judge(world, account)
      expect(['UNKNOWN', 'REJECTED']).toContain(decision)
      expect(complete).toBe(false)
      expect(reasons).toContainEqual({ reason: 'CUSTOMER_UNKNOWN', source: 'salesforce' })
      expect(sourceResults).toContainEqual({ source: 'salesforce', status: 'PARTIAL', message: words(disputed) })
    }
  })
})

describe('with a crosswalk', () => {
  let world: LinkedWorld
  beforeAll(async () => {
    world = await openLinkedWorld({ onLastDay: true, scale: 0.2 })
  })
  afterAll(() => world.close())
  beforeEach(() => world.recover())

  const isOpen = async ({ record }: Disputed) => !(await membersOf(world, record)).some(isAccount)
  const unknown = { reason: 'CUSTOMER_UNKNOWN', source: 'salesforce' }

  test('what numbers do not tell is not known until a person has told it', async () => {
    const open: Disputed[] = []
    for (const disputed of disputedIn(world)) if (await isOpen(disputed)) open.push(disputed)
    const [{ record, accounts }, other] = open as [Disputed, Disputed]
    expect((await judge(world, record)).reasons).toContainEqual(unknown)
    const decide = (b: string, state: 'CONFIRMED' | 'REJECTED', a = record) =>
      world.gateway.identity!.crosswalk.decide({ a, b, kind: 'Customer', state, by: 'Ada', at: 0 })
    await decide(accounts[0]!, 'CONFIRMED')
    expect((await judge(world, record)).reasons).not.toContainEqual(unknown)
    for (const account of other.accounts.slice(1)) await decide(account, 'REJECTED', other.record)
    expect((await judge(world, other.record)).reasons).toContainEqual(unknown)
    await decide(other.accounts[0]!, 'REJECTED', other.record)
    expect((await judge(world, other.record)).reasons).not.toContainEqual(unknown)
  })
})
