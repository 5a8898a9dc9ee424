import type { EntitySetModel, Row } from '../../dialects/odata/simulate-model.ts'
import { add } from '../../simulator/company/decimal.ts'
import { itemIn, unitIn } from '../../simulator/company/in-system.ts'
import type { Company, Item, StockRow, Warehouse } from '../../simulator/company/types.ts'
import { collection, entitySet, flag, stamps } from './model.ts'
import { system } from './partners.ts'

const itemsOf = ({ items }: Company) => items.filter(({ keys }) => keys.businessOne)
const warehousesOf = ({ warehouses }: Company) => warehouses.filter((warehouse) => warehouse.system === system)
const isKept = ({ type }: Item) => type === 'inventory' || type === 'assembly'

export function itemSets(company: Company): EntitySetModel[] {
  const ofItem = { ItemCode: 'ItemCode' }
  return [
    entitySet({
      name: 'Items',
      key: 'ItemCode',
      columns: {
        text: 'ItemCode ItemName ForeignName BarCode ItemType InventoryItem SalesItem PurchaseItem InventoryUOM SalesUnit DefaultWarehouse ManageBatchNumbers ManageSerialNumbers Valid Frozen Mainsupplier UpdateTime',
        whole: 'ItemsGroupCode',
        numbers: 'AvgStdPrice',
        days: 'CreateDate UpdateDate',
      },
      collections: {
        ItemPrices: collection('Items.ItemPrices', ofItem),
        ItemWarehouseInfoCollection: collection('Items.ItemWarehouseInfoCollection', ofItem),
      },
      rows: () => {
        const groups = [...new Set(company.items.map(({ group }) => group))]
        return itemsOf(company).map((item) => itemRow(company, item, groups))
      },
    }),
    entitySet({
      name: 'Items.ItemPrices',
      key: 'ItemCode PriceList',
      columns: { text: 'ItemCode Currency', whole: 'PriceList', numbers: 'Price' },
      rows: () =>
        itemsOf(company).flatMap(({ keys, prices }) =>
          [prices.CHF, prices.EUR].map((Price, i) => ({
            ItemCode: keys.businessOne!,
            PriceList: `${i + 1}`,
            Price,
            Currency: i === 0 ? 'CHF' : 'EUR',
          })),
        ),
    }),
    entitySet({
      name: 'Items.ItemWarehouseInfoCollection',
      key: 'ItemCode WarehouseCode',
      columns: {
        text: 'ItemCode WarehouseCode Locked',
        numbers: 'InStock Committed Ordered MinimalStock MaximalStock MinimalOrder StandardAveragePrice',
      },
      rows: () => stockRows(company),
    }),
    entitySet({
      name: 'Warehouses',
      key: 'WarehouseCode',
      columns: {
        text: 'WarehouseCode WarehouseName Street City Country ZipCode Inactive EnableBinLocations DropShip',
        whole: 'BusinessPlaceID',
      },
      rows: () => warehousesOf(company).map(warehouseRow),
    }),
  ]
}

function itemRow(company: Company, item: Item, groups: readonly string[]): Row {
  const here = itemIn(company, item, system)
  return {
    ItemCode: item.keys.businessOne!,
    ItemName: here.name,
    ForeignName: null,
    BarCode: here.gtin,
    ItemType: 'itItems',
    InventoryItem: flag(isKept(item)),
    SalesItem: flag(item.isSellable),
    PurchaseItem: flag(item.isPurchasable),
    InventoryUOM: unitIn(company, item, system),
    SalesUnit: unitIn(company, item, system),
    DefaultWarehouse: warehousesOf(company)[0]?.key ?? null,
    ManageBatchNumbers: flag(item.tracking === 'lot'),
    ManageSerialNumbers: flag(item.tracking === 'serial'),
    Valid: flag(item.status === 'active'),
    Frozen: flag(item.status !== 'active'),
    Mainsupplier: null,
    ItemsGroupCode: `${100 + groups.indexOf(item.group)}`,
    AvgStdPrice: item.costs?.businessOne ?? '0',
    ...stamps(item.createdAt, item.modifiedAt, 'CreateDate'),
  }
}

/** A row for every warehouse, whether the item was ever there or not. */
function stockRows(company: Company): Row[] {
  const kept = Map.groupBy(
    company.stock.filter((row) => row.system === system),
    ({ itemId, warehouseId }) => `${itemId}/${warehouseId}`,
  )
  return itemsOf(company).flatMap((item) =>
    warehousesOf(company).map((warehouse) => stockRow(item, warehouse, kept.get(`${item.id}/${warehouse.id}`) ?? [])),
  )
}

function stockRow(item: Item, warehouse: Warehouse, rows: readonly StockRow[]): Row {
  const total = (column: 'onHand' | 'reserved' | 'onOrder' | 'reorderPoint') =>
    add('0', ...rows.map((row) => row[column] ?? '0'))
  return {
    ItemCode: item.keys.businessOne!,
    WarehouseCode: warehouse.key,
    InStock: total('onHand'),
    Committed: total('reserved'),
    Ordered: total('onOrder'),
    MinimalStock: total('reorderPoint'),
    MaximalStock: '0',
    MinimalOrder: '0',
    StandardAveragePrice: item.costs?.businessOne ?? '0',
    Locked: 'tNO',
  }
}

const warehouseRow = ({ key, name, address, active, type }: Warehouse): Row => ({
  WarehouseCode: key,
  WarehouseName: name,
  Street: `${address.street} ${address.houseNumber}`,
  City: address.city,
  Country: address.country,
  ZipCode: address.postalCode,
  Inactive: flag(!active),
  EnableBinLocations: 'tNO',
  DropShip: flag(type === 'transit'),
  BusinessPlaceID: null,
})
