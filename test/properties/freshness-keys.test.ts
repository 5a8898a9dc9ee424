import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cacheKey } from '../../gateway/cache/index.ts'
import type { Filter, Literal, OrderTerm, SourceKey } from '../../gateway/connector/index.ts'
import { fakeShared } from '../read/fake-shared.ts'
import { manualRuntime } from '../read/manual-runtime.ts'
import { world } from '../read/world.ts'

/** Equal keys mean equal answers: whatever distinguishes two questions stands in the key, and no text can forge another part. */
const seed = Number(process.env.FRESHET_SEED ?? 20_261_121)
const nasty = fc.oneof(
  fc.constantFrom('', '|', ':', '1:', '1:a|1:b', '0:|', 'row', 'null', '"', '\u0000', '\ud800', '\udfff', ';', '%3B'),
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.string({ minLength: 60, maxLength: 150 }),
)

test('lists of parts that differ have keys that differ', () => {
  const parts = fc.array(nasty, { maxLength: 5 })
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      expect(cacheKey(...a) === cacheKey(...b)).toBe(JSON.stringify(a) === JSON.stringify(b))
    }),
    { seed, numRuns: 2_000 },
  )
})

test('the same texts cut at other places have other keys', () => {
  const text = fc.array(nasty, { minLength: 1, maxLength: 4 }).map((texts) => texts.join(''))
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (text, i, j) => {
      const [a, b] = [i % (text.length + 1), j % (text.length + 1)]
      const cut = (at: number) => cacheKey(text.slice(0, at), text.slice(at))
      expect(cut(a) === cut(b)).toBe(a === b)
    }),
    { seed, numRuns: 2_000 },
  )
})

interface Question {
  readonly scope: string
  readonly source: string
  readonly filter: Filter | undefined
  readonly order: readonly OrderTerm[]
  readonly first: number
}

const text = fc.constantFrom<Literal>('Ada', 'Bel', 'x|y', '3:Ada', '')
const questions: fc.Arbitrary<Question> = fc.record({
  scope: fc.constantFrom('one', 'two', 'one|3:erp'),
  source: fc.constantFrom('erp', 'erp-2'),
  filter: fc.oneof(
    fc.constant(undefined),
    fc.record({
      kind: fc.constant('in' as const),
      field: fc.constant('name'),
      values: fc.array(text, { maxLength: 2 }),
    }),
    text.map((value): Filter => ({ kind: 'compare', field: 'name', op: 'eq', value })),
  ),
  order: fc.array(
    fc.record({ field: fc.constant('name'), direction: fc.constantFrom('asc' as const, 'desc' as const) }),
    {
      maxLength: 1,
    },
  ),
  first: fc.integer({ min: 1, max: 4 }),
})

test('what is held for one question is the uncached answer of whatever other question it is given for', async () => {
  await fc.assert(
    fc.asyncProperty(questions, questions, async (a, b) => {
      const runtime = manualRuntime()
      const shared = fakeShared(runtime)
      const open = ({ scope, source }: Question) =>
        world({ config: { name: source } }, { runtime, shared, credentialScope: scope })
      const asked = ({ filter, order, first }: Question) =>
        ({ entity: 'Customer', fields: ['name'], filter, order, first }) as const
      const [one, other] = [open(a), open(b)]
      await one.reader.list(asked(a), one.scope())
      const held = await other.reader.list(asked(b), other.scope())
      const uncached = await other.reader.list(asked(b), other.scope({ live: true }))
      expect(held.rows.map(({ record }) => record.key)).toEqual(uncached.rows.map(({ record }) => record.key))
      expect(held.hasMore).toBe(uncached.hasMore)
      if (a.scope !== b.scope || a.source !== b.source)
        expect(held.rows.every(({ servedFrom }) => servedFrom === 'LIVE')).toBe(true)
    }),
    { seed, numRuns: 300 },
  )
})

test('keys of records with separators in them stay apart in what replicas share', async () => {
  const runtime = manualRuntime()
  const shared = fakeShared(runtime)
  const { reader, scope } = world({}, { runtime, shared })
  const keys = ['a;b', 'a%3Bb', 'a|b', 'a', 'row', '1:a'] as SourceKey[]
  await reader.lookup({ entity: 'Customer', keys, fields: ['name'] }, scope())
  expect(new Set(shared.asked.flat()).size).toBe(keys.length)
})
