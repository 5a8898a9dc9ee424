import { and, column, encodeKey, isNull, type MappedField, type NativeRow, or } from '../../gateway/connector/index.ts'
import { absolute, equal, isNegative, negative, total, zero } from '../dialects/odata/amounts.ts'
import { pointer, taxLines } from '../dialects/odata/documents.ts'
import { derived, either, flag, made } from '../dialects/odata/fields.ts'
import { at, textAt } from '../dialects/odata/row.ts'

const amount = 'AmountInTransactionCurrency'

/** An amount of an accounting item: debit is positive, credit negative. Whether it carries a sign differs between releases. */
export function signed(row: NativeRow, column: string): string {
  const amount = absolute(textAt(row, column)) ?? '0'
  return textAt(row, 'DebitCreditCode') === 'H' ? `-${amount}` : amount
}

/**
 * What is open of an item, debit positive: the whole item until it is cleared, less what was paid in part, which SAP
 * books as items of their own that refer to it.
 */
function openSigned(row: NativeRow, native: string): string {
  if (at(row, 'IsCleared')) return zero(textAt(row, native)!)
  const partials = (row.$partials as readonly NativeRow[]).filter((partial) => refersTo(partial, row))
  return total([row, ...partials].map((item) => signed(item, native)))
}

/** Never negative: what was paid in part beyond the item is not owed by anybody on this document. */
function open(row: NativeRow, native: string): string {
  const amount = openSigned(row, native)
  const owed = textAt(row, 'DebitCreditCode') === 'H' ? negative(amount) : amount
  return isNegative(owed) ? zero(owed) : owed
}

function refersTo(partial: NativeRow, row: NativeRow): boolean {
  const item = textAt(partial, 'InvoiceItemReference')
  const isSameItem = item === null || item === textAt(row, 'AccountingDocumentItem')
  const isSameYear = textAt(partial, 'InvoiceReferenceFiscalYear') === textAt(row, 'FiscalYear')
  return isSameItem && isSameYear && textAt(partial, 'CompanyCode') === textAt(row, 'CompanyCode')
}

const own = ['CompanyCode', 'FiscalYear', 'AccountingDocumentItem', 'DebitCreditCode', 'IsCleared']
const others = ['CompanyCode', 'InvoiceReferenceFiscalYear', 'InvoiceItemReference', 'DebitCreditCode']
const openColumns = (native: string) => [...own, native, ...[...others, native].map((name) => `$partials.${name}`)]

export const openAmount = (native: string): MappedField => made(openColumns(native), (row) => open(row, native))
export const openWithSign = (native: string): MappedField => made(openColumns(native), (row) => openSigned(row, native))

const unsettled = and(flag('IsReversed', false), flag('IsCleared', false))

const status = derived(
  ['IsReversed', ...openColumns(amount)],
  (row) => {
    if (at(row, 'IsReversed')) return 'VOID'
    if (at(row, 'IsCleared')) return 'PAID'
    return equal(open(row, amount), absolute(textAt(row, amount))) ? 'OPEN' : 'PARTIALLY_PAID'
  },
  {
    VOID: flag('IsReversed'),
    PAID: and(flag('IsReversed', false), flag('IsCleared')),
    PARTIALLY_PAID: unsettled,
    OPEN: unsettled,
  },
  'inexact',
)

/** Cleared, reversed, or open; whether partly paid, only the items that refer to it tell. */
export const invoiceStatus: MappedField = {
  ...status,
  together: [{ values: ['OPEN', 'PARTIALLY_PAID'], is: unsettled }],
}

/** Of the billing document, where the item stands for the whole of it: not where it is one of several instalments. */
export const billed = (native: string): MappedField =>
  made([amount, '$billing.TotalGrossAmount', `$billing.${native}`], (row) => {
    const isWhole = equal(absolute(textAt(row, amount)), textAt(row, '$billing/TotalGrossAmount'))
    return isWhole ? textAt(row, `$billing/${native}`) : null
  })

/** Open, and not said to be for any document. */
export const unapplied = made(['IsCleared', 'InvoiceReference', amount], (row) => {
  const paid = absolute(textAt(row, amount))
  const isApplied = at(row, 'IsCleared') || at(row, 'InvoiceReference')
  return isApplied && paid !== null ? zero(paid) : paid
})

/** The same without the amount, which SAP can search for. */
export const isApplied = derived(
  ['IsCleared', 'InvoiceReference'],
  (row) => `${Boolean(at(row, 'IsCleared') || at(row, 'InvoiceReference'))}`,
  {
    true: or(flag('IsCleared'), isNull(column('InvoiceReference'), false)),
    false: and(flag('IsCleared', false), isNull(column('InvoiceReference'))),
  },
)

export const paymentStatus = either('IsReversed', 'REVERSED', 'POSTED')

export const salesOrders = pointer('SalesOrder', ['SalesDocument'], (row) => {
  const number = textAt(row, 'SalesDocument')
  return { key: number && encodeKey([number]), number }
})

/** The rate is not told, only what is taxed and the tax. */
export const billedTax = made(['NetAmount', 'TaxAmount', 'TransactionCurrency'], (row) =>
  taxLines({
    net: textAt(row, 'NetAmount'),
    tax: textAt(row, 'TaxAmount'),
    currency: textAt(row, 'TransactionCurrency'),
  }),
)
