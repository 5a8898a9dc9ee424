import type { Row } from '../../dialects/odata/simulate-model.ts'
import { inSystem } from '../../simulator/company/in-system.ts'
import type { Company, Contact, CreditAccount, Customer, LegalEntity } from '../../simulator/company/types.ts'
import { amountOf, currencyColumn, currencyId, ownerColumn, stampsOf, type Table, table } from './model.ts'

const accountsOf = ({ customers }: Company) => customers.filter(({ keys }) => keys.dataverse !== undefined)

export const contactsOf = ({ contacts, customers }: Company) =>
  contacts.filter(
    ({ keys, customerId }) => keys.dataverse !== undefined && customers[customerId]!.keys.dataverse !== undefined,
  )

/** The table behind a lookup that takes accounts and contacts. */
export const partyTable = (company: Company, column: string) => {
  const people = new Set(contactsOf(company).map(({ keys }) => keys.dataverse))
  return (row: Row) => (people.has(String(row[column])) ? 'contact' : 'account')
}

/** Codes of `customertypecode` as they are delivered. */
const types: Readonly<Record<Customer['stage'], string>> = { customer: '3', prospect: '8', former: '12' }
const typeLabels: Readonly<Record<string, string>> = { '3': 'Customer', '8': 'Prospect', '12': 'Other' }
export const activity: Readonly<Record<string, string>> = { '0': 'Active', '1': 'Inactive' }

export function accounts(company: Company): Table {
  const industries = [...new Set(company.customers.flatMap(({ industry }) => industry ?? []))].sort()
  const terms = company.paymentTerms
  return table({
    set: 'accounts',
    key: 'accountid',
    columns: {
      text: `name accountnumber emailaddress1 telephone1 websiteurl address1_line1 address1_city address1_stateorprovince
        address1_postalcode address1_country new_vatnumber new_fnocustomer`,
      lookups: '_primarycontactid_value _parentaccountid_value',
      choices: 'paymenttermscode customertypecode industrycode',
      amounts: 'creditlimit revenue aging30 aging60 aging90',
      flags: 'creditonhold',
    },
    labels: {
      customertypecode: (code) => typeLabels[code],
      industrycode: (code) => industries[Number(code) - 1],
      paymenttermscode: (code) => terms[Number(code) - 1]?.name,
      statecode: (code) => activity[code],
    },
    tables: { _primarycontactid_value: () => 'contact', _parentaccountid_value: () => 'account' },
    rows() {
      const stamps = stampsOf(1_000_000)
      const finance = financeOf(company)
      const main = new Map(contactsOf(company).flatMap((one) => (one.isPrimary ? [[one.customerId, one.keys]] : [])))
      return accountsOf(company).map((customer) => ({
        ...accountRow(company, inSystem(customer, 'dataverse'), finance),
        _primarycontactid_value: main.get(customer.id)?.dataverse ?? null,
        industrycode: customer.industry === null ? null : String(industries.indexOf(customer.industry) + 1),
        ...stamps(customer.createdAt, customer.modifiedAt),
      }))
    },
  })
}

function accountRow(company: Company, customer: Customer, finance: Finance): Row {
  const [address] = customer.addresses
  const term = company.paymentTerms.findIndex(({ code }) => code === customer.term)
  const { parentId, annualRevenue } = customer
  return {
    accountid: customer.keys.dataverse!,
    name: customer.name,
    accountnumber: customer.erpKeys.financeOperations ?? null,
    new_fnocustomer: financeKey(customer.erpKeys.financeOperations, finance),
    emailaddress1: customer.emails[0] ?? null,
    telephone1: customer.phones[0] ?? null,
    websiteurl: customer.website,
    address1_line1: address ? `${address.street} ${address.houseNumber}`.trim() : null,
    address1_city: address?.city ?? null,
    address1_stateorprovince: address?.region ?? null,
    address1_postalcode: address?.postalCode ?? null,
    address1_country: address ? countryText(address.country) : null,
    new_vatnumber: customer.vat,
    _parentaccountid_value: parentId === null ? null : (company.customers[parentId]!.keys.dataverse ?? null),
    [ownerColumn]: company.users[customer.ownerId]!.keys.dataverse!,
    [currencyColumn]: currencyId(company, customer.currency),
    paymenttermscode: term < 0 ? null : String(term + 1),
    customertypecode: types[customer.stage],
    statecode: customer.active ? '0' : '1',
    statuscode: customer.active ? '1' : '2',
    ...creditRow(company, customer, finance.credit.get(customer.id)),
    ...amountOf(company, 'revenue', inOwn(annualRevenue, customer), customer.currency),
    ...Object.fromEntries(
      ['aging30', 'aging60', 'aging90'].flatMap((name) => [
        [name, null],
        [`${name}_base`, null],
      ]),
    ),
  }
}

/** The key of a customer in the ERP: its company, and its number there. What the ERP has never had is of its first company. */
function financeKey(account: string | undefined, { owners, companies }: Finance): string | null {
  if (account === undefined) return null
  const home = companies.find(({ id }) => owners.get(account)?.legalEntityIds.includes(id)) ?? companies[0]!
  return `${home.key};${account}`
}

/** A column of the account is in the account's currency; what is known in another is not converted by hand. */
const inOwn = (money: Customer['annualRevenue'], { currency }: Customer) =>
  money?.currency === currency ? money.amount : null

/** People write the country out, or not. */
const countryText = (code: string): string => (code === 'NL' ? 'Nederland' : code === 'PL' ? 'pl' : code)

/** What sales has copied from the ERP that decides on credit. */
function creditRow(company: Company, { currency }: Customer, account: CreditAccount | undefined): Row {
  const limit = account?.currency === currency ? account.limit : null
  return {
    ...amountOf(company, 'creditlimit', limit, currency),
    creditonhold: account ? account.hold === 'held' : null,
  }
}

/** What the accounts copy from the ERP, by customer and by number there. */
interface Finance {
  readonly credit: ReadonlyMap<number, CreditAccount>
  readonly owners: ReadonlyMap<string, Customer>
  readonly companies: readonly LegalEntity[]
}

function financeOf({ creditAccounts, customers, legalEntities }: Company): Finance {
  const accounts = creditAccounts.filter(({ system }) => system === 'financeOperations')
  return {
    credit: new Map(accounts.map((account) => [account.customerId, account])),
    owners: new Map(
      customers.flatMap((one) => (one.keys.financeOperations ? [[one.keys.financeOperations, one]] : [])),
    ),
    companies: legalEntities.filter(({ system }) => system === 'financeOperations'),
  }
}

export function contacts(company: Company): Table {
  const column = '_parentcustomerid_value'
  return table({
    set: 'contacts',
    key: 'contactid',
    columns: {
      text: 'fullname firstname lastname jobtitle emailaddress1 telephone1 mobilephone',
      lookups: column,
    },
    labels: { statecode: (code) => activity[code] },
    tables: { [column]: partyTable(company, column) },
    rows() {
      const stamps = stampsOf(2_000_000)
      const people = contactsOf(company)
      return people.map((contact, place) => ({
        ...contactRow(company, contact),
        // Now and then somebody is filed under a colleague.
        ...(place % 25 === 24 && { [column]: people[place - 1]!.keys.dataverse! }),
        ...stamps(contact.createdAt, contact.modifiedAt),
      }))
    },
  })
}

function contactRow(company: Company, contact: Contact): Row {
  const customer = company.customers[contact.customerId]!
  return {
    contactid: contact.keys.dataverse!,
    fullname: [contact.firstName, contact.lastName].filter(Boolean).join(' '),
    firstname: contact.firstName,
    lastname: contact.lastName,
    jobtitle: contact.title,
    emailaddress1: contact.email,
    telephone1: contact.phone,
    mobilephone: contact.mobile,
    _parentcustomerid_value: customer.keys.dataverse!,
    [ownerColumn]: company.users[contact.ownerId]!.keys.dataverse!,
    [currencyColumn]: null,
    statecode: '0',
    statuscode: '1',
  }
}
