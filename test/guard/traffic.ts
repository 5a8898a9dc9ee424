import fc from 'fast-check'
import type { Limit } from '../../gateway/connector/index.ts'
import { createGuard, type Guard, type Lane, type Outcome } from '../../gateway/guard/index.ts'
import { type ManualRuntime, manualRuntime } from '../read/manual-runtime.ts'

/** One caller: comes so long after the one before, and its call takes so long. */
export interface Visit {
  readonly afterMillis: number
  readonly lane: Lane
  readonly takesMillis: number
  readonly outcome: Outcome
  readonly patienceMillis: number
}

/** What became of a caller; times are monotonic. */
export interface Fate {
  readonly visit: Visit
  readonly cameAt: number
  grantedAt?: number
  settledAt?: number
  refusal?: unknown
}

export const citation = { page: 'https://vendor.example/limits', readOn: '2026-11-20' }
/** Time passes in steps of so much: a grant is seen that much late at most. */
export const tickMillis = 5

export const visits = (patience: fc.Arbitrary<number>, maxLength = 80): fc.Arbitrary<Visit[]> =>
  fc.array(
    fc.record({
      afterMillis: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 })),
      lane: fc.constantFrom('interactive', 'refresh', 'batch'),
      takesMillis: fc.integer({ min: 0, max: 400 }),
      outcome: fc.constantFrom('ok', 'ok', 'throttled', 'failed', 'ignored'),
      patienceMillis: patience,
    }),
    { minLength: 1, maxLength },
  )

/** Lets the callers come and go until all are served or refused. `watch` looks on after every step of time. */
export async function simulate(
  limits: readonly Limit[],
  callers: readonly Visit[],
  watch: (guard: Guard, runtime: ManualRuntime) => void = () => {},
  maxMillis = 60_000,
): Promise<Fate[]> {
  const runtime = manualRuntime()
  const guard = createGuard('erp', limits, runtime)
  const fates: Fate[] = []
  let comesAt = runtime.monotonic()
  for (const visit of callers) {
    comesAt += visit.afterMillis
    runtime.after(comesAt - runtime.monotonic(), () => void fates.push(enter(guard, runtime, visit)))
  }
  const endsAt = runtime.monotonic() + maxMillis
  while (!(fates.length === callers.length && fates.every(isOver)) && runtime.monotonic() < endsAt) {
    runtime.advance(tickMillis)
    await settled()
    watch(guard, runtime)
  }
  return fates
}

function enter(guard: Guard, runtime: ManualRuntime, visit: Visit): Fate {
  const fate: Fate = { visit, cameAt: runtime.monotonic() }
  const deadline = fate.cameAt + visit.patienceMillis
  guard.acquire({ cost: 1, lane: visit.lane, deadline }).then(
    (permit) => {
      fate.grantedAt = runtime.monotonic()
      runtime.after(visit.takesMillis, () => {
        fate.settledAt = runtime.monotonic()
        permit.settle(visit.outcome)
      })
    },
    (error) => {
      fate.refusal = error
    },
  )
  return fate
}

const isOver = ({ settledAt, refusal }: Fate): boolean => settledAt !== undefined || refusal !== undefined

/** Lets every promise that can settle settle. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 8; i++) await Promise.resolve()
}

export const granted = (fates: readonly Fate[]): number[] =>
  fates.flatMap(({ grantedAt }) => (grantedAt === undefined ? [] : [grantedAt])).sort((a, b) => a - b)
