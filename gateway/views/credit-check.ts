import Big from 'big.js'
import { encodeGlobalId, type RecordRef } from '../connector/index.ts'
import type { Served } from '../read/index.ts'
import type { Part } from './part.ts'
import { convert, type Rate, type RateTable } from './rates.ts'
import { type Money, moneyAt, textAt, valueAt } from './values.ts'

export type CreditDecision = 'APPROVED' | 'REVIEW' | 'REJECTED' | 'UNKNOWN'

/**
 * What each reason leads to, the decisive ones first: the first that holds for any scope decides. A known hold is a no whatever
 * else is not known; what is not known comes before what is. `OVER_LIMIT` is REVIEW, unless the operator says otherwise.
 */
const consequences = {
  ON_HOLD: 'REJECTED',
  HOLD_UNKNOWN: 'UNKNOWN',
  LIMIT_UNKNOWN: 'UNKNOWN',
  EXPOSURE_UNKNOWN: 'UNKNOWN',
  NO_CREDIT_RECORD: 'UNKNOWN',
  SOURCE_FAILED: 'UNKNOWN',
  INPUT_STALE: 'UNKNOWN',
  CURRENCY_WITHOUT_RATE: 'UNKNOWN',
  CUSTOMER_UNKNOWN: 'UNKNOWN',
  AUDIT_FAILED: 'UNKNOWN',
  HOLD_OVERRIDDEN: 'REVIEW',
  LIMIT_EXPIRED: 'REVIEW',
  OVER_LIMIT: 'REVIEW',
  WITHIN_LIMIT: 'APPROVED',
  UNLIMITED: 'APPROVED',
} as const satisfies Record<string, CreditDecision>

export type CreditReason = keyof typeof consequences
const precedence = Object.keys(consequences) as CreditReason[]

export interface CreditPolicy {
  /** What an amount beyond the limit leads to. */
  readonly overLimit: 'REVIEW' | 'REJECTED'
  readonly rates: RateTable
}

export interface ReasonNote {
  readonly reason: CreditReason
  readonly decision: CreditDecision
  readonly source: string | null
  readonly scope: string | null
}

/** One credit scope as it was read, and what it decides by itself. */
export interface ScopeCheck {
  readonly source: string
  readonly customer: string
  readonly kind: string
  readonly code: string | null
  readonly decision: CreditDecision
  readonly reasons: readonly CreditReason[]
  readonly hold: string
  readonly holdReason: string | null
  readonly unlimited: boolean | null
  readonly limit: Money | null
  readonly exposure: Money | null
  readonly available: Money | null
  readonly required: Money | null
  readonly limitValidUntil: string | null
  readonly computedBy: string | null
  /** Epoch millis. */
  readonly readAt: number
}

/** The customer's record in one source that keeps books, and the credit rows that were read for it. */
export interface CreditInput {
  readonly record: RecordRef
  readonly part: Part
  /** False when the source keeps books but cannot tell credit. */
  readonly tellsCredit: boolean
  /** The calendar day there. */
  readonly today: string
}

export interface CreditQuestion {
  readonly amount: Money
  readonly inputs: readonly CreditInput[]
  /** Sources that could not tell who the customer is, null where it is none of them alone: records may be missing. */
  readonly unknownLinks: readonly (string | null)[]
}

export interface CreditVerdict {
  readonly decision: CreditDecision
  /** The decisive ones first. */
  readonly reasons: readonly ReasonNote[]
  readonly scopes: readonly ScopeCheck[]
  readonly rates: readonly Rate[]
}

/** What is read of a credit status. */
export const creditFields = [
  'scope.kind',
  'scope.code',
  'limit.amount',
  'limit.currency',
  'unlimited',
  'exposure.total.amount',
  'exposure.total.currency',
  'available.amount',
  'available.currency',
  'hold',
  'holdReason',
  'limitValidUntil',
  'computedBy',
] as const

/** Decides from what was read. Pure; whatever is not known makes the decision UNKNOWN, unless the customer is known to be held. */
export function decideCredit({ amount, inputs, unknownLinks }: CreditQuestion, policy: CreditPolicy): CreditVerdict {
  const judged = inputs.map((input) => judgeInput(input, amount, policy))
  const scopes = judged.flatMap((input) => input.scopes.map(({ check }) => check))
  const notes = [
    ...unknownLinks.map((source) => noteOf('CUSTOMER_UNKNOWN', source, policy)),
    ...judged.flatMap((input) => input.notes),
    ...(inputs.length === 0 ? [noteOf('NO_CREDIT_RECORD', null, policy)] : []),
  ]
  return {
    ...byPrecedence(notes, policy),
    scopes,
    rates: distinctRates(judged.flatMap((input) => input.scopes.flatMap(({ rate }) => (rate ? [rate] : [])))),
  }
}

/** The same decision with one more reason against it. */
export function withReason(verdict: CreditVerdict, reason: CreditReason, policy: CreditPolicy): CreditVerdict {
  return { ...verdict, ...byPrecedence([...verdict.reasons, noteOf(reason, null, policy)], policy) }
}

interface JudgedScope {
  readonly check: ScopeCheck
  readonly rate: Rate | undefined
}

interface JudgedInput {
  readonly scopes: readonly JudgedScope[]
  readonly notes: readonly ReasonNote[]
}

function judgeInput(input: CreditInput, amount: Money, policy: CreditPolicy): JudgedInput {
  const { part, record, tellsCredit } = input
  const lacking = part.error !== undefined ? 'SOURCE_FAILED' : !tellsCredit ? 'EXPOSURE_UNKNOWN' : 'NO_CREDIT_RECORD'
  if (part.rows.length === 0) return { scopes: [], notes: [noteOf(lacking, record.source, policy)] }
  const scopes = part.rows.map((row) => judgeScope(row, input, amount, policy))
  const notes = scopes.flatMap(({ check }) =>
    check.reasons.map((reason) => noteOf(reason, check.source, policy, check.code)),
  )
  return { scopes, notes }
}

function judgeScope(row: Served, { record, today }: CreditInput, amount: Money, policy: CreditPolicy): JudgedScope {
  const [limit, exposure] = [moneyAt(row, 'limit'), moneyAt(row, 'exposure.total')]
  const facts = {
    hold: textAt(row, 'hold') ?? 'UNKNOWN',
    unlimited: valueAt(row, 'unlimited') as boolean | null,
    limit,
    exposure,
    available: moneyAt(row, 'available') ?? remainder(limit, exposure),
    limitValidUntil: textAt(row, 'limitValidUntil'),
  }
  const currency = facts.available?.currency ?? limit?.currency ?? exposure?.currency
  const required = currency === undefined ? undefined : convert(amount, currency, today, policy.rates)
  const reasons = [
    ...(row.servedFrom === 'LIVE' ? [] : (['INPUT_STALE'] as const)),
    ...holdReasons(facts.hold),
    ...(facts.unlimited === true ? (['UNLIMITED'] as const) : roomReasons(facts, required?.money, today)),
  ]
  const check: ScopeCheck = {
    ...facts,
    source: record.source,
    customer: encodeGlobalId(record),
    kind: textAt(row, 'scope.kind') ?? 'UNKNOWN',
    code: textAt(row, 'scope.code'),
    decision: decidedBy(reasons, policy),
    reasons,
    holdReason: textAt(row, 'holdReason'),
    required: required?.money ?? null,
    computedBy: textAt(row, 'computedBy'),
    readAt: row.record.readAt,
  }
  return { check, rate: required?.rate }
}

function remainder(limit: Money | null, exposure: Money | null): Money | null {
  if (!limit || limit.currency !== exposure?.currency) return null
  return { amount: new Big(limit.amount).minus(exposure.amount).toFixed(), currency: limit.currency }
}

function holdReasons(hold: string): CreditReason[] {
  if (hold === 'HELD' || hold === 'AUTO') return ['ON_HOLD']
  if (hold === 'OVERRIDDEN') return ['HOLD_OVERRIDDEN']
  return hold === 'NONE' ? [] : ['HOLD_UNKNOWN']
}

function roomReasons(
  { limit, available, limitValidUntil }: Pick<ScopeCheck, 'limit' | 'available' | 'limitValidUntil'>,
  required: Money | undefined,
  today: string,
): CreditReason[] {
  if (!limit) return ['LIMIT_UNKNOWN']
  const expired: CreditReason[] = limitValidUntil !== null && limitValidUntil < today ? ['LIMIT_EXPIRED'] : []
  if (!available) return [...expired, 'EXPOSURE_UNKNOWN']
  if (!required) return [...expired, 'CURRENCY_WITHOUT_RATE']
  return [...expired, new Big(available.amount).gte(required.amount) ? 'WITHIN_LIMIT' : 'OVER_LIMIT']
}

const consequenceOf = (reason: CreditReason, { overLimit }: CreditPolicy): CreditDecision =>
  reason === 'OVER_LIMIT' ? overLimit : consequences[reason]

const noteOf = (
  reason: CreditReason,
  source: string | null,
  policy: CreditPolicy,
  scope: string | null = null,
): ReasonNote => ({ reason, decision: consequenceOf(reason, policy), source, scope })

function byPrecedence(notes: readonly ReasonNote[], policy: CreditPolicy) {
  const reasons = notes.toSorted((a, b) => precedence.indexOf(a.reason) - precedence.indexOf(b.reason))
  return {
    reasons,
    decision: decidedBy(
      notes.map(({ reason }) => reason),
      policy,
    ),
  }
}

/** UNKNOWN without anything to go by: nothing said is not a yes. */
function decidedBy(reasons: readonly CreditReason[], policy: CreditPolicy): CreditDecision {
  const first = precedence.find((reason) => reasons.includes(reason))
  return first === undefined ? 'UNKNOWN' : consequenceOf(first, policy)
}

const distinctRates = (rates: readonly Rate[]): Rate[] => [
  ...new Map(rates.map((rate) => [`${rate.from}${rate.to}${rate.date}`, rate])).values(),
]
