import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { creditDecision, type RecordKey } from '../../../subgraphs/simulator/company/expected.ts'
import type { System } from '../../../subgraphs/simulator/company/types.ts'
import { idOf, nameOf, plain, sourceOf } from '../company.ts'
import { type Asked, openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true })
})
afterAll(() => world.close())
beforeEach(async () => {
  for (const simulator of Object.values(world.simulators)) {
    if (!simulator.isUp) await simulator.up()
    simulator.reset()
  }
})

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
  test.each(['1000', '75000', '0.01'])('is decided for %s EUR as the books say, for every customer', async (amount) => {
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
  })
})

interface Scope {
  readonly source: string
  readonly code: string | null
  readonly exposure: { readonly amount: string } | null
  readonly available: { readonly amount: string } | null
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
