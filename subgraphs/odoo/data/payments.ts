import type { Row } from '../../dialects/odoo-domain/simulate.ts'
import type { Payment } from '../../simulator/company/types.ts'
import { partyOf, states } from './accounting.ts'
import { isZero } from './amounts.ts'
import { JOURNALS } from './masters.ts'
import { COMPANY_ID, columns, currencyId, type Data, isOdoo, LOGGED, type ModelSpec, stamps } from './model.ts'

export const payments: ModelSpec = {
  name: 'account.payment',
  order: 'date desc, name desc, id desc',
  fields: ({ version }) => ({
    ...columns({
      ...LOGGED,
      name: 'char',
      date: 'date',
      amount: 'monetary',
      currency_id: 'res.currency',
      state: 'selection',
    }),
    ...columns({
      partner_id: 'res.partner',
      partner_type: 'selection',
      payment_type: 'selection',
      is_reconciled: 'boolean',
      move_id: 'account.move',
    }),
    ...columns({
      journal_id: 'account.journal',
      company_id: 'res.company',
      reconciled_invoice_ids: 'many2many:account.move',
    }),
    ...columns(version >= 18 ? { memo: 'char' } : { ref: 'char' }),
  }),
  rows: (data) => data.company.payments.filter(isOdoo).map((payment) => paymentRow(data, payment)),
}

function paymentState({ status, unapplied }: Payment, version: number): string {
  if (version < 18) return states[status]
  if (status === 'posted') return isZero(unapplied) ? 'paid' : 'in_process'
  return status === 'draft' ? 'draft' : 'canceled'
}

function paymentRow(data: Data, payment: Payment): Row {
  const { company, version } = data
  const documents = payment.customerId === null ? company.bills : company.invoices
  return {
    id: Number(payment.key),
    name: payment.number,
    date: payment.paidOn,
    amount: payment.amount,
    currency_id: currencyId(data, payment.currency),
    state: paymentState(payment, version),
    partner_id: partyOf(company, payment),
    partner_type: payment.customerId === null ? 'supplier' : 'customer',
    payment_type: payment.direction,
    is_reconciled: isZero(payment.unapplied),
    move_id: payment.ledgerKey === null ? null : Number(payment.ledgerKey),
    journal_id: JOURNALS.bank,
    company_id: COMPANY_ID,
    reconciled_invoice_ids: payment.allocations.map(({ invoiceId }) => Number(documents[invoiceId]!.key)),
    [version >= 18 ? 'memo' : 'ref']: payment.reference,
    ...stamps(payment.createdAt, payment.modifiedAt, Number(payment.key)),
  }
}
