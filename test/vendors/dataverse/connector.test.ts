import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  column,
  encodeGlobalId,
  type Filter,
  type NativeQuery,
  oneOf,
  type SourceKey,
  type SourceName,
} from '../../../gateway/connector/index.ts'
import type { Served } from '../../../gateway/read/index.ts'
import connector from '../../../subgraphs/dataverse/connector.ts'
import type { Settings } from '../../../subgraphs/dataverse/settings.ts'
import module from '../../../subgraphs/dataverse/simulator.ts'
import { inSystem } from '../../../subgraphs/simulator/company/in-system.ts'
import { guidFor } from '../../../subgraphs/simulator/company/keys.ts'
import { withDefaults } from '../../conformance/vendor-folder.ts'
import { company, openWorld, root, scope, type World } from './environment.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const settings = withDefaults(
  connector as never,
  module.config('https://contoso.crm4.dynamics.com'),
) as never as Settings
const query = (over: Partial<NativeQuery<{ key: string }>> = {}): NativeQuery<{ key: string }> => ({
  object: 'accounts',
  hint: { key: 'accountid' },
  columns: [column('name')],
  order: [],
  pageRows: 500,
  ...over,
})
const render = (over: Partial<NativeQuery<{ key: string }>> = {}) =>
  connector.render(query(over), { source: 'dynamics-nl', settings })

const accounts = company.customers.filter(({ keys }) => keys.dataverse !== undefined)
const idOf = (type: string, key: string) =>
  encodeGlobalId({ type, source: 'dynamics-nl' as SourceName, key: key as SourceKey })
const is = (field: string, value: string | number | boolean): Filter => ({ kind: 'compare', field, op: 'eq', value })
const keys = (rows: readonly Served[]) => rows.map(({ record }) => record.key as string).sort()
// biome-ignore lint/suspicious/noExplicitAny: tests look into values of every shape
const valuesOf = ({ record }: Served) => record.values as Record<string, any>

describe('a request', () => {
  test('says what every request must say, and asks for pages', () => {
    const { method, path, headers } = render()
    expect([method, path]).toEqual(['GET', `${root}/accounts?$select=name&$orderby=accountid`])
    expect(headers).toEqual({
      accept: 'application/json',
      'odata-maxversion': '4.0',
      'odata-version': '4.0',
      'if-none-match': 'null',
      prefer: 'odata.maxpagesize=500',
    })
  })

  test('asks for annotations only when a label is selected, and for that kind only', () => {
    const label = '_ownerid_value@OData.Community.Display.V1.FormattedValue'
    const { path, headers } = render({ columns: [column('name'), column(label), column('@odata.etag')] })
    expect(path).toContain('?$select=name,_ownerid_value&'.replace(',', '%2C'))
    expect(headers!.prefer).toBe(
      'odata.maxpagesize=500,odata.include-annotations="OData.Community.Display.V1.FormattedValue"',
    )
  })

  test('never skips, never counts, and says $top only where no page is wished for', () => {
    const { path, headers } = render({ limit: 3, pageRows: 3 })
    expect(path).toMatch(/&\$top=3$/)
    expect(headers).not.toHaveProperty('prefer')
    expect(path).not.toMatch(/\$skip|\$count/)
  })

  test('too long for an address goes as a batch of one, without a token against forgery', () => {
    const { method, path, body, credentials } = render({
      filter: { kind: 'compare', op: 'contains', column: column('name'), value: 'ä'.repeat(6_000) },
    })
    expect([method, path, credentials]).toEqual(['POST', `${root}/$batch`, undefined])
    expect(body!.match(/^GET /gm)).toHaveLength(1)
  })
})

describe('keys', () => {
  const unknown = Array.from({ length: 1_200 }, (_, n) => guidFor(`nobody/${n}`) as SourceKey)

  test('of 500 records are one condition of one call, whose address the vendor takes', async () => {
    const known = accounts.map((customer) => customer.keys.dataverse! as SourceKey)
    const calls = await world.callsFor(async () => {
      const asked = { entity: 'Customer' as const, keys: [...known, ...unknown], fields: ['name'] }
      expect((await world.reader.lookup(asked, scope())).size).toBe(known.length)
    })
    expect(calls).toHaveLength(Math.ceil((known.length + unknown.length) / 500))
    for (const call of calls) expect(call.match(/PropertyName/g)).toHaveLength(1)
    expect(render({ filter: oneOf(column('accountid', 'guid'), ...unknown.slice(0, 500)) }).path.length).toBeLessThan(
      32_768,
    )
  })

  test('behind a lookup are at most 500 conditions a call', async () => {
    const calls = await world.callsFor(async () => {
      const asked = {
        parent: 'Customer' as const,
        relation: 'contacts',
        keys: unknown,
        fields: ['fullName'],
        order: [],
      }
      await world.reader.children(asked, scope())
    })
    expect(calls).toHaveLength(3)
    for (const call of calls) expect(call.match(/ eq /g)!.length).toBeLessThanOrEqual(500)
  })
})

describe('pages', () => {
  test('follow the cookies of the vendor to the last row, in pages of one length', async () => {
    await using own = await openWorld({ pageRows: 7 })
    const calls = await own.callsFor(async () => {
      expect(keys(await own.list('Customer', ['id']))).toEqual(
        accounts.map((customer) => customer.keys.dataverse!).sort(),
      )
    })
    expect(calls).toHaveLength(Math.ceil(accounts.length / 7))
    expect(calls[1]).toContain('<cookie pagenumber="2" pagingcookie="')
  })
})

describe('a customer', () => {
  const fields = ['number', 'name', 'roles', 'status', 'currency', 'owner', 'industry', 'identifiers', 'parent']
  const paths = [...fields, 'paymentTerm.code', 'paymentTerm.description', 'annualRevenue.amount', 'emails', 'phones']

  test('says of itself what the account says, labels included', async () => {
    const rows = await world.list('Customer', paths)
    for (const row of rows) {
      const raw = accounts.find((customer) => customer.keys.dataverse === row.record.key)!
      const filed = inSystem(raw, 'dataverse')
      expect(valuesOf(row)).toMatchObject({
        number: raw.erpKeys.financeOperations ?? null,
        name: filed.name,
        status: raw.active ? 'ACTIVE' : 'INACTIVE',
        roles: [{ customer: 'CUSTOMER', prospect: 'PROSPECT', former: 'FORMER' }[raw.stage]],
        currency: raw.currency,
        owner: company.users[raw.ownerId]!.name,
        industry: raw.industry,
        paymentTerm: { description: company.paymentTerms.find(({ code }) => code === raw.term)!.name },
      })
      const vats = valuesOf(row).identifiers.filter(({ scheme }: { scheme: string }) => scheme === 'VAT')
      expect(vats.map(({ value }: { value: string }) => value)).toEqual(filed.vat ? [filed.vat] : [])
    }
  })

  test('in a currency that nobody has named has none, and is not found by it', async () => {
    await using own = await openWorld({ currencies: { [guidFor('dataverse/currency/EUR').toUpperCase()]: 'EUR' } })
    const all = await own.list('Customer', ['currency'])
    const euros = accounts.filter(({ currency }) => currency === 'EUR').map((customer) => customer.keys.dataverse!)
    expect(euros.length).toBeGreaterThan(0)
    expect(euros.length).toBeLessThan(accounts.length)
    expect(new Set(all.map((row) => valuesOf(row).currency))).toEqual(new Set(['EUR', null]))
    expect(keys(await own.list('Customer', ['id'], is('currency', 'EUR')))).toEqual(euros.sort())
    expect(await own.list('Customer', ['id'], is('currency', 'PLN'))).toEqual([])
  })

  test('is found by any of its letters, wildcards included, in one call', async () => {
    const odd = accounts
      .map((customer) => inSystem(customer, 'dataverse').name)
      .filter((name) => /[%_[\\'"&]/.test(name))
    expect(odd.length).toBeGreaterThan(2)
    for (const name of odd) {
      const calls = await world.callsFor(async () => {
        const rows = await world.list('Customer', ['name'], is('name', name))
        expect(rows.map((row) => valuesOf(row).name)).toContain(name)
        expect(new Set(rows.map((row) => valuesOf(row).name)).size).toBe(1)
      })
      expect(calls).toHaveLength(1)
    }
  })
})

describe('a lookup of accounts and contacts', () => {
  test('that leads to a contact leads to no customer', async () => {
    const contacts = await world.list('Contact', ['customer', 'fullName'])
    const known = new Set(accounts.map((customer) => customer.keys.dataverse))
    const owners = contacts.map((row) => valuesOf(row).customer)
    expect(owners.filter((owner) => owner === null).length).toBeGreaterThan(0)
    expect(owners.filter((owner) => owner !== null && !known.has(owner))).toEqual([])
    const without = await world.list('Contact', ['id'], { kind: 'isNull', field: 'customer', value: true })
    expect(without).toHaveLength(owners.filter((owner) => owner === null).length)
  })

  test('is filtered there by the account', async () => {
    const deals = await world.list('Opportunity', ['customer'])
    const customer = deals.map((row) => valuesOf(row).customer).find((key) => key !== null)!
    const wanted = is('customer', idOf('Customer', customer))
    const calls = await world.callsFor(async () => {
      const found = await world.list('Opportunity', ['customer'], wanted)
      expect(keys(found)).toEqual(keys(deals.filter((row) => valuesOf(row).customer === customer)))
    })
    expect(calls).toEqual([expect.stringContaining(`$filter=_customerid_value eq ${customer}&`)])
  })

  test('the main contact is told by the account, in one more call', async () => {
    const calls = await world.callsFor(async () => {
      const rows = await world.list('Contact', ['isPrimary'])
      const primary = company.contacts.filter(({ isPrimary, keys }) => isPrimary && keys.dataverse !== undefined)
      const found = rows.filter((row) => valuesOf(row).isPrimary === true)
      expect(found.length).toBeGreaterThan(0)
      expect(primary.map((contact) => contact.keys.dataverse)).toEqual(expect.arrayContaining(keys(found)))
    })
    expect(calls).toHaveLength(2)
  })
})

describe('an opportunity', () => {
  test('has its value in both currencies, its step, and its end as a day', async () => {
    const fields = [
      'status',
      'stage.code',
      'stage.name',
      'amount.document.amount',
      'amount.document.currency',
      'amount.base.amount',
      'amount.base.currency',
      'closedAt',
      'expectedCloseDate',
    ]
    const rows = await world.list('Opportunity', fields)
    for (const row of rows) {
      const deal = company.opportunities.find(({ key }) => key === row.record.key)!
      const stage = company.stages[deal.stageId]!.name
      expect(valuesOf(row)).toMatchObject({
        status: deal.status.toUpperCase(),
        stage: { code: stage, name: stage },
        closedAt: deal.closedAt && `${deal.closedAt.slice(0, 10)}T00:00:00Z`,
        expectedCloseDate: deal.closeOn,
      })
      const { amount } = valuesOf(row)
      expect(amount === null).toBe(deal.amount === null)
      if (amount) expect([amount.document.currency, amount.base.currency]).toEqual([deal.currency, 'EUR'])
    }
  })

  test('may tell its step by a choice, which has a label', async () => {
    await using own = await openWorld({ stageColumn: 'salesstage' })
    const [row] = await own.list('Opportunity', ['stage.code', 'stage.name'])
    const stage = company.stages[company.opportunities.find(({ key }) => key === row!.record.key)!.stageId]!
    expect(valuesOf(row!).stage).toEqual({ code: String(stage.id), name: stage.name })
  })
})

describe('what the operator decides', () => {
  test('orders, invoices and credit are served only where they are said to be kept here', async () => {
    for (const entity of ['SalesOrder', 'Invoice', 'CreditStatus'] as const)
      await expect(world.list(entity, ['id'])).rejects.toMatchObject({ code: 'UNSUPPORTED' })
  })

  test('a column may hold the key of another system, and must look like one', () => {
    expect(connector.externalKey!('accountnumber')).toMatchObject({
      native: 'accountnumber',
      filter: { in: 'inexact' },
    })
    expect(() => connector.externalKey!("name eq 'x'")).toThrow('logical name')
    expect(() => connector.externalKey!('Account Number')).toThrow('logical name')
  })

  test('a column holds the whole key of a record elsewhere, of several parts too, and all are found in one call', async () => {
    const linked = accounts.filter(({ erpKeys }) => erpKeys.financeOperations !== undefined)
    const asked = linked.map(({ erpKeys }) => `nl01;${erpKeys.financeOperations}`)
    const calls = await world.callsFor(async () => {
      const rows = await world.list('Customer', ['number', 'identifiers'], {
        kind: 'in',
        field: 'externalKey.fno-nl',
        values: asked,
      })
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) {
        const { number, identifiers } = valuesOf(row)
        expect(identifiers).toContainEqual({
          scheme: 'EXTERNAL:fno-nl',
          value: `nl01;${number}`,
          country: null,
          verified: null,
        })
      }
    })
    expect(calls).toHaveLength(1)
    expect(calls[0]).toContain("PropertyName='new_fnocustomer'")
  })

  test('a record has a link where one is configured', async () => {
    await using own = await openWorld({ recordUrl: 'https://contoso.example/{table}/{id}' })
    const [row] = await own.list('Customer', ['id'])
    expect(
      connector.entities({ ...settings, recordUrl: 'https://contoso.example/{table}/{id}' }).Customer!.url!(
        [row!.record.key],
        { source: 'dynamics-nl', settings },
      ),
    ).toBe(`https://contoso.example/account/${row!.record.key}`)
  })
})
