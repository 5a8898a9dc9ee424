import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({
    change: (options) => ({ ...options, callBudgets: { maxSourceCalls: 20, roles: { batch: 60 } } }),
  })
})
afterAll(() => world.close())
// Nothing is held: what is predicted is what a first asker pays.
beforeEach(() => world.advance(2 * 86_400_000))

const page = /* GraphQL */ `
  query Page($first: Int = 10) {
    customers(first: $first, sources: ["sap-eu"]) {
      nodes { name invoices(first: 3, where: { status: { in: [OPEN] } }) { nodes { number } } credit { limit { amount } } }
    }
  }
`
const explained = `{
  calls mostCalls maxSourceCalls isAllowed text mermaid
  sources { source calls mostCalls limits { name kind limit remaining share shareOfRemaining } }
  fields { key field executor reason steps {
    id kind source entity path after fields filter order first native residual filterOn isSortedThere mostKeys mostRows calls mostCalls isHeld isBounded
  } }
}`
const explain = async (query: string, variables?: object) => {
  const ask = `query Explain($query: String!, $variables: String) { explain(query: $query, variables: $variables) ${explained} }`
  const asked = await world.ask(ask, { query, ...(variables && { variables: JSON.stringify(variables) }) })
  expect(Object.values(asked.calls)).toEqual([0, 0, 0, 0])
  return asked
}
const total = (calls: Readonly<Record<string, number>>) => Object.values(calls).reduce((sum, count) => sum + count, 0)

describe('a query is explained without a call', () => {
  test('step by step, and costs what was told', async () => {
    const { data, errors } = await explain(page)
    expect(errors).toEqual([])
    const { steps, executor } = data.explain.fields[0]
    expect(executor).toBe('PLAN')
    expect(
      steps.map((step: { kind: string; entity: string; after: number[] }) => [step.kind, step.entity, step.after]),
    ).toEqual([
      ['SCAN', 'Customer', []],
      ['CHILDREN', 'Invoice', [0]],
      ['CHILDREN', 'CreditStatus', [0]],
    ])
    expect(steps[0].native[0]).toContain('A_BusinessPartner?$select=')
    const { calls } = await world.ask(page)
    expect(total(calls)).toBeLessThanOrEqual(data.explain.mostCalls)
    expect(data.explain.sources).toMatchObject([{ source: 'sap-eu', calls: data.explain.calls }])
  })

  test('by the arguments that it is given', async () => {
    const few = await explain(page, { first: 2 })
    const many = await explain(page, { first: 500 })
    expect(few.data.explain.fields[0].steps[0].mostRows).toBe(3)
    expect(many.data.explain.fields[0].steps[0].mostRows).toBe(501)
    expect(few.data.explain.mostCalls).toBeLessThanOrEqual(many.data.explain.mostCalls)
  })

  test('and tells what the source does not decide, and what to filter on instead', async () => {
    const query =
      '{ customers(first: 5, sources: ["salesforce"], where: { name: { contains: "a" } }) { nodes { name } } }'
    const [step] = (await explain(query)).data.explain.fields[0].steps
    expect(step.residual).toBe('name contains "a"')
    expect(step.filterOn.length).toBeGreaterThan(0)
    expect(step.mostRows).toBeGreaterThan(6)
  })

  test('and what is held already', async () => {
    const query = '{ customers(first: 5, sources: ["netsuite-us"]) { nodes { name } } }'
    expect((await explain(query)).data.explain).toMatchObject({ calls: 1 })
    await world.ask(query)
    const { data } = await explain(query)
    expect(data.explain).toMatchObject({ calls: 0, fields: [{ steps: [{ isHeld: true, calls: 0 }] }] })
  })

  test('and what part of a daily quota it would take, and of what is left of it', async () => {
    await world.ask('{ opportunities(first: 1) { nodes { name } } }')
    const { data } = await explain('{ customers(first: 5, sources: ["salesforce"]) { nodes { name } } }')
    const [limit] = data.explain.sources[0].limits
    expect(limit).toMatchObject({ kind: 'QUOTA' })
    expect(limit.share).toBeCloseTo(data.explain.calls / limit.limit, 12)
    expect(limit.remaining).toBeLessThan(limit.limit)
    expect(limit.shareOfRemaining).toBeCloseTo(data.explain.calls / limit.remaining, 12)
    expect(data.explain.text).toContain(`% of what is left (${limit.remaining} of ${limit.limit})`)
  })

  test('as text and as a chart', async () => {
    const { text, mermaid } = (await explain(page)).data.explain
    expect(text).toMatch(/^\d+ calls predicted, \d+ at most, of 20 allowed/)
    expect(text).toContain('#1 children Invoice of sap-eu for customers.invoices after #0')
    expect(mermaid.split('\n')[0]).toBe('flowchart LR')
    expect(mermaid).toContain('f0s0 --> f0s1')
  })

  test('of profiles and views too, whose steps are bounded and no reason to refuse them', async () => {
    const customer = (await world.ask('{ customers(first: 1, sources: ["sap-eu"]) { nodes { id } } }')).data.customers
      .nodes[0].id
    const question = `{
      customerProfile(record: "${customer}") { displayName records { name } salesOrders(first: 3) { nodes { number } } }
      receivablesAging(customer: "${customer}") { groups { total { amount } } }
      pipeline { groups { source } }
    }`
    const { explain: told } = (await explain(question)).data
    expect(told.fields.map(({ executor }: { executor: string }) => executor)).toEqual(['PLAN', 'PLAN', 'PLAN'])
    expect(told).toMatchObject({ isAllowed: true })
    expect(told.calls).toBeGreaterThan(told.maxSourceCalls)
    expect(told.text).toContain(`ended at the ${told.maxSourceCalls} that are allowed`)
    expect(told.text).toMatch(
      /children SalesOrder of sap-eu for customerProfile.salesOrders.* at most, as it turns out/,
    )
    const [deals] = told.fields[2].steps
    expect(deals).toMatchObject({ kind: 'SCAN', entity: 'Opportunity', isBounded: true })
    expect(deals.native[0]).toContain('FROM Opportunity')
    const { calls, errors } = await world.ask(question)
    expect(errors).toEqual([])
    for (const { source, mostCalls } of told.sources) expect(calls[source as 'sap-eu']).toBeLessThanOrEqual(mostCalls)
  })

  test('by a header, when it comes as it would be asked', async () => {
    const { data, extensions, calls, errors } = await world.ask(page, {}, { 'x-freshet-explain': 'plan' })
    expect({ data, errors, calls: total(calls) }).toEqual({ data: null, errors: [], calls: 0 })
    expect(extensions.explain).toMatchObject({ isAllowed: true, fields: [{ key: 'customers', executor: 'PLAN' }] })
  })

  test.each([
    ['{ customers { nodes { nonsense } } }', undefined, 'not valid'],
    ['{', undefined, ''],
    ['query A { __typename } query B { __typename }', undefined, 'name one operation'],
    [page, 'nonsense', 'JSON'],
  ])('unless it could not be answered: %s', async (query, variables, message) => {
    const ask =
      'query Explain($query: String!, $variables: String) { explain(query: $query, variables: $variables) { calls } }'
    const { data, errors } = await world.ask(ask, { query, variables })
    expect(data).toBeNull()
    expect(errors).toMatchObject([{ path: ['explain'], extensions: { code: 'BAD_REQUEST' } }])
    expect(errors[0]!.message).toContain(message)
  })
})

const wide = (aliases: number) =>
  `{ ${Array.from({ length: aliases }, (_, i) => `c${i}: customers(first: ${i + 1}) { nodes { name } }`).join(' ')} }`

describe('a budget of calls', () => {
  test('refuses before the first call what would break it, with the plan', async () => {
    const { data, errors, calls } = await world.ask(wide(6))
    expect({ data, calls: total(calls) }).toEqual({ data: null, calls: 0 })
    expect(errors).toMatchObject([
      { extensions: { code: 'QUERY_TOO_COSTLY', plan: { calls: expect.any(Number), isAllowed: false } } },
    ])
    expect(errors[0]!.message).toContain('20 are allowed')
  })

  test('is larger for roles and lanes that are given more, and smaller for a caller who says so', async () => {
    expect((await world.ask(wide(6), {}, { 'x-freshet-lane': 'batch' })).errors).toEqual([])
    const { errors, calls } = await world.ask(wide(1), {}, { 'x-freshet-max-source-calls': '1' })
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY' } }])
    expect(total(calls)).toBe(0)
  })

  test('ends a question that needs more pages than were foreseen, and shows the rest', async () => {
    // Logins that are over by now would be found out by calls of their own.
    await world.ask('{ warehouses(first: 1) { nodes { code } } opportunities(first: 1) { nodes { name } } }')
    // Sorted here, so that all is read: the first page is what is predicted.
    const query =
      '{ items(first: 5, sources: ["odoo-at"], orderBy: [{ name: ASC }]) { nodes { sku } } customers(first: 1, sources: ["salesforce"]) { nodes { id } } }'
    const { data, errors, calls, extensions } = await world.ask(query, {}, { 'x-freshet-max-source-calls': '2' })
    expect(total(calls)).toBeLessThanOrEqual(2)
    expect(extensions.cost.maxSourceCalls).toBe(2)
    if (errors.length > 0)
      expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY', source: 'odoo-at' } }])
    expect(data.customers.nodes).toHaveLength(1)
  })
})

test('every answer says what it cost, and what is left', async () => {
  const { extensions, calls } = await world.ask(
    '{ customers(first: 5, sources: ["salesforce", "sap-eu"]) { nodes { name } } }',
  )
  expect(extensions.cost).toMatchObject({ calls: total(calls), maxSourceCalls: 20 })
  expect(extensions.cost.sources.salesforce.calls).toBe(calls.salesforce)
  expect(Object.values(extensions.cost.sources.salesforce.remaining)[0]).toBeGreaterThan(0)
})
