import type { EntitySetModel, Row, ServiceModel } from '../../dialects/odata/simulate-model.ts'
import type { Company } from '../../simulator/company/types.ts'
import { ledgerSets } from './ledger.ts'
import { orderSets } from './orders.ts'
import { partySets } from './parties.ts'
import { productSets } from './products.ts'
import { receivableSets } from './receivables.ts'

/** The environment's collections. With a sister company, everything is there a second time, under the same numbers. */
export function environmentOf(company: Company, sister: string | undefined): ServiceModel {
  const sets = [
    ...partySets(company),
    ...productSets(company),
    ...receivableSets(company),
    ...orderSets(company),
    ...ledgerSets(company),
  ]
  return serviceOf(sets.map((set) => (sister === undefined ? set : withSister(set, sister))))
}

const serviceOf = (sets: readonly EntitySetModel[]): ServiceModel => ({
  name: 'data',
  sets: Object.fromEntries(sets.map((set) => [set.name, set])),
})

/** In which column a row says whose it is; charts of accounts are everybody's. */
const areaColumns = ['dataAreaId', 'DataArea']

function withSister(set: EntitySetModel, sister: string): EntitySetModel {
  const column = areaColumns.find((name) => set.properties[name])
  return column === undefined
    ? set
    : { ...set, rows: set.rows.flatMap((row) => [row, { ...row, ...changes(row), [column]: sister }]) }
}

/** What differs in the sister company, so that it shows whose row was taken. */
function changes(row: Row): Row {
  const recId = row.GeneralJournalAccountEntryRecId
  return {
    ...(row.OrganizationName !== undefined && { OrganizationName: `${row.OrganizationName} (sister)` }),
    ...(row.InventoryUnitSymbol !== undefined && { InventoryUnitSymbol: 'box', SalesUnitSymbol: 'box' }),
    ...(row.OpenAmountMST !== undefined && { OpenAmountMST: '1.00' }),
    ...(row.CurrencyCode !== undefined && { CurrencyCode: 'GBP' }),
    ...(typeof recId === 'string' && { GeneralJournalAccountEntryRecId: `${BigInt(recId) + 1_000_000n}` }),
  }
}

/** What a request sees that does not ask across companies: the rows of the user's own, and what is everybody's. */
export function withinArea({ name, sets }: ServiceModel, area: string): ServiceModel {
  const own = Object.values(sets).map((set) => {
    const column = areaColumns.find((property) => set.properties[property])
    return column === undefined ? set : { ...set, rows: set.rows.filter((row) => row[column] === area) }
  })
  return { ...serviceOf(own), name }
}
