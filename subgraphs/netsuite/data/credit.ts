import { decimal, unitsOf } from '../../simulator/company/decimal.ts'
import type { Company, CreditAccount, Decimal, IsoDate } from '../../simulator/company/types.ts'

/** What NetSuite keeps on the customer about what it owes, in the currency of its credit. */
export interface Balance {
  readonly account: CreditAccount
  /** Open invoices less what may still be set off against them: credit memos and payments on account. */
  readonly balance: Decimal
  readonly overdue: Decimal
  readonly daysOverdue: number
  readonly unbilledOrders: Decimal
  readonly isOnHold: boolean
}

interface Sums {
  balance: number
  overdue: number
  oldestDue: IsoDate
  unbilled: number
}

/** By the customer's place in the company's list. */
export function balancesOf(company: Company): ReadonlyMap<number, Balance> {
  const scales = new Map(company.currencies.map(({ code, decimals }) => [code as string, decimals]))
  const sums = sumsOf(company, scales)
  const accounts = company.creditAccounts.filter(({ system }) => system === 'netsuite')
  return new Map(
    accounts.map((account) => {
      const scale = scales.get(account.currency)!
      return [account.customerId, balanceOf(account, scale, sums.get(account.customerId), company.today)]
    }),
  )
}

function sumsOf(company: Company, scales: ReadonlyMap<string, number>): ReadonlyMap<number, Sums> {
  const sums = new Map<number, Sums>()
  const of = (customerId: number) => {
    const known = sums.get(customerId) ?? { balance: 0, overdue: 0, oldestDue: company.today, unbilled: 0 }
    sums.set(customerId, known)
    return known
  }
  const baseScale = (legalEntityId: number) => scales.get(company.legalEntities[legalEntityId]!.currency)!
  for (const { system, status, kind, customerId, legalEntityId, baseOpen, dueOn } of company.invoices) {
    if (system !== 'netsuite' || status !== 'posted') continue
    const [sum, open] = [of(customerId!), unitsOf(baseOpen, baseScale(legalEntityId))]
    sum.balance += kind === 'invoice' ? open : -open
    if (kind !== 'invoice' || open === 0 || dueOn >= company.today) continue
    sum.overdue += open
    if (dueOn < sum.oldestDue) sum.oldestDue = dueOn
  }
  for (const { system, status, customerId, legalEntityId, baseUnapplied } of company.payments) {
    if (system !== 'netsuite' || status !== 'posted' || customerId === null) continue
    of(customerId).balance -= unitsOf(baseUnapplied, baseScale(legalEntityId))
  }
  for (const { system, legalEntityId, customerId, openNet, rate, currency } of company.salesOrders) {
    if (system !== 'netsuite') continue
    of(customerId).unbilled += atRate(openNet, rate, scales.get(currency)!, baseScale(legalEntityId!))
  }
  return sums
}

/** In smallest units of the base currency, rounded half away from zero. Rates have six digits. */
function atRate(amount: Decimal, rate: Decimal, scale: number, baseScale: number): number {
  const product = BigInt(unitsOf(amount, scale)) * BigInt(unitsOf(rate, 6)) * 10n ** BigInt(baseScale)
  const divisor = 10n ** BigInt(scale + 6)
  return Number((2n * product + divisor) / (2n * divisor))
}

function balanceOf(account: CreditAccount, scale: number, sums: Sums | undefined, today: IsoDate): Balance {
  const { balance = 0, overdue = 0, oldestDue = today, unbilled = 0 } = sums ?? {}
  const isOver = account.limit !== null && BigInt(balance + unbilled) > BigInt(account.limit.replace('.', ''))
  return {
    account,
    balance: decimal(balance, scale),
    overdue: decimal(overdue, scale),
    daysOverdue: (Date.parse(today) - Date.parse(oldestDue)) / 86_400_000,
    unbilledOrders: decimal(unbilled, scale),
    isOnHold: account.hold === 'held' || (account.hold === 'auto' && isOver),
  }
}
