import type { EntitySetModel } from '../../dialects/odata/simulate-model.ts'
import { decimal, scaleOf } from '../../simulator/company/decimal.ts'
import { inSystem, itemIn, supplierIn, unitIn } from '../../simulator/company/in-system.ts'
import type { Address, Company, CreditAccount, Customer, Item, Supplier } from '../../simulator/company/types.ts'
import { scaled, sum } from './amounts.ts'
import {
  addressText,
  currencyColumns,
  entitySet,
  type Loose,
  legalEntityOf,
  member,
  stamp,
  system,
  termColumn,
} from './model.ts'

const has = ({ keys }: { readonly keys: { readonly businessCentral?: string } }) => keys.businessCentral !== undefined
const stamps = 'lastModifiedDateTime'

/** Two companies share the environment; the other one has no data behind it. */
export const companies = (company: Company): EntitySetModel =>
  entitySet({
    name: 'companies',
    columns: {
      text: 'systemVersion name displayName',
      ids: 'businessProfileId',
      instants: 'systemCreatedAt systemModifiedAt',
    },
    rows: () => {
      const { key, name } = legalEntityOf(company)
      const times = { systemCreatedAt: '2021-01-04T08:00:00.000Z', systemModifiedAt: '2021-01-04T08:00:00.000Z' }
      return [
        { id: key, systemVersion: '27.0', name: name.slice(0, 30), displayName: name, ...times },
        {
          id: 'c0c0c0c0-0000-4000-8000-000000000001',
          systemVersion: '27.0',
          name: 'Sandbox',
          displayName: 'Sandbox',
          ...times,
        },
      ]
    },
  })

export const customers = (company: Company): EntitySetModel =>
  entitySet({
    name: 'customers',
    columns: {
      text: `number displayName type ${addressText} phoneNumber email website salespersonCode taxRegistrationNumber currencyCode blocked`,
      ids: 'currencyId paymentTermsId',
      numbers: 'balanceDue creditLimit',
      instants: stamps,
    },
    indexes: 'number',
    navigations: { customerFinancialDetail: { to: 'customerFinancialDetails', on: { id: 'id' } } },
    rows: () => {
      const accounts = new Map(
        company.creditAccounts
          .filter((account) => account.system === system)
          .map((account) => [account.customerId, account] as const),
      )
      return company.customers.filter(has).map((customer) => customerRow(company, customer, accounts.get(customer.id)))
    },
  })

function customerRow(company: Company, known: Customer, account: CreditAccount | undefined): Loose {
  const customer = inSystem(known, system)
  const owner = company.users.find(({ id }) => id === customer.ownerId)
  return {
    id: customer.keys.businessCentral,
    number: customer.numbers?.businessCentral,
    displayName: customer.name,
    type: customer.kind === 'person' ? 'Person' : 'Company',
    ...addressColumns(customer.addresses.find(({ type }) => type === 'billing') ?? customer.addresses[0]),
    phoneNumber: customer.phones[0],
    email: customer.emails.join(';'),
    website: customer.website,
    salespersonCode: owner?.numbers.businessCentral,
    taxRegistrationNumber: customer.vat ?? customer.taxId,
    ...currencyColumns(company, customer.currency),
    ...termColumn(company, customer.term),
    blocked: member(blockOf(customer, account)),
    balanceDue: balanceOf(company, customer.id).balance,
    // Nobody's limit and no limit at all are both zero here.
    creditLimit: account?.limit ?? '0',
    lastModifiedDateTime: stamp(customer.modifiedAt ?? customer.createdAt),
  }
}

function blockOf({ blocks, active }: Customer, account: CreditAccount | undefined): string {
  if (blocks.orders || blocks.posting || !active || account?.hold === 'held') return 'All'
  return blocks.delivery ? 'Ship' : blocks.billing ? 'Invoice' : ' '
}

export const customerFinancialDetails = (company: Company): EntitySetModel =>
  entitySet({
    name: 'customerFinancialDetails',
    columns: { text: 'number', numbers: 'balance totalSalesExcludingTax overdueAmount', instants: stamps },
    rows: () =>
      company.customers.filter(has).map((customer) => ({
        id: customer.keys.businessCentral,
        number: customer.numbers?.businessCentral,
        ...balanceOf(company, customer.id),
        lastModifiedDateTime: stamp(customer.modifiedAt ?? customer.createdAt),
      })),
  })

/** As the customer ledger has it: invoices less credit memos, less what was paid on account, in local currency. */
function balanceOf(company: Company, customerId: number) {
  const own = company.invoices.filter((invoice) => invoice.system === system && invoice.customerId === customerId)
  const posted = own.filter(({ status }) => status === 'posted')
  const paid = company.payments.filter(
    (payment) => payment.system === system && payment.customerId === customerId && payment.status === 'posted',
  )
  const sign = (kind: string) => (kind === 'invoice' ? 1n : -1n)
  const open = sum(posted.map(({ kind, baseOpen }) => sign(kind) * scaled(baseOpen, 2)))
  const due = posted.filter(({ kind, dueOn }) => kind === 'invoice' && dueOn < company.today)
  return {
    balance: decimal(open - sum(paid.map(({ baseUnapplied }) => scaled(baseUnapplied, 2))), 2),
    totalSalesExcludingTax: decimal(sum(posted.map(({ kind, baseNet }) => sign(kind) * scaled(baseNet, 2))), 2),
    overdueAmount: decimal(sum(due.map(({ baseOpen }) => scaled(baseOpen, 2))), 2),
  }
}

function addressColumns(address: Address | undefined): Loose {
  if (!address) return {}
  const { street, houseNumber, city, region, country, postalCode } = address
  return { addressLine1: `${street} ${houseNumber}`.trim(), city, state: region, country, postalCode }
}

export const vendors = (company: Company): EntitySetModel =>
  entitySet({
    name: 'vendors',
    columns: {
      text: `number displayName ${addressText} phoneNumber email website taxRegistrationNumber currencyCode irs1099Code blocked`,
      ids: 'currencyId paymentTermsId paymentMethodId',
      numbers: 'balance',
      flags: 'taxLiable',
      instants: stamps,
    },
    indexes: 'number',
    rows: () => company.suppliers.filter(has).map((supplier) => vendorRow(company, supplierIn(supplier, system))),
  })

const vendorRow = (company: Company, supplier: Supplier): Loose => ({
  id: supplier.keys.businessCentral,
  number: supplier.numbers?.businessCentral,
  displayName: supplier.name,
  ...addressColumns(supplier.addresses[0]),
  phoneNumber: supplier.phones[0],
  email: supplier.emails.join(';'),
  website: supplier.website,
  taxRegistrationNumber: supplier.vat ?? supplier.taxId,
  ...currencyColumns(company, supplier.currency),
  ...termColumn(company, supplier.term),
  blocked: member(
    supplier.blocks.purchasing || supplier.blocks.posting || !supplier.active
      ? 'All'
      : supplier.blocks.payment
        ? 'Payment'
        : ' ',
  ),
  lastModifiedDateTime: stamp(supplier.modifiedAt ?? supplier.createdAt),
})

/** Persons, and for each customer the company that they are at, which is a contact too. */
export const contacts = (company: Company): EntitySetModel =>
  entitySet({
    name: 'contacts',
    columns: {
      text: `number type displayName jobTitle companyNumber companyName contactBusinessRelation ${addressText} phoneNumber mobilePhoneNumber email website searchName taxRegistrationNumber`,
      flags: 'privacyBlocked',
      days: 'lastInteractionDate',
      instants: stamps,
    },
    rows: () => [
      ...company.contacts.filter(has).map((contact) => ({
        id: contact.keys.businessCentral,
        number: contact.numbers?.businessCentral,
        type: 'Person',
        displayName: [contact.firstName, contact.lastName].filter(Boolean).join(' '),
        jobTitle: contact.title,
        companyNumber: companyNumber(company.customers[contact.customerId]!),
        companyName: company.customers[contact.customerId]!.name,
        contactBusinessRelation: 'Customer',
        phoneNumber: contact.phone,
        mobilePhoneNumber: contact.mobile,
        email: contact.email,
        privacyBlocked: contact.optOut,
        lastInteractionDate: contact.lastActivityOn,
        lastModifiedDateTime: stamp(contact.modifiedAt ?? contact.createdAt),
      })),
      ...company.customers.filter(has).map((customer) => ({
        id: customer.keys.businessCentral!.replace(/^./, (digit) => (digit === 'f' ? '0' : 'f')),
        number: companyNumber(customer),
        type: 'Company',
        displayName: customer.name,
        companyNumber: companyNumber(customer),
        companyName: customer.name,
        contactBusinessRelation: 'Customer',
        lastModifiedDateTime: stamp(customer.modifiedAt ?? customer.createdAt),
      })),
    ],
  })

const companyNumber = ({ numbers }: Customer) => `CC${numbers?.businessCentral ?? ''}`

export const items = (company: Company): EntitySetModel =>
  entitySet({
    name: 'items',
    columns: {
      text: 'number displayName displayName2 type itemCategoryCode gtin taxGroupCode baseUnitOfMeasureCode',
      ids: 'itemCategoryId',
      numbers: 'inventory unitPrice unitCost',
      flags: 'blocked priceIncludesTax',
      instants: stamps,
    },
    indexes: 'number',
    rows: () => company.items.filter(has).map((item) => itemRow(company, itemIn(company, item, system))),
  })

const itemTypes: Readonly<Record<Item['type'], string>> = {
  inventory: 'Inventory',
  assembly: 'Inventory',
  kit: 'Non-Inventory',
  'non-inventory': 'Non-Inventory',
  service: 'Service',
  charge: 'Service',
}

const itemRow = (company: Company, item: Item): Loose => ({
  id: item.keys.businessCentral,
  number: item.sku,
  displayName: item.name,
  displayName2: item.description?.slice(0, 50),
  type: member(itemTypes[item.type]),
  itemCategoryCode: item.group,
  gtin: item.gtin,
  baseUnitOfMeasureCode: unitIn(company, item, system),
  inventory: inventoryOf(company, item.id),
  unitPrice: item.prices.GBP,
  unitCost: item.costs?.businessCentral,
  blocked: item.status !== 'active',
  lastModifiedDateTime: stamp(item.modifiedAt ?? item.createdAt),
})

function inventoryOf(company: Company, itemId: number): string {
  const rows = company.stock.filter((row) => row.system === system && row.itemId === itemId)
  const scale = Math.max(0, ...rows.map(({ onHand }) => scaleOf(onHand)))
  const units = sum(rows.map(({ onHand }) => scaled(onHand, scale)))
  return decimal(units, scale)
}

export const locations = (company: Company): EntitySetModel =>
  entitySet({
    name: 'locations',
    columns: { text: `code displayName contact ${addressText}`, instants: stamps },
    indexes: 'code',
    rows: () =>
      company.warehouses
        .filter((warehouse) => warehouse.system === system)
        .map((warehouse) => ({
          id: warehouse.key,
          code: warehouse.code,
          displayName: warehouse.name,
          ...addressColumns(warehouse.address),
          lastModifiedDateTime: '2021-01-04T08:00:00.000Z',
        })),
  })
