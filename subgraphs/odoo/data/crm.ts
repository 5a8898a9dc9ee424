import type { Opportunity } from '../../simulator/company/types.ts'
import { percentOf } from './amounts.ts'
import { lossReasons } from './masters.ts'
import {
  COMPANY_ID,
  columns,
  computed,
  currencyId,
  type Data,
  datetime,
  isOdoo,
  LOGGED,
  type ModelSpec,
  stamps,
} from './model.ts'

/** A lost deal is archived with no chance left; its stage stays. From 19 it says so itself. */
export const leads: ModelSpec = {
  name: 'crm.lead',
  order: 'priority desc, id desc',
  fields: (data) => ({
    ...columns({
      ...LOGGED,
      name: 'char',
      type: 'selection',
      active: 'boolean',
      priority: 'selection',
      probability: 'float',
    }),
    ...columns({ expected_revenue: 'monetary', prorated_revenue: 'monetary', recurring_revenue: 'monetary' }),
    ...columns({ partner_id: 'res.partner', user_id: 'res.users', stage_id: 'crm.stage', company_id: 'res.company' }),
    ...columns({ lost_reason_id: 'crm.lost.reason', date_deadline: 'date', date_closed: 'datetime' }),
    ...columns({ contact_name: 'char', partner_name: 'char', email_from: 'char', phone: 'char' }),
    ...(data.version >= 19 && columns({ won_status: 'selection' })),
    company_currency: computed('res.currency', () => currencyId(data, 'EUR')),
  }),
  rows: (data) => data.company.opportunities.filter(isOdoo).map((deal) => leadRow(data, deal)),
}

const wonStatus = { open: 'pending', won: 'won', lost: 'lost' } as const

function leadRow(data: Data, deal: Opportunity) {
  const { company } = data
  const id = Number(deal.key)
  const contact = deal.contactId === null ? undefined : company.contacts[deal.contactId]?.keys.odoo
  const customer = deal.customerId === null ? undefined : company.customers[deal.customerId]?.keys.odoo
  const probability = deal.status === 'lost' ? 0 : deal.status === 'won' ? 100 : deal.probability
  return {
    id,
    name: deal.name,
    type: 'opportunity',
    active: deal.status !== 'lost',
    priority: '0',
    probability: String(probability),
    // A revenue that nobody has estimated is NULL in the database, and 0 to whoever reads it.
    expected_revenue: deal.amount,
    prorated_revenue: deal.amount === null ? '0.00' : percentOf(deal.amount, probability),
    recurring_revenue: null,
    partner_id: contact ?? customer ?? null,
    user_id: company.users[deal.ownerId]?.keys.odoo ?? null,
    stage_id: company.stages[deal.stageId]?.keys.odoo ?? null,
    company_id: COMPANY_ID,
    lost_reason_id: deal.lossReason === null ? null : lossReasons(company).indexOf(deal.lossReason) + 1,
    date_deadline: deal.closeOn,
    date_closed: deal.closedAt === null ? null : datetime(deal.closedAt),
    contact_name: null,
    partner_name: null,
    email_from: null,
    phone: null,
    ...(data.version >= 19 && { won_status: wonStatus[deal.status] }),
    ...stamps(deal.createdAt, deal.modifiedAt, id),
  }
}
