import type { GraphQLResolveInfo } from 'graphql'
import { expect, test } from 'vitest'
import { decodeGlobalId, encodeGlobalId, type SourceKey, type SourceName } from '../../gateway/connector/index.ts'
import type { Card } from '../../gateway/identity/index.ts'
import type { Ask, GatewayContext } from '../../gateway/stitch/context.ts'
import { mostFollowed, mostRoundsAtOnce, mostRoundsOfAll } from '../../gateway/stitch/profile/bounds.ts'
import { Discovery } from '../../gateway/stitch/profile/discovery.ts'

const idOf = (source: string, key: number | string) =>
  encodeGlobalId({ type: 'Customer', source: source as SourceName, key: `${key}` as SourceKey })

/** Two systems whose records name each other; `names` says which keys of the other one a record has. */
function open(names: (source: string, key: number) => readonly number[]) {
  const asked: string[] = []
  const other = (source: string) => (source === 'crm' ? 'erp' : 'crm')
  const cardOf = (id: string): Card => {
    const { source, key } = decodeGlobalId(id)!
    const identifiers = names(source, Number(key)).map((value) => ({
      scheme: `EXTERNAL:${other(source)}`,
      value: `${value}`,
    }))
    return { id, name: id, identifiers }
  }
  const asks: Ask = async ({ source, field, args }) => {
    asked.push(source)
    return field === '_customersByIds'
      ? (args.ids as string[]).map(cardOf)
      : { edges: [], pageInfo: { hasNextPage: false, endCursor: null } }
  }
  const subschema = { transformedSchema: { getQueryType: () => ({ getFields: () => ({ _customersByIds: {} }) }) } }
  const sourceOf = (name: string) => ({
    name,
    entities: { Customer: {} },
    externalKeys: { Customer: { [other(name)]: 'key' } },
    maxScanRows: 1_000,
  })
  const subschemas = new Map(['crm', 'erp'].map((name) => [name, { source: sourceOf(name), subschema }]))
  // What of a request is looked at to find out who is who.
  const context = { subschemas, asks, batches: new Map(), skuNamespaces: [], scope: { freshness: {} } }
  const info = { fieldNodes: [], path: { key: 'x', prev: undefined }, operation: { selectionSet: { selections: [] } } }
  const given = [context as unknown as GatewayContext, info as unknown as GraphQLResolveInfo] as const
  return { discovery: new Discovery('Customer', 1, new Map(), ...given), asked }
}

/** crm 1 → erp 1 → crm 2 → erp 2 … */
const chain = (source: string, key: number): readonly number[] => [source === 'crm' ? key : key + 1]

test('a chain of links is followed for some rounds, and then it is said that more may be missing', async () => {
  const { discovery } = open(chain)
  await discovery.follow([idOf('crm', 1)])
  expect(discovery.isComplete).toBe(false)
  expect(discovery.facts.size).toBe(mostRoundsAtOnce)
  expect([...discovery.failures.values()].map(({ message }) => message)).toEqual([
    'Too many records lead to Customer records of the source "crm": some that are the same may be missing.',
  ])
})

test('a search that is taken up again and again has rounds enough for one more, and no further', async () => {
  const { discovery } = open(chain)
  for (let i = 0; i < 5; i++) await discovery.follow([idOf('crm', i * 10 + 1)])
  expect(discovery.facts.size).toBe(mostRoundsOfAll)
})

test('of records without number no more are read than were told beforehand', async () => {
  const { discovery } = open((source) => (source === 'crm' ? Array.from({ length: 1_000 }, (_, i) => i) : []))
  await discovery.follow([idOf('crm', 1)])
  const bySource = Map.groupBy(discovery.facts.keys(), (id) => decodeGlobalId(id)!.source)
  expect(bySource.get('erp' as SourceName)).toHaveLength(mostFollowed)
  expect(discovery.isComplete).toBe(false)
  expect([...discovery.failures.keys()]).toEqual(['erp'])
})

test('what comes to an end is whole', async () => {
  const { discovery, asked } = open((source, key) => (source === 'crm' && key === 1 ? [7] : []))
  await discovery.follow([idOf('crm', 1)])
  expect(discovery.isComplete).toBe(true)
  expect(discovery.failures.size).toBe(0)
  expect(discovery.facts.size).toBe(2)
  expect(asked.length).toBeGreaterThan(1)
})
