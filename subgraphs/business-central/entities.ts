import { and, column, compare, type EntityMap, type EntityMaps, isNull } from '../../gateway/connector/index.ts'
import {
  flag,
  made,
  mapped,
  money,
  number,
  ordered,
  partOf,
  plain,
  quantity,
  unitOf,
  words,
} from '../dialects/odata/fields.ts'
import { addressColumns, dialled, identifier, postal, texts } from '../dialects/odata/parties.ts'
import { creditStatus } from './credit.ts'
import { documents } from './documents.ts'
import { activity, enumeration, isOneOf, readable } from './enumerations.ts'
import { ledger } from './ledger.ts'
import { address, blocks, countryIn, party, several } from './party.ts'
import { place } from './places.ts'
import { type Hint, records, ref, sets } from './sets.ts'
import type { Settings } from './settings.ts'

const absent = { absent: 'NOT_PROVIDED_BY_SOURCE' } as const

/** Every type of the model that API v2.0 and the Analytics API fill with documented properties. */
export function entities(settings: Settings): EntityMaps<Hint> {
  const isByLocation = settings.stockFrom === 'ledger'
  return {
    Customer: records(sets.customers, settings, 'Customer', {
      relations: { payments: { parent: 'number', child: column('dcleCustomerNo') } },
      fields: {
        ...party(settings),
        kind: {
          native: 'type',
          values: { Company: 'ORGANIZATION', Person: 'PERSON' },
          filter: { eq: 'exact', ne: 'exact', in: 'exact' },
        },
        roles: { constant: ['CUSTOMER'] },
        // Only one of the blocks stops everything.
        status: enumeration('blocked', { ' ': 'ACTIVE', Ship: 'ACTIVE', Invoice: 'ACTIVE', All: 'BLOCKED' }),
        sourceStatus: readable('blocked'),
        blocks: blocks({ Ship: 'DELIVERY', Invoice: 'INVOICING', All: 'ALL' }),
        owner: number('salespersonCode'),
        taxExempt: absent,
        industry: absent,
        employeeCount: absent,
        'annualRevenue.amount': absent,
        'annualRevenue.currency': absent,
        billTo: absent,
      },
    }),

    Supplier: records(sets.vendors, settings, 'Supplier', {
      fields: {
        ...party(settings),
        kind: { constant: 'UNKNOWN' },
        status: enumeration('blocked', { ' ': 'ACTIVE', Payment: 'ACTIVE', All: 'BLOCKED' }),
        sourceStatus: readable('blocked'),
        blocks: blocks({ All: 'ALL' }),
        paymentBlocked: isOneOf('blocked', 'Payment', 'All'),
      },
    }),

    Contact: records(sets.contacts, settings, 'Contact', {
      base: compare(column('type'), 'eq', 'Person'),
      fields: {
        fullName: words('displayName'),
        title: words('jobTitle'),
        department: absent,
        emails: texts(['email'], several),
        phones: texts(['phoneNumber', 'mobilePhoneNumber'], dialled),
        isPrimary: absent,
        'meta.sourceCreatedAt': absent,
      },
    }),

    Item: records(sets.items, settings, 'Item', {
      ...(isByLocation && { relations: { stock: { parent: 'number', child: column('itemNo') } } }),
      fields: {
        sku: number('number'),
        name: words('displayName'),
        description: words('displayName2'),
        type: enumeration('type', { Inventory: 'INVENTORY', Service: 'SERVICE', 'Non-Inventory': 'NON_INVENTORY' }),
        status: activity,
        identifiers: texts(['gtin'], identifier('GTIN')),
        sourceUom: number('baseUnitOfMeasureCode'),
        baseUom: unitOf('baseUnitOfMeasureCode', settings.units),
        category: number('itemCategoryCode'),
        tracking: { constant: 'UNKNOWN' },
        parent: absent,
        ...money('listPrice', ordered('unitPrice'), { constant: settings.localCurrency }),
        ...money('cost', ordered('unitCost'), { constant: settings.localCurrency }),
        'meta.sourceCreatedAt': absent,
      },
    }),

    Warehouse: records(sets.locations, settings, 'Warehouse', {
      ...(isByLocation && { relations: { stock: { parent: 'code', child: column('locationCode') } } }),
      fields: {
        code: number('code'),
        name: words('displayName'),
        type: { constant: 'UNKNOWN' },
        status: { constant: 'UNKNOWN' },
        parent: absent,
        legalEntity: { constant: settings.companyId.toLowerCase() },
        ...addressOf(settings),
        'meta.sourceCreatedAt': absent,
      },
    }),

    StockLevel: isByLocation ? stockByLocation(settings) : stockOfItems(settings),
    CreditStatus: creditStatus(settings),
    ...documents(settings),
    ...ledger(settings),
  }
}

const addressOf = (settings: Settings) => {
  const part = (name: keyof NonNullable<ReturnType<typeof postal>>) =>
    made(addressColumns(address), (row) => postal(row, address, countryIn(settings))?.[name] ?? null)
  return {
    'address.lines': part('lines'),
    'address.city': part('city'),
    'address.region': part('region'),
    'address.postalCode': part('postalCode'),
    'address.country': part('country'),
    'address.type': made(addressColumns(address), (row) => postal(row, address) && 'SHIPPING'),
  } as const
}

const unknownStock = {
  lot: absent,
  bin: absent,
  'reserved.value': absent,
  'available.value': absent,
  'incoming.value': absent,
  'backordered.value': absent,
  'meta.sourceCreatedAt': absent,
  // Stock moves without its item changing, and entries change as they are used up.
  'meta.sourceModifiedAt': absent,
} as const

/** What is left of open entries, added up by item and location. Quantities are in the base unit, whatever was moved. */
const stockByLocation = ({ units, companyId }: Settings): EntityMap<'StockLevel', Hint> =>
  mapped<'StockLevel'>(sets.stock, {
    key: [place],
    keyOrder: false,
    // Stock without a location has no warehouse to be in.
    base: and(flag('open'), isNull(column('locationCode'), false)),
    rollup: { sum: ['onHand.value'] },
    parts: {
      item: partOf(sets.items, 'number', 'itemNo'),
      location: partOf(sets.locations, 'code', 'locationCode'),
    },
    fields: {
      item: { ...plain('$item.id'), type: 'guid' },
      warehouse: { ...plain('$location.id'), type: 'guid' },
      category: { constant: 'ALL' },
      'onHand.value': plain('remainingQuantity'),
      'onHand.sourceUom': plain('$item.baseUnitOfMeasureCode'),
      'onHand.uom': unitOf('$item.baseUnitOfMeasureCode', units),
      ...unknownStock,
      'meta.legalEntity': { constant: companyId.toLowerCase() },
    },
  })

/** For companies without locations: what the items say of all of them together. */
const stockOfItems = ({ units, companyId }: Settings): EntityMap<'StockLevel', Hint> =>
  mapped<'StockLevel'>(sets.items, {
    key: [{ native: 'id', type: 'guid' }],
    base: compare(column('type'), 'eq', 'Inventory'),
    fields: {
      item: ref('id'),
      warehouse: absent,
      category: { constant: 'ALL' },
      ...quantity('onHand', plain('inventory'), 'baseUnitOfMeasureCode', units),
      ...unknownStock,
      'meta.legalEntity': { constant: companyId.toLowerCase() },
    },
  })
