import Big from 'big.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeGlobalId } from '../../../gateway/connector/index.ts'
import { creditOf } from '../../../subgraphs/simulator/company/expected.ts'
import { inSystem, itemIn, supplierIn, unitOf } from '../../../subgraphs/simulator/company/in-system.ts'
import type { Invoice } from '../../../subgraphs/simulator/company/types.ts'
import { company } from './account.ts'
import { held, openWorld, ours, same, type Values, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const customerKey = (id: number | null) => (id === null ? null : company.customers[id]!.keys.netsuite!)
const supplierKey = (id: number | null) => (id === null ? null : company.suppliers[id]!.keys.netsuite!)
const entityKey = (id: number) => company.legalEntities[id]!.key
const baseOf = (legalEntityId: number) => company.legalEntities[legalEntityId]!.currency
const money = (amount: string, currency: string) => ({ amount: same(amount), currency })
const idOf = (type: string, key: string) => encodeGlobalId({ type, source: 'netsuite-us' as never, key: key as never })

describe('parties', () => {
  test('customers, with the number that the outside world knows them by', async () => {
    const fields = [
      'number',
      'name',
      'kind',
      'roles',
      'status',
      'emails',
      'phones',
      'identifiers',
      'owner',
      'paymentTerm.code',
      'paymentTerm.description',
      'paymentTerm.netDays',
      'meta.sourceCreatedAt',
      'meta.sourceModifiedAt',
    ]
    const values = await world.values('Customer', fields)
    expect(values.size).toBe(held(company.customers).length)
    for (const customer of held(company.customers).map((customer) => inSystem(customer, 'netsuite'))) {
      const term = company.paymentTerms.find(({ code }) => code === customer.term)!
      expect(values.get(customer.keys.netsuite!)).toMatchObject({
        name: customer.name,
        kind: customer.kind.toUpperCase(),
        roles: [customer.stage === 'prospect' ? 'PROSPECT' : 'CUSTOMER'],
        status: customer.active ? 'ACTIVE' : 'INACTIVE',
        emails: customer.emails.slice(0, 1),
        identifiers: customer.vat === null ? [] : [expect.objectContaining({ scheme: 'VAT', value: customer.vat })],
        paymentTerm: { code: term.keys.netsuite, description: term.name, netDays: term.netDays },
        meta: { sourceCreatedAt: customer.createdAt, sourceModifiedAt: customer.modifiedAt ?? customer.createdAt },
      })
    }
  })

  test('what they may still buy on credit, as the books have it', async () => {
    const fields = [
      'customer',
      'limit.amount',
      'exposure.total.amount',
      'exposure.openReceivables.amount',
      'exposure.openOrders.amount',
      'available.amount',
      'overdue.amount',
      'maxDaysPastDue',
      'hold',
      'unlimited',
      'utilization',
    ]
    const values = await world.values('CreditStatus', fields)
    for (const customer of held(company.customers)) {
      const truth = creditOf(company, customer.id).find(({ account }) => account.system === 'netsuite')!
      const { account, exposure, available } = truth
      const got = values.get(customer.keys.netsuite!)
      expect(got).toMatchObject({
        customer: customer.keys.netsuite,
        limit: account.limit === null ? null : money(account.limit, account.currency),
        exposure: {
          total: money(exposure, account.currency),
          openReceivables: money(new Big(truth.openReceivables).minus(truth.unapplied).toFixed(), account.currency),
          openOrders: money(truth.openOrders, account.currency),
        },
        available: available === null ? null : money(available, account.currency),
        overdue: money(truth.overdue, account.currency),
        maxDaysPastDue: truth.maxDaysPastDue,
      })
      const isOver = available !== null && new Big(available).lt(0)
      expect(got.hold).toBe(
        { held: 'HELD', overridden: 'OVERRIDDEN', auto: isOver ? 'AUTO' : 'NONE', none: 'NONE' }[account.hold],
      )
    }
  })

  test('suppliers and contacts', async () => {
    const suppliers = await world.values('Supplier', ['name', 'currency', 'status'])
    expect(suppliers.size).toBe(held(company.suppliers).length)
    for (const supplier of held(company.suppliers)) {
      const { name } = supplierIn(supplier, 'netsuite')
      expect(suppliers.get(supplier.keys.netsuite!)).toMatchObject({ name, currency: supplier.currency })
    }
    const contacts = await world.values('Contact', [
      'firstName',
      'lastName',
      'fullName',
      'customer',
      'supplier',
      'emails',
    ])
    expect(contacts.size).toBe(held(company.contacts).length)
    for (const { keys, firstName, lastName, customerId, email } of held(company.contacts)) {
      expect(contacts.get(keys.netsuite!)).toEqual({
        firstName,
        lastName,
        fullName: [firstName, lastName].filter(Boolean).join(' '),
        customer: customerKey(customerId),
        supplier: null,
        emails: email === null ? [] : [email],
      })
    }
  })
})

const statusOf = ({ status, open, paid }: Invoice): string => {
  if (status !== 'posted') return status === 'cancelled' ? 'VOID' : 'OTHER'
  return new Big(open).eq(0) ? 'PAID' : new Big(paid).eq(0) ? 'OPEN' : 'PARTIALLY_PAID'
}

describe('documents', () => {
  const documents = [...ours(company.invoices), ...ours(company.bills)]

  test('invoices, bills and credit notes, to the last digit and in their own direction', async () => {
    const fields = [
      'direction',
      'kind',
      'number',
      'customer',
      'supplier',
      'issueDate',
      'status',
      'currency',
      'rate',
      'totals.taxInclusive.amount',
      'totals.tax.amount',
      'totals.taxExclusive.amount',
      'open.document.amount',
      'open.base.amount',
      'openSigned.amount',
      'poNumber',
      'meta.legalEntity',
      'meta.sourceModifiedAt',
    ]
    const values = await world.values('Invoice', fields)
    expect(values.size).toBe(documents.length)
    for (const invoice of documents) {
      const { currency, legalEntityId, open } = invoice
      const isCredit = invoice.kind === 'credit-note'
      expect(values.get(invoice.key)).toMatchObject({
        direction: invoice.direction.toUpperCase(),
        kind: isCredit ? 'CREDIT_NOTE' : 'STANDARD',
        number: invoice.number,
        customer: customerKey(invoice.customerId),
        supplier: supplierKey(invoice.supplierId),
        issueDate: invoice.issuedOn,
        status: statusOf(invoice),
        currency,
        rate: same(invoice.rate),
        totals: {
          taxInclusive: money(invoice.gross, currency),
          tax: money(invoice.tax, currency),
          taxExclusive: money(invoice.net, currency),
        },
        open: { document: money(open, currency), base: money(invoice.baseOpen, baseOf(legalEntityId)) },
        openSigned: money(isCredit ? new Big(open).neg().toFixed() : open, currency),
        poNumber: invoice.partyNumber,
        meta: { legalEntity: entityKey(legalEntityId), sourceModifiedAt: invoice.modifiedAt },
      })
    }
  })

  test('what they were made from, and what settled them', async () => {
    const values = await world.values('Invoice', [
      'salesOrders',
      'corrects.id',
      'corrects.type',
      'payments',
      'currency',
    ])
    const ordered = documents.find(({ salesOrderId }) => salesOrderId !== null)!
    const order = company.salesOrders[ordered.salesOrderId!]!
    expect(values.get(ordered.key).salesOrders).toEqual([
      { id: idOf('SalesOrder', order.key), type: 'SalesOrder', number: order.number },
    ])
    const credit = documents.find(({ correctsId }) => correctsId !== null)!
    const corrected = company.invoices[credit.correctsId!]!
    expect(values.get(credit.key).corrects).toMatchObject({ id: idOf('Invoice', corrected.key), type: 'Invoice' })
    for (const invoice of documents.filter(({ kind }) => kind === 'invoice')) {
      const list = invoice.direction === 'receivable' ? company.invoices : company.bills
      const by = ours<{ system: string; key: string; number: string; settled: Invoice['applications'] }>([
        ...company.payments.map(({ allocations, ...payment }) => ({ ...payment, settled: allocations })),
        ...list.map(({ applications, ...note }) => ({ ...note, settled: applications })),
      ])
      const isSame = invoice.direction === 'receivable' ? 'inbound' : 'outbound'
      const expected = by
        .filter(
          (other) => !('direction' in other) || ['receivable', 'payable', isSame].includes(String(other.direction)),
        )
        .flatMap(({ key, number, settled }) =>
          settled.filter(({ invoiceId }) => invoiceId === invoice.id).map(({ amount }) => ({ key, number, amount })),
        )
      const got = values.get(invoice.key).payments as Values[]
      expect(
        got.map(({ document, amount }) => [document.number, new Big(amount.amount).toFixed(), amount.currency]).sort(),
      ).toEqual(expected.map(({ number, amount }) => [number, new Big(amount).toFixed(), invoice.currency]).sort())
    }
  })

  test('their lines', async () => {
    const fields = [
      'invoice',
      'lineNo',
      'item',
      'quantity.value',
      'unitPrice.amount',
      'net.amount',
      'account',
      'meta.legalEntity',
    ]
    const values = [...(await world.values('InvoiceLine', fields)).values()]
    const byInvoice = Map.groupBy(values, ({ invoice }) => invoice)
    for (const { key, lines, currency, status } of documents) {
      expect(byInvoice.get(key)).toEqual(
        lines.map((line) =>
          expect.objectContaining({
            lineNo: line.lineNo,
            item: line.itemId === null ? null : company.items[line.itemId]!.keys.netsuite,
            quantity: expect.objectContaining({ value: same(line.quantity) }),
            unitPrice: money(line.unitPrice, currency),
            net: money(line.net, currency),
            account: status === 'posted' ? company.glAccounts[line.accountId]!.key : null,
          }),
        ),
      )
    }
  })

  test('payments, both ways', async () => {
    const fields = [
      'direction',
      'number',
      'customer',
      'supplier',
      'date',
      'amount.document.amount',
      'amount.base.amount',
      'status',
      'bankAccount',
      'unapplied.amount',
      'allocations',
      'reference',
    ]
    const values = await world.values('Payment', fields)
    expect(values.size).toBe(ours(company.payments).length)
    for (const payment of ours(company.payments)) {
      const { currency, legalEntityId } = payment
      const isPosted = payment.status === 'posted'
      const settled = payment.direction === 'inbound' ? company.invoices : company.bills
      const got = values.get(payment.key)
      expect(got).toMatchObject({
        direction: payment.direction.toUpperCase(),
        number: payment.number,
        customer: customerKey(payment.customerId),
        supplier: supplierKey(payment.supplierId),
        date: payment.paidOn,
        amount: {
          document: money(payment.amount, currency),
          base: isPosted ? money(payment.baseAmount, baseOf(legalEntityId)) : null,
        },
        status: { draft: 'OTHER', posted: 'POSTED', cancelled: 'VOID' }[payment.status],
        unapplied: payment.direction === 'inbound' ? money(payment.unapplied, currency) : null,
      })
      const expected = payment.allocations.map(({ invoiceId, amount }) => ({
        document: { id: idOf('Invoice', settled[invoiceId]!.key), type: 'Invoice', number: settled[invoiceId]!.number },
        amount: money(amount, currency),
        discountTaken: null,
        date: payment.paidOn,
      }))
      expect(got.allocations).toHaveLength(expected.length)
      expect(got.allocations).toEqual(expect.arrayContaining(expected))
    }
  })
})

describe('orders', () => {
  const progress = { none: 'NONE', partial: 'PARTIAL', complete: 'COMPLETE' } as const

  test('from customers, with their lines', async () => {
    const fields = [
      'number',
      'customer',
      'orderDate',
      'status',
      'fulfillment',
      'billing',
      'totals.taxInclusive.amount',
      'totals.tax.amount',
      'customerPoNumber',
    ]
    const values = await world.values('SalesOrder', fields)
    const statuses = {
      draft: 'PENDING_APPROVAL',
      'pending-approval': 'PENDING_APPROVAL',
      open: 'OPEN',
      completed: 'COMPLETED',
      closed: 'CLOSED',
      cancelled: 'CANCELLED',
    }
    expect(values.size).toBe(ours(company.salesOrders).length)
    for (const order of ours(company.salesOrders)) {
      expect(values.get(order.key)).toMatchObject({
        number: order.number,
        customer: customerKey(order.customerId),
        orderDate: order.orderedOn,
        status: statuses[order.status],
        billing: progress[order.billing],
        fulfillment: order.status === 'closed' ? 'UNKNOWN' : progress[order.delivery],
        totals: { taxInclusive: money(order.gross, order.currency), tax: money(order.tax, order.currency) },
        customerPoNumber: order.customerPo,
      })
    }
    const lines = [
      ...(
        await world.values('SalesOrderLine', [
          'salesOrder',
          'ordered.value',
          'delivered.value',
          'invoiced.value',
          'open.value',
          'net.amount',
          'warehouse',
          'item',
        ])
      ).values(),
    ]
    const byOrder = Map.groupBy(lines, ({ salesOrder }) => salesOrder)
    for (const { key, lines, currency, status } of ours(company.salesOrders)) {
      const isDone = status === 'closed' || status === 'cancelled'
      expect(byOrder.get(key)).toEqual(
        lines.map((line) =>
          expect.objectContaining({
            ordered: expect.objectContaining({ value: same(line.ordered) }),
            delivered: expect.objectContaining({ value: same(line.delivered) }),
            invoiced: expect.objectContaining({ value: same(line.invoiced) }),
            open: expect.objectContaining({
              value: same(isDone ? '0' : new Big(line.ordered).minus(line.delivered).toFixed()),
            }),
            net: money(line.net, currency),
            warehouse: line.warehouseId === null ? null : company.warehouses[line.warehouseId]!.key,
          }),
        ),
      )
    }
  })

  test('to suppliers, with their lines', async () => {
    const values = await world.values('PurchaseOrder', [
      'supplier',
      'status',
      'receipt',
      'billing',
      'totals.taxInclusive.amount',
    ])
    const lines = [
      ...(
        await world.values('PurchaseOrderLine', [
          'purchaseOrder',
          'ordered.value',
          'received.value',
          'billed.value',
          'net.amount',
        ])
      ).values(),
    ]
    const byOrder = Map.groupBy(lines, ({ purchaseOrder }) => purchaseOrder)
    expect(values.size).toBe(ours(company.purchaseOrders).length)
    for (const order of ours(company.purchaseOrders)) {
      expect(values.get(order.key)).toMatchObject({
        supplier: supplierKey(order.supplierId),
        billing: progress[order.billing],
        totals: { taxInclusive: money(order.gross, order.currency) },
      })
      expect(byOrder.get(order.key)).toEqual(
        order.lines.map((line) =>
          expect.objectContaining({
            ordered: expect.objectContaining({ value: same(line.ordered) }),
            received: expect.objectContaining({ value: same(line.received) }),
            billed: expect.objectContaining({ value: same(line.billed) }),
            net: money(line.net, order.currency),
          }),
        ),
      )
    }
  })
})

describe('goods', () => {
  test('items, with units, prices and the number on the package', async () => {
    const fields = [
      'sku',
      'name',
      'type',
      'status',
      'identifiers',
      'baseUom',
      'sourceUom',
      'cost.amount',
      'listPrice.amount',
    ]
    const values = await world.values('Item', fields)
    const types = {
      inventory: 'INVENTORY',
      'non-inventory': 'NON_INVENTORY',
      service: 'SERVICE',
      kit: 'KIT',
      assembly: 'ASSEMBLY',
      charge: 'CHARGE',
    }
    expect(values.size).toBe(held(company.items).length)
    for (const item of held(company.items).map((item) => itemIn(company, item, 'netsuite'))) {
      const unit = unitOf(company, item)
      const cost = item.costs?.netsuite
      expect(values.get(item.keys.netsuite!)).toMatchObject({
        sku: item.sku,
        name: item.name,
        type: types[item.type],
        status: item.status === 'active' ? 'ACTIVE' : 'INACTIVE',
        identifiers: item.gtin === null ? [] : [expect.objectContaining({ scheme: 'GTIN', value: item.gtin })],
        baseUom: unit.unece,
        sourceUom: unit.codes.netsuite,
        cost: cost === undefined ? null : money(cost, 'USD'),
        listPrice: money(item.prices.USD, 'USD'),
      })
    }
  })

  test('stock by item and location, and the locations', async () => {
    const fields = [
      'item',
      'warehouse',
      'category',
      'onHand.value',
      'onHand.uom',
      'reserved.value',
      'available.value',
      'incoming.value',
      'reorderPoint.value',
    ]
    const values = await world.values('StockLevel', fields)
    expect(values.size).toBe(ours(company.stock).length)
    for (const row of ours(company.stock)) {
      const item = company.items[row.itemId]!
      const { uom, sourceUom } = { uom: unitOf(company, item).unece, sourceUom: unitOf(company, item).codes.netsuite }
      const quantity = (value: string) => ({ value: same(value), uom, sourceUom })
      expect(values.get(`${item.keys.netsuite};${row.location}`)).toMatchObject({
        item: item.keys.netsuite,
        warehouse: row.location,
        category: 'ALL',
        onHand: { value: same(row.onHand), uom },
        reserved: { value: same(row.reserved!) },
        available: { value: same(new Big(row.onHand).minus(row.reserved!).toFixed()) },
        incoming: { value: same(row.onOrder!) },
        reorderPoint: row.reorderPoint === null ? null : { value: quantity(row.reorderPoint).value },
      })
    }
    const warehouses = await world.values('Warehouse', ['code', 'name', 'legalEntity', 'status'])
    for (const { key, name, legalEntityId } of ours(company.warehouses)) {
      expect(warehouses.get(key)).toEqual({ code: key, name, legalEntity: entityKey(legalEntityId), status: 'ACTIVE' })
    }
  })
})

describe('the ledger', () => {
  test('companies and accounts', async () => {
    const entities = await world.values('LegalEntity', ['code', 'name', 'functionalCurrency', 'parent'])
    expect(entities.size).toBe(ours(company.legalEntities).length)
    for (const { key, name, currency, parentId } of ours(company.legalEntities)) {
      const parent = parentId === null ? null : entityKey(parentId)
      expect(entities.get(key)).toEqual({ code: key, name, functionalCurrency: currency, parent })
    }
    const accounts = await world.values('GLAccount', ['number', 'name', 'classification', 'normalBalance'])
    expect(accounts.size).toBe(ours(company.glAccounts).length)
    for (const account of ours(company.glAccounts)) {
      expect(accounts.get(account.key)).toEqual({
        number: account.number,
        name: account.name,
        classification: account.classification.toUpperCase(),
        normalBalance: account.normalBalance.toUpperCase(),
      })
    }
  })

  test('postings of every posted document and journal, whose debits equal their credits day by day', async () => {
    const paths = ['entry', 'postingDate', 'legalEntity', 'status', 'side', 'amount.base.amount']
    const lines = [...(await world.values('JournalLine', paths)).values()]
    expect(new Set(lines.map(({ status }) => status))).toEqual(new Set(['POSTED']))
    const journals = new Set(ours(company.journalEntries).map(({ key }) => key))
    expect(lines.every(({ entry }) => entry === null || journals.has(`${entry}`))).toBe(true)
    const entries = ours(company.journalEntries)
    const dayOf = (entity: unknown, day: unknown) => `${entity} ${day}`
    const days = new Set(entries.map((entry) => dayOf(entityKey(entry.legalEntityId), entry.documentOn)))
    const byDay = Map.groupBy(lines, ({ legalEntity, postingDate }) => dayOf(legalEntity, postingDate))
    expect([...byDay.keys()].sort()).toEqual([...days].sort())
    for (const [day, own] of byDay) {
      const of = (side: string) =>
        own
          .filter((line) => line.side === side)
          .reduce((sum, { amount }) => sum.plus((amount as { base: { amount: string } }).base.amount), new Big(0))
      expect(of('DEBIT').toFixed(), day).toBe(of('CREDIT').toFixed())
    }
  })

  test('journal entries, whose debits equal their credits', async () => {
    const journals = ours(company.journalEntries).filter(({ origin }) => origin.type === 'manual')
    const values = await world.values('JournalEntry', ['number', 'postingDate', 'legalEntity', 'memo', 'status'])
    expect(values.size).toBe(journals.length)
    const lines = [
      ...(
        await world.values('JournalLine', [
          'entry',
          'side',
          'account',
          'amount.document.amount',
          'amount.base.amount',
          'isNegativePosting',
          'dimensions',
        ])
      ).values(),
    ]
    const byEntry = Map.groupBy(lines, ({ entry }) => entry)
    for (const journal of journals) {
      expect(values.get(journal.key)).toEqual({
        number: journal.number,
        postingDate: journal.postedOn,
        legalEntity: entityKey(journal.legalEntityId),
        memo: journal.memo,
        status: 'POSTED',
      })
      expect(byEntry.get(journal.key)).toEqual(
        journal.lines.map((line) => ({
          entry: journal.key,
          side: line.side.toUpperCase(),
          account: company.glAccounts[line.accountId]!.key,
          amount: expect.objectContaining({
            document: money(line.amount, journal.currency),
            base: money(line.baseAmount, baseOf(journal.legalEntityId)),
          }),
          isNegativePosting: false,
          dimensions:
            line.costCenter === null ? [] : [expect.objectContaining({ kind: 'DEPARTMENT', name: line.costCenter })],
        })),
      )
    }
  })
})
