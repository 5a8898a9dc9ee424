import { column, type EntityMaps, type MappedField, type NativeRow } from '../../gateway/connector/index.ts'
import { dialled, vatNumber } from '../dialects/odata/contact-points.ts'
import { type EntitySet, made, mapped, plain, words } from '../dialects/odata/fields.ts'
import { textAt } from '../dialects/odata/row.ts'
import { columnsOf, company, enumerated, inCompany, keyWithin, text, within } from './fields.ts'
import { contactSet, partOf, sets } from './sets.ts'
import type { Settings } from './settings.ts'

const onHold = 'OnHoldStatus'

/** Blocked altogether; the other codes stop one kind of business each, and `Never` none. */
const statuses = {
  No: 'ACTIVE',
  Never: 'ACTIVE',
  Invoice: 'ACTIVE',
  Payment: 'ACTIVE',
  Requisition: 'ACTIVE',
  PurchOrder: 'ACTIVE',
  All: 'BLOCKED',
}
const areas: Readonly<Record<string, string>> = {
  All: 'ALL',
  Invoice: 'INVOICING',
  PurchOrder: 'ORDERS',
  Payment: 'OTHER',
  Requisition: 'OTHER',
}

const blocks = made([onHold], (row) => {
  const area = areas[textAt(row, onHold) ?? '']
  return area === undefined ? [] : [{ area, legalEntityCode: textAt(row, 'dataAreaId'), salesArea: null }]
})

/** The one value of a column, as a list. */
const listed = (native: string): MappedField =>
  made([native], (row) => [textAt(row, native)].filter((value) => value !== null))

const phones = (native: string): MappedField =>
  made([native], (row) => [textAt(row, native)].filter((value) => value !== null).map(dialled))

/** The tax exempt number is the VAT number. */
const identifiers = made(['TaxExemptNumber'], (row) => {
  const value = textAt(row, 'TaxExemptNumber')
  return value === null ? [] : [vatNumber(value)]
})

export const countryOf = (id: string | null, { countries }: Settings): string | null =>
  id === null ? null : (countries[id] ?? (/^[A-Z]{2}$/.test(id) ? id : null))

export const linesOf = (text: string | null): string[] => text?.split(/\r?\n/).filter(Boolean) ?? []

const addressColumns = ['AddressStreet', 'AddressCity', 'AddressState', 'AddressZipCode', 'AddressCountryRegionId']

function primaryAddress(row: NativeRow, settings: Settings) {
  const [street = null, city, region, postalCode, country = null] = addressColumns.map((name) => textAt(row, name))
  if (addressColumns.every((name) => textAt(row, name) === null)) return []
  const where = { city, region, postalCode, country: countryOf(country, settings) }
  return [{ lines: linesOf(street), ...where, type: 'UNKNOWN' }]
}

/** Customers, suppliers and the people at them. A party that trades with two companies is a record in each. */
export function parties(settings: Settings): EntityMaps<EntitySet['hint']> {
  return {
    Customer: mapped<'Customer'>(sets.customers, {
      relations: { contacts: { parent: 'PartyNumber', child: column('AssociatedPartyNumber') } },
      fields: {
        number: text('CustomerAccount'),
        name: words('OrganizationName'),
        kind: enumerated('PartyType', settings.partyTypes, settings),
        roles: { constant: ['CUSTOMER'] },
        status: enumerated(onHold, statuses, settings),
        sourceStatus: plain(onHold),
        blocks,
        identifiers,
        emails: listed('PrimaryContactEmail'),
        phones: phones('PrimaryContactPhone'),
        addresses: made(addressColumns, (row) => primaryAddress(row, settings)),
        currency: text('SalesCurrencyCode'),
        'paymentTerm.code': text('PaymentTerms'),
        billTo: within('InvoiceAccount'),
        'meta.legalEntity': company('dataAreaId'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),

    Supplier: mapped<'Supplier'>(sets.vendors, {
      fields: {
        number: text('VendorAccountNumber'),
        name: words('VendorOrganizationName'),
        kind: { constant: 'UNKNOWN' },
        status: enumerated(onHold, statuses, settings),
        sourceStatus: plain(onHold),
        blocks,
        identifiers,
        emails: listed('PrimaryEmailAddress'),
        phones: phones('PrimaryPhoneNumber'),
        currency: text('CurrencyCode'),
        'paymentTerm.code': text('DefaultPaymentTermsName'),
        paymentBlocked: made([onHold], (row) => ['All', 'Payment'].includes(textAt(row, onHold) ?? '')),
        'meta.legalEntity': company('dataAreaId'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),

    Contact: mapped<'Contact'>(contactSet(settings.contacts), {
      parts: { customer: partOf(sets.customers, 'PartyNumber', 'AssociatedPartyNumber') },
      fields: {
        firstName: words('FirstName'),
        lastName: words('LastName'),
        fullName: words('ContactPersonName'),
        emails: listed('PrimaryEmailAddress'),
        phones: phones('PrimaryPhoneNumber'),
        customer: made(columnsOf('customer', 'CustomerAccount'), (row) =>
          keyWithin(row, textAt(inCompany(row, 'customer')[0], 'CustomerAccount')),
        ),
        'meta.legalEntity': company('dataAreaId'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),
  }
}
