import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const uncached = { 'cache-control': 'no-cache' }

const page = /* GraphQL */ `
  query ($key: String!) {
    customerProfile(match: { externalKey: { source: "salesforce", key: $key } }) {
      complete
      records { meta { source { name } } }
      invoices(first: 500) { nodes { id meta { source { name } } } complete sourceResults { source status message } }
      contacts { nodes { fullName } complete }
    }
  }
`

interface Profile {
  records: { meta: { source: { name: string } } }[]
  invoices: {
    nodes: { id: string; meta: { source: { name: string } } }[]
    complete: boolean
    sourceResults: { source: string; status: string }[]
  }
  complete: boolean
}

const keyOf = () => world.company.customers[5]!.keys.salesforce

test.each(['sap-eu', 'netsuite-us', 'odoo-at'])(
  'when %s stops, its part fails with a code and the rest stays',
  async (stopped) => {
    const whole = (await world.ask(page, { key: keyOf() }, uncached)).data.customerProfile as Profile
    await world.simulators[stopped]!.down()
    const { data, errors, status } = await world.ask(page, { key: keyOf() }, uncached)
    expect(status).toBe(200)
    const partial = data.customerProfile as Profile
    expect(partial.complete).toBe(false)
    expect(partial.invoices.complete).toBe(false)
    expect(partial.invoices.nodes).toEqual(
      whole.invoices.nodes.filter((invoice) => invoice.meta.source.name !== stopped),
    )
    expect(partial.invoices.sourceResults).toContainEqual(
      expect.objectContaining({ source: stopped, status: 'UNAVAILABLE' }),
    )
    expect(partial.records.map((record) => record.meta.source.name)).not.toContain(stopped)
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors) {
      expect(error.extensions).toMatchObject({
        code: 'SOURCE_UNAVAILABLE',
        source: stopped,
        retryable: true,
        requestId: expect.any(String),
      })
      expect(
        Object.keys(error.extensions).every((name) =>
          ['code', 'source', 'retryable', 'retryAfterMs', 'requestId'].includes(name),
        ),
      ).toBe(true)
      expect(error.path?.[0]).toBe('customerProfile')
    }
  },
)

test('when the system that holds the links stops, the question for them fails and says so', async () => {
  await world.simulators.salesforce!.down()
  const { data, errors } = await world.ask(page, { key: keyOf() }, uncached)
  expect(data.customerProfile).toBeNull()
  expect(errors[0]?.extensions).toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'salesforce' })
})

test.each([
  ['throttled', 'SOURCE_THROTTLED', 'RATE_LIMITED'],
  ['forbidden', 'SOURCE_FORBIDDEN', 'FORBIDDEN'],
  ['html', 'SOURCE_BAD_RESPONSE', 'FAILED'],
  ['reset', 'SOURCE_UNAVAILABLE', 'UNAVAILABLE'],
] as const)('a vendor fault of kind %s reaches the caller as %s', async (kind, code, status) => {
  world.simulators['netsuite-us']!.fault({ kind: kind === 'throttled' || kind === 'forbidden' ? kind : kind })
  const { data, errors } = await world.ask(
    '{ invoices(first: 5, orderBy: [{ issueDate: DESC }]) { nodes { id meta { source { name } } } complete sourceResults { source status } } }',
    {},
    { ...uncached, 'x-freshet-timeout-ms': '3000' },
  )
  expect(data.invoices.nodes.length).toBe(5)
  expect(data.invoices.complete).toBe(false)
  expect(errors.map((error) => error.extensions.code)).toContain(code)
  expect(data.invoices.sourceResults).toContainEqual(expect.objectContaining({ source: 'netsuite-us', status }))
})

test('everything is whole again when it is back', async () => {
  const { data, errors } = await world.ask(page, { key: keyOf() }, uncached)
  expect(errors).toEqual([])
  expect(data.customerProfile.complete).toBe(true)
})
