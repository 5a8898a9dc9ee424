import type { Aging } from '../../../subgraphs/simulator/company/expected.ts'
import type { Company } from '../../../subgraphs/simulator/company/types.ts'
import { plain, sourceOf } from '../company.ts'

export const aging = /* GraphQL */ `
  query ($groupBy: [AgingGrouping!], $buckets: [Int!], $asOf: Date, $basis: AgingBasis, $customer: ID, $sources: [String!]) {
    receivablesAging(groupBy: $groupBy, buckets: $buckets, asOf: $asOf, basis: $basis, customer: $customer, sources: $sources) {
      groups {
        source legalEntityKey customerId currency asOf documents
        buckets { fromDays toDays amount { amount currency } documents }
        unappliedCredits { amount } total { amount } overdue { amount }
      }
      method complete
      sourceResults { source status rows calls message }
    }
  }
`

export interface Group {
  readonly source: string | null
  readonly legalEntityKey: string | null
  readonly customerId: string | null
  readonly currency: string
  readonly asOf: string
  readonly buckets: readonly {
    readonly fromDays: number | null
    readonly toDays: number | null
    readonly amount: { readonly amount: string }
    readonly documents: number
  }[]
  readonly unappliedCredits: { readonly amount: string }
  readonly total: { readonly amount: string }
  readonly overdue: { readonly amount: string }
}

const bucketsOf = ({ buckets }: Group) =>
  buckets.map(({ amount, ...bucket }) => ({ ...bucket, amount: plain(amount.amount) }))

/** Answered groups in the form of the expected ones. */
export const shown = (groups: readonly Group[]) =>
  groups.map((group) => ({
    ledger: `${group.source} ${group.legalEntityKey} ${group.currency}`,
    buckets: bucketsOf(group),
    ...sumsOf(group),
  }))

const sumsOf = ({ unappliedCredits, total, overdue }: Group) => ({
  unappliedCredits: plain(unappliedCredits.amount),
  total: plain(total.amount),
  overdue: plain(overdue.amount),
})

/** The expected groups, as answers are compared: sources and companies by their names there. */
export const truth = ({ legalEntities }: Company, groups: readonly Aging[]) =>
  groups.map(({ legalEntityId, system, currency, buckets, unappliedCredits, total, overdue }) => ({
    ledger: `${sourceOf[system]} ${legalEntities[legalEntityId]!.key} ${currency}`,
    buckets: buckets.map(({ fromDays, toDays, documents, amount }) => ({
      fromDays,
      toDays,
      documents,
      amount: plain(amount),
    })),
    unappliedCredits: plain(unappliedCredits),
    total: plain(total),
    overdue: plain(overdue),
  }))

export const byLedger = (a: { ledger: string }, b: { ledger: string }) => (a.ledger < b.ledger ? -1 : 1)
