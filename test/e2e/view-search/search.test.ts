import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nameOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const search = /* GraphQL */ `
  query ($text: String!, $types: [SearchType!], $first: Int) {
    search(text: $text, types: $types, first: $first) {
      hits { id type source rank field value title record { id ... on Customer { name } } }
      complete sourceResults { source status rows calls }
    }
  }
`

interface Hit {
  readonly id: string
  readonly source: string
  readonly rank: 'EXACT' | 'PREFIX' | 'CONTAINS'
  readonly value: string
  readonly record: { readonly id: string; readonly name: string }
}

const ranks = ['EXACT', 'PREFIX', 'CONTAINS']
const customer = () => world.company.customers[5]!

test('a name finds the customer in every system that has it', async () => {
  const text = customer().name
  const { data, errors } = await world.ask(search, { text, types: ['CUSTOMER'] })
  expect(errors).toEqual([])
  const exact = data.search.hits.filter(({ rank }: Hit) => rank === 'EXACT') as Hit[]
  expect(new Set(exact.map(({ source }) => source)).size).toBeGreaterThan(1)
  for (const hit of exact) expect(hit).toMatchObject({ value: text, record: { id: hit.id, name: text } })
})

test('a word in small letters finds what begins with a capital', async () => {
  const [word] = customer().name.split(' ') as [string]
  const { data } = await world.ask(search, { text: word.toLowerCase(), types: ['CUSTOMER'], first: 100 })
  const { data: written } = await world.ask(search, { text: word, types: ['CUSTOMER'], first: 100 })
  const ids = (hits: readonly Hit[]) => hits.map(({ id }) => id)
  expect(ids(data.search.hits)).toEqual(expect.arrayContaining(ids(written.search.hits)))
  expect(written.search.hits.length).toBeGreaterThan(0)
})

test('the best finds come first, and those of equal rank alternate between the systems', async () => {
  const text = customer().name.slice(0, 3)
  const { data } = await world.ask(search, { text, types: ['CUSTOMER'], first: 100 })
  const hits = data.search.hits as Hit[]
  const places = hits.map(({ rank }) => ranks.indexOf(rank))
  expect(places).toEqual([...places].sort())
  for (const { rank, value } of hits) {
    const at = value.toLowerCase().indexOf(text.toLowerCase())
    expect(at === 0 ? ['EXACT', 'PREFIX'] : ['CONTAINS']).toContain(rank)
    expect(at).toBeGreaterThanOrEqual(0)
  }
  const first = hits.filter(({ rank }) => rank === hits[0]!.rank)
  const sources = new Set(first.map(({ source }) => source))
  expect(sources.size).toBeGreaterThan(1)
  expect(new Set(first.slice(0, sources.size).map(({ source }) => source))).toEqual(sources)
})

test('an article number is found, and each system is asked once for each type', async () => {
  const { sku } = world.company.items[0]!
  const { data, errors, calls } = await world.ask(search.replace(/record \{.*\} \}\n/, '}\n'), {
    text: sku,
    types: ['ITEM'],
  })
  expect(errors).toEqual([])
  expect(data.search.hits[0]).toMatchObject({ rank: 'EXACT', field: 'sku', value: sku })
  expect(Math.max(...Object.values(calls))).toBe(1)
})

test('every find is in the system that is named, under its key there', async () => {
  const { data } = await world.ask(search, { text: 'an' })
  expect(data.search.hits.length).toBeGreaterThan(5)
  for (const { id, source, record } of data.search.hits as Hit[]) {
    expect(nameOf(id).startsWith(`${source} `)).toBe(true)
    expect(record.id).toBe(id)
  }
})

test.each(['salesforce', 'sap-eu', 'netsuite-us', 'odoo-at'])('without %s the others still find', async (stopped) => {
  await world.simulators[stopped]!.down()
  const { data } = await world.ask(search, { text: 'an', types: ['CUSTOMER'] }, { 'cache-control': 'no-cache' })
  const { hits, complete, sourceResults } = data.search
  expect(complete).toBe(false)
  expect(sourceResults).toContainEqual(expect.objectContaining({ source: stopped, status: 'UNAVAILABLE' }))
  expect(hits.length).toBeGreaterThan(0)
  expect(hits.map(({ source }: Hit) => source)).not.toContain(stopped)
})

test.each(['', ' a ', 'x'.repeat(101)])('%j is no text to search for', async (text) => {
  const { errors } = await world.ask(search, { text })
  expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_REQUEST' } })
})
