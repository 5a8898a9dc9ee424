import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Runtime } from '../../../gateway/runtime.ts'
import { defaultGuardLimits } from '../../../gateway/server/index.ts'
import { openWorld, type World } from '../world.ts'

const page = /* GraphQL */ `
  query CustomerPage($first: Int!) {
    customers(first: $first, sources: ["salesforce", "sap-eu"], orderBy: [{ name: ASC }]) {
      nodes { id name meta { source { name } fetchedAt ageSeconds servedFrom } invoices(first: 2) { nodes { number } } }
      sourceResults { source status calls }
    }
  }
`

let world: World
/** Set, the gateway's clocks stand still, so that two answers tell the same ages. */
let stopped: { now: number; monotonic: number } | undefined
const stoppable = (runtime: Runtime): Runtime => ({
  ...runtime,
  now: () => stopped?.now ?? runtime.now(),
  monotonic: () => stopped?.monotonic ?? runtime.monotonic(),
})

beforeAll(async () => {
  const trustedDocuments = { documents: new Map([['customer-page', page]]), only: false, limits: defaultGuardLimits }
  world = await openWorld({
    change: (options) => ({ ...options, trustedDocuments, runtime: stoppable(options.runtime) }),
  })
})
afterAll(() => world.close())

const asked = async (body: object) => {
  const headers = { 'content-type': 'application/json', 'x-request-id': 'the-same-request' }
  const response = await fetch(`${world.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) })
  const { status } = response
  const [age, cacheControl, cacheStatus] = ['age', 'cache-control', 'cache-status'].map((name) =>
    response.headers.get(name),
  )
  return { status, age, cacheControl, cacheStatus, text: await response.text() }
}

test('a warm page asked for by its id is the page asked for by its text, without a call', async () => {
  const variables = { first: 5 }
  expect((await asked({ documentId: 'customer-page', variables })).text).toContain('"servedFrom":"LIVE"')
  stopped = { now: Date.now(), monotonic: performance.now() }
  const before = Object.values(world.simulators).map(({ calls }) => calls)
  const [byId, byText, again] = [
    await asked({ documentId: 'customer-page', variables }),
    await asked({ query: page, variables }),
    await asked({ query: page, variables }),
  ]
  expect(byId.text).toContain('"servedFrom":"CACHE"')
  expect(byText).toEqual(byId)
  expect(again).toEqual(byId)
  expect(Object.values(world.simulators).map(({ calls }) => calls)).toEqual(before)
})
