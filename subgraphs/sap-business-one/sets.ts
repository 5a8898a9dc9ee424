import {
  type Column,
  column,
  type EntityMap,
  type EntityName,
  type KeyPart,
  type NativeFilter,
  oneOf,
} from '../../gateway/connector/index.ts'

/** Where the rows of an entity are: in one set or several, by themselves or inside a collection of the rows of a set. */
export interface Place {
  readonly sets: readonly string[]
  /** All columns of the key, as they are typed. */
  readonly key: readonly KeyPart[]
  /** The column that tells the entries of a collection apart. */
  readonly entry?: Column
  /** Not asked for: a row that the settings hold. */
  readonly row?: Readonly<Record<string, unknown>>
}

/** The column that names the set of a row: keys of documents are unique within their kind only. */
export const kind = 'Set'

const text = (native: string): KeyPart => ({ native, type: 'text' })
const number = (native: string): KeyPart => ({ native, type: 'number' })
const docEntry = number('DocEntry')
const lineNum = number('DocumentLines/LineNum')

const set = (name: string, ...key: readonly KeyPart[]): Place => ({ sets: [name], key })
const entries = (name: string, ...key: readonly KeyPart[]): Place => ({ sets: [name], key, entry: key.at(-1)! })
const invoiceSets = ['CreditNotes', 'Invoices', 'PurchaseInvoices']

export const places = {
  partners: set('BusinessPartners', text('CardCode')),
  contacts: entries('BusinessPartners', text('CardCode'), number('ContactEmployees/InternalCode')),
  items: set('Items', text('ItemCode')),
  stock: entries('Items', text('ItemCode'), text('ItemWarehouseInfoCollection/WarehouseCode')),
  warehouses: set('Warehouses', text('WarehouseCode')),
  orders: set('Orders', docEntry),
  orderLines: entries('Orders', docEntry, lineNum),
  purchases: set('PurchaseOrders', docEntry),
  purchaseLines: entries('PurchaseOrders', docEntry, lineNum),
  invoices: { sets: invoiceSets, key: [text(kind), docEntry] },
  invoiceLines: { sets: invoiceSets, key: [text(kind), docEntry, lineNum], entry: lineNum },
  payments: { sets: ['IncomingPayments', 'VendorPayments'], key: [text(kind), docEntry] },
  accounts: set('ChartOfAccounts', text('Code')),
  journals: set('JournalEntries', number('JdtNum')),
  journalLines: entries('JournalEntries', number('JdtNum'), number('JournalEntryLines/Line_ID')),
} as const satisfies Record<string, Place>

/** An entity map over a place. The Service Layer sorts and compares by keys; entries are sorted here. */
export function mapped<E extends EntityName>(
  place: Place,
  map: Omit<EntityMap<E, Place>, 'object' | 'hint' | 'key' | 'keyOrder'>,
): EntityMap<E, Place> {
  const object = place.entry ? `${place.sets.join(', ')}/${place.entry.native.split('/')[0]}` : place.sets.join(', ')
  return { object, hint: place, key: place.key, keyOrder: true, modifiedPrecision: 'NONE', ...map }
}

export const oneOfTypes = (...types: readonly string[]): NativeFilter => oneOf(column('CardType'), ...types)
