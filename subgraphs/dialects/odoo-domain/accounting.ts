import {
  and,
  type Column,
  column,
  compare,
  encodeGlobalId,
  encodeKey,
  type FieldMap,
  type MappedField,
  type NativeRow,
  oneOf,
  or,
  type Part,
  type SourceName,
} from '../../../gateway/connector/index.ts'
import {
  amount,
  amountOf,
  big,
  cases,
  code,
  currency,
  derived,
  grouped,
  idOf,
  joined,
  labelOf,
  money,
  raw,
  storedCurrency,
} from './fields.ts'
import { partnerIf } from './party.ts'

const receivables = ['out_invoice', 'out_refund', 'out_receipt']
const payables = ['in_invoice', 'in_refund', 'in_receipt']

/** The moves that are documents of a party; the others are entries alone. */
export const documentTypes = [...receivables, ...payables]

const isReceivable = (row: NativeRow) => receivables.includes(String(row.move_type))
const isPayable = (row: NativeRow) => payables.includes(String(row.move_type))
const isRefund = (row: NativeRow) => String(row.move_type).endsWith('_refund')

const named = (codes: readonly string[], name: string) => Object.fromEntries(codes.map((code) => [code, name]))

/** A draft has no number: a slash up to 16, later nothing. */
const moveNumber: FieldMap = {
  native: 'name',
  decode: (row) => (row.name === '/' ? null : labelOf(row.name)),
  filter: { eq: 'inexact', in: 'inexact', contains: 'inexact', startsWith: 'inexact' },
}

/** `in_payment`: settled, and the bank statement is awaited. `reversed`: settled by a credit note. `blocked`: not to be paid yet. */
const settlement = {
  OPEN: ['not_paid', 'blocked'],
  PARTIALLY_PAID: ['partial'],
  PAID: ['paid', 'in_payment', 'reversed'],
  OTHER: ['invoicing_legacy'],
} as const

const posted = (states: readonly string[]) => and(is('state', 'posted'), is('payment_state', ...states))

const invoiceStatus: MappedField = cases(['state', 'payment_state'], statusOf, {
  DRAFT: is('state', 'draft'),
  VOID: is('state', 'cancel'),
  OPEN: posted(settlement.OPEN),
  PARTIALLY_PAID: posted(settlement.PARTIALLY_PAID),
  PAID: posted(settlement.PAID),
  OTHER: posted(settlement.OTHER),
})

function statusOf({ state, payment_state }: NativeRow): string {
  if (state === 'draft') return 'DRAFT'
  if (state === 'cancel') return 'VOID'
  if (state !== 'posted') return 'UNKNOWN'
  const found = Object.entries(settlement).find(([, states]) => (states as readonly unknown[]).includes(payment_state))
  return found?.[0] ?? 'UNKNOWN'
}

/** What is open of a document, in the document's own direction. Odoo says it of drafts and cancelled documents too, which owe nothing. */
const open: MappedField = {
  ...amount('amount_residual'),
  needs: ['state'],
  decode: openOf,
  zeroUnless: is('state', 'posted'),
  aggregatable: { sum: { with: ['state'] } },
}

function openOf(row: NativeRow): string {
  return row.state === 'posted' ? (amountOf(row.amount_residual) ?? '0') : '0'
}

const openSigned = derived(['amount_residual', 'state', 'move_type'], (row) => {
  const amount = openOf(row)
  return isRefund(row) && amount !== '0' ? `-${amount}` : amount
})

/** In the company's currency it carries the sign of the books. */
const openBase = derived(['amount_residual_signed', 'state'], (row) =>
  row.state === 'posted' ? absolute(row.amount_residual_signed) : '0',
)

export const openAmounts = {
  // Odoo requires it of every move.
  ...money('open.document', open, { ...storedCurrency('currency_id'), present: true }),
  ...money('open.base', openBase, 'company_currency_id'),
  ...money('openSigned', openSigned, 'currency_id'),
}

/** The numbers of the orders that a document bills, as Odoo lists them in one text. */
const origins = (type: 'SalesOrder' | 'PurchaseOrder', when: (row: NativeRow) => boolean): FieldMap =>
  derived(['invoice_origin', 'move_type'], (row) => {
    const numbers = when(row) ? (labelOf(row.invoice_origin)?.split(/, */) ?? []) : []
    return numbers.map((number) => ({ id: null, type, number }))
  })

/** A pointer to a move, as a document of ours; none where `when` says so. */
const moveRef = <P extends string>(
  path: P,
  native: string,
  type: 'Invoice' | 'JournalEntry',
  when: (row: NativeRow) => boolean = () => true,
) => {
  const keyOf = (row: NativeRow) => (when(row) ? idOf(row[native]) : null)
  const id: FieldMap = {
    needs: [native, 'move_type'],
    decode: (row, { source }) => {
      const key = keyOf(row)
      return key && encodeGlobalId({ type, source: source as SourceName, key: encodeKey([key]) })
    },
  }
  const kind = derived([native, 'move_type'], (row) => keyOf(row) && type)
  return { [`${path}.id`]: id, [`${path}.type`]: kind } as Record<`${P}.id` | `${P}.type`, FieldMap>
}

const byMoveType = (values: Readonly<Record<string, string>>) => grouped(code('move_type', values))

export const documentFields = {
  direction: byMoveType({ ...named(receivables, 'RECEIVABLE'), ...named(payables, 'PAYABLE') }),
  kind: byMoveType({
    ...named(['out_invoice', 'in_invoice'], 'STANDARD'),
    ...named(['out_refund', 'in_refund'], 'CREDIT_NOTE'),
    ...named(['out_receipt', 'in_receipt'], 'OTHER'),
  }),
  number: moveNumber,
  customer: grouped(partnerIf('commercial_partner_id', ['move_type'], isReceivable)),
  supplier: grouped(partnerIf('commercial_partner_id', ['move_type'], isPayable)),
  status: invoiceStatus,
  sourceStatus: raw('state', 'payment_state'),
  salesOrders: origins('SalesOrder', isReceivable),
  purchaseOrders: origins('PurchaseOrder', isPayable),
  ...moveRef('corrects', 'reversed_entry_id', 'Invoice'),
}

/** How far an entry has come, by the entry's own column or by that of its lines. */
export const entryStatus = (native: 'state' | 'parent_state'): MappedField =>
  code(native, { draft: 'DRAFT', posted: 'POSTED', cancel: 'VOID' })

export const entryFields = {
  number: moveNumber,
  status: entryStatus('state'),
  sourceStatus: raw('state'),
  ...moveRef('origin', 'id', 'Invoice', (row) => documentTypes.includes(String(row.move_type))),
  ...moveRef('reversalOf', 'reversed_entry_id', 'JournalEntry'),
}

/** The line of a payment's own entry that stands against what the partner owes, or is owed. */
export const owedLines: Part = {
  ...joined('account.move.line', 'move_id', 'move_id'),
  base: and(is('account_type', 'asset_receivable', 'liability_payable'), is('parent_state', 'posted')),
  many: true,
}

const unposted = ['draft', 'cancel', 'canceled', 'rejected']
const isUnposted = (row: NativeRow) => unposted.includes(String(row.state))

/** Null of a payment that is booked without an entry of its own, as newer releases allow: what is left of it no line tells. */
export const unapplied = derived(['state', 'move_id', 'is_reconciled', '$owed.amount_residual_currency'], (row) => {
  if (isUnposted(row) || row.is_reconciled === true) return '0'
  const lines = row.$owed as readonly NativeRow[]
  if (lines.length === 0) return null
  return lines
    .reduce((left, line) => left.plus(big(line.amount_residual_currency)), big(0))
    .abs()
    .toFixed()
})

export const isApplied = cases(
  ['state', 'is_reconciled'],
  (row) => `${isUnposted(row) || row.is_reconciled === true}`,
  {
    true: or(compare(column('is_reconciled', 'boolean'), 'eq', 'true'), is('state', ...unposted)),
    false: and(
      compare(column('is_reconciled', 'boolean'), 'eq', 'false'),
      ...unposted.map((state) => compare(column('state'), 'ne', state)),
    ),
  },
)

/** Classification, type and normal side of each `account_type`. */
const accountTypes: Readonly<Record<string, readonly [string, string, string | null]>> = {
  asset_receivable: ['ASSET', 'ACCOUNTS_RECEIVABLE', 'DEBIT'],
  asset_cash: ['ASSET', 'BANK', 'DEBIT'],
  asset_current: ['ASSET', 'OTHER_CURRENT_ASSET', 'DEBIT'],
  asset_non_current: ['ASSET', 'OTHER', 'DEBIT'],
  asset_prepayments: ['ASSET', 'OTHER_CURRENT_ASSET', 'DEBIT'],
  asset_fixed: ['ASSET', 'FIXED_ASSET', 'DEBIT'],
  liability_payable: ['LIABILITY', 'ACCOUNTS_PAYABLE', 'CREDIT'],
  liability_credit_card: ['LIABILITY', 'CREDIT_CARD', 'CREDIT'],
  liability_current: ['LIABILITY', 'OTHER_CURRENT_LIABILITY', 'CREDIT'],
  liability_non_current: ['LIABILITY', 'LONG_TERM_LIABILITY', 'CREDIT'],
  equity: ['EQUITY', 'EQUITY', 'CREDIT'],
  equity_unaffected: ['EQUITY', 'EQUITY', 'CREDIT'],
  income: ['REVENUE', 'REVENUE', 'CREDIT'],
  income_other: ['REVENUE', 'OTHER_INCOME', 'CREDIT'],
  expense: ['EXPENSE', 'EXPENSE', 'DEBIT'],
  expense_other: ['EXPENSE', 'OTHER_EXPENSE', 'DEBIT'],
  expense_depreciation: ['EXPENSE', 'EXPENSE', 'DEBIT'],
  expense_direct_cost: ['EXPENSE', 'COST_OF_SALES', 'DEBIT'],
  off_balance: ['OTHER', 'NON_POSTING', null],
}

const byType = (at: 0 | 1) =>
  code('account_type', Object.fromEntries(Object.entries(accountTypes).map(([type, names]) => [type, names[at]])))

export const accountFields = {
  classification: byType(0),
  type: byType(1),
  normalBalance: derived(['account_type'], (row) => accountTypes[String(row.account_type)]?.[2] ?? null),
  isPosting: { constant: true },
  isControl: derived(['account_type'], (row) => /receivable|payable/.test(String(row.account_type))),
  currency: currency('currency_id'),
}

/** A negative debit or credit, as in countries that cancel by negative entries, is one on the other side. */
export const lineAmounts = {
  side: derived(['balance', 'amount_currency'], (row) => (isCredit(row) ? 'CREDIT' : 'DEBIT')),
  isNegativePosting: derived(['debit', 'credit'], (row) => big(row.debit).lt(0) || big(row.credit).lt(0)),
  ...money(
    'amount.document',
    derived(['amount_currency'], (row) => absolute(row.amount_currency)),
    'currency_id',
  ),
  ...money(
    'amount.base',
    derived(['balance'], (row) => absolute(row.balance)),
    'company_currency_id',
  ),
  'booked.debit': amount('debit'),
  'booked.credit': amount('credit'),
  // Stored with the line, unlike that of its entry.
  'booked.currency': { ...storedCurrency('company_currency_id'), present: true },
} as const

const isCredit = (row: NativeRow) => (big(row.balance).eq(0) ? big(row.amount_currency).lt(0) : big(row.balance).lt(0))

/** In which company's chart the account is; none if it is shared by several. */
export const accountCompany = (native: 'company_id' | 'company_ids'): FieldMap =>
  native === 'company_id'
    ? { native, type: 'guid', filter: { eq: 'exact', in: 'exact' } }
    : derived([native], (row) => {
        const companies = row[native] as readonly number[]
        return companies.length === 1 ? idOf(companies[0]) : null
      })

const absolute = (value: unknown) => (amountOf(value) ?? '0').replace(/^-/, '')

function is(native: string, ...codes: string[]) {
  const target: Column = column(native)
  return oneOf(target, ...codes)
}
