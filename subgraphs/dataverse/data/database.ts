import type { ServiceModel } from '../../dialects/odata/simulate-model.ts'
import type { Company } from '../../simulator/company/types.ts'
import { invoices, opportunities, salesorders } from './deals.ts'
import { currencyColumn, ownerColumn, type Table } from './model.ts'
import { accounts, contacts } from './parties.ts'
import { products } from './products.ts'

/** The tables of one environment, and what its annotations say of the people and currencies behind lookups. */
export interface Database extends ServiceModel {
  readonly sets: Readonly<Record<string, Table>>
  readonly names: ReadonlyMap<string, string>
}

export function databaseOf(company: Company): Database {
  const tables = [accounts, contacts, opportunities, salesorders, invoices, products].map((table) => table(company))
  return {
    name: 'Microsoft.Dynamics.CRM',
    sets: Object.fromEntries(tables.map((table) => [table.name, table])),
    names: new Map([
      ...company.users.map(({ keys, name }) => [keys.dataverse!, name] as const),
      ...company.currencies.flatMap(({ keys, name }) => (keys.dataverse ? [[keys.dataverse, name] as const] : [])),
    ]),
  }
}

/** Lookups that every table has, and the tables that they lead to. */
export const commonLookups: Readonly<Record<string, string>> = {
  [ownerColumn]: 'systemuser',
  [currencyColumn]: 'transactioncurrency',
}
