import { describe, expect, test } from 'vitest'
import type { NativeRow } from '../../gateway/connector/index.ts'
import { tallyOf } from '../../gateway/read/index.ts'
import { ask, idOf, newScope } from './ask.ts'
import { companySource, row, rows } from './data.ts'
import { fakeReader, type Rows } from './fake-reader.ts'

const fifty = Array.from({ length: 50 }, (_, i) => `C${i}`)
const threeEach = (make: (key: string, owner: string) => NativeRow): NativeRow[] =>
  fifty.flatMap((owner) => [0, 1, 2].map((i) => make(`${owner}-${i}`, owner)))

const many: Rows = {
  Customer: fifty.map((key) => row(key, { name: key, kind: 'PERSON', status: 'ACTIVE', parent: 'C0' })),
  Contact: threeEach((key, customer) => row(key, { fullName: key, customer })),
  Opportunity: threeEach((key, customer) => row(key, { name: key, status: 'OPEN', customer })),
}

describe('a level is one read', () => {
  test('fifty customers with their contacts and deals take three', async () => {
    const reader = fakeReader(companySource(), many)
    const query =
      '{ customers(first: 50) { nodes { name contacts { nodes { fullName } } opportunities { nodes { name } } } } }'
    const { data, errors } = await ask(reader, query)
    expect(errors).toEqual([])
    expect(reader.asked.map(({ verb, entity }) => `${verb} ${entity}`)).toEqual([
      'list Customer',
      'children Contact',
      'children Opportunity',
    ])
    expect(data.customers.nodes[7].contacts.nodes).toEqual([
      { fullName: 'C15-0' },
      { fullName: 'C15-1' },
      { fullName: 'C15-2' },
    ])
  })

  test('and three more for the customers of those contacts, their contacts, and a parent that all share', async () => {
    const reader = fakeReader(companySource(), many)
    await ask(
      reader,
      '{ customers { nodes { contacts { nodes { customer { name contacts { totalCount } parent { industry } } } } } } }',
    )
    expect(
      reader.asked.map(({ verb, entity, keys }) => [verb, entity, (keys as string[] | undefined)?.length]),
    ).toEqual([
      ['list', 'Customer', undefined],
      ['children', 'Contact', 50],
      ['lookup', 'Customer', 50],
      ['children', 'Contact', 50],
      ['lookup', 'Customer', 1],
    ])
  })

  test('with what any of its fields needs, and each key once', async () => {
    const reader = fakeReader(companySource(), rows)
    await ask(reader, '{ contacts { nodes { a: customer { name } b: customer { number } } } }')
    expect(reader.asked.slice(1)).toEqual([
      { verb: 'lookup', entity: 'Customer', keys: ['C1', 'C2'], fields: ['name', 'number'] },
    ])
  })

  test('while other filters and orders are other questions', async () => {
    const reader = fakeReader(companySource(), rows)
    const { data } = await ask(
      reader,
      `{ customer(id: "${idOf('Customer', 'C1')}") {
        first: contacts(first: 1) { nodes { fullName } }
        two: contacts(first: 2) { nodes { lastName } }
        down: contacts(orderBy: [{ fullName: DESC }]) { nodes { fullName } }
        g: contacts(where: { fullName: { startsWith: "G" } }) { nodes { fullName } }
      } }`,
    )
    expect(reader.asked.map(({ verb, fields }) => [verb, fields])).toEqual([
      ['lookup', []],
      ['children', ['fullName', 'lastName']],
      ['children', ['fullName']],
      ['children', ['fullName']],
    ])
    expect(data.customer).toEqual({
      first: { nodes: [{ fullName: 'Ada' }] },
      two: { nodes: [{ lastName: 'Lovelace' }, { lastName: 'Hopper' }] },
      down: { nodes: [{ fullName: 'Grace' }, { fullName: 'Alan' }, { fullName: 'Ada' }] },
      g: { nodes: [{ fullName: 'Grace' }] },
    })
  })

  test('which a request never asks twice', async () => {
    const reader = fakeReader(companySource(), rows)
    await ask(reader, `{ contacts { nodes { customer { contacts { nodes { customer { name } } } name } } } }`)
    expect(reader.asked.map(({ verb, entity }) => `${verb} ${entity}`)).toEqual([
      'list Contact',
      'lookup Customer',
      'children Contact',
    ])
  })
})

describe('a reference of which the key tells enough asks nothing', () => {
  const keyOnly = [
    'id',
    '__typename',
    'meta { source { name kind title region } sourceId sourceObject sourceUrl mappingVersion sourceModifiedPrecision }',
    'id ... on Record { id }',
  ]

  test.each(keyOnly)('%s', async (selection) => {
    const reader = fakeReader(companySource(), rows)
    const { errors } = await ask(reader, `{ contacts { nodes { customer { ${selection} } } } }`)
    expect(errors).toEqual([])
    expect(reader.asked).toHaveLength(1)
  })

  test('nor does a relation below it wait for its record', async () => {
    const reader = fakeReader(companySource(), rows)
    await ask(reader, '{ contacts { nodes { customer { invoices { totalCount } } } } }')
    expect(reader.asked.map(({ verb }) => verb)).toEqual(['list', 'children'])
  })

  test.each(['name', 'meta { fetchedAt }', 'meta { nullReasons { path } }', 'meta { etag }', 'parent { id }'])(
    'but %s asks',
    async (selection) => {
      const reader = fakeReader(companySource(), rows)
      await ask(reader, `{ contacts { nodes { customer { ${selection} } } } }`)
      expect(reader.asked).toHaveLength(2)
    },
  )
})

describe('calls', () => {
  test('are booked on the page that they were made for, each once', async () => {
    const scope = newScope()
    const reader = fakeReader(companySource(), many)
    const query = `{
      customers { sourceResults { calls } nodes { contacts { sourceResults { calls } } } }
      opportunities { sourceResults { calls } }
    }`
    const { data } = await ask(reader, query, { scope })
    const calls = (page: { sourceResults: { calls: number }[] }): number => page.sourceResults[0]!.calls
    expect(calls(data.customers)).toBe(1)
    expect(calls(data.opportunities)).toBe(1)
    const below = data.customers.nodes.map((node: { contacts: never }) => calls(node.contacts))
    expect(below.reduce((sum: number, count: number) => sum + count, 0)).toBe(1)
    expect(tallyOf(scope, 'erp').calls).toBe(3)
  })
})
