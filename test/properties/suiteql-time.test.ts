import fc from 'fast-check'
import { expect, test } from 'vitest'
import { column, compare, type NativeComparison } from '../../gateway/connector/index.ts'
import { fromAccountTime } from '../../subgraphs/dialects/suiteql/account-time.ts'
import { renderFilter } from '../../subgraphs/dialects/suiteql/render.ts'

const zones = [
  'UTC',
  'America/New_York',
  'Asia/Tokyo',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/St_Johns',
]

test('reads the wall clock of the account as UTC', () => {
  expect(fromAccountTime('2026-01-31T05:00:00', 'America/New_York')).toBe('2026-01-31T10:00:00Z')
  expect(fromAccountTime('2026-07-31T06:00:00', 'America/New_York')).toBe('2026-07-31T10:00:00Z')
  expect(fromAccountTime('2026-01-31T10:00:00', 'Asia/Tokyo')).toBe('2026-01-31T01:00:00Z')
})

test('reads the hour that clocks repeat as its first pass', () => {
  expect(fromAccountTime('2026-11-01T01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00Z')
  expect(fromAccountTime('2026-11-01T02:00:00', 'America/New_York')).toBe('2026-11-01T07:00:00Z')
})

test('a comparison in account time holds for exactly the rows whose reading it holds for, repeated hours included', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      instants,
      instants,
      fc.constantFrom(...comparisons),
      (zone, stored, asked, op) => {
        const local = wallClock(stored, zone)
        const reading = Date.parse(fromAccountTime(local, zone))
        expect(holds(renderFilter(compare(column('at', 'instant'), op, asked.toISOString()), { zone }), local)).toBe(
          meant[op](reading, asked.getTime()),
        )
      },
    ),
    { seed: 16, numRuns: 1_500 },
  )
})

const meant = {
  eq: (a: number, b: number) => a === b,
  ne: (a: number, b: number) => a !== b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
} satisfies Partial<Record<NativeComparison, unknown>>
const comparisons = Object.keys(meant) as (keyof typeof meant)[]

// Near the turns of the clocks in New York, Berlin and Lord Howe, to within two hours, and anywhere else.
const turns = ['2026-11-01T06:00:00Z', '2026-03-08T07:00:00Z', '2026-10-25T01:00:00Z', '2026-04-04T15:00:00Z'].map(
  Date.parse,
)
const near = fc
  .tuple(fc.constantFrom(...turns), fc.integer({ min: -240, max: 240 }))
  .map(([turn, steps]) => turn + steps * 30_000)
const anywhere = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) })
const instants = fc
  .oneof(
    near,
    anywhere,
    near.map((at) => at + 250),
  )
  .map((at) => new Date(at))

/** What the vendor holds for an instant: its wall clock, by another way than the one under test. */
function wallClock(at: Date, zone: string): string {
  return at.toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
}

/** Decides `at >= TO_TIMESTAMP('...')` conditions, joined by AND or OR, for one local time. */
function holds(condition: string, local: string): boolean {
  const bounds = [...condition.matchAll(/at (<|>=) TO_TIMESTAMP\('([^']+)'/g)]
  const truths = bounds.map(([, op, bound = '']) =>
    op === '<' ? local < bound.replace(' ', 'T') : local >= bound.replace(' ', 'T'),
  )
  return condition.includes(' OR ') ? truths.some(Boolean) : truths.every(Boolean)
}
