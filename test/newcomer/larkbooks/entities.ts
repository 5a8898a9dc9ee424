import { and, column, compare, type EntityMaps, type MappedField } from '../../../gateway/connector/index.ts'

const EQUAL = { eq: 'exact', in: 'exact', isNull: 'exact' } as const
const ORDERED = { ...EQUAL, lt: 'exact', gt: 'exact' } as const
// Names are compared without case: more than asked for, and rechecked.
const CASELESS = { eq: 'inexact', in: 'inexact', contains: 'inexact', startsWith: 'inexact' } as const

const ordered = (native: string): MappedField => ({ native, filter: ORDERED, sort: true })
const code = (native: string): MappedField => ({ ...ordered(native), filter: { ...ORDERED, contains: 'exact' } })
const ref = (native: string): MappedField => ({ native, type: 'number', filter: EQUAL })
const name: MappedField = { native: 'name', filter: CASELESS }
const currency: MappedField = { native: 'currency', filter: EQUAL, present: true }
const plain = (native: string): MappedField => ({ native })
const unknown: MappedField = { constant: 'UNKNOWN' }
const none = { absent: 'NOT_PROVIDED_BY_SOURCE' } as const
const states = { true: 'ACTIVE', false: 'ARCHIVED' }
const inUse: MappedField = { native: 'active', type: 'boolean', values: states, filter: EQUAL }
const byId = { key: [column('id', 'number')], keyOrder: true }

const isPosted = compare(column('status'), 'eq', 'posted')
const isSettled = compare(column('open', 'number'), 'eq', '0')
const isOpen = compare(column('open', 'number'), 'gt', '0')

export const entities: EntityMaps = {
  Customer: {
    ...byId,
    object: 'patrons',
    fields: { name, legalName: none, kind: unknown, status: inUse, employeeCount: ordered('employees'), currency },
  },
  Invoice: {
    ...byId,
    object: 'bills',
    fields: {
      number: code('number'),
      direction: { constant: 'RECEIVABLE' },
      kind: { native: 'kind', values: { invoice: 'STANDARD', 'credit-note': 'CREDIT_NOTE' }, filter: EQUAL },
      customer: ref('customerId'),
      supplier: none,
      dueDate: ordered('dueOn'),
      paidDate: ordered('paidOn'),
      // Larkbooks says "posted" of what is paid as well: each of our values is told by a condition.
      status: {
        needs: ['status', 'open'],
        decode: ({ status, open }) => (status === 'posted' ? (/[1-9]/.test(String(open)) ? 'OPEN' : 'PAID') : 'DRAFT'),
        cases: {
          PAID: and(isPosted, isSettled),
          OPEN: and(isPosted, isOpen),
          DRAFT: compare(column('status'), 'eq', 'draft'),
        },
        filter: { eq: 'exact', in: 'exact' },
      },
      currency,
      'open.document.amount': { ...ordered('open'), present: true },
      'open.document.currency': currency,
    },
  },
  InvoiceLine: {
    object: 'bill_lines',
    key: [column('bill', 'number'), column('lineNo', 'number')],
    keyOrder: true,
    fields: {
      invoice: ref('bill'),
      lineNo: ordered('lineNo'),
      item: ref('itemId'),
      'quantity.value': plain('quantity'),
    },
  },
  Item: {
    ...byId,
    object: 'goods',
    // Not everything has a price, and prices stand on a shelf of their own.
    parts: { price: { object: 'prices', key: column('good', 'number'), on: 'id' } },
    fields: {
      sku: code('sku'),
      name,
      type: unknown,
      status: unknown,
      tracking: unknown,
      'listPrice.amount': plain('$price.amount'),
      'listPrice.currency': plain('$price.currency'),
    },
  },
  Warehouse: { ...byId, object: 'sheds', fields: { code: code('code'), name, type: unknown, status: inUse } },
  // Larkbooks counts by the box: a stock level is all boxes of one good in one shed.
  StockLevel: {
    object: 'boxes',
    key: [column('itemId', 'number'), column('warehouseId', 'number')],
    keyOrder: true,
    rollup: { sum: ['onHand.value'], ordered: true },
    fields: { item: ref('itemId'), warehouse: ref('warehouseId'), category: unknown, 'onHand.value': plain('onHand') },
  },
}
