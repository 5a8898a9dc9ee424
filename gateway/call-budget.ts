import type { RequestContext } from './server/index.ts'

/** How many calls to sources one operation may cause. */
export interface CallBudgets {
  readonly maxSourceCalls: number
  /** By role or lane; what is said of a caller's role comes before what is said of its lane. */
  readonly roles: Readonly<Record<string, number>>
}

/** As many as the resolvers of one screen need, and few enough that a mistake costs no day's quota. */
export const defaultCallBudgets: CallBudgets = Object.freeze({ maxSourceCalls: 100, roles: Object.freeze({}) })

/** The calls that an operation may cause: what the configuration allows its caller, or less where the caller says so. */
export function maxSourceCallsFor(
  { principal, lane, wishedSourceCalls }: Pick<RequestContext, 'principal' | 'lane' | 'wishedSourceCalls'>,
  { maxSourceCalls, roles }: CallBudgets = defaultCallBudgets,
): number {
  const named = [principal.role, lane].find((name) => name !== undefined && Object.hasOwn(roles, name))
  const allowed = named === undefined ? maxSourceCalls : roles[named]!
  return Math.min(allowed, wishedSourceCalls ?? Number.POSITIVE_INFINITY)
}
