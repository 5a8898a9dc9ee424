import type { Row } from '../../dialects/soql/simulate.ts'
import { inSystem } from '../../simulator/company/in-system.ts'
import { guidFor } from '../../simulator/company/keys.ts'
import type { Address, Company, Contact, Customer } from '../../simulator/company/types.ts'
import { deletedRows, type ObjectSpec, SYSTEM_FIELDS, systemCells } from './sobject.ts'

const ADDRESS_FIELDS = (prefix: string) =>
  ({
    [`${prefix}Street`]: 'string',
    [`${prefix}City`]: 'string',
    [`${prefix}State`]: 'string',
    [`${prefix}PostalCode`]: 'string',
    [`${prefix}Country`]: 'string',
  }) as const

export const user: ObjectSpec = {
  name: 'User',
  prefix: '005',
  fields: { ...SYSTEM_FIELDS, Name: 'string', Email: 'string', IsActive: 'boolean' },
  parents: {},
  rows: ({ users }) =>
    users.map(({ name, email, active, keys }) => ({
      ...systemCells(keys.salesforce!, '2023-01-02T08:00:00Z', null),
      Name: name,
      Email: email,
      IsActive: active,
    })),
}

export const account: ObjectSpec = {
  name: 'Account',
  prefix: '001',
  hasCurrency: true,
  fields: {
    ...SYSTEM_FIELDS,
    Name: 'string',
    AccountNumber: 'string',
    Type: 'picklist',
    ParentId: 'reference',
    Industry: 'picklist',
    AnnualRevenue: 'currency',
    NumberOfEmployees: 'int',
    Phone: 'string',
    Website: 'string',
    ...ADDRESS_FIELDS('Billing'),
    ...ADDRESS_FIELDS('Shipping'),
    OwnerId: 'reference',
    AccountSource: 'picklist',
    LastActivityDate: 'date',
    SAP_Customer__c: 'string',
    NetSuite_Customer__c: 'string',
    Odoo_Partner__c: 'string',
    BusinessCentral_Customer__c: 'string',
    BusinessCentral_Id__c: 'string',
    BusinessOne_Customer__c: 'string',
    VAT_Number__c: 'string',
  },
  parents: { Owner: { object: 'User', by: 'OwnerId' }, Parent: { object: 'Account', by: 'ParentId' } },
  rows: (company) => {
    const ids = businessCentralIds(company)
    const accounts = company.customers.filter(({ keys }) => keys.salesforce)
    return [...accounts.map((customer) => accountRow(company, customer, ids)), ...deletedRows(company, 'customer')]
  },
}

const ACCOUNT_TYPES = { prospect: 'Prospect', customer: 'Customer - Direct', former: 'Former Customer' } as const

function accountRow(company: Company, customer: Customer, businessCentral: (number: string) => string): Row {
  const { id, name, vat, addresses, phones, website, industry, ...written } = inSystem(customer, 'salesforce')
  const owner = company.users[written.ownerId]!.keys.salesforce!
  return {
    ...systemCells(written.keys.salesforce!, written.createdAt, written.modifiedAt, owner),
    Name: name,
    AccountNumber: `CD${100_000 + id}`,
    Type: ACCOUNT_TYPES[written.stage],
    ParentId: accountId(company, written.parentId),
    Industry: industry,
    AnnualRevenue: written.annualRevenue?.amount ?? null,
    NumberOfEmployees: written.employees === null ? null : String(written.employees),
    Phone: phones[0] ?? null,
    Website: website,
    ...addressCells(
      'Billing',
      addresses.find(({ type }) => type !== 'shipping'),
    ),
    ...addressCells(
      'Shipping',
      addresses.find(({ type }) => type === 'shipping'),
    ),
    OwnerId: owner,
    AccountSource: null,
    LastActivityDate: written.lastActivityOn,
    CurrencyIsoCode: written.currency,
    SAP_Customer__c: written.erpKeys.sap ?? null,
    NetSuite_Customer__c: written.erpKeys.netsuite ?? null,
    Odoo_Partner__c: written.erpKeys.odoo ?? null,
    BusinessCentral_Customer__c: written.erpKeys.businessCentral ?? null,
    BusinessCentral_Id__c: written.erpKeys.businessCentral ? businessCentral(written.erpKeys.businessCentral) : null,
    BusinessOne_Customer__c: written.erpKeys.businessOne ?? null,
    VAT_Number__c: vat,
  }
}

/** Business Central knows a customer by a GUID, which is kept beside the number that people see. */
function businessCentralIds({ customers }: Company): (number: string) => string {
  const held = customers.filter(({ keys }) => keys.businessCentral)
  const ids = new Map(held.map(({ numbers, keys }) => [numbers?.businessCentral, keys.businessCentral!]))
  return (number) => ids.get(number) ?? guidFor(`businessCentral/customer/${number}`)
}

export function accountId({ customers }: Company, customerId: number | null): string | null {
  return customerId === null ? null : (customers[customerId]!.keys.salesforce ?? null)
}

export function addressCells(prefix: string, address: Address | undefined): Row {
  return {
    [`${prefix}Street`]: address ? `${address.street} ${address.houseNumber}`.trim() : null,
    [`${prefix}City`]: address?.city ?? null,
    [`${prefix}State`]: address?.region ?? null,
    [`${prefix}PostalCode`]: address?.postalCode ?? null,
    [`${prefix}Country`]: address ? countryText(address) : null,
  }
}

const english = new Intl.DisplayNames('en', { type: 'region' })

/** The field is free text: some people write the country's name, some its code. */
function countryText({ country, postalCode }: Address): string {
  return postalCode.length % 2 === 0 ? country : english.of(country)!
}

export const contact: ObjectSpec = {
  name: 'Contact',
  prefix: '003',
  hasCurrency: true,
  fields: {
    ...SYSTEM_FIELDS,
    AccountId: 'reference',
    FirstName: 'string',
    LastName: 'string',
    Name: 'string',
    Salutation: 'picklist',
    Email: 'string',
    Phone: 'string',
    MobilePhone: 'string',
    Title: 'string',
    Department: 'string',
    ...ADDRESS_FIELDS('Mailing'),
    ReportsToId: 'reference',
    OwnerId: 'reference',
  },
  parents: {
    Account: { object: 'Account', by: 'AccountId' },
    ReportsTo: { object: 'Contact', by: 'ReportsToId' },
    Owner: { object: 'User', by: 'OwnerId' },
  },
  rows: (company) => [
    ...company.contacts.filter(({ keys }) => keys.salesforce).map((person) => contactRow(company, person)),
    ...deletedRows(company, 'contact'),
  ],
}

function contactRow(company: Company, person: Contact): Row {
  const owner = company.users[person.ownerId]!.keys.salesforce!
  return {
    ...systemCells(person.keys.salesforce!, person.createdAt, person.modifiedAt, owner),
    AccountId: accountId(company, person.customerId),
    FirstName: person.firstName,
    LastName: person.lastName,
    Name: [person.firstName, person.lastName].filter(Boolean).join(' '),
    Salutation: person.salutation,
    Email: person.email,
    Phone: person.phone,
    MobilePhone: person.mobile,
    Title: person.title,
    Department: person.department,
    OwnerId: owner,
    CurrencyIsoCode: company.customers[person.customerId]!.currency,
  }
}
