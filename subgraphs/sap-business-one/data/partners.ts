import type { EntitySetModel, Row } from '../../dialects/odata/simulate-model.ts'
import { add, negated } from '../../simulator/company/decimal.ts'
import { inSystem, supplierIn } from '../../simulator/company/in-system.ts'
import type { Address, Company, Contact, Customer, Supplier } from '../../simulator/company/types.ts'
import { collection, day, entitySet, flag, stamps, times } from './model.ts'

export const system = 'businessOne'

const customersOf = ({ customers }: Company) => customers.filter(({ keys }) => keys.businessOne)
const suppliersOf = ({ suppliers }: Company) => suppliers.filter(({ keys }) => keys.businessOne)

export function partnerSets(company: Company): EntitySetModel[] {
  return [
    entitySet({
      name: 'BusinessPartners',
      key: 'CardCode',
      columns: {
        text: 'CardCode CardName CardType Currency FederalTaxID EmailAddress Phone1 Phone2 Cellular Website City Country ZipCode Valid Frozen FatherCard DebitorAccount UpdateTime U_Salesforce',
        whole: 'GroupCode PayTermsGrpCode PriceListNum SalesPersonCode DataVersion',
        numbers: 'CreditLimit MaxCommitment CurrentAccountBalance OpenDeliveryNotesBalance OpenOrdersBalance',
        days: 'ValidFrom ValidTo FrozenFrom FrozenTo CreateDate UpdateDate',
      },
      collections: {
        ContactEmployees: collection('BusinessPartners.ContactEmployees', { CardCode: 'CardCode' }),
        BPAddresses: collection('BusinessPartners.BPAddresses', { CardCode: 'CardCode' }),
      },
      rows: () => {
        const balanceOf = balances(company)
        return [
          ...customersOf(company).map((customer) => customerRow(company, customer, balanceOf(customer.id))),
          ...suppliersOf(company).map((supplier) => supplierRow(company, supplier)),
        ]
      },
    }),
    entitySet({
      name: 'BusinessPartners.ContactEmployees',
      key: 'InternalCode',
      indexes: 'CardCode',
      columns: {
        text: 'CardCode Name FirstName LastName Position Phone1 MobilePhone E_Mail Active UpdateTime',
        whole: 'InternalCode',
        days: 'CreateDate UpdateDate',
      },
      rows: () => [
        ...company.contacts.filter(({ keys }) => keys.businessOne).map((contact) => contactRow(company, contact)),
        ...suppliersOf(company)
          .filter(({ emails }) => emails.length > 0)
          .map(deskRow),
      ],
    }),
    entitySet({
      name: 'BusinessPartners.BPAddresses',
      key: 'RowNum',
      indexes: 'CardCode',
      columns: { text: 'CardCode AddressName AddressType Street City ZipCode Country', whole: 'RowNum' },
      rows: () => [
        ...customersOf(company).flatMap((customer) =>
          addressRows(customer.keys.businessOne!, inSystem(customer, system).addresses),
        ),
        ...suppliersOf(company).flatMap(({ keys, addresses }) => addressRows(keys.businessOne!, addresses)),
      ],
    }),
  ]
}

interface Balance {
  readonly account: string
  readonly orders: string
}

/** What the server keeps beside each partner: what is invoiced and not paid, and what is ordered and not invoiced. */
function balances(company: Company): (customerId: number) => Balance {
  const own = <T extends { readonly system: string; readonly customerId: number | null }>(rows: readonly T[]) =>
    Map.groupBy(
      rows.filter((row) => row.system === system),
      ({ customerId }) => customerId,
    )
  const [invoices, payments, orders] = [own(company.invoices), own(company.payments), own(company.salesOrders)]
  return (id) => ({
    account: add(
      '0.00',
      ...(invoices.get(id) ?? []).map(({ kind, baseOpen }) => (kind === 'credit-note' ? negated(baseOpen) : baseOpen)),
      ...(payments.get(id) ?? []).map(({ baseUnapplied }) => negated(baseUnapplied)),
    ),
    orders: add('0.00', ...(orders.get(id) ?? []).map(({ openNet, rate }) => times(openNet, rate))),
  })
}

const termOf = (company: Company, code: string) =>
  company.paymentTerms.find((term) => term.code === code)?.keys.businessOne ?? null

function customerRow(company: Company, customer: Customer, { account, orders }: Balance): Row {
  const here = inSystem(customer, system)
  const credit = company.creditAccounts.find((known) => known.system === system && known.customerId === customer.id)
  const [first] = here.addresses
  return {
    ...partnerRow(here, customer.keys.businessOne!),
    CardType: customer.stage === 'prospect' ? 'cLid' : 'cCustomer',
    // Some trade in every currency.
    Currency: customer.id % 5 === 0 ? '##' : customer.currency,
    GroupCode: '100',
    PayTermsGrpCode: termOf(company, customer.term),
    City: first?.city ?? null,
    Country: first?.country ?? customer.country,
    ZipCode: first?.postalCode ?? null,
    ...switches(customer, !customer.active || customer.blocks.orders),
    FatherCard: customer.parentId === null ? null : (company.customers[customer.parentId]!.keys.businessOne ?? null),
    CreditLimit: credit?.limit ?? '0',
    MaxCommitment: credit?.limit ?? '0',
    CurrentAccountBalance: account,
    OpenDeliveryNotesBalance: '0',
    OpenOrdersBalance: orders,
    SalesPersonCode: company.users[customer.ownerId]!.keys.businessOne ?? '-1',
    U_Salesforce: customer.keys.salesforce ?? null,
  }
}

function supplierRow(company: Company, supplier: Supplier): Row {
  const here = supplierIn(supplier, system)
  return {
    ...partnerRow(here, supplier.keys.businessOne!),
    CardType: 'cSupplier',
    Currency: supplier.currency,
    GroupCode: '101',
    PayTermsGrpCode: termOf(company, supplier.term),
    City: here.addresses[0]?.city ?? null,
    Country: here.country,
    ZipCode: here.addresses[0]?.postalCode ?? null,
    ...switches(supplier, !supplier.active || supplier.blocks.posting),
    FatherCard: null,
    CreditLimit: '0',
    MaxCommitment: '0',
    CurrentAccountBalance: '0',
    OpenDeliveryNotesBalance: '0',
    OpenOrdersBalance: '0',
    SalesPersonCode: '-1',
    U_Salesforce: null,
  }
}

function partnerRow(partner: Customer | Supplier, CardCode: string): Row {
  const [phone, second] = partner.phones
  return {
    CardCode,
    CardName: partner.name,
    FederalTaxID: partner.vat ?? partner.taxId,
    EmailAddress: partner.emails[0] ?? null,
    // A field that somebody has emptied is blank, not null.
    Phone1: phone ?? '',
    Phone2: second ?? null,
    Cellular: null,
    Website: partner.website,
    DebitorAccount: null,
    PriceListNum: '1',
    DataVersion: '1',
    ...stamps(partner.createdAt, partner.modifiedAt, 'CreateDate'),
  }
}

/** Active, inactive, or either of them between certain days. */
function switches({ id }: { readonly id: number }, isFrozen: boolean): Row {
  const isLimited = id % 6 === 5
  return {
    Valid: flag(!isFrozen),
    ValidFrom: !isFrozen && isLimited ? day('2024-01-01') : null,
    ValidTo: null,
    Frozen: flag(isFrozen),
    FrozenFrom: null,
    FrozenTo: isFrozen && isLimited ? day('2030-12-31') : null,
  }
}

function contactRow(company: Company, contact: Contact): Row {
  return {
    CardCode: company.customers[contact.customerId]!.keys.businessOne!,
    InternalCode: contact.keys.businessOne!,
    Name: [contact.firstName, contact.lastName].filter(Boolean).join(' '),
    FirstName: contact.firstName,
    LastName: contact.lastName,
    Position: contact.title,
    Phone1: contact.phone,
    MobilePhone: contact.mobile,
    E_Mail: contact.email,
    Active: 'tYES',
    ...stamps(contact.createdAt, contact.modifiedAt, 'CreateDate'),
  }
}

/** Of suppliers the company knows nobody by name: somebody has entered the desk that answers. */
const deskRow = ({ id, keys, emails, phones, createdAt }: Supplier): Row => ({
  CardCode: keys.businessOne!,
  InternalCode: `${90_000 + id}`,
  Name: 'Orders',
  FirstName: null,
  LastName: null,
  Position: null,
  Phone1: phones[0] ?? null,
  MobilePhone: null,
  E_Mail: emails[0]!,
  Active: 'tYES',
  ...stamps(createdAt, null, 'CreateDate'),
})

const addressTypes = { billing: 'bo_BillTo', registered: 'bo_BillTo', shipping: 'bo_ShipTo' } as const

const addressRows = (CardCode: string, addresses: readonly Address[]): Row[] =>
  addresses.map((address, i) => ({
    CardCode,
    RowNum: `${i}`,
    AddressName: `Address ${i + 1}`,
    AddressType: addressTypes[address.type],
    Street: `${address.street} ${address.houseNumber}`,
    City: address.city,
    ZipCode: address.postalCode,
    Country: address.country,
  }))
