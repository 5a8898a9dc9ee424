import type { Company } from '../../simulator/company/types.ts'
import {
  COMPANY_ID,
  columns,
  computed,
  currencyId,
  type Data,
  LOGGED,
  type ModelSpec,
  memoised,
  stamps,
} from './model.ts'
import { countries, industries, OWN_PARTNER, states } from './partners.ts'

const FOUNDED = '2023-10-01T08:00:00Z'
const since = (id: number) => stamps(FOUNDED, null, id)

/** Lists that other records point to, each with a name and little else. */
const list = (
  name: string,
  names: (company: Company) => readonly (readonly [id: number, name: string])[],
): ModelSpec => ({
  name,
  order: 'id',
  fields: () => columns({ ...LOGGED, name: 'char' }),
  rows: ({ company }) => names(company).map(([id, name]) => ({ id, name, ...since(id) })),
})

const keyed = (records: readonly { readonly name: string; readonly keys: { readonly odoo?: number } }[]) =>
  records.filter(({ keys }) => keys.odoo !== undefined).map(({ keys, name }) => [keys.odoo!, name] as const)

const numbered = (names: readonly string[]) => names.map((name, i) => [i + 1, name] as const)

export const lists: readonly ModelSpec[] = [
  list('res.currency', ({ currencies }) => currencies.map(({ keys, code }) => [keys.odoo!, code] as const)),
  list('uom.uom', ({ units }) => units.map(({ keys, codes }) => [keys.odoo!, codes.odoo] as const)),
  list('account.payment.term', ({ paymentTerms }) => keyed(paymentTerms)),
  list('res.partner.industry', (company) => numbered(industries(company))),
  list('product.category', (company) => numbered(categories(company).map((group) => `All / ${group}`))),
  list('crm.lost.reason', (company) => numbered(lossReasons(company))),
  list('account.journal', () => numbered(['Customer Invoices', 'Vendor Bills', 'Bank', 'Miscellaneous Operations'])),
  list('res.users', ({ users }) => keyed(users)),
]

export const JOURNALS = { sales: 1, purchases: 2, bank: 3, miscellaneous: 4 } as const

export const categories = memoised(({ items }) => unique(items.map(({ group }) => group)))

export const lossReasons = memoised(({ opportunities }) =>
  unique(opportunities.flatMap(({ lossReason }) => lossReason ?? [])),
)

const unique = (texts: readonly string[]) => [...new Set(texts)].sort()

const country: ModelSpec = {
  name: 'res.country',
  order: 'name',
  fields: () => columns({ ...LOGGED, name: 'char', code: 'char' }),
  rows: ({ company }) =>
    countries(company).map((code, i) => ({ id: i + 1, code, name: nameOf(code), ...since(i + 1) })),
}

const nameOf = (code: string) => new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code

const state: ModelSpec = {
  name: 'res.country.state',
  order: 'code',
  fields: () => columns({ ...LOGGED, name: 'char', code: 'char', country_id: 'res.country' }),
  rows: ({ company }) =>
    states(company).map(({ country, region }, i) => ({
      id: i + 1,
      name: region,
      code: region,
      country_id: countries(company).indexOf(country) + 1,
      ...since(i + 1),
    })),
  label: (row, data) => `${row.name} (${data.byId('res.country', row.country_id!)?.code})`,
}

const company: ModelSpec = {
  name: 'res.company',
  order: 'name',
  fields: (data) => ({
    ...columns({
      ...LOGGED,
      name: 'char',
      currency_id: 'res.currency',
      parent_id: 'res.company',
      partner_id: 'res.partner',
    }),
    ...columns({ active: 'boolean' }),
    country_code: computed('char', () => entityOf(data).country),
    vat: computed('char', () => entityOf(data).vat),
  }),
  rows: (data) => [
    {
      id: COMPANY_ID,
      name: entityOf(data).name,
      currency_id: currencyId(data, entityOf(data).currency),
      parent_id: null,
      partner_id: OWN_PARTNER,
      active: true,
      ...since(COMPANY_ID),
    },
  ],
}

export const entityOf = ({ company }: Data) => company.legalEntities.find(({ system }) => system === 'odoo')!

const stage: ModelSpec = {
  name: 'crm.stage',
  order: 'sequence, name, id',
  fields: () => columns({ ...LOGGED, name: 'char', sequence: 'integer', is_won: 'boolean', fold: 'boolean' }),
  rows: ({ company }) =>
    company.stages
      .filter(({ keys }) => keys.odoo !== undefined)
      .map(({ keys, name, order, status }) => ({
        id: keys.odoo!,
        name,
        sequence: order,
        is_won: status === 'won',
        fold: status !== 'open',
        ...since(keys.odoo!),
      })),
}

export const masters: readonly ModelSpec[] = [...lists, country, state, company, stage]
