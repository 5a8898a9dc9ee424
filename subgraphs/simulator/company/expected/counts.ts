import type { Company, System } from '../types.ts'
import { ALL_SYSTEMS } from './arithmetic.ts'

export type Counts = Readonly<Record<System, number>>

/** How many records of each type each system holds; deleted ones do not count. */
export function counts(company: Company) {
  return {
    customers: countKeys(company.customers),
    suppliers: countKeys(company.suppliers),
    contacts: countKeys(company.contacts),
    items: countKeys(company.items),
    opportunities: countSystems(company.opportunities),
    warehouses: countSystems(company.warehouses),
    stockRows: countSystems(company.stock),
    creditAccounts: countSystems(company.creditAccounts),
    salesOrders: countSystems(company.salesOrders),
    purchaseOrders: countSystems(company.purchaseOrders),
    invoices: countSystems(company.invoices),
    bills: countSystems(company.bills),
    payments: countSystems(company.payments),
    glAccounts: countSystems(company.glAccounts),
    journalEntries: countSystems(company.journalEntries),
  }
}

function countKeys(records: readonly { readonly keys: Partial<Record<System, unknown>> }[]): Counts {
  return countBy((system) => records.filter(({ keys }) => keys[system] !== undefined).length)
}

function countSystems(records: readonly { readonly system: System }[]): Counts {
  return countBy((system) => records.filter((record) => record.system === system).length)
}

function countBy(count: (system: System) => number): Counts {
  return Object.fromEntries(ALL_SYSTEMS.map((system) => [system, count(system)])) as Record<System, number>
}
