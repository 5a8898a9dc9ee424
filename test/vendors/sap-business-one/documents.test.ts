import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decodeGlobalId, encodeGlobalId, encodeKey, type SourceKey } from '../../../gateway/connector/index.ts'
import { company, openWorld, own, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world[Symbol.asyncDispose]())

const same = (a: string | null | undefined, b: string) => a != null && new Big(a).eq(b)
const idOf = (type: string, ...key: string[]) =>
  encodeGlobalId({ type, source: 'b1-ch' as never, key: encodeKey(key) as SourceKey })
const posted = own(company.invoices).filter(({ status }) => status !== 'draft')
const setOf = ({ kind }: { kind: string }) => (kind === 'invoice' ? 'Invoices' : 'CreditNotes')

describe('lines', () => {
  const lines = own(company.salesOrders).flatMap((order) => order.lines.map((line) => ({ order, line })))
  const keysOf = (entity: 'SalesOrder' | 'Customer') =>
    world.list({ entity }).then((rows) => rows.map(({ record }) => record.key))
  const children = async (asked: World, keys: readonly SourceKey[]) => {
    const query = {
      parent: 'SalesOrder',
      relation: 'lines',
      keys,
      fields: ['lineNo', 'net.amount'],
      order: [],
    } as const
    return asked.reader.children(query, asked.scope())
  }

  test('come inside their documents, in the order of their numbers', async () => {
    const keys = (await keysOf('SalesOrder')).slice(0, 5)
    const calls = await world.callsFor(async () => {
      const found = await children(world, keys)
      for (const key of keys) {
        const { lines } = own(company.salesOrders).find((order) => order.key === key)!
        expect(found.get(key)!.map(({ record }) => record.values.lineNo)).toEqual(lines.map(({ lineNo }) => lineNo))
      }
    })
    expect(calls).toEqual([expect.stringMatching(/^Orders \$select=DocEntry,DocumentLines&/)])
  })

  /** As many orders as there are, and some that are not, so that the list is long. */
  const many = async () => [
    ...(await keysOf('SalesOrder')),
    ...Array.from({ length: 100 }, (_, i) => encodeKey([`${9_000 + i}`])),
  ]

  test.each(['queryService', 'documents'] as const)('of many documents are the same by %s', async (lineLookups) => {
    await using asked = await openWorld({}, { lineLookups, pageRows: 50 })
    const calls = await asked.callsFor(async () => {
      const found = await children(asked, await many())
      expect([...found.values()].flat()).toHaveLength(lines.length)
      for (const { order, line } of lines) {
        const row = found.get(encodeKey([order.key]))!.find(({ record }) => record.values.lineNo === line.lineNo)!
        const { amount } = (row.record.values.net ?? {}) as { amount?: string }
        if (order.currency === 'CHF') expect(same(amount, line.net), `${order.key} ${line.lineNo}`).toBe(true)
        else expect(amount).toBeUndefined()
      }
    })
    const isJoined = (call: string) => call.startsWith('QueryService_PostQuery ')
    expect(calls.some(isJoined)).toBe(lineLookups === 'queryService')
    expect(calls.filter(isJoined).length).toBe(lineLookups === 'queryService' ? Math.floor(lines.length / 50) + 1 : 0)
  })

  test('are found by so many keys that they are joined: those and no others', async () => {
    const rows = await world.list({ entity: 'InvoiceLine' })
    const keys = rows.map(({ record }) => record.key).filter((key) => key.startsWith('Invoices;') && key.endsWith(';0'))
    expect(keys.length).toBeGreaterThan(80)
    const query = { entity: 'InvoiceLine', keys, fields: ['invoice', 'item', 'net.amount'] } as const
    const calls = await world.callsFor(async () => {
      const found = await world.reader.lookup(query, world.scope())
      expect([...found.keys()].sort()).toEqual([...keys].sort())
      expect([...found.values()].map(({ record }) => record.values)).toEqual(
        keys.map((key) => expect.objectContaining({ invoice: key.split(';').slice(0, 2).join(';') })),
      )
    })
    expect(calls).toEqual([
      expect.stringMatching(/^QueryService_PostQuery .*crossjoin\(Invoices,Invoices\/DocumentLines\)/),
    ])
  })

  test('are found by their keys', async () => {
    const { order, line } = lines[3]!
    const key = encodeKey([order.key, `${line.lineNo}`])
    const gone = encodeKey([order.key, '99'])
    const found = await world.reader.lookup(
      { entity: 'SalesOrderLine', keys: [key, gone], fields: ['ordered.value'] },
      world.scope(),
    )
    expect([...found.keys()]).toEqual([key])
    expect(found.get(key)!.record.values).toMatchObject({ ordered: { value: line.ordered } })
  })

  test('of invoices say which order they were made from', async () => {
    const values = await world.values('InvoiceLine', ['invoice', 'lineNo', 'orderLine.id', 'orderLine.type'])
    const ordered = posted.filter(({ salesOrderId }) => salesOrderId !== null)
    expect(ordered.length).toBeGreaterThan(0)
    for (const invoice of ordered) {
      const order = company.salesOrders[invoice.salesOrderId!]!
      for (const { lineNo, orderLineNo } of invoice.lines) {
        const got = values.get(encodeKey([setOf(invoice), invoice.key, `${lineNo}`]))
        expect(got.invoice).toBe(encodeKey([setOf(invoice), invoice.key]))
        expect(got.orderLine?.id ?? null).toBe(
          orderLineNo === null ? null : idOf('SalesOrderLine', order.key, `${orderLineNo}`),
        )
      }
    }
  })
})

describe('documents', () => {
  test('of several kinds share their numbers, and are kept apart', async () => {
    const rows = await world.list({ entity: 'Invoice', fields: ['direction', 'kind'] })
    const bills = own(company.bills).filter(({ status, kind }) => status !== 'draft' && kind === 'invoice')
    const expected = [
      ...posted.map((invoice) => encodeKey([setOf(invoice), invoice.key])),
      ...bills.map(({ key }) => encodeKey(['PurchaseInvoices', key])),
    ]
    expect(rows.map(({ record }) => record.key).sort()).toEqual(expected.sort())
    const entries = expected.map((key) => key.split(';')[1])
    expect(new Set(entries).size).toBeLessThan(entries.length)
    // Nor are there the documents by which others were cancelled.
    expect(posted.some(({ status }) => status === 'cancelled')).toBe(true)
  })

  test('that were cancelled are void, with nothing open', async () => {
    const values = await world.values('Invoice', ['status', 'open.base.amount'])
    const cancelled = posted.filter(({ status }) => status === 'cancelled')
    expect(cancelled.length).toBeGreaterThan(0)
    for (const invoice of cancelled) {
      const got = values.get(encodeKey([setOf(invoice), invoice.key]))
      expect(got).toMatchObject({ status: 'VOID', open: { base: { amount: '0' } } })
    }
  })

  test('tell what is open: in their own currency as far as it is known', async () => {
    const fields = [
      'status',
      'open.document.amount',
      'open.base.amount',
      'openSigned.amount',
      'totals.taxInclusive.amount',
    ]
    const values = await world.values('Invoice', fields)
    for (const invoice of posted.filter(({ status }) => status === 'posted')) {
      const got = values.get(encodeKey([setOf(invoice), invoice.key]))
      expect(same(got.totals.taxInclusive.amount, invoice.gross), invoice.key).toBe(true)
      const isPart = !same(invoice.paid, '0') && !same(invoice.open, '0')
      expect(got.status).toBe(same(invoice.open, '0') ? 'PAID' : isPart ? 'PARTIALLY_PAID' : 'OPEN')
      if (isPart && invoice.currency !== 'CHF') {
        expect(got.open).toBeNull()
        continue
      }
      expect(same(got.open.document.amount, invoice.open), invoice.key).toBe(true)
      expect(same(got.open.base.amount, invoice.baseOpen), invoice.key).toBe(true)
      const sign = invoice.kind === 'credit-note' ? -1 : 1
      expect(new Big(got.openSigned.amount).eq(new Big(invoice.open).times(sign)), invoice.key).toBe(true)
    }
  })

  test('in the order of a date, across kinds, page by page', async () => {
    const order = [{ field: 'dueDate', direction: 'desc' as const }]
    const all = await world.list({ entity: 'Invoice', fields: ['dueDate'], order })
    const dates = all.map(({ record }) => String(record.values.dueDate))
    expect(dates).toEqual([...dates].sort().reverse())
    const first = await world.reader.list({ entity: 'Invoice', fields: ['dueDate'], order, first: 7 }, world.scope())
    expect(first.rows.map(({ record }) => record.key)).toEqual(all.slice(0, 7).map(({ record }) => record.key))
  })

  test('payments say what they were for, and their sums as far as they are told', async () => {
    const fields = [
      'direction',
      'method',
      'status',
      'amount.document.amount',
      'amount.document.currency',
      'allocations',
    ]
    const values = await world.values('Payment', fields)
    const payments = own(company.payments).filter(({ status }) => status !== 'draft')
    expect(values.size).toBe(payments.length)
    const methods = {
      'bank-transfer': 'BANK_TRANSFER',
      'direct-debit': 'BANK_TRANSFER',
      cash: 'CASH',
      card: 'CARD',
      check: 'CHECK',
    }
    for (const payment of payments) {
      const set = payment.direction === 'inbound' ? 'IncomingPayments' : 'VendorPayments'
      const got = values.get(encodeKey([set, payment.key]))
      expect(got.method).toBe(methods[payment.method])
      const isTold = payment.method !== 'card' && payment.method !== 'check'
      expect(got.amount === null).toBe(!isTold)
      if (isTold) expect(same(got.amount.document.amount, payment.amount)).toBe(true)
      expect(got.allocations).toHaveLength(payment.allocations.length)
      for (const [i, { invoiceId, amount }] of payment.allocations.entries()) {
        expect(same(got.allocations[i].amount.amount, amount)).toBe(true)
        const { id } = got.allocations[i].document
        if (payment.direction === 'outbound') expect(id).toBeNull()
        else
          expect(decodeGlobalId(id)!.key).toBe(
            encodeKey([setOf(company.invoices[invoiceId]!), company.invoices[invoiceId]!.key]),
          )
      }
    }
  })
})
