import type { EntitySetModel, Row } from '../../dialects/odata/simulate.ts'
import { inSystem, supplierIn } from '../../simulator/company/in-system.ts'
import type { Address, Company, Contact, Customer, Supplier } from '../../simulator/company/types.ts'
import { cut, dayOf, entitySet, europe, timeOf, to, toMany } from './model.ts'

/** How partner numbers follow from customer numbers: equal in most systems, not in all. */
export type PartnerNumber = (customer: string) => string

/** Someone with a business partner: its roles differ, its name, addresses and numbers do not. */
interface Partner {
  readonly number: string
  readonly customer: string
  readonly supplier: string
  readonly category: '1' | '2'
  readonly name: string
  readonly firstName: string
  readonly lastName: string
  readonly industry: string
  readonly isBlocked: boolean
  readonly isArchived: boolean
  readonly createdAt: string
  readonly modifiedAt: string | null
  readonly country: string
  readonly addresses: readonly Address[]
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly website: string | null
  readonly vat: string | null
  readonly taxId: string | null
}

export function partnerSets(company: Company, numberOf: PartnerNumber): EntitySetModel[] {
  const customers = company.customers.filter(({ keys }) => keys.sap).map((customer) => inSystem(customer, 'sap'))
  const suppliers = company.suppliers.filter(({ keys }) => keys.sap).map((supplier) => supplierIn(supplier, 'sap'))
  const contacts = company.contacts.filter(({ keys }) => keys.sap)
  const partners = [
    ...customers.map((customer) => customerPartner(customer, numberOf)),
    ...suppliers.map(supplierPartner),
    ...contacts.map(contactPartner),
  ]
  const located = partners.flatMap(placesOf)
  return [
    businessPartners(partners),
    addresses(located),
    communication('A_AddressEmailAddress', 'EmailAddress', located, ({ emails }) => emails.map((value) => ({ value }))),
    phones(located, contacts),
    communication('A_AddressHomePageURL', 'WebsiteURL', located, ({ websites }) =>
      websites.map((value) => ({ value })),
    ),
    taxNumbers(partners),
    customerSet(customers),
    customerCompanies(customers, company),
    customerSalesAreas(customers, company),
    supplierSet(suppliers),
    supplierCompanies(suppliers, company),
    supplierPurchasingOrgs(suppliers, company),
    banks(suppliers),
    ...contactSets(contacts, company, numberOf, suppliers[0]),
  ]
}

function customerPartner(customer: Customer, numberOf: PartnerNumber): Partner {
  const { keys, kind, industry, blocks, active } = customer
  return {
    ...customer,
    number: numberOf(keys.sap!),
    customer: keys.sap!,
    supplier: '',
    category: kind === 'person' ? '1' : '2',
    firstName: '',
    lastName: '',
    industry: cut(industry, 10),
    isBlocked: Object.values(blocks).every(Boolean),
    isArchived: !active,
  }
}

function supplierPartner(supplier: Supplier): Partner {
  const { keys, active } = supplier
  const own = { number: keys.sap!, customer: '', supplier: keys.sap!, category: '2' as const }
  return { ...supplier, ...own, firstName: '', lastName: '', industry: '', isBlocked: false, isArchived: !active }
}

function contactPartner(contact: Contact): Partner {
  const { keys, firstName, lastName } = contact
  const none = { addresses: [], emails: [], phones: [], website: null, vat: null, taxId: null, country: '' }
  return {
    ...contact,
    ...none,
    number: keys.sap!,
    customer: '',
    supplier: '',
    category: '1',
    name: [firstName, lastName].filter(Boolean).join(' '),
    firstName: firstName ?? '',
    lastName,
    industry: '',
    isBlocked: false,
    isArchived: false,
  }
}

const businessPartners = (partners: readonly Partner[]) =>
  entitySet({
    name: 'A_BusinessPartner',
    key: 'BusinessPartner',
    indexes: 'Customer Supplier',
    columns: {
      ids: 'BusinessPartner Customer Supplier',
      text: 'BusinessPartnerCategory BusinessPartnerFullName BusinessPartnerName OrganizationBPName1 FirstName LastName BusinessPartnerGrouping Industry Language SearchTerm1 ETag BusinessPartnerIDByExtSystem',
      flags: 'BusinessPartnerIsBlocked IsMarkedForArchiving',
      days: 'CreationDate LastChangeDate',
      times: 'CreationTime LastChangeTime',
    },
    navigations: {
      to_Customer: to('A_Customer', { Customer: 'Customer' }),
      to_Supplier: to('A_Supplier', { Supplier: 'Supplier' }),
      to_BusinessPartnerAddress: toMany('A_BusinessPartnerAddress', { BusinessPartner: 'BusinessPartner' }),
      to_BusinessPartnerTax: toMany('A_BusinessPartnerTaxNumber', { BusinessPartner: 'BusinessPartner' }),
      to_BusinessPartnerBank: toMany('A_BusinessPartnerBank', { BusinessPartner: 'BusinessPartner' }),
      to_BusinessPartnerContact: toMany('A_BusinessPartnerContact', { BusinessPartnerCompany: 'BusinessPartner' }),
    },
    rows: () => partners.map(partnerRow),
  })

function partnerRow(partner: Partner): Row {
  const { name, createdAt, modifiedAt } = partner
  const isPerson = partner.category === '1'
  return {
    BusinessPartner: partner.number,
    Customer: partner.customer,
    Supplier: partner.supplier,
    BusinessPartnerCategory: partner.category,
    BusinessPartnerFullName: cut(name, 81),
    BusinessPartnerName: cut(name, 81),
    OrganizationBPName1: isPerson ? '' : cut(name, 40),
    FirstName: partner.firstName,
    LastName: partner.lastName,
    BusinessPartnerGrouping: 'BP02',
    Industry: partner.industry,
    Language: 'EN',
    SearchTerm1: cut(name, 20).toUpperCase(),
    BusinessPartnerIsBlocked: partner.isBlocked,
    IsMarkedForArchiving: partner.isArchived,
    CreationDate: dayOf(createdAt),
    CreationTime: timeOf(createdAt),
    LastChangeDate: modifiedAt && dayOf(modifiedAt),
    LastChangeTime: modifiedAt ? timeOf(modifiedAt) : 'PT00H00M00S',
    ETag: `MERIDIAN${(modifiedAt ?? createdAt).replace(/\D/g, '')}`,
  }
}

interface Place {
  readonly partner: string
  readonly id: string
  readonly address: Partial<Address> & Pick<Address, 'country'>
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly websites: readonly string[]
}

/** E-mail and telephone belong to an address, so who has one of them has an address, if an empty one. */
function placesOf({ number, addresses, country, emails, phones, website }: Partner): Place[] {
  const websites = website === null ? [] : [website]
  const isReachable = emails.length + phones.length + websites.length > 0
  const known = addresses.length > 0 ? addresses : isReachable ? [{ country }] : []
  return known.map((address, i) => ({
    partner: number,
    id: `${Number(number) * 10 + i}`,
    address,
    emails: i === 0 ? emails : [],
    phones: i === 0 ? phones : [],
    websites: i === 0 ? websites : [],
  }))
}

const byAddress = { AddressID: 'AddressID' }

/** One set holds both kinds. */
const telephones = {
  to_PhoneNumber: { ...toMany('A_AddressPhoneNumber', byAddress), where: { PhoneNumberType: '1' } },
  to_MobilePhoneNumber: { ...toMany('A_AddressPhoneNumber', byAddress), where: { PhoneNumberType: '3' } },
}

const addresses = (places: readonly Place[]) =>
  entitySet({
    name: 'A_BusinessPartnerAddress',
    key: 'BusinessPartner AddressID',
    indexes: 'AddressID',
    columns: { ids: 'BusinessPartner', text: 'AddressID StreetName HouseNumber CityName PostalCode Region Country' },
    navigations: {
      to_EmailAddress: toMany('A_AddressEmailAddress', byAddress),
      ...telephones,
      to_URLAddress: toMany('A_AddressHomePageURL', byAddress),
    },
    rows: () =>
      places.map(({ partner, id, address }) => ({
        BusinessPartner: partner,
        AddressID: id,
        StreetName: cut(address.street ?? '', 60),
        HouseNumber: cut(address.houseNumber ?? '', 10),
        CityName: cut(address.city ?? '', 40),
        PostalCode: cut(address.postalCode ?? '', 10),
        Region: cut(address.region ?? '', 3),
        Country: address.country,
      })),
  })

interface Spoken {
  readonly value: string
  readonly type?: '1' | '3'
}

function communication<T extends { readonly id: string }>(
  name: string,
  column: string,
  places: readonly T[],
  of: (place: T) => readonly Spoken[],
): EntitySetModel {
  const rowsOf = (place: T) =>
    of(place).map(({ value, type = '1' }, i) => ({
      AddressID: place.id,
      Person: '',
      OrdinalNumber: `${i + 1}`,
      PhoneNumberType: type,
      [column]: value,
    }))
  return entitySet({
    name,
    key: 'AddressID Person OrdinalNumber',
    columns: { text: `AddressID Person OrdinalNumber PhoneNumberType ${column}` },
    rows: () => places.flatMap(rowsOf),
  })
}

function phones(places: readonly Place[], contacts: readonly Contact[]): EntitySetModel {
  const landlines = places.map(({ id, phones }) => ({ id, spoken: phones.map((value): Spoken => ({ value })) }))
  const mobiles = contacts.map((contact) => ({
    id: workplaceOf(contact),
    spoken: contact.mobile === null ? [] : [{ value: contact.mobile, type: '3' as const }],
  }))
  const all = [...landlines, ...mobiles]
  return communication('A_AddressPhoneNumber', 'InternationalPhoneNumber', all, ({ spoken }) => spoken)
}

/** The address of a person at work has a number of its own. */
const workplaceOf = ({ keys }: Contact): string => `9${keys.sap}`

const taxNumbers = (partners: readonly Partner[]) =>
  entitySet({
    name: 'A_BusinessPartnerTaxNumber',
    key: 'BusinessPartner BPTaxType',
    columns: { ids: 'BusinessPartner', text: 'BPTaxType BPTaxNumber' },
    rows: () =>
      partners.flatMap((partner) => [...taxRow(partner, '0', partner.vat), ...taxRow(partner, '1', partner.taxId)]),
  })

function taxRow({ number, country }: Partner, kind: string, value: string | null): Row[] {
  return value === null
    ? []
    : [{ BusinessPartner: number, BPTaxType: `${country}${kind}`, BPTaxNumber: cut(value, 20) }]
}

const customerSet = (customers: readonly Customer[]) =>
  entitySet({
    name: 'A_Customer',
    key: 'Customer',
    columns: {
      ids: 'Customer',
      text: 'CustomerName CustomerFullName CustomerAccountGroup OrderIsBlockedForCustomer DeliveryIsBlocked BillingIsBlockedForCustomer VATRegistration',
      flags: 'PostingIsBlocked DeletionIndicator',
      days: 'CreationDate',
    },
    navigations: {
      to_CustomerCompany: toMany('A_CustomerCompany', { Customer: 'Customer' }),
      to_CustomerSalesArea: toMany('A_CustomerSalesArea', { Customer: 'Customer' }),
    },
    rows: () =>
      customers.map(({ keys, name, blocks, vat, active, createdAt }) => ({
        Customer: keys.sap!,
        CustomerName: cut(name, 80),
        CustomerFullName: cut(name, 220),
        CustomerAccountGroup: 'CUST',
        OrderIsBlockedForCustomer: blocks.orders ? '01' : '',
        DeliveryIsBlocked: blocks.delivery ? '01' : '',
        BillingIsBlockedForCustomer: blocks.billing ? '01' : '',
        PostingIsBlocked: blocks.posting,
        VATRegistration: cut(vat, 20),
        DeletionIndicator: !active,
        CreationDate: dayOf(createdAt),
      })),
  })

const customerCompanies = (customers: readonly Customer[], company: Company) =>
  entitySet({
    name: 'A_CustomerCompany',
    key: 'Customer CompanyCode',
    columns: { ids: 'Customer', text: 'CompanyCode PaymentTerms ReconciliationAccount' },
    rows: () =>
      customers.map(({ keys, term }) => ({
        Customer: keys.sap!,
        CompanyCode: europe(company).key,
        PaymentTerms: term,
        ReconciliationAccount: '12100000',
      })),
  })

const customerSalesAreas = (customers: readonly Customer[], company: Company) =>
  entitySet({
    name: 'A_CustomerSalesArea',
    key: 'Customer SalesOrganization DistributionChannel Division',
    columns: { ids: 'Customer', text: 'SalesOrganization DistributionChannel Division Currency CustomerPaymentTerms' },
    rows: () =>
      customers.map(({ keys, currency, term }) => ({
        Customer: keys.sap!,
        SalesOrganization: europe(company).key,
        DistributionChannel: '10',
        Division: '00',
        Currency: currency,
        CustomerPaymentTerms: term,
      })),
  })

const supplierSet = (suppliers: readonly Supplier[]) =>
  entitySet({
    name: 'A_Supplier',
    key: 'Supplier',
    columns: {
      ids: 'Supplier',
      text: 'SupplierName SupplierFullName SupplierAccountGroup VATRegistration',
      flags: 'PaymentIsBlockedForSupplier PostingIsBlocked PurchasingIsBlocked',
      days: 'CreationDate',
    },
    navigations: {
      to_SupplierCompany: toMany('A_SupplierCompany', { Supplier: 'Supplier' }),
      to_SupplierPurchasingOrg: toMany('A_SupplierPurchasingOrg', { Supplier: 'Supplier' }),
    },
    rows: () =>
      suppliers.map(({ keys, name, vat, blocks, createdAt }) => ({
        Supplier: keys.sap!,
        SupplierName: cut(name, 80),
        SupplierFullName: cut(name, 220),
        SupplierAccountGroup: 'SUPL',
        VATRegistration: cut(vat, 20),
        PaymentIsBlockedForSupplier: blocks.payment,
        PostingIsBlocked: blocks.posting,
        PurchasingIsBlocked: blocks.purchasing,
        CreationDate: dayOf(createdAt),
      })),
  })

const supplierCompanies = (suppliers: readonly Supplier[], company: Company) =>
  entitySet({
    name: 'A_SupplierCompany',
    key: 'Supplier CompanyCode',
    columns: { ids: 'Supplier', text: 'CompanyCode CompanyCodeName PaymentTerms Currency' },
    rows: () => {
      const { key, name, currency } = europe(company)
      const own = { CompanyCode: key, CompanyCodeName: cut(name, 25), Currency: currency }
      return suppliers.map(({ keys, term }) => ({ ...own, Supplier: keys.sap!, PaymentTerms: term }))
    },
  })

const supplierPurchasingOrgs = (suppliers: readonly Supplier[], company: Company) =>
  entitySet({
    name: 'A_SupplierPurchasingOrg',
    key: 'Supplier PurchasingOrganization',
    columns: { ids: 'Supplier', text: 'PurchasingOrganization PurchaseOrderCurrency PaymentTerms' },
    rows: () =>
      suppliers.map(({ keys, currency, term }) => ({
        Supplier: keys.sap!,
        PurchasingOrganization: europe(company).key,
        PurchaseOrderCurrency: currency,
        PaymentTerms: term,
      })),
  })

const banks = (suppliers: readonly Supplier[]) =>
  entitySet({
    name: 'A_BusinessPartnerBank',
    key: 'BusinessPartner BankIdentification',
    columns: { ids: 'BusinessPartner', text: 'BankIdentification BankCountryKey BankAccount IBAN' },
    rows: () => suppliers.flatMap(bankRow),
  })

/** The demo knows the last four digits only; the others are zeros. */
function bankRow({ keys, bankAccount }: Supplier): Row[] {
  if (bankAccount === null) return []
  const { country, lastFour } = bankAccount
  const iban = `${country}00${lastFour.padStart(18, '0')}`
  return [
    {
      BusinessPartner: keys.sap!,
      BankIdentification: '0001',
      BankCountryKey: country,
      BankAccount: `000000${lastFour}`,
      IBAN: iban,
    },
  ]
}

/**
 * A person at a company: the relationship, the person's function in it, and where they are reached.
 * The demo knows people at customers only; the first of them works for the first supplier too, so that there is one.
 */
function contactSets(
  contacts: readonly Contact[],
  company: Company,
  numberOf: PartnerNumber,
  supplier: Supplier | undefined,
): EntitySetModel[] {
  const key = 'RelationshipNumber BusinessPartnerCompany BusinessPartnerPerson ValidityEndDate'
  const base = { ids: 'BusinessPartnerCompany BusinessPartnerPerson', days: 'ValidityEndDate ValidityStartDate' }
  const ties = tiesOf(contacts, company, numberOf, supplier)
  const keyRow = ({ contact, number, partner }: Tie): Record<string, string> => ({
    RelationshipNumber: number,
    BusinessPartnerCompany: partner,
    BusinessPartnerPerson: contact.keys.sap!,
    ValidityEndDate: '9999-12-31',
  })
  const byRelationship = { RelationshipNumber: 'RelationshipNumber' }
  return [
    entitySet({
      name: 'A_BusinessPartnerContact',
      key,
      indexes: 'BusinessPartnerCompany BusinessPartnerPerson',
      columns: { ...base, text: 'RelationshipNumber RelationshipCategory', flags: 'IsStandardRelationship' },
      navigations: {
        to_ContactRelationship: to('A_BPContactToFuncAndDept', byRelationship),
        to_ContactAddress: toMany('A_BPContactToAddress', byRelationship),
      },
      rows: () =>
        ties.map((tie) => ({
          ...keyRow(tie),
          ValidityStartDate: dayOf(tie.contact.createdAt),
          RelationshipCategory: 'BUR001',
          IsStandardRelationship: tie.contact.isPrimary,
        })),
    }),
    entitySet({
      name: 'A_BPContactToFuncAndDept',
      key,
      columns: {
        ...base,
        text: 'RelationshipNumber ContactPersonFunctionName ContactPersonDepartmentName EmailAddress PhoneNumber',
      },
      rows: () =>
        ties.map((tie) => ({
          ...keyRow(tie),
          ContactPersonFunctionName: cut(tie.contact.title, 40),
          ContactPersonDepartmentName: cut(tie.contact.department, 40),
          EmailAddress: tie.contact.email ?? '',
          PhoneNumber: tie.contact.phone ?? '',
        })),
    }),
    entitySet({
      name: 'A_BPContactToAddress',
      key: `${key} AddressID`,
      columns: { ...base, text: 'RelationshipNumber AddressID' },
      navigations: {
        to_EmailAddress: toMany('A_AddressEmailAddress', byAddress),
        ...telephones,
      },
      rows: () => ties.map((tie) => ({ ...keyRow(tie), AddressID: workplaceOf(tie.contact) })),
    }),
  ]
}

/** One person's part in one company. */
interface Tie {
  readonly contact: Contact
  readonly number: string
  readonly partner: string
}

function tiesOf(
  contacts: readonly Contact[],
  company: Company,
  numberOf: PartnerNumber,
  supplier: Supplier | undefined,
): Tie[] {
  const atCustomers = contacts.map((contact) => ({
    contact,
    number: contact.sapRelationship!,
    partner: numberOf(company.customers[contact.customerId]!.keys.sap!),
  }))
  const [first] = atCustomers
  return first && supplier ? [...atCustomers, { ...first, number: '1', partner: supplier.keys.sap! }] : atCustomers
}
