import { exportPKCS8, exportSPKI, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EntityName, encodeGlobalId, encodeKey, type Filter } from '../../../gateway/connector/index.ts'
import type { Served, SourceReader } from '../../../gateway/read/index.ts'
import type { Transport } from '../../../gateway/transport/index.ts'
import connector from '../../../subgraphs/salesforce/connector.ts'
import simulatorModule, { type SimulatorSettings } from '../../../subgraphs/salesforce/simulator.ts'
import type { Simulator } from '../../../subgraphs/simulator/kit.ts'
import { openFront, scope, valuesOf } from '../front.ts'
import { company } from './org.ts'

interface World {
  readonly simulator: Simulator
  readonly reader: SourceReader
  readonly transport: Transport
  list(
    entity: EntityName,
    fields: string[],
    options?: Partial<Parameters<SourceReader['list']>[0]>,
  ): Promise<readonly Served[]>
  close(): Promise<void>
}

async function openWorld(settings: SimulatorSettings = {}, overrides: Record<string, unknown> = {}): Promise<World> {
  const front = await openFront(connector, simulatorModule, {
    ...{ company, simulated: settings, settings: overrides },
    source: { externalKeys: { Customer: { 'sap-eu': 'SAP_Customer__c' } } },
  })
  return { ...front, list: (entity, fields, options) => front.list({ entity, fields, ...options }) }
}

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const callsFor = async (work: () => Promise<unknown>) => {
  const before = world.simulator.calls
  await work()
  return world.simulator.calls - before
}
const natives = () => world.simulator.arrivals.filter(({ kind }) => kind === 'data').map(({ native }) => native ?? '')

const customers = company.customers.filter(({ keys }) => keys.salesforce)
const deals = company.opportunities.filter(({ system }) => system === 'salesforce')
const orders = company.salesOrders.filter(({ system }) => system === 'salesforce')
const items = company.items.filter(({ keys }) => keys.salesforce)
const keyOf = (customerId: number | null) =>
  customerId === null ? null : company.customers[customerId]!.keys.salesforce!

describe('every record arrives as the company has it', () => {
  test('customers', async () => {
    const paths = [
      'number',
      'name',
      'roles',
      'addresses',
      'phones',
      'domains',
      'currency',
      'industry',
      'employeeCount',
      'parent',
      'owner',
      'identifiers',
      'annualRevenue.amount',
      'annualRevenue.currency',
      'meta.sourceModifiedAt',
    ]
    const values = valuesOf(await world.list('Customer', paths))
    expect(values.size).toBe(customers.length)
    for (const customer of customers) {
      const got = values.get(customer.keys.salesforce!)
      expect(got).toMatchObject({
        name: customer.name,
        currency: customer.currency,
        industry: customer.industry,
        employeeCount: customer.employees,
        annualRevenue: customer.annualRevenue,
        parent: keyOf(customer.parentId) ?? null,
        owner: company.users[customer.ownerId]!.name,
        roles: [{ prospect: 'PROSPECT', customer: 'CUSTOMER', former: 'FORMER' }[customer.stage]],
        meta: { sourceModifiedAt: customer.modifiedAt ?? customer.createdAt },
      })
      expect(
        got.addresses.map(({ country, postalCode, type }: Record<string, string>) => ({ country, postalCode, type })),
      ).toEqual(
        customer.addresses.map(({ country, postalCode, type }) => ({
          country,
          postalCode,
          type: type === 'shipping' ? 'SHIPPING' : 'BILLING',
        })),
      )
      const external = got.identifiers.find(({ scheme }: { scheme: string }) => scheme === 'EXTERNAL:sap-eu')
      expect(external?.value).toBe(customer.erpKeys.sap)
      expect(got.identifiers.some(({ scheme }: { scheme: string }) => scheme === 'VAT')).toBe(customer.vat !== null)
    }
  })

  test('contacts', async () => {
    const values = valuesOf(await world.list('Contact', ['fullName', 'emails', 'customer']))
    const people = company.contacts.filter(({ keys }) => keys.salesforce)
    expect(values.size).toBe(people.length)
    for (const { keys, lastName, email, customerId } of people) {
      expect(values.get(keys.salesforce!)).toMatchObject({
        emails: email ? [email] : [],
        customer: keyOf(customerId),
        fullName: expect.stringContaining(lastName),
      })
    }
  })

  test('opportunities and their lines, to the last digit', async () => {
    const values = valuesOf(
      await world.list('Opportunity', [
        'name',
        'customer',
        'status',
        'amount.document.amount',
        'amount.document.currency',
        'probability',
        'expectedCloseDate',
        'forecastCategory',
        'stage.name',
        'stage.code',
      ]),
    )
    expect(values.size).toBe(deals.length)
    for (const deal of deals) {
      const amount =
        deal.amount === null
          ? null
          : expect.objectContaining({ document: { amount: sameNumber(deal.amount), currency: deal.currency } })
      expect(values.get(deal.key)).toMatchObject({
        name: deal.name,
        customer: keyOf(deal.customerId),
        status: deal.status.toUpperCase(),
        amount,
        probability: String(deal.probability),
        expectedCloseDate: deal.closeOn,
      })
    }
    const lines = valuesOf(
      await world.list('OpportunityLine', [
        'opportunity',
        'item',
        'quantity.value',
        'quantity.uom',
        'quantity.sourceUom',
        'net.amount',
        'net.currency',
      ]),
    )
    for (const line of deals.flatMap(({ key, currency, lines }) =>
      lines.map((line) => ({ ...line, currency, deal: key })),
    )) {
      const unit = company.units.find(({ id }) => id === company.items[line.itemId]!.unit)!
      expect(lines.get(line.key)).toMatchObject({
        opportunity: line.deal,
        item: company.items[line.itemId]!.keys.salesforce,
        quantity: { value: sameNumber(line.quantity), uom: unit.unece, sourceUom: unit.codes.salesforce },
        net: { amount: sameNumber(line.total), currency: line.currency },
      })
    }
  })

  test('items, with list prices in the corporate currency', async () => {
    const values = valuesOf(
      await world.list('Item', [
        'sku',
        'name',
        'description',
        'status',
        'baseUom',
        'category',
        'listPrice.amount',
        'listPrice.currency',
        'identifiers',
      ]),
    )
    expect(values.size).toBe(items.length)
    for (const { keys, sku, name, description, status, prices, group } of items) {
      const canonicalStatus = status === 'active' ? 'ACTIVE' : status === 'discontinued' ? 'DISCONTINUED' : 'INACTIVE'
      expect(values.get(keys.salesforce!)).toMatchObject({
        sku,
        name,
        description,
        status: canonicalStatus,
        category: group,
        listPrice: { amount: sameNumber(prices.EUR), currency: 'EUR' },
      })
    }
  })

  test('sales orders, whose lines add up to them', async () => {
    const rows = await world.list('SalesOrder', [
      'number',
      'customer',
      'status',
      'orderDate',
      'currency',
      'totals.taxExclusive.amount',
      'totals.taxExclusive.currency',
      'shipTo.country',
      'shipTo.lines',
      'shipTo.type',
    ])
    const values = valuesOf(rows)
    expect(values.size).toBe(orders.length)
    const keys = rows.map(({ record }) => record.key)
    const lines = await world.reader.children(
      {
        parent: 'SalesOrder',
        relation: 'lines',
        keys,
        fields: ['item', 'net.amount', 'net.currency', 'ordered.value'],
        order: [],
      },
      scope(),
    )
    for (const order of orders) {
      const status = { draft: 'DRAFT', open: 'OPEN', cancelled: 'CANCELLED' }[
        order.status as 'draft' | 'open' | 'cancelled'
      ]
      expect(values.get(order.key)).toMatchObject({
        number: order.number,
        customer: keyOf(order.customerId),
        status,
        orderDate: order.orderedOn,
        totals: { taxExclusive: { amount: sameNumber(order.net), currency: order.currency } },
      })
      expect(
        lines
          .get(order.key as never)!
          .map(({ record }) => (record.values as { item: string }).item)
          .sort(),
      ).toEqual(order.lines.map(({ itemId }) => company.items[itemId]!.keys.salesforce).sort())
    }
  })
})

describe('calls', () => {
  const keys = customers.map(({ keys }) => encodeKey([keys.salesforce!]))

  test('many keys are one retrieve call, and ids of no record are simply not there', async () => {
    const unknown = ['001Hs00000ZZZZZIAA', 'no id', '003Hs00000ZZZZZIAA'].map((key) => encodeKey([key]))
    const calls = await callsFor(async () => {
      const found = await world.reader.lookup(
        { entity: 'Customer', keys: [...keys, ...unknown], fields: ['name', 'addresses'] },
        scope(),
      )
      expect(found.size).toBe(keys.length)
    })
    expect(calls).toBe(1)
    expect(world.simulator.arrivals.at(-1)!.path).toBe('/services/data/v62.0/composite/sobjects/Account')
  })

  test('keys that are no ids at all find nothing', async () => {
    const found = await world.reader.lookup(
      { entity: 'Customer', keys: [encodeKey(["' OR Name != '"])], fields: ['name'] },
      scope(),
    )
    expect(found.size).toBe(0)
  })

  test('a column of a parent record makes it a query, still one call', async () => {
    expect(await callsFor(() => world.reader.lookup({ entity: 'Customer', keys, fields: ['owner'] }, scope()))).toBe(1)
    expect(natives().at(-1)).toMatch(/^SELECT Id, Owner\.Name FROM Account WHERE Id IN \('/)
  })

  test('several hundred foreign keys are one call', async () => {
    const many = Array.from({ length: 900 }, (_, i) => keys[i % keys.length]!).map((key, i) =>
      i < keys.length ? key : encodeKey([`001Hs0000${String(i).padStart(6, '0')}`]),
    )
    const calls = await callsFor(async () => {
      const deals = await world.reader.children(
        { parent: 'Customer', relation: 'opportunities', keys: many, fields: ['name'], order: [] },
        scope(),
      )
      expect([...deals.values()].flat().length).toBe(
        company.opportunities.filter(({ system, customerId }) => system === 'salesforce' && customerId !== null).length,
      )
    })
    expect(calls).toBe(1)
    expect(world.simulator.arrivals.at(-1)!.path).toBe('/services/data/v62.0/composite')
  })

  test('what the source sorts and filters exactly is cut there', async () => {
    const filter: Filter = { kind: 'compare', field: 'status', op: 'eq', value: 'OPEN' }
    const order = [{ field: 'expectedCloseDate', direction: 'asc' } as const]
    expect(await callsFor(() => world.list('Opportunity', ['name'], { filter, order, first: 5 }))).toBe(1)
    expect(natives().at(-1)).toBe(
      'SELECT Id, Name, CloseDate FROM Opportunity WHERE IsWon = FALSE AND IsClosed = FALSE ORDER BY CloseDate ASC NULLS LAST, Id ASC NULLS LAST LIMIT 6',
    )
  })

  test('customers are found by the key of another system', async () => {
    const linked = customers.filter(({ erpKeys }) => erpKeys.sap).slice(0, 30)
    const filter: Filter = {
      kind: 'in',
      field: 'externalKey.sap-eu',
      values: linked.map(({ erpKeys }) => erpKeys.sap!),
    }
    const found = await world.list('Customer', ['name'], { filter })
    const names = found.map(({ record }) => record.key)
    expect(names).toEqual(expect.arrayContaining(linked.map(({ keys }) => keys.salesforce)))
  })

  test('a reference to a record of another source asks nothing', async () => {
    const value = encodeGlobalId({ type: 'Customer', source: 'elsewhere' as never, key: '1' as never })
    const filter: Filter = { kind: 'compare', field: 'customer', op: 'eq', value }
    expect(await callsFor(() => world.list('Opportunity', ['name'], { filter }))).toBe(0)
  })
})

describe('what goes wrong', () => {
  const ask = (reader = world.reader) =>
    reader.list({ entity: 'Customer', fields: ['name'], order: [], first: 3 }, scope())

  test.each([
    ['throttled', 'SOURCE_THROTTLED'],
    ['quota', 'SOURCE_QUOTA_EXHAUSTED'],
    ['forbidden', 'SOURCE_FORBIDDEN'],
    ['unavailable', 'SOURCE_UNAVAILABLE'],
    ['serverError', 'SOURCE_UNAVAILABLE'],
    ['errorBody', 'SOURCE_UNAVAILABLE'],
    ['cursorExpired', 'CURSOR_EXPIRED'],
    ['html', 'SOURCE_BAD_RESPONSE'],
    ['redirect', 'SOURCE_BAD_RESPONSE'],
    ['badJson', 'SOURCE_BAD_RESPONSE'],
    ['unauthorized', 'SOURCE_AUTH'],
  ] as const)('%s is %s', async (kind, code) => {
    // A world of its own: what the guard learns from a failure must not reach the next test.
    const own = await openWorld()
    own.simulator.fault({ kind })
    await expect(ask(own.reader)).rejects.toMatchObject({ code, source: 'salesforce' })
    await own.close()
  })

  test('a session that ends is renewed once, and the call is made again', async () => {
    await ask()
    const logins = () => world.simulator.arrivals.filter(({ kind }) => kind === 'auth').length
    const before = logins()
    world.simulator.fault({ kind: 'tokensExpired', times: 1 })
    await expect(ask()).resolves.toBeDefined()
    expect(logins()).toBe(before + 1)
  })

  test('a page that leads elsewhere is not followed', async () => {
    const own = await openWorld()
    own.simulator.fault({
      kind: 'rewrite',
      find: '"done":true',
      put: '"done":false,"nextRecordsUrl":"https://elsewhere.example/services/data/v62.0/query/01g-2"',
    })
    await expect(own.list('Contact', ['fullName'])).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT' })
    own.simulator.clearFaults()
    own.simulator.fault({ kind: 'rewrite', find: '"done":true', put: '"done":false' })
    await expect(own.list('Contact', ['fullName'])).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT' })
    await own.close()
  })

  test('a wrong secret, a missing one and a key of the wrong kind are told apart from an org that is down', async () => {
    const wrong = async (overrides: Record<string, unknown>) => {
      const own = await openWorld({}, overrides)
      const error = await ask(own.reader).catch((error: unknown) => error)
      await own.close()
      return error
    }
    expect(await wrong({ clientSecret: 'no' })).toMatchObject({
      code: 'SOURCE_AUTH',
      detail: 'invalid_client: invalid client credentials',
    })
    expect(await wrong({ clientSecret: undefined })).toMatchObject({
      code: 'SOURCE_AUTH',
      message: expect.stringContaining('"clientSecret"'),
    })
    expect(await wrong({ auth: 'jwt', username: 'a@b.example', privateKey: 'no PEM' })).toMatchObject({
      code: 'SOURCE_AUTH',
      message: expect.stringContaining('PKCS #8'),
    })
    const own = await openWorld()
    own.simulator.fault({ kind: 'unavailable', on: 'auth' })
    await expect(ask(own.reader)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    await own.close()
  })
})

test('logs in by JWT', async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const jwt = { auth: 'jwt', username: 'integration@meridian.example', privateKey: await exportPKCS8(privateKey) }
  const own = await openWorld({ publicKey: await exportSPKI(publicKey) }, jwt)
  expect(await own.list('Customer', ['name'], { first: 1 })).toHaveLength(1)
  await own.close()
})

test('in an org of one currency amounts are in it, and sort at the source', async () => {
  const own = await openWorld({ multiCurrency: false }, { multiCurrency: false, orgCurrency: 'USD' })
  const order = [{ field: 'amount.document.amount', direction: 'desc' } as const]
  const rows = await own.list('Opportunity', ['amount.document.amount', 'amount.document.currency'], { order })
  const amounts = rows.map(
    ({ record }) =>
      (record.values as { amount: { document: { amount: string; currency: string } } | null }).amount?.document,
  )
  const wanted = deals
    .map(({ amount }) => amount)
    .filter((amount) => amount !== null)
    .map(Number)
    .sort((a, b) => b - a)
  expect(amounts.slice(0, wanted.length).map((money) => Number(money!.amount))).toEqual(wanted)
  expect(amounts.slice(wanted.length).every((money) => money === undefined)).toBe(true)
  expect(amounts[0]!.currency).toBe('USD')
  expect(own.simulator.arrivals.at(-1)!.native).toContain('ORDER BY Amount DESC NULLS LAST')
  const filter: Filter = { kind: 'compare', field: 'amount.document.currency', op: 'eq', value: 'USD' }
  expect(await own.list('Opportunity', ['name'], { filter })).toHaveLength(wanted.length)
  await own.close()
})

test('an external key must be a custom field', () => {
  expect(() => connector.externalKey!("Name = 'x' OR Name")).toThrow('is not a custom field')
})

/** Trailing zeros may go on the way through JSON; the number may not. */
function sameNumber(text: string) {
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return expect.stringMatching(new RegExp(`^${plain.replace(/[.]/g, '\\.')}(?:\\.?0*)$`))
}
