import fc from 'fast-check'
import { expect, test } from 'vitest'
import { and, column, compare, isNull, type NativeFilter, oneOf, or } from '../../gateway/connector/index.ts'
import { renderFilter } from '../../subgraphs/dialects/odoo-domain/render.ts'
import { type Env, type Model, type Row, search } from '../../subgraphs/dialects/odoo-domain/simulate.ts'
import { compareDecimals, parseRequest } from '../../subgraphs/dialects/odoo-domain/simulate-values.ts'
import { table } from '../../subgraphs/simulator/table.ts'

// What the source sees as equal, null or later than something is told here once more, from the codecs' point of view: unset
// numbers read as 0, empty text as unset, datetimes lose their microseconds. Rendered and evaluated, every filter must say
// the same, in releases that know NULL and in those that do not.
const zone = 'Europe/Vienna'

const texts = ['Acme', 'acme', 'ACME', 'Ácme', '50%', '50_', 'back\\slash', 'x＼y', "O'Hara", '', 'false']
const numbers = ['0', '0.00', '-1', '17.50', '17.5', '123456789012345678.90', '0.1']
const days = ['2026-01-30', '2026-01-31', '2026-03-29']
const instants = [
  '2026-01-30 22:59:59.9',
  '2026-01-30 23:00:00',
  '2026-01-31 10:00:00',
  '2026-01-31 10:00:00.25',
  '2026-03-29 01:00:00',
]
const orNull = <T>(values: readonly T[]) => fc.constantFrom(...values, null)

const row = fc.record({
  text: orNull(texts),
  number: orNull(numbers),
  flag: orNull([true, false]),
  day: orNull(days),
  at: orNull(instants),
  partner: orNull([7, 8, 9]),
})
const rows = fc.array(row, { minLength: 1, maxLength: 12 })

const ordered = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const
const comparing = (native: string, type: 'number' | 'date' | 'instant', values: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...ordered), fc.constantFrom(...values))
    .map(([op, value]) => compare(column(native, type), op, value))

const exact: fc.Arbitrary<NativeFilter> = fc.oneof(
  fc
    .tuple(fc.constantFrom('eq', 'ne'), fc.constantFrom(...texts))
    .map(([op, value]) => compare(column('text'), op as 'eq', value)),
  comparing('number', 'number', [...numbers, '5', '-0.5', '007']),
  comparing('day', 'date', [...days, '2026-02-15']),
  comparing('at', 'instant', [
    '2026-01-31T10:00:00Z',
    '2026-01-31T10:00:00.250Z',
    '2026-01-31T10:00:00.000Z',
    '2026-01-30T22:59:59Z',
  ]),
  comparing('at', 'instant', ['2026-01-31', '2026-03-29', '2026-01-30']),
  fc
    .tuple(fc.constantFrom('eq', 'ne'), fc.constantFrom('true', 'false'))
    .map(([op, value]) => compare(column('flag', 'boolean'), op as 'eq', value)),
  fc
    .tuple(fc.constantFrom('eq', 'ne'), fc.constantFrom('7', '8', 'none', '0'))
    .map(([op, value]) => compare(column('partner', 'guid'), op as 'eq', value)),
  fc.subarray(texts, { minLength: 1 }).map((values) => oneOf(column('text'), ...values)),
  fc.subarray(numbers, { minLength: 1 }).map((values) => oneOf(column('number', 'number'), ...values)),
  fc.subarray(days, { minLength: 1 }).map((values) => oneOf(column('day', 'date'), ...values)),
  fc
    .subarray(['2026-01-31T10:00:00Z', '2026-01-31T10:00:00.5Z'], { minLength: 1 })
    .map((values) => oneOf(column('at', 'instant'), ...values)),
  fc.subarray(['7', '9', 'x'], { minLength: 1 }).map((values) => oneOf(column('partner', 'guid'), ...values)),
  fc
    .tuple(
      fc.constantFrom(
        column('text'),
        column('number', 'number'),
        column('day', 'date'),
        column('at', 'instant'),
        column('partner', 'guid'),
      ),
      fc.boolean(),
    )
    .map(([target, value]) => isNull(target, value)),
)

const { tree } = fc.letrec<{ tree: NativeFilter }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    exact,
    fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((terms) => and(...terms)),
    fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((terms) => or(...terms)),
  ),
}))

const releases = [16, 17, 18, 19]

test.each([
  ['one condition', exact, 3_000],
  ['conditions within conditions', tree, 500],
] as const)('%s that is declared exact is exact, in every release', (_name, filters, numRuns) => {
  fc.assert(
    fc.property(rows, filters, (given, filter) => {
      const wanted = given.flatMap((cells, i) => (holds(filter, cells) ? [i + 1] : []))
      for (const version of releases) expect(found(version, given, filter), `release ${version}`).toEqual(wanted)
    }),
    { seed: 20_261_120, numRuns },
  )
})

test('contains and startsWith lose no record, with accents or without', () => {
  const part = fc.constantFrom('cme', 'Ac', '%', '_', '\\', '＼', '＼y', 'á', 'Á', '', "'")
  const pattern = fc.tuple(fc.constantFrom('contains', 'startsWith'), part)
  fc.assert(
    fc.property(rows, pattern, (given, [op, value]) => {
      const filter = compare(column('text'), op as 'contains', value)
      const wanted = given.flatMap((cells, i) => (holds(filter, cells) ? [i + 1] : []))
      for (const version of releases) expect(found(version, given, filter)).toEqual(expect.arrayContaining(wanted))
    }),
    { seed: 20_261_120, numRuns: 500 },
  )
})

type Cells = Readonly<Record<string, string | number | boolean | null>>

function found(version: number, given: readonly Cells[], filter: NativeFilter): number[] {
  const model = modelOf(given)
  const env: Env = { version, model: () => model, activeTest: false, unaccent: true }
  return search(env, model, parseRequest(renderFilter(filter, zone)), { order: 'id asc' }).map(({ id }) => id)
}

function modelOf(given: readonly Cells[]): Model {
  const rows = given.map((cells, i): Row => ({ id: i + 1, ...cells }))
  return {
    name: 'test.model',
    order: 'id',
    fields: {
      id: { type: 'integer' },
      text: { type: 'char' },
      number: { type: 'float' },
      flag: { type: 'boolean' },
      day: { type: 'date' },
      at: { type: 'datetime' },
      partner: { type: 'many2one', relation: 'test.model' },
    },
    table: table('test.model', rows, { key: 'id', indexes: ['partner'] }),
    label: (row) => String(row.id),
  }
}

/** The filter's meaning on what a reader of the row is shown. */
function holds(filter: NativeFilter, cells: Cells): boolean {
  if ('terms' in filter) return filter.terms[filter.kind === 'and' ? 'every' : 'some']((term) => holds(term, cells))
  const shown = shownAs(filter.column.native, cells[filter.column.native] ?? null)
  if (filter.kind === 'isNull') return (shown === null) === filter.value
  if (filter.kind === 'in')
    return shown !== null && filter.values.some((value) => order(filter.column.native, shown, value) === 0)
  if (shown === null) return filter.op === 'ne'
  if (filter.op === 'contains') return shown.includes(filter.value)
  if (filter.op === 'startsWith') return shown.startsWith(filter.value)
  const sign = order(filter.column.native, shown, filter.value)
  return { eq: sign === 0, ne: sign !== 0, lt: sign < 0, lte: sign <= 0, gt: sign > 0, gte: sign >= 0 }[filter.op]
}

function shownAs(native: string, cell: Cells[string]): string | null {
  if (native === 'number') return String(cell ?? '0')
  if (native === 'flag') return String(cell === true)
  if (cell === null || cell === '') return null
  return native === 'at' ? `${String(cell).slice(0, 19).replace(' ', 'T')}Z` : String(cell)
}

function order(native: string, shown: string, value: string): number {
  if (native === 'number') return compareDecimals(shown, value)
  if (native !== 'at') return shown === value ? 0 : shown < value ? -1 : 1
  const isDay = value.length === 10
  const [a, b] = isDay ? [viennaDay(shown), value] : [Date.parse(shown), Date.parse(value)]
  return a === b ? 0 : a < b ? -1 : 1
}

const viennaDay = (instant: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(instant))
