import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AdminActed } from '../../../gateway/server/index.ts'
import { openWorld, type World } from '../world.ts'

const token = 'CANARY-an-admin-token-of-the-tests'
const administrator = { authorization: `Bearer ${token}` }
const invalidate = /* GraphQL */ `
  mutation Changed($source: String!, $entity: String, $id: ID) {
    invalidate(source: $source, entity: $entity, id: $id) { source entity id reach }
  }
`
const customers = '{ customers(first: 2, sources: ["sap-eu"]) { nodes { id } } }'

let world: World
let audit: AdminActed[] = []
const listen = (message: unknown) => void audit.push(message as AdminActed)

beforeAll(async () => {
  world = await openWorld({ change: (options) => ({ ...options, adminToken: token }) })
  subscribe('freshet.server.admin', listen)
})
afterAll(async () => {
  unsubscribe('freshet.server.admin', listen)
  await world.close()
})

const change = (variables: object, headers: Record<string, string> = administrator) => {
  audit = []
  return world.ask(invalidate, variables as Record<string, unknown>, headers)
}

describe('an administrator, by mutation,', () => {
  test('has what was read of a source forgotten', async () => {
    await world.ask(customers)
    expect((await world.ask(customers)).calls['sap-eu']).toBe(0)
    const { data, errors, headers } = await change({ source: 'sap-eu' })
    expect({ data, errors }).toEqual({
      data: { invalidate: { source: 'sap-eu', entity: null, id: null, reach: 'ALL_REPLICAS' } },
      errors: [],
    })
    expect(headers.get('cache-control')).toContain('no-store')
    expect(audit).toMatchObject([{ action: 'invalidate', outcome: 'done', invalidation: { source: 'sap-eu' } }])
    expect(audit[0]!.from).toMatch(/^127\.0\.0\.1:\d+$/)
    expect((await world.ask(customers)).calls['sap-eu']).toBe(1)
  })

  test('has one record forgotten, and the others believed', async () => {
    const [first, second] = (await world.ask(customers)).data.customers.nodes as { id: string }[]
    const named = (id: string) => world.ask('query Named($id: ID!) { customer(id: $id) { name } }', { id })
    await Promise.all([named(first!.id), named(second!.id)])
    const { data } = await change({ source: 'sap-eu', id: first!.id })
    expect(data.invalidate).toMatchObject({ source: 'sap-eu', entity: 'Customer' })
    expect((await named(second!.id)).calls['sap-eu']).toBe(0)
    expect((await named(first!.id)).calls['sap-eu']).toBe(1)
  })

  test.each([
    [{ source: 'sap' }, '"sap" is not a source'],
    [{ source: 'sap-eu', entity: 'Client' }, '"Client" is not an entity'],
    [{ source: 'sap-eu', id: '1' }, 'A key means a record only with its entity'],
  ])('is told what is wrong with %j', async (variables, message) => {
    const { data, errors } = await change(variables)
    expect(data).toBeNull()
    expect(errors).toMatchObject([{ path: ['invalidate'], extensions: { code: 'BAD_REQUEST' } }])
    expect(errors[0]!.message).toContain(message)
    expect(audit.map(({ outcome }) => outcome)).toEqual(['refused'])
  })
})

describe('anybody else', () => {
  test.each([{}, { authorization: 'Bearer guessed' }, { authorization: token }])(
    'with %j is refused',
    async (shown) => {
      await world.ask(customers)
      const { data, errors } = await change({ source: 'sap-eu' }, shown as Record<string, string>)
      expect(data).toBeNull()
      expect(errors).toMatchObject([{ path: ['invalidate'], extensions: { code: 'UNAUTHENTICATED' } }])
      expect(JSON.stringify(errors)).not.toContain('CANARY')
      expect(audit.map(({ outcome }) => outcome)).toEqual(['refused'])
      expect((await world.ask(customers)).calls['sap-eu']).toBe(0)
    },
  )

  test('may not change anything by an address that a link could lead to', async () => {
    const query = encodeURIComponent('mutation { invalidate(source: "sap-eu") { reach } }')
    const response = await fetch(`${world.url}/graphql?query=${query}`, {
      headers: { ...administrator, 'x-freshet-csrf': '1' },
    })
    expect(response.status).toBe(405)
  })
})

test('without a configured token nobody administers', async () => {
  const other = await openWorld()
  try {
    const { errors } = await other.ask(invalidate, { source: 'sap-eu' }, administrator)
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  } finally {
    await other.close()
  }
})
