import type { EntitySetModel, Row } from '../../dialects/odata/simulate.ts'
import { itemIn, unitIn } from '../../simulator/company/in-system.ts'
import type { Company, Item, StockRow } from '../../simulator/company/types.ts'
import { cut, dayOf, entitySet, toMany } from './model.ts'

/** The demo's own product types, where SAP delivers none that fits. */
const types: Readonly<Record<Item['type'], string>> = {
  inventory: 'HAWA',
  'non-inventory': 'NLAG',
  service: 'SERV',
  kit: 'ZKIT',
  assembly: 'FERT',
  charge: 'ZCHG',
}

/** Cross-plant status is customizing: 01 is blocked, Z9 discontinued. Who is inactive is marked for deletion. */
const statuses: Readonly<Partial<Record<Item['status'], string>>> = { blocked: '01', discontinued: 'Z9' }

export function productSets(company: Company): EntitySetModel[] {
  const items = company.items.filter(({ keys }) => keys.sap)
  return [
    entitySet({
      name: 'A_Product',
      key: 'Product',
      columns: {
        text: 'Product ProductType CrossPlantStatus ProductGroup BaseUnit WeightUnit ProductStandardID ProductManufacturerNumber SerialNumberProfile',
        flags: 'IsMarkedForDeletion IsBatchManagementRequired',
        numbers: 'GrossWeight NetWeight',
        days: 'CreationDate LastChangeDate',
        instants: 'LastChangeDateTime',
      },
      navigations: { to_Description: toMany('A_ProductDescription', { Product: 'Product' }) },
      rows: () => items.map((item) => productRow(company, item)),
    }),
    entitySet({
      name: 'A_ProductDescription',
      key: 'Product Language',
      columns: { text: 'Product Language ProductDescription' },
      rows: () => items.flatMap((item) => descriptions(company, item)),
    }),
  ]
}

function productRow(company: Company, item: Item): Row {
  const { keys, tracking, createdAt, modifiedAt, status } = item
  return {
    Product: keys.sap!,
    ProductType: types[item.type],
    CrossPlantStatus: statuses[status] ?? '',
    ProductGroup: cut(item.group, 9),
    BaseUnit: unitIn(company, item, 'sap'),
    WeightUnit: item.grossWeight === null ? '' : 'KG',
    ProductStandardID: itemIn(company, item, 'sap').gtin ?? '',
    ProductManufacturerNumber: cut(item.mpn, 40),
    SerialNumberProfile: tracking === 'serial' ? '0001' : '',
    IsMarkedForDeletion: status === 'inactive',
    IsBatchManagementRequired: tracking === 'lot',
    GrossWeight: item.grossWeight ?? '0.000',
    NetWeight: item.netWeight ?? '0.000',
    CreationDate: dayOf(createdAt),
    LastChangeDate: modifiedAt && dayOf(modifiedAt),
    LastChangeDateTime: modifiedAt ?? createdAt,
  }
}

/** Every third has a German text too. */
function descriptions(company: Company, item: Item): Row[] {
  const own = { Product: item.keys.sap!, Language: 'EN', ProductDescription: itemIn(company, item, 'sap').name }
  return item.id % 3 === 0
    ? [{ ...own, Language: 'DE', ProductDescription: cut(`${own.ProductDescription} (DE)`, 40) }, own]
    : [own]
}

const stockTypes: Readonly<Record<StockRow['category'], string>> = { unrestricted: '01', quality: '02', blocked: '07' }

export const stockSet = (company: Company): EntitySetModel =>
  entitySet({
    name: 'A_MatlStkInAcctMod',
    key: 'Material Plant StorageLocation Batch Supplier Customer WBSElementInternalID SDDocument SDDocumentItem InventorySpecialStockType InventoryStockType',
    indexes: 'Plant',
    columns: {
      ids: 'Supplier Customer',
      text: 'Material Plant StorageLocation Batch WBSElementInternalID SDDocument SDDocumentItem InventorySpecialStockType InventoryStockType MaterialBaseUnit',
      numbers: 'MatlWrhsStkQtyInMatlBaseUnit',
    },
    rows: () => company.stock.filter(({ system }) => system === 'sap').flatMap((row) => stockRows(company, row)),
  })

function stockRows(company: Company, { itemId, warehouseId, location, lot, category, onHand }: StockRow): Row[] {
  const item = company.items[itemId]!
  const own: Row = {
    Material: item.keys.sap!,
    Plant: company.warehouses[warehouseId]!.key,
    StorageLocation: location,
    Batch: lot ?? '',
    ...{ Supplier: '', Customer: '', WBSElementInternalID: '0', SDDocument: '', SDDocumentItem: '0' },
    InventorySpecialStockType: '',
    InventoryStockType: stockTypes[category],
    MaterialBaseUnit: unitIn(company, item, 'sap'),
    MatlWrhsStkQtyInMatlBaseUnit: onHand,
  }
  return [own, ...otherStock(own, itemId)]
}

/** What is there besides a company's own stock in a place: goods that suppliers still own, and goods between plants. */
function otherStock(own: Row, itemId: number): Row[] {
  if (own.InventoryStockType !== '01' || own.Batch !== '') return []
  if (itemId % 29 === 3)
    return [{ ...own, InventorySpecialStockType: 'K', Supplier: '1000003', MatlWrhsStkQtyInMatlBaseUnit: '777' }]
  return itemId % 31 === 5
    ? [{ ...own, StorageLocation: '', InventoryStockType: '06', Batch: `T${own.StorageLocation}` }]
    : []
}
