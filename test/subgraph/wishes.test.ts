import { execute, parse, print, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import type { Source, SourceName } from '../../gateway/connector/index.ts'
import { createScope, type Freshness, type SourceReader } from '../../gateway/read/index.ts'
import type { GatewayContext } from '../../gateway/stitch/context.ts'
import { createGatewaySchema, withoutProfiles } from '../../gateway/stitch/gateway-schema.ts'
import { buildSubgraph, createSubgraphContext } from '../../gateway/stitch/subgraph/index.ts'
import { createSubschemas } from '../../gateway/stitch/subschemas.ts'
import { noRates } from '../../gateway/views/rates.ts'
import { askSchema, idOf, newScope, noon, sdl } from './ask.ts'
import { companySource, rows } from './data.ts'
import { fakeReader } from './fake-reader.ts'

interface Heard {
  /** What was read, and what was wished of it. */
  readonly wishes: [string, Freshness | undefined][]
  readonly reader: SourceReader
}

/** A reader that takes down how fresh it was asked to be. */
function hearing(source: Source = companySource()): Heard {
  const wishes: Heard['wishes'] = []
  const inner = fakeReader(source, rows)
  const note =
    <Q extends { readonly freshness?: Freshness | undefined }, R>(
      name: (query: Q) => string,
      verb: (query: Q, scope: never) => R,
    ) =>
    (query: Q, scope: never): R => {
      wishes.push([name(query), query.freshness])
      return verb(query, scope)
    }
  return {
    wishes,
    reader: {
      ...inner,
      list: note(({ entity }) => entity, inner.list as never),
      lookup: note(({ entity }) => entity, inner.lookup as never),
      children: note(({ relation }) => relation, inner.children as never),
    } as SourceReader,
  }
}

async function heard(query: string, { schema = sdl, variables = {}, freshness = {} as Freshness } = {}) {
  const { reader, wishes } = hearing()
  const scope = { ...newScope(), freshness }
  const { errors } = await askSchema(buildSubgraph(reader, schema), query, { variables, scope })
  expect(errors).toEqual([])
  return wishes
}

const seconds = (count: number) => ({ maxAgeMillis: count * 1_000, onStale: 'REFETCH', staleIfErrorMillis: 0 })

describe('a wish of a field', () => {
  test('holds for it and for all below, until a narrower one', async () => {
    const wishes = await heard(`{
      customers(first: 1) @freshness(maxAge: "30s") { nodes {
        name
        contacts(first: 1) { nodes { fullName customer { name } } }
        invoices(first: 1) @freshness(maxAge: "5s", onStale: SERVE) { nodes { number } }
      } }
    }`)
    expect(Object.fromEntries(wishes)).toMatchObject({
      Customer: seconds(30),
      contacts: seconds(30),
      invoices: { maxAgeMillis: 5_000, onStale: 'SERVE' },
    })
  })

  test('is laid over the request’s word by word, through fragments and variables', async () => {
    const query = `query ($age: Duration) { ...roots } fragment roots on Query { all: customers(first: 1) @freshness(maxAge: $age, onStale: FAIL) { nodes { name } } }`
    const freshness = { onlyIfCached: true, maxAgeMillis: 1 }
    const wishes = await heard(query, { variables: { age: '2m' }, freshness })
    expect(wishes).toEqual([['Customer', { onlyIfCached: true, maxAgeMillis: 120_000, onStale: 'FAIL' }]])
  })

  test('that names an age does not inherit the patience around it', async () => {
    const freshness = { onStale: 'SERVE', staleIfErrorMillis: 60_000 } as const
    const wishes = await heard('{ customers(first: 1) @freshness(maxAge: "0s") { nodes { name } } }', { freshness })
    expect(wishes).toEqual([['Customer', seconds(0)]])
  })

  test('on a plain field, or on the way to it, holds for the record, where it is stricter', async () => {
    const strict = 'customers(first: 1) @freshness(maxAge: "30s")'
    for (const query of [
      `{ ${strict} { nodes { id name @freshness(maxAge: "5s") } } }`,
      `{ ${strict} { nodes @freshness(maxAge: "5s") { name } } }`,
      `{ ${strict} { edges { node @freshness(maxAge: "5s") { name } } } }`,
      `{ ${strict} { nodes { name meta { fetchedAt @freshness(maxAge: "5s") } } } }`,
    ])
      expect(await heard(query)).toEqual([['Customer', expect.objectContaining({ maxAgeMillis: 5_000 })]])
    const loose = await heard(`{ ${strict} { nodes { name @freshness(maxAge: "1h", onStale: SERVE) } } }`)
    expect(loose).toEqual([['Customer', expect.objectContaining({ maxAgeMillis: 30_000, onStale: 'REFETCH' })]])
  })

  test('of one place in a query is not that of another', async () => {
    const wishes = await heard(`{
      a: customers(first: 1) @freshness(maxAge: "1s") { nodes { name } }
      b: customers(first: 1) { nodes { name } }
    }`)
    expect(wishes.map(([, wish]) => wish?.maxAgeMillis)).toEqual([1_000, undefined])
  })

  test('that is no duration is refused before anything is read', () => {
    const schema = buildSubgraph(hearing().reader, sdl)
    const refused = (age: string) =>
      validate(schema, parse(`{ customers @freshness(maxAge: ${age}) { nodes { id } } }`))
    expect(['"30"', '"1.5s"', '30', '"-1s"'].map((age) => refused(age).length)).toEqual([1, 1, 1, 1])
    expect(refused('"30s"')).toEqual([])
  })
})

describe('what the schema calls live', () => {
  const liveField = sdl.replace(/(type Customer[^{]*\{[\s\S]*?\n {2}name: [^\n]*)/, '$1 @live')
  const liveType = sdl.replace(/(type Contact implements [^{@]*)/, '$1@live ')
  const liveRelation = sdl.replace(
    /(type Customer[^{]*\{[\s\S]*?\n {2}contacts\([\s\S]*?\): ContactConnection)/,
    '$1 @live',
  )

  test.each([
    ['field', liveField, 'Customer'],
    ['type', liveType, 'contacts'],
    ['relation', liveRelation, 'contacts'],
  ])('by a %s is live whatever the caller wishes, and nothing else is', async (_kind, schema, live) => {
    const query = `{ customers(first: 1) @freshness(maxAge: "1h", onStale: SERVE) { nodes { number name contacts(first: 1) { nodes { fullName } } } } }`
    const wishes = await heard(query, { schema })
    expect(wishes.map(([name, wish]) => [name, wish?.live ?? false])).toEqual(
      expect.arrayContaining([
        [live, true],
        [live === 'Customer' ? 'contacts' : 'Customer', false],
      ]),
    )
  })

  test('costs nobody anything who does not select it', async () => {
    const wishes = await heard('{ customers(first: 1) { nodes { number } } }', { schema: liveField })
    expect(wishes).toEqual([['Customer', {}]])
  })
})

describe('through the gateway', () => {
  async function stitched(query: string, freshness: Freshness = {}) {
    const { reader, wishes } = hearing()
    const document = parse(sdl, { noLocation: true })
    const subgraph = buildSubgraph(reader, print(withoutProfiles(document)))
    const subschemas = createSubschemas([{ source: reader.source, schema: subgraph }])
    const schema = createGatewaySchema(document, subschemas, {
      sourceStates: async () => [],
      invalidate: async () => null,
      explain: () => null,
    })
    const scope = createScope({ lane: 'interactive', deadline: Number.POSITIVE_INFINITY, freshness })
    const contextValue: GatewayContext = {
      ...createSubgraphContext(scope, () => noon),
      ...{
        subschemas,
        reports: [],
        skuNamespaces: [],
        batches: new Map(),
        requestId: 'r',
        isExplainOnly: false,
        maxSourceCalls: 50,
      },
      views: { rates: noRates, overLimit: 'REVIEW', newId: () => 'decision' },
    }
    expect(validate(schema, parse(query))).toEqual([])
    const { errors } = await execute({ schema, document: parse(query), contextValue })
    expect(errors ?? []).toEqual([])
    return wishes
  }
  const id = idOf('Customer', 'C1', 'erp' as SourceName)

  test.each([
    ['a merged list', '{ customers(first: 1) @freshness(maxAge: "7s") { nodes { name } } }'],
    ['the nodes of a merged list', '{ customers(first: 1) { nodes @freshness(maxAge: "7s") { name } } }'],
    ['the edges of a merged list', '{ customers(first: 1) { edges @freshness(maxAge: "7s") { node { name } } } }'],
    ['a record', `{ customer(id: "${id}") @freshness(maxAge: "7s") { name } }`],
    ['a plain field of a record', `{ customer(id: "${id}") { name @freshness(maxAge: "7s") } }`],
    [
      'a profile, and all that it is made of',
      `{ customerProfile(record: "${id}") @freshness(maxAge: "7s") { displayName records { name } invoices(first: 1) { nodes { number } } } }`,
    ],
  ])('%s is heard in the subgraph', async (_what, query) => {
    const wishes = await stitched(query)
    expect(wishes.length).toBeGreaterThan(0)
    expect(wishes.map(([name, wish]) => [name, wish?.maxAgeMillis])).toEqual(wishes.map(([name]) => [name, 7_000]))
  })

  test('a narrower wish inside a profile, or a record, holds there only', async () => {
    const query = `{
      customerProfile(record: "${id}") { displayName invoices(first: 1) @freshness(maxAge: "0s") { nodes { number } } }
      customer(id: "${id}") { name contacts(first: 1) @freshness(maxAge: "3s") { nodes { fullName } } }
    }`
    const wishes = await stitched(query, { maxAgeMillis: 60_000 })
    const ages = (wanted: string) => [
      ...new Set(wishes.filter(([name]) => name === wanted).map(([, wish]) => wish?.maxAgeMillis)),
    ]
    expect([ages('Customer'), ages('invoices'), ages('contacts')]).toEqual([[60_000], [0], [3_000]])
  })
})
