import type { SimTable } from '../../dialects/suiteql/simulate.ts'
import type { Contact, CreditAccount, Customer, Supplier } from '../../simulator/company/types.ts'
import { type Account, entityId } from './account.ts'
import { code, flag, instant, number, reference, text } from './columns.ts'
import { type Balance, balancesOf } from './credit.ts'
import { type Columns, stored } from './stored.ts'

export function parties(account: Account): SimTable[] {
  return [customers(account), vendors(account), contacts(account)]
}

/** As many characters as NetSuite's name fields take. */
const isPerson = ({ kind }: Customer) => kind === 'person'

const overrides: Readonly<Record<CreditAccount['hold'], string>> = {
  none: 'AUTO',
  auto: 'AUTO',
  held: 'ON',
  overridden: 'OFF',
}

interface CustomerRow {
  readonly customer: Customer
  readonly credit: Balance
}

/** Credit and balances are in the customer's primary currency, which here is that of the company that grants the credit. */
function customers(account: Account): SimTable {
  const of =
    <T>(read: (customer: Customer) => T) =>
    ({ customer }: CustomerRow) =>
      read(customer)
  const names = ({ name }: Customer) => name.split(' ')
  const columns: Columns<CustomerRow> = {
    id: number(of(({ keys }) => keys.netsuite)),
    entityid: text(of(({ keys }) => entityId('CUST', keys.netsuite!))),
    companyname: text(of((customer) => (isPerson(customer) ? null : customer.name))),
    altname: text(of(({ name }) => name)),
    isperson: flag(of(isPerson)),
    firstname: text(of((customer) => (isPerson(customer) ? names(customer).slice(0, -1).join(' ') : null))),
    lastname: text(of((customer) => (isPerson(customer) ? names(customer).at(-1) : null))),
    email: text(of(({ emails }) => emails[0])),
    phone: text(of(({ phones }) => phones[0])),
    terms: reference(
      of(({ term }) => account.termId(term)),
      of(({ term }) => account.termName(term)),
    ),
    salesrep: reference(
      of(({ ownerId }) => account.ownerId(ownerId)),
      of(({ ownerId }) => account.ownerName(ownerId)),
    ),
    currency: reference(
      ({ credit }) => account.currencyId(credit.account.currency),
      ({ credit }) => account.currencyName(credit.account.currency),
    ),
    creditlimit: number(({ credit }) => credit.account.limit),
    creditholdoverride: text(({ credit }) => overrides[credit.account.hold]),
    oncredithold: flag(({ credit }) => credit.isOnHold),
    balancesearch: number(({ credit }) => credit.balance),
    overduebalancesearch: number(({ credit }) => credit.overdue),
    daysoverduesearch: number(({ credit }) => String(credit.daysOverdue)),
    unbilledorderssearch: number(({ credit }) => credit.unbilledOrders),
    searchstage: code(
      of(({ stage }) => (stage === 'prospect' ? 'PROSPECT' : 'CUSTOMER')),
      of(({ stage }) => stage),
    ),
    isinactive: flag(of(({ active }) => !active)),
    datecreated: instant(of(({ createdAt }) => createdAt)),
    lastmodifieddate: instant(of(({ modifiedAt, createdAt }) => modifiedAt ?? createdAt)),
    custentity_vat: text(of(({ vat }) => vat)),
  }
  const load = () => {
    const balances = balancesOf(account.company)
    return account.customers.map((customer) => ({ customer, credit: balances.get(customer.id)! }))
  }
  return stored('customer', columns, load)
}

function vendors(account: Account): SimTable {
  const columns: Columns<Supplier> = {
    id: number(({ keys }) => keys.netsuite),
    entityid: text(({ keys }) => entityId('VEND', keys.netsuite!)),
    companyname: text(({ name }) => name),
    email: text(({ emails }) => emails[0]),
    phone: text(({ phones }) => phones[0]),
    currency: reference(
      ({ currency }) => account.currencyId(currency),
      ({ currency }) => account.currencyName(currency),
    ),
    terms: reference(
      ({ term }) => account.termId(term),
      ({ term }) => account.termName(term),
    ),
    creditlimit: number(() => null),
    isinactive: flag(({ active }) => !active),
    lastmodifieddate: instant(({ modifiedAt, createdAt }) => modifiedAt ?? createdAt),
    custentity_vat: text(({ vat }) => vat),
  }
  return stored('vendor', columns, () => account.suppliers)
}

function contacts(account: Account): SimTable {
  const fullName = ({ firstName, lastName }: Contact) => [firstName, lastName].filter(Boolean).join(' ')
  const columns: Columns<Contact> = {
    id: number(({ keys }) => keys.netsuite),
    entityid: text(fullName),
    firstname: text(({ firstName }) => firstName),
    lastname: text(({ lastName }) => lastName),
    title: text(({ title }) => title),
    email: text(({ email }) => email),
    phone: text(({ phone }) => phone),
    company: reference(
      ({ customerId }) => account.customerOf(customerId)?.id,
      ({ customerId }) => account.customerOf(customerId)?.name,
    ),
    isinactive: flag(() => false),
    lastmodifieddate: instant(({ modifiedAt, createdAt }) => modifiedAt ?? createdAt),
  }
  const load = () => account.company.contacts.filter(({ keys }) => keys.netsuite !== undefined)
  return stored('contact', columns, load, ['id', 'company'])
}
