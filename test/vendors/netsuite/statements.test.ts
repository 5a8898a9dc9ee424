import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  and,
  column,
  compare,
  type EntityMap,
  type EntityName,
  encodeGlobalId,
  encodeKey,
  type Link,
  type NativeQuery,
  oneOf,
  type SourceKey,
} from '../../../gateway/connector/index.ts'
import type { SuiteQl } from '../../../subgraphs/dialects/suiteql/render.ts'
import connector from '../../../subgraphs/netsuite/connector.ts'
import type { Settings } from '../../../subgraphs/netsuite/settings.ts'
import { company } from './account.ts'
import { held, openWorld, ours, scope, settingsAt, type World } from './world.ts'

const settings = settingsAt('http://localhost') as unknown as Settings
const facts = { source: 'netsuite-us', settings }
const entities = connector.entities(settings)

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world[Symbol.asyncDispose]())

const listed = async (query: Parameters<World['list']>[0], from = world) =>
  (await from.list(query)).map(({ record }) => record)
const idOf = (type: string, key: string) => encodeGlobalId({ type, source: 'netsuite-us' as never, key: key as never })

describe('a statement', () => {
  test('names its columns, and ends its order with what makes a row unique', async () => {
    for (const [entity, map] of Object.entries(entities) as [EntityName, EntityMap][]) {
      await world.list({ entity, fields: Object.keys(map.fields), first: 5 })
    }
    const asked = world.statements()
    expect(asked.length).toBeGreaterThanOrEqual(Object.keys(entities).length)
    for (const sql of asked) {
      expect(sql).not.toContain('*')
      expect(sql).toMatch(/ ORDER BY [\w.]+/)
    }
  })

  test('joins a table only when something of it is asked', async () => {
    await world.list({ entity: 'Invoice', fields: ['number', 'totals.taxInclusive.amount'], first: 5 })
    await world.list({ entity: 'Invoice', fields: ['number', 'open.base.amount'], first: 5 })
    const [plain, joined] = world.statements()
    expect(plain).not.toContain('JOIN')
    expect(joined!.match(/JOIN \w+ \w+/g)).toEqual(['JOIN transactionline ml', 'JOIN transactionaccountingline tal'])
  })

  test('does not take a caller’s text for the name of a table', async () => {
    const filter = { kind: 'compare', field: 'number', op: 'eq', value: "ml. tal. src.'" } as const
    await world.list({ entity: 'Invoice', fields: ['number'], filter })
    expect(world.statements()[0]).not.toContain('JOIN')
  })

  test('filters and orders by what no column says', async () => {
    const open = { kind: 'compare', field: 'status', op: 'eq', value: 'OPEN' } as const
    const large = { kind: 'compare', field: 'open.document.amount', op: 'gt', value: '1000.5' } as const
    const order = [{ field: 'open.document.amount', direction: 'desc' }] as const
    const found = await listed({
      entity: 'Invoice',
      fields: ['status'],
      filter: { kind: 'and', terms: [open, large] },
      order,
      first: 3,
    })
    expect(found.map(({ values }) => values.status)).toEqual(['OPEN', 'OPEN', 'OPEN'])
    const [sql, ...rest] = world.statements()
    expect(rest).toEqual([])
    expect(sql).toContain("END = 'OPEN'")
    expect(sql).toContain('> 1000.5')
    expect(sql).toContain(' DESC NULLS LAST, t.id')
  })

  test('compares instants on the wall clock of the account', async () => {
    const at = ours(company.invoices)[20]!.modifiedAt
    const filter = { kind: 'compare', field: 'meta.sourceModifiedAt', op: 'gte', value: at } as const
    const found = await listed({ entity: 'Invoice', filter })
    const expected = [...ours(company.invoices), ...ours(company.bills)].filter(({ modifiedAt }) => modifiedAt >= at)
    expect(found.map(({ key }) => key as string).sort()).toEqual(expected.map(({ key }) => key).sort())
    const local = new Date(at).toLocaleString('sv-SE', { timeZone: 'America/New_York' })
    expect(world.statements()[0]).toContain(`t.lastmodifieddate >= TO_TIMESTAMP('${local}', 'YYYY-MM-DD HH24:MI:SS')`)
  })

  test('asks for a customer’s documents by the customer, and checks what kind they are', async () => {
    const customer = held(company.customers)[0]!
    const filter = {
      kind: 'compare',
      field: 'customer',
      op: 'eq',
      value: idOf('Customer', customer.keys.netsuite!),
    } as const
    const found = await listed({ entity: 'Invoice', fields: ['customer'], filter })
    expect(found.length).toBe(ours(company.invoices).filter(({ customerId }) => customerId === customer.id).length)
    expect(world.statements()[0]).toContain(`t.entity = ${customer.keys.netsuite}`)
  })

  test('cannot be made to name a column that is no name', () => {
    const map = entities.Customer!
    const query = {
      object: 'customer',
      hint: map.hint!,
      columns: [column('id; DROP TABLE customer')],
      order: [],
      pageRows: 10,
    }
    expect(() => connector.render(query, facts)).toThrow('a column named')
  })
})

describe('keys', () => {
  test('go in lists of 500, a thousand to a call', async () => {
    const known = ours(company.invoices)
      .slice(0, 200)
      .map(({ key }) => key as SourceKey)
    const unknown = Array.from({ length: 1_300 }, (_, i) => encodeKey([String(900_000 + i)]))
    const found = await world.reader.lookup(
      { entity: 'Invoice', keys: [...known, ...unknown], fields: ['number'] },
      scope(),
    )
    expect([...found.keys()].sort()).toEqual([...known].sort())
    const lists = world
      .statements()
      .map((sql) => [...sql.matchAll(/t\.id IN \(([^)]*)\)/g)].map(([, ids]) => ids!.split(',').length))
    expect(lists.map((sizes) => sizes.reduce((all, size) => all + size))).toEqual([1_000, 500])
    expect(lists.flat().every((size) => size <= 500)).toBe(true)
  })

  test('of stock are pairs', async () => {
    const [first, second] = ours(company.stock)
    const keyOf = (row: NonNullable<typeof first>) =>
      encodeKey([company.items[row.itemId]!.keys.netsuite!, row.location])
    const keys = [keyOf(first!), keyOf(second!), encodeKey(['201', 'nowhere'])]
    const found = await world.reader.lookup({ entity: 'StockLevel', keys, fields: ['onHand.value'] }, scope())
    expect([...found.keys()]).toEqual(keys.slice(0, 2))
    expect(world.statements()).toHaveLength(1)
  })

  test('that are no internal ids are in no statement', async () => {
    const keys = ['1 OR 1=1', "1'--", '007', '1.0'].map((key) => encodeKey([key]))
    expect((await world.reader.lookup({ entity: 'Customer', keys, fields: ['name'] }, scope())).size).toBe(0)
    for (const sql of world.statements()) expect(sql).toContain('WHERE 1 = 0')
  })
})

describe('an account', () => {
  test('without subsidiaries and currencies is never asked for them', async () => {
    await using single = await openWorld(
      {},
      { subsidiaries: {}, currencies: {}, priceLevel: undefined, taxNumberField: undefined },
    )
    const maps = connector.entities({
      ...settings,
      subsidiaries: {},
      currencies: {},
      priceLevel: undefined,
      taxNumberField: undefined,
    })
    expect(maps.LegalEntity).toBeUndefined()
    for (const [entity, map] of Object.entries(maps) as [EntityName, EntityMap][]) {
      await single.list({ entity, fields: Object.keys(map.fields), first: 5 })
    }
    for (const sql of single.statements()) expect(sql).not.toMatch(/subsidiary|currency|itemprice|custentity/)
    const [invoice] = await listed(
      { entity: 'Invoice', fields: ['currency', 'open.base.amount', 'totals.tax.amount'], first: 1 },
      single,
    )
    expect(invoice!.values).toMatchObject({
      currency: 'USD',
      open: { base: { currency: 'USD' } },
      totals: { tax: { currency: 'USD' } },
    })
  })

  test('with a currency that nobody has configured fails that field alone', async () => {
    const { 1: _dollar, ...others } = settings.currencies
    await using partial = await openWorld({}, { currencies: others })
    const invoices = await listed({ entity: 'Invoice', fields: ['number', 'currency'] }, partial)
    const broken = invoices.filter(({ values }) => values.currency instanceof Error)
    expect(broken.length).toBe(
      [...ours(company.invoices), ...ours(company.bills)].filter(({ currency }) => currency === 'USD').length,
    )
    expect(broken.every(({ values }) => typeof values.number === 'string')).toBe(true)
  })

  test('whose orders do not count against credit leaves them out of the exposure', async () => {
    await using lenient = await openWorld({}, { creditIncludesOrders: false })
    const fields = ['exposure.total.amount', 'exposure.openReceivables.amount']
    const [, ...statuses] = (await lenient.values('CreditStatus', fields)).values()
    expect(statuses.length).toBeGreaterThan(5)
    for (const { exposure } of statuses) expect(exposure.total).toEqual(exposure.openReceivables)
  })

  test('is found under its own address, as hosts are written', () => {
    expect(connector.origin({ ...settings, url: undefined, account: '1234567_SB1' })).toBe(
      'https://1234567-sb1.suitetalk.api.netsuite.com',
    )
    expect(connector.origin(settings)).toBe('http://localhost')
  })

  test('must tell its time zone by a name that there is', () => {
    expect(() => connector.entities({ ...settings, timeZone: 'EST5PDT' })).toThrow(RangeError)
  })

  test('may keep keys of other systems in fields of its own', () => {
    expect(connector.externalKey!('custentity_SF_Id')).toMatchObject({ native: 'custentity_sf_id' })
  })
})

describe('pages', () => {
  const query: NativeQuery<SuiteQl> = {
    object: 'item',
    hint: entities.Item!.hint!,
    columns: [column('id', 'guid')],
    order: [],
    pageRows: 5_000,
    filter: and(compare(column('itemid'), 'startsWith', 'A'), oneOf(column('itemtype'), 'InvtPart')),
  }
  const page = (count: number, hasMore: boolean, offset: number): Link => ({
    call: async () => {
      const items = Array.from({ length: count }, (_, i) => ({ links: [], id: String(offset + i) }))
      const body = { items, count, hasMore, offset, totalResults: 0, links: [] }
      return { status: 200, headers: {}, body: Buffer.alloc(0), text: () => '', json: () => body }
    },
  })

  test('are of a thousand rows at most, and follow each other by offset', async () => {
    const first = connector.render(query, facts)
    expect(first).toMatchObject({ method: 'POST', path: '/services/rest/query/v1/suiteql?limit=1000&offset=0' })
    expect(first.headers).toMatchObject({ prefer: 'transient' })
    expect(JSON.parse(first.body!)).toEqual({ q: first.text })
    expect(first.text).toBe(
      "SELECT i.id AS id FROM item i WHERE i.itemid LIKE 'A%' ESCAPE '!' AND i.itemtype IN ('InvtPart') ORDER BY i.id",
    )
    const { rows, next } = await connector.fetch(first, page(1_000, true, 0))
    expect(rows).toHaveLength(1_000)
    expect(next).toMatchObject({ path: '/services/rest/query/v1/suiteql?limit=1000&offset=1000', body: first.body })
    expect(await connector.fetch(next!, page(3, false, 1_000))).not.toHaveProperty('next')
  })

  test('end with what was wanted, and keep one limit, as offsets must be multiples of it', async () => {
    const first = connector.render({ ...query, limit: 1_500 }, facts)
    const { next } = await connector.fetch(first, page(1_000, true, 0))
    expect(next!.path).toContain('?limit=1000&offset=1000')
    const last = await connector.fetch(next!, page(1_000, true, 1_000))
    expect(last.rows).toHaveLength(500)
    expect(last.next).toBeUndefined()
    expect(connector.render({ ...query, limit: 7 }, facts).path).toContain('?limit=7&offset=0')
  })

  test('do not end silently where NetSuite serves no more', async () => {
    let request = connector.render(query, facts)
    for (let offset = 0; offset < 100_000; offset += 1_000) {
      request = (await connector.fetch(request, page(1_000, true, offset))).next!
    }
    await expect(connector.fetch(request, page(0, false, 100_000))).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' })
  })

  test.each([
    ['fewer rows than it says', { items: [], count: 1, hasMore: false, offset: 0 }, 'SOURCE_BAD_RESPONSE'],
    ['no rows at all', { count: 0, hasMore: false, offset: 0 }, 'SOURCE_BAD_RESPONSE'],
    ['no word on whether there are more', { items: [], count: 0, offset: 0 }, 'SOURCE_BAD_RESPONSE'],
    ['more to come after a short page', { items: [], count: 0, hasMore: true, offset: 0 }, 'PAGE_INCONSISTENT'],
    ['another page', { items: [], count: 0, hasMore: false, offset: 1_000 }, 'PAGE_INCONSISTENT'],
    ['nothing', null, 'SOURCE_BAD_RESPONSE'],
  ])('with %s are refused', async (_, body, code) => {
    const answer = { status: 200, headers: {}, body: Buffer.alloc(0), text: () => '', json: () => body }
    const link: Link = { call: async () => answer }
    await expect(connector.fetch(connector.render(query, facts), link)).rejects.toMatchObject({ code })
  })
})

describe('values on the wire', () => {
  const { codecs } = connector
  test.each([
    ['number', '10000', '10000'],
    ['number', '.5', '0.5'],
    ['number', '-.25', '-0.25'],
    ['number', '1E-7', '0.0000001'],
    ['number', '123456789012345678901234567890.12', '123456789012345678901234567890.12'],
    ['number', 12.5, '12.5'],
    ['boolean', 'T', true],
    ['boolean', 'F', false],
    ['date', '2026-01-31', '2026-01-31'],
    ['guid', '-5', '-5'],
    ['text', '', null],
    ['number', undefined, null],
  ] as const)('%s %j is %j', (type, native, canonical) => {
    expect(codecs[type](native)).toBe(canonical)
  })

  test.each([
    ['number', '1,000'],
    ['number', 'abc'],
    ['boolean', 'true'],
    ['date', '1/31/2026'],
    ['instant', '2026-01-31T10:00:00'],
    ['guid', '007'],
    ['text', 5],
  ] as const)('%s %j is refused', (type, native) => {
    expect(() => codecs[type](native)).toThrow(TypeError)
  })
})
