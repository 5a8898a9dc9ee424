import type { Spent } from './budget.ts'

/** What one source spent of its limits, by name of the limit, oldest first; instants by the wall clock. */
export type Spending = Readonly<Record<string, readonly Spent[]>>

/** A ledger is a file that people may meet: it says what it is. */
const format = 'freshet-ledger-1'

export function renderLedger(source: string, spending: Spending): string {
  const pairs = Object.entries(spending).map(([limit, spent]) => [limit, spent.map(({ at, cost }) => [at, cost])])
  return `${JSON.stringify({ format, source, spent: Object.fromEntries(pairs) })}\n`
}

/** Undefined for what is no ledger of this source, whole and as it was written. */
export function parseLedger(text: string, source: string): Spending | undefined {
  const found = parsed(text)
  if (found?.format !== format || found.source !== source) return undefined
  const limits = Object.entries(found.spent ?? {}).map(([limit, pairs]) => [limit, spentOf(pairs)] as const)
  return limits.some(([, spent]) => !spent) ? undefined : (Object.fromEntries(limits) as Spending)
}

interface Found {
  readonly format?: unknown
  readonly source?: unknown
  readonly spent?: object
}

function parsed(text: string): Found | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function spentOf(pairs: unknown): readonly Spent[] | undefined {
  if (!Array.isArray(pairs)) return undefined
  const spent = pairs.map((pair: unknown) => (Array.isArray(pair) ? { at: pair[0], cost: pair[1] } : undefined))
  return spent.every(isSpent) ? spent : undefined
}

function isSpent(value: { at: unknown; cost: unknown } | undefined): value is Spent {
  return Number.isFinite(value?.at) && Number.isFinite(value?.cost) && Number(value?.cost) >= 0
}
