export type { BreakerSettings, BreakerState } from './breaker.ts'
export { defaultBreaker } from './breaker.ts'
export type { Budget, BudgetState, OpenBudget, Outcome, Spent } from './budget.ts'
export {
  type Call,
  createGuard,
  type Guard,
  type GuardOptions,
  type RestReason,
} from './guard.ts'
export { type Lane, lanes } from './lane.ts'
export { createLedger, type Ledger, type LedgerState, type SourceLedger, type Spending } from './ledger.ts'
export type { Permit } from './permit.ts'
export type { GuardState, LaneState } from './state.ts'
