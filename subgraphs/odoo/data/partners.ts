import type { Row } from '../../dialects/odoo-domain/simulate.ts'
import { inSystem, supplierIn } from '../../simulator/company/in-system.ts'
import type {
  Address,
  Company,
  Contact,
  CreditAccount,
  Customer,
  Decimal,
  Invoice,
  Supplier,
} from '../../simulator/company/types.ts'
import { atRate, negated, sum } from './amounts.ts'
import {
  columns,
  computed,
  currencyId,
  type Data,
  isOdoo,
  LOGGED,
  type ModelSpec,
  memoised,
  related,
  stamps,
} from './model.ts'

/** The partner that is the company itself. */
export const OWN_PARTNER = 1

export const countries = memoised((company): string[] =>
  [...new Set(everyAddress(company).map(({ country }) => country))].sort(),
)

/** Regions of a country that have a code in addresses. */
export const states = memoised((company): { country: string; region: string }[] => {
  const keys = everyAddress(company).flatMap(({ country, region }) => (region === null ? [] : `${country}/${region}`))
  return [...new Set(keys)].sort().map((key) => ({ country: key.slice(0, 2), region: key.slice(3) }))
})

const everyAddress = memoised((company: Company): Address[] => [
  ...customersOf(company).flatMap(({ addresses }) => addresses),
  ...suppliersOf(company).flatMap(({ addresses }) => addresses),
  ...company.warehouses.map(({ address }) => address),
])

export const industries = memoised((company: Company): string[] =>
  [...new Set(customersOf(company).flatMap(({ industry }) => industry ?? []))].sort(),
)

const customersOf = memoised((company: Company): Customer[] =>
  company.customers.filter(({ keys }) => keys.odoo !== undefined).map((customer) => inSystem(customer, 'odoo')),
)
const suppliersOf = memoised((company: Company): Supplier[] =>
  company.suppliers.filter(({ keys }) => keys.odoo !== undefined).map((supplier) => supplierIn(supplier, 'odoo')),
)
const contactsOf = (company: Company) => company.contacts.filter(({ keys }) => keys.odoo !== undefined)

/** A person at a customer, if Odoo knows one. */
export const personAt = (company: Company, customerId: number | null): number | undefined =>
  personsByCustomer(company).get(customerId!)

const personsByCustomer = memoised(
  (company: Company) => new Map(contactsOf(company).map(({ customerId, keys }) => [customerId, keys.odoo!])),
)

export const partners: ModelSpec = {
  name: 'res.partner',
  order: 'complete_name, id desc',
  fields: (data) => ({
    ...columns({ ...LOGGED, name: 'char', ref: 'char', vat: 'char', type: 'selection', email: 'char', phone: 'char' }),
    ...columns({ is_company: 'boolean', active: 'boolean', customer_rank: 'integer', supplier_rank: 'integer' }),
    ...columns({
      street: 'char',
      street2: 'char',
      city: 'char',
      zip: 'char',
      website: 'char',
      function: 'char',
      lang: 'selection',
    }),
    ...columns({ parent_id: 'res.partner', commercial_partner_id: 'res.partner', company_id: 'res.company' }),
    ...columns({ country_id: 'res.country', state_id: 'res.country.state', industry_id: 'res.partner.industry' }),
    ...columns({ user_id: 'res.users', property_payment_term_id: 'account.payment.term', complete_name: 'char' }),
    ...(data.version <= 18 && columns({ mobile: 'char' })),
    child_ids: related('one2many:res.partner', (row) =>
      data.where('res.partner', 'parent_id', row.id).map(({ id }) => id),
    ),
    country_code: related('char', (row) => data.byId('res.country', row.country_id!)?.code ?? null),
    ...creditFields(data),
  }),
  rows: (data) => {
    const { company } = data
    const own = entityPartner(data)
    const parties = [
      ...customersOf(company).map((customer) => customerRow(data, customer)),
      ...suppliersOf(company).map((supplier) => supplierRow(data, supplier)),
    ]
    const persons = contactsOf(company).map((contact) => contactRow(data, contact))
    const named = [own, ...parties, ...persons]
    return [...named, ...addressRows(data, Math.max(...named.map(({ id }) => id)) + 1)].sort((a, b) => a.id - b.id)
  },
  label: (row) => String(row.complete_name),
}

/** Company amounts, seen by accountants only; the limit is the company's default of 0 where nobody has set one. */
function creditFields(data: Data) {
  const accounts = accountsOf(data.company)
  const account = (row: Row) => accounts.get(row.id)
  const accounting = { groups: 'accounting' } as const
  return {
    currency_id: computed('res.currency', () => currencyId(data, 'EUR')),
    credit: { ...computed('monetary', (row) => receivable(data, row.id), ['<', '<=', '=', '>', '>=']), ...accounting },
    debit: { ...computed('monetary', (row) => payable(data, row.id), ['<', '<=', '=', '>', '>=']), ...accounting },
    credit_limit: { ...computed('float', (row) => account(row)?.limit ?? '0.00'), ...accounting },
    use_partner_credit_limit: { ...computed('boolean', (row) => Number(account(row)?.limit ?? 0) > 0), ...accounting },
    show_credit_limit: { ...computed('boolean', () => true), ...accounting },
    trust: { ...computed('selection', (row) => trust(account(row)?.riskClass ?? null)), ...accounting },
    ...(data.version >= 17 && {
      credit_to_invoice: { ...computed('monetary', (row) => toInvoice(data, row.id)), ...accounting },
    }),
  }
}

const accountsOf = memoised((company) => new Map(creditAccounts(company)))

function* creditAccounts(company: Company): Iterable<[number, CreditAccount]> {
  for (const account of company.creditAccounts) {
    if (account.system === 'odoo') yield [company.customers[account.customerId]!.keys.odoo!, account]
  }
}

const trust = (riskClass: string | null) =>
  riskClass === null || riskClass === 'C' ? 'normal' : riskClass < 'C' ? 'good' : 'bad'

/** Posted and not settled, on the partner's receivable account: invoices less credit notes less payments on account. */
function receivable(data: Data, partner: number): Decimal {
  return sum(openItems(data).get(partner)?.receivable ?? [])
}

function payable(data: Data, partner: number): Decimal {
  return sum(openItems(data).get(partner)?.payable ?? [])
}

interface OpenItems {
  readonly receivable: Decimal[]
  readonly payable: Decimal[]
}

const openByPartner = memoised((company: Company) => {
  const found = new Map<number, OpenItems>()
  const add = (key: number | undefined, side: keyof OpenItems, amount: Decimal) => {
    const items = found.get(key!) ?? { receivable: [], payable: [] }
    found.set(key!, items)
    items[side].push(amount)
  }
  const customerKey = (id: number | null) => company.customers[id!]!.keys.odoo
  const supplierKey = (id: number | null) => company.suppliers[id!]!.keys.odoo
  for (const invoice of company.invoices.filter(isOdoo))
    add(customerKey(invoice.customerId), 'receivable', signedOpen(invoice))
  for (const bill of company.bills.filter(isOdoo)) add(supplierKey(bill.supplierId), 'payable', signedOpen(bill))
  for (const { customerId, supplierId, baseUnapplied } of company.payments.filter(isOdoo)) {
    if (customerId !== null) add(customerKey(customerId), 'receivable', negated(baseUnapplied))
    else add(supplierKey(supplierId), 'payable', negated(baseUnapplied))
  }
  return found
})

const signedOpen = ({ kind, baseOpen }: Invoice) => (kind === 'invoice' ? baseOpen : negated(baseOpen))

const openItems = ({ company }: Data) => openByPartner(company)

const ordersByPartner = memoised((company: Company) =>
  Map.groupBy(company.salesOrders.filter(isOdoo), ({ customerId }) => company.customers[customerId]!.keys.odoo!),
)

/** What is ordered, confirmed and not invoiced. */
const toInvoice = ({ company }: Data, partner: number) =>
  sum((ordersByPartner(company).get(partner) ?? []).map(({ openNet, rate }) => atRate(openNet, rate)))

function entityPartner(data: Data): Row {
  const entity = data.company.legalEntities.find(({ system }) => system === 'odoo')!
  return {
    ...blank(entity.name),
    id: OWN_PARTNER,
    is_company: true,
    vat: entity.vat,
    commercial_partner_id: OWN_PARTNER,
    ...place(data, data.company.warehouses.find(({ system }) => system === 'odoo')!.address),
    ...stamps('2023-10-01T08:00:00Z', null, OWN_PARTNER),
  }
}

function customerRow(data: Data, customer: Customer): Row {
  const { company } = data
  const id = customer.keys.odoo!
  const parent = customer.parentId === null ? undefined : company.customers[customer.parentId]!.keys.odoo
  return {
    ...blank(customer.name),
    id,
    ref: `K${id}`,
    vat: customer.vat,
    is_company: customer.kind === 'organization',
    active: customer.active,
    customer_rank: customer.stage === 'prospect' ? 1 : 2,
    ...reach(data, customer),
    parent_id: parent ?? null,
    commercial_partner_id: customer.kind === 'organization' ? id : (parent ?? id),
    industry_id: customer.industry === null ? null : industries(company).indexOf(customer.industry) + 1,
    user_id: company.users[customer.ownerId]?.keys.odoo ?? null,
    property_payment_term_id: termId(company, customer.term),
    ...place(data, customer.addresses[0]),
    ...stamps(customer.createdAt, customer.modifiedAt, id),
  }
}

function supplierRow(data: Data, supplier: Supplier): Row {
  const id = supplier.keys.odoo!
  return {
    ...blank(supplier.name),
    id,
    ref: `L${id}`,
    vat: supplier.vat,
    is_company: true,
    active: supplier.active,
    supplier_rank: 1,
    ...reach(data, supplier),
    commercial_partner_id: id,
    ...place(data, supplier.addresses[0]),
    ...stamps(supplier.createdAt, supplier.modifiedAt, id),
  }
}

/** A contact may have two numbers; from 19 a partner has one. */
function contactRow(data: Data, contact: Contact): Row {
  const customer = data.company.customers[contact.customerId]!
  const id = contact.keys.odoo!
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ')
  return {
    ...blank(name),
    complete_name: `${inSystem(customer, 'odoo').name}, ${name}`,
    id,
    function: contact.title,
    email: contact.email,
    phone: contact.phone ?? (data.version > 18 ? contact.mobile : null),
    ...(data.version <= 18 && { mobile: contact.mobile }),
    parent_id: customer.keys.odoo ?? null,
    commercial_partner_id: customer.keys.odoo ?? id,
    user_id: data.company.users[contact.ownerId]?.keys.odoo ?? null,
    ...stamps(contact.createdAt, contact.modifiedAt, id),
  }
}

const addressTypes = { billing: 'invoice', shipping: 'delivery', registered: 'other' } as const

/** Every address but the first is a partner of its own below the party, without a name. */
function addressRows(data: Data, firstId: number): Row[] {
  const parties = [...customersOf(data.company), ...suppliersOf(data.company)]
  const further = parties.flatMap((party) => party.addresses.slice(1).map((address) => ({ party, address })))
  return further.map(({ party, address }, i) => ({
    ...blank(null),
    id: firstId + i,
    complete_name: party.name,
    type: addressTypes[address.type],
    parent_id: party.keys.odoo!,
    commercial_partner_id: party.keys.odoo!,
    ...place(data, address),
    ...stamps(party.createdAt, null, firstId + i),
  }))
}

const blank = (name: string | null) => ({
  name,
  complete_name: name,
  ref: null,
  vat: null,
  type: 'contact',
  email: null,
  phone: null,
  website: null,
  function: null,
  is_company: false,
  active: true,
  customer_rank: 0,
  supplier_rank: 0,
  parent_id: null,
  company_id: null,
  industry_id: null,
  user_id: null,
  property_payment_term_id: null,
  street: null,
  street2: null,
  city: null,
  zip: null,
  country_id: null,
  state_id: null,
  lang: 'en_US',
})

const reach = ({ version }: Data, party: Customer | Supplier) => ({
  email: party.emails[0] ?? null,
  phone: party.phones[0] ?? null,
  ...(version <= 18 && { mobile: party.phones[1] ?? null }),
  website: party.website,
})

function place({ company }: Data, address: Address | undefined) {
  if (!address) return {}
  const { country, region } = address
  return {
    street: `${address.street} ${address.houseNumber}`,
    city: address.city,
    zip: address.postalCode,
    country_id: countries(company).indexOf(country) + 1,
    state_id:
      region === null
        ? null
        : states(company).findIndex((known) => known.country === country && known.region === region) + 1,
  }
}

export const termId = ({ paymentTerms }: Company, code: string) =>
  paymentTerms.find((term) => term.code === code)?.keys.odoo ?? null
