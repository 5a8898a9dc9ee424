import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { creditDecision, openInvoices, type RecordKey } from '../../../subgraphs/simulator/company/expected.ts'
import type { System } from '../../../subgraphs/simulator/company/types.ts'
import type { Fault } from '../../../subgraphs/simulator/faults.ts'
import { FIRST_SYSTEMS } from '../../company/part-of.ts'
import { idOf, plain, sourceOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'
import { type Erp, erps, linkedTo } from './customers.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: 0.1 })
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const check = /* GraphQL */ `
  query ($customer: ID!, $amount: Decimal!) {
    creditCheck(customer: $customer, amount: { amount: $amount, currency: "EUR" }) {
      decision complete
      reasons { reason source }
      scopes { source code exposure { amount } available { amount } }
    }
  }
`

/** What can befall a call. Whatever the vendor has no words for falls on the wire. */
const faults: readonly Fault[] = [
  ...(['throttled', 'forbidden', 'unavailable', 'serverError', 'errorBody', 'html', 'redirect'] as const),
  ...(['hang', 'reset', 'truncate', 'badJson', 'wrongEncoding', 'tokensExpired', 'replay', 'latency'] as const),
].map((kind): Fault => ({ kind, ...(kind === 'latency' && { millis: 30 }) }))

/** Columns that disappear, or amounts that are no amounts, as after a change of release or of rights. */
const drifts = [
  'creditlimit',
  'exposure',
  'available',
  'CreditLimitAmount',
  'AmountInCompanyCodeCurrency',
  'TotalNetAmount',
  'CompanyCodeCurrency',
  'TransactionCurrency',
  'DebitCreditCode',
  'credit_limit',
  'credit_to_invoice',
  'show_credit_limit',
  'currency_id',
  'SAP_Customer__c',
  'records',
  'items',
  'results',
  'Customer',
  'SoldToParty',
].map((name): Fault => ({ kind: 'rewrite', find: `"${name}"`, put: `"${name}_gone"` }))

const arbitraryFault = fc.record({
  source: fc.constantFrom(...FIRST_SYSTEMS.map((system) => sourceOf[system])),
  fault: fc.constantFrom(...faults, ...drifts),
  skip: fc.integer({ min: 0, max: 3 }),
  times: fc.constantFrom(1, undefined),
})

/** Customers whom the CRM links as they truly are: most of them with a yes, some without, of one ERP and of several. */
function subjects() {
  const linked = combinations.flatMap((systems) => linkedTo(world.company, systems))
  const isYes = (customer: Subject) => truthOf(customer, '1000').decision === 'APPROVED'
  return [...linked.filter(isYes), ...linked.filter((customer) => !isYes(customer)).slice(0, 6)]
}

const combinations: readonly (readonly Erp[])[] = [
  ['sap'],
  ['netsuite'],
  ['odoo'],
  ['sap', 'netsuite'],
  ['sap', 'odoo'],
]
type Subject = World['company']['customers'][number]

async function judge(customer: Subject, amount: string) {
  const { data } = await world.ask(
    check,
    { customer: idOf('Customer', 'salesforce', customer.keys.salesforce!), amount },
    { 'x-freshet-timeout-ms': '400' },
  )
  return data?.creditCheck ?? { decision: 'UNKNOWN', scopes: [] }
}

function truthOf(customer: Subject, amount: string) {
  const records = Object.entries(customer.keys).map(
    ([system, key]): RecordKey => ({ system: system as System, key: `${key}` }),
  )
  return creditDecision(world.company, records, amount, 'EUR')
}

const valuesOf = (scopes: readonly { source: string; available: { amount: string } | null }[]) =>
  scopes.map(({ source, available }) => `${source} ${available && plain(available.amount)}`).sort()

test('no single or double fault makes a yes of what is none, or of what was not read', async () => {
  const customers = subjects()
  expect(customers.filter(({ keys }) => erps.filter((erp) => keys[erp]).length > 1).length).toBeGreaterThan(0)
  let approved = 0
  await fc.assert(
    fc.asyncProperty(
      fc.nat(customers.length - 1),
      fc.constantFrom('0.01', '1000', '75000'),
      fc.array(arbitraryFault, { minLength: 0, maxLength: 2 }),
      async (place, amount, armed) => {
        const customer = customers[place]!
        await world.recover()
        for (const { source, fault, skip, times } of armed)
          world.simulators[source]!.fault({ ...fault, skip, ...(times && { times }) })
        const answer = await judge(customer, amount)
        const truth = truthOf(customer, amount)
        if (answer.decision !== 'APPROVED') return
        approved++
        expect(truth.decision).toBe('APPROVED')
        expect(valuesOf(answer.scopes)).toEqual(
          truth.accounts
            .map(({ account, available }) => `${sourceOf[account.system]} ${available && plain(available)}`)
            .sort(),
        )
      },
    ),
    {
      numRuns: Number(process.env.FRESHET_RUNS ?? 100),
      ...(process.env.FRESHET_SEED && { seed: Number(process.env.FRESHET_SEED) }),
    },
  )
  expect(approved).toBeGreaterThan(0)
}, 120_000)

/** Found by the property: what SAP no longer says was once counted as nothing owed. */
test.each(['AmountInCompanyCodeCurrency', 'DebitCreditCode', 'Customer', 'TotalNetAmount', 'SoldToParty'])(
  'without the column %s exposure is unknown, not smaller',
  async (column) => {
    const isCounted = ({ id, keys }: Subject) =>
      keys.sap &&
      truthOf(world.company.customers[id]!, '0.01').decision === 'APPROVED' &&
      world.company.salesOrders.some(({ customerId, status }) => customerId === id && status === 'open') &&
      openInvoices(world.company, id).length > 0
    const customer = subjects().find(isCounted)!
    world.simulators['sap-eu']!.fault({ kind: 'rewrite', find: `"${column}"`, put: `"${column}_gone"` })
    expect((await judge(customer, '0.01')).decision).toBe('UNKNOWN')
  },
)
