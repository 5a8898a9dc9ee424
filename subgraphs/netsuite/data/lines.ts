import { bookedLines } from '../../simulator/company/booked-lines.ts'
import { decimal, unitsOf } from '../../simulator/company/decimal.ts'
import type {
  CurrencyCode,
  Decimal,
  Invoice,
  JournalEntry,
  Payment,
  PurchaseOrder,
  SalesOrder,
} from '../../simulator/company/types.ts'
import type { Account } from './account.ts'
import { type Header, negative } from './headers.ts'
import { once } from './once.ts'

/** One row of `transactionline` with what its posting, if it has one, says in `transactionaccountingline`. */
export interface Line {
  readonly id: number
  readonly isMain: boolean
  readonly isTax: boolean
  readonly amount: Decimal
  readonly itemId?: number | null
  readonly quantity?: Decimal
  readonly shipped?: Decimal
  readonly billed?: Decimal
  readonly rate?: Decimal
  readonly warehouseId?: number | null
  readonly department?: string | null
  readonly posting: () => Posting | undefined
}

/** In the currency of the books; debits are positive. */
export interface Posting {
  readonly accountId: string
  readonly amount: Decimal
  readonly paid?: Decimal
  readonly unpaid?: Decimal
  readonly used?: Decimal
  readonly unused?: Decimal
}

type Draft = Omit<Line, 'id'>

const numbered = (drafts: readonly Draft[]): Line[] => drafts.map((draft, id) => ({ ...draft, id }))

/** Seen from the books: a sale debits the receivable and credits the lines; bills and credit memos turn the signs. */
export function invoiceLines(invoice: Invoice, header: Header, account: Account): Line[] {
  const isSale = invoice.direction === 'receivable'
  const isDebit = isSale === (invoice.kind === 'invoice')
  const [whole, part] = isDebit ? [same, negative] : [negative, same]
  const baseScale = scaleOf(account, account.subsidiary(invoice.legalEntityId).currency)
  const posted = postedWhen(header)
  const shares = once(() => bookedLines(invoice))
  const main: Draft = {
    ...wholeLine(whole(invoice.gross)),
    posting: posted(() => {
      const [open, settled] = [invoice.baseOpen, difference(invoice.baseGross, invoice.baseOpen, baseScale)]
      const rest = invoice.kind === 'credit-note' ? { unused: open, used: settled } : { unpaid: open, paid: settled }
      return {
        accountId: account.roleAccountId(isSale ? 'receivable' : 'payable'),
        amount: whole(invoice.baseGross),
        ...rest,
      }
    }),
  }
  const items = invoice.lines.map(
    (line, at): Draft => ({
      isMain: false,
      isTax: false,
      amount: part(line.net),
      itemId: line.itemId,
      quantity: part(line.quantity),
      rate: line.unitPrice,
      posting: posted(() => ({ accountId: account.glAccountId(line.accountId), amount: part(shares()[at]!) })),
    }),
  )
  const tax: Draft = {
    isMain: false,
    isTax: true,
    amount: part(invoice.tax),
    posting: posted(() => ({
      accountId: account.roleAccountId(isSale ? 'output-tax' : 'input-tax'),
      amount: part(invoice.baseTax),
    })),
  }
  return numbered([main, ...items, tax])
}

/** Documents that are not posted have no postings; those of others are made when asked, as most queries do not. */
const postedWhen =
  ({ isPosting }: Header) =>
  (make: () => Posting): (() => Posting | undefined) =>
    isPosting ? once(make) : never

const never = () => undefined

const same = (amount: Decimal): Decimal => amount
const wholeLine = (amount: Decimal) => ({ isMain: true, isTax: false, amount })

function difference(whole: Decimal, part: Decimal, scale: number): Decimal {
  return decimal(unitsOf(whole, scale) - unitsOf(part, scale), scale)
}

const scaleOf = ({ company }: Account, currency: CurrencyCode): number =>
  company.currencies.find(({ code }) => code === currency)!.decimals

/**
 * The bank's line stands for the whole document; the other is the party's. What is settled leaves the party's account at the
 * documents' own rates; what that differs by has a line without an amount in the payment's currency.
 */
export function paymentLines(payment: Payment, header: Header, account: Account): Line[] {
  const isInbound = payment.direction === 'inbound'
  const [bank, party] = isInbound ? [same, negative] : [negative, same]
  const baseScale = scaleOf(account, account.subsidiary(payment.legalEntityId).currency)
  const posted = postedWhen(header)
  const settled = [...payment.allocations.map(({ baseAmount }) => baseAmount), payment.baseUnapplied]
  const left = decimal(
    settled.reduce((sum, amount) => sum + unitsOf(amount, baseScale), 0),
    baseScale,
  )
  const gained = difference(payment.baseAmount, left, baseScale)
  const exchange: Draft = {
    isMain: false,
    isTax: false,
    amount: '0',
    posting: posted(() => ({
      accountId: account.roleAccountId('exchange-difference'),
      amount: isInbound ? negative(gained) : gained,
    })),
  }
  return numbered([
    {
      ...wholeLine(bank(payment.amount)),
      posting: posted(() => ({
        accountId: account.glAccountId(payment.bankAccountId),
        amount: bank(payment.baseAmount),
      })),
    },
    {
      isMain: false,
      isTax: false,
      amount: party(payment.amount),
      posting: posted(() => ({
        accountId: account.roleAccountId(isInbound ? 'receivable' : 'payable'),
        amount: party(left),
        ...(isInbound && {
          used: difference(payment.baseAmount, payment.baseUnapplied, baseScale),
          unused: payment.baseUnapplied,
        }),
      })),
    },
    ...(/[1-9]/.test(gained) ? [exchange] : []),
  ])
}

/** Sales are negative on their lines; what was shipped and billed of them is not. */
export function salesOrderLines(order: SalesOrder): Line[] {
  const items = order.lines.map(
    (line): Draft => ({
      isMain: false,
      isTax: false,
      amount: negative(line.net),
      itemId: line.itemId,
      quantity: negative(line.ordered),
      shipped: line.delivered,
      billed: line.invoiced,
      rate: line.unitPrice,
      warehouseId: line.warehouseId,
      posting: never,
    }),
  )
  return numbered([
    { ...wholeLine(order.gross), posting: never },
    ...items,
    { isMain: false, isTax: true, amount: negative(order.tax), posting: never },
  ])
}

export function purchaseOrderLines(order: PurchaseOrder): Line[] {
  const items = order.lines.map(
    (line): Draft => ({
      isMain: false,
      isTax: false,
      amount: line.net,
      itemId: line.itemId,
      quantity: line.ordered,
      shipped: line.received,
      billed: line.billed,
      rate: line.unitPrice,
      warehouseId: line.warehouseId,
      posting: never,
    }),
  )
  return numbered([
    { ...wholeLine(negative(order.gross)), posting: never },
    ...items,
    { isMain: false, isTax: true, amount: order.tax, posting: never },
  ])
}

export function journalLines(entry: JournalEntry, account: Account): Line[] {
  return entry.lines.map((line, id) => {
    const signed = line.side === 'debit' ? same : negative
    return {
      id,
      isMain: false,
      isTax: false,
      amount: signed(line.amount),
      department: line.costCenter,
      posting: () => ({ accountId: account.glAccountId(line.accountId), amount: signed(line.baseAmount) }),
    }
  })
}
