import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Application, createApplication, createSubgraphApplication } from '../../../gateway/application.ts'
import { openWorld, type World } from '../world.ts'

let world: World
let subgraphs: readonly Application[]
let remote: Application
let remoteUrl: string

beforeAll(async () => {
  let changed: Parameters<typeof createApplication>[0] | undefined
  world = await openWorld({
    change: (options) => {
      changed = options
      return options
    },
  })
  subgraphs = changed!.sources.map((source) => createSubgraphApplication(source, changed!))
  const urls = await Promise.all(subgraphs.map((subgraph) => subgraph.server.listen(0, '127.0.0.1')))
  remote = createApplication({
    ...changed!,
    sources: changed!.sources.map((source, i) => ({ ...source, remote: `${urls[i]!.url}/graphql` })),
  })
  remoteUrl = (await remote.server.listen(0, '127.0.0.1')).url
})
afterAll(async () => {
  await remote.close()
  await Promise.all(subgraphs.map((subgraph) => subgraph.close()))
  await world.close()
})

const questions = [
  '{ customers(first: 5) { edges { cursor node { id name identifiers { scheme value } contacts(first: 2) { nodes { fullName customer { name } } totalCount } meta { source { name } sourceObject sourceId nullReasons { path reason } } } } pageInfo { hasNextPage endCursor } totalCount complete sourceResults { source status rows } } }',
  '{ invoices(first: 20, orderBy: [{ issueDate: DESC }], where: { or: [{ kind: { eq: CREDIT_NOTE } }, { status: { in: [OPEN] } }] }) { nodes { id number issueDate totals { taxInclusive { amount currency } } lines { lineNo net { amount } item { sku } } customer { name } } complete } }',
  'query ($sku: String!) { itemProfile(sku: $sku) { id sku records { name } stock(first: 50) { nodes { onHand { value uom } warehouse { code name } } } stockTotals { onHand uom } complete } }',
  'query ($key: String!) { customerProfile(match: { externalKey: { source: "salesforce", key: $key } }) { id displayName records { id name } invoices(first: 10, orderBy: [{ dueDate: ASC }]) { nodes { number } pageInfo { endCursor } } credit { limit { amount } exposure { total { amount } } } complete } }',
  '{ customers(first: 3, after: "zebra") { complete } }',
  '{ customers(first: 2, sources: ["sap-eu"], where: { industry: { eq: "x" } }) { complete sourceResults { source status message } } }',
  '{ customer(id: "zebra") { name } }',
  '{ suppliers(first: 1) { edges { node { purchaseOrders(first: 1) { ... { __typename } } profile { complete } } } } }',
  '{ suppliers(first: 1) { nodes { ...Named } } } fragment Named on Supplier { ... on Supplier { ... { __typename } } bills(first: 1) { ... @include(if: false) { __typename } } contacts(first: 1) { ... @include(if: true) { __typename @skip(if: false) } } }',
]

/** Everything but the instants and the request's own id, which differ from one request to the next. */
async function answer(url: string, query: string): Promise<unknown> {
  const variables = { sku: world.company.items[0]!.sku, key: world.company.customers[5]!.keys.salesforce }
  const used = Object.fromEntries(Object.entries(variables).filter(([name]) => query.includes(`$${name}`)))
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: used }),
  })
  const { data, errors } = (await response.json()) as {
    data: unknown
    errors?: { message: string; path: unknown; extensions: { requestId?: string } }[]
  }
  const coded = errors?.map(({ message, path, extensions: { requestId: _, ...extensions } }) => ({
    message,
    path,
    extensions,
  }))
  return {
    status: response.status,
    data,
    errors: coded?.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
  }
}

test.each(questions)('subgraphs behind HTTP give the same answer: %s', async (query) => {
  expect(await answer(remoteUrl, query)).toEqual(await answer(world.url, query))
})

test('a subgraph server that stops fails its own part with a code', async () => {
  await subgraphs[2]!.close()
  const response = await fetch(`${remoteUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
    body: JSON.stringify({
      query:
        '{ customers(first: 3, orderBy: [{ meta: { sourceCreatedAt: ASC } }]) { nodes { id } complete sourceResults { source status } } }',
    }),
  })
  const { data, errors } = (await response.json()) as {
    data: { customers: { complete: boolean; nodes: unknown[] } }
    errors: { extensions: object }[]
  }
  expect(data.customers.complete).toBe(false)
  expect(data.customers.nodes.length).toBe(3)
  expect(errors[0]!.extensions).toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'netsuite-us' })
})
