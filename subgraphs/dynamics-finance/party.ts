import { column, type EntityMaps } from '../../gateway/connector/index.ts'
import { type EntitySet, made, mapped, plain, words } from '../dialects/odata/fields.ts'
import {
  type AddressColumns,
  blocked,
  countryIn,
  dialled,
  ownAddress,
  texts,
  vatNumber,
} from '../dialects/odata/parties.ts'
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

const blocks = made([onHold], (row) => blocked(areas[textAt(row, onHold) ?? ''], textAt(row, 'dataAreaId')))

const address: AddressColumns = {
  lines: ['AddressStreet'],
  city: 'AddressCity',
  region: 'AddressState',
  postalCode: 'AddressZipCode',
  country: 'AddressCountryRegionId',
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
        // The tax exempt number is the VAT number.
        identifiers: texts(['TaxExemptNumber'], vatNumber),
        emails: texts(['PrimaryContactEmail']),
        phones: texts(['PrimaryContactPhone'], dialled),
        addresses: ownAddress(address, countryIn(settings.countries)),
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
        // The tax exempt number is the VAT number.
        identifiers: texts(['TaxExemptNumber'], vatNumber),
        emails: texts(['PrimaryEmailAddress']),
        phones: texts(['PrimaryPhoneNumber'], dialled),
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
        emails: texts(['PrimaryEmailAddress']),
        phones: texts(['PrimaryPhoneNumber'], dialled),
        customer: made(columnsOf('customer', 'CustomerAccount'), (row) =>
          keyWithin(row, textAt(inCompany(row, 'customer')[0], 'CustomerAccount')),
        ),
        'meta.legalEntity': company('dataAreaId'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),
  }
}
