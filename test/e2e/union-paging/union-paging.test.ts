import { afterAll, beforeAll, expect, test } from 'vitest'
import { counts } from '../../../subgraphs/simulator/company/expected.ts'
import { nameOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'

/** Far less than the rows take: what is read must leave again. */
const cacheBytes = 2_000_000

let world: World
beforeAll(async () => {
  // Some 10,000 receivables over SAP, NetSuite and Odoo.
  world = await openWorld({ scale: 0.3, change: (options) => ({ ...options, cacheBytes }) })
})
afterAll(() => world.close())

const query = /* GraphQL */ `
  query ($after: String, $orderBy: [InvoiceOrder!]) {
    invoices(first: 500, after: $after, orderBy: $orderBy, where: { direction: { eq: RECEIVABLE } }) {
      nodes { id issueDate }
      pageInfo { hasNextPage endCursor }
      complete
    }
  }
`

async function everything(orderBy: readonly object[] | null) {
  const nodes: { id: string; issueDate: string | null }[] = []
  for (let after: string | null = null; ; ) {
    const { data, errors } = await world.ask(query, { after, orderBy }, { 'cache-control': 'no-cache' })
    expect(errors).toEqual([])
    expect(data.invoices.complete).toBe(true)
    nodes.push(...data.invoices.nodes)
    expect(world.application.store.stats.bytes).toBeLessThanOrEqual(cacheBytes)
    if (!data.invoices.pageInfo.hasNextPage) return nodes
    after = data.invoices.pageInfo.endCursor
  }
}

test('ten thousand rows by paging: none lost, none repeated', async () => {
  const nodes = await everything(null)
  const ids = new Set(nodes.map((node) => node.id))
  expect(ids.size).toBe(nodes.length)
  const { invoices } = counts(world.company) as unknown as { invoices: Record<string, number> }
  const bySource = Object.fromEntries(
    [...Map.groupBy(nodes, (node) => nameOf(node.id).split(' ')[0]!)].map(([source, group]) => [source, group.length]),
  )
  expect(nodes.length).toBeGreaterThan(9_000)
  expect(bySource['netsuite-us']).toBe(invoices.netsuite)
  expect(bySource['odoo-at']).toBe(invoices.odoo)
}, 120_000)

test('the same rows in one order across systems', async () => {
  const nodes = await everything([{ issueDate: 'DESC' }])
  expect(new Set(nodes.map((node) => node.id)).size).toBe(nodes.length)
  const dates = nodes.map((node) => node.issueDate)
  expect(dates).toEqual([...dates].sort((a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? 1 : -1)))
  expect((await everything(null)).length).toBe(nodes.length)
}, 120_000)
