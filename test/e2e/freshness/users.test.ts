import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Asked, openWorld, type World } from '../world.ts'

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')

/** A query of the README, as a reader would copy it. */
const queryOf = (name: string): string =>
  readme
    .split('```graphql\n')
    .find((text) => text.startsWith(`query ${name} `))!
    .split('```')[0]!

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const minute = 60_000

interface Stamp {
  readonly servedFrom: string
  readonly ageSeconds: number
  readonly fetchedAt: string
}
const stamps = (nodes: readonly { meta: Stamp }[]): Stamp[] => nodes.map(({ meta }) => meta)
const originsOf = (nodes: readonly { meta: Stamp }[]) => new Set(stamps(nodes).map(({ servedFrom }) => servedFrom))
const statesOf = ({ extensions }: Asked) =>
  new Set(Object.values(extensions.freshness as Record<string, { state: string }>).map(({ state }) => state))
const callsSoFar = () => Object.entries(world.simulators).map(([name, { calls }]) => [name, calls] as const)

test('a dashboard is shown what is too old, with its label, and what was read behind it the next time', async () => {
  const query = queryOf('Dashboard')
  const first = await world.ask(query)
  expect(first.errors).toEqual([])
  expect(originsOf(first.data.invoices.nodes)).toEqual(new Set(['LIVE']))

  world.advance(3 * minute)
  const before = new Map(callsSoFar())
  const second = await world.ask(query)
  expect(originsOf(second.data.invoices.nodes)).toEqual(new Set(['STALE_CACHE']))
  expect(stamps(second.data.invoices.nodes).every(({ ageSeconds }) => ageSeconds >= 180)).toBe(true)
  expect(statesOf(second)).toEqual(new Set(['STALE']))
  expect(second.headers.get('cache-control')).toBe('no-store')
  for (const member of Object.values(second.extensions.freshness)) expect(member).toMatchObject({ calls: 0 })

  // What is read behind the answer lands soon; until then the label stays, and nobody starts another read.
  let third = await world.ask(query)
  while (statesOf(third).has('STALE')) third = await world.ask(query)
  expect(originsOf(third.data.invoices.nodes)).toEqual(new Set(['CACHE']))
  expect(stamps(third.data.invoices.nodes).every(({ ageSeconds }) => ageSeconds < 60)).toBe(true)
  const behind = Object.fromEntries(callsSoFar().map(([name, calls]) => [name, calls - before.get(name)!]))
  expect(behind).toEqual(first.calls)
})

test('a sales tool sees what the systems said for this very question', async () => {
  const query = queryOf('SalesTool')
  const first = await world.ask(query)
  const askedAt = Date.parse(first.data.itemProfile.stock.nodes[0].meta.fetchedAt)
  world.advance(1_000)
  const { data, errors, calls, extensions } = await world.ask(query)
  expect(errors).toEqual([])
  expect(data.itemProfile.stock.nodes.length).toBeGreaterThan(0)
  expect(originsOf(data.itemProfile.stock.nodes)).toEqual(new Set(['LIVE']))
  for (const { fetchedAt } of stamps(data.itemProfile.stock.nodes))
    expect(Date.parse(fetchedAt)).toBeGreaterThanOrEqual(askedAt + 1_000)
  expect(calls).toEqual(first.calls)
  for (const source of new Set<string>(
    data.itemProfile.stock.nodes.map((node: { meta: { source: { name: string } } }) => node.meta.source.name),
  ))
    expect(extensions.freshness[source]).toMatchObject({ state: 'LIVE', coalesced: 0 })
})

test('an analyst is answered from what is held for an hour, and not for longer', async () => {
  const query = queryOf('Analyst')
  const first = await world.ask(query)
  expect(first.errors).toEqual([])
  world.advance(59 * minute)
  const held = await world.ask(query)
  expect(Object.values(held.calls).every((count) => count === 0)).toBe(true)
  expect(originsOf(held.data.warehouses.nodes)).toEqual(new Set(['CACHE']))
  world.advance(2 * minute)
  const renewed = await world.ask(query)
  expect(renewed.calls).toEqual(first.calls)
  expect(originsOf(renewed.data.warehouses.nodes)).toEqual(new Set(['LIVE']))
  // Who says nothing goes on believing for a day.
  world.advance(61 * minute)
  const patient = await world.ask(query.replace(' @freshness(maxAge: "1h")', ''))
  expect(Object.values(patient.calls).every((count) => count === 0)).toBe(true)
})
