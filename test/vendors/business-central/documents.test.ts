import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SourceKey } from '../../../gateway/connector/index.ts'
import {
  all,
  company,
  customers,
  idOf,
  known,
  money,
  openWorld,
  orders,
  own,
  sameAmount,
  scope,
  type World,
} from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const invoices = own(company.invoices).filter(({ kind }) => kind === 'invoice')
const bills = own(company.bills).filter(({ kind }) => kind === 'invoice')

/** Of two sets the set is part of the key. */
const sold = (key: string) => `salesInvoices/${key}` as SourceKey
const bought = (key: string) => `purchaseInvoices/${key}` as SourceKey

describe('invoices', () => {
  const fields = [
    'number',
    'status',
    'sourceStatus',
    ...money('open.document'),
    ...money('open.base'),
    ...money('totals.taxInclusive'),
    'currency',
  ]

  test('tell how far they have come, and what is left of them', async () => {
    const found = await all(world, 'Invoice', fields)
    expect(found.size).toBe(invoices.length + bills.length)
    for (const invoice of invoices) {
      const { status, open, currency } = found.get(sold(invoice.key))
      const isPart = invoice.open !== invoice.gross
      const left = Number(invoice.open) === 0 ? 'PAID' : isPart ? 'PARTIALLY_PAID' : 'OPEN'
      const drafts = ['DRAFT', 'PENDING_APPROVAL']
      if (invoice.status === 'draft') expect(drafts).toContain(status)
      else expect(status).toBe(invoice.status === 'cancelled' ? 'VOID' : left)
      // A draft says what it would leave open: nobody owes it.
      sameAmount(open.document.amount, invoice.open)
      expect(currency).toBe(invoice.currency)
      expect(open.base === null).toBe(invoice.currency !== 'GBP')
    }
    expect([...found.values()].map(({ status }) => status)).toContain('PARTIALLY_PAID')
    expect([...found.values()].find(({ status }) => status === 'PENDING_APPROVAL')?.sourceStatus ?? 'In Review').toBe(
      'In Review',
    )
  })

  test('that are open or partly paid are one exact question', async () => {
    const filter = { kind: 'in', field: 'status', values: ['OPEN', 'PARTIALLY_PAID'] } as const
    const query = { entity: 'Invoice' as const, fields: ['number'], filter, order: [], first: 3 }
    const calls = await world.callsFor(() => world.reader.list(query, scope()))
    expect(calls).toHaveLength(1)
    expect(calls[0]!.match(/\$filter=status eq 'Open'/g)).toHaveLength(2)
  })

  test('lines of many come with their documents, in one call, in their currency', async () => {
    const keys = invoices.slice(0, 60).map(({ key }) => sold(key))
    const query = {
      parent: 'Invoice',
      relation: 'lines',
      keys,
      fields: ['lineNo', ...money('net'), 'item', 'taxes'],
      order: [],
    } as const
    const calls = await world.callsFor(async () => {
      const groups = await world.reader.children(query, scope())
      for (const invoice of invoices.slice(0, 60)) {
        const lines = groups.get(sold(invoice.key))!
        expect(lines.map(({ record }) => record.values.lineNo).sort()).toEqual(
          invoice.lines.map(({ lineNo }) => lineNo).sort(),
        )
        for (const { record } of lines) expect(record.values).toMatchObject({ net: { currency: invoice.currency } })
      }
    })
    expect(calls).toHaveLength(1)
    expect(calls[0]).toContain('$expand=salesInvoiceLines(')
  })

  test('a line that is named takes two calls: where it is, and what it says', async () => {
    const [first] = await world.list('InvoiceLine', ['lineNo'])
    const key = first!.record.key
    const calls = await world.callsFor(async () => {
      const found = await world.reader.lookup(
        { entity: 'InvoiceLine', keys: [key], fields: ['lineNo', ...money('net')] },
        scope(),
      )
      expect(found.get(key)?.record.values.lineNo).toBe(first!.record.values.lineNo)
    })
    const [lines, documents] = key.startsWith('sales')
      ? ['salesInvoiceLines', 'salesInvoices']
      : ['purchaseInvoiceLines', 'purchaseInvoices']
    expect(calls.map((call) => call.split(' ')[0])).toEqual([lines, documents])
  })
})

describe('bills', () => {
  test('are invoices too, from suppliers, of which nobody tells what is left', async () => {
    const fields = ['direction', 'supplier', 'customer', 'partyNumber', 'status', ...money('open.document')]
    const found = await all(world, 'Invoice', fields)
    for (const bill of bills) {
      const record = found.get(bought(bill.key))
      expect(record).toMatchObject({
        direction: 'PAYABLE',
        supplier: company.suppliers[bill.supplierId!]!.keys.businessCentral,
        customer: null,
        partyNumber: bill.partyNumber,
      })
      expect(record.open === null).toBe(record.status === 'OPEN')
    }
  })

  test.each([
    ['of a customer', 'customer', idOf('Customer', customers[0]!.keys.businessCentral!), 'salesInvoices'],
    [
      'of a supplier',
      'supplier',
      idOf('Supplier', known(company.suppliers)[0]!.keys.businessCentral!),
      'purchaseInvoices',
    ],
    ['by direction', 'direction', 'PAYABLE', 'purchaseInvoices'],
  ])('%s are asked of one set only', async (_, field, value, set) => {
    const filter = { kind: 'compare', field, op: 'eq', value } as const
    const calls = await world.callsFor(() => world.list('Invoice', ['number'], filter))
    expect(calls.map((call) => call.split(' ')[0])).toEqual([set])
  })

  test('and sold invoices are one list, read on from any place in it', async () => {
    const keys: string[] = []
    for (let after: ReturnType<World['reader']['position']> | undefined; ; ) {
      const page = await world.reader.list({ entity: 'Invoice', fields: ['id'], order: [], first: 13, after }, scope())
      keys.push(...page.rows.map(({ record }) => record.key as string))
      if (!page.hasMore) break
      after = world.reader.position(page.rows.at(-1)!, [])
    }
    const wanted = [...bills.map(({ key }) => bought(key)), ...invoices.map(({ key }) => sold(key))]
    expect(keys.toSorted()).toEqual(wanted.toSorted())
    expect(keys.slice(0, bills.length).every((key) => key.startsWith('purchaseInvoices/'))).toBe(true)
  })

  test('have lines with a cost for a price', async () => {
    const [bill] = bills
    const query = {
      parent: 'Invoice',
      relation: 'lines',
      keys: [bought(bill!.key)],
      fields: ['lineNo', ...money('unitPrice')],
      order: [],
    } as const
    const groups = await world.reader.children(query, scope())
    const lines = groups
      .get(bought(bill!.key))!
      .map(({ record }) => record.values as { lineNo: number; unitPrice: { amount: string } })
    for (const { lineNo, unitPrice } of bill!.lines)
      sameAmount(lines.find((line) => line.lineNo === lineNo)!.unitPrice.amount, unitPrice)
  })
})

describe('orders', () => {
  test('are those that are left, with what has moved of them', async () => {
    const found = await all(world, 'SalesOrder', [
      'number',
      'status',
      'fulfillment',
      'billing',
      'customer',
      'creditCheck',
    ])
    expect([...found.keys()].sort()).toEqual(orders.map(({ key }) => key).sort())
    const statuses: Record<string, string> = { draft: 'DRAFT', 'pending-approval': 'PENDING_APPROVAL', open: 'OPEN' }
    const progress = { none: 'NONE', partial: 'PARTIAL', complete: 'COMPLETE' }
    for (const order of orders)
      expect(found.get(order.key)).toMatchObject({
        status: statuses[order.status],
        fulfillment: progress[order.delivery],
        billing: progress[order.billing],
        customer: company.customers[order.customerId]!.keys.businessCentral,
        creditCheck: 'UNKNOWN',
      })
  })
})
