import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { creditDecision, type RecordKey } from '../../../subgraphs/simulator/company/expected.ts'
import type { System } from '../../../subgraphs/simulator/company/types.ts'
import { idOf, nameOf, plain, sourceOf } from '../company.ts'
import { type Asked, openWorld, type World } from '../world.ts'
import { approved } from './customers.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true })
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const systemOf = Object.fromEntries(Object.entries(sourceOf).map(([system, source]) => [source, system as System]))

const check = /* GraphQL */ `
  query ($customer: ID!, $amount: Decimal!, $currency: CurrencyCode!) {
    creditCheck(customer: $customer, amount: { amount: $amount, currency: $currency }) {
      id decision complete audited checkedAt amount { amount currency }
      reasons { reason decision source scope }
      scopes {
        source customer kind code decision reasons hold unlimited readAt computedBy limitValidUntil
        limit { amount currency } exposure { amount currency } available { amount currency } required { amount currency }
      }
      rates { from to rate date origin }
      sourceResults { source status rows calls }
    }
  }
`

const ask = (customer: string, amount = '1000', currency = 'EUR'): Promise<Asked> =>
  world.ask(check, { customer, amount, currency })

/** The records that the gateway holds for one customer, as the raw data names them. */
async function recordsOf(customer: string): Promise<RecordKey[]> {
  const { data } = await world.ask('query ($id: ID!) { customerProfile(record: $id) { records { id } } }', {
    id: customer,
  })
  return data.customerProfile.records.map(({ id }: { id: string }) => {
    const [source, key] = nameOf(id).split(' ')
    return { system: systemOf[source!]!, key: key! }
  })
}

/** One record of every customer, in the system that comes first. */
const everyCustomer = () =>
  world.company.customers.flatMap(({ keys }) => {
    const [first] = Object.entries(keys)
    return first ? [idOf('Customer', first[0] as System, `${first[1]}`)] : []
  })

describe('whether a customer may buy on credit', () => {
  test.each(['1000', '75000', '0.01'])(
    'is decided for %s EUR as the books say, for every customer',
    async (amount) => {
      const decisions = new Map<string, number>()
      for (const customer of everyCustomer()) {
        const truth = creditDecision(world.company, await recordsOf(customer), amount, 'EUR')
        const { data, errors } = await ask(customer, amount)
        expect(errors).toEqual([])
        const { decision, scopes } = data.creditCheck
        expect(decision, `${nameOf(customer)} ${JSON.stringify(data.creditCheck.reasons)}`).toBe(truth.decision)
        const told = truth.accounts.map(({ account, exposure, available }) => ({
          source: sourceOf[account.system],
          code: account.system === 'sap' ? account.segment : null,
          exposure: exposure && plain(exposure),
          available: available && plain(available),
        }))
        const shown = scopes.map((scope: Scope) => ({
          source: scope.source,
          code: scope.source === 'sap-eu' ? scope.code : null,
          exposure: scope.exposure && plain(scope.exposure.amount),
          available: scope.available && plain(scope.available.amount),
        }))
        expect(shown.sort(byText)).toEqual(told.sort(byText))
        decisions.set(decision, (decisions.get(decision) ?? 0) + 1)
      }
      expect([...decisions.keys()].sort()).toEqual(
        amount === '75000'
          ? ['APPROVED', 'REJECTED', 'REVIEW', 'UNKNOWN']
          : expect.arrayContaining(['APPROVED', 'UNKNOWN']),
      )
    },
    // One after the other, live.
    90_000,
  )
})

describe('what it costs', () => {
  // Salesforce: the record that is asked for, and who else is named by it. SAP: limit, open items, open orders.
  test.each([
    [['sap'], { salesforce: 2, 'sap-eu': 3, 'netsuite-us': 0, 'odoo-at': 0 }],
    [['netsuite'], { salesforce: 2, 'sap-eu': 0, 'netsuite-us': 1, 'odoo-at': 0 }],
    [['sap', 'netsuite'], { salesforce: 2, 'sap-eu': 3, 'netsuite-us': 1, 'odoo-at': 0 }],
  ] as const)('%j: each system is asked as often as it takes, and no other', async (systems, expected) => {
    const { record } = approved(world.company, ...systems)
    await ask(record)
    const { calls, data } = await ask(record)
    expect(data.creditCheck.complete).toBe(true)
    expect(calls).toEqual(expected)
  })

  test('all that is held is passed over: a block of a moment ago decides', async () => {
    const { record } = approved(world.company, 'sap')
    expect((await ask(record, '1')).data.creditCheck.decision).toBe('APPROVED')
    const blocked = '"CreditAccountIsBlocked":'
    world.simulators['sap-eu']!.fault({ kind: 'rewrite', find: `${blocked}false`, put: `${blocked}true` })
    const { data } = await world.ask(
      check,
      { customer: record, amount: '1', currency: 'EUR' },
      { 'cache-control': 'max-age=600, stale-if-error=600' },
    )
    expect(data.creditCheck.decision).toBe('REJECTED')
    expect(data.creditCheck.reasons[0]).toEqual({
      ...{ reason: 'ON_HOLD', decision: 'REJECTED' },
      ...{ source: 'sap-eu', scope: data.creditCheck.scopes[0].code },
    })
  })
})

test('what fails for a moment is asked again, and decided as if nothing had been', async () => {
  world.simulators['sap-eu']!.fault({ kind: 'unavailable', times: 1 })
  const { data, errors, calls } = await ask(approved(world.company, 'sap').record, '1')
  expect(errors).toEqual([])
  expect(data.creditCheck).toMatchObject({ decision: 'APPROVED', complete: true })
  expect(calls['sap-eu']).toBe(4)
})

describe('a question that has no answer', () => {
  test.each(['0', '0.00', '-5'])('%s is no amount to buy for', async (amount) => {
    const { data, errors } = await ask(approved(world.company, 'sap').record, amount)
    expect(data.creditCheck).toBeNull()
    expect(errors[0]).toMatchObject({
      message: `The amount ${amount} is not above zero.`,
      extensions: { code: 'BAD_REQUEST' },
    })
  })

  test('an id of something else is refused', async () => {
    const { errors } = await ask(idOf('Item', 'sap', 'X'))
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_REQUEST' } })
  })

  test('a customer that no system with books knows is UNKNOWN, and so is one that does not exist', async () => {
    const lead = world.company.customers.find(
      ({ keys }) => keys.salesforce && !keys.sap && !keys.netsuite && !keys.odoo,
    )!
    for (const id of [idOf('Customer', 'salesforce', lead.keys.salesforce!), idOf('Customer', 'sap', '0000000000')]) {
      const { data } = await ask(id)
      expect(data.creditCheck).toMatchObject({ decision: 'UNKNOWN', scopes: [] })
      expect(data.creditCheck.reasons[0].reason).toBe('NO_CREDIT_RECORD')
    }
  })

  test('an amount in a currency without a rate is UNKNOWN', async () => {
    const { data } = await ask(approved(world.company, 'sap').record, '1', 'USD')
    expect(data.creditCheck).toMatchObject({ decision: 'UNKNOWN', rates: [], scopes: [{ required: null }] })
    expect(data.creditCheck.reasons[0].reason).toBe('CURRENCY_WITHOUT_RATE')
  })
})

interface Scope {
  readonly source: string
  readonly code: string | null
  readonly exposure: { readonly amount: string } | null
  readonly available: { readonly amount: string } | null
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
