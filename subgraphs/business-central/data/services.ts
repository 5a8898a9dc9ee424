import type { EntitySetModel, ServiceModel } from '../../dialects/odata/simulate-model.ts'
import type { Company } from '../../simulator/company/types.ts'
import { customerLedgerEntries, itemLedgerEntries } from './analytics.ts'
import * as documents from './documents.ts'
import { accounts, generalLedgerEntries } from './ledger.ts'
import * as masters from './masters.ts'

type Made = (company: Company) => EntitySetModel

/** The list of companies, the API of one of them, and the Analytics API of it. */
export function servicesOf(company: Company) {
  const service = (name: string, sets: readonly Made[]): ServiceModel => ({
    name,
    sets: Object.fromEntries(sets.map((make) => make(company)).map((set) => [set.name, set])),
  })
  const { companies, ...master } = masters
  return {
    directory: service('companies', [companies]),
    api: service('v2.0', [...Object.values(master), ...Object.values(documents), accounts, generalLedgerEntries]),
    analytics: service('analytics', [itemLedgerEntries, customerLedgerEntries]),
  }
}
