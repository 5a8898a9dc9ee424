import Big from 'big.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EntityName, encodeKey, type SourceKey } from '../../../gateway/connector/index.ts'
import { creditOf } from '../../../subgraphs/simulator/company/expected.ts'
import { inSystem, unitOf } from '../../../subgraphs/simulator/company/in-system.ts'
import { HTML_CANARY } from '../../../subgraphs/simulator/kit.ts'
import { company, companyId, idOf, openWorld, scope, type World } from './world.ts'

const system = 'businessCentral'
const own = <T extends { readonly system: string }>(records: readonly T[]) =>
  records.filter((record) => record.system === system)
const known = <T extends { readonly keys: { readonly businessCentral?: string } }>(records: readonly T[]) =>
  records.filter(({ keys }) => keys.businessCentral !== undefined)
const customers = known(company.customers)
const invoices = own(company.invoices).filter(({ kind }) => kind === 'invoice')
const bills = own(company.bills).filter(({ kind }) => kind === 'invoice')
const orders = own(company.salesOrders).filter(({ status }) => ['draft', 'pending-approval', 'open'].includes(status))

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** The records of an entity by their keys. */
async function all(entity: EntityName, fields: readonly string[], from = world) {
  const rows = await from.list(entity, fields)
  // biome-ignore lint/suspicious/noExplicitAny: values have the shape of the fields that were asked for
  return new Map(rows.map(({ record }) => [record.key as string, record.values as any]))
}
/** A place as a key: both parts of it may hold anything. */
const placeOf = (itemId: number, location: string) =>
  encodeKey([[company.items[itemId]!.sku, location].map(encodeURIComponent).join('/')])
const money = (path: string) => [`${path}.amount`, `${path}.currency`]
const sameAmount = (given: string, wanted: string) => expect(new Big(given).toFixed(4)).toBe(new Big(wanted).toFixed(4))

describe('parties', () => {
  test('are as the system has them, blocks and currencies included', async () => {
    const fields = [
      'number',
      'name',
      'kind',
      'status',
      'sourceStatus',
      'blocks',
      'currency',
      'addresses',
      'identifiers',
      'owner',
    ]
    const found = await all('Customer', fields)
    expect(found.size).toBe(customers.length)
    for (const customer of customers) {
      const { name, currency, kind } = inSystem(customer, system)
      expect(found.get(customer.keys.businessCentral!)).toMatchObject({
        number: customer.numbers!.businessCentral,
        name,
        currency,
        kind: kind === 'person' ? 'PERSON' : 'ORGANIZATION',
        owner: company.users[customer.ownerId]!.numbers.businessCentral ?? null,
      })
    }
    const blocked = customers.find(({ blocks }) => blocks.orders)!
    expect(found.get(blocked.keys.businessCentral!)).toMatchObject({
      status: 'BLOCKED',
      sourceStatus: 'All',
      blocks: [{ area: 'ALL' }],
    })
    const free = [...found.values()].find(({ status }) => status === 'ACTIVE')
    expect(free).toMatchObject({ sourceStatus: null, blocks: [] })
  })

  test('suppliers have no limit and no kind, but may be blocked for payment', async () => {
    const found = await all('Supplier', ['number', 'kind', 'paymentBlocked', 'paymentTerm.code'])
    expect(found.size).toBe(known(company.suppliers).length)
    for (const supplier of known(company.suppliers))
      expect(found.get(supplier.keys.businessCentral!)).toMatchObject({
        kind: 'UNKNOWN',
        paymentBlocked: supplier.blocks.payment || supplier.blocks.posting || supplier.blocks.purchasing,
      })
  })

  test('contacts are persons, not the companies that they are at', async () => {
    expect((await all('Contact', ['fullName'])).size).toBe(known(company.contacts).length)
  })

  test('what cannot be named in a filter is sought as none of the others, and rechecked', async () => {
    const filter = { kind: 'compare', field: 'status', op: 'eq', value: 'ACTIVE' } as const
    const asked = await world.callsFor(() => world.list('Customer', ['name'], filter))
    expect(asked[0]).toContain("$filter=blocked ne 'All'")
    const blocked = await world.callsFor(() => world.list('Customer', ['name'], { ...filter, value: 'BLOCKED' }))
    expect(blocked[0]).toContain("$filter=blocked eq 'All'")
  })
})

describe('stock', () => {
  test('is what open entries have left, by item and location, in base units', async () => {
    const fields = ['item', 'warehouse', 'onHand.value', 'onHand.uom', 'onHand.sourceUom', 'category']
    const found = await all('StockLevel', fields)
    const wanted = Map.groupBy(own(company.stock), ({ itemId, location }) => placeOf(itemId, location))
    const held = [...wanted].filter(([, rows]) => rows.some(({ onHand }) => Number(onHand) !== 0))
    expect([...found.keys()].sort()).toEqual(held.map(([key]) => key).sort())
    for (const [key, rows] of held) {
      const [{ itemId, warehouseId }] = rows as [(typeof rows)[0]]
      const level = found.get(key)
      const item = company.items[itemId]!
      sameAmount(level.onHand.value, rows.reduce((sum, { onHand }) => sum.plus(onHand), new Big(0)).toFixed())
      expect(level).toMatchObject({
        item: item.keys.businessCentral,
        warehouse: company.warehouses[warehouseId]!.key,
        category: 'ALL',
        onHand: { sourceUom: unitOf(company, item).codes.businessCentral, uom: unitOf(company, item).unece },
      })
    }
  })

  test('of many items is one call, by their numbers', async () => {
    const held = own(company.stock).filter(({ onHand }) => Number(onHand) !== 0)
    const keys = [...new Set(held.map(({ itemId }) => company.items[itemId]!.keys.businessCentral!))]
    const query = {
      parent: 'Item',
      relation: 'stock',
      keys: keys.slice(0, 30) as SourceKey[],
      fields: ['onHand.value'],
      order: [],
    } as const
    const calls = await world.callsFor(async () => {
      const groups = await world.reader.children(query, scope())
      expect([...groups.values()].every((rows) => rows.length > 0)).toBe(true)
    })
    expect(calls.filter((call) => call.includes('itemLedgerEntries') || call.includes('itemNo eq'))).toHaveLength(1)
  })

  test('may be taken from the items, of all locations together', async () => {
    const other = await openWorld({ stockFrom: 'items' })
    const found = await all('StockLevel', ['item', 'warehouse', 'onHand.value'], other)
    const item = known(company.items).find(({ id }) => own(company.stock).some(({ itemId }) => itemId === id))!
    const rows = own(company.stock).filter(({ itemId }) => itemId === item.id)
    const level = found.get(item.keys.businessCentral!)
    expect(level).toMatchObject({ item: item.keys.businessCentral })
    sameAmount(level.onHand.value, rows.reduce((sum, { onHand }) => sum.plus(onHand), new Big(0)).toFixed())
    await other.close()
  })
})

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
    const found = await all('Invoice', fields)
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
    const found = await all('Invoice', fields)
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
    const found = await all('SalesOrder', ['number', 'status', 'fulfillment', 'billing', 'customer', 'creditCheck'])
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

describe('credit', () => {
  const fields = [
    ...['limit', 'exposure.total', 'exposure.openReceivables', 'exposure.openOrders', 'available', 'overdue'].flatMap(
      money,
    ),
    'hold',
    'unlimited',
    'utilization',
  ]

  test('adds what is ordered to what is owed; an order in another currency leaves it unknown', async () => {
    const found = await all('CreditStatus', fields)
    for (const customer of customers) {
      const [wanted] = creditOf(company, customer.id).filter(({ account }) => account.system === system)
      const { limit, exposure, available, overdue } = found.get(customer.keys.businessCentral!)
      const waits = orders.filter(({ customerId, status }) => customerId === customer.id && status !== 'draft')
      sameAmount(exposure.openReceivables.amount, new Big(wanted!.openReceivables).minus(wanted!.unapplied).toFixed())
      sameAmount(overdue.amount, wanted!.overdue)
      const isForeign = waits.some(({ currency, openNet }) => currency !== 'GBP' && Number(openNet) !== 0)
      expect(exposure.total === null, customer.name).toBe(isForeign)
      if (isForeign) expect(available).toBeNull()
      else sameAmount(exposure.total.amount, wanted!.exposure)
      const isSet = Number(wanted!.account.limit ?? 0) !== 0
      expect(limit !== null).toBe(isSet)
      if (isSet && !isForeign) sameAmount(available.amount, wanted!.available!)
    }
    expect([...found.values()].map(({ hold }) => hold)).toEqual(expect.arrayContaining(['NONE', 'HELD']))
  })

  test.each([
    ['unknown', null, null],
    ['unlimited', null, true],
    ['zero', '0', false],
  ])('a limit of zero is %s where the settings say so', async (zeroCreditLimit, limit, unlimited) => {
    const other = await openWorld({ zeroCreditLimit })
    const customer = customers.find(({ id }) =>
      company.creditAccounts.some(
        (account) => account.system === system && account.customerId === id && Number(account.limit ?? 0) === 0,
      ),
    )!
    const credit = (await all('CreditStatus', ['unlimited', ...money('limit')], other)).get(
      customer.keys.businessCentral!,
    )
    expect([credit.limit?.amount ?? null, credit.unlimited]).toEqual([limit, unlimited])
    await other.close()
  })

  test('costs one call for the limits alone: orders are read for the exposure only', async () => {
    const calls = await world.callsFor(() => world.list('CreditStatus', [...money('limit'), 'hold']))
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['customers'])
  })
})

describe('the ledger', () => {
  test('entries balance, and hang together by their document number', async () => {
    const entries = await all('JournalEntry', ['number', 'postingDate', 'legalEntity', 'status'])
    expect(entries.size).toBe(own(company.journalEntries).length)
    const lines = await world.list('JournalLine', ['entry', 'side', ...money('amount.base'), 'account'])
    const sums = new Map<string, Big>()
    for (const { record } of lines) {
      const { entry, side, amount } = record.values as {
        entry: string
        side: string
        amount: { base: { amount: string } }
      }
      const signed = side === 'DEBIT' ? new Big(amount.base.amount) : new Big(amount.base.amount).neg()
      sums.set(entry, (sums.get(entry) ?? new Big(0)).plus(signed))
    }
    expect(sums.size).toBe(entries.size)
    expect([...sums.values()].filter((sum) => !sum.eq(0))).toEqual([])
  })

  test('accounts are posted to or not, and are classed by their categories', async () => {
    const found = await all('GLAccount', ['number', 'classification', 'type', 'isPosting', ...money('balance')])
    const byNumber = new Map([...found.values()].map((account) => [account.number, account]))
    expect(byNumber.get('10000')).toMatchObject({ isPosting: false, classification: 'ASSET' })
    expect(byNumber.get('20100')).toMatchObject({ isPosting: true, classification: 'ASSET', type: 'BANK' })
    expect(byNumber.get('50100')).toMatchObject({ classification: 'EXPENSE', type: 'COST_OF_SALES' })
    expect(byNumber.get('14100')).toMatchObject({ balance: { currency: 'GBP' } })
  })

  test('payments are postings of customers, without what was applied later', async () => {
    const found = await all('Payment', ['number', 'direction', 'customer', 'date', ...money('amount.base')])
    const paid = own(company.payments).filter(({ customerId, status }) => customerId !== null && status === 'posted')
    expect([...found.values()].map(({ number }) => number).sort()).toEqual(paid.map(({ number }) => number).sort())
    for (const payment of paid) {
      const record = [...found.values()].find(({ number }) => number === payment.number)
      sameAmount(record.amount.base.amount, payment.baseAmount)
      expect(record).toMatchObject({
        date: payment.paidOn,
        customer: company.customers[payment.customerId!]!.keys.businessCentral,
      })
    }
  })

  test('the company is the configured one, of all that share the environment', async () => {
    const found = await all('LegalEntity', ['code', 'name', 'functionalCurrency', 'country'])
    expect([...found]).toEqual([
      [companyId, expect.objectContaining({ name: 'Meridian UK Ltd', functionalCurrency: 'GBP', country: 'GB' })],
    ])
  })
})

describe('the settings', () => {
  test('make links into the web client', async () => {
    const { entities } = (await import('../../../subgraphs/business-central/entities.ts')) as never as {
      entities: (settings: object) => {
        Customer: { url?: (key: string[]) => string }
        Invoice: { url?: (key: string[]) => string }
        Item: { url?: unknown }
      }
    }
    const maps = entities({
      links: { Customer: 'https://bc.example/?page=21&id={id}', Invoice: 'https://bc.example/?page=132&id={id}' },
      companyId,
      units: {},
      accountTypes: {},
      stockFrom: 'ledger',
    })
    expect(maps.Customer.url!(['a b'])).toBe('https://bc.example/?page=21&id=a%20b')
    expect(maps.Invoice.url!([sold('1')])).toBe('https://bc.example/?page=132&id=1')
    expect(maps.Item.url).toBeUndefined()
  })
})

describe('pages', () => {
  test('follow the links of the service, whatever it sends at a time', async () => {
    const other = await openWorld({ pageRows: 6 }, { pageRows: 4 })
    const calls = await other.callsFor(async () => {
      expect((await other.list('Customer', ['name'])).length).toBe(customers.length)
    })
    expect(calls).toHaveLength(Math.ceil(customers.length / 4))
    expect(calls.slice(1).every((call) => call.includes('aid=FIN&$skiptoken='))).toBe(true)
    expect(calls.some((call) => call.includes('$skip='))).toBe(false)
    await other.close()
  })
})

test('what is calculated tells no time of change: it changes while its row does not', async () => {
  for (const [entity, field] of [
    ['CreditStatus', 'hold'],
    ['StockLevel', 'category'],
  ] as const) {
    const [row] = await world.list(entity, [field, 'meta.sourceModifiedAt'])
    expect(row!.record.values).not.toHaveProperty('meta.sourceModifiedAt')
  }
})

describe('trouble', () => {
  test('a token that ends amid the work is renewed once', async () => {
    world.simulator.fault({ kind: 'tokensExpired', times: 1 })
    const before = world.simulator.arrivals.length
    expect((await world.list('Warehouse', ['code'])).length).toBe(2)
    const kinds = world.simulator.arrivals.slice(before).map(({ kind, status }) => `${kind} ${status}`)
    expect(kinds).toEqual(['data 401', 'auth 200', 'data 200'])
  })

  test.each([
    ['throttled', 'SOURCE_THROTTLED'],
    ['forbidden', 'SOURCE_FORBIDDEN'],
    ['unavailable', 'SOURCE_UNAVAILABLE'],
    ['serverError', 'SOURCE_BAD_RESPONSE'],
    ['errorBody', 'SOURCE_BAD_RESPONSE'],
    ['html', 'SOURCE_BAD_RESPONSE'],
  ] as const)('%s is told as %s, and nothing of the vendor’s words', async (kind, code) => {
    const other = await openWorld()
    other.simulator.fault({ kind })
    const error = await other.list('Warehouse', ['code']).catch((error: Error) => error)
    expect(error).toMatchObject({ code, source: 'bc-uk' })
    expect(String(error)).not.toContain(HTML_CANARY)
    await other.close()
  })

  test('a reference to a record of another system finds nothing and asks nothing', async () => {
    const filter = { kind: 'compare', field: 'customer', op: 'eq', value: idOf('Item', 'x') } as const
    expect(await world.callsFor(() => world.list('Invoice', ['number'], filter))).toEqual([])
  })
})
