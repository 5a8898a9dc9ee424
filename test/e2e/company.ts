import { decodeGlobalId, encodeGlobalId, type SourceKey, type SourceName } from '../../gateway/connector/index.ts'
import type { System } from '../../subgraphs/simulator/company/types.ts'

/** The vendor's folder that speaks for a system of the demo company. */
export const folderOf: Readonly<Record<System, string>> = {
  salesforce: 'salesforce',
  sap: 'sap-s4hana',
  netsuite: 'netsuite',
  odoo: 'odoo',
  businessCentral: 'business-central',
  dataverse: 'dataverse',
  financeOperations: 'dynamics-finance',
  businessOne: 'sap-business-one',
}

/** The demo company's word for a system and the gateway's, in the order of the demo's configuration. */
export const sourceOf: Readonly<Record<System, string>> = {
  salesforce: 'salesforce',
  sap: 'sap-eu',
  netsuite: 'netsuite-us',
  odoo: 'odoo-at',
  businessCentral: 'bc-uk',
  dataverse: 'dynamics-nl',
  financeOperations: 'fno-nl',
  businessOne: 'b1-ch',
}

export const idOf = (type: string, system: System, key: string): string =>
  encodeGlobalId({ type, source: sourceOf[system] as SourceName, key: key as SourceKey })

/** `source key` of a global id, for comparing with the raw data. */
export function nameOf(id: string): string {
  const { source, key } = decodeGlobalId(id)!
  return `${source} ${key}`
}

/** Decimal texts are equal when their values are, whatever scale the vendor keeps. */
export const plain = (amount: string): string =>
  amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount
