import type { EntitySetModel } from '../../dialects/odata/simulate-model.ts'
import { decimal, scaleOf } from '../../simulator/company/decimal.ts'
import { unitIn } from '../../simulator/company/in-system.ts'
import type { Company, Invoice, Payment, StockRow } from '../../simulator/company/types.ts'
import { scaled } from './amounts.ts'
import { entitySet, type Loose, member, own, system } from './model.ts'

/** What moved: each row of stock came in two receipts, of which the second may be used up in part; and goods that came and went. */
export const itemLedgerEntries = (company: Company): EntitySetModel =>
  entitySet({
    name: 'itemLedgerEntries',
    key: 'entryNo',
    columns: {
      text: 'itemNo locationCode lotNo serialNo unitOfMeasureCode',
      numbers: 'entryNo quantity remainingQuantity costAmountActual',
      flags: 'open positive',
      days: 'postingDate',
    },
    indexes: 'itemNo locationCode',
    rows: () =>
      company.stock
        .filter(own)
        .flatMap((row) => movements(company, row))
        .map((entry, n) => ({ ...entry, entryNo: `${n + 1}` })),
  })

function movements(company: Company, row: StockRow): Loose[] {
  const item = company.items[row.itemId]!
  const scale = scaleOf(row.onHand)
  const units = scaled(row.onHand, scale)
  const first = units / 3n
  const common = {
    itemNo: item.sku,
    locationCode: row.location,
    lotNo: item.tracking === 'serial' ? '' : row.lot,
    serialNo: item.tracking === 'serial' ? row.lot : '',
    // Of the movement, which may be in cartons; quantities are in the base unit all the same.
    unitOfMeasureCode: row.itemId % 4 === 0 ? 'CARTON' : unitIn(company, item, system),
    postingDate: row.changedAt?.slice(0, 10),
  }
  const open = (quantity: bigint, left: bigint) => ({
    ...common,
    quantity: decimal(quantity, scale),
    remainingQuantity: decimal(left, scale),
    open: left !== 0n,
    positive: quantity > 0n,
  })
  const gone = { ...common, open: false, remainingQuantity: '0' }
  return [
    open(first, first),
    open(2n * (units - first), units - first),
    { ...gone, quantity: '5', positive: true },
    { ...gone, quantity: '-5', positive: false },
    // In no location: on its way from a supplier straight to a customer.
    ...(row.itemId % 17 === 3 ? [{ ...open(7n, 7n), locationCode: '' }] : []),
  ]
}

/** Detailed entries behind the entries of customers: each posting itself, and what was applied to it later. */
export const customerLedgerEntries = (company: Company): EntitySetModel =>
  entitySet({
    name: 'customerLedgerEntries',
    key: 'cleEntryNo',
    columns: {
      text: 'dcleEntryType dcleDocumentType dcleDocumentNo dcleCustomerNo salesInvHeaderDocumentNo',
      numbers: 'cleEntryNo dcleAmountLCY',
      flags: 'cleOpen',
      days: 'cleDueDate clePostingDate dcleInitialEntryDueDate',
    },
    rows: () =>
      [...company.invoices.filter(own), ...company.payments.filter(own)]
        .filter(({ status, customerId }) => status === 'posted' && customerId !== null)
        .flatMap((document, n) => detailed(company, document, `${n + 1}`)),
  })

function detailed(company: Company, document: Invoice | Payment, cleEntryNo: string): Loose[] {
  const isInvoice = 'direction' in document && 'issuedOn' in document
  const isOwed = isInvoice ? document.kind === 'invoice' : document.direction === 'outbound'
  const type = isInvoice ? (document.kind === 'invoice' ? 'Invoice' : 'Credit Memo') : isOwed ? 'Refund' : 'Payment'
  const amount = isInvoice ? document.baseGross : document.baseAmount
  const left = isInvoice ? document.baseOpen : document.baseUnapplied
  const sign = isOwed ? 1n : -1n
  const common = {
    cleEntryNo,
    clePostingDate: isInvoice ? document.postedOn : document.paidOn,
    cleDueDate: isInvoice ? document.dueOn : null,
    cleOpen: Number(left) !== 0,
    dcleCustomerNo: company.customers[document.customerId!]!.numbers?.businessCentral,
    salesInvHeaderDocumentNo: type === 'Invoice' ? document.number : '',
  }
  const entry = (kind: string, of: string, units: bigint): Loose => ({
    ...common,
    dcleEntryType: member(kind),
    dcleDocumentType: member(of),
    dcleDocumentNo: document.number,
    dcleAmountLCY: decimal(units, 2),
  })
  const applied = scaled(left, 2) - scaled(amount, 2)
  return [
    entry('Initial Entry', type, sign * scaled(amount, 2)),
    ...(applied === 0n ? [] : [entry('Application', 'Payment', sign * applied)]),
  ]
}
