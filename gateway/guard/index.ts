export type { Budget, BudgetState, OpenBudget, Outcome } from './budget.ts'
export { type Call, createGuard, type Guard, type GuardState, type Permit, type RestReason } from './guard.ts'
export { type Lane, lanes } from './lane.ts'
