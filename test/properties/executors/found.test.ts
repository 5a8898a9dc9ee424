import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeGlobalId, encodeGlobalId, type SourceKey, type SourceName } from '../../../gateway/connector/index.ts'
import type { Asked, SourceFault } from './ask.ts'
import { type Duel, openDuel } from './duel.ts'

/** Questions that the property beside this file found to be answered wrongly, by one executor or by both. */
let duel: Duel
beforeAll(async () => {
  duel = await openDuel()
}, 120_000)
afterAll(() => duel?.close())

const asked = (query: string, faults: readonly SourceFault[] = [], variables = {}): Promise<Asked> =>
  duel.fairly(() => duel.both([{ query, variables, headers: {} }], faults))

const idOf = (type: string): string => duel.pool.ids.get(type)![0]!

test('a merged list tells whether there is a page before it, and where it starts', async () => {
  const page = 'pageInfo { hasPreviousPage startCursor endCursor } edges { cursor }'
  const first = (await asked(`{ customers(first: 2) { ${page} } }`)).answers[0]!.body
  expect(first.errors).toBeUndefined()
  expect(first.data.customers.pageInfo).toMatchObject({
    hasPreviousPage: false,
    startCursor: first.data.customers.edges[0].cursor,
  })
  const after = first.data.customers.pageInfo.endCursor
  const next = (await asked(`{ customers(first: 2, after: "${after}") { ${page} } }`)).answers[0]!.body
  expect(next.data.customers.pageInfo.hasPreviousPage).toBe(true)
})

test('a profile that cannot be read is an error at its own place', async () => {
  const query = `{ customerProfile(id: "${idOf('CustomerProfile')}") { complete } }`
  const { body } = (await asked(query, [{ source: 'salesforce', fault: { kind: 'html' } }])).answers[0]!
  expect(body.data.customerProfile).toBeNull()
  expect(body.errors[0].path).toEqual(['customerProfile'])
})

test('an instant is written alike, whether it is handed on or not', async () => {
  const query = `{ warehouse(id: "${idOf('Warehouse')}") { meta { fetchedAt asOf } stock(first: 1) { sourceResults { oldestFetchedAt } } } }`
  const { warehouse } = (await asked(query)).answers[0]!.body.data
  expect(warehouse.meta.fetchedAt).toMatch(/T\d\d:\d\d:\d\dZ$/)
  expect(warehouse.stock.sourceResults[0].oldestFetchedAt).toBe(warehouse.meta.fetchedAt)
})

test('of a record by an id of any type, what only the stitched schema knows is left to it', async () => {
  const query = `{ node(id: "${idOf('Contact')}") { ... on Contact { customer { profile { displayName } } } } }`
  const { data, errors } = (await asked(query)).answers[0]!.body
  expect(errors).toBeUndefined()
  expect(data.node.customer.profile.displayName).toEqual(expect.any(String))
})

test('of a profile and a record beside it, each source is asked once', async () => {
  const [one, other] = duel.pool.ids.get('Customer')!.filter((id) => decodeGlobalId(id)!.source === 'odoo-at')
  const query = `{ customerProfile(record: "${one}") { complete } customer(id: "${other}") { id } }`
  const { calls } = await asked(query)
  duel.begin()
  const { extensions } = (await duel.plan({ query, variables: {}, headers: {} })).body
  expect(extensions.cost.sources['odoo-at'].calls).toBe(1)
  expect(calls['odoo-at']).toBe(1)
})

test('a record of a type that its source does not serve is not there', async () => {
  const id = encodeGlobalId({ type: 'InvoiceLine', source: 'salesforce' as SourceName, key: '1' as SourceKey })
  const { data, errors } = (await asked(`{ node(id: "${id}") { id } sources { name } }`)).answers[0]!.body
  expect(errors).toBeUndefined()
  expect(data.node).toBeNull()
  expect(data.sources.length).toBeGreaterThan(0)
})

test('of two selections that are one in the answer, the plan hears the condition of each', async () => {
  const query = `{ contact(id: "${idOf('Contact')}") { fullName @skip(if: true) fullName } }`
  const { contact } = (await duel.plan({ query, variables: {}, headers: {} })).body.data
  expect(contact.fullName).toEqual(expect.any(String))
})

test('an error inside a fragment stands where the caller wrote the field, not in the question of a subgraph', async () => {
  const query = `query Asked {
  customers(first: 2, sources: ["netsuite-us"]) { nodes { ...Billed } }
}
fragment Billed on Customer {
  name
  invoices(first: 1) { nodes { number } }
  profile { ...Known }
}
fragment Known on CustomerProfile {
  field(path: "nonsense") { value }
}`
  const { body } = (await asked(query, [{ source: 'netsuite-us', fault: { kind: 'forbidden', match: 'transaction' } }]))
    .answers[0]!
  const places = new Map(
    body.errors.map(({ path, locations }: { path: readonly unknown[]; locations: unknown }) => [
      path.at(-1),
      locations,
    ]),
  )
  expect(Object.fromEntries(places)).toEqual({
    invoices: [{ line: 6, column: 3 }],
    field: [{ line: 10, column: 3 }],
  })
})

const records = '{ name meta { source { name } nullReasons { path reason } } invoices(first: 2) { nodes { number } } }'
/** One by one: beside each other they race for the same rows. */
const overall = (customer: string) => [
  `{ customerProfile(record: "${customer}") {
    id displayName complete soughtAt
    identifiers { scheme value }
    records ${records}
    opportunities(first: 2) { nodes { name customer { profile { id } } } sourceResults { source rows calls } }
    invoices(first: 3, orderBy: [{ dueDate: DESC }]) { edges { cursor node { number customer { name } } } pageInfo { endCursor } }
    credit { scope { code } limit { amount } }
    field(path: "paymentTerm.code") { value source others { value } }
    conflicts { path value }
    links { rule linkedKey evidence { scheme agrees } }
  } }`,
  `{ receivablesAging(customer: "${customer}", groupBy: [CUSTOMER, LEGAL_ENTITY]) {
    groups { total { amount } customer { name profile { displayName } } legalEntity { name } }
    sourceResults { source rows status message }
  } }`,
  `{ openOrders(customer: "${customer}", groupBy: [CUSTOMER]) { groups { orders customer ${records} } complete } }`,
  `{ creditCheck(customer: "${customer}", amount: { amount: "1", currency: "EUR" }) { decision reasons { reason source } } }`,
]

test.each([
  ['all is well', []],
  ['one system is down', [{ source: 'netsuite-us', fault: 'down' }]],
  ['another cannot be understood', [{ source: 'sap-eu', fault: { kind: 'badJson' } }]],
  ['the one that knows the others lets nobody in', [{ source: 'salesforce', fault: { kind: 'forbidden' } }]],
] satisfies [string, SourceFault[]][])(
  'a customer over all systems, and what hangs on him, when %s',
  async (_what, faults) => {
    const ids = duel.pool.ids.get('Customer')!.filter((id) => decodeGlobalId(id)!.source !== 'netsuite-us')
    for (const id of [ids[0]!, ids.at(-1)!]) {
      for (const question of overall(id)) {
        const { data } = (await asked(question, faults)).answers[0]!.body
        if (faults.length === 0) expect(Object.values(data)).not.toContain(null)
      }
    }
  },
)

test('an item over all systems, in a warehouse and in what a search finds', async () => {
  const [sku] = duel.pool.values.get('Item.sku') as string[]
  const query = `{
    itemProfile(sku: "${sku}") { sku stockTotals { uom onHand warehouses } stock(first: 3) { nodes { warehouse { code } } } }
    stock(sku: "${sku}") { item { id records { sku } } warehouses { onHand { value } readAt warehouse { code name } } totals { onHand } }
    availability(lines: [{ sku: "${sku}", quantity: "1" }]) { verdict lines { reasons available } }
    search(text: "${sku}") { hits { title record { __typename ... on Item { sku profile { displayName } } ... on Customer { name } } } }
    pipeline { groups { stage deals } converted: complete }
  }`
  const { data } = (await asked(query)).answers[0]!.body
  expect(data.stock.warehouses.length).toBeGreaterThan(0)
  expect(data.search.hits.map(({ record }: { record: { __typename: string } }) => record.__typename)).toContain('Item')
})

test('of records that a merged list drops nobody asks who they are', async () => {
  const query =
    '{ customers(first: 2, orderBy: [{ name: ASC }]) { nodes { name profile { records { name } complete } } edges { node { profile { id } } } } }'
  const { data } = (await asked(query)).answers[0]!.body
  expect(data.customers.nodes).toHaveLength(2)
  expect(data.customers.nodes.map(({ profile }: { profile: object }) => profile)).not.toContain(null)
})

test('several profiles, of which one fails, by themselves and as nodes', async () => {
  const [customer, other] = duel.pool.ids.get('CustomerProfile')!
  const query = `{
    customerProfiles(ids: ["${customer}", "no id", "${other}"]) { displayName records { name } field(path: "name") { value } }
    one: node(id: "${other}") { id __typename ... on CustomerProfile { displayName payments(first: 1) { totalCount } } }
    none: customerProfile { displayName }
  }`
  const { data, errors } = (await asked(query)).answers[0]!.body
  expect(data.customerProfiles[1]).toBeNull()
  expect(data.one.__typename).toBe('CustomerProfile')
  expect(errors.map(({ path }: { path: readonly unknown[] }) => path.join())).toEqual(
    expect.arrayContaining(['customerProfiles,1', 'none']),
  )
})

test('a record that a view leads to and that cannot be read is an error at its own place', async () => {
  const query = `{ receivablesAging(groupBy: [LEGAL_ENTITY]) { groups { legalEntity { timeZone @freshness(onStale: FAIL) } } } }`
  await asked(query)
  const again = { query, variables: {}, headers: { 'cache-control': 'no-cache' } }
  const { errors } = (await duel.both([again])).answers[0]!.body
  expect(errors.length).toBeGreaterThan(1)
  for (const { path, locations } of errors) {
    expect(path).toEqual(['receivablesAging', 'groups', expect.any(Number), 'legalEntity'])
    expect(locations).toEqual([{ line: 1, column: 56 }])
  }
})

test('what is asked of a record and of others beside it is one question', async () => {
  const stock = 'stock(first: 2) { nodes { __typename } }'
  const query = `{ warehouses(first: 4) { nodes { name ${stock} } } warehouse(id: "${idOf('Warehouse')}") { name ${stock} } }`
  const { answers, calls } = await asked(query)
  expect(answers[0]!.body.data.warehouse.stock.nodes).not.toEqual([])
  expect(calls['sap-eu']).toBe(3)
})

test('what fails inside a record that several places asked for together stands at each place', async () => {
  const [one, , other] = duel.pool.ids.get('Customer')!
  const contacts = 'contacts(after: "no cursor") { totalCount }'
  const profile = (id: string) =>
    `customerProfile(record: "${id}") { records { ${contacts} } credit { customer { ${contacts} } } }`
  const query = `{
    openOrders(groupBy: [CUSTOMER]) { groups { customer { ${contacts} } } }
    one: ${profile(one!)}
    other: ${profile(other!)}
  }`
  const { data, errors } = (await asked(query)).answers[0]!.body
  const places = errors.map(({ path }: { path: readonly unknown[] }) => path.join('.'))
  const groups = data.openOrders.groups.map((_: unknown, i: number) => `openOrders.groups.${i}.customer.contacts`)
  const ofProfiles = ['one', 'other'].flatMap((name) =>
    data[name].records.map((_: unknown, i: number) => `${name}.records.${i}.contacts`),
  )
  expect(places).toEqual(expect.arrayContaining([...groups, ...ofProfiles, 'other.credit.0.customer.contacts']))
})

test('who the records are that a view leads to is asked for those of all sources together', async () => {
  // Some sources tell their records later than others.
  const contacts = 'contacts(first: 2, where: { department: { in: ["Purchasing"] } }) { totalCount }'
  const query = `{ openOrders(groupBy: [CUSTOMER]) { groups { customer { ${contacts} profile { displayName } } } } }`
  const { calls } = await asked(query)
  duel.begin()
  const { extensions } = (await duel.plan({ query, variables: {}, headers: {} })).body
  expect(extensions.cost.calls).toBe(24)
  expect(Object.values(calls).reduce((sum, more) => sum + more)).toBeGreaterThanOrEqual(24)
})

test('of a connection nothing but its type can be asked for, in whatever fragment that stands', async () => {
  const query = `{ suppliers(first: 1) { edges { node {
    orders: purchaseOrders(first: 1) { ... { __typename } }
    bills(first: 1) { ... on InvoiceConnection { ... @include(if: true) { __typename } } }
    profile { complete }
  } } } }`
  const { data, errors } = (await asked(query)).answers[0]!.body
  expect(errors).toBeUndefined()
  expect(data.suppliers.edges[0].node).toMatchObject({
    orders: { __typename: 'PurchaseOrderConnection' },
    bills: { __typename: 'InvoiceConnection' },
  })
})

test('what is wished of a profile is wished of all that it is made of, and not of the record that leads to it', async () => {
  const id = duel.pool.ids.get('Item')!.find((id) => decodeGlobalId(id)!.source === 'salesforce')!
  const query = `{ item(id: "${id}") { meta { ageSeconds } profile @freshness(maxAge: "20s") { displayName } } }`
  await asked(query)
  duel.advance(3_000_000)
  const { answers, calls } = await duel.both([{ query, variables: {}, headers: {} }])
  expect(answers[0]!.body.data.item.meta.ageSeconds).toBe(3_000)
  // By its key, and by its article number.
  expect(calls.salesforce).toBe(2)
})

test('what fails inside a number of a profile stands at that number, whichever record it is of', async () => {
  const ids = duel.pool.ids.get('CustomerProfile')!.map((id) => JSON.stringify(id))
  const query = `{ customerProfiles(ids: [${ids.join()}]) { identifiers { scheme country } } }`
  const drift = { kind: 'rewrite', find: ':"', put: ':"\\u0000' } as const
  const { body } = (await asked(query, [{ source: 'odoo-at', fault: drift }])).answers[0]!
  expect(body.errors.length).toBeGreaterThan(0)
  const isAt = ({ path }: { path: readonly unknown[] }) => path[2] === 'identifiers'
  for (const { path } of body.errors.filter(isAt))
    expect(body.data.customerProfiles[path[1]].identifiers[path[3]].country).toBeNull()
})
