import type { Limit } from '../connector/index.ts'
import type { BudgetState } from './budget.ts'

/** A share of a limit lets at least one call through, or it would let none through for ever. */
export const shareOf = (permits: number, share: number): number =>
  share === 1 ? permits : Math.max(1, Math.floor(permits * share))

export type LimitOf<Kind extends Limit['kind']> = Extract<Limit, { kind: Kind }>

/** A budget's state, with the words of its limit. */
export function describe(
  limit: Limit,
  state: Pick<BudgetState, 'permits' | 'remaining'> & Partial<Pick<BudgetState, 'windowMillis' | 'resetAt'>>,
): BudgetState {
  const { name, kind, citation, published } = limit
  return { name, kind, published, citation: citation.page, windowMillis: undefined, resetAt: undefined, ...state }
}

/** What a limit of this size, told by the vendor, leaves us, when others are left the same part of it as before. */
export function ourPart(
  { permits, published = permits }: { permits: number; published?: number },
  told: number,
): number {
  return Math.min(permits, Math.floor((told * permits) / published))
}
