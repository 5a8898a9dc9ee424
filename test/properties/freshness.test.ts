import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SourceKey } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { type Freshness, PartlyFailed, type ReadScope, type Served } from '../../gateway/read/index.ts'
import { world } from '../read/world.ts'

/**
 * The freshness contract as laws, under random clocks, writes, faults and wishes. The vendor keeps every version of every row,
 * with the instants between which it was current; an answer is judged by joining it to that history.
 */
const seed = Number(process.env.FRESHET_SEED ?? 20_261_121)
const keys = ['c0', 'c1', 'c2', 'c3', 'c4']

interface Version {
  readonly name: string
  readonly from: number
  until: number
}

/** A vendor whose rows change, and remember when. */
function versioned(staleTime: number) {
  const config = { staleTimeMillis: { Customer: staleTime, Contact: staleTime } }
  const { vendor, runtime, ...rest } = world({ config }, { keepStaleMillis: 500 })
  const history = new Map<string, Version[]>()
  const write = (key: string) => {
    const versions = history.get(key) ?? []
    const name = `${key} version ${versions.length}`
    const at = runtime.now()
    for (const last of versions.slice(-1)) last.until = at
    history.set(key, [...versions, { name, from: at, until: Number.POSITIVE_INFINITY }])
    const customers = [...history].map(([key, all]) => ({ key, name: all.at(-1)!.name, staff: '1', area: null }))
    vendor.tables = { ...vendor.tables, customers: customers.sort((a, b) => (a.key < b.key ? -1 : 1)) }
  }
  for (const key of keys) write(key)
  return { ...rest, runtime, history, write }
}

type World = ReturnType<typeof versioned>

interface Ask {
  readonly kind: 'ask'
  readonly wish: Freshness
  readonly of: readonly string[] | 'list'
  readonly fields: readonly string[]
}

type Step =
  | Ask
  | { readonly kind: 'write'; readonly key: string }
  | { readonly kind: 'advance'; readonly millis: number }
  | { readonly kind: 'hold' | 'release' }
  | { readonly kind: 'fail'; readonly code: 'SOURCE_UNAVAILABLE' | 'SOURCE_THROTTLED' | 'SOURCE_AUTH' }

const millis = fc.option(fc.nat({ max: 120 }), { nil: undefined })
const wishes: fc.Arbitrary<Freshness> = fc.record({
  maxAgeMillis: millis,
  onStale: fc.constantFrom(undefined, 'SERVE' as const, 'REFETCH' as const, 'FAIL' as const),
  staleIfErrorMillis: millis,
  minFreshMillis: fc.constantFrom(undefined, undefined, 20),
  onlyIfCached: fc.constantFrom(undefined, undefined, undefined, true),
  live: fc.constantFrom(undefined, undefined, undefined, true),
})

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      wish: wishes,
      of: fc.oneof(fc.constant('list' as const), fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1 })),
      fields: fc.constantFrom(['name'], ['name', 'employeeCount']),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), key: fc.constantFrom(...keys) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('advance' as const), millis: fc.integer({ min: 1, max: 90 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('hold' as const, 'release' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fail' as const),
      code: fc.constantFrom('SOURCE_UNAVAILABLE' as const, 'SOURCE_THROTTLED' as const, 'SOURCE_AUTH' as const),
    }),
  },
)

interface Outcome {
  readonly ask: Ask
  readonly scope: ReadScope
  readonly askedAt: number
  readonly answeredAt: number
  readonly rows: readonly Served[]
  readonly error?: unknown
}

async function play(within: World, script: readonly Step[]): Promise<Outcome[]> {
  const outcomes: Promise<Outcome>[] = []
  let isHeld = false
  for (const step of script) {
    if (step.kind === 'ask') outcomes.push(ask(within, step))
    else if (step.kind === 'write') within.write(step.key)
    else if (step.kind === 'advance') within.runtime.advance(step.millis)
    else if (step.kind === 'fail') within.transport.fail(new FreshetError(step.code, { source: 'erp' }))
    else if (step.kind === 'release' || !isHeld) {
      within.transport[step.kind]()
      isHeld = step.kind === 'hold'
    }
    // What can answer now does, so that time passes between questions as well as within them.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  within.transport.release()
  return Promise.all(outcomes)
}

async function ask({ reader, runtime, scope: scopeOf }: World, ask: Ask): Promise<Outcome> {
  const askedAt = runtime.now()
  const scope = scopeOf(ask.wish, { startedAt: askedAt })
  const settled = (rows: readonly Served[], error?: unknown) => ({
    ...{ ask, scope, askedAt, rows, error },
    answeredAt: runtime.now(),
  })
  const { fields, of } = ask
  try {
    if (of !== 'list')
      return settled([
        ...(await reader.lookup({ entity: 'Customer', keys: of as SourceKey[], fields }, scope)).values(),
      ])
    return settled((await reader.list({ entity: 'Customer', fields, order: [], first: 9 }, scope)).rows)
  } catch (error) {
    return settled(error instanceof PartlyFailed ? [...(error as PartlyFailed<Served>).served.values()] : [], error)
  }
}

const staleTimes = fc.constantFrom(0, 30, 60, 100)
const scripts = fc.array(steps, { minLength: 5, maxLength: 40 })
const law = (holds: (within: World, outcomes: readonly Outcome[], staleTime: number) => void, numRuns = 400) =>
  fc.assert(
    fc.asyncProperty(staleTimes, scripts, async (staleTime, script) => {
      const within = versioned(staleTime)
      holds(within, await play(within, script), staleTime)
    }),
    { seed, numRuns },
  )

function isSound({ history }: World, outcomes: readonly Outcome[]): void {
  for (const { rows, answeredAt } of outcomes) {
    for (const { record } of rows) {
      const version = history.get(record.key)!.find(({ name }) => name === record.values.name)!
      expect(version.from).toBeLessThanOrEqual(answeredAt)
      expect(version.until).toBeGreaterThanOrEqual(record.readAt)
    }
  }
}

test('a value was current at some instant not before its stamp, and not after the answer', () => law(isSound))

test('so it was for fifty readers at once, while others write', () => {
  const crowd = fc
    .array(steps, { minLength: 130, maxLength: 150 })
    .map((script): Step[] => [{ kind: 'hold' }, ...script])
  return fc.assert(
    fc.asyncProperty(staleTimes, crowd, async (staleTime, script) => {
      const within = versioned(staleTime)
      isSound(within, await play(within, script))
    }),
    { seed, numRuns: 40 },
  )
})

test('nothing is older than wished or believed unless it says so, and only to those who allow it', () =>
  law((_within, outcomes, staleTime) => {
    for (const { ask, rows, askedAt, scope } of outcomes) {
      const { maxAgeMillis = staleTime, onStale, staleIfErrorMillis, live } = ask.wish
      const bound = Math.min(staleTime, maxAgeMillis)
      for (const { record, servedFrom } of rows) {
        const age = askedAt - record.readAt
        if (servedFrom === 'CACHE') expect(age).toBeLessThan(bound)
        if (servedFrom === 'LIVE' && age > 0) expect(age).toBeLessThan(bound)
        if (servedFrom !== 'STALE_CACHE') continue
        expect(live).toBeUndefined()
        expect(onStale).not.toBe('FAIL')
        const isWarned = [...scope.warnings.keys()].length > 0
        expect(onStale === 'SERVE' || (isWarned && age < bound + staleIfErrorMillis!)).toBe(true)
      }
    }
  }))

test('what must be true now was asked for after the question came, and is never served from a cache', () =>
  law(({ runtime }, outcomes) => {
    for (const { ask, rows, askedAt } of outcomes.filter(({ ask }) => ask.wish.live)) {
      for (const { record, servedFrom } of rows) {
        expect(servedFrom).toBe('LIVE')
        expect(record.readAt).toBeGreaterThanOrEqual(askedAt)
        expect(record.readAt).toBeLessThanOrEqual(runtime.now())
      }
      expect(ask.wish.live).toBe(true)
    }
  }))

test('an answer tells how old its oldest part is, that it is stale when any of it is, and until when to believe it', () =>
  law((_within, outcomes, staleTime) => {
    for (const { ask, rows, scope, error } of outcomes.filter(({ rows }) => rows.length > 0)) {
      const tally = scope.tallies.get('erp')!
      const oldest = Math.min(...rows.map(({ record }) => record.readAt))
      expect(tally.oldestReadAt).toBe(oldest)
      if (ask.of !== 'list' && !error)
        expect(tally.stale).toBe(rows.filter(({ servedFrom }) => servedFrom === 'STALE_CACHE').length)
      expect(tally.stale > 0).toBe(rows.some(({ servedFrom }) => servedFrom === 'STALE_CACHE'))
      expect(tally.believedUntil!).toBeLessThanOrEqual(oldest + staleTime)
    }
  }))

test('who may cause no call causes none, and every miss is a call or a share of one', () =>
  law((_within, outcomes) => {
    for (const { ask, scope } of outcomes) {
      const { calls = 0, coalesced = 0, misses = 0 } = scope.tallies.get('erp') ?? {}
      if (ask.wish.onlyIfCached && !ask.wish.live) expect(calls + coalesced).toBe(0)
      if (misses === 0) expect(calls).toBe(0)
      // One call for all that is missing, however many keys that are.
      expect(calls).toBeLessThanOrEqual(1)
    }
  }))
