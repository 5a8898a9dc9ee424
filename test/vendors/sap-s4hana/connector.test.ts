import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type EntityName,
  encodeGlobalId,
  encodeKey,
  type Filter,
  type SourceKey,
} from '../../../gateway/connector/index.ts'
import type { Served, SourceReader } from '../../../gateway/read/index.ts'
import { systemRuntime } from '../../../gateway/runtime.ts'
import connector from '../../../subgraphs/sap-s4hana/connector.ts'
import simulatorModule, { type SapSettings } from '../../../subgraphs/sap-s4hana/simulator.ts'
import { creditOf, openInvoices } from '../../../subgraphs/simulator/company/expected.ts'
import { inSystem, itemIn, supplierIn, unitOf } from '../../../subgraphs/simulator/company/in-system.ts'
import { HTML_CANARY, type Simulator } from '../../../subgraphs/simulator/kit.ts'
import { virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'
import { openFront, scope, shown, valuesOf } from '../front.ts'
import { basic, company, password } from './system.ts'

interface World {
  readonly simulator: Simulator
  readonly reader: SourceReader
  list(entity: EntityName, fields: readonly string[], filter?: Filter): Promise<readonly Served[]>
  /** Data calls that some work causes, as the simulator saw them. */
  callsFor(work: () => Promise<unknown>): Promise<string[]>
  close(): Promise<void>
}

async function openWorld(
  settings: SapSettings = {},
  overrides: Record<string, unknown> = {},
  clock = { now: () => systemRuntime.now() },
): Promise<World> {
  const front = await openFront(connector, simulatorModule, {
    ...{ company, simulated: settings, settings: overrides, clock },
  })
  return {
    ...front,
    list: (entity, fields, filter) => front.list({ entity, fields, filter }),
    callsFor: async (work) => (await front.callsFor(work)).map(shown),
  }
}

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const ofSap = <T extends { readonly system: string }>(records: readonly T[]) =>
  records.filter(({ system }) => system === 'sap')
const same = (a: string | null | undefined, b: string) => a != null && new Big(a).eq(b)
const customers = company.customers.filter(({ keys }) => keys.sap)
const customerKey = (id: number | null) => company.customers[id!]!.keys.sap!
const invoices = ofSap(company.invoices).filter(({ status }) => status !== 'draft')
const invoiceKey = (invoice: (typeof invoices)[number]) =>
  `1010;${invoice.postedOn!.slice(0, 4)};${invoice.ledgerKey};1`
const moneyIn = (path: string) => [`${path}.amount`, `${path}.currency`]

describe('every record arrives as the company has it', () => {
  test('customers', async () => {
    const fields = [
      'number',
      'name',
      'kind',
      'status',
      'blocks',
      'identifiers',
      'emails',
      'phones',
      'websites',
      'domains',
      'addresses',
      'currency',
      'paymentTerm.code',
      'meta.sourceModifiedAt',
    ]
    const values = valuesOf(await world.list('Customer', fields))
    expect([...values.keys()].sort()).toEqual(customers.map(({ keys }) => keys.sap!).sort())
    for (const customer of customers.map((customer) => inSystem(customer, 'sap'))) {
      const got = values.get(customer.keys.sap!)
      expect(got).toMatchObject({
        number: customer.keys.sap,
        name: [...customer.name].slice(0, 81).join(''),
        kind: customer.kind === 'person' ? 'PERSON' : 'ORGANIZATION',
        currency: customer.currency,
        paymentTerm: { code: customer.term },
        identifiers: customer.vat === null ? [] : [{ scheme: 'VAT', value: customer.vat }],
        emails: customer.emails,
        websites: customer.website === null ? [] : [customer.website],
      })
      expect(got.addresses.map(({ city }: { city: string }) => city).filter(Boolean)).toEqual(
        customer.addresses.map(({ city }) => city),
      )
      const areas = { orders: 'ORDERS', delivery: 'DELIVERY', billing: 'INVOICING', posting: 'POSTING' } as const
      const blocked = (Object.keys(areas) as (keyof typeof areas)[]).filter((area) => customer.blocks[area])
      expect(got.blocks.map(({ area }: { area: string }) => area)).toEqual(blocked.map((area) => areas[area]))
      expect(got.status).toBe(!customer.active ? 'ARCHIVED' : blocked.length === 4 ? 'BLOCKED' : 'ACTIVE')
      expect(got.meta.sourceModifiedAt).toBe(customer.modifiedAt && `${customer.modifiedAt.slice(0, 10)}T00:00:00Z`)
    }
  })

  test('suppliers', async () => {
    const suppliers = company.suppliers.filter(({ keys }) => keys.sap).map((supplier) => supplierIn(supplier, 'sap'))
    const values = valuesOf(
      await world.list('Supplier', ['name', 'paymentBlocked', 'bankAccounts', 'currency', 'blocks', 'identifiers']),
    )
    expect(values.size).toBe(suppliers.length)
    for (const { keys, name, blocks, bankAccount, currency, vat } of suppliers) {
      const got = values.get(keys.sap!)
      expect(got).toMatchObject({ name: [...name].slice(0, 81).join(''), paymentBlocked: blocks.payment, currency })
      expect(got.bankAccounts).toEqual(bankAccount === null ? [] : [{ ...bankAccount, scheme: 'IBAN' }])
      expect(got.blocks.length).toBe(Number(blocks.purchasing) + Number(blocks.posting))
      expect(got.identifiers.map(({ value }: { value: string }) => value)).toEqual(vat === null ? [] : [vat])
    }
  })

  test('contacts', async () => {
    const contacts = company.contacts.filter(({ keys }) => keys.sap)
    const values = valuesOf(
      await world.list('Contact', [
        'firstName',
        'lastName',
        'fullName',
        'title',
        'department',
        'emails',
        'phones',
        'isPrimary',
        'customer',
        'supplier',
      ]),
    )
    // One of them works for a supplier too.
    expect(values.size).toBe(contacts.length + 1)
    for (const contact of contacts) {
      const got = values.get(
        `${contact.sapRelationship};${customerKey(contact.customerId)};${contact.keys.sap};9999-12-31`,
      )
      expect(got).toMatchObject({
        firstName: contact.firstName,
        lastName: contact.lastName,
        title: contact.title,
        department: contact.department,
        isPrimary: contact.isPrimary,
        customer: customerKey(contact.customerId),
        supplier: null,
        emails: contact.email === null ? [] : [contact.email],
      })
      expect(got.phones.length).toBe(new Set([contact.phone, contact.mobile].filter(Boolean)).size)
    }
  })

  test('items', async () => {
    const items = company.items.filter(({ keys }) => keys.sap)
    const values = valuesOf(
      await world.list('Item', [
        'sku',
        'name',
        'type',
        'status',
        'identifiers',
        'baseUom',
        'sourceUom',
        'tracking',
        'weight.value',
        'weight.uom',
        'weight.sourceUom',
        'meta.sourceModifiedAt',
      ]),
    )
    expect(values.size).toBe(items.length)
    for (const item of items) {
      const { name, gtin } = itemIn(company, item, 'sap')
      const numbers = [gtin, item.mpn].filter((value) => value !== null)
      const got = values.get(encodeKey([item.sku]))
      expect(got).toMatchObject({
        sku: item.sku,
        name,
        type: item.type.toUpperCase().replace('-', '_'),
        status: item.status.toUpperCase(),
        baseUom: unitOf(company, item).unece,
        sourceUom: unitOf(company, item).codes.sap,
        tracking: item.tracking.toUpperCase(),
        meta: { sourceModifiedAt: item.modifiedAt ?? item.createdAt },
      })
      expect(got.identifiers.map(({ value }: { value: string }) => value)).toEqual(numbers)
      expect(got.weight && { ...got.weight }).toEqual(
        item.grossWeight === null ? null : { value: item.grossWeight, uom: 'KGM', sourceUom: 'KG' },
      )
    }
  })

  test('stock: own stock only, batches of one place and category added up', async () => {
    const truth = new Map<string, Big>()
    const types = { unrestricted: '01', quality: '02', blocked: '07' }
    for (const { itemId, warehouseId, location, category, onHand } of ofSap(company.stock)) {
      const key = encodeKey([
        company.items[itemId]!.sku,
        company.warehouses[warehouseId]!.key,
        location,
        types[category],
      ])
      truth.set(key, (truth.get(key) ?? new Big(0)).plus(onHand))
    }
    const values = valuesOf(
      await world.list('StockLevel', [
        'category',
        'onHand.value',
        'onHand.uom',
        'onHand.sourceUom',
        'item',
        'warehouse',
      ]),
    )
    expect([...values.keys()].sort()).toEqual([...truth.keys()].sort())
    for (const [key, onHand] of truth) expect(same(values.get(key).onHand.value, onHand.toFixed()), key).toBe(true)
    const places = new Set([...values.values()].map(({ warehouse }) => warehouse))
    expect(valuesOf(await world.list('Warehouse', ['code', 'type'])).size).toBe(places.size)
  })

  test('sales orders and their lines', async () => {
    const orders = ofSap(company.salesOrders)
    const values = valuesOf(
      await world.list('SalesOrder', [
        'customer',
        'orderDate',
        'requestedDate',
        'status',
        'fulfillment',
        'billing',
        'creditCheck',
        'customerPoNumber',
        ...moneyIn('totals.taxExclusive'),
      ]),
    )
    expect(values.size).toBe(orders.length)
    const status = {
      draft: 'OPEN',
      'pending-approval': 'OPEN',
      open: 'OPEN',
      completed: 'COMPLETED',
      closed: 'COMPLETED',
      cancelled: 'CANCELLED',
    }
    const check = { passed: 'PASSED', released: 'PASSED', blocked: 'BLOCKED', 'not-checked': 'NOT_CHECKED' }
    for (const order of orders) {
      const got = values.get(order.key)
      expect(got).toMatchObject({
        customer: customerKey(order.customerId),
        orderDate: order.orderedOn,
        requestedDate: order.requestedOn,
        status: status[order.status],
        fulfillment: order.delivery.toUpperCase(),
        billing: order.billing.toUpperCase(),
        creditCheck: check[order.credit],
        customerPoNumber: order.customerPo,
      })
      expect(got.totals.taxExclusive).toEqual({ amount: order.net, currency: order.currency })
    }
    const lines = valuesOf(
      await world.list('SalesOrderLine', [
        'lineNo',
        'item',
        'delivered.value',
        'delivered.sourceUom',
        'promisedDate',
        ...moneyIn('net'),
        'status',
      ]),
    )
    expect(lines.size).toBe(orders.flatMap((order) => order.lines).length)
    for (const { key, currency, lines: own } of orders) {
      for (const { lineNo, itemId, net, delivered, promisedOn } of own) {
        const got = lines.get(`${key};${lineNo}`)
        expect(got).toMatchObject({
          lineNo,
          item: encodeKey([company.items[itemId]!.sku]),
          net: { amount: net, currency },
          promisedDate: promisedOn,
        })
        expect(same(got.delivered.value, delivered)).toBe(true)
      }
    }
  })

  test('purchase orders and their lines', async () => {
    const orders = ofSap(company.purchaseOrders)
    const values = valuesOf(
      await world.list('PurchaseOrder', [
        'supplier',
        'orderDate',
        'status',
        'receipt',
        'billing',
        ...moneyIn('totals.taxExclusive'),
      ]),
    )
    expect(values.size).toBe(orders.length)
    const status = {
      draft: 'DRAFT',
      'pending-approval': 'PENDING_APPROVAL',
      approved: 'OPEN',
      open: 'OPEN',
      completed: 'COMPLETED',
      closed: 'COMPLETED',
      cancelled: 'CANCELLED',
    }
    for (const order of orders) {
      const got = values.get(order.key)
      expect(got).toMatchObject({
        supplier: company.suppliers[order.supplierId]!.keys.sap,
        orderDate: order.orderedOn,
        status: status[order.status],
      })
      const exact = order.lines.reduce((sum, line) => sum.plus(new Big(line.unitPrice).times(line.ordered)), new Big(0))
      if (order.status !== 'cancelled') expect(same(got.totals.taxExclusive.amount, exact.toFixed())).toBe(true)
    }
    const lines = valuesOf(await world.list('PurchaseOrderLine', ['lineNo', 'expectedDate', ...moneyIn('unitPrice')]))
    for (const { key, lines: own } of orders) {
      for (const { lineNo, unitPrice, expectedOn } of own) {
        expect(lines.get(`${key};${lineNo}`)).toMatchObject({ lineNo, expectedDate: expectedOn })
        expect(same(lines.get(`${key};${lineNo}`).unitPrice.amount, unitPrice)).toBe(true)
      }
    }
  })
})

describe('what customers owe', () => {
  const fields = [
    'kind',
    'number',
    'customer',
    'issueDate',
    'postingDate',
    'dueDate',
    'paidDate',
    'status',
    'currency',
    'paymentTerm.code',
    'poNumber',
    'salesOrders',
    ...['totals.taxInclusive', 'totals.taxExclusive', 'totals.tax', 'open.document', 'open.base', 'openSigned'].flatMap(
      moneyIn,
    ),
  ]

  test('invoices and credit notes, with what is open of them to the cent', async () => {
    const values = valuesOf(await world.list('Invoice', fields))
    expect([...values.keys()].sort()).toEqual(invoices.map(invoiceKey).sort())
    for (const invoice of invoices) {
      const got = values.get(invoiceKey(invoice))
      const isOpen = new Big(invoice.open).gt(0)
      const isTouched = isOpen && !new Big(invoice.open).eq(invoice.gross)
      expect(got, invoice.key).toMatchObject({
        kind: invoice.kind === 'invoice' ? 'STANDARD' : 'CREDIT_NOTE',
        number: invoice.number,
        customer: customerKey(invoice.customerId),
        issueDate: invoice.issuedOn,
        postingDate: invoice.postedOn,
        dueDate: invoice.dueOn,
        status: invoice.status === 'cancelled' ? 'VOID' : !isOpen ? 'PAID' : isTouched ? 'PARTIALLY_PAID' : 'OPEN',
        totals: {
          taxInclusive: { amount: invoice.gross, currency: invoice.currency },
          taxExclusive: { amount: invoice.net },
          tax: { amount: invoice.tax },
        },
        paymentTerm: { code: invoice.term },
        poNumber: invoice.partyNumber,
      })
      if (invoice.status === 'posted') expect(got.paidDate).toBe(invoice.paidOn)
      expect(
        same(got.open.document.amount, invoice.open),
        `${invoice.key} ${got.open.document.amount} ${invoice.open}`,
      ).toBe(true)
      expect(same(got.open.base.amount, invoice.baseOpen)).toBe(true)
      expect(
        same(got.openSigned.amount, invoice.kind === 'invoice' ? invoice.open : new Big(invoice.open).neg().toFixed()),
      ).toBe(true)
    }
  })

  test('the open ones of a customer are found by the source', async () => {
    const busiest = customers.toSorted(
      (a, b) => openInvoices(company, b.id).length - openInvoices(company, a.id).length,
    )[0]!
    const open: Filter = {
      kind: 'and',
      terms: [
        {
          kind: 'compare',
          field: 'customer',
          op: 'eq',
          value: encodeGlobalId({ type: 'Customer', source: 'sap-eu' as never, key: busiest.keys.sap as SourceKey }),
        },
        { kind: 'in', field: 'status', values: ['OPEN', 'PARTIALLY_PAID'] },
      ],
    }
    const [call] = await world.callsFor(async () => {
      const rows = await world.list('Invoice', ['number'], open)
      const truth = openInvoices(company, busiest.id).filter(({ system }) => system === 'sap')
      expect(rows.map(({ record }) => record.values.number).sort()).toEqual(truth.map(({ number }) => number).sort())
    })
    expect(call).toContain(`Customer eq '${busiest.keys.sap}'`)
    expect(call).toContain('IsReversed eq false and IsCleared eq false')
  })

  test('lines come with their billing document', async () => {
    const long = invoices.find(({ lines }) => lines.length > 100)!
    const keys = [long, ...invoices.slice(0, 10)].map((invoice) => invoiceKey(invoice) as SourceKey)
    const groups = await world.reader.children(
      {
        parent: 'Invoice',
        relation: 'lines',
        keys,
        fields: ['lineNo', ...moneyIn('net'), 'quantity.value', 'quantity.sourceUom', 'taxes'],
        order: [{ field: 'lineNo', direction: 'asc' }],
      },
      scope(),
    )
    const got = groups.get(keys[0]!)!.map(({ record }) => record.values)
    expect(got.map(({ lineNo }) => lineNo)).toEqual(long.lines.map(({ lineNo }) => lineNo))
    for (const [i, line] of long.lines.entries()) {
      expect(got[i]).toMatchObject({
        net: { amount: line.net, currency: long.currency },
        quantity: { value: line.quantity },
        taxes: [{ tax: { amount: line.tax } }],
      })
    }
  })

  test('payments are told by item, and add up to what was paid', async () => {
    const rows = (
      await world.list('Payment', [
        'direction',
        'number',
        'customer',
        'supplier',
        'date',
        'method',
        'status',
        ...['amount.document', 'amount.base', 'unapplied'].flatMap(moneyIn),
      ])
    ).map(({ record }) => record.values)
    // biome-ignore lint/suspicious/noExplicitAny: records of every shape
    const byNumber = Map.groupBy(rows as any[], ({ number }) => number)
    const payments = ofSap(company.payments).filter(({ status }) => status === 'posted')
    expect([...byNumber.keys()].sort()).toEqual(payments.map(({ number }) => number).sort())
    for (const payment of payments) {
      const items = byNumber.get(payment.number)!
      const sum = (of: (item: (typeof items)[number]) => string) =>
        items.reduce((total, item) => total.plus(of(item)), new Big(0)).toFixed()
      expect(
        same(
          payment.amount,
          sum((item) => item.amount.document.amount),
        ),
      ).toBe(true)
      expect(
        same(
          payment.unapplied,
          sum((item) => item.unapplied.amount),
        ),
      ).toBe(true)
      expect(items[0]).toMatchObject({
        direction: payment.direction.toUpperCase(),
        date: payment.paidOn,
        method: payment.method.toUpperCase().replace('-', '_'),
        customer: payment.customerId === null ? null : customerKey(payment.customerId),
        amount: { document: { currency: payment.currency } },
      })
    }
  })
})

describe('credit', () => {
  const exposures = [
    'exposure.total',
    'exposure.openReceivables',
    'exposure.openOrders',
    'exposure.unappliedPayments',
    'available',
    'limit',
  ].flatMap(moneyIn)
  const fields = [
    'customer',
    'scope.code',
    'hold',
    'holdReason',
    'riskClass',
    'riskBand',
    'utilization',
    'computedBy',
    ...exposures,
  ]

  test('limits, holds and classes are as told; a zero that nobody set is no limit', async () => {
    const accounts = ofSap(company.creditAccounts)
    const values = valuesOf(await world.list('CreditStatus', fields))
    expect(values.size).toBe(accounts.length)
    for (const { customerId, segment, limit, currency, hold, holdReason, riskClass } of accounts) {
      const got = values.get(`${customerKey(customerId)};${segment}`)
      expect(got).toMatchObject({
        customer: customerKey(customerId),
        scope: { code: segment },
        hold: hold === 'held' ? 'HELD' : 'NONE',
        holdReason,
      })
      expect(got.limit).toEqual(limit === null ? null : { amount: limit, currency })
      // Partners with two segments have one class.
      if (accounts.filter((other) => other.customerId === customerId).length === 1)
        expect(got.riskClass).toBe(riskClass)
    }
  })

  test('exposure is open items and open orders, in one currency or not at all', async () => {
    const values = valuesOf(await world.list('CreditStatus', fields))
    let compared = 0
    for (const { customerId, segment, limit, currency } of ofSap(company.creditAccounts)) {
      const got = values.get(`${customerKey(customerId)};${segment}`)
      const truth = creditOf(company, customerId).find(
        ({ account }) => account.system === 'sap' && account.segment === segment,
      )!
      const orders = ofSap(company.salesOrders).filter(
        (order) => order.customerId === customerId && !['completed', 'closed', 'cancelled'].includes(order.status),
      )
      if (orders.some((order) => order.currency !== currency)) {
        expect(got).toMatchObject({
          exposure: { total: null, openReceivables: null, openOrders: null },
          available: null,
          utilization: null,
          computedBy: null,
        })
        continue
      }
      const ordered = orders.reduce((sum, { net }) => sum.plus(net), new Big(0))
      const total = ordered.plus(truth.openReceivables).minus(truth.unapplied)
      expect(same(got.exposure.openReceivables.amount, truth.openReceivables), `${customerId}`).toBe(true)
      expect(same(got.exposure.unappliedPayments.amount, truth.unapplied)).toBe(true)
      expect(same(got.exposure.openOrders.amount, ordered.toFixed())).toBe(true)
      expect(same(got.exposure.total.amount, total.toFixed())).toBe(true)
      expect(got.computedBy).toBe('MIXED')
      if (limit !== null) expect(same(got.available.amount, new Big(limit).minus(total).toFixed())).toBe(true)
      compared++
    }
    expect(compared).toBeGreaterThan(10)
  })

  test('a partner with another number than its customer has a limit, and no exposure that could be wrong', async () => {
    const other = await openWorld({ partnerOffset: 5_000_000 }, { sameNumbers: false })
    const customer = customers.find(({ id }) =>
      creditOf(company, id).some(({ account }) => account.system === 'sap' && account.limit !== null),
    )!
    const key = customer.keys.sap as SourceKey
    const groups = await other.reader.children(
      { parent: 'Customer', relation: 'credit', keys: [key], fields, order: [] },
      scope(),
    )
    const [status] = groups.get(key)!.map(({ record }) => record.values)
    expect(status).toMatchObject({
      customer: key,
      limit: { currency: 'EUR' },
      exposure: { total: null },
      available: null,
      computedBy: null,
    })
    const contacts = await other.reader.children(
      {
        parent: 'Customer',
        relation: 'contacts',
        keys: customers.map(({ keys }) => keys.sap as SourceKey),
        fields: ['customer'],
        order: [],
      },
      scope(),
    )
    for (const [customer, people] of contacts)
      for (const { record } of people) expect(record.values.customer).toBe(customer)
    expect([...contacts.values()].flat().length).toBeGreaterThan(0)
    await other.close()
  })
})

describe('the ledger', () => {
  const entries = ofSap(company.journalEntries)
  const lineKeys = entries.flatMap((entry) =>
    entry.lines.map(({ lineNo }) => `1010;${entry.fiscalYear};${entry.key};${`${lineNo}`.padStart(6, '0')}`),
  )

  test('accounts have their names, their group and whether they may be posted to', async () => {
    const fields = ['number', 'name', 'chart', 'classification', 'groupAccount', 'status']
    const values = valuesOf(await world.list('GLAccount', fields))
    const accounts = ofSap(company.glAccounts)
    expect(values.size).toBe(accounts.length)
    for (const { key, number, name, chart, classification } of accounts)
      expect(values.get(`${chart};${key}`)).toEqual({
        ...{ number, name, chart, classification: classification.toUpperCase() },
        ...{ groupAccount: expect.stringMatching(/^G\d{4}$/), status: 'ACTIVE' },
      })
  })

  test('lines are those of the leading ledger, each by itself, with their company, day and side', async () => {
    const fields = ['ledger', 'legalEntity', 'postingDate', 'status', 'account', 'side', ...moneyIn('amount.base')]
    const values = valuesOf(await world.list('JournalLine', fields))
    expect([...values.keys()].sort()).toEqual(lineKeys.sort())
    for (const entry of entries)
      for (const { lineNo, side, accountId, baseAmount } of entry.lines) {
        const { chart, key } = company.glAccounts[accountId]!
        const got = values.get(`1010;${entry.fiscalYear};${entry.key};${`${lineNo}`.padStart(6, '0')}`)
        expect(got).toMatchObject({
          ...{ ledger: '0L', legalEntity: '1010', postingDate: entry.postedOn, status: 'POSTED' },
          ...{ account: `${chart};${key}`, side: side.toUpperCase() },
        })
        expect(same(got.amount.base.amount, baseAmount)).toBe(true)
      }
  })

  test('another ledger has what is posted there', async () => {
    const other = await openWorld({}, { ledger: '2L' })
    const lines = await other.list('JournalLine', ['ledger', 'text'])
    expect(lines.length).toBe(
      entries.filter(({ memo }) => memo === 'Depreciation').flatMap(({ lines }) => lines).length,
    )
    expect(new Set(lines.map(({ record }) => record.values.ledger))).toEqual(new Set(['2L']))
    await other.close()
  })

  test('the key is always selected: without it the set would add up', async () => {
    const [call] = await world.callsFor(() => world.list('JournalLine', ['side']))
    for (const column of ['CompanyCode', 'FiscalYear', 'AccountingDocument', 'LedgerGLLineItem'])
      expect(/\$select=([^&]*)/.exec(call!)![1]!.split(',')).toContain(column)
  })
})

describe('calls', () => {
  test('a thousand keys are one data call', async () => {
    const keys = Array.from({ length: 1_000 }, (_, i) => (customers[i]?.keys.sap ?? `${9_000_000 + i}`) as SourceKey)
    await world.reader.lookup({ entity: 'Customer', keys: keys.slice(0, 101), fields: ['name'] }, scope())
    const calls = await world.callsFor(async () => {
      const found = await world.reader.lookup({ entity: 'Customer', keys, fields: ['name'] }, scope())
      expect(found.size).toBe(customers.length)
    })
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['$batch'])
    // No part of it asks for more alternatives than an address has room for.
    for (const get of calls[0]!.split('\n')) expect(get.split(' or ').length).toBeLessThanOrEqual(100)
  })

  test('what nobody selects costs no call: billing documents, partial payments, exposure', async () => {
    const sets = async (entity: EntityName, fields: string[]) =>
      (await world.callsFor(() => world.list(entity, fields))).map((call) => call.split(' ')[0])
    expect(await sets('Invoice', ['number', ...moneyIn('totals.taxInclusive')])).toEqual([
      'A_OperationalAcctgDocItemCube',
    ])
    expect(await sets('CreditStatus', ['customer', 'hold', ...moneyIn('limit')])).toEqual(['CreditManagementAccount'])
    expect(await sets('CreditStatus', ['riskClass'])).toEqual([
      'CreditManagementAccount',
      expect.stringMatching(/CreditMgmtBusinessPartner|\$batch/),
    ])
  })

  test('a page of ten asks for eleven rows', async () => {
    const [call] = await world.callsFor(() =>
      world.reader.list(
        { entity: 'Invoice', fields: ['number'], order: [{ field: 'dueDate', direction: 'desc' }], first: 10 },
        scope(),
      ),
    )
    expect(call).toContain(
      '$orderby=NetDueDate desc,CompanyCode,FiscalYear,AccountingDocument,AccountingDocumentItem&$top=11',
    )
  })

  test('an empty text is in no row, and leaves every row where it is excluded', async () => {
    const count = async (op: 'eq' | 'ne') =>
      (await world.list('Customer', ['industry'], { kind: 'compare', field: 'industry', op, value: '' })).length
    expect([await count('eq'), await count('ne')]).toEqual([0, customers.length])
  })
})

describe('proof of who asks', () => {
  const first = (on: World) =>
    on.list('Item', ['sku'], { kind: 'compare', field: 'sku', op: 'eq', value: company.items[0]!.sku })
  const many = (on: World) =>
    on.reader.lookup(
      {
        entity: 'Customer',
        keys: Array.from({ length: 200 }, (_, i) => `${1_000_747 + i}` as SourceKey),
        fields: ['name'],
      },
      scope(),
    )

  test('a token that is over is renewed once, and the call is made again', async () => {
    await first(world)
    world.simulator.expireTokens()
    world.simulator.reset()
    await first(world)
    expect(world.simulator.arrivals.map(({ path, status }) => `${path.split('/').at(-1)} ${status}`)).toEqual([
      'A_Product 401',
      'token 200',
      'A_Product 200',
    ])
  })

  test('a batch renews a token that is over, whether or not it has a session yet', async () => {
    for (const warm of [first, many]) {
      const fresh = await openWorld()
      await warm(fresh)
      fresh.simulator.expireTokens()
      expect((await many(fresh)).size).toBeGreaterThan(0)
      await fresh.close()
    }
  })

  test('a session that is over brings a new token against forgery, once', async () => {
    const clock = virtualClock(systemRuntime.now())
    const fresh = await openWorld({}, {}, clock)
    await many(fresh)
    clock.advance(31 * 60_000)
    fresh.simulator.reset()
    expect((await many(fresh)).size).toBeGreaterThan(0)
    expect(fresh.simulator.arrivals.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'POST 403',
      'HEAD 200',
      'POST 202',
    ])
    await fresh.close()
  })

  test('a user and a password do as well', async () => {
    const fresh = await openWorld({}, { auth: 'basic', user: 'FRESHET', password })
    expect((await first(fresh)).length).toBe(1)
    expect((await many(fresh)).size).toBeGreaterThan(0)
    expect(fresh.simulator.arrivals.every(({ principal }) => principal === 'FRESHET')).toBe(true)
    await fresh.close()
  })

  test('a wrong password is tried once', async () => {
    const fresh = await openWorld({}, { auth: 'basic', user: 'FRESHET', password: 'wrong' })
    await expect(first(fresh)).rejects.toMatchObject({ code: 'SOURCE_AUTH' })
    expect(fresh.simulator.arrivals.length).toBe(1)
    expect(basic('FRESHET', 'wrong').authorization).toMatch(/^Basic /)
    await fresh.close()
  })

  test.each([
    [{ auth: 'basic', user: 'FRESHET', password: undefined }, 0],
    [{ clientSecret: 'wrong' }, 1],
    [{ tokenUrl: undefined }, 0],
  ])('what is missing or wrong in the settings %j is a failed login', async (overrides, arrivals) => {
    const fresh = await openWorld({}, overrides)
    await expect(first(fresh)).rejects.toMatchObject({ code: 'SOURCE_AUTH' })
    expect(fresh.simulator.arrivals.length).toBe(arrivals)
    await fresh.close()
  })

  test('plain reads carry no cookie, and every call the SAP client', async () => {
    const request = connector.render(
      {
        object: 'A_Product',
        hint: { service: 'API_PRODUCT_SRV', key: ['Product'] },
        columns: [],
        order: [],
        pageRows: 1,
      },
      {
        source: 'sap-eu',
        settings: { ...simulatorModule.config('https://sap.example'), servicePath: '/sap/opu/odata/sap' } as never,
      },
    )
    expect(request.headers).toEqual({ accept: 'application/json' })
    const { headers } = await connector.credentials.login(
      {} as never,
      { auth: 'basic', user: 'U', password: 'P', client: '100' } as never,
    )
    expect(headers).toEqual({ authorization: 'Basic VTpQ', 'sap-client': '100' })
  })
})

describe('faults', () => {
  const ask = () => world.list('Item', ['sku'])
  test.each([
    ['throttled', 'SOURCE_THROTTLED'],
    ['forbidden', 'SOURCE_FORBIDDEN'],
    ['unavailable', 'SOURCE_UNAVAILABLE'],
    ['serverError', 'SOURCE_BAD_RESPONSE'],
    ['errorBody', 'SOURCE_BAD_RESPONSE'],
    ['cursorExpired', 'CURSOR_EXPIRED'],
    ['html', 'SOURCE_BAD_RESPONSE'],
    ['redirect', 'SOURCE_BAD_RESPONSE'],
    ['badJson', 'SOURCE_BAD_RESPONSE'],
  ] as const)('%s is %s, and says nothing of a page', async (kind, code) => {
    const fresh = await openWorld()
    fresh.simulator.fault({ kind })
    const failure = await fresh.list('Item', ['sku']).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code, source: 'sap-eu' })
    expect((failure as Error).message).not.toContain(HTML_CANARY)
    await fresh.close()
  })

  test('an answer cut anywhere is never a shorter list', async () => {
    for (const framing of ['length', 'chunked', 'close'] as const) {
      for (const afterBytes of [0, 1, 500, 5_000]) {
        world.simulator.fault({ kind: 'truncate', framing, afterBytes, times: 1 })
        await expect(ask(), `${framing} ${afterBytes}`).rejects.toMatchObject({
          code: expect.stringMatching(/SOURCE_(BAD_RESPONSE|UNAVAILABLE)/),
        })
      }
    }
  })

  test('a link to somewhere else is not followed', async () => {
    const fresh = await openWorld({ serverPages: { A_Product: 20 } })
    fresh.simulator.fault({
      kind: 'rewrite',
      find: '"__next":"http://127.0.0.1',
      put: '"__next":"http://169.254.169.254',
    })
    await expect(fresh.list('Item', ['sku'])).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT' })
    fresh.simulator.clearFaults()
    expect((await fresh.list('Item', ['sku'])).length).toBe(company.items.filter(({ keys }) => keys.sap).length)
    await fresh.close()
  })
})
