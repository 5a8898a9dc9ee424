import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { vatNumber } from '../../../gateway/identity/vat.ts'
import { inSystem } from '../../../subgraphs/simulator/company/in-system.ts'
import type { Customer, System } from '../../../subgraphs/simulator/company/types.ts'
import { idOf } from '../company.ts'
import { accountOf, type LinkedWorld, openLinkedWorld, plainlyLinked, recordsOf } from '../identity-links/world.ts'

let world: LinkedWorld
beforeAll(async () => {
  world = await openLinkedWorld({
    scale: 0.1,
    identity: {
      survivorship: {
        Customer: [
          { fields: ['industry'], rule: 'SOURCE_ORDER', order: ['salesforce'] },
          { fields: ['status'], rule: 'MOST_RECENT', order: [] },
          { fields: ['legalName'], rule: 'LONGEST', order: [] },
        ],
      },
    },
  })
})
afterAll(() => world.close())

const nameIn = (customer: Customer, system: System) => inSystem(customer, system).name

/** Whose name the CRM and SAP write so differently that it shows. */
const differing = () =>
  plainlyLinked(world, ['sap']).find(
    (customer) =>
      !customer.keys.netsuite &&
      !customer.keys.odoo &&
      nameIn(customer, 'salesforce').toLowerCase() !== nameIn(customer, 'sap').toLowerCase(),
  )!

describe('a field in which records differ', () => {
  test('has the ledger’s name by default, and shows the other with its record', async () => {
    const customer = differing()
    const { data, errors } = await world.ask(
      `query ($record: ID!) { customerProfile(record: $record) { displayName
        field(path: "name") { path value record source rule others { value records } complete }
        conflicts(paths: ["name", "number"]) { path value others { value } } } }`,
      { record: accountOf(customer) },
    )
    expect(errors).toEqual([])
    const { displayName, field, conflicts } = data.customerProfile
    expect(field).toEqual({
      path: 'name',
      value: nameIn(customer, 'sap'),
      record: idOf('Customer', 'sap', `${customer.keys.sap}`),
      source: 'sap-eu',
      rule: 'SOURCE_ORDER',
      others: [{ value: nameIn(customer, 'salesforce'), records: [accountOf(customer)] }],
      complete: true,
    })
    expect(displayName).toBe(nameIn(customer, 'sap'))
    expect(conflicts.map(({ path }: { path: string }) => path)).toContain('name')
  })

  test('goes by the configured order, rule and group', async () => {
    const customer = plainlyLinked(world, ['sap']).find(({ industry }) => industry !== null)!
    const { data, errors } = await world.ask(
      `query ($record: ID!) { customerProfile(record: $record) {
        industry: field(path: "industry") { value source rule }
        status: field(path: "status") { rule }
        legalName: field(path: "legalName") { rule value }
        owner: field(path: "owner") { value source } } }`,
      { record: accountOf(customer) },
    )
    expect(errors).toEqual([])
    const profile = data.customerProfile
    expect(profile.industry).toEqual({ value: customer.industry, source: 'salesforce', rule: 'SOURCE_ORDER' })
    // SAP tells the day of a change only, so that nobody can say which record is newer.
    expect(profile.status.rule).toBe('SOURCE_ORDER')
    expect(profile.legalName.rule).toBe('LONGEST')
    expect(profile.owner.source).toBe('salesforce')
  })

  test.each(['identifiers', 'contacts', 'nonsense', 'meta.etag', 'parent', '__proto__', 'name } x: id {'])(
    'cannot be %s',
    async (path) => {
      const { data, errors } = await world.ask(
        'query ($record: ID!, $path: String!) { customerProfile(record: $record) { id field(path: $path) { value } } }',
        { record: accountOf(differing()), path },
      )
      expect(data.customerProfile).toBeNull()
      expect(errors[0]!.extensions.code).toBe('BAD_REQUEST')
    },
  )

  test('costs one question per source for all profiles and fields of an answer', async () => {
    const records = plainlyLinked(world, ['sap']).slice(0, 20).map(accountOf)
    const query = `query ($records: [ID!]!) { customerProfiles(records: $records) { conflicts { path } } }`
    await world.ask(query, { records })
    const { calls, errors } = await world.ask(
      `query ($records: [ID!]!) { customerProfiles(records: $records) { conflicts @freshness(maxAge: "0s") { path } } }`,
      { records },
    )
    expect(errors).toEqual([])
    for (const [source, count] of Object.entries(calls)) expect([source, count <= 2]).toEqual([source, true])
  })
})

describe('a customer', () => {
  const withVat = () =>
    plainlyLinked(world, ['odoo']).find(
      ({ vat, country, id }) =>
        vat &&
        vatNumber(vat, country) &&
        !world.company.truth.sharedVats.some(({ customerIds }) => customerIds.includes(id)),
    )!

  test('is found by VAT number, in any spelling', async () => {
    const customer = withVat()
    const { vat } = customer
    const find = (value: string) =>
      world.ask(
        'query ($value: String!) { customerProfile(match: { identifier: { scheme: "VAT", value: $value } }) { id records { id } } }',
        { value },
      )
    const [one, two] = [await find(vat!), await find(` ${vat!.slice(0, 4).toLowerCase()} ${vat!.slice(4)}`)]
    expect(one.errors).toEqual([])
    expect(one.data.customerProfile.records.map(({ id }: { id: string }) => id).sort()).toEqual(
      recordsOf(customer).sort(),
    )
    expect(two.data).toEqual(one.data)
  })

  test('is not found by what is no VAT number, nor by what nobody can be searched by', async () => {
    for (const [scheme, value] of [
      ['VAT', 'DE123'],
      ['SHOE_SIZE', '44'],
      ['LEI', '5493001KJTIIGC8Y1R12'],
    ]) {
      const { errors } = await world.ask(
        'query ($scheme: String!, $value: String!) { customerProfile(match: { identifier: { scheme: $scheme, value: $value } }) { id } }',
        { scheme, value },
      )
      expect(errors[0]!.extensions.code).toBe('BAD_REQUEST')
    }
  })

  test('leads from any record to its profile, to its records and back', async () => {
    const customer = withVat()
    const ids = new Set<string>()
    for (const id of recordsOf(customer)) {
      const { data, errors } = await world.ask(
        'query ($id: ID!) { customer(id: $id) { profile { id records { id profile { id } } } } }',
        { id },
      )
      expect(errors).toEqual([])
      ids.add(data.customer.profile.id)
      for (const record of data.customer.profile.records) ids.add(record.profile.id)
    }
    expect(ids.size).toBe(1)
    const { data } = await world.ask(
      'query ($ids: [ID!]!, $id: ID!) { customerProfiles(ids: $ids) { id } node(id: $id) { __typename } }',
      { ids: [...ids], id: [...ids][0] },
    )
    expect(data).toEqual({ customerProfiles: [{ id: [...ids][0] }], node: { __typename: 'CustomerProfile' } })
  })
})

test('profiles asked for together fail alone', async () => {
  const records = [accountOf(differing()), idOf('Customer', 'sap', '000'), 'nonsense']
  const { data, errors } = await world.ask('query ($records: [ID!]!) { customerProfiles(records: $records) { id } }', {
    records,
  })
  expect(data.customerProfiles.map(Boolean)).toEqual([true, false, false])
  expect(errors.map(({ path }) => path)).toEqual([['customerProfiles', 2]])
  const many = await world.ask('query ($records: [ID!]!) { customerProfiles(records: $records) { id } }', {
    records: Array.from({ length: 201 }, () => records[0]),
  })
  expect(many.errors[0]!.extensions.code).toBe('BAD_REQUEST')
})

test('a supplier of two systems is one profile with its bills and orders', async () => {
  // The first has an odd name in one of its systems, as a tax group would: people have to say that it is one.
  const supplier = world.company.suppliers.find(
    ({ id, keys, vat, country }) =>
      id > 1 && Object.keys(keys).length > 1 && keys.sap && vat && vatNumber(vat, country),
  )!
  const records = Object.entries(supplier.keys).map(([system, key]) => idOf('Supplier', system as System, `${key}`))
  const { data, errors } = await world.ask(
    `query ($record: ID!) { supplierProfile(record: $record) { id complete records { id profile { id } }
      bills(first: 200) { nodes { id meta { source { name } } } complete } purchaseOrders(first: 200) { nodes { id } }
      field(path: "currency") { value } } }`,
    { record: idOf('Supplier', 'sap', `${supplier.keys.sap}`) },
  )
  expect(errors).toEqual([])
  const profile = data.supplierProfile
  expect(profile.records.map(({ id }: { id: string }) => id).sort()).toEqual(records.sort())
  expect(profile.complete).toBe(true)
  expect(profile.field.value).toBe(supplier.currency)
  for (const record of profile.records) expect(record.profile.id).toBe(profile.id)
})

test('an article is found by its GTIN, with the records that carry another one', async () => {
  const { itemId, gtin } = world.company.truth.gtinConflicts[0]!
  const item = world.company.items[itemId]!
  for (const value of [gtin, item.gtin!, item.gtin!.padStart(14, '0')]) {
    const { data, errors } = await world.ask(
      'query ($value: String!) { itemProfile(identifier: { scheme: "GTIN", value: $value }) { sku records { id } links { evidence { scheme agrees } } } }',
      { value },
    )
    expect(errors).toEqual([])
    expect(data.itemProfile.sku).toBe(item.sku)
    expect(data.itemProfile.records).toHaveLength(Object.keys(item.keys).length)
    const evidence = data.itemProfile.links.flatMap((link: { evidence: object[] }) => link.evidence)
    expect(evidence).toContainEqual({ scheme: 'GTIN', agrees: false })
  }
})
