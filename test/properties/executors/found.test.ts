import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Asked, SourceFault } from './ask.ts'
import { type Duel, openDuel } from './duel.ts'

/** Questions that the property beside this file found to be answered wrongly, by one executor or by both. */
let duel: Duel
beforeAll(async () => {
  duel = await openDuel()
})
afterAll(() => duel?.close())

const asked = (query: string, faults: readonly SourceFault[] = [], variables = {}): Promise<Asked> => {
  duel.begin()
  return duel.both([{ query, variables, headers: {} }], faults)
}

const idOf = (type: string): string => duel.pool.ids.get(type)![0]!

test('a merged list tells whether there is a page before it, and where it starts', async () => {
  const page = 'pageInfo { hasPreviousPage startCursor endCursor } edges { cursor }'
  const first = (await asked(`{ customers(first: 2) { ${page} } }`)).answers[0]!.body
  expect(first.errors).toBeUndefined()
  expect(first.data.customers.pageInfo).toMatchObject({
    hasPreviousPage: false,
    startCursor: first.data.customers.edges[0].cursor,
  })
  const after = first.data.customers.pageInfo.endCursor
  const next = (await asked(`{ customers(first: 2, after: "${after}") { ${page} } }`)).answers[0]!.body
  expect(next.data.customers.pageInfo.hasPreviousPage).toBe(true)
})

test('a profile that cannot be read is an error at its own place', async () => {
  const query = `{ customerProfile(id: "${idOf('CustomerProfile')}") { complete } }`
  const { body } = (await asked(query, [{ source: 'salesforce', fault: { kind: 'html' } }])).answers[0]!
  expect(body.data.customerProfile).toBeNull()
  expect(body.errors[0].path).toEqual(['customerProfile'])
})
