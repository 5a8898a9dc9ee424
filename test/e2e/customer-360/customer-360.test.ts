import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { creditOf, openInvoices } from '../../../subgraphs/simulator/company/expected.ts'
import { nameOf, plain, sourceOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const customerPage = /* GraphQL */ `
  query ($key: String!) {
    customerProfile(match: { externalKey: { source: "salesforce", key: $key } }) {
      id
      displayName
      complete
      sourceResults { source status rows }
      records { id name meta { source { name kind } fetchedAt servedFrom ageSeconds } }
      contacts(first: 200) { nodes { fullName meta { source { name } } } complete }
      opportunities(first: 200) { nodes { name amount { document { amount currency } } } }
      invoices(first: 200, where: { status: { in: [OPEN, PARTIALLY_PAID] }, direction: { eq: RECEIVABLE } }) {
        nodes { id number open { document { amount currency } } meta { source { name } fetchedAt } }
        complete
      }
      salesOrders(first: 200) { nodes { id meta { source { name } } } }
      credit { id limit { amount currency } meta { source { name } } }
    }
  }
`

describe('one customer over four systems', () => {
  test('its records, contacts, deals, invoices, orders and credit come from the systems that hold them', async () => {
    const customer = world.company.customers[5]!
    const { data, errors } = await world.ask(customerPage, { key: customer.keys.salesforce })
    expect(errors).toEqual([])
    const profile = data.customerProfile
    expect(profile.complete).toBe(true)
    const members = Object.entries(customer.keys).map(([system, key]) => `${sourceOf[system as 'sap']} ${key}`)
    expect(profile.records.map((record: { id: string }) => nameOf(record.id)).sort()).toEqual(members.sort())
    for (const record of profile.records)
      expect(record.meta).toMatchObject({
        servedFrom: 'LIVE',
        ageSeconds: expect.any(Number),
        fetchedAt: expect.stringMatching(/Z$/),
      })
  })

  test('its open invoices are those of the ledgers, to the cent', async () => {
    const customer = world.company.customers[5]!
    const { data } = await world.ask(customerPage, { key: customer.keys.salesforce })
    const truth = openInvoices(world.company, customer.id).map(
      (invoice) => `${sourceOf[invoice.system]} ${invoice.number} ${plain(invoice.open)} ${invoice.currency}`,
    )
    const answer = data.customerProfile.invoices.nodes.map(
      (invoice: {
        number: string
        open: { document: { amount: string; currency: string } }
        meta: { source: { name: string } }
      }) =>
        `${invoice.meta.source.name} ${invoice.number} ${plain(invoice.open.document.amount)} ${invoice.open.document.currency}`,
    )
    expect(answer.sort()).toEqual(truth.sort())
    expect(truth.length).toBeGreaterThan(0)
  })

  test('its credit limits are those of the ERPs, one row for each scope', async () => {
    const customer = world.company.customers[5]!
    const { data } = await world.ask(customerPage, { key: customer.keys.salesforce })
    const truth = creditOf(world.company, customer.id).map(
      ({ account }) => `${sourceOf[account.system]} ${account.limit === null ? null : plain(account.limit)}`,
    )
    const answer = data.customerProfile.credit.map(
      (row: { limit: { amount: string } | null; meta: { source: { name: string } } }) =>
        `${row.meta.source.name} ${row.limit && plain(row.limit.amount)}`,
    )
    expect(answer.sort()).toEqual(truth.sort())
  })

  test('the same profile is found from any of its records and back', async () => {
    const customer = world.company.customers[5]!
    const { data } = await world.ask(customerPage, { key: customer.keys.salesforce })
    const { id, records } = data.customerProfile
    for (const record of records) {
      const from = await world.ask(
        'query ($id: ID!) { customer(id: $id) { profile { id records { id } } } byRecord: customerProfile(record: $id) { id } }',
        { id: record.id },
      )
      expect(from.errors).toEqual([])
      expect(from.data.customer.profile.id).toBe(id)
      expect(from.data.byRecord.id).toBe(id)
      expect(from.data.customer.profile.records.map((member: { id: string }) => member.id).sort()).toEqual(
        records.map((member: { id: string }) => member.id).sort(),
      )
    }
    const back = await world.ask(
      'query ($id: ID!) { customerProfile(id: $id) { id } node(id: $id) { __typename id } }',
      { id },
    )
    expect(back.data).toMatchObject({ customerProfile: { id }, node: { __typename: 'CustomerProfile', id } })
  })

  test('a record that two accounts claim belongs to neither', async () => {
    const { conflicting } = world.company.truth as unknown as { conflicting?: readonly unknown[] }
    const claims = Map.groupBy(
      world.company.customers.flatMap((customer) =>
        customer.keys.salesforce && customer.erpKeys?.sap
          ? [{ account: customer.keys.salesforce, sap: customer.erpKeys.sap }]
          : [],
      ),
      ({ sap }) => sap,
    )
    const [disputed] = [...claims.values()].filter((accounts) => accounts.length > 1)
    expect(disputed ?? conflicting).toBeDefined()
    for (const { account } of disputed!) {
      const { data } = await world.ask(
        'query ($key: String!) { customerProfile(match: { externalKey: { source: "salesforce", key: $key } }) { records { id } } }',
        { key: account },
      )
      expect(data.customerProfile.records.map((record: { id: string }) => nameOf(record.id))).not.toContain(
        `sap-eu ${disputed![0]!.sap}`,
      )
    }
  })

  test('an account is found by the key that it names in another system, and nobody else is asked', async () => {
    const customer = world.company.customers[5]!
    const { data, errors, calls } = await world.ask(
      'query ($key: String!) { customers(where: { externalKey: { source: "sap-eu", in: [$key] } }) { nodes { id } complete } }',
      { key: customer.keys.sap },
    )
    expect(errors).toEqual([])
    expect(data.customers.complete).toBe(true)
    expect(data.customers.nodes.map((record: { id: string }) => nameOf(record.id))).toEqual([
      `salesforce ${customer.keys.salesforce}`,
    ])
    expect(calls).toMatchObject({ 'sap-eu': 0, 'netsuite-us': 0, 'odoo-at': 0 })
  })
})
