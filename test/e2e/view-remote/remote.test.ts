import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Application, createApplication, createSubgraphApplication } from '../../../gateway/application.ts'
import { idOf, plain } from '../company.ts'
import { askOver, openWorld, type World } from '../world.ts'

let world: World
let subgraphs: readonly Application[]
let remote: Application
let remoteUrl: string

beforeAll(async () => {
  let changed: Parameters<typeof createApplication>[0] | undefined
  world = await openWorld({
    onLastDay: true,
    change: (options) => {
      changed = options
      return options
    },
  })
  subgraphs = changed!.sources.map((source) => createSubgraphApplication(source, changed!))
  const urls = await Promise.all(subgraphs.map((subgraph) => subgraph.server.listen(0, '127.0.0.1')))
  const sources = changed!.sources.map((source, i) => ({ ...source, remote: `${urls[i]!.url}/graphql` }))
  remote = createApplication({ ...changed!, sources })
  remoteUrl = (await remote.server.listen(0, '127.0.0.1')).url
})
afterAll(async () => {
  await remote.close()
  await Promise.all(subgraphs.map((subgraph) => subgraph.close()))
  await world.close()
})

const questions = [
  `creditCheck(customer: $customer, amount: { amount: "1", currency: "EUR" }) { decision complete
    reasons { reason source } scopes { source customer code exposure { amount } available { amount } limit { amount } } }`,
  `receivablesAging(groupBy: [SOURCE]) { groups { source currency buckets { amount { amount } documents } total { amount } unappliedCredits { amount } } complete }`,
  `receivablesAging(sources: ["netsuite-us"]) { groups { legalEntityKey legalEntity { code } total { amount currency } } }`,
  `receivablesAging(customer: $customer, groupBy: [CUSTOMER]) { groups { customerId customer { name } total { amount currency } } complete }`,
  `stock(sku: $sku) { totals { uom onHand reserved available warehouses } complete warehouses { itemId warehouseId onHand { value } } }`,
  `pipeline(groupBy: [SOURCE, STAGE]) { groups { source stage currency deals amount weighted } complete }`,
  `openOrders(groupBy: [SOURCE]) { groups { source currency orders net late } complete }`,
  `trialBalance(groupBy: [ACCOUNT]) { groups { source number name classification opening { amount } debits { amount } credits { amount } closing { amount } lines } ledgers { source balanced } balanced complete }`,
  `trialBalance(sources: ["netsuite-us", "odoo-at"], from: "2026-01-01", to: "2026-06-30") { groups { source legalEntityKey opening { amount } debits { amount } closing { amount } } complete }`,
  `search(text: "an", types: [CUSTOMER]) { hits { id rank value } }`,
]

/** What a source adds up comes without the zeros behind it that its rows have, and its groups in another order. */
const byValue = (data: unknown) =>
  JSON.parse(JSON.stringify(data), (name, value) => {
    // SAP adds up without counting; its rows are counted.
    if (name === 'lines' && !Array.isArray(value)) return null
    if (name === 'groups') return value.map((group: unknown) => JSON.stringify(group)).sort()
    return name === 'amount' && value !== null ? plain(String(value)) : value
  })

test.each(questions)('subgraphs behind their own servers give the same answer: %s', async (view) => {
  const { keys } = world.company.customers[5]!
  const variables = { customer: idOf('Customer', 'salesforce', keys.salesforce!), sku: world.company.items[0]!.sku }
  const used = Object.entries({ customer: 'ID!', sku: 'String!' }).filter(([name]) => view.includes(`$${name}`))
  const declared = used.length > 0 ? `(${used.map(([name, type]) => `$${name}: ${type}`).join(', ')})` : ''
  const query = `query ${declared} { ${view} }`
  const given = Object.fromEntries(used.map(([name]) => [name, variables[name as 'sku']]))
  const here = await world.ask(query, given)
  const there = await askOver(remoteUrl, world.simulators, query, given)
  expect(here.errors).toEqual([])
  expect(there.errors).toEqual([])
  expect(byValue(there.data)).toEqual(byValue(here.data))
})

test('a line of an order, which no subgraph lists, leaves what is promised unknown and makes no yes', async () => {
  const { sku } = world.company.items[0]!
  const query =
    'query ($sku: String!) { availability(lines: [{ sku: $sku, quantity: "1" }], sources: ["sap-eu"]) { verdict lines { reasons } } }'
  const { data } = await askOver(remoteUrl, world.simulators, query, { sku })
  expect(data.availability.verdict).not.toBe('AVAILABLE')
})

test('the calls that an operation may cause hold for all servers together', async () => {
  const query = '{ pipeline { complete } receivablesAging { complete } }'
  const live = { 'cache-control': 'no-cache' }
  const askWith = (most: number) =>
    askOver(remoteUrl, world.simulators, query, {}, { ...live, 'x-freshet-max-source-calls': `${most}` })
  const none = await askWith(0)
  expect(Object.values(none.calls)).toEqual([0, 0, 0, 0])
  expect(none.data).toEqual({ pipeline: { complete: false }, receivablesAging: { complete: false } })
  expect(none.errors.every(({ extensions }) => extensions.code === 'QUERY_TOO_COSTLY')).toBe(true)
  const enough = await askWith(50)
  expect(enough.errors).toEqual([])
  expect(enough.data).toEqual({ pipeline: { complete: true }, receivablesAging: { complete: true } })
})
