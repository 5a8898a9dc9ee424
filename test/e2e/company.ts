import { decodeGlobalId, encodeGlobalId, type SourceKey, type SourceName } from '../../gateway/connector/index.ts'
import type { System } from '../../subgraphs/simulator/company/types.ts'

/** The demo company's word for a system and the gateway's. */
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
