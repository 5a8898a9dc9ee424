import type { Context } from './context.ts'
import type { KeyMaker } from './keys.ts'
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
  switch (system) {
    case 'sap':
      return sapKeys(kind, context)
    case 'netsuite':
      return netsuiteKeys(kind, context)
    case 'odoo':
      return odooKeys(kind, date, context)
    case 'businessCentral':
      return businessCentralKeys(kind, context)
    case 'financeOperations':
      return financeOperationsKeys(kind, context)
    case 'businessOne':
      return businessOneKeys(kind, context)
  }
}

/** Key and number of the next entry that books no document. */
export function entryKeys(system: ErpSystem, { keys }: Context): Pick<DocumentKeys, 'key' | 'number'> {
  switch (system) {
    case 'sap':
      return sameNumber(keys.sap(100_000_000))
    case 'netsuite':
      return entryNumber(keys.netsuite('transaction'))
    case 'odoo':
      return entryNumber(`${keys.odoo('account.move')}`)
    case 'businessCentral':
      return entryNumber(nextTransaction(keys))
    case 'financeOperations':
      return sameNumber(padded('GNJ-', keys.serial('financeOperations/GNJ')))
    case 'businessOne':
      return sameNumber(nextJournal(keys))
  }
}

const sameNumber = (key: string) => ({ key, number: key })
const entryNumber = (key: string) => ({ key, number: `JE${key}` })
const padded = (prefix: string, serial: number): string => prefix + `${serial}`.padStart(6, '0')

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

/** Prefix and first number of the posted document, as in the vendor's demonstration company. */
const BUSINESS_CENTRAL: Readonly<Record<DocumentKind, readonly [prefix: string, first: number]>> = {
  invoice: ['S-INV', 103_001],
  'credit-note': ['S-CR', 104_001],
  bill: ['P-INV', 108_001],
  'bill-credit': ['P-CR', 109_001],
  payment: ['G4', 1_001],
  'bill-payment': ['G5', 1_001],
  'sales-order': ['S-ORD', 101_001],
  'purchase-order': ['P-ORD', 106_001],
}

function businessCentralKeys(kind: DocumentKind, { keys }: Context): DocumentKeys {
  const [prefix, first] = BUSINESS_CENTRAL[kind]
  const number = `${prefix}${first - 1 + keys.serial(`businessCentral/${prefix}`)}`
  return { key: keys.guid(`businessCentral/${kind}`), number, ledgerKey: nextTransaction(keys) }
}

function nextTransaction(keys: KeyMaker): string {
  return `${keys.serial('businessCentral/transaction')}`
}

/** Prefixes of the document and of its voucher. */
const FINANCE_OPERATIONS: Readonly<Record<DocumentKind, readonly [document: string, voucher: string]>> = {
  invoice: ['CIV-', 'ARI-'],
  'credit-note': ['CCN-', 'ARC-'],
  bill: ['VIV-', 'API-'],
  'bill-credit': ['VCN-', 'APC-'],
  payment: ['CPM-', 'ARP-'],
  'bill-payment': ['VPM-', 'APP-'],
  'sales-order': ['SO-', 'SO-'],
  'purchase-order': ['PO-', 'PO-'],
}

function financeOperationsKeys(kind: DocumentKind, { keys }: Context): DocumentKeys {
  const [document, voucher] = FINANCE_OPERATIONS[kind]
  const serial = keys.serial(`financeOperations/${document}`)
  return { key: keys.recId(), number: padded(document, serial), ledgerKey: padded(voucher, serial) }
}

/** Whose entry numbers run together, and the first document number. */
const BUSINESS_ONE: Readonly<Record<DocumentKind, readonly [entries: string, first: number]>> = {
  invoice: ['invoice', 60_001],
  'credit-note': ['invoice', 65_001],
  bill: ['bill', 70_001],
  'bill-credit': ['bill', 75_001],
  payment: ['payment', 80_001],
  'bill-payment': ['payment', 85_001],
  'sales-order': ['sales-order', 1_001],
  'purchase-order': ['purchase-order', 5_001],
}

function businessOneKeys(kind: DocumentKind, { keys }: Context): DocumentKeys {
  const [entries, first] = BUSINESS_ONE[kind]
  const key = `${keys.serial(`businessOne/${entries}`)}`
  return { key, number: `${first - 1 + keys.serial(`businessOne/number/${kind}`)}`, ledgerKey: nextJournal(keys) }
}

function nextJournal(keys: KeyMaker): string {
  return `${keys.serial('businessOne/journal')}`
}
