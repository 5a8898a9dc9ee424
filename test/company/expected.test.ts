import Big from 'big.js'
import { describe, expect, it } from 'vitest'
import {
  counts,
  creditOf,
  customerClusters,
  customerPage,
  customerRecords,
  invoiceTotals,
  itemClusters,
  openInvoices,
  openOrders,
  openReceivables,
  pipeline,
  receivablesAging,
  stockOf,
  trialBalance,
} from '../../subgraphs/simulator/company/expected.ts'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import type { Company, System } from '../../subgraphs/simulator/company/types.ts'
import { sumOf } from './exact.ts'

const demo = generateCompany({ scale: 0.05 })

/** The demo company with a few documents whose answers fit in a head. */
function tiny(): Company {
  const model = demo.invoices.find(
    ({ system, status, kind }) => system === 'sap' && status === 'posted' && kind === 'invoice',
  )!
  const invoice = {
    ...model,
    customerId: 0,
    legalEntityId: 1,
    currency: 'EUR',
    rate: '1.000000',
    paid: '0.00',
  } as const
  const order = {
    ...demo.salesOrders.find(({ system }) => system === 'sap')!,
    customerId: 0,
    legalEntityId: 1,
    currency: 'GBP',
  } as const
  const payment = {
    ...demo.payments.find(({ system, status }) => system === 'sap' && status === 'posted')!,
    customerId: 0,
    legalEntityId: 1,
    currency: 'EUR',
  } as const
  return {
    ...demo,
    today: '2026-11-20',
    invoices: [
      { ...invoice, id: 0, dueOn: '2026-11-20', gross: '100.10', open: '100.10', baseOpen: '100.10' },
      { ...invoice, id: 1, dueOn: '2026-11-19', gross: '50.00', open: '20.05', baseOpen: '20.05' },
      { ...invoice, id: 2, dueOn: '2026-08-21', gross: '0.30', open: '0.30', baseOpen: '0.30' },
      { ...invoice, id: 3, kind: 'credit-note', dueOn: '2026-01-01', gross: '10.00', open: '7.00', baseOpen: '7.00' },
      { ...invoice, id: 4, gross: '9.00', open: '0.00', baseOpen: '0.00' },
      { ...invoice, id: 5, status: 'draft', gross: '1000.00', open: '0.00', baseOpen: '0.00' },
      { ...invoice, id: 6, customerId: 7, gross: '1.00', open: '1.00', baseOpen: '1.00' },
    ],
    payments: [
      { ...payment, id: 0, unapplied: '3.15', baseUnapplied: '3.15' },
      { ...payment, id: 1, status: 'draft', unapplied: '500.00', baseUnapplied: '500.00' },
    ],
    salesOrders: [
      {
        ...order,
        id: 0,
        status: 'open',
        rate: '1.150000',
        openNet: '10.01',
        lines: [{ ...order.lines[0]!, ordered: '5', delivered: '3', invoiced: '1', unitPrice: '2.50' }],
      },
      { ...order, id: 1, status: 'cancelled', openNet: '0.00' },
    ],
    creditAccounts: [{ ...demo.creditAccounts[0]!, customerId: 0, legalEntityId: 1, currency: 'EUR', limit: '100.00' }],
  }
}

describe('receivables', () => {
  it('are what is open, by due date', () => {
    expect(openInvoices(tiny(), 0).map(({ id }) => id)).toEqual([3, 2, 1, 0])
  })

  it('keep credit notes and money on account apart from what is owed', () => {
    expect(openReceivables(tiny(), 0)).toEqual([
      {
        legalEntityId: 1,
        system: 'sap',
        currency: 'EUR',
        open: '120.45',
        credits: '7.00',
        unapplied: '3.15',
        total: '110.30',
        documents: 4,
      },
    ])
  })

  it('age from the day after the due date, whatever the number of edges', () => {
    const [aging] = receivablesAging(tiny(), { customerId: 0 })
    expect(aging!.buckets.map(({ amount }) => amount)).toEqual(['100.10', '20.05', '0.00', '0.00', '0.30'])
    expect(aging).toMatchObject({ unappliedCredits: '10.15', total: '110.30', overdue: '20.35' })
    const [coarse] = receivablesAging(tiny(), { customerId: 0, edges: [0] })
    expect(coarse!.buckets).toEqual([
      { fromDays: null, toDays: 0, amount: '100.10', documents: 1 },
      { fromDays: 1, toDays: null, amount: '20.35', documents: 2 },
    ])
  })

  it('of all customers are the sum over customers', () => {
    const owing = (customerId: number | null) =>
      sumOf(
        openReceivables(demo, customerId)
          .filter(({ currency }) => currency === 'EUR')
          .map(({ total }) => total),
      )
    const each = demo.customers.map(({ id }) => owing(id).toFixed())
    expect(sumOf(each).toFixed(2)).toBe(owing(null).toFixed(2))
  })

  it('in aging buckets are the same as without', () => {
    for (const { buckets, total, unappliedCredits } of receivablesAging(demo)) {
      expect(
        sumOf(buckets.map(({ amount }) => amount))
          .minus(unappliedCredits)
          .eq(total),
      ).toBe(true)
    }
  })

  it('count credit notes below zero in totals of invoices', () => {
    const [total] = invoiceTotals(tiny(), ({ status, customerId }) => status === 'posted' && customerId === 0)
    expect(total).toEqual({ system: 'sap', currency: 'EUR', documents: 5, gross: '149.40', open: '113.45' })
  })
})

describe('credit', () => {
  it('is the limit less receivables and open orders, plus money on account', () => {
    expect(creditOf(tiny(), 0)).toMatchObject([
      {
        openReceivables: '113.45',
        unapplied: '3.15',
        openOrders: '11.51',
        deliveredNotInvoiced: '5.75',
        exposure: '121.81',
        available: '-21.81',
        overdue: '20.35',
        maxDaysPastDue: 91,
      },
    ])
  })

  it('has no available amount without a limit', () => {
    const { creditAccounts, ...rest } = tiny()
    const [credit] = creditOf({ ...rest, creditAccounts: [{ ...creditAccounts[0]!, limit: null }] }, 0)
    expect(credit!.available).toBeNull()
  })

  it('counts only open orders', () => {
    expect(openOrders(tiny(), 0).map(({ id }) => id)).toEqual([0])
  })
})

describe('stock', () => {
  it('of the first item is in all warehouses, and reserved where the system tells', () => {
    const stock = stockOf(demo, demo.items[0]!.sku)
    expect(stock.map(({ warehouseId }) => warehouseId)).toEqual(demo.warehouses.map(({ id }) => id))
    const silent = stock.filter(({ reserved }) => reserved === null).map(({ system }) => system)
    expect(silent).toEqual([...Array(6).fill('sap'), 'businessCentral', 'businessCentral'])
  })

  it('sums the rows of a warehouse exactly', () => {
    const [first] = demo.stock
    const rows = ['0.100', '0.200', '-1.000'].map((onHand) => ({
      ...first!,
      onHand,
      category: 'unrestricted' as const,
    }))
    const weighed = demo.items.find(({ unit }) => unit === 'kilogram')!
    const [stock] = stockOf({ ...demo, stock: rows.map((row) => ({ ...row, itemId: weighed.id })) }, weighed.sku)
    expect(stock).toMatchObject({ onHand: '-0.700', unit: 'KGM', rows: 3 })
  })

  it('of an unknown item is nowhere', () => {
    expect(stockOf(demo, 'NOPE')).toEqual([])
  })
})

describe('customers', () => {
  it('page through every record once', () => {
    const records = customerRecords(demo)
    const pages = Array.from({ length: Math.ceil(records.length / 50) }, (_, n) => customerPage(demo, n)).flat()
    expect(new Set(pages.map(({ system, key }) => `${system} ${key}`)).size).toBe(records.length)
    expect(pages).toHaveLength(records.length)
  })

  it('form one cluster per business, duplicates within', () => {
    const clusters = customerClusters(demo)
    const duplicates = demo.customers.filter(({ duplicateOfId }) => duplicateOfId !== null).length
    expect(clusters).toHaveLength(demo.customers.length - duplicates)
    expect(clusters.filter(({ ids }) => ids.length > 1).length).toBeGreaterThan(0)
    expect(itemClusters(demo)).toHaveLength(demo.items.length)
  })

  it('are counted per system', () => {
    const { customers } = counts(demo)
    const records = Map.groupBy(customerRecords(demo), ({ system }) => system)
    expect(Object.keys(customers)).toHaveLength(8)
    for (const [system, count] of Object.entries(customers)) expect(records.get(system as System)).toHaveLength(count)
  })
})

describe('pipeline and ledger', () => {
  it('weigh every deal by its own probability', () => {
    const deal = { ...demo.opportunities[0]!, stageId: 1, currency: 'EUR' } as const
    const deals = [
      { ...deal, amount: '100.01', probability: 33 },
      { ...deal, amount: null, probability: 50 },
    ]
    expect(pipeline({ ...demo, opportunities: deals })).toEqual([
      { system: deal.system, stage: 'Qualification', currency: 'EUR', deals: 2, amount: '100.01', weighted: '33.0033' },
    ])
  })

  it('balance to zero in every company', () => {
    for (const { id, system } of demo.legalEntities) {
      if (system === 'salesforce' || system === 'dataverse') continue
      const balances = trialBalance(demo, id)
      expect(balances.length).toBeGreaterThan(5)
      expect(sumOf(balances.map(({ balance }) => balance)).eq(new Big(0))).toBe(true)
    }
  })

  it('leave out what was posted after the day', () => {
    const day = '2025-06-30'
    const upTo = trialBalance(demo, 1, day).map(({ debit }) => debit)
    const whole = trialBalance(demo, 1).map(({ debit }) => debit)
    expect(sumOf(upTo).lt(sumOf(whole))).toBe(true)
  })
})
