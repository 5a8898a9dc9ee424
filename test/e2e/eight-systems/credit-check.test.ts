import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { creditDecision, type RecordKey } from '../../../subgraphs/simulator/company/expected.ts'
import type { Customer, System } from '../../../subgraphs/simulator/company/types.ts'
import { nameOf, plain, sourceOf } from '../company.ts'
import { type LinkedWorld, openLinkedWorld } from '../identity-links/world.ts'
import { byText, recordOf, systems } from './told.ts'

let world: LinkedWorld
beforeAll(async () => {
  world = await openLinkedWorld({ onLastDay: true, scale: 0.1, systems })
}, 60_000)
afterAll(() => world.close())
beforeEach(() => world.recover())

const joined = ['businessCentral', 'financeOperations', 'dataverse', 'businessOne'] as const
/** The currency of a system's books: no rates are configured. */
const currencies: Readonly<Partial<Record<System, string>>> = {
  ...{ businessCentral: 'GBP', financeOperations: 'EUR', dataverse: 'EUR', businessOne: 'CHF' },
}
const systemOf = Object.fromEntries(Object.entries(sourceOf).map(([system, source]) => [source, system as System]))

const check = /* GraphQL */ `
  query ($customer: ID!, $currency: CurrencyCode!) {
    customerProfile(record: $customer) { records { id } }
    little: creditCheck(customer: $customer, amount: { amount: "0.01", currency: $currency }) { ...check }
    much: creditCheck(customer: $customer, amount: { amount: "20000", currency: $currency }) { ...check }
  }
  fragment check on CreditCheck {
    decision complete
    reasons { reason source }
    scopes { source code exposure { amount } available { amount } }
  }
`

interface Scope {
  readonly source: string
  readonly code: string | null
  readonly exposure: { readonly amount: string } | null
  readonly available: { readonly amount: string } | null
}

interface Check {
  readonly decision: string
  readonly complete: boolean
  readonly reasons: readonly { readonly reason: string; readonly source: string }[]
  readonly scopes: readonly Scope[]
}

/** The records that the gateway holds for one customer, as the raw data names them. */
const keysOf = (records: readonly { readonly id: string }[]): RecordKey[] =>
  records.map(({ id }) => {
    const [source, key] = nameOf(id).split(' ') as [string, string]
    return { system: systemOf[source]!, key: key.replace(/^nl01;/, '') }
  })

const inSystem = (system: System) => world.company.customers.filter(({ keys }) => keys[system] !== undefined)
const recordIn = ({ keys }: Customer, system: System) => recordOf('Customer', system, keys[system]!)

const amounts = { little: '0.01', much: '20000' } as const

/** What is answered for a customer, asked by its record in one system. */
async function ask(customer: Customer, system: System) {
  const variables = { customer: recordIn(customer, system), currency: currencies[system] }
  const { data } = await world.ask(check, variables)
  return data as { little: Check; much: Check; customerProfile: { records: { id: string }[] } | null }
}

type Judged = ReturnType<typeof creditDecision>['accounts'][number]

const told = (amount: string | null | undefined) => (amount == null ? null : plain(amount))
const inBooks = ({ account, exposure, available }: Judged) => ({
  ...{ source: sourceOf[account.system], code: account.system === 'sap' ? account.segment : null },
  ...{ exposure: told(exposure), available: told(available) },
})
const answered = ({ source, code, exposure, available }: Scope) => ({
  ...{ source, code: source === 'sap-eu' ? code : null },
  ...{ exposure: told(exposure?.amount), available: told(available?.amount) },
})

/** Whether several accounts name the customer's record in a system as themselves. */
const isClaimedTwice = ({ keys }: Customer, system: System) =>
  world.company.customers.filter(({ erpKeys }) => `${erpKeys[system as 'sap']}` === `${keys[system]}`).length > 1

test.each(joined)('customers of %s are judged as the books say, as far as they are told', async (system) => {
  const customers = inSystem(system).slice(0, 12)
  expect(customers.length).toBeGreaterThan(5)
  const spans: number[] = []
  for (const customer of customers) {
    const { customerProfile, ...checks } = await ask(customer, system)
    const records = keysOf(customerProfile!.records)
    for (const size of ['little', 'much'] as const) {
      const truth = creditDecision(world.company, records, amounts[size], currencies[system] as 'EUR')
      const { decision, reasons, scopes } = checks[size]
      // A record that stands alone while two accounts name it is somebody's, who may be held elsewhere.
      const isOpen = isClaimedTwice(customer, system) && records.length === 1
      const expected = isOpen && truth.decision !== 'REJECTED' ? 'UNKNOWN' : truth.decision
      expect(decision, `${customer.id} ${JSON.stringify(reasons)}`).toBe(expected)
      expect(scopes.map(answered).sort(byText), `${customer.id}`).toEqual(truth.accounts.map(inBooks).sort(byText))
    }
    spans.push(records.length)
  }
  expect(Math.max(...spans)).toBeGreaterThan(2)
})

test('whose exposure only a nightly snapshot knows gets no yes, however little is asked for', async () => {
  const reasons = new Set<string>()
  for (const customer of inSystem('financeOperations').slice(0, 12)) {
    const { little } = await ask(customer, 'financeOperations')
    expect(['UNKNOWN', 'REJECTED']).toContain(little.decision)
    const own = little.reasons.filter(({ source }) => source === 'fno-nl').map(({ reason }) => reason)
    expect(own.some((reason) => ['EXPOSURE_UNKNOWN', 'LIMIT_UNKNOWN'].includes(reason))).toBe(true)
    for (const reason of own) reasons.add(reason)
  }
  expect([...reasons]).toEqual(expect.arrayContaining(['EXPOSURE_UNKNOWN', 'LIMIT_UNKNOWN']))
})

describe('a column that is no longer told', () => {
  const found = new Map<System, Customer>()

  /** Somebody with open orders to whom a system, and all others that know him, would sell for a cent. */
  async function approvedIn(system: System): Promise<Customer> {
    const known = found.get(system)
    if (known) return known
    const orders = world.company.salesOrders.filter((order) => order.system === system && order.status === 'open')
    for (const customer of inSystem(system).filter(({ id }) => orders.some(({ customerId }) => customerId === id))) {
      const { little } = await ask(customer, system)
      if (little.decision !== 'APPROVED') continue
      found.set(system, customer)
      return customer
    }
    throw new Error(`nobody is approved in ${system}`)
  }

  test.each([
    ['businessCentral', 'balance', 'EXPOSURE_UNKNOWN'],
    ['businessCentral', 'netAmount', 'EXPOSURE_UNKNOWN'],
    ['businessCentral', 'creditLimit', 'LIMIT_UNKNOWN'],
    ['businessCentral', 'blocked', 'HOLD_UNKNOWN'],
    ['businessOne', 'CurrentAccountBalance', 'EXPOSURE_UNKNOWN'],
    ['businessOne', 'CreditLimit', 'LIMIT_UNKNOWN'],
    ['businessOne', 'Frozen', 'HOLD_UNKNOWN'],
  ] as const)('of %s makes no yes: %s', async (system, column, reason) => {
    const customer = await approvedIn(system)
    world.simulators[sourceOf[system]]!.fault({ kind: 'rewrite', find: `"${column}"`, put: `"${column}_gone"` })
    const { little } = await ask(customer, system)
    expect(little.decision).toBe('UNKNOWN')
    expect(little.reasons).toContainEqual({ reason, source: sourceOf[system] })
  })
})

test.each(['bc-uk', 'fno-nl', 'b1-ch'])('without %s nobody who may be its customer gets a yes', async (source) => {
  const system = systemOf[source]!
  await world.simulators[source]!.down()
  for (const customer of inSystem(system).slice(0, 3)) {
    const { little } = await ask(customer, system)
    expect(little.complete).toBe(false)
    expect(['UNKNOWN', 'REJECTED']).toContain(little.decision)
  }
})
