import { creditDecision, type RecordKey } from '../../../subgraphs/simulator/company/expected.ts'
import type { Company, Customer } from '../../../subgraphs/simulator/company/types.ts'
import { idOf } from '../company.ts'

export const erps = ['sap', 'netsuite', 'odoo'] as const
export type Erp = (typeof erps)[number]

/** Customers of the CRM and of exactly these ERPs whom the CRM links as they truly are, and whose keys nobody else claims. */
export function linkedTo(company: Company, systems: readonly Erp[]): Customer[] {
  const claims = company.customers.flatMap(({ erpKeys }) => erps.map((erp) => `${erp} ${erpKeys[erp]}`))
  return company.customers.filter(
    ({ keys, erpKeys, duplicateOfId }) =>
      keys.salesforce !== undefined &&
      duplicateOfId === null &&
      erps.every(
        (erp) => (keys[erp] !== undefined) === systems.includes(erp) && `${keys[erp]}` === `${erpKeys[erp]}`,
      ) &&
      systems.every((erp) => claims.filter((claim) => claim === `${erp} ${keys[erp]}`).length === 1),
  )
}

/** One of them to whom every system would sell for 1 of its own currency, by its global id in the CRM. */
export function approved(company: Company, ...systems: readonly Erp[]) {
  const sells = ({ keys }: Customer) =>
    systems.every((system) => {
      const record: RecordKey = { system, key: `${keys[system]}` }
      return ['EUR', 'USD', 'JPY'].some(
        (currency) => creditDecision(company, [record], '1', currency as 'EUR').decision === 'APPROVED',
      )
    })
  const customer = linkedTo(company, systems).find(sells)!
  return { ...customer, record: idOf('Customer', 'salesforce', customer.keys.salesforce!) }
}
