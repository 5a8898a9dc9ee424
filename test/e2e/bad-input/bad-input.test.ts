import { afterAll, beforeAll, expect, test } from 'vitest'
import { idOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const bad: readonly [string, string, RegExp, Record<string, unknown>?][] = [
  ['an unknown field', '{ customers { nodes { shoeSize } } }', /shoeSize/],
  ['an unknown operator', '{ customers(where: { name: { soundsLike: "x" } }) { complete } }', /soundsLike/],
  ['an unknown filter field', '{ customers(where: { shoeSize: { eq: "x" } }) { complete } }', /shoeSize/],
  ['a cursor that is none', '{ customers(after: "zebra") { complete } }', /zebra/],
  ['first below zero', '{ customers(first: -1) { complete } }', /-1/],
  ['first above the most', '{ customers(first: 100000) { complete } }', /100000/],
  ['a malformed id', '{ customer(id: "zebra") { name } }', /zebra/],
  ['an id of another type', '{ invoice(id: $id) { number } }', /Invoice/],
  ['an unknown source', '{ customers(sources: ["zebra"]) { complete } }', /zebra.*salesforce/],
  ['a null in a filter', '{ customers(where: { name: { eq: null } }) { complete } }', /isNull/],
  ['no argument where one is needed', '{ customerProfile { id } }', /exactly one/],
  ['two arguments where one is needed', '{ itemProfile(sku: "x", record: "y") { id } }', /exactly one/],
  [
    'a float for a decimal',
    'query ($x: Decimal!) { invoices(where: { open: { document: { amount: { gt: $x } } } }) { complete } }',
    /[Qq]uot|string|text/,
    { x: 1.5 },
  ],
  ['a malformed date', '{ invoices(where: { dueDate: { lt: "31.12.2026" } }) { complete } }', /31\.12\.2026/],
]

test.each(bad)(
  '%s is refused with a message that names it, and no system is called',
  async (_name, query, message, variables = {}) => {
    const id = idOf('Customer', 'salesforce', world.company.customers[0]!.keys.salesforce!)
    const text = query.includes('$id') ? `query ($id: ID!) ${query}` : query
    const { errors, calls } = await world.ask(text, query.includes('$id') ? { id } : variables)
    expect(errors.length).toBeGreaterThan(0)
    expect(errors[0]!.extensions.code).toBe('BAD_REQUEST')
    expect(errors[0]!.message).toMatch(message)
    expect(Object.values(calls).every((count) => count === 0)).toBe(true)
  },
)

test('a filter on what a source does not tell is refused for that source, and answered by the others', async () => {
  const { data, errors } = await world.ask(
    '{ customers(first: 5, where: { owner: { eq: "Nobody" } }, sources: ["salesforce", "sap-eu"]) { complete sourceResults { source status message } } }',
  )
  expect(data.customers.sourceResults).toContainEqual(
    expect.objectContaining({ source: 'sap-eu', status: 'UNSUPPORTED' }),
  )
  expect(data.customers.sourceResults).toContainEqual(expect.objectContaining({ source: 'salesforce', status: 'OK' }))
  expect(errors).toContainEqual(
    expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNSUPPORTED', source: 'sap-eu' }) }),
  )
})

test('a cursor of another list is refused', async () => {
  const page = await world.ask('{ customers(first: 1) { pageInfo { endCursor } } }')
  const after = page.data.customers.pageInfo.endCursor
  const { errors } = await world.ask(
    'query ($after: String) { customers(first: 1, after: $after, orderBy: [{ meta: { sourceCreatedAt: ASC } }]) { complete } }',
    { after },
  )
  expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_REQUEST' } })
})

test('a type that a named source does not serve is UNSUPPORTED there, not empty', async () => {
  const { data, errors, calls } = await world.ask(
    '{ invoices(sources: ["salesforce"]) { nodes { id } complete sourceResults { source status message } } }',
  )
  expect(errors).toEqual([])
  expect(data.invoices).toEqual({
    nodes: [],
    complete: false,
    sourceResults: [
      { source: 'salesforce', status: 'UNSUPPORTED', message: 'The source "salesforce" does not serve Invoice.' },
    ],
  })
  expect(calls.salesforce).toBe(0)
})

test('a relation that a source does not serve is UNSUPPORTED inside the record, and costs no call', async () => {
  const { data, errors, calls } = await world.ask(
    '{ customers(first: 2, sources: ["salesforce"]) { nodes { name invoices { nodes { id } complete sourceResults { source status } } } } }',
  )
  expect(errors).toEqual([])
  for (const customer of data.customers.nodes) {
    expect(customer.invoices).toEqual({
      nodes: [],
      complete: false,
      sourceResults: [{ source: 'salesforce', status: 'UNSUPPORTED' }],
    })
  }
  expect(calls.salesforce).toBe(1)
})
