import fc from 'fast-check'
import type { FaultKind } from '../../../subgraphs/simulator/faults.ts'
import { operationsOf } from './arbitrary.ts'
import type { SourceFault } from './ask.ts'
import type { Duel } from './duel.ts'
import { type Operation, print } from './operation.ts'

/** What happens to a gateway in one run of the property, from empty caches on. */
export interface Story {
  readonly operation: Operation
  /** Rows are asked for their ids, by which they are known again under a fault. */
  readonly hasIds: boolean
  readonly headers: Readonly<Record<string, string>>
  /** What befalls the sources when the question is asked once more from empty caches. */
  readonly faults: readonly SourceFault[]
  /** What is asked with what is held by then. */
  readonly sequel?: Sequel | undefined
}

export interface Sequel {
  readonly kind: 'again' | 'next page' | 'broken' | 'beside'
  readonly afterMillis: number
  readonly headers: Readonly<Record<string, string>>
  readonly other: Operation
  /** The source of which it is told that all has changed, when the question has been asked again. */
  readonly changed?: string | undefined
}

/** Faults of a source that all its calls meet alike, so that it does not matter which of them comes first. */
function faultsOf(source: string, kinds: readonly FaultKind[], words: readonly string[]): fc.Arbitrary<SourceFault> {
  const spoken = kinds.filter((kind) => steady.has(kind))
  const match = fc.constantFrom(undefined, undefined, undefined, ...words)
  const fault = fc
    .record({ kind: fc.constantFrom(...spoken), match, retryAfter: fc.constantFrom(undefined, '1', '120') })
    .map(({ kind, match, retryAfter }) => ({
      kind,
      ...(match === undefined || resting.has(kind) ? {} : { match }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    }))
  const passing = fc
    .record({
      kind: fc.constantFrom(...spoken.filter((kind) => momentary.has(kind))),
      match,
      timesEach: fc.constantFrom(1, 2),
    })
    .map(({ kind, match, timesEach }) => ({ kind, timesEach, ...(match === undefined ? {} : { match }) }))
  const drift = fc
    .record({ kind: fc.constant('rewrite' as const), of: fc.constantFrom(...drifts) })
    .map(({ kind, of: [find, put] }) => ({ kind, find, put }))
  return fc
    .oneof(
      { weight: 2, arbitrary: fc.constant('down' as const) },
      { weight: 8, arbitrary: fault },
      { weight: 3, arbitrary: passing },
      { weight: 2, arbitrary: drift },
    )
    .map((one) => ({ source, fault: one }))
}

const steady: ReadonlySet<FaultKind> = new Set([
  ...(['throttled', 'quota', 'unauthorized', 'forbidden', 'unavailable', 'serverError', 'errorBody', 'html'] as const),
  ...(['redirect', 'reset', 'truncate', 'badJson', 'hang', 'wrongEncoding'] as const),
])

/** Faults after which a call is made again: those that pass are seen by nobody. */
const momentary: ReadonlySet<FaultKind> = new Set(['serverError', 'reset', 'truncate'])

/** Faults after which a source is left alone: what else was asked of it then depends on who was first, so they hit every call. */
const resting: ReadonlySet<FaultKind> = new Set(['throttled', 'quota', 'unavailable', 'unauthorized'])

/** Values that are not what they were agreed to be: currencies, dates, numbers. */
const drifts = [
  ['EUR', 'E?R'],
  ['"20', '"x20'],
  ['2025-', '2025/'],
  [':"', ':"\\u0000'],
] as const

const wishes = fc.constantFrom<Readonly<Record<string, string>>>(
  ...[{}, {}, {}, { 'cache-control': 'no-cache' }, { 'cache-control': 'max-age=60' }],
  ...[{ 'cache-control': 'only-if-cached' }, { 'cache-control': 'max-age=10, stale-if-error=86400' }],
  ...[{ 'x-freshet-on-stale': 'serve' }, { 'cache-control': 'max-age=1', 'x-freshet-on-stale': 'fail' }],
)

export function storiesOf({
  schema,
  pool,
  simulators,
}: Pick<Duel, 'schema' | 'pool' | 'simulators'>): fc.Arbitrary<Story> {
  const faultOf = Object.entries(simulators).map(([name, { faultKinds }]) =>
    faultsOf(name, faultKinds, pool.words.get(name) ?? []),
  )
  const operation = operationsOf(schema, pool)
  const sequels = fc.record({
    kind: fc.constantFrom('again' as const, 'next page' as const, 'broken' as const, 'beside' as const),
    // Within the life of every token: nobody can tell when a login behind an answer is over.
    afterMillis: fc.constantFrom(0, 15_000, 45_000, 300_000, 3_000_000),
    headers: wishes,
    other: operation,
    changed: fc.option(fc.constantFrom(...Object.keys(simulators)), { nil: undefined }),
  })
  const faults = fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: fc.array(fc.oneof(...faultOf), { minLength: 1, maxLength: 2 }) },
  )
  return fc
    .record({
      operation,
      hasIds: fc.boolean(),
      headers: wishes,
      faults,
      sequel: fc.option(sequels, { nil: undefined, freq: 2 }),
    })
    .map((story) => ({ ...story, [fc.toStringMethod]: () => tell(story) }))
}

/** A story as text: what a failing run prints. */
export function tell({ operation, hasIds, headers, faults, sequel }: Story): string {
  const parts = { hasIds, headers, faults, ...(sequel ? { sequel: { ...sequel, other: undefined } } : {}) }
  const other = sequel?.kind === 'beside' ? `\nbeside ${tellPrinted(sequel.other)}` : ''
  return `\n${tellPrinted(operation)}\n${JSON.stringify(parts)}${other}\n`
}

function tellPrinted(operation: Operation): string {
  const { query, variables } = print(operation)
  return `${query}\n${JSON.stringify(variables)}`
}
