import Big from 'big.js'
import {
  and,
  column,
  compare,
  encodeGlobalId,
  encodeKey,
  type FieldMap,
  type MappedField,
  type NativeRow,
  oneOf,
  type SourceName,
} from '../../gateway/connector/index.ts'
import { derived, made, ordered, orderedOrNull, plain } from '../dialects/odata/fields.ts'
import { at, manyAt, textAt } from '../dialects/odata/row.ts'
import {
  choice,
  code,
  currency,
  currencyAt,
  decimalAt,
  difference,
  digits,
  isZero,
  money,
  owner,
  quantity,
  stamps,
  sum,
} from './fields.ts'
import { kind } from './sets.ts'
import type { Settings } from './settings.ts'

const isLocal = (row: NativeRow, settings: Settings) => currencyAt(row, 'DocCurrency', settings) === settings.currency

/** DocTotal is in the company's currency, DocTotalFc in the document's where that is another. */
const total = (row: NativeRow, settings: Settings) => decimalAt(row, isLocal(row, settings) ? 'DocTotal' : 'DocTotalFc')
const totalColumns = ['DocCurrency', 'DocTotal', 'DocTotalFc']

/** What is told in the company's currency only is known of documents in it. */
const ifLocal = (settings: Settings, needs: readonly string[], of: (row: NativeRow) => string | null): MappedField =>
  made(['DocCurrency', ...needs], (row) => (isLocal(row, settings) ? of(row) : null))

const totals = (settings: Settings) => ({
  ...money(
    'totals.taxInclusive',
    made(totalColumns, (row) => total(row, settings)),
    'DocCurrency',
    settings,
  ),
  ...money(
    'totals.tax',
    ifLocal(settings, ['VatSum'], (row) => decimalAt(row, 'VatSum')),
    'DocCurrency',
    settings,
  ),
  ...money(
    'totals.taxExclusive',
    ifLocal(settings, ['DocTotal', 'VatSum'], (row) =>
      difference(decimalAt(row, 'DocTotal'), decimalAt(row, 'VatSum')),
    ),
    'DocCurrency',
    settings,
  ),
})

const document = (settings: Settings) =>
  ({
    ...owner(settings),
    ...stamps(settings, 'CreationDate'),
    ...totals(settings),
    number: digits('DocNum'),
    currency: currency('DocCurrency', settings),
    sourceStatus: plain('DocumentStatus'),
  }) as const satisfies Record<string, FieldMap>

const status = column('DocumentStatus')
const cancelled = column('Cancelled')
const isOpen = compare(status, 'eq', 'bost_Open')
const isClosed = compare(status, 'eq', 'bost_Close')
const isValid = compare(cancelled, 'eq', 'tNO')

/** Closed by the last delivery or by hand: the document does not tell which. */
const orderStatus = derived(
  ['Cancelled', 'DocumentStatus'],
  (row) => {
    if (at(row, 'Cancelled') === 'tYES') return 'CANCELLED'
    return orderStatuses[textAt(row, 'DocumentStatus') ?? ''] ?? 'UNKNOWN'
  },
  {
    CANCELLED: compare(cancelled, 'eq', 'tYES'),
    OPEN: and(isValid, isOpen),
    CLOSED: and(isValid, isClosed),
  },
)

const orderStatuses: Readonly<Record<string, string>> = { bost_Open: 'OPEN', bost_Close: 'CLOSED' }

const lineQuantities = ['DocumentLines/Quantity', 'DocumentLines/RemainingOpenQuantity']

/** How much of all lines has gone on to deliveries or receipts. */
const progress = made(lineQuantities, (row) => {
  const lines = manyAt(row, 'DocumentLines').map((line) => ({
    all: new Big(decimalAt(line, 'Quantity') ?? 0),
    left: new Big(decimalAt(line, 'RemainingOpenQuantity') ?? 0),
  }))
  if (lines.length === 0) return 'NOT_APPLICABLE'
  if (lines.every(({ left }) => left.lte(0))) return 'COMPLETE'
  return lines.every(({ all, left }) => left.gte(all)) ? 'NONE' : 'PARTIAL'
})

const order = (settings: Settings) =>
  ({
    ...document(settings),
    orderDate: ordered('DocDate'),
    status: orderStatus,
    billing: { constant: 'UNKNOWN' },
  }) as const satisfies Record<string, FieldMap>

export const salesOrder = (settings: Settings) => ({
  ...order(settings),
  customer: code('CardCode'),
  requestedDate: orderedOrNull('DocDueDate'),
  fulfillment: progress,
  creditCheck: { constant: 'UNKNOWN' },
  customerPoNumber: code('NumAtCard'),
})

export const purchaseOrder = (settings: Settings) => ({
  ...order(settings),
  supplier: code('CardCode'),
  expectedDate: orderedOrNull('DocDueDate'),
  receipt: progress,
  supplierReference: code('NumAtCard'),
})

const inLine = (name: string) => `DocumentLines/${name}`
const lineDecimal = (name: string) => made([inLine(name)], (row) => decimalAt(row, inLine(name)))

/** Line totals are in the company's currency. */
const lineNet = (settings: Settings) =>
  money(
    'net',
    made([inLine('LineTotal'), inLine('Currency')], (row) =>
      currencyAt(row, inLine('Currency'), settings) === settings.currency ? decimalAt(row, inLine('LineTotal')) : null,
    ),
    inLine('Currency'),
    settings,
  )

const line = (settings: Settings) =>
  ({
    lineNo: { native: inLine('LineNum'), type: 'number' },
    item: plain(inLine('ItemCode')),
    description: plain(inLine('ItemDescription')),
    ...money('unitPrice', lineDecimal('UnitPrice'), inLine('Currency'), settings),
    ...lineNet(settings),
    'meta.legalEntity': owner(settings)['meta.legalEntity'],
  }) as const satisfies Record<string, FieldMap>

const orderLine = (settings: Settings) => ({
  ...line(settings),
  ...quantity('ordered', lineDecimal('Quantity'), inLine('MeasureUnit'), settings),
  ...quantity('open', lineDecimal('RemainingOpenQuantity'), inLine('MeasureUnit'), settings),
  warehouse: plain(inLine('WarehouseCode')),
  status: { native: inLine('LineStatus'), values: orderStatuses },
  sourceStatus: plain(inLine('LineStatus')),
})

export const salesOrderLine = (settings: Settings) => ({
  ...orderLine(settings),
  salesOrder: digits('DocEntry'),
  requestedDate: { native: inLine('ShipDate') },
})

export const purchaseOrderLine = (settings: Settings) => ({
  ...orderLine(settings),
  purchaseOrder: digits('DocEntry'),
  expectedDate: { native: inLine('ShipDate') },
})

const directions = { Invoices: 'RECEIVABLE', CreditNotes: 'RECEIVABLE', PurchaseInvoices: 'PAYABLE' }
const kinds = { Invoices: 'STANDARD', CreditNotes: 'CREDIT_NOTE', PurchaseInvoices: 'STANDARD' }

/** Receivable and payable partners share their codes: only the kind of document tells which this one is. */
const partner = (set: Readonly<Record<string, string>>, side: string): MappedField => ({
  native: 'CardCode',
  needs: [kind],
  decode: (row) => {
    const card = textAt(row, 'CardCode')
    return set[textAt(row, kind) ?? ''] === side && card !== null ? encodeKey([card]) : null
  },
  filter: { eq: 'inexact', in: 'inexact' },
})

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
    return amount !== null && at(row, kind) === 'CreditNotes' ? new Big(amount).neg().toFixed() : amount
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
      if (!isOfOrder(row) || key.includes(null)) return null
      return encodeGlobalId({ type: 'SalesOrderLine', source: source as SourceName, key: encodeKey(key.map(String)) })
    }),
  }
}

/** Both in the company's currency; the rate is not told. */
function taxes(row: NativeRow, { currency }: Settings) {
  const [taxable, tax] = ['LineTotal', 'TaxTotal'].map((name) => decimalAt(row, inLine(name)))
  if (taxable == null || tax == null) return []
  return [{ code: null, rate: null, taxable: { amount: taxable, currency }, tax: { amount: tax, currency } }]
}

export const costCenter = (native: string) =>
  made([native], (row) => {
    const center = textAt(row, native)
    return center === null ? [] : [{ kind: 'COST_CENTER', code: center, name: null }]
  })

const means = ['CashSum', 'TransferSum', 'BillOfExchangeAmount'] as const
const papers = ['PaymentChecks', 'PaymentCreditCards'] as const
const isPaidBy = (row: NativeRow, name: (typeof papers)[number]) => manyAt(row, name).length > 0

/** What cheques and cards amount to is told in their own lists only, so that of a payment with any nobody knows. */
function amountPaid(row: NativeRow): string | null {
  if (papers.some((name) => isPaidBy(row, name))) return null
  return sum(...means.map((name) => decimalAt(row, name) ?? '0'))
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
    const key = encodeKey([set ?? '', String(entry)])
    const id = set === undefined ? null : encodeGlobalId({ type: 'Invoice', source: source as SourceName, key })
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

export const isNoCancellation = oneOf(column('CancelStatus'), 'csYes', 'csNo')
