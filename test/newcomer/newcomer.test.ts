import { readdirSync, readFileSync } from 'node:fs'
import Big from 'big.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Application, createApplication } from '../../gateway/application.ts'
import { applicationOptions } from '../../gateway/cli/options.ts'
import { loadConnectors, parseConfig } from '../../gateway/config/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'
import { type Simulator, startSimulator } from '../../subgraphs/simulator/kit.ts'
import { conformance } from '../conformance/suite.ts'
import { loadVendor } from '../conformance/vendor-folder.ts'
import { company } from '../conformance/world.ts'

/**
 * A vendor that nobody has heard of is added by one folder, and by nothing else: judged by the suite that judges all others,
 * and then asked through a whole gateway.
 */
const here = new URL('./', import.meta.url)

conformance('larkbooks', here)

describe('the folder', () => {
  const folder = new URL('larkbooks/', here)

  test('has fewer than 300 lines in all', () => {
    const lines = readdirSync(folder).map(
      (name) => readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n').length,
    )
    expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThan(300)
  })

  test.each(['gateway', 'schema', 'subgraphs'])('is named nowhere in %s', (room) => {
    const root = new URL(`../../${room}/`, here)
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(ts|graphql|mjs)$/.test(name),
    )
    expect(sources.length).toBeGreaterThan(0)
    const naming = sources.filter((name) => /larkbooks/i.test(readFileSync(new URL(name, root), 'utf8')))
    expect(naming).toEqual([])
  })
})

describe('a gateway with it', () => {
  let simulator: Simulator
  let application: Application
  let address: string

  beforeAll(async () => {
    const { module } = await loadVendor('larkbooks', here)
    const clock = { now: () => systemRuntime.now() }
    simulator = await startSimulator(module.create({ company, clock, seed: 1 }), { clock })
    const options = { file: 'freshet.config.yaml', connectors: await loadConnectors(here), readFile: () => '' }
    const config = parseConfig(configFor(simulator.url), { ...options, env: module.sources[0]!.secrets })
    application = createApplication(applicationOptions(config))
    address = `${(await application.server.listen(0, '127.0.0.1')).url}/graphql`
  })
  afterAll(async () => {
    await application.close()
    await simulator.close()
  })

  async function ask(query: string) {
    const before = simulator.calls
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-cache' }
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ query }) })
    const { data, errors } = (await response.json()) as { data: Record<string, Connection>; errors?: unknown }
    return { data, errors, calls: simulator.calls - before }
  }

  interface Connection {
    // biome-ignore lint/suspicious/noExplicitAny: nodes of whatever shape was asked for
    readonly nodes: any[]
    readonly complete: boolean
  }

  const bought = company.customers.filter(({ keys }) => keys.odoo)
  const kept = company.items.filter(({ keys }) => keys.odoo)
  const sheds = company.warehouses.filter(({ system }) => system === 'odoo')
  const billed = company.invoices.filter(({ system, status }) => system === 'odoo' && status !== 'cancelled')

  test('answers with customers, their open invoices, the lines of those and the items on them', async () => {
    const { data, calls } =
      await ask(`{ customers(first: 5) { complete nodes { name status invoices(first: 2, where: { status: { eq: OPEN } }) {
      nodes { number open { document { amount currency } } lines { lineNo quantity { value } item { sku } } } } } } }`)
    const expected = bought.slice(0, 5).map(({ id, name, active }) => ({
      name,
      status: active ? 'ACTIVE' : 'ARCHIVED',
      invoices: {
        nodes: billed
          .filter(({ customerId, status, open }) => customerId === id && status === 'posted' && /[1-9]/.test(open))
          .slice(0, 2)
          .map(shown),
      },
    }))
    expect(data.customers).toEqual({ complete: true, nodes: expected })
    expect(expected.flatMap(({ invoices }) => invoices.nodes).length).toBeGreaterThan(0)
    // One for each level, whatever the number of records.
    expect(calls).toBe(4)
  })

  test('joins prices to items, of which some have none', async () => {
    const { data, calls } = await ask('{ items(first: 10) { nodes { sku listPrice { amount currency } } } }')
    const expected = kept.slice(0, 10).map(({ id, sku, prices }) => ({
      sku,
      listPrice: id < 5 ? null : { amount: prices.EUR, currency: 'EUR' },
    }))
    expect(data.items!.nodes).toEqual(expected)
    expect(expected.some(({ listPrice }) => listPrice === null)).toBe(true)
    expect(calls).toBe(2)
  })

  test('adds boxes up to stock levels', async () => {
    const { data } = await ask(
      '{ items(first: 50) { nodes { sku stock { nodes { warehouse { name } onHand { value } } } } } }',
    )
    const levels = data.items!.nodes.flatMap(({ sku, stock }) =>
      stock.nodes.map((level: Level) => [`${sku} in ${level.warehouse.name}`, new Big(level.onHand.value).toFixed()]),
    )
    expect(Object.fromEntries(levels)).toEqual(stockOf(kept.slice(0, 50)))
  })

  test('goes on when its ticket has expired', async () => {
    simulator.expireTokens()
    const { data } = await ask('{ warehouses(first: 1) { complete nodes { code } } }')
    expect(data.warehouses).toMatchObject({ complete: true, nodes: [{ code: sheds[0]!.code }] })
  })

  test.each([
    ['unavailable', 'SOURCE_UNAVAILABLE'],
    ['html', 'SOURCE_BAD_RESPONSE'],
    ['throttled', 'SOURCE_THROTTLED'],
  ] as const)('says in our words what "%s" means', async (kind, code) => {
    simulator.fault({ kind })
    const { errors } = await ask('{ warehouses(first: 1) { nodes { code } } }')
    simulator.clearFaults()
    expect(errors).toMatchObject([{ path: ['warehouses'], extensions: { code, source: 'books' } }])
  })
})

const configFor = (url: string): string => `
sources:
  books:
    connector: larkbooks
    settings: { url: ${url}, shop: meridian, word: env:LARKBOOKS_WORD }
`

interface Level {
  readonly warehouse: { readonly name: string }
  readonly onHand: { readonly value: string }
}

/** What is on hand by item and warehouse, added up from the company's own rows. */
function stockOf(items: typeof company.items): Record<string, string> {
  const sums = new Map<string, Big>()
  for (const { itemId, warehouseId, onHand } of company.stock.filter(({ system }) => system === 'odoo')) {
    const item = items.find(({ id }) => id === itemId)
    if (!item) continue
    const level = `${item.sku} in ${company.warehouses[warehouseId]!.name}`
    sums.set(level, (sums.get(level) ?? new Big(0)).plus(onHand))
  }
  return Object.fromEntries([...sums].map(([level, sum]) => [level, sum.toFixed()]))
}

function shown({ number, open, currency, lines }: (typeof company.invoices)[number]) {
  return {
    number,
    open: { document: { amount: open, currency } },
    lines: lines.map(({ lineNo, quantity, itemId }) => ({
      lineNo,
      quantity: { value: quantity },
      item: itemId === null ? null : { sku: company.items[itemId]!.sku },
    })),
  }
}
