import type { ServiceModel } from '../../dialects/odata/simulate-model.ts'
import type { Company } from '../../simulator/company/types.ts'
import { documentSets } from './documents.ts'
import { itemSets } from './items.ts'
import { ledgerSets } from './ledger.ts'
import { partnerSets } from './partners.ts'

/** The company's database as the entity sets of a Service Layer. Sets with a point in their names are collections of others. */
export function serviceOf(company: Company): ServiceModel {
  const sets = [...partnerSets(company), ...itemSets(company), ...documentSets(company), ...ledgerSets(company)]
  return { name: 'SAPB1', sets: Object.fromEntries(sets.map((set) => [set.name, set])) }
}
