import Big from 'big.js'
import type { Company, CreditAccount, CurrencyCode, Decimal, System } from '../types.ts'
import { total } from './arithmetic.ts'
import { type Credit, creditOf } from './credit.ts'
import type { RecordKey } from './customers.ts'
import { openOrders } from './orders.ts'

export type Decision = 'APPROVED' | 'REVIEW' | 'REJECTED' | 'UNKNOWN'

/** What a credit check of one account must say, as far as its system tells the truth to others. */
export interface AccountDecision {
  readonly account: CreditAccount
  readonly decision: Decision
  /** Null where the system does not tell it. */
  readonly exposure: Decimal | null
  readonly available: Decimal | null
}

/**
 * Whether the customer behind some records may buy for an amount on credit. Held: no. Anything unknown: unknown. Passed over
 * by a person, expired or too much: a person must look.
 */
export function creditDecision(
  company: Company,
  records: readonly RecordKey[],
  amount: Decimal,
  currency: CurrencyCode,
): { readonly decision: Decision; readonly accounts: readonly AccountDecision[] } {
  const books = records.filter(({ system }) => system !== 'salesforce' && system !== 'dataverse')
  const accounts = books.map((record) => accountsOf(company, record))
  const judged = accounts.flat().map((account) => judge(company, account, amount, currency))
  const found = judged.map(({ decision }) => decision)
  const isUnknown = accounts.length === 0 || accounts.some((own) => own.length === 0)
  const decisions = isUnknown ? [...found, 'UNKNOWN'] : found
  const decision = (['REJECTED', 'UNKNOWN', 'REVIEW'] as const).find((strong) => decisions.includes(strong))
  return { decision: decision ?? 'APPROVED', accounts: judged }
}

function accountsOf(company: Company, { system, key }: RecordKey): CreditAccount[] {
  const customer = company.customers.find(({ keys }) => `${keys[system]}` === key)
  return company.creditAccounts.filter((account) => account.customerId === customer?.id && account.system === system)
}

function judge(company: Company, account: CreditAccount, amount: Decimal, currency: CurrencyCode): AccountDecision {
  const exposure = toldExposure(company, account)
  const limit = toldLimit(account)
  const available = limit === null || exposure === null ? null : new Big(limit).minus(exposure)
  const isHeld = isToldHeld(company, account) || (account.hold === 'auto' && available !== null && available.lt(0))
  const isExpired = account.system === 'sap' && account.validUntil !== null && account.validUntil < company.today
  const isKnown = available !== null && account.currency === currency && isHoldTold(account, available)
  const isDoubtful = account.hold === 'overridden' || isExpired || !available?.gte(amount)
  const decision = isHeld ? 'REJECTED' : !isKnown ? 'UNKNOWN' : isDoubtful ? 'REVIEW' : 'APPROVED'
  return { account, decision, exposure, available: available?.toFixed() ?? null }
}

/** Odoo knows no hold; in the systems that joined a customer who is blocked is held, in Business One nobody else is. */
function isToldHeld(company: Company, { system, customerId, hold }: CreditAccount): boolean {
  const { active, blocks } = company.customers[customerId]!
  switch (system) {
    case 'odoo':
      return false
    case 'sap':
    case 'netsuite':
      return hold === 'held'
    case 'businessCentral':
      return hold === 'held' || !active || Object.values(blocks).some(Boolean)
    case 'financeOperations':
      return hold === 'held' || !active || blocks.billing
    case 'businessOne':
      return !active || blocks.orders
  }
}

/** An account that holds by itself is held or not: both are told. */
const isHoldTold = ({ hold }: CreditAccount, available: Big | null): boolean => hold !== 'auto' || available !== null

/** Odoo and Business Central keep no zero apart from no limit; to Business One no limit is zero. */
function toldLimit({ system, limit }: CreditAccount): Decimal | null {
  if (system === 'businessOne') return limit ?? '0'
  const isNone = (system === 'odoo' || system === 'businessCentral') && limit !== null && new Big(limit).eq(0)
  return isNone ? null : limit
}

/**
 * What a system says, or the gateway adds up, of what counts against the limit. Finance & Operations knows that of last night
 * only, which is none. In Business One it is the balance of the account, which is what that limit is for.
 */
function toldExposure(company: Company, account: CreditAccount): Decimal | null {
  const credit = creditOf(company, account.customerId).find((own) => own.account === account)!
  switch (account.system) {
    case 'sap':
      return withWholeOrders(company, credit)
    case 'businessCentral':
      return hasForeignOrders(company, account) ? null : credit.exposure
    case 'financeOperations':
      return null
    case 'businessOne':
      return new Big(credit.openReceivables).minus(credit.unapplied).toFixed()
    case 'netsuite':
    case 'odoo':
      return credit.exposure
  }
}

/** SAP tells no exposure: it is what is open and the whole net value of the orders that are not complete, none of them foreign. */
function withWholeOrders(company: Company, { account, openReceivables, unapplied }: Credit): Decimal | null {
  const orders = company.salesOrders.filter(
    ({ system, customerId, status }) =>
      system === ('sap' satisfies System) &&
      customerId === account.customerId &&
      !['completed', 'closed', 'cancelled'].includes(status),
  )
  if (orders.some(({ currency }) => currency !== account.currency)) return null
  return total([...orders.map(({ net }) => net), openReceivables])
    .minus(unapplied)
    .toFixed()
}

/** What is ordered in another currency is not converted. */
const hasForeignOrders = (company: Company, { system, customerId, currency }: CreditAccount): boolean =>
  openOrders(company, customerId).some(
    (order) => order.system === system && order.currency !== currency && !new Big(order.openNet).eq(0),
  )
