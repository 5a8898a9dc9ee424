import type { EntityMaps, MappedField } from '../../gateway/connector/index.ts'
import { type EntitySet, made, mapped, plain, unitOf, words } from '../dialects/odata/fields.ts'
import { countryIn, linesOf } from '../dialects/odata/parties.ts'
import { textAt } from '../dialects/odata/row.ts'
import { booked, company, enumerated, joined, quantity, text, within } from './fields.ts'
import { text as key, partOf, sets } from './sets.ts'
import type { Settings } from './settings.ts'

/** Released products have no name, only names to search by. */
const itemName: MappedField = made(
  ['ProductSearchName', 'SearchName', 'ItemNumber'],
  (row) => textAt(row, 'ProductSearchName') ?? textAt(row, 'SearchName') ?? textAt(row, 'ItemNumber'),
)

/** Products as one company has released them, its warehouses, and what is in them. */
export function inventory(settings: Settings): EntityMaps<EntitySet['hint']> {
  const { units } = settings
  const stockUnit = joined('item', 'InventoryUnitSymbol')
  return {
    Item: mapped<'Item'>(sets.products, {
      fields: {
        sku: text('ItemNumber'),
        name: itemName,
        type: enumerated('ProductType', settings.productTypes, settings),
        status: { constant: 'UNKNOWN' },
        sourceUom: text('InventoryUnitSymbol'),
        baseUom: unitOf('InventoryUnitSymbol', units),
        category: text('ProductGroupId'),
        tracking: { constant: 'UNKNOWN' },
        ...booked('listPrice', plain('SalesPrice'), settings),
        ...booked('cost', plain('UnitCost'), settings),
        'meta.legalEntity': company('dataAreaId'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),

    Warehouse: mapped<'Warehouse'>(sets.warehouses, {
      fields: {
        code: text('WarehouseId'),
        name: words('WarehouseName'),
        type: enumerated('WarehouseType', settings.warehouseTypes, settings),
        'address.lines': made(['FormattedPrimaryAddress'], (row) => linesOf(textAt(row, 'FormattedPrimaryAddress'))),
        'address.city': plain('PrimaryAddressCity'),
        'address.country': made(['PrimaryAddressCountryRegionId'], (row) =>
          countryIn(settings.countries)(textAt(row, 'PrimaryAddressCountryRegionId')),
        ),
        'address.type': made(['FormattedPrimaryAddress'], (row) =>
          textAt(row, 'FormattedPrimaryAddress') === null ? null : 'UNKNOWN',
        ),
        legalEntity: company('dataAreaId'),
        status: { constant: 'UNKNOWN' },
        'meta.legalEntity': company('dataAreaId'),
        'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      },
    }),

    StockLevel: mapped<'StockLevel'>(sets.onHand, {
      // Rows are by configuration, size, colour, style and version too: those of one item and warehouse are one record.
      key: ['dataAreaId', 'ItemNumber', 'InventoryWarehouseId'].map(key),
      rollup: { sum: ['onHand.value', 'reserved.value', 'available.value', 'incoming.value'], ordered: true },
      parts: { item: partOf(sets.products, 'ItemNumber') },
      fields: {
        item: within('ItemNumber'),
        warehouse: within('InventoryWarehouseId'),
        category: { constant: 'ALL' },
        ...quantity('onHand', plain('OnHandQuantity'), stockUnit, settings),
        ...quantity('reserved', plain('ReservedOnHandQuantity'), stockUnit, settings),
        ...quantity('available', plain('AvailableOnHandQuantity'), stockUnit, settings),
        ...quantity('incoming', plain('OrderedQuantity'), stockUnit, settings),
        availableBy: { constant: 'SOURCE' },
        'meta.legalEntity': company('dataAreaId'),
      },
    }),
  }
}
