import type { EntitySetModel, Row } from '../../dialects/odata/simulate-model.ts'
import { decimal } from '../../simulator/company/decimal.ts'
import { itemIn, unitIn } from '../../simulator/company/in-system.ts'
import { listPrice } from '../../simulator/company/prices.ts'
import type { Company, Item, LegalEntity, StockRow, Warehouse } from '../../simulator/company/types.ts'
import { areasOf, collection, noon, ofSystem } from './model.ts'
import { countryIds } from './parties.ts'

export function productSets(company: Company): EntitySetModel[] {
  return [releasedProducts(company), warehouses(company), onHand(company)]
}

/** The product of all companies has a number of its own, beside what each company calls the item. */
export const productNumber = (itemNumber: string): string => `PN-${itemNumber}`

function releasedProducts(company: Company): EntitySetModel {
  const entities = ofSystem(company.legalEntities)
  const items = company.items.filter(({ keys }) => keys.financeOperations)
  return collection({
    name: 'ReleasedProductsV2',
    key: 'dataAreaId ItemNumber',
    columns: {
      text: 'dataAreaId ItemNumber ProductNumber ProductSearchName SearchName ProductGroupId InventoryUnitSymbol SalesUnitSymbol',
      numbers: 'SalesPrice PurchasePrice UnitCost',
      days: 'UnitCostDate',
      enums: 'ProductType:EcoResProductType ProductSubType:EcoResProductSubtype',
    },
    rows: () => entities.flatMap((entity) => items.map((item) => productRow(company, item, entity))),
  })
}

function productRow(company: Company, item: Item, { key, currency }: LegalEntity): Row {
  const unit = unitIn(company, item, 'financeOperations')
  const cost = item.costs?.financeOperations ?? '0'
  const number = item.keys.financeOperations!
  return {
    dataAreaId: key,
    ItemNumber: number,
    ProductNumber: productNumber(number),
    ProductSearchName: itemIn(company, item, 'financeOperations').name,
    SearchName: item.sku,
    ProductType: ['service', 'charge'].includes(item.type) ? 'Service' : 'Item',
    ProductSubType: 'Product',
    ProductGroupId: item.group.slice(0, 10),
    InventoryUnitSymbol: unit,
    SalesUnitSymbol: unit,
    SalesPrice: listPrice(item, currency),
    PurchasePrice: cost,
    UnitCost: cost,
    UnitCostDate: noon(item.costs ? item.createdAt.slice(0, 10) : null),
  }
}

function warehouses(company: Company): EntitySetModel {
  const areas = areasOf(company)
  return collection({
    name: 'Warehouses',
    key: 'dataAreaId WarehouseId',
    columns: {
      text: 'dataAreaId WarehouseId WarehouseName OperationalSiteId FormattedPrimaryAddress PrimaryAddressCity PrimaryAddressCountryRegionId',
      enums: 'WarehouseType:InventLocationType',
    },
    rows: () => ofSystem(company.warehouses).map((warehouse) => warehouseRow(warehouse, areas)),
  })
}

const warehouseRow = (
  { legalEntityId, code, name, type, site, address }: Warehouse,
  areas: ReadonlyMap<number, string>,
): Row => ({
  dataAreaId: areas.get(legalEntityId)!,
  WarehouseId: code,
  WarehouseName: name,
  WarehouseType: type === 'transit' ? 'Transit' : 'Standard',
  OperationalSiteId: site ?? '',
  FormattedPrimaryAddress: `${address.street} ${address.houseNumber}\n${address.postalCode} ${address.city}`,
  PrimaryAddressCity: address.city,
  PrimaryAddressCountryRegionId: countryIds[address.country]!,
})

function onHand(company: Company): EntitySetModel {
  const areas = areasOf(company)
  const dimensions = 'ProductColorId ProductConfigurationId ProductSizeId ProductStyleId ProductVersionId'
  return collection({
    name: 'WarehousesOnHandV2',
    key: `dataAreaId ItemNumber ${dimensions} InventorySiteId InventoryWarehouseId`,
    columns: {
      text: `dataAreaId ItemNumber ${dimensions} InventorySiteId InventoryWarehouseId ProductName`,
      numbers:
        'OnHandQuantity ReservedOnHandQuantity AvailableOnHandQuantity OrderedQuantity ReservedOrderedQuantity AvailableOrderedQuantity OnOrderQuantity TotalAvailableQuantity',
      enums: 'AreWarehouseManagementProcessesUsed:NoYes',
    },
    rows: () => ofSystem(company.stock).map((row) => stockRow(company, row, areas)),
  })
}

function stockRow(company: Company, row: StockRow, areas: ReadonlyMap<number, string>): Row {
  const item = company.items[row.itemId]!
  const warehouse = company.warehouses[row.warehouseId]!
  const ordered = row.onOrder ?? '0'
  return {
    dataAreaId: areas.get(warehouse.legalEntityId)!,
    ItemNumber: item.keys.financeOperations!,
    ProductName: itemIn(company, item, 'financeOperations').name,
    ...{ ProductColorId: '', ProductSizeId: '', ProductStyleId: '', ProductVersionId: '' },
    ProductConfigurationId: row.configuration ?? '',
    InventorySiteId: warehouse.site ?? '',
    InventoryWarehouseId: warehouse.code,
    OnHandQuantity: row.onHand,
    ReservedOnHandQuantity: row.reserved ?? '0',
    AvailableOnHandQuantity: less(row.onHand, row.reserved ?? '0'),
    OrderedQuantity: ordered,
    ReservedOrderedQuantity: '0',
    AvailableOrderedQuantity: ordered,
    OnOrderQuantity: row.reserved ?? '0',
    TotalAvailableQuantity: less(row.onHand, row.reserved ?? '0'),
    AreWarehouseManagementProcessesUsed: 'No',
  }
}

/** Exact, at the finer scale of the two. */
function less(a: string, b: string): string {
  const scale = Math.max(...[a, b].map((text) => text.split('.')[1]?.length ?? 0))
  const [x, y] = [a, b].map((text) =>
    BigInt(text.replace('.', '') + '0'.repeat(scale - (text.split('.')[1]?.length ?? 0))),
  )
  return decimal(x! - y!, scale)
}
