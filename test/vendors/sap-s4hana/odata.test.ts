import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { company, login, MINUTE, openSystem, root, type System } from './system.ts'

let system: System
beforeAll(async () => {
  system = await openSystem()
})
afterAll(() => system.simulator.close())

const customers = company.customers.filter(({ keys }) => keys.sap)
const items = company.items.filter(({ keys }) => keys.sap)
const filtered = async (set: string, filter: string, select: string) =>
  (await system.list(set, { filter, select })).rows

describe('what JSON of version 2 looks like', () => {
  test('decimals are text, days are midnight in UTC, instants carry an offset', async () => {
    const { rows } = await system.list('A_Product', { top: '1', select: 'GrossWeight,CreationDate,LastChangeDateTime' })
    expect(rows[0]).toMatchObject({
      GrossWeight: expect.stringMatching(/^\d+\.\d{3}$/),
      CreationDate: expect.stringMatching(/^\/Date\(\d+00000\)\/$/),
      LastChangeDateTime: expect.stringMatching(/^\/Date\(\d+\+0000\)\/$/),
    })
  })

  test('what is selected comes, and navigations as links unless they are expanded', async () => {
    const plain = await system.list('A_BusinessPartner', { top: '1', select: 'Customer,to_Customer' })
    expect(Object.keys(plain.rows[0]!).sort()).toEqual(['Customer', '__metadata', 'to_Customer'])
    expect(plain.rows[0]!.to_Customer).toMatchObject({ __deferred: { uri: expect.stringContaining('/to_Customer') } })
    const path = 'to_Customer/to_CustomerSalesArea'
    const options = { top: '1', filter: "Customer gt ''", select: `Customer,${path}/Currency`, expand: path }
    const { rows } = await system.list('A_BusinessPartner', options)
    expect(rows[0]!.to_Customer).toMatchObject({
      to_CustomerSalesArea: { results: [{ Currency: expect.any(String) }] },
    })
  })

  test('a navigation to one that is not there is null, and its path not found', async () => {
    const options = {
      top: '1',
      filter: "Customer eq ''",
      select: 'BusinessPartner,to_Customer/Customer',
      expand: 'to_Customer',
    }
    const { rows } = await system.list('A_BusinessPartner', options)
    expect(rows[0]!.to_Customer).toBeNull()
    const { status } = await system.get(
      `API_BUSINESS_PARTNER/A_BusinessPartner('${rows[0]!.BusinessPartner}')/to_Customer`,
    )
    expect(status).toBe(404)
  })

  test('a count is text beside the rows, and a number by itself', async () => {
    const { body } = await system.list('A_Product', { top: '1', inlinecount: 'allpages' })
    expect(body.d.__count).toBe(String(items.length))
    expect((await system.get('API_PRODUCT_SRV/A_Product/$count')).text).toBe(String(items.length))
  })

  test('an entity is read by its key, whatever zeros lead it', async () => {
    const key = customers[0]!.keys.sap!
    for (const written of [key, key.padStart(10, '0')]) {
      const { body } = await system.get(`API_BUSINESS_PARTNER/A_BusinessPartner('${written}')?$select=BusinessPartner`)
      expect(body.d.BusinessPartner).toBe(key)
    }
    const [row] = (await system.list('A_OperationalAcctgDocItemCube', { top: '1' })).rows
    const { uri } = row!.__metadata as unknown as { uri: string }
    const { body } = await system.call(new URL(uri).pathname, { headers: login })
    expect(body.d.AccountingDocument).toBe(row!.AccountingDocument)
  })

  test('without a word for JSON there is no JSON', async () => {
    expect((await system.get('API_PRODUCT_SRV/A_Product?$top=1', { accept: '*/*' })).status).toBe(406)
    expect((await system.get('API_PRODUCT_SRV/A_Product?$top=1&$format=json', { accept: '*/*' })).status).toBe(200)
  })
})

describe('filters', () => {
  const odd = items.find(({ sku }) => sku.includes("'"))!

  test('quotes are doubled, and nothing else has a meaning in text', async () => {
    const rows = await filtered('A_Product', `Product eq '${odd.sku.replaceAll("'", "''")}'`, 'Product')
    expect(rows.map(({ Product }) => Product)).toEqual([odd.sku])
  })

  test('numeric ids compare without their zeros, and by number', async () => {
    const key = customers[0]!.keys.sap!
    expect((await filtered('A_BusinessPartner', `Customer eq '${key.padStart(10, '0')}'`, 'Customer')).length).toBe(1)
    expect(
      (await filtered('A_BusinessPartner', "Customer gt '0000000009' and Customer lt '999'", 'Customer')).length,
    ).toBe(0)
    expect((await filtered('A_BusinessPartner', `startswith(Customer,'${key.slice(0, 3)}')`, 'Customer')).length).toBe(
      0,
    )
  })

  test('text functions see case, and take their arguments in the order of version 2', async () => {
    const name = 'BusinessPartnerFullName'
    const [first] = await filtered('A_BusinessPartner', `${name} gt ''`, name)
    const part = String(first![name]).slice(1, 5).replaceAll("'", "''")
    const all = await filtered('A_BusinessPartner', `substringof('${part}',${name})`, name)
    expect(all.length).toBeGreaterThan(0)
    expect(all.every((row) => String(row[name]).includes(part.replaceAll("''", "'")))).toBe(true)
    const lower = await filtered(
      'A_BusinessPartner',
      `startswith(tolower(${name}),'${String(first![name]).slice(0, 3).toLowerCase()}')`,
      name,
    )
    expect(lower.length).toBeGreaterThan(0)
    expect(
      (
        await filtered(
          'A_BusinessPartner',
          `endswith(${name},'') and length(${name}) gt 0 and trim(${name}) ne ''`,
          name,
        )
      ).length,
    ).toBeGreaterThan(0)
  })

  test('a comparison with a missing date is false, but for the test for null', async () => {
    const count = async (filter: string) => (await filtered('A_BusinessPartner', filter, 'LastChangeDate')).length
    const unchanged = await count('LastChangeDate eq null')
    const other = await count("LastChangeDate ne datetime'1999-01-01T00:00:00'")
    expect(unchanged).toBeGreaterThan(0)
    expect(unchanged + other).toBe(await count("BusinessPartner gt ''"))
    expect(await count('not (LastChangeDate ne null)')).toBe(unchanged)
  })

  test('decimals compare by value, with every digit', async () => {
    const net = company.salesOrders.find(({ system }) => system === 'sap')!.net
    const rows = await filtered('A_SalesOrder', `TotalNetAmount eq ${net}00M`, 'TotalNetAmount')
    expect(rows.length).toBeGreaterThan(0)
    expect(
      (await filtered('A_SalesOrder', `TotalNetAmount eq ${net}00000000000000000000001M`, 'SalesOrder')).length,
    ).toBe(0)
  })

  test.each([
    ["Nope eq 'x'", 'Property Nope not found in type A_BusinessPartnerType'],
    ['Customer eq 5', "Invalid parametertype used at function 'eq'"],
    ["Customer eq 'x", "Invalid token ''' at position 13"],
    ["Customer eq 'x' and", 'The filter ends too early'],
    ["Customer eq 'x')", "Unexpected ')' in the filter"],
    ["contains(Customer,'x')", 'Function contains is not supported'],
    ["to_Customer/CustomerName eq 'x'", 'Filter by to_Customer/CustomerName is not supported'],
    ["Customer in ('x')", 'A condition needs a comparison or a function'],
  ])('refuses %s in the shape of SAP', async (filter, message) => {
    const { status, body } = await system.list('A_BusinessPartner', { filter })
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code: expect.any(String), message: { lang: 'en', value: message } })
  })
})

describe('pages', () => {
  test('by $top and $skip in a given order, to the end', async () => {
    const seen: string[] = []
    for (let skip = 0; ; skip += 40) {
      const { rows } = await system.list('A_Product', {
        select: 'Product',
        orderby: 'Product',
        top: '40',
        skip: String(skip),
      })
      seen.push(...rows.map(({ Product }) => String(Product)))
      if (rows.length < 40) break
    }
    expect(seen).toEqual(items.map(({ sku }) => sku).sort())
  })

  test('a set that pages by itself sends links, which keep the other options, until there is no more', async () => {
    const seen: string[] = []
    let url: string | undefined =
      `${root}/API_BUSINESS_PARTNER/A_BusinessPartnerContact?$select=RelationshipNumber&$top=60`
    let pages = 0
    for (; url; pages++) {
      const { body } = await system.call(url, { headers: login })
      expect(body.d.results.length).toBeLessThanOrEqual(50)
      seen.push(...body.d.results.map((row: Record<string, string>) => row.RelationshipNumber))
      const next: string | undefined = body.d.__next
      expect(next ?? '$select').toContain('$select')
      url = next?.slice(system.simulator.url.length)
    }
    expect(pages).toBe(2)
    expect(new Set(seen).size).toBe(Math.min(60, company.contacts.filter(({ keys }) => keys.sap).length + 1))
  })

  test('a skiptoken is good for ten minutes', async () => {
    const { body } = await system.list('A_BusinessPartnerContact', { select: 'RelationshipNumber' })
    const path = body.d.__next.slice(system.simulator.url.length)
    system.clock.advance(10 * MINUTE)
    const late = await system.call(path, { headers: login })
    expect(late.status).toBe(400)
    expect(late.body.error.message.value).toContain('skiptoken')
  })

  test.each([
    ['$top=-1'],
    ['$skip=x'],
    ['$orderby=Nope'],
    ['$orderby=Product sideways'],
    ['$select=Nope'],
    ['$expand=to_Nope'],
    ['$apply=x'],
  ])('refuses %s', async (option) => {
    expect((await system.get(`API_PRODUCT_SRV/A_Product?${option.replaceAll(' ', '%20')}`)).status).toBe(400)
  })
})
