import { type Day, dateOf, dayOf } from './calendar.ts'
import { type Context, type Draft, localInstant } from './context.ts'
import { decimal, multiplyDivide, unitsOf } from './decimal.ts'
import { accountFor } from './gl-accounts.ts'
import { documentKeys } from './numbers.ts'
import { type Books, booksOf, type Issued, inBase, type Party, type Trade } from './trade.ts'
import type { Allocation, Payment } from './types.ts'

/** Applies credit notes, receives or makes payments, and writes what is open into the documents. */
export function settle(trade: Trade, issued: readonly Issued[], context: Context): PlannedPayment[] {
  const accounts = new Map(issued.filter(isOpenable).map((document) => [document.invoice.id, openAccount(document)]))
  for (const account of accounts.values()) applyCreditNote(account, accounts, trade)
  const payments = new PaymentRun(trade)
  for (const account of accounts.values())
    if (account.document.invoice.kind === 'invoice') payInvoice(account, payments, trade, context)
  for (const account of accounts.values()) writeResult(account, trade, context)
  return payments.planned(context)
}

/** A payment before it has a key: keys are given in order of date. */
export interface PlannedPayment {
  readonly trade: Trade
  readonly party: Party
  readonly books: Books
  readonly day: Day
  readonly status: Payment['status']
  readonly allocations: Allocation[]
  /** In the smallest unit: what is allocated, and what is left over. */
  allocated: number
  unapplied: number
}

/** What is settled of one document, in smallest units. */
interface Account {
  readonly document: Issued
  readonly gross: number
  paid: number
  basePaid: number
  lastDay: Day
}

function isOpenable({ invoice }: Issued): boolean {
  return invoice.status === 'posted'
}

function openAccount(document: Issued): Account {
  const gross = unitsOf(document.invoice.gross, document.books.scale)
  return { document, gross, paid: 0, basePaid: 0, lastDay: document.day }
}

/** Base amounts are differences of rounded totals: a document settled in parts leaves no cent behind. */
function settlePart(account: Account, units: number, day: Day): Allocation {
  const { books, invoice } = account.document
  const basePaid = inBase(account.paid + units, books)
  const baseAmount = decimal(basePaid - account.basePaid, books.baseScale)
  account.paid += units
  account.basePaid = basePaid
  account.lastDay = Math.max(account.lastDay, day)
  return { invoiceId: invoice.id, amount: decimal(units, books.scale), baseAmount, appliedOn: dateOf(day) }
}

/** Two of three corrections are applied to what they correct; the rest wait as open credits. */
function applyCreditNote(credit: Account, accounts: ReadonlyMap<number, Account>, { random }: Trade): void {
  const { invoice, day } = credit.document
  const target = invoice.correctsId === null ? undefined : accounts.get(invoice.correctsId)
  if (target === undefined || !random.chance(0.66)) return
  const units = Math.min(credit.gross, target.gross)
  invoice.applications = [settlePart(target, units, day)]
  settlePart(credit, units, day)
}

/** Old invoices are mostly paid, some in parts; young ones are mostly open. */
function payInvoice(account: Account, payments: PaymentRun, { random }: Trade, { today }: Context): void {
  const due = Math.max(account.document.day, dayOf(account.document.invoice.dueOn))
  const open = account.gross - account.paid
  const { paid, partly } = habitsFor(today - due)
  const draw = random.next()
  if (open <= 0 || draw >= paid + partly) return
  const day = paymentDay(account.document.day, due, today, random.next())
  const isAtOnce = draw < paid && !random.chance(0.04)
  const part = isAtOnce ? 0 : multiplyDivide(open, random.between(15, 70), 100)
  if (part > 0) payments.pay(account, part, day)
  if (draw < paid) payments.pay(account, open - part, isAtOnce ? day : Math.min(today, day + random.between(1, 40)))
}

function habitsFor(daysPastDue: number): { paid: number; partly: number } {
  if (daysPastDue < 0) return { paid: 0.22, partly: 0.05 }
  if (daysPastDue < 60) return { paid: 0.62, partly: 0.12 }
  return daysPastDue < 365 ? { paid: 0.94, partly: 0.025 } : { paid: 0.985, partly: 0.005 }
}

/** From ten days early to eight weeks late, most around the due date. */
function paymentDay(issued: Day, due: Day, today: Day, draw: number): Day {
  return Math.min(today, Math.max(issued, due - 10 + Math.floor(draw * draw * 66)))
}

/** Collects payments; one in four carries on the partner's last payment, when it is of the same day or later. */
class PaymentRun {
  readonly #trade: Trade
  readonly #payments: PlannedPayment[] = []
  readonly #latest = new Map<string, PlannedPayment>()

  constructor(trade: Trade) {
    this.#trade = trade
  }

  pay(account: Account, units: number, day: Day): void {
    const { party, books } = account.document
    const payment = this.#continued(account, day) ?? this.#start(party, books, day, 'posted')
    payment.allocations.push(settlePart(account, units, payment.day))
    payment.allocated += units
  }

  #continued({ document }: Account, day: Day): PlannedPayment | undefined {
    const latest = this.#latest.get(`${document.party.id}${document.books.currency}`)
    const isNear = latest !== undefined && latest.day >= document.day && Math.abs(latest.day - day) < 30
    const isOther = latest?.allocations.at(-1)?.invoiceId !== document.invoice.id
    return isNear && isOther && this.#trade.random.chance(0.4) ? latest : undefined
  }

  #start(party: Party, books: Books, day: Day, status: Payment['status']): PlannedPayment {
    const ownBooks = booksOf(this.#trade, books.currency, day)
    const payment = {
      trade: this.#trade,
      party,
      books: ownBooks,
      day,
      status,
      allocations: [],
      allocated: 0,
      unapplied: 0,
    }
    this.#payments.push(payment)
    if (status === 'posted') this.#latest.set(`${party.id}${books.currency}`, payment)
    return payment
  }

  /** Adds money on account, drafts and cancelled payments, and sorts by date. */
  planned({ today }: Context): PlannedPayment[] {
    const { random } = this.#trade
    const settled = [...this.#payments]
    for (const payment of settled) if (random.chance(0.02)) payment.unapplied = this.#someMoney(payment.books)
    const extras = Math.max(4, Math.round(settled.length * 0.012))
    for (let i = 0; i < extras && settled.length > 0; i++) {
      const model = random.pick(settled)
      const day = i % 4 === 1 ? today - 1 : Math.min(today, model.day + 3)
      const payment = this.#start(model.party, model.books, day, EXTRA_STATUSES[i % 4]!)
      payment.unapplied = this.#someMoney(payment.books)
    }
    return this.#payments.sort((a, b) => a.day - b.day)
  }

  #someMoney({ scale }: Books): number {
    return this.#trade.random.between(1_000, 250_000) * 10 ** Math.max(0, scale - 2)
  }
}

const EXTRA_STATUSES: readonly Payment['status'][] = ['posted', 'draft', 'posted', 'cancelled']

function writeResult(account: Account, trade: Trade, { today }: Context): void {
  const { document, gross, paid, basePaid, lastDay } = account
  const { invoice, books } = document
  const baseGross = unitsOf(invoice.baseGross, books.baseScale)
  invoice.paid = decimal(paid, books.scale)
  invoice.open = decimal(gross - paid, books.scale)
  invoice.baseOpen = decimal(baseGross - basePaid, books.baseScale)
  invoice.paidOn = gross === paid ? dateOf(lastDay) : null
  if (lastDay > document.day) invoice.modifiedAt = localInstant(lastDay, trade.entity.id, trade.random)
  invoice.isDisputed =
    gross > paid && invoice.kind === 'invoice' && invoice.dueOn < dateOf(today) && trade.random.chance(0.06)
}

/** The payment as a record; amounts of drafts and cancelled payments are stated, but nothing of them is unapplied cash. */
export function createPayment(id: number, plan: PlannedPayment, context: Context): Payment {
  const { trade, party, books, day, status } = plan
  const isSale = trade.direction === 'receivable'
  const keys = documentKeys(trade.system, isSale ? 'payment' : 'bill-payment', dateOf(day), context)
  const units = plan.allocated + plan.unapplied
  const unapplied = status === 'posted' ? plan.unapplied : 0
  const createdAt = localInstant(day, trade.entity.id, trade.random)
  const payment: Draft<Payment> = {
    id,
    system: trade.system,
    key: keys.key,
    number: keys.number,
    ledgerKey: status === 'posted' ? keys.ledgerKey : null,
    direction: isSale ? 'inbound' : 'outbound',
    legalEntityId: trade.entity.id,
    customerId: isSale ? party.id : null,
    supplierId: isSale ? null : party.id,
    paidOn: dateOf(day),
    status,
    method: trade.random.pickSkewed(METHODS),
    reference:
      plan.allocations.length > 0 && trade.random.chance(0.7)
        ? `Invoice ${plan.allocations.length}x / ${keys.number}`
        : null,
    bankAccountId: accountFor(trade.system, 'bank').id,
    currency: books.currency,
    rate: books.rate.text,
    amount: decimal(units, books.scale),
    baseAmount: decimal(inBase(units, books), books.baseScale),
    unapplied: decimal(unapplied, books.scale),
    baseUnapplied: decimal(inBase(unapplied, books), books.baseScale),
    createdAt,
    modifiedAt: createdAt,
    // A list that grew by pushing keeps room for more; its copy does not.
    allocations: plan.allocations.slice(),
  }
  return payment
}

const METHODS = ['bank-transfer', 'direct-debit', 'card', 'check', 'cash'] as const
