import type { EntitySetModel, Row } from '../../dialects/odata/simulate-model.ts'
import { inSystem, supplierIn } from '../../simulator/company/in-system.ts'
import type { Address, Company, Contact, CreditAccount, Customer, Supplier } from '../../simulator/company/types.ts'
import { areasAmong, areasOf, collection } from './model.ts'

/** Countries are written with three letters. */
export const countryIds: Readonly<Record<string, string>> = {
  DE: 'DEU',
  AT: 'AUT',
  CH: 'CHE',
  FR: 'FRA',
  IT: 'ITA',
  NL: 'NLD',
  BE: 'BEL',
  PL: 'POL',
  SE: 'SWE',
  DK: 'DNK',
  GR: 'GRC',
  GB: 'GBR',
  US: 'USA',
  JP: 'JPN',
  KW: 'KWT',
}

const partyOf = (account: string): string => `P-${account}`

export function partySets(company: Company): EntitySetModel[] {
  return [customers(company), vendors(company), contacts(company)]
}

function customers(company: Company): EntitySetModel {
  const areas = areasOf(company)
  const credit = new Map(
    company.creditAccounts.map((account) => [`${account.customerId} ${account.legalEntityId}`, account]),
  )
  return collection({
    name: 'CustomersV3',
    key: 'dataAreaId CustomerAccount',
    columns: {
      text: 'dataAreaId CustomerAccount OrganizationName NameAlias PartyNumber CustomerGroupId SalesCurrencyCode InvoiceAccount CreditRating PaymentTerms PaymentMethod PrimaryContactEmail PrimaryContactPhone FullPrimaryAddress AddressStreet AddressCity AddressZipCode AddressState AddressCountryRegionId TaxExemptNumber SiteId WarehouseId',
      numbers: 'CreditLimit',
      enums: 'PartyType:DirPartyBaseType CreditLimitIsMandatory:NoYes OnHoldStatus:CustVendorBlocked',
    },
    rows: () =>
      company.customers
        .filter(({ keys }) => keys.financeOperations)
        .flatMap((customer) =>
          customer.legalEntityIds.flatMap((id) => {
            const area = areas.get(id)
            return area ? [customerRow(company, customer, area, credit.get(`${customer.id} ${id}`))] : []
          }),
        ),
  })
}

function customerRow(company: Company, customer: Customer, area: string, credit: CreditAccount | undefined): Row {
  const { name, kind, currency, emails, phones, addresses, vat, parentId } = inSystem(customer, 'financeOperations')
  const account = customer.keys.financeOperations!
  const parent = parentId === null ? undefined : company.customers[parentId]!.keys.financeOperations
  const limit = credit?.limit ?? null
  return {
    dataAreaId: area,
    CustomerAccount: account,
    OrganizationName: name,
    NameAlias: name.slice(0, 20),
    PartyNumber: partyOf(account),
    PartyType: kind === 'person' ? 'Person' : 'Organization',
    CustomerGroupId: '10',
    SalesCurrencyCode: currency,
    InvoiceAccount: parent ?? '',
    CreditLimit: limit ?? '0',
    CreditLimitIsMandatory: limit !== null && /^0+(\.0+)?$/.test(limit) ? 'Yes' : 'No',
    CreditRating: credit?.riskClass ?? '',
    OnHoldStatus: onHold(customer, credit),
    PaymentTerms: termOf(company, customer.term),
    PaymentMethod: '',
    PrimaryContactEmail: emails[0] ?? '',
    PrimaryContactPhone: phones[0] ?? '',
    ...address(addresses[0]),
    TaxExemptNumber: vat ?? '',
    SiteId: '',
    WarehouseId: '',
  }
}

function onHold({ active, blocks }: Customer, credit: CreditAccount | undefined): string {
  if (!active || credit?.hold === 'held' || Object.values(blocks).every(Boolean)) return 'All'
  if (blocks.billing) return 'Invoice'
  if (blocks.posting) return 'Payment'
  if (blocks.orders || blocks.delivery) return 'Requisition'
  return credit?.isUnlimited ? 'Never' : 'No'
}

export const termOf = (company: Company, code: string): string =>
  company.paymentTerms.find((term) => term.code === code)?.keys.financeOperations ?? ''

function address(given: Address | undefined) {
  const street = given ? `${given.street} ${given.houseNumber}` : ''
  return {
    FullPrimaryAddress: given ? `${street}\n${given.postalCode} ${given.city}` : '',
    AddressStreet: street,
    AddressCity: given?.city ?? '',
    AddressZipCode: given?.postalCode ?? '',
    AddressState: given?.region ?? '',
    AddressCountryRegionId: given ? countryIds[given.country]! : '',
  }
}

function vendors(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'VendorsV2',
    key: 'dataAreaId VendorAccountNumber',
    columns: {
      text: 'dataAreaId VendorAccountNumber VendorOrganizationName VendorSearchName VendorGroupId CurrencyCode DefaultPaymentTermsName PrimaryEmailAddress PrimaryPhoneNumber TaxExemptNumber',
      numbers: 'CreditLimit',
      enums: 'OnHoldStatus:CustVendorBlocked',
    },
    rows: () =>
      company.suppliers
        .filter(({ keys }) => keys.financeOperations)
        .flatMap((supplier) =>
          areasAmong(areas, supplier.legalEntityIds).map((area) => vendorRow(company, supplier, area)),
        ),
  })
}

function vendorRow(company: Company, supplier: Supplier, area: string): Row {
  const { name, currency, term, emails, phones, vat, blocks, active } = supplierIn(supplier, 'financeOperations')
  const blocked = Object.values(blocks).every(Boolean) || !active ? 'All' : undefined
  const partly = blocks.payment ? 'Payment' : blocks.purchasing ? 'PurchOrder' : blocks.posting ? 'Invoice' : 'No'
  return {
    dataAreaId: area,
    VendorAccountNumber: supplier.keys.financeOperations!,
    VendorOrganizationName: name,
    VendorSearchName: name.slice(0, 20),
    VendorGroupId: '10',
    CurrencyCode: currency,
    CreditLimit: '0',
    OnHoldStatus: blocked ?? partly,
    DefaultPaymentTermsName: termOf(company, term),
    PrimaryEmailAddress: emails[0] ?? '',
    PrimaryPhoneNumber: phones[0] ?? '',
    TaxExemptNumber: vat ?? '',
  }
}

function contacts(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'ContactsV3',
    key: 'dataAreaId ContactPersonId',
    columns: {
      text: 'dataAreaId ContactPersonId FirstName LastName ContactPersonName AssociatedPartyNumber PrimaryEmailAddress PrimaryPhoneNumber',
    },
    rows: () =>
      company.contacts
        .filter(({ keys }) => keys.financeOperations)
        .flatMap((contact) => {
          const customer = company.customers[contact.customerId]!
          return areasAmong(areas, customer.legalEntityIds).map((area) => contactRow(contact, customer, area))
        }),
  })
}

const contactRow = (contact: Contact, customer: Customer, area: string): Row => ({
  dataAreaId: area,
  ContactPersonId: contact.keys.financeOperations!,
  FirstName: contact.firstName ?? '',
  LastName: contact.lastName,
  ContactPersonName: [contact.firstName, contact.lastName].filter(Boolean).join(' '),
  AssociatedPartyNumber: partyOf(customer.keys.financeOperations!),
  PrimaryEmailAddress: contact.email ?? '',
  PrimaryPhoneNumber: contact.phone ?? contact.mobile ?? '',
})
