import Big from 'big.js'
import {
  column,
  compare,
  type EntityMaps,
  type FieldMap,
  type MappedField,
  type NativeRow,
} from '../../gateway/connector/index.ts'
import { isNegative, known, negative } from '../dialects/odata/amounts.ts'
import { pointer } from '../dialects/odata/documents.ts'
import { derived, type EntitySet, made, mapped, ordered, plain, unsigned, words } from '../dialects/odata/fields.ts'
import { decimalAt, textAt } from '../dialects/odata/row.ts'
import {
  booked,
  columnsOf,
  company,
  currencyOf,
  dayAt,
  enumerated,
  inCompany,
  keyWithin,
  money,
  quantity,
  text,
  unitIn,
  within,
} from './fields.ts'
import { invoiceKey, text as key, number, openTransactionSet, partOf, sets } from './sets.ts'
import type { Settings } from './settings.ts'

const amount = 'TotalInvoiceAmount'

/** A credit note is an invoice of a negative total. */
const kind = derived([amount], (row) => (isNegative(decimalAt(row, amount)) ? 'CREDIT_NOTE' : 'STANDARD'), {
  CREDIT_NOTE: compare(column(amount, 'number'), 'lt', '0'),
  STANDARD: compare(column(amount, 'number'), 'gte', '0'),
})

/** Lines of a credit note have negative quantities; a discount is a positive quantity of a negative amount, and stays so. */
const lineNet = made(['InvoicedQuantity', 'LineAmount'], (row) => {
  const net = decimalAt(row, 'LineAmount')
  return net !== null && isNegative(decimalAt(row, 'InvoicedQuantity')) ? negative(net) : net
})

const salesOrders = pointer('SalesOrder', ['dataAreaId', 'SalesOrderNumber'], (row) => {
  const number = textAt(row, 'SalesOrderNumber')
  return { key: keyWithin(row, number), number }
})

const openNeeds = ['InvoiceNumber', 'CurrencyCode', amount, ...columnsOf('open', 'Invoice', 'DueDate', 'OpenAmountMST')]

/** What the snapshot holds of this invoice; several rows are instalments. */
const openRows = (row: NativeRow) =>
  inCompany(row, 'open').filter((other) => textAt(other, 'Invoice') === textAt(row, 'InvoiceNumber'))

/** The snapshot has what is open, in the accounting currency; what it does not have is paid, or newer than it. */
const openBase = (row: NativeRow): string | null =>
  known(openRows(row).map((other) => decimalAt(other, 'OpenAmountMST')))

const fromOpen = (settings: Settings, decode: (row: NativeRow) => unknown): FieldMap =>
  settings.openTransactions === undefined ? { absent: 'NOT_MAPPED' } : made(openNeeds, decode)

/** In the direction of the document: what is open of a credit note is negative in the snapshot. */
const directed = (row: NativeRow, open: string | null): string | null =>
  open !== null && isNegative(decimalAt(row, amount)) ? negative(open) : open

/** In the currency of the invoice only where that is the accounting currency: nothing is converted here. */
const openDocument = (row: NativeRow, settings: Settings): string | null =>
  textAt(row, 'CurrencyCode') === currencyOf(row, settings) ? openBase(row) : null

function statusOf(row: NativeRow, settings: Settings): string {
  const open = openBase(row)
  if (open !== null && new Big(open).eq(0)) return 'PAID'
  const [left, whole] = [openDocument(row, settings), decimalAt(row, amount)]
  if (left === null || whole === null) return 'UNKNOWN'
  return new Big(left).eq(whole) ? 'OPEN' : 'PARTIALLY_PAID'
}

const earliest = (row: NativeRow): string | null =>
  openRows(row)
    .map((other) => dayAt(other, 'DueDate'))
    .filter((day) => day !== null)
    .sort()[0] ?? null

const invoiceStatus = (settings: Settings): MappedField =>
  settings.openTransactions === undefined ? { constant: 'UNKNOWN' } : made(openNeeds, (row) => statusOf(row, settings))

/** Money came in by a credit, and went back by a debit. */
const received = 'CreditAmount'
const isReceived = (row: NativeRow) => new Big(decimalAt(row, received) ?? 0).gt(0)
const direction = derived([received], (row) => (isReceived(row) ? 'INBOUND' : 'OUTBOUND'), {
  INBOUND: compare(column(received, 'number'), 'gt', '0'),
  OUTBOUND: compare(column(received, 'number'), 'lte', '0'),
})

const paid = made([received, 'DebitAmount'], (row) => decimalAt(row, isReceived(row) ? received : 'DebitAmount'))

/** What customers were billed, what they paid, and what they may still buy on credit. */
export function receivables(settings: Settings): EntityMaps<EntitySet['hint']> {
  const { openTransactions } = settings
  const currency = 'CurrencyCode'
  const open = (decode: (row: NativeRow) => unknown) => fromOpen(settings, decode) as MappedField
  return {
    Invoice: mapped<'Invoice'>(sets.invoices, {
      key: invoiceKey,
      lacks: [
        // Free text invoices are documents of their own, whose fields are not documented.
        { where: { kind: ['STANDARD', 'CREDIT_NOTE'] } },
        // What the last run of the snapshot did not have, or had in another currency, is UNKNOWN, open or not.
        { where: { status: ['OPEN', 'PARTIALLY_PAID'] }, isListed: true },
      ],
      ...(openTransactions !== undefined && {
        parts: { open: partOf(openTransactionSet(openTransactions), 'Voucher', 'LedgerVoucher') },
      }),
      fields: {
        direction: { constant: 'RECEIVABLE' },
        kind,
        number: text('InvoiceNumber'),
        customer: within('InvoiceCustomerAccountNumber'),
        issueDate: ordered('InvoiceDate'),
        dueDate: fromOpen(settings, earliest),
        status: invoiceStatus(settings),
        ...money('totals.taxInclusive', unsigned(amount), currency),
        ...money('totals.tax', unsigned('TotalTaxAmount'), currency),
        ...money('totals.charges', unsigned('TotalChargeAmount'), currency),
        ...money('totals.allowances', unsigned('TotalDiscountAmount'), currency),
        currency: text(currency),
        ...money(
          'open.document',
          open((row) => directed(row, openDocument(row, settings))),
          currency,
        ),
        ...booked(
          'open.base',
          open((row) => directed(row, openBase(row))),
          settings,
        ),
        ...money(
          'openSigned',
          open((row) => openDocument(row, settings)),
          currency,
        ),
        'paymentTerm.code': plain('PaymentTermsName'),
        poNumber: words('CustomersOrderReference'),
        salesOrders,
        'meta.legalEntity': company('dataAreaId'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),

    InvoiceLine: mapped<'InvoiceLine'>(sets.invoiceLines, {
      key: [...invoiceKey, number('LineCreationSequenceNumber')],
      parts: { item: partOf(sets.products, 'ProductNumber') },
      fields: {
        invoice: { native: invoiceKey.map(({ native }) => native), filter: { eq: 'inexact', in: 'inexact' } },
        lineNo: { native: 'LineCreationSequenceNumber', type: 'number' },
        // A line names the product of all companies; the item is what this one calls it.
        item: made(columnsOf('item', 'ItemNumber'), (row) =>
          keyWithin(row, textAt(inCompany(row, 'item')[0], 'ItemNumber')),
        ),
        description: plain('ProductName'),
        ...quantity('quantity', unsigned('InvoicedQuantity'), unitIn('SalesUnitSymbol'), settings),
        ...money('unitPrice', plain('SalesPrice'), currency),
        ...money('net', lineNet, currency),
        'meta.legalEntity': company('dataAreaId'),
      },
    }),

    Payment: mapped<'Payment'>(sets.payments, {
      key: [key('dataAreaId'), key('JournalBatchNumber'), number('LineNumber')],
      fields: {
        direction,
        number: text('Voucher'),
        customer: within('AccountDisplayValue'),
        date: ordered('TransactionDate'),
        ...money('amount.document', paid, currency),
        method: { native: 'PaymentMethodName', values: settings.paymentMethods },
        status: enumerated('PaymentStatus', settings.paymentStatuses, settings),
        sourceStatus: plain('PaymentStatus'),
        reference: words('PaymentReference'),
        'meta.legalEntity': company('dataAreaId'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),
  }
}
