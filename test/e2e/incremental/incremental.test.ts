import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { openSide, type Side } from '../../properties/executors/side.ts'
import { readmeQuery } from '../../readme.ts'
import { isInParts, merged, type Payload, payloadsOf } from '../multipart.ts'

// Simulators and gateway on one clock, which stands still: a system that takes its time is held until the clock is moved on.
let side: Side
beforeAll(async () => {
  side = await openSide('plan', generateCompany({ scale: 0.03 }))
}, 60_000)
afterAll(() => side?.close())
beforeEach(() => {
  side.application.store.clear()
  side.clock.restart()
  for (const simulator of Object.values(side.simulators)) simulator.reset()
})

const apollo = 'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9'
const graphiql = 'application/graphql-response+json, application/json, multipart/mixed'

function post(query: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(`${side.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: apollo, ...headers },
    body: JSON.stringify({ query }),
    ...(signal ? { signal } : {}),
  })
}

/** The payloads of an answer, one at a time. */
async function opened(query: string, headers?: Record<string, string>, signal?: AbortSignal) {
  const response = await post(query, headers, signal)
  expect(response.status).toBe(200)
  const payloads = payloadsOf(response)
  const next = async (): Promise<Payload> => (await payloads.next()).value as Payload
  return { response, next }
}

async function inParts(query: string, headers?: Record<string, string>): Promise<Payload[]> {
  const response = await post(query, headers)
  return isInParts(response) ? allOf(response) : [{ ...(await response.json()), hasNext: false }]
}

async function allOf(response: Response): Promise<Payload[]> {
  const payloads: Payload[] = []
  for await (const payload of payloadsOf(response)) payloads.push(payload)
  return payloads
}

const plainly = async (query: string) => (await post(query, { accept: 'application/json' })).json()

const callsOf = () => Object.fromEntries(Object.entries(side.simulators).map(([name, { calls }]) => [name, calls]))

/** A token for each, so that only calls for data are held. */
const logIn = () => plainly('{ customers(first: 1, orderBy: [{ name: ASC }]) { nodes { id } } }')

const held = 5_000
const slow =
  '{ fast: customers(first: 1, sources: ["odoo-at"]) { nodes { name } } ... @defer(label: "slow") { slow: customers(first: 1, sources: ["sap-eu"]) { nodes { name } } } }'
const orders = `{ customers(first: 3, sources: ["odoo-at"]) { nodes {
  name
  ... on Customer @defer(label: "orders") { salesOrders(first: 2) { nodes { number ... @defer { customer { name } } } } }
} } }`

describe('a deferred fragment', () => {
  test('keeps nobody waiting: what is fast is there before the slow system has answered', async () => {
    await logIn()
    side.application.store.clear()
    side.simulators['sap-eu']!.latency(held)
    const { next } = await opened(slow)
    const first = await next()
    expect(first).toMatchObject({ data: { fast: { nodes: [{ name: expect.any(String) }] } }, hasNext: true })
    expect(first.data).not.toHaveProperty('slow')
    await side.simulators['sap-eu']!.arrived(1)
    expect(side.simulators['sap-eu']!.inFlight).toBe(1)
    side.clock.advance(held)
    expect(await next()).toMatchObject({
      incremental: [{ path: [], label: 'slow', data: { slow: { nodes: [{ name: expect.any(String) }] } } }],
      hasNext: false,
    })
  })

  test('of the records of a list comes with a part for each of them, and what is deferred inside after it', async () => {
    const payloads = await inParts(orders)
    const [first, ...later] = payloads
    expect(first!.data.customers.nodes.map(Object.keys)).toEqual([['name'], ['name'], ['name']])
    expect(later[0]!.incremental!.map(({ path, label }) => [path, label])).toEqual(
      [0, 1, 2].map((i) => [['customers', 'nodes', i], 'orders']),
    )
    const inside = later.slice(1).flatMap(({ incremental }) => incremental!)
    expect(inside[0]!.path).toEqual(['customers', 'nodes', 0, 'salesOrders', 'nodes', 0])
    expect(payloads.map(({ hasNext }) => hasNext)).toEqual([...later.map(() => true), false])
  })

  test.each([
    ['of the operation', slow],
    ['of records', orders],
  ])('%s costs the calls of the plain question, and makes the same answer', async (_, query) => {
    await logIn()
    const ask = async <T>(question: () => Promise<T>) => {
      side.application.store.clear()
      for (const simulator of Object.values(side.simulators)) simulator.reset()
      return [await question(), callsOf()] as const
    }
    const [plain, plainCalls] = await ask(() => plainly(query))
    const [parts, calls] = await ask(() => inParts(query))
    expect(parts.length).toBeGreaterThan(1)
    expect(calls).toEqual(plainCalls)
    expect(merged(parts)).toEqual({ ...plain, extensions: expect.anything() })
  })

  test('with nothing to wait for is in the first answer, which is then the whole one', async () => {
    const response = await post('{ customers(first: 1) { nodes { id ... @defer { name } } } }')
    expect(response.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8')
    expect((await response.json()).data.customers.nodes).toEqual([{ id: expect.any(String), name: expect.any(String) }])
  })

  test.each(['@defer(if: false)', '@skip(if: true) @defer'])('with %s defers nothing', async (directives) => {
    const response = await post(slow.replace('@defer(label: "slow")', directives))
    expect(isInParts(response)).toBe(false)
  })

  test('is answered by the stitched schema where no plan can be made of it', async () => {
    const query =
      '{ sources { name } ... @defer { search(text: "Morvath", first: 3) { hits { title ... @defer { source } } } } }'
    const [first, ...later] = await inParts(query)
    expect(first!.data).toEqual({ sources: expect.any(Array) })
    expect(later).toMatchObject([{ incremental: [{ path: [], data: { search: { hits: expect.any(Array) } } }] }])
    expect(merged([first!, ...later])).toMatchObject({ data: (await plainly(query)).data })
  })
})

const streamed = `{ customers(first: 1000, sources: ["odoo-at", "sap-eu"]) {
  nodes @stream(label: "rows") { name ... @defer(label: "orders") { salesOrders(first: 1) { nodes { number } } } }
  ... @defer(label: "end") { complete totalCount pageInfo { hasNextPage endCursor } sourceResults { source rows } }
} }`

describe('a streamed list', () => {
  test('leaves source by source, and what is told of the whole list at its end', async () => {
    await logIn()
    side.application.store.clear()
    side.simulators['sap-eu']!.latency(held)
    const { next } = await opened(streamed)
    const first = await next()
    const { nodes } = first.data.customers
    expect(Object.keys(first.data.customers)).toEqual(['nodes'])
    expect(nodes.length).toBeGreaterThan(0)
    const payloads = [first]
    while (payloads.at(-1)!.hasNext) {
      side.clock.advance(held)
      payloads.push(await next())
    }
    const parts = payloads.slice(1).flatMap(({ incremental = [] }) => incremental)
    const items = parts.find((part) => part.items)!
    expect([items.path, items.label]).toEqual([['customers', 'nodes', nodes.length], 'rows'])
    expect(parts.find(({ label }) => label === 'end')!.path).toEqual(['customers'])
    side.simulators['sap-eu']!.reset()
    side.application.store.clear()
    expect(merged(payloads)).toMatchObject({ data: (await plainly(streamed)).data })
  })

  test('is whole in the first payload, in the caller’s order, where nothing of it can come earlier', async () => {
    const ordered = streamed
      .replace('first: 1000', 'first: 5, orderBy: [{ name: ASC }]')
      .replace(/\.\.\. @defer\(label: "orders"\).*/, '}')
    const response = await post(ordered)
    expect(isInParts(response)).toBe(false)
    expect((await response.json()).data.customers.nodes.length).toBe(5)
  })

  test.each([
    ['with the number of entries that the caller waits for', 'label: "rows"', 'initialCount: 100000'],
    ['beside what only the end of the list tells', '... @defer(label: "end") {', '... {'],
    ['of one source', ', "sap-eu"', ''],
  ])('is whole %s', async (_, part, put) => {
    const [first, ...later] = await inParts(streamed.replace(part, put))
    expect(Object.keys(first!.data.customers)).toContain('pageInfo')
    expect(later.flatMap(({ incremental = [] }) => incremental).filter(({ items }) => items)).toEqual([])
  })
})

describe('an answer in parts', () => {
  test('says in its last payload what all of it took, and in its headers nothing that a later one could make untrue', async () => {
    const { response, next } = await opened(slow)
    await next()
    const last = await next()
    expect(Object.keys(last.extensions.freshness).sort()).toEqual(['odoo-at', 'sap-eu'])
    expect(last.extensions.cost.calls).toBe(2)
    expect(response.headers.get('cache-control')).toBe('no-store')
    for (const name of ['age', 'cache-status', 'content-length']) expect(response.headers.get(name)).toBeNull()
  })

  test('is written as the form of August 2022 asks', async () => {
    const response = await post(slow)
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="-"; deferSpec=20220824')
    const json = '\r\nContent-Type: application/json; charset=utf-8\r\n\r\n'
    const [preamble, first, second, end] = (await response.text()).split('\r\n---')
    expect([preamble, end]).toEqual(['', '--\r\n'])
    for (const part of [first!, second!]) expect(part.slice(0, json.length)).toBe(json)
    expect(Object.keys(JSON.parse(first!.slice(json.length)))).toEqual(['data', 'extensions', 'hasNext'])
    expect(Object.keys(JSON.parse(second!.slice(json.length)))).toEqual(['incremental', 'extensions', 'hasNext'])
  })

  test('tells what failed at the part that it cost, in our words', async () => {
    await logIn()
    side.application.store.clear()
    side.simulators['sap-eu']!.fault({ kind: 'forbidden' })
    const [first, last] = await inParts(slow)
    expect(first).not.toHaveProperty('errors')
    expect(last!.incremental).toMatchObject([{ data: { slow: { nodes: [] } } }])
    expect(last!.incremental![0]!.errors).toEqual([
      {
        message: expect.any(String),
        path: ['slow'],
        extensions: { code: 'SOURCE_FORBIDDEN', source: 'sap-eu', retryable: false, requestId: expect.any(String) },
      },
    ])
  })

  test('ends at the deadline with what is there, and says so of the rest', async () => {
    await logIn()
    side.application.store.clear()
    side.simulators['sap-eu']!.fault({ kind: 'hang' })
    const { next } = await opened(slow)
    expect(await next()).toMatchObject({ hasNext: true })
    await side.simulators['sap-eu']!.arrived(1)
    side.clock.advance(30_000)
    const last = await next()
    expect(last).toMatchObject({ incremental: [{ data: { slow: { nodes: [] } } }], hasNext: false })
    expect(last.incremental![0]!.errors!.map(({ extensions }) => extensions.code)).toEqual(['DEADLINE_EXCEEDED'])
    await side.simulators['sap-eu']!.idle()
  })

  test('ends with the caller, who takes the calls for the rest of it along', async () => {
    await logIn()
    side.application.store.clear()
    const system = side.simulators['sap-eu']!
    system.reset()
    system.fault({ kind: 'hang' })
    const leaving = new AbortController()
    const { next } = await opened(slow, {}, leaving.signal)
    await next()
    await system.arrived(1)
    leaving.abort()
    await system.idle()
    expect(system.arrivals.map(({ aborted }) => aborted)).toEqual([true])
  })

  test('leaves the connection to the next question', async () => {
    for (let i = 0; i < 3; i++) expect((await inParts(slow)).at(-1)!.hasNext).toBe(false)
  })
})

test('the question of the README comes in parts', async () => {
  const [first, ...later] = await inParts(readmeQuery('Page'))
  expect(Object.keys(first!.data)).toEqual(['customers'])
  const labels = later.flatMap(({ incremental = [] }) => incremental.map(({ label }) => label))
  expect(new Set(labels)).toEqual(new Set(['orders', 'receivables']))
})

describe('parts are for who asks for them', () => {
  test.each([apollo, graphiql, 'multipart/mixed; deferSpec="20220824", application/json'])(
    'with %s',
    async (accept) => {
      const response = await post(slow, { accept })
      expect(isInParts(response)).toBe(true)
      expect((await allOf(response)).at(-1)!.hasNext).toBe(false)
    },
  )

  test.each([
    'application/json',
    '*/*',
    'multipart/*, application/json',
    'multipart/mixed;q=0, application/json',
    'multipart/mixed;incrementalSpec=v0.2, application/json',
    'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json',
  ])('and not with %s', async (accept) => {
    const response = await post(slow, { accept })
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(Object.keys((await response.json()).data)).toEqual(['fast', 'slow'])
  })

  test('an explanation tells of all calls at once', async () => {
    const response = await post(slow, { 'x-freshet-explain': 'plan' })
    expect(isInParts(response)).toBe(false)
    expect((await response.json()).extensions.explain.fields.map(({ key }: { key: string }) => key)).toEqual([
      'fast',
      'slow',
    ])
  })
})
