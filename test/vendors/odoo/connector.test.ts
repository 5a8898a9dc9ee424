import Big from 'big.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  canonical,
  type EntityName,
  encodeGlobalId,
  type Filter,
  type SourceName,
} from '../../../gateway/connector/index.ts'
import { evaluate } from '../../../gateway/pushdown/evaluate.ts'
import { leafReader } from '../../../gateway/read/decode.ts'
import connector from '../../../subgraphs/odoo/connector.ts'
import { jsonRpcLogin } from '../../../subgraphs/odoo/simulator.ts'
import * as truth from '../../../subgraphs/simulator/company/expected.ts'
import type { Invoice } from '../../../subgraphs/simulator/company/types.ts'
import { company, key } from './server.ts'
import { openWorld, release, scope, valuesOf, type World, type WorldOptions } from './world.ts'

const inOdoo = <T extends { readonly system: string }>(records: readonly T[]) =>
  records.filter(({ system }) => system === 'odoo')
const same = (a: string | null | undefined, b: string) => a !== null && a !== undefined && new Big(a).eq(b)

const worlds: readonly (readonly [string, WorldOptions])[] = [
  ['19 by JSON-2', {}],
  ['19 by JSON-RPC', release(19)],
  ['18', release(18)],
  ['17', release(17)],
  ['16', release(16)],
]

describe.each(worlds)('release %s', (_name, options) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(options)
  })
  afterAll(() => world.close())

  test('every type is listed with all its fields, as many records as there are', async () => {
    const counts = truth.counts(company)
    const expected: Partial<Record<EntityName, number>> = {
      LegalEntity: 1,
      Customer: counts.customers.odoo,
      Supplier: counts.suppliers.odoo,
      Contact: counts.contacts.odoo,
      Opportunity: counts.opportunities.odoo,
      Item: counts.items.odoo,
      Warehouse: counts.warehouses.odoo,
      Invoice: counts.invoices.odoo + counts.bills.odoo,
      Payment: counts.payments.odoo,
      SalesOrder: counts.salesOrders.odoo,
      PurchaseOrder: counts.purchaseOrders.odoo,
      GLAccount: counts.glAccounts.odoo,
      CreditStatus: counts.creditAccounts.odoo,
      SalesOrderLine: inOdoo(company.salesOrders).flatMap(({ lines }) => lines).length,
      InvoiceLine: [...inOdoo(company.invoices), ...inOdoo(company.bills)].flatMap(({ lines }) => lines).length,
    }
    for (const entity of Object.keys(world.source.entities) as EntityName[]) {
      const rows = await world.list(
        entity,
        Object.keys(canonical[entity].fields).filter((path) => path !== 'id'),
      )
      if (expected[entity] !== undefined) expect(rows.length, entity).toBe(expected[entity])
      expect(rows.length, entity).toBeGreaterThan(0)
    }
  })

  test('every amount of every document is the company’s own', async () => {
    const fields = ['totals.taxExclusive.amount', 'totals.tax.amount', 'totals.taxInclusive.amount', 'currency']
    const open = ['open.document.amount', 'open.base.amount', 'openSigned.amount', 'direction', 'kind', 'status']
    const rows = valuesOf(await world.list('Invoice', [...fields, ...open]))
    for (const document of [...inOdoo(company.invoices), ...inOdoo(company.bills)]) {
      const values = rows.get(document.key)
      expect(same(values.totals.taxExclusive.amount, document.net), document.number).toBe(true)
      expect(same(values.totals.tax.amount, document.tax), document.number).toBe(true)
      expect(same(values.totals.taxInclusive.amount, document.gross), document.number).toBe(true)
      expect(same(values.open.document.amount, document.open), document.number).toBe(true)
      expect(same(values.open.base.amount, document.baseOpen), document.number).toBe(true)
      expect(same(values.openSigned.amount, document.kind === 'invoice' ? document.open : `-${document.open}`)).toBe(
        true,
      )
      expect(values).toMatchObject({
        currency: document.currency,
        direction: document.direction.toUpperCase(),
        status: statusOf(document),
      })
    }
  })

  test('orders, payments and stock are the company’s own', async () => {
    const orders = valuesOf(
      await world.list('SalesOrder', ['totals.taxInclusive.amount', 'orderDate', 'requestedDate', 'customer']),
    )
    for (const order of inOdoo(company.salesOrders)) {
      const values = orders.get(order.key)
      expect(same(values.totals.taxInclusive.amount, order.gross), order.number).toBe(true)
      const customer = String(company.customers[order.customerId]!.keys.odoo)
      // Some orders name a person: the customer is the business that the person belongs to. Days are those of Vienna.
      expect(values).toMatchObject({ orderDate: order.orderedOn, requestedDate: order.requestedOn, customer })
    }
    const payments = valuesOf(await world.list('Payment', ['amount.document.amount', 'direction', 'date']))
    for (const payment of inOdoo(company.payments)) {
      expect(same(payments.get(payment.key).amount.document.amount, payment.amount)).toBe(true)
      expect(payments.get(payment.key)).toMatchObject({
        direction: payment.direction.toUpperCase(),
        date: payment.paidOn,
      })
    }
    const levels = valuesOf(await world.list('StockLevel', ['onHand.value', 'reserved.value', 'available.value']))
    const cells = Map.groupBy(
      inOdoo(company.stock),
      (row) => `${company.items[row.itemId]!.keys.odoo};${company.warehouses[row.warehouseId]!.key}`,
    )
    expect(levels.size).toBe(cells.size)
    for (const [cell, rows] of cells) {
      const [onHand, reserved] = [rows.map((row) => row.onHand), rows.map((row) => row.reserved ?? '0')].map((values) =>
        values.reduce((sum, value) => sum.plus(value), new Big(0)),
      )
      expect(same(levels.get(cell).onHand.value, onHand!.toFixed()), cell).toBe(true)
      expect(same(levels.get(cell).available.value, onHand!.minus(reserved!).toFixed()), cell).toBe(true)
    }
  })

  test('what a filter says here, it says there', async () => {
    const cases: [EntityName, Filter][] = [
      ['Opportunity', { kind: 'compare', field: 'status', op: 'eq', value: 'LOST' }],
      ['Opportunity', { kind: 'compare', field: 'amount.document.amount', op: 'lt', value: '1' }],
      ['GLAccount', { kind: 'compare', field: 'status', op: 'eq', value: 'ACTIVE' }],
      ['Item', { kind: 'in', field: 'type', values: ['INVENTORY', 'SERVICE'] }],
      ['Payment', { kind: 'compare', field: 'status', op: 'ne', value: 'VOID' }],
      ['SalesOrder', { kind: 'compare', field: 'status', op: 'eq', value: 'COMPLETED' }],
      ['SalesOrder', { kind: 'compare', field: 'orderDate', op: 'gte', value: '2026-01-01' }],
    ]
    for (const [entity, filter] of cases) {
      const [all, found] = await Promise.all([
        world.list(entity, [(filter as { field: string }).field]),
        world.list(entity, ['id'], { filter }),
      ])
      const wanted = all.filter(({ record }) => evaluate(filter, entity, leafReader(record)))
      expect(found.map(({ record }) => record.key).sort()).toEqual(wanted.map(({ record }) => record.key).sort())
      expect(found.length, JSON.stringify(filter)).toBeGreaterThan(0)
    }
  })
})

function statusOf({ status, paid, open }: Invoice): string {
  if (status !== 'posted') return status === 'draft' ? 'DRAFT' : 'VOID'
  if (new Big(open).eq(0)) return 'PAID'
  return new Big(paid).eq(0) ? 'OPEN' : 'PARTIALLY_PAID'
}

describe('with JSON-2', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())

  test('credit is what the books say, and a limit that nobody has set is none', async () => {
    const fields = [
      'limit.amount',
      'unlimited',
      'exposure.total.amount',
      'exposure.openOrders.amount',
      'available.amount',
      'hold',
      'riskBand',
    ]
    const rows = valuesOf(await world.list('CreditStatus', fields))
    for (const customer of company.customers.filter(({ keys }) => keys.odoo !== undefined)) {
      const [credit] = truth.creditOf(company, customer.id).filter(({ account }) => account.system === 'odoo')
      const values = rows.get(String(customer.keys.odoo))
      expect(same(values.exposure.total.amount, credit!.exposure), customer.name).toBe(true)
      expect(same(values.exposure.openOrders.amount, credit!.openOrders), customer.name).toBe(true)
      const { limit } = credit!.account
      // 0 is what Odoo has where there is no limit, for whatever reason: it is neither a limit nor the lack of one.
      const isSet = limit !== null && !new Big(limit).eq(0)
      expect(values.unlimited).toBe(isSet ? false : null)
      expect(isSet ? same(values.limit.amount, limit) : values.limit).toBe(isSet ? true : null)
      expect(isSet ? same(values.available.amount, credit!.available!) : values.available).toBe(isSet ? true : null)
    }
  })

  test('before 17 what is ordered is unknown, and so is the sum', async () => {
    const old = await openWorld(release(16))
    const rows = await old.list('CreditStatus', [
      'exposure.total.amount',
      'exposure.openReceivables.amount',
      'available.amount',
    ])
    for (const { record } of rows) {
      expect(record.values).toMatchObject({ exposure: { openReceivables: { currency: 'EUR' } } })
      expect((record.values.exposure as Record<string, unknown>).total ?? null).toBeNull()
    }
    await old.close()
  })

  test('journal entries balance in euros, line by line as booked', async () => {
    const lines = await world.list('JournalLine', ['entry', 'side', 'amount.base.amount', 'customer', 'supplier'])
    const sums = new Map<unknown, Big>()
    for (const { record } of lines) {
      const { entry, side, amount } = record.values as {
        entry: string
        side: string
        amount: { base: { amount: string } }
      }
      expect(new Big(amount.base.amount).gte(0)).toBe(true)
      const signed = side === 'DEBIT' ? new Big(amount.base.amount) : new Big(amount.base.amount).times(-1)
      sums.set(entry, (sums.get(entry) ?? new Big(0)).plus(signed))
    }
    for (const [entry, sum] of sums) expect(sum.toFixed(), `entry ${entry}`).toBe('0')
    expect(lines.some(({ record }) => record.values.customer)).toBe(true)
    expect(lines.some(({ record }) => record.values.supplier)).toBe(true)
  })

  test('a page of known length is one call, and a list is read page by page', async () => {
    expect(await world.calls(() => world.list('Invoice', ['number'], { first: 50 }))).toBe(1)
    const count = inOdoo(company.invoices).length + inOdoo(company.bills).length
    expect(await world.calls(() => world.list('Invoice', ['number'], {}, { pageRows: 100 }))).toBe(
      Math.ceil((count + 1) / 100),
    )
  })

  test('pages in the order of ids go on after an id, others by offset', async () => {
    const natives = async (order: 'postingDate' | 'none') => {
      world.simulator.reset()
      await world.list(
        'Invoice',
        ['number'],
        order === 'none' ? {} : { order: [{ field: order, direction: 'desc' }], first: 250 },
        { pageRows: 100 },
      )
      return world.simulator.arrivals.map(({ native }) => native ?? '')
    }
    expect((await natives('none'))[1]).toContain('["id",">",')
    expect((await natives('postingDate'))[1]).toMatch(/"order":"date desc, id asc","limit":100,"offset":100/)
  })

  test('two thousand keys are one call', async () => {
    const keys = Array.from({ length: 2_000 }, (_, i) => String(i + 1) as never)
    expect(await world.calls(() => world.reader.lookup({ entity: 'Item', keys, fields: ['sku'] }, scope()))).toBe(1)
    expect(
      await world.calls(() =>
        world.reader.lookup({ entity: 'Item', keys: [...keys, '2001' as never], fields: ['sku'] }, scope()),
      ),
    ).toBe(2)
  })

  test('orders of a person are found under the business, in one call', async () => {
    const order = inOdoo(company.salesOrders).find(
      ({ id, customerId }) =>
        id % 3 === 0 && company.contacts.some((contact) => contact.customerId === customerId && contact.keys.odoo),
    )!
    const customer = encodeGlobalId({
      type: 'Customer',
      source: 'odoo-at' as SourceName,
      key: String(company.customers[order.customerId]!.keys.odoo) as never,
    })
    const filter: Filter = { kind: 'compare', field: 'customer', op: 'eq', value: customer }
    world.simulator.reset()
    const rows = await world.list('SalesOrder', ['number'], { filter })
    expect(rows.map(({ record }) => record.key)).toContain(order.key)
    expect(world.simulator.arrivals.at(-1)?.native).toContain('["partner_id.commercial_partner_id","=",')
    expect(world.simulator.calls).toBe(1)
  })

  test('only what is wanted is asked for', async () => {
    world.simulator.reset()
    await world.list('Customer', ['name', 'meta.legalEntity'])
    expect(world.simulator.arrivals[0]?.native).toContain('"fields":["id","name","company_id"]')
    expect(world.simulator.arrivals[0]?.native).toContain(
      '"context":{"lang":"en_US","allowed_company_ids":[1],"active_test":false}',
    )
    expect(JSON.stringify(world.simulator.arrivals)).not.toContain(key)
  })
})

describe('what a database lacks', () => {
  test('is not asked for', async () => {
    const absent = ['crm.lead', 'res.partner.credit_limit', 'sale.order.delivery_status', 'product.product.tracking']
    const world = await openWorld({ server: { isAccountant: true }, settings: { absent } })
    expect(world.source.entities.Opportunity).toBeUndefined()
    const orders = await world.list('SalesOrder', ['status', 'fulfillment'])
    expect(new Set(orders.map(({ record }) => record.values.fulfillment))).toEqual(new Set(['UNKNOWN']))
    expect((await world.list('Item', ['tracking']))[0]?.record.values.tracking).toBe('UNKNOWN')
    await world.list('CreditStatus', ['limit.amount', 'exposure.openReceivables.amount'])
    expect(JSON.stringify(world.simulator.arrivals)).not.toMatch(/credit_limit"|delivery_status|"tracking/)
    await world.close()
  })

  test('is a refusal where it is asked for', async () => {
    const world = await openWorld({ server: { isAccountant: false } })
    await expect(world.list('CreditStatus', ['limit.amount'])).rejects.toMatchObject({ code: 'SOURCE_FORBIDDEN' })
    await expect(world.list('Customer', ['name'])).resolves.toBeDefined()
    await world.close()
  })

  test('JSON-2 is not asked of a release that lacks it', () => {
    const settings = { version: '18', protocol: 'json2', companies: [], absent: [], units: {}, timeZone: 'UTC' }
    expect(() => connector.entities(settings as never)).toThrow('Odoo 18 has no JSON-2: set protocol: jsonrpc.')
  })
})

describe('the credentials of JSON-RPC', () => {
  const failing = async (settings: Readonly<Record<string, unknown>>) => {
    const world = await openWorld(release(18, settings))
    const failure = await world.list('Warehouse', ['name']).catch((error: unknown) => error)
    const calls = world.simulator.calls
    await world.close()
    return { failure: failure as Error & { detail?: string; code: string }, calls }
  }

  test('a wrong key is known before the first call, and said once', async () => {
    const { failure, calls } = await failing({ apiKey: 'wrong' })
    expect(failure).toMatchObject({ code: 'SOURCE_AUTH', detail: 'wrong login or key' })
    expect(calls).toBe(0)
  })

  test('a wrong user id is told the right one, in the log', async () => {
    const { failure } = await failing({ userId: 9 })
    expect(failure).toMatchObject({
      code: 'SOURCE_AUTH',
      detail: `the id of this user is ${jsonRpcLogin.userId}, not 9`,
    })
    expect(failure.message).not.toContain(String(jsonRpcLogin.userId))
  })

  test('a missing user id names the setting', async () => {
    const { failure } = await failing({ userId: undefined })
    expect(failure.message).toContain('"userId"')
  })
})
