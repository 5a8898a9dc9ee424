import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  type Application,
  type ApplicationOptions,
  createApplication,
  createSubgraphApplication,
} from '../../../gateway/application.ts'
import { type Asked, askOver, openWorld, type World } from '../world.ts'

let world: World
let subgraphs: readonly Application[]
let remote: Application
let ask: (query: string, headers?: Record<string, string>) => Promise<Asked>

/** The demo systems, each behind a subgraph of its own, and a gateway that holds nothing itself. */
beforeAll(async () => {
  let options: ApplicationOptions | undefined
  world = await openWorld({ change: (given) => (options = given) })
  subgraphs = options!.sources.map((source) => createSubgraphApplication(source, options!))
  const urls = await Promise.all(subgraphs.map(({ server }) => server.listen(0, '127.0.0.1')))
  const sources = options!.sources.map((source, i) => ({ ...source, remote: `${urls[i]!.url}/graphql` }))
  remote = createApplication({ ...options!, sources })
  const { url } = await remote.server.listen(0, '127.0.0.1')
  ask = (query, headers) => askOver(url, world.simulators, query, {}, headers)
})
afterAll(async () => {
  await remote.close()
  await Promise.all(subgraphs.map((subgraph) => subgraph.close()))
  await world.close()
})
beforeEach(async () => {
  for (const simulator of Object.values(world.simulators)) {
    if (!simulator.isUp) await simulator.up()
    simulator.reset()
  }
})

const minute = 60_000
const query = '{ customers(first: 3, sources: ["salesforce"]) { nodes { name meta { servedFrom ageSeconds } } } }'
const originsOf = ({ data }: Asked) =>
  data.customers.nodes.map(({ meta }: { meta: { servedFrom: string } }) => meta.servedFrom)

test('a subgraph on its own server says how old its part is and what it cost', async () => {
  const begun = Date.now()
  const live = await ask(query, { 'cache-control': 'no-cache' })
  expect(live.calls.salesforce).toBe(1)
  expect(live.extensions.freshness.salesforce).toMatchObject({ state: 'LIVE', calls: 1 })
  world.advance(minute)
  const held = await ask(query)
  // What the questions themselves take passes on the clock as well.
  const spent = Math.ceil((Date.now() - begun) / 1_000)
  expect(held.calls.salesforce).toBe(0)
  expect(held.extensions.freshness.salesforce).toMatchObject({ state: 'CACHE', calls: 0 })
  expect(held.extensions.freshness.salesforce.ageSeconds).toBeGreaterThanOrEqual(60)
  expect(held.extensions.freshness.salesforce.ageSeconds).toBeLessThanOrEqual(60 + spent)
  expect(Number(held.headers.get('age'))).toBeGreaterThanOrEqual(60)
  // Customers are believed for ten minutes: nine are left beyond the age.
  const [, maxAge] = /^private, max-age=(\d+)$/.exec(held.headers.get('cache-control')!)!
  expect(Number(maxAge) - Number(held.headers.get('age'))).toBeLessThanOrEqual(540)
  expect(Number(maxAge) - Number(held.headers.get('age'))).toBeGreaterThanOrEqual(538 - spent)
})

test.each([
  ['a header', query, { 'cache-control': 'max-age=30' }],
  ['an operation', query.replace('{', 'query @freshness(maxAge: "30s") {'), {}],
  ['a field', query.replace(') {', ') @freshness(maxAge: "30s") {'), {}],
])('the wish of %s is heard there', async (_, wished, headers: Record<string, string>) => {
  await ask(query, { 'cache-control': 'no-cache' })
  world.advance(20_000)
  expect((await ask(wished, headers)).calls.salesforce).toBe(0)
  world.advance(20_000)
  const asked = await ask(wished, headers)
  expect(asked.calls.salesforce).toBe(1)
  expect(new Set(originsOf(asked))).toEqual(new Set(['LIVE']))
})

test('what is too old is shown with its label where that is wished', async () => {
  await ask(query, { 'cache-control': 'no-cache' })
  world.advance(11 * minute)
  const shown = await ask(query, { 'x-freshet-on-stale': 'serve' })
  expect(new Set(originsOf(shown))).toEqual(new Set(['STALE_CACHE']))
  expect(shown.extensions.freshness.salesforce).toMatchObject({ state: 'STALE', calls: 0, stale: 1 })
  expect(shown.headers.get('cache-control')).toBe('no-store')
})

test('a warning of a subgraph comes through, and costs no data', async () => {
  const tolerant = { 'cache-control': 'max-age=60, stale-if-error=3600' }
  await ask(query, { 'cache-control': 'no-cache' })
  world.advance(5 * minute)
  await world.simulators.salesforce!.down()
  const answer = await ask(query, tolerant)
  expect(new Set(originsOf(answer))).toEqual(new Set(['STALE_CACHE']))
  expect(answer.errors.map(({ path, extensions: { code, source } }) => ({ path, code, source }))).toEqual([
    { path: undefined, code: 'SOURCE_UNAVAILABLE', source: 'salesforce' },
  ])
})

test('a live wish reaches the system, although the subgraph holds the answer', async () => {
  await ask(query)
  const live = await ask(query, { 'cache-control': 'no-cache, stale-if-error=3600', 'x-freshet-on-stale': 'REFETCH' })
  expect(live.calls.salesforce).toBe(1)
  expect(new Set(originsOf(live))).toEqual(new Set(['LIVE']))
})
