import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { customerRecords, openInvoices } from '../../../subgraphs/simulator/company/expected.ts'
import type { Customer, System } from '../../../subgraphs/simulator/company/types.ts'
import { nameOf, plain, sourceOf } from '../company.ts'
import { openWorld, sourceOrder, type World } from '../world.ts'
import { isTold, nameIn, recordOf, remarks, systems } from './told.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: 0.05, systems })
}, 60_000)
afterAll(() => world.close())
beforeEach(() => world.recover())

const profile = /* GraphQL */ `
  query ($id: ID!) {
    customerProfile(record: $id) {
      id complete
      records { id }
      sourceResults { source status rows }
      invoices(first: 200, where: { direction: { eq: RECEIVABLE } }) {
        complete nodes { number kind open { document { amount currency } } meta { source { name } } }
      }
      salesOrders(first: 200) { complete nodes { number meta { source { name } } } }
      opportunities(first: 200) { complete nodes { id } }
      contacts(first: 200) { complete nodes { id } }
      credit { hold meta { source { name } } }
    }
  }
`

const nobody = Object.fromEntries(sourceOrder.map((source) => [source, 0]))
const namesOf = (records: readonly { readonly id: string }[]) => records.map(({ id }) => nameOf(id)).sort()

/** Whom no two accounts claim, and whose account names the records it truly has. */
function isPlain({ id, erpKeys, keys, numbers, duplicateOfId }: Customer): boolean {
  const { truth } = world.company
  const odd = [...truth.duplicateLinks, ...truth.conflictingLinks, ...truth.danglingLinks, ...truth.missingLinks]
  const own = { ...keys, ...(numbers?.businessCentral && { businessCentral: numbers.businessCentral }) }
  return (
    duplicateOfId === null &&
    odd.every(({ customerId, system, key }) => customerId !== id && `${own[system]}` !== `${key}`) &&
    Object.entries(erpKeys).every(([system, key]) => `${own[system as 'sap']}` === `${key}`)
  )
}

const plainOnes = (...held: readonly System[]) =>
  world.company.customers.filter(
    (customer) => isPlain(customer) && held.every((system) => customer.keys[system] !== undefined),
  )

describe('a customer of Dataverse and Finance & Operations', () => {
  const both = () => plainOnes('dataverse', 'financeOperations')[0]!

  test('is one, from the account by its number to the record of the ERP and back', async () => {
    const { keys } = both()
    const names = [nameIn('dataverse', keys.dataverse!), nameIn('financeOperations', keys.financeOperations!)]
    for (const system of ['dataverse', 'financeOperations'] as const) {
      const { data, errors } = await world.ask(profile, { id: recordOf('Customer', system, keys[system]!) })
      expect(errors).toEqual([])
      expect(namesOf(data.customerProfile.records)).toEqual(names.sort())
      expect(data.customerProfile.complete).toBe(true)
    }
  })

  test('has deals of the one and invoices of the other', async () => {
    const customer = plainOnes('dataverse', 'financeOperations').find(({ id }) =>
      world.company.invoices.some((invoice) => invoice.customerId === id && invoice.system === 'financeOperations'),
    )!
    const { data, errors } = await world.ask(profile, {
      id: recordOf('Customer', 'dataverse', customer.keys.dataverse!),
    })
    expect(errors).toEqual([])
    const { opportunities, invoices } = data.customerProfile
    expect(opportunities.nodes).toHaveLength(
      world.company.opportunities.filter(
        ({ system, customerId }) => system === 'dataverse' && customerId === customer.id,
      ).length,
    )
    const posted = world.company.invoices.filter(
      (invoice) =>
        invoice.system === 'financeOperations' && invoice.customerId === customer.id && invoice.status === 'posted',
    )
    expect(invoices.nodes.map(({ number }: { number: string }) => number).sort()).toEqual(
      posted.map(({ number }) => number).sort(),
    )
  })
})

describe('a customer of the group', () => {
  const group = ['salesforce', 'sap', 'netsuite', 'odoo', 'businessCentral', 'businessOne'] as const
  const linkedOnes = () =>
    world.company.customers
      .filter((customer) => isPlain(customer) && customer.keys.salesforce !== undefined)
      .map((customer) => ({ customer, held: group.filter((system) => customer.keys[system] !== undefined) }))
      .filter(({ held }) => held.includes('businessCentral') || held.includes('businessOne'))
      .sort((a, b) => b.held.length - a.held.length)

  test('has its records of all systems that its account names, from any of them', async () => {
    const { customer, held } = linkedOnes()[0]!
    expect(held.length).toBeGreaterThan(2)
    const names = held.map((system) => nameIn(system, customer.keys[system]!)).sort()
    for (const system of held) {
      const { data, errors } = await world.ask(profile, { id: recordOf('Customer', system, customer.keys[system]!) })
      expect(errors).toEqual([])
      expect(namesOf(data.customerProfile.records), system).toEqual(names)
      expect(data.customerProfile.complete).toBe(true)
    }
  })

  test('owes what its books say, to the cent, where they tell; what is open in part in another currency is null', async () => {
    let compared = 0
    for (const { customer, held } of linkedOnes().slice(0, 6)) {
      const { data, errors } = await world.ask(profile, {
        id: recordOf('Customer', 'salesforce', customer.keys.salesforce!),
      })
      expect(errors).toEqual([])
      const open = data.customerProfile.invoices.nodes
        .filter(({ open }: Listed) => open.document === null || !/^-?[0.]+$/.test(open.document.amount))
        .map(
          ({ number, open, meta }: Listed) =>
            `${meta.source.name} ${number} ${open.document && plain(open.document.amount)}`,
        )
      const books = openInvoices(world.company, customer.id)
        .filter(
          ({ system, kind }) =>
            held.includes(system as 'sap') && !(system === 'businessCentral' && kind === 'credit-note'),
        )
        .map(
          (invoice) => `${sourceOf[invoice.system]} ${invoice.number} ${isTold(invoice) ? plain(invoice.open) : null}`,
        )
      expect(open.sort()).toEqual(books.sort())
      compared += books.length
    }
    expect(compared).toBeGreaterThan(10)
  })

  interface Listed {
    readonly number: string
    readonly open: { readonly document: { readonly amount: string } | null }
    readonly meta: { readonly source: { readonly name: string } }
  }

  test('costs its systems so many calls, and no other any', async () => {
    const { customer, held } = linkedOnes()[0]!
    const { calls } = await world.ask(
      profile,
      { id: recordOf('Customer', 'salesforce', customer.keys.salesforce!) },
      { 'cache-control': 'no-cache' },
    )
    expect(calls).toEqual({
      ...nobody,
      ...Object.fromEntries(held.map((system) => [sourceOf[system], profileCalls[system]])),
    })
  })

  const profileCalls: Readonly<Record<(typeof group)[number], number>> = {
    salesforce: 6,
    sap: 6,
    netsuite: 5,
    odoo: 9,
    businessCentral: 4,
    businessOne: 5,
  }
})

test('the list of customers has those of all eight systems', async () => {
  const query = `query ($after: String) { customers(first: 500, after: $after) {
    edges { node { id } } pageInfo { hasNextPage endCursor } sourceResults { source status } complete } }`
  const found: { id: string }[] = []
  for (let after: string | null = null; ; ) {
    const { data, errors } = await world.ask(query, { after })
    expect(errors).toEqual([])
    found.push(...data.customers.edges.map(({ node }: { node: { id: string } }) => node))
    if (!data.customers.pageInfo.hasNextPage) break
    after = data.customers.pageInfo.endCursor
  }
  expect(namesOf(found)).toEqual(
    customerRecords(world.company)
      .map(({ system, key }) => nameIn(system, key))
      .sort(),
  )
})

describe('search', () => {
  const search = `query ($text: String!, $types: [SearchType!]) { search(text: $text, types: $types, first: 100) {
    hits { source rank value id } complete sourceResults { source status rows message } } }`

  test('finds an article in all eight systems, with one call of each', async () => {
    const { sku, keys } = world.company.items.find((item) =>
      systems.every((system) => item.keys[system] !== undefined),
    )!
    const { data, errors, calls } = await world.ask(
      search,
      { text: sku, types: ['ITEM'] },
      { 'cache-control': 'no-cache' },
    )
    expect(errors).toEqual([])
    const exact = data.search.hits.filter(({ rank }: { rank: string }) => rank === 'EXACT')
    expect(namesOf(exact)).toEqual(systems.map((system) => nameIn(system, keys[system]!)).sort())
    expect(data.search.complete).toBe(true)
    expect(calls).toEqual(Object.fromEntries(sourceOrder.map((source) => [source, 1])))
  })

  test('finds a customer by name wherever the name is written so', async () => {
    const { keys, name } = plainOnes('dataverse', 'financeOperations')[0]!
    const { data, errors } = await world.ask(search, { text: name.split(' ')[0]!, types: ['CUSTOMER'] })
    expect(errors).toEqual([])
    expect(namesOf(data.search.hits)).toEqual(
      expect.arrayContaining(Object.entries(keys).map(([system, key]) => nameIn(system as System, key))),
    )
  })

  test('for an invoice says of which kinds some are not to be found', async () => {
    const memo = world.company.invoices.find(
      ({ system, kind }) => system === 'businessCentral' && kind === 'credit-note',
    )!
    const { data } = await world.ask(search, { text: memo.number, types: ['INVOICE'] })
    expect(data.search.hits.filter(({ source }: { source: string }) => source === 'bc-uk')).toEqual([])
    expect(data.search.complete).toBe(false)
    expect(remarks(data.search.sourceResults)).toEqual({
      'bc-uk': {
        status: 'PARTIAL',
        message: 'Not every Invoice with kind CREDIT_NOTE is found in the source "bc-uk".',
      },
      'fno-nl': {
        status: 'PARTIAL',
        message: 'Not every Invoice with kind STANDARD or CREDIT_NOTE is found in the source "fno-nl".',
      },
      'b1-ch': {
        status: 'PARTIAL',
        message:
          'Not every Invoice with kind PREPAYMENT is found in the source "b1-ch". Not every Invoice with kind CREDIT_NOTE and direction PAYABLE is found in the source "b1-ch".',
      },
    })
  })
})
