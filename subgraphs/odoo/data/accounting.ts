import type { Row } from '../../dialects/odoo-domain/simulate.ts'
import { bookedLines } from '../../simulator/company/booked-lines.ts'
import type { AccountRole, Company, Invoice, JournalEntry, JournalLine } from '../../simulator/company/types.ts'
import { isZero, negated, signed, sum } from './amounts.ts'
import { JOURNALS } from './masters.ts'
import {
  COMPANY_ID,
  columns,
  currencyId,
  type Data,
  isOdoo,
  LOGGED,
  type ModelSpec,
  related,
  stamps,
  storedRelated,
} from './model.ts'
import { numbered } from './orders.ts'
import { personAt, termId } from './partners.ts'

const accountTypes: Readonly<Record<AccountRole, string>> = {
  bank: 'asset_cash',
  receivable: 'asset_receivable',
  inventory: 'asset_current',
  'input-tax': 'asset_current',
  'fixed-asset': 'asset_fixed',
  payable: 'liability_payable',
  'output-tax': 'liability_current',
  accrual: 'liability_current',
  equity: 'equity',
  retained: 'equity_unaffected',
  'revenue-goods': 'income',
  'revenue-services': 'income',
  'revenue-other': 'income_other',
  'cost-of-sales': 'expense_direct_cost',
  purchases: 'expense_direct_cost',
  salaries: 'expense',
  rent: 'expense',
  depreciation: 'expense_depreciation',
  'exchange-difference': 'expense',
}

export const accounts: ModelSpec = {
  name: 'account.account',
  order: 'code, id',
  fields: ({ version }) => ({
    ...columns({ ...LOGGED, code: 'char', name: 'char', account_type: 'selection', currency_id: 'res.currency' }),
    ...columns(version >= 19 ? { active: 'boolean' } : { deprecated: 'boolean' }),
    ...columns(version >= 18 ? { company_ids: 'many2many:res.company' } : { company_id: 'res.company' }),
  }),
  rows: ({ company, version }) =>
    company.glAccounts.filter(isOdoo).map((account) => ({
      id: Number(account.key),
      code: account.number,
      name: account.name,
      account_type: accountTypes[account.role],
      currency_id: null,
      ...(version >= 19 ? { active: account.active } : { deprecated: !account.active }),
      ...(version >= 18 ? { company_ids: [COMPANY_ID] } : { company_id: COMPANY_ID }),
      ...stamps('2023-10-01T08:00:00Z', null, Number(account.key)),
    })),
  label: (row) => `${row.code} ${row.name}`,
}

const documentsOf = ({ invoices, bills }: Company) => [...invoices.filter(isOdoo), ...bills.filter(isOdoo)]

/** Entries that are no document: payments, and what was booked by hand. */
const entriesOf = ({ journalEntries }: Company) =>
  journalEntries.filter((entry) => isOdoo(entry) && (entry.origin.type === 'payment' || entry.origin.type === 'manual'))

const moveType = ({ direction, kind }: Invoice) =>
  `${direction === 'receivable' ? 'out' : 'in'}_${kind === 'invoice' ? 'invoice' : 'refund'}`

/** +1 where the document adds to the receivable account or takes from the payable one: an invoice to a customer, a supplier's credit note. */
const sideOf = ({ direction, kind }: Invoice): 1 | -1 =>
  (direction === 'receivable') === (kind === 'invoice') ? 1 : -1

export const states = { draft: 'draft', posted: 'posted', cancelled: 'cancel' } as const

export const moves: ModelSpec = {
  name: 'account.move',
  order: 'date desc, name desc, id desc',
  fields: (data) => ({
    ...columns({
      ...LOGGED,
      name: 'char',
      ref: 'char',
      state: 'selection',
      payment_state: 'selection',
      move_type: 'selection',
    }),
    ...columns({ partner_id: 'res.partner', commercial_partner_id: 'res.partner', currency_id: 'res.currency' }),
    ...columns({ company_id: 'res.company', journal_id: 'account.journal' }),
    company_currency_id: related('res.currency', () => currencyId(data, 'EUR')),
    ...columns({ invoice_payment_term_id: 'account.payment.term', reversed_entry_id: 'account.move' }),
    ...columns({
      invoice_date: 'date',
      invoice_date_due: 'date',
      date: 'date',
      invoice_origin: 'char',
      payment_reference: 'char',
    }),
    ...columns({
      amount_untaxed: 'monetary',
      amount_tax: 'monetary',
      amount_total: 'monetary',
      amount_residual: 'monetary',
    }),
    ...columns({ amount_total_signed: 'monetary', amount_residual_signed: 'monetary' }),
    line_ids: related('one2many:account.move.line', (row) =>
      data.where('account.move.line', 'move_id', row.id).map(({ id }) => id),
    ),
  }),
  rows: (data) => {
    const reversed = reversedOf(data.company)
    const documents = documentsOf(data.company).map((document) => documentRow(data, document, reversed))
    return [...documents, ...entriesOf(data.company).map((entry) => entryRow(data, entry))].sort((a, b) => a.id - b.id)
  },
  label: (row) => (row.ref === null ? String(row.name ?? 'Draft') : `${row.name ?? 'Draft'} (${row.ref})`),
}

/** Documents that a credit note has settled whole. */
function reversedOf({ invoices, bills }: Company): ReadonlySet<Invoice> {
  const found = [invoices, bills].flatMap((documents) =>
    documents
      .filter(isOdoo)
      .flatMap(({ applications }) =>
        applications.map(({ invoiceId, amount }) => ({ document: documents[invoiceId]!, amount })),
      ),
  )
  return new Set(found.filter(({ document, amount }) => document.gross === amount).map(({ document }) => document))
}

function settlementOf(document: Invoice, version: number, isReversed: boolean): string {
  if (document.status !== 'posted') return 'not_paid'
  if (isZero(document.open)) return isReversed ? 'reversed' : document.id % 7 === 0 ? 'in_payment' : 'paid'
  if (!isZero(document.paid)) return 'partial'
  return document.isDisputed && version >= 18 ? 'blocked' : 'not_paid'
}

/** Every fifth document to a customer names a person there. */
function addressee(company: Company, { id, customerId }: Invoice, business: number): number {
  return (id % 5 === 0 ? personAt(company, customerId) : undefined) ?? business
}

export const partyOf = (
  company: Company,
  { customerId, supplierId }: Pick<Invoice, 'customerId' | 'supplierId'>,
): number | null =>
  (customerId !== null
    ? company.customers[customerId]?.keys.odoo
    : supplierId !== null
      ? company.suppliers[supplierId]?.keys.odoo
      : undefined) ?? null

function documentRow(data: Data, document: Invoice, reversed: ReadonlySet<Invoice>): Row {
  const { company, version } = data
  const id = Number(document.key)
  const party = partyOf(company, document)!
  const isReceivable = document.direction === 'receivable'
  const corrected =
    document.correctsId === null ? undefined : (isReceivable ? company.invoices : company.bills)[document.correctsId]
  const order = isReceivable
    ? company.salesOrders[document.salesOrderId ?? -1]
    : company.purchaseOrders[document.purchaseOrderId ?? -1]
  // What is open is worked out from the lines, whatever the state.
  const [left, baseLeft] = residualOf(document)
  return {
    id,
    name: document.status === 'draft' ? (version <= 16 ? '/' : null) : document.number,
    ref: document.partyNumber,
    state: states[document.status],
    payment_state: settlementOf(document, version, reversed.has(document)),
    move_type: moveType(document),
    partner_id: isReceivable ? addressee(company, document, party) : party,
    commercial_partner_id: party,
    currency_id: currencyId(data, document.currency),
    company_id: COMPANY_ID,
    journal_id: isReceivable ? JOURNALS.sales : JOURNALS.purchases,
    invoice_payment_term_id: termId(company, document.term),
    reversed_entry_id: corrected ? Number(corrected.key) : null,
    invoice_date: document.issuedOn,
    invoice_date_due: document.dueOn,
    date: document.postedOn ?? document.issuedOn,
    invoice_origin: order?.number ?? null,
    payment_reference: null,
    amount_untaxed: document.net,
    amount_tax: document.tax,
    amount_total: document.gross,
    amount_residual: left,
    amount_total_signed: signed(document.baseGross, sideOf(document)),
    amount_residual_signed: signed(baseLeft, sideOf(document)),
    ...stamps(document.createdAt, document.modifiedAt, id),
  }
}

function entryRow(data: Data, entry: JournalEntry): Row {
  const id = Number(entry.key)
  const total = sum(entry.lines.filter(({ side }) => side === 'debit').map(({ baseAmount }) => baseAmount))
  const party = entry.lines.map((line) => partyOf(data.company, line)).find((key) => key !== null) ?? null
  return {
    id,
    name: entry.number,
    ref: entry.memo,
    state: 'posted',
    payment_state: 'not_paid',
    move_type: 'entry',
    partner_id: party,
    commercial_partner_id: party,
    currency_id: currencyId(data, entry.currency),
    company_id: COMPANY_ID,
    journal_id: entry.origin.type === 'payment' ? JOURNALS.bank : JOURNALS.miscellaneous,
    invoice_payment_term_id: null,
    reversed_entry_id: null,
    invoice_date: null,
    invoice_date_due: null,
    date: entry.postedOn,
    invoice_origin: null,
    payment_reference: null,
    amount_untaxed: total,
    amount_tax: '0.00',
    amount_total: total,
    amount_residual: '0.00',
    amount_total_signed: total,
    amount_residual_signed: '0.00',
    ...stamps(entry.createdAt, null, id),
  }
}

const ofMove = (data: Data, type: string, column: string) =>
  storedRelated(type, (row) => data.byId('account.move', row.move_id!)?.[column] ?? null)

const NO_ITEM = {
  product_id: null,
  product_uom_id: null,
  quantity: '0',
  price_unit: '0',
  discount: '0',
  price_subtotal: '0',
} as const

export const moveLines: ModelSpec = {
  name: 'account.move.line',
  order: 'date desc, move_id desc, id',
  fields: (data) => ({
    ...columns({
      ...LOGGED,
      move_id: 'account.move',
      account_id: 'account.account',
      partner_id: 'res.partner',
      name: 'char',
    }),
    ...columns({
      product_id: 'product.product',
      product_uom_id: 'uom.uom',
      currency_id: 'res.currency',
      display_type: 'selection',
    }),
    ...columns({
      date: 'date',
      debit: 'monetary',
      credit: 'monetary',
      balance: 'monetary',
      amount_currency: 'monetary',
      amount_residual: 'monetary',
      amount_residual_currency: 'monetary',
      reconciled: 'boolean',
    }),
    ...columns({ quantity: 'float', price_unit: 'float', discount: 'float', price_subtotal: 'monetary' }),
    move_name: ofMove(data, 'char', 'name'),
    parent_state: ofMove(data, 'selection', 'state'),
    company_id: ofMove(data, 'res.company', 'company_id'),
    company_currency_id: storedRelated('res.currency', () => currencyId(data, 'EUR')),
    account_type: related('selection', (row) => data.byId('account.account', row.account_id!)?.account_type ?? null),
  }),
  rows: (data) => {
    const accountOf = accountKeys(data.company)
    return numbered([...documentsOf(data.company), ...entriesOf(data.company)], (record, id) =>
      'origin' in record ? entryLines(data, record, id) : documentLines(data, record, id, accountOf),
    )
  },
  label: (row, data) => `${data.byId('account.move', row.move_id!)?.name} ${row.name ?? ''}`,
}

type AccountOf = (role: AccountRole) => number

function accountKeys({ glAccounts }: Company): AccountOf {
  const keys = new Map(glAccounts.filter(isOdoo).map(({ role, key }) => [role, Number(key)]))
  return (role) => keys.get(role)!
}

/** What stands in the books of a document: its lines, its tax, and what the party owes. They balance to the cent. */
function documentLines(data: Data, document: Invoice, id: () => number, accountOf: AccountOf): Row[] {
  const isReceivable = document.direction === 'receivable'
  const against = -sideOf(document) as 1 | -1
  const shared = {
    move_id: Number(document.key),
    partner_id: partyOf(data.company, document),
    currency_id: currencyId(data, document.currency),
    date: document.postedOn ?? document.issuedOn,
    ...stamps(document.createdAt, document.modifiedAt, Number(document.key)),
  }
  const posting = (account: number, type: string, amount: string, base: string, sign: 1 | -1) => ({
    id: id(),
    ...shared,
    ...NO_ITEM,
    name: null,
    account_id: account,
    display_type: type,
    ...sides(signed(base, sign)),
    amount_currency: signed(amount, sign),
    ...nothingOwed,
  })
  const bases = bookedLines(document)
  const lines = document.lines.map((line, i) => ({
    ...posting(Number(data.company.glAccounts[line.accountId]!.key), 'product', line.net, bases[i]!, against),
    ...itemCells(data, line.itemId),
    name: line.description ?? (line.itemId === null ? null : data.company.items[line.itemId]!.name),
    quantity: line.quantity,
    price_unit: line.unitPrice,
    discount: line.discount ?? '0',
    price_subtotal: line.net,
  }))
  const tax = posting(
    accountOf(isReceivable ? 'output-tax' : 'input-tax'),
    'tax',
    document.tax,
    document.baseTax,
    against,
  )
  const owed = {
    ...posting(
      accountOf(isReceivable ? 'receivable' : 'payable'),
      'payment_term',
      document.gross,
      document.baseGross,
      sideOf(document),
    ),
    ...residual(...residualOf(document), sideOf(document)),
  }
  return isZero(document.tax) ? [...lines, owed] : [...lines, tax, owed]
}

const nothingOwed = { amount_residual: '0.00', amount_residual_currency: '0.00', reconciled: false }

/** What is left of a line that is settled by others: in the currency of the books with its side, and in its own. */
const residual = (left: string, baseLeft: string, sign: 1 | -1) => ({
  amount_residual: signed(baseLeft, sign),
  amount_residual_currency: signed(left, sign),
  reconciled: isZero(left),
})

/** Odoo says of drafts and cancelled documents too what is left of them: everything. */
const residualOf = ({ status, open, baseOpen, gross, baseGross }: Invoice): [string, string] =>
  status === 'posted' ? [open, baseOpen] : [gross, baseGross]

const sides = (balance: string) => ({
  balance,
  debit: balance.startsWith('-') ? '0.00' : balance,
  credit: balance.startsWith('-') ? negated(balance) : '0.00',
})

function itemCells({ company }: Data, itemId: number | null) {
  const item = itemId === null ? undefined : company.items[itemId]
  if (!item) return {}
  return { product_id: item.keys.odoo!, product_uom_id: company.units.find(({ id }) => id === item.unit)!.keys.odoo! }
}

function entryLines(data: Data, entry: JournalEntry, id: () => number): Row[] {
  return entry.lines.map((line) => ({
    id: id(),
    move_id: Number(entry.key),
    account_id: Number(data.company.glAccounts[line.accountId]!.key),
    partner_id: partyOf(data.company, line),
    currency_id: currencyId(data, entry.currency),
    name: line.text,
    display_type: 'product',
    date: entry.postedOn,
    ...NO_ITEM,
    ...sides(signed(line.baseAmount, line.side === 'debit' ? 1 : -1)),
    amount_currency: signed(line.amount, line.side === 'debit' ? 1 : -1),
    ...entryResidual(data.company, entry, line),
    ...stamps(entry.createdAt, null, Number(entry.key)),
  }))
}

/** A payment's line against the partner keeps what is not matched; other lines of entries are settled by nobody. */
function entryResidual({ payments, glAccounts }: Company, { origin }: JournalEntry, line: JournalLine) {
  const payment = origin.type === 'payment' ? payments[origin.id]! : undefined
  const isAgainstPartner = ['receivable', 'payable'].includes(glAccounts[line.accountId]!.role)
  if (!payment || !isAgainstPartner) return nothingOwed
  return residual(payment.unapplied, payment.baseUnapplied, line.side === 'debit' ? 1 : -1)
}
