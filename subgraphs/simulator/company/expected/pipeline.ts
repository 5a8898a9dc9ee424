import Big from 'big.js'
import type { Company, CurrencyCode, Decimal, Opportunity, System } from '../types.ts'
import { scaleIn, sum, total } from './arithmetic.ts'

export interface PipelineGroup {
  readonly system: System
  readonly stage: string
  readonly currency: CurrencyCode
  readonly deals: number
  /** Deals without an amount count, and add nothing. */
  readonly amount: Decimal
  /** Each amount times its own probability, unrounded. */
  readonly weighted: Decimal
}

/** Deals per system, stage and currency; all of them unless a predicate chooses. */
export function pipeline(company: Company, predicate: (deal: Opportunity) => boolean = () => true): PipelineGroup[] {
  const deals = company.opportunities.filter(predicate)
  const groups = Map.groupBy(deals, ({ system, stageId, currency }) => `${system} ${stageId} ${currency}`)
  return [...groups.values()].map((own) => {
    const { system, stageId, currency } = own[0]!
    return {
      system,
      stage: company.stages[stageId]!.name,
      currency,
      deals: own.length,
      amount: sum(own, ({ amount }) => amount ?? '0', scaleIn(company, currency)),
      weighted: total(
        own.map(({ amount, probability }) => new Big(amount ?? '0').times(probability).div(100).toFixed()),
      ).toFixed(),
    }
  })
}
