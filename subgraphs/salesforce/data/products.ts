import type { Row } from '../../dialects/soql/simulate.ts'
import { itemIn, unitIn } from '../../simulator/company/in-system.ts'
import { salesforceId } from '../../simulator/company/keys.ts'
import type { Company, Item, ListCurrency } from '../../simulator/company/types.ts'
import { deletedRows, type ObjectSpec, SYSTEM_FIELDS, systemCells } from './sobject.ts'

/** The price book that every org has. */
export const STANDARD_PRICEBOOK = salesforceId('01s', 1)

export const product: ObjectSpec = {
  name: 'Product2',
  prefix: '01t',
  hasCurrency: true,
  fields: {
    ...SYSTEM_FIELDS,
    Name: 'string',
    ProductCode: 'string',
    StockKeepingUnit: 'string',
    Description: 'textarea',
    Family: 'picklist',
    IsActive: 'boolean',
    IsArchived: 'boolean',
    QuantityUnitOfMeasure: 'picklist',
    ExternalId: 'string',
    GTIN__c: 'string',
  },
  parents: {},
  rows: (company) => [
    ...itemsOf(company).map((item) => productRow(company, itemIn(company, item, 'salesforce'))),
    ...deletedRows(company, 'item'),
  ],
}

const itemsOf = (company: Company) => company.items.filter(({ keys }) => keys.salesforce)

function productRow(company: Company, item: Item): Row {
  return {
    ...systemCells(item.keys.salesforce!, item.createdAt, item.modifiedAt),
    Name: item.name,
    ProductCode: item.sku,
    StockKeepingUnit: item.sku,
    Description: item.description,
    Family: item.group,
    IsActive: item.status === 'active',
    IsArchived: item.status === 'discontinued',
    QuantityUnitOfMeasure: unitIn(company, item, 'salesforce'),
    GTIN__c: item.gtin,
    CurrencyIsoCode: company.legalEntities[0]!.currency,
  }
}

export const pricebookEntry: ObjectSpec = {
  name: 'PricebookEntry',
  prefix: '01u',
  hasCurrency: true,
  fields: {
    ...SYSTEM_FIELDS,
    Pricebook2Id: 'reference',
    Product2Id: 'reference',
    UnitPrice: 'currency',
    IsActive: 'boolean',
    UseStandardPrice: 'boolean',
  },
  parents: { Product2: { object: 'Product2', by: 'Product2Id' } },
  *rows(company) {
    let count = 0
    for (const item of itemsOf(company)) {
      for (const currency of Object.keys(item.prices) as ListCurrency[]) {
        yield {
          ...systemCells(salesforceId('01u', ++count), item.createdAt, item.modifiedAt),
          Pricebook2Id: STANDARD_PRICEBOOK,
          Product2Id: item.keys.salesforce!,
          UnitPrice: item.prices[currency],
          IsActive: true,
          UseStandardPrice: false,
          CurrencyIsoCode: currency,
        }
      }
    }
  },
}
