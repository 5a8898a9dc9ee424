import type {
  CurrencyCode,
  Decimal,
  Invoice,
  IsoDate,
  JournalEntry,
  Payment,
  PurchaseOrder,
  SalesOrder,
} from '../../simulator/company/types.ts'
import type { Account, Party } from './account.ts'

/** What NetSuite's `transaction` says of a document, whatever its type. Amounts have NetSuite's signs. */
export interface Header {
  readonly number: string
  readonly party: Party | undefined
  readonly on: IsoDate
  readonly due: IsoDate | null
  readonly currency: CurrencyCode
  readonly rate: Decimal
  readonly total: Decimal | null
  readonly status: string
  readonly isPosting: boolean
  readonly isVoided: boolean
  readonly legalEntityId: number
  readonly term: string | null
  readonly reference: string | null
  readonly memo: string | null
  readonly createdAt: string
  readonly modifiedAt: string
  /** Of invoices and bills. */
  readonly paid?: Decimal
  readonly unpaid?: Decimal
  /** Of credit memos and payments. */
  readonly used?: Decimal
  readonly unused?: Decimal
  /** The document that it was made from. */
  readonly sourceId: string | null
}

export type TypeCode =
  | 'CustInvc'
  | 'CustCred'
  | 'CustPymt'
  | 'SalesOrd'
  | 'PurchOrd'
  | 'VendBill'
  | 'VendCred'
  | 'VendPymt'
  | 'Journal'

export const typeNames: Readonly<Record<TypeCode, string>> = {
  CustInvc: 'Invoice',
  CustCred: 'Credit Memo',
  CustPymt: 'Payment',
  SalesOrd: 'Sales Order',
  PurchOrd: 'Purchase Order',
  VendBill: 'Bill',
  VendCred: 'Bill Credit',
  VendPymt: 'Bill Payment',
  Journal: 'Journal',
}

/** With the other sign; nothing has none. */
export function negative(amount: Decimal): Decimal {
  if (!/[1-9]/.test(amount)) return amount
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`
}
export const absolute = (amount: Decimal): Decimal => amount.replace('-', '')
const isZero = (amount: Decimal): boolean => !/[1-9]/.test(amount)

/** Credit memos and bills are negative. What is left of a credit is unused, where an invoice's is unpaid. */
export function invoiceHeader(invoice: Invoice, account: Account): Header {
  const { company } = account
  const isPosting = invoice.status === 'posted'
  const settled = isPosting ? { paid: invoice.paid, open: invoice.open } : { paid: '0', open: '0' }
  const isCredit = invoice.kind === 'credit-note'
  const isSale = invoice.direction === 'receivable'
  const [orders, orderId] = isSale
    ? [company.salesOrders, invoice.salesOrderId]
    : [company.purchaseOrders, invoice.purchaseOrderId]
  const corrected =
    invoice.correctsId === null ? undefined : (isSale ? company.invoices : company.bills)[invoice.correctsId]
  return {
    ...common(invoice),
    party: account.customerOf(invoice.customerId) ?? account.supplierOf(invoice.supplierId),
    on: invoice.issuedOn,
    due: isCredit ? null : invoice.dueOn,
    total: isCredit === isSale ? negative(invoice.gross) : invoice.gross,
    status: isPosting && isZero(invoice.open) ? 'B' : 'A',
    isPosting,
    term: invoice.term,
    reference: invoice.partyNumber,
    sourceId: (isCredit ? corrected : orderId === null ? undefined : orders[orderId])?.key ?? null,
    ...(isCredit ? { used: settled.paid, unused: settled.open } : { paid: settled.paid, unpaid: settled.open }),
  }
}

/** Money that goes out is negative. */
export function paymentHeader(payment: Payment, account: Account): Header {
  const isPosting = payment.status === 'posted'
  const isInbound = payment.direction === 'inbound'
  return {
    ...common(payment),
    party: account.customerOf(payment.customerId) ?? account.supplierOf(payment.supplierId),
    on: payment.paidOn,
    due: null,
    total: isInbound ? payment.amount : negative(payment.amount),
    status: isPosting ? 'C' : 'A',
    isPosting,
    term: null,
    reference: payment.reference,
    sourceId: null,
    ...(isInbound && { used: payment.amount, unused: payment.unapplied }),
  }
}

export function salesOrderHeader(order: SalesOrder, account: Account): Header {
  return {
    ...common({ ...order, legalEntityId: order.legalEntityId! }),
    party: account.customerOf(order.customerId),
    on: order.orderedOn,
    due: null,
    total: order.gross,
    status: salesStatus(order),
    isPosting: false,
    isVoided: false,
    term: null,
    reference: order.customerPo,
    sourceId: null,
  }
}

export function purchaseOrderHeader(order: PurchaseOrder, account: Account): Header {
  return {
    ...common(order),
    party: account.supplierOf(order.supplierId),
    on: order.orderedOn,
    due: order.expectedOn,
    total: order.gross,
    status: purchaseStatus(order),
    isPosting: false,
    isVoided: false,
    term: null,
    reference: null,
    sourceId: null,
  }
}

export function journalHeader(entry: JournalEntry): Header {
  return {
    ...common({ ...entry, modifiedAt: entry.createdAt, status: 'posted' }),
    party: undefined,
    on: entry.postedOn,
    due: null,
    total: null,
    status: 'B',
    isPosting: true,
    term: null,
    reference: null,
    memo: entry.memo,
    sourceId: null,
  }
}

type Common = Pick<Invoice, 'number' | 'currency' | 'rate' | 'legalEntityId' | 'createdAt' | 'modifiedAt'> & {
  readonly status: string
}

function common({ number, currency, rate, legalEntityId, createdAt, modifiedAt, status }: Common) {
  return { number, currency, rate, legalEntityId, createdAt, modifiedAt, isVoided: status === 'cancelled', memo: null }
}

/** A pending approval, B pending fulfilment, C cancelled, D partially fulfilled, E pending billing and partially fulfilled, F pending billing, G billed, H closed. */
function salesStatus({ status, delivery, billing }: SalesOrder): string {
  if (status === 'draft' || status === 'pending-approval') return 'A'
  if (status === 'cancelled') return 'C'
  if (status === 'closed') return 'H'
  if (delivery === 'complete') return billing === 'complete' ? 'G' : 'F'
  return delivery === 'none' ? 'B' : billing === 'none' ? 'D' : 'E'
}

/** The same letters; NetSuite has none for a cancelled purchase order: it is closed. */
function purchaseStatus({ status, receipt, billing }: PurchaseOrder): string {
  if (status === 'draft' || status === 'pending-approval') return 'A'
  if (status === 'cancelled' || status === 'closed') return 'H'
  if (receipt === 'complete') return billing === 'complete' ? 'G' : 'F'
  return receipt === 'none' ? 'B' : billing === 'none' ? 'D' : 'E'
}

/** As `BUILTIN.DF(status)` shows it. */
export function statusName(type: TypeCode, status: string): string {
  const names =
    type === 'SalesOrd' || type === 'PurchOrd'
      ? orderStatuses
      : { A: 'Open', B: type === 'Journal' ? 'Approved for Posting' : 'Paid In Full', C: 'Not Deposited' }
  return `${typeNames[type]} : ${names[status as keyof typeof names] ?? status}`
}

const orderStatuses = {
  A: 'Pending Approval',
  B: 'Pending Fulfillment',
  C: 'Cancelled',
  D: 'Partially Fulfilled',
  E: 'Pending Billing/Partially Fulfilled',
  F: 'Pending Billing',
  G: 'Billed',
  H: 'Closed',
}
