import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openReceivables, receivablesAging } from '../../../subgraphs/simulator/company/expected.ts'
import { idOf, plain } from '../company.ts'
import { openWorld, type World } from '../world.ts'
import { aging, byLedger, type Group, shown, truth } from './groups.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: Number(process.env.FRESHET_SCALE ?? 1) })
}, 60_000)
afterAll(() => world.close())
beforeEach(() => world.recover())

const live = { 'cache-control': 'no-cache' }

describe('receivables by age', () => {
  test('are those of the books, to the cent, for each company and currency', async () => {
    const { data, errors, calls } = await world.ask(aging, {}, live)
    expect(errors).toEqual([])
    expect(data.receivablesAging).toMatchObject({ complete: true, method: 'OPEN_ITEMS' })
    expect(shown(data.receivablesAging.groups).sort(byLedger)).toEqual(
      truth(world.company, receivablesAging(world.company)).sort(byLedger),
    )
    expect(data.receivablesAging.groups.every(({ asOf }: Group) => asOf === world.company.today)).toBe(true)
    expect(calls).toEqual(callsForAll())
  })

  test('a second question within the time that open items are believed asks nobody', async () => {
    await world.ask(aging)
    const { data, calls } = await world.ask(aging)
    expect(data.receivablesAging.complete).toBe(true)
    expect(new Set(Object.values(calls))).toEqual(new Set([0]))
  })

  test('buckets and the day are the caller’s', async () => {
    const edges = [-7, 0, 45, 365]
    const asOf = '2026-12-24'
    const { data, errors } = await world.ask(aging, { buckets: edges, asOf })
    expect(errors).toEqual([])
    const expected = truth(world.company, receivablesAging(world.company, { edges, asOf }))
    expect(shown(data.receivablesAging.groups).sort(byLedger)).toEqual(expected.sort(byLedger))
  })

  test('every way of grouping adds up to the same sums, which are those of the open items', async () => {
    const whole = Map.groupBy(openReceivables(world.company, null), ({ currency }) => currency)
    for (const groupBy of [['CURRENCY'], ['SOURCE'], ['CUSTOMER'], ['LEGAL_ENTITY', 'CUSTOMER'], []]) {
      const { data, errors } = await world.ask(aging, { groupBy })
      expect(errors).toEqual([])
      const groups = data.receivablesAging.groups as readonly Group[]
      const byCurrency = Map.groupBy(groups, ({ currency }) => currency)
      expect([...byCurrency.keys()].sort()).toEqual([...whole.keys()].sort())
      for (const [currency, own] of byCurrency)
        expect(added(own.map(({ total }) => total.amount)), currency).toBe(
          added(whole.get(currency as 'EUR')!.map(({ total }) => total)),
        )
      for (const group of groups) {
        const buckets = added(group.buckets.map(({ amount }) => amount.amount))
        expect(plain(new Big(buckets).minus(group.unappliedCredits.amount).toFixed())).toBe(plain(group.total.amount))
      }
      const isBy = (name: string) => groupBy.includes(name)
      expect(groups.every(({ customerId }) => (customerId !== null) === isBy('CUSTOMER'))).toBe(true)
      expect(new Set(groups.map(({ source }) => source !== null))).toEqual(
        new Set([isBy('SOURCE') || isBy('CUSTOMER') || isBy('LEGAL_ENTITY')]),
      )
    }
  })

  test('what one customer owes is found in all its systems, from any of its records', async () => {
    const customer = world.company.customers[5]!
    const expected = truth(world.company, receivablesAging(world.company, { customerId: customer.id })).sort(byLedger)
    expect(expected.length).toBeGreaterThan(1)
    for (const [system, key] of Object.entries(customer.keys)) {
      const { data, errors } = await world.ask(aging, { customer: idOf('Customer', system as 'sap', `${key}`) }, live)
      expect(errors).toEqual([])
      expect(shown(data.receivablesAging.groups).sort(byLedger)).toEqual(expected)
    }
  })

  test('customers and companies can be followed to their records', async () => {
    const { data, errors } = await world.ask(
      `{ receivablesAging(groupBy: [CUSTOMER, LEGAL_ENTITY], sources: ["netsuite-us"]) {
        groups { customerId customer { id name } legalEntityKey legalEntity { code name } } } }`,
    )
    expect(errors).toEqual([])
    for (const { customerId, customer, legalEntityKey, legalEntity } of data.receivablesAging.groups) {
      expect(customer).toEqual({ id: customerId, name: expect.any(String) })
      expect(legalEntity.code).toBe(legalEntityKey)
    }
  })
})

describe('a question that cannot be answered', () => {
  test('what was open in the past is not known to any source', async () => {
    const { data, calls } = await world.ask(aging, { asOf: '2026-11-19' }, live)
    const { groups, complete, sourceResults } = data.receivablesAging
    expect({ groups, complete }).toEqual({ groups: [], complete: false })
    expect(new Set(sourceResults.map(({ status }: { status: string }) => status))).toEqual(new Set(['UNSUPPORTED']))
    expect(sourceResults[0].message).toContain('2026-11-19')
    expect(new Set(Object.values(calls))).toEqual(new Set([0]))
  })

  test.each([[[30, 0]], [[0, 0]], [[]]])('buckets %j are refused', async (buckets) => {
    const { errors } = await world.ask(aging, { buckets })
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_REQUEST' } })
  })

  test('more open items than the operator lets be read are refused with the number', async () => {
    const small = await openWorld({
      onLastDay: true,
      change: (options) => ({ ...options, sources: options.sources.map((source) => ({ ...source, maxScanRows: 20 })) }),
    })
    const { data, errors } = await small.ask(aging)
    expect(data.receivablesAging.complete).toBe(false)
    expect(errors.map(({ extensions }) => extensions.code)).toContain('QUERY_TOO_COSTLY')
    expect(errors[0]!.message).toContain('more than 20 rows')
    await small.close()
  })
})

const added = (amounts: readonly string[]): string =>
  plain(amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed())

/** Pages of open invoices and payments of each system, and the calls that complete them. */
function callsForAll(): Record<string, number> {
  const { invoices, payments } = world.company
  const open = (system: string) =>
    invoices.filter(
      (invoice) =>
        invoice.system === system &&
        invoice.status === 'posted' &&
        Number(invoice.open) !== 0 &&
        invoice.customerId !== null,
    ).length
  const unapplied = (system: string) =>
    payments.filter(
      (payment) => payment.system === system && payment.customerId !== null && Number(payment.unapplied) !== 0,
    ).length
  const pages = (rows: number, size: number) => Math.max(1, Math.ceil(rows / size))
  return {
    salesforce: 0,
    // Partial payments of the invoices of a page are one more call.
    'sap-eu': 2 * pages(open('sap'), 1_000) + pages(unapplied('sap'), 1_000),
    // It adds up its open invoices by itself: so many as there are, they are one call.
    'netsuite-us': 1 + pages(unapplied('netsuite'), 1_000),
    // What is left of a payment stands on the lines of its entry.
    'odoo-at': pages(open('odoo'), 2_000) + 2 * pages(unapplied('odoo'), 2_000),
  }
}
