import type Big from 'big.js'
import type { Company, Decimal, IsoDate } from '../types.ts'
import { scaleIn, total } from './arithmetic.ts'

export interface AccountBalance {
  readonly accountId: number
  readonly debit: Decimal
  readonly credit: Decimal
  /** Debit less credit. */
  readonly balance: Decimal
}

/** Turnover and balance of a legal entity's accounts in its own currency, over all entries up to and including a day. */
export function trialBalance(company: Company, legalEntityId: number, upTo: IsoDate = company.today): AccountBalance[] {
  const scale = scaleIn(company, company.legalEntities[legalEntityId]!.currency)
  const entries = company.journalEntries.filter(
    (entry) => entry.legalEntityId === legalEntityId && entry.postedOn <= upTo,
  )
  const groups = Map.groupBy(
    entries.flatMap(({ lines }) => lines),
    ({ accountId }) => accountId,
  )
  return [...groups].map(([accountId, lines]) => {
    const side = (wanted: string): Big =>
      total(lines.filter((line) => line.side === wanted).map(({ baseAmount }) => baseAmount))
    const [debit, credit] = [side('debit'), side('credit')]
    return {
      accountId,
      debit: debit.toFixed(scale),
      credit: credit.toFixed(scale),
      balance: debit.minus(credit).toFixed(scale),
    }
  })
}
