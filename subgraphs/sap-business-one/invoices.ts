import { and, column, compare, encodeKey, type MappedField, type NativeRow } from '../../gateway/connector/index.ts'
import { difference, isZero, negative } from '../dialects/odata/amounts.ts'
import { idOf, taxLines } from '../dialects/odata/documents.ts'
import { derived, made, ordered, plain } from '../dialects/odata/fields.ts'
import { at } from '../dialects/odata/row.ts'
import {
  cancelled,
  costCenter,
  document,
  inLine,
  isClosed,
  isLocal,
  isOpen,
  isValid,
  line,
  lineDecimal,
  partner,
  totalColumns,
} from './documents.ts'
import { choice, code, decimalAt, money, quantity } from './fields.ts'
import { kind } from './sets.ts'
import type { Settings } from './settings.ts'

const directions = { Invoices: 'RECEIVABLE', CreditNotes: 'RECEIVABLE', PurchaseInvoices: 'PAYABLE' }
const kinds = { Invoices: 'STANDARD', CreditNotes: 'CREDIT_NOTE', PurchaseInvoices: 'STANDARD' }

const paid = column('PaidToDate', 'number')
const settled = ['Cancelled', 'DocumentStatus', 'PaidToDate']

/** What is not paid, in the company's currency. A closed or cancelled document is not open, whatever its total. */
function openLocal(row: NativeRow): string | null {
  if (at(row, 'Cancelled') === 'tYES' || at(row, 'DocumentStatus') !== 'bost_Open') return '0'
  return difference(decimalAt(row, 'DocTotal'), decimalAt(row, 'PaidToDate'))
}

/** In the document's currency: what was paid is told in the company's only, so that of a part nobody knows. */
function openForeign(row: NativeRow, settings: Settings): string | null {
  const open = openLocal(row)
  if (open === null || isLocal(row, settings) || isZero(open)) return open
  return isZero(decimalAt(row, 'PaidToDate')) ? decimalAt(row, 'DocTotalFc') : null
}

const openColumns = [...settled, ...totalColumns]

const open = (settings: Settings) => made(openColumns, (row) => openForeign(row, settings))

/** What a credit note leaves open is owed to the customer. */
const openSigned = (settings: Settings) =>
  made([kind, ...openColumns], (row) => {
    const amount = openForeign(row, settings)
    return amount !== null && at(row, kind) === 'CreditNotes' ? negative(amount) : amount
  })

const invoiceStatus = derived(
  settled,
  (row) => {
    if (at(row, 'Cancelled') === 'tYES') return 'VOID'
    if (at(row, 'DocumentStatus') !== 'bost_Open')
      return at(row, 'DocumentStatus') === 'bost_Close' ? 'PAID' : 'UNKNOWN'
    return isZero(decimalAt(row, 'PaidToDate')) ? 'OPEN' : 'PARTIALLY_PAID'
  },
  {
    VOID: compare(cancelled, 'eq', 'tYES'),
    PAID: and(isValid, isClosed),
    OPEN: and(isValid, isOpen, compare(paid, 'eq', '0')),
    PARTIALLY_PAID: and(isValid, isOpen, compare(paid, 'ne', '0')),
  },
)

export const invoice = (settings: Settings) => ({
  ...document(settings),
  direction: choice(kind, directions),
  kind: choice(kind, kinds),
  customer: partner(directions, 'RECEIVABLE'),
  supplier: partner(directions, 'PAYABLE'),
  partyNumber: code('NumAtCard'),
  issueDate: ordered('TaxDate'),
  postingDate: ordered('DocDate'),
  dueDate: ordered('DocDueDate'),
  status: invoiceStatus,
  ...money('open.document', open(settings), 'DocCurrency', settings),
  'open.base.amount': made([...settled, 'DocTotal'], openLocal),
  'open.base.currency': { constant: settings.currency },
  ...money('openSigned', openSigned(settings), 'DocCurrency', settings),
  'paymentTerm.code': { native: 'PaymentGroupCode', type: 'number' } as MappedField,
})

/** Object type of sales orders, where a line was made from one. */
const salesOrders = '17'

export const invoiceLine = (settings: Settings) => ({
  ...line(settings),
  ...quantity('quantity', lineDecimal('Quantity'), inLine('MeasureUnit'), settings),
  invoice: { native: [kind, 'DocEntry'], filter: { eq: 'exact', in: 'exact' } } as MappedField,
  account: plain(inLine('AccountCode')),
  taxes: made([inLine('TaxTotal'), inLine('LineTotal')], (row) => taxes(row, settings)),
  dimensions: costCenter(inLine('CostingCode')),
  ...orderLineOf(),
})

function orderLineOf() {
  const needs = ['BaseType', 'BaseEntry', 'BaseLine'].map(inLine)
  const isOfOrder = (row: NativeRow) => String(at(row, inLine('BaseType')) ?? '') === salesOrders
  return {
    'orderLine.type': made(needs, (row) => (isOfOrder(row) ? 'SalesOrderLine' : null)),
    'orderLine.id': made(needs, (row, { source }) => {
      const key = [at(row, inLine('BaseEntry')), at(row, inLine('BaseLine'))]
      return isOfOrder(row) && !key.includes(null) ? idOf('SalesOrderLine', source, encodeKey(key.map(String))) : null
    }),
  }
}

/** Both in the company's currency; the rate is not told. */
const taxes = (row: NativeRow, { currency }: Settings) =>
  taxLines({ net: decimalAt(row, inLine('LineTotal')), tax: decimalAt(row, inLine('TaxTotal')), currency })

export const isNoCancellation = compare(column('CancelStatus'), 'ne', 'csCancellation')
