import { encodeKey, type NativeRow } from '../../gateway/connector/index.ts'
import { isZero, total } from '../dialects/odata/amounts.ts'
import { idOf } from '../dialects/odata/documents.ts'
import { made, ordered } from '../dialects/odata/fields.ts'
import { at, manyAt, textAt } from '../dialects/odata/row.ts'
import { partner } from './documents.ts'
import { choice, code, currencyAt, decimalAt, digits, money, owner } from './fields.ts'
import { kind } from './sets.ts'
import type { Settings } from './settings.ts'

const means = ['CashSum', 'TransferSum', 'BillOfExchangeAmount'] as const
const papers = ['PaymentChecks', 'PaymentCreditCards'] as const
const isPaidBy = (row: NativeRow, name: (typeof papers)[number]) => manyAt(row, name).length > 0

/** What cheques and cards amount to is told in their own lists only, so that of a payment with any nobody knows. */
function amountPaid(row: NativeRow): string | null {
  if (papers.some((name) => isPaidBy(row, name))) return null
  return total(means.map((name) => decimalAt(row, name) ?? '0'))
}

const methods = { CashSum: 'CASH', TransferSum: 'BANK_TRANSFER', BillOfExchangeAmount: 'OTHER' } as const

/** The one way in which it was paid; several are none of ours. */
function methodOf(row: NativeRow): string {
  const used = [
    ...means.filter((name) => !isZero(decimalAt(row, name))).map((name) => methods[name]),
    ...(isPaidBy(row, 'PaymentChecks') ? ['CHECK'] : []),
    ...(isPaidBy(row, 'PaymentCreditCards') ? ['CARD'] : []),
  ]
  return used.length === 0 ? 'UNKNOWN' : used.length === 1 ? used[0]! : 'OTHER'
}

const paymentSides = { IncomingPayments: 'INBOUND', VendorPayments: 'OUTBOUND' }
const settledBy: Readonly<Record<string, string>> = { it_Invoice: 'Invoices', it_CredItnote: 'CreditNotes' }

function allocations(row: NativeRow, source: string, settings: Settings) {
  const currency = currencyAt(row, 'DocCurrency', settings)
  const date = textAt(row, 'DocDate')?.slice(0, 10) ?? null
  return manyAt(row, 'PaymentInvoices').flatMap((found) => {
    const set = settledBy[textAt(found, 'InvoiceType') ?? '']
    const amount = decimalAt(found, currency === settings.currency ? 'SumApplied' : 'AppliedFC')
    const entry = at(found, 'DocEntry')
    if (amount === null || currency === null || entry === null) return []
    const id = idOf('Invoice', source, set === undefined ? null : encodeKey([set, String(entry)]))
    const type = set === undefined ? (textAt(found, 'InvoiceType') ?? 'Document') : 'Invoice'
    return [{ document: { id, type, number: null }, amount: { amount, currency }, discountTaken: null, date }]
  })
}

export const payment = (settings: Settings) => ({
  ...owner(settings),
  direction: choice(kind, paymentSides),
  number: digits('DocNum'),
  customer: partner(paymentSides, 'INBOUND'),
  supplier: partner(paymentSides, 'OUTBOUND'),
  date: ordered('DocDate'),
  ...money('amount.document', made([...means, ...papers], amountPaid), 'DocCurrency', settings),
  method: made([...means, ...papers], methodOf),
  status: choice('Cancelled', { tYES: 'VOID', tNO: 'POSTED' }),
  reference: code('TransferReference'),
  allocations: made(
    [
      'DocCurrency',
      'DocDate',
      ...['DocEntry', 'InvoiceType', 'SumApplied', 'AppliedFC'].map((name) => `PaymentInvoices/${name}`),
    ],
    (row, { source }) => allocations(row, source, settings),
  ),
})
