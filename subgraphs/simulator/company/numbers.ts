import type { Context } from './context.ts'
import type { ErpSystem, IsoDate } from './types.ts'

export type DocumentKind =
  | 'invoice'
  | 'credit-note'
  | 'bill'
  | 'bill-credit'
  | 'payment'
  | 'bill-payment'
  | 'sales-order'
  | 'purchase-order'

export interface DocumentKeys {
  readonly key: string
  readonly number: string
  readonly ledgerKey: string
}

/** The keys of the next document, in the manner of the system. */
export function documentKeys(system: ErpSystem, kind: DocumentKind, date: IsoDate, context: Context): DocumentKeys {
  if (system === 'sap') return sapKeys(kind, context)
  return system === 'netsuite' ? netsuiteKeys(kind, context) : odooKeys(kind, date, context)
}

/** First numbers of the document and of its accounting document; payments and orders have one number only. */
const SAP_RANGES: Readonly<Record<DocumentKind, readonly [document: number, ledger: number | null]>> = {
  invoice: [90_000_000, 1_800_000_000],
  'credit-note': [90_000_000, 1_800_000_000],
  bill: [5_105_600_000, 5_100_000_000],
  'bill-credit': [5_105_600_000, 5_100_000_000],
  payment: [1_400_000_000, null],
  'bill-payment': [1_500_000_000, null],
  'sales-order': [4_000, null],
  'purchase-order': [4_500_000_000, null],
}

function sapKeys(kind: DocumentKind, { keys }: Context): DocumentKeys {
  const [document, ledger] = SAP_RANGES[kind]
  const key = keys.sap(document)
  return { key, number: key, ledgerKey: ledger === null ? key : keys.sap(ledger) }
}

const NETSUITE_PREFIXES: Readonly<Record<DocumentKind, string>> = {
  invoice: 'INV',
  'credit-note': 'CM',
  bill: 'BILL',
  'bill-credit': 'VC',
  payment: 'PYMT',
  'bill-payment': 'VP',
  'sales-order': 'SO',
  'purchase-order': 'PO',
}

/** Internal ids run through all kinds of documents, numbers through one. */
function netsuiteKeys(kind: DocumentKind, { keys }: Context): DocumentKeys {
  const key = keys.netsuite('transaction')
  const prefix = NETSUITE_PREFIXES[kind]
  return { key, number: `${prefix}${keys.serial(`netsuite/${prefix}`) + 10_000}`, ledgerKey: key }
}

const ODOO: Readonly<Record<DocumentKind, readonly [model: string, prefix: string]>> = {
  invoice: ['account.move', 'INV'],
  'credit-note': ['account.move', 'RINV'],
  bill: ['account.move', 'BILL'],
  'bill-credit': ['account.move', 'RBILL'],
  payment: ['account.payment', 'PBNK1'],
  'bill-payment': ['account.payment', 'PBNK2'],
  'sales-order': ['sale.order', 'S'],
  'purchase-order': ['purchase.order', 'P'],
}

function odooKeys(kind: DocumentKind, date: IsoDate, { keys }: Context): DocumentKeys {
  const [model, prefix] = ODOO[kind]
  const key = `${keys.odoo(model)}`
  if (model.endsWith('.order')) return { key, number: `${prefix}${key.padStart(5, '0')}`, ledgerKey: key }
  const year = date.slice(0, 4)
  const number = `${prefix}/${year}/${`${keys.serial(`${prefix}/${year}`)}`.padStart(5, '0')}`
  return { key, number, ledgerKey: model === 'account.move' ? key : `${keys.odoo('account.move')}` }
}
