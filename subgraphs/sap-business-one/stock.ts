import { and, type NativeRow } from '../../gateway/connector/index.ts'
import { difference } from '../dialects/odata/amounts.ts'
import { derived, either, flag as is, made, plain, unitOf, words } from '../dialects/odata/fields.ts'
import { identifier, texts } from '../dialects/odata/parties.ts'
import { at, manyAt, textAt } from '../dialects/odata/row.ts'
import {
  code,
  companyOf,
  currencyAt,
  decimalAt,
  digits,
  flag,
  local,
  owner,
  quantity,
  stamps,
  yesNo,
} from './fields.ts'
import type { Settings } from './settings.ts'

const listed = (row: NativeRow, { priceList }: Settings) =>
  manyAt(row, 'ItemPrices').find((price) => Number(at(price, 'PriceList')) === priceList)

/** Of the price list that the settings name. */
const listPrice = (settings: Settings) => ({
  'listPrice.amount': made(['ItemPrices/PriceList', 'ItemPrices/Price'], (row) =>
    decimalAt(listed(row, settings), 'Price'),
  ),
  'listPrice.currency': made(['ItemPrices/PriceList', 'ItemPrices/Currency'], (row) =>
    currencyAt(listed(row, settings), 'Currency', settings),
  ),
})

export const item = (settings: Settings) =>
  ({
    ...owner(settings),
    ...stamps(settings, 'CreateDate'),
    ...(settings.priceList !== undefined && listPrice(settings)),
    sku: code('ItemCode'),
    // An item need not have a name; its code is one.
    name: made(['ItemName', 'ItemCode'], (row) => textAt(row, 'ItemName') ?? textAt(row, 'ItemCode')),
    type: either('InventoryItem', 'INVENTORY', 'NON_INVENTORY', yesNo),
    status: either('Frozen', 'BLOCKED', 'ACTIVE', yesNo),
    sourceStatus: made(['Frozen', 'Valid'], (row) => `Valid ${at(row, 'Valid')}, Frozen ${at(row, 'Frozen')}`),
    sellable: flag('SalesItem'),
    purchasable: flag('PurchaseItem'),
    identifiers: texts(['BarCode'], barCode),
    sourceUom: code('InventoryUOM'),
    baseUom: unitOf('InventoryUOM', settings.units),
    category: digits('ItemsGroupCode'),
    tracking: derived(
      ['ManageBatchNumbers', 'ManageSerialNumbers'],
      (row) =>
        at(row, 'ManageBatchNumbers') === 'tYES'
          ? 'LOT'
          : at(row, 'ManageSerialNumbers') === 'tYES'
            ? 'SERIAL'
            : 'NONE',
      {
        LOT: is('ManageBatchNumbers'),
        SERIAL: and(is('ManageBatchNumbers', false), is('ManageSerialNumbers')),
        NONE: and(is('ManageBatchNumbers', false), is('ManageSerialNumbers', false)),
      },
    ),
    ...local('cost', plain('AvgStdPrice'), settings),
  }) as const

/** A bar code is a GTIN by its length and its check digit; any other is the company's own. */
function barCode(value: string) {
  if (!/^(\d{8}|\d{12,14})$/.test(value)) return []
  const digits = [...value].reverse().map(Number)
  const total = digits.reduce((sum, digit, i) => sum + digit * (i % 2 === 0 ? 1 : 3), 0)
  return total % 10 === 0 ? identifier('GTIN')(value) : []
}

const here = (name: string) => `ItemWarehouseInfoCollection/${name}`
const told = (name: string) => made([here(name)], (row) => decimalAt(row, here(name)))

/** Stock stands inside its item, with a row for each warehouse that the item is in. */
export const stockLevel = (settings: Settings) =>
  ({
    ...owner(settings),
    item: code('ItemCode'),
    // Decided here: every item has a row for every warehouse, so that the stock of one takes reading them all.
    warehouse: { native: here('WarehouseCode'), filter: { eq: 'exact', in: 'exact' } },
    category: { constant: 'ALL' },
    ...quantity('onHand', told('InStock'), 'InventoryUOM', settings),
    ...quantity('reserved', told('Committed'), 'InventoryUOM', settings),
    ...quantity('incoming', told('Ordered'), 'InventoryUOM', settings),
    ...quantity('reorderPoint', told('MinimalStock'), 'InventoryUOM', settings),
    // What is free now; what is on order is not here yet.
    ...quantity(
      'available',
      made([here('InStock'), here('Committed')], (row) =>
        difference(decimalAt(row, here('InStock')), decimalAt(row, here('Committed'))),
      ),
      'InventoryUOM',
      settings,
    ),
    availableBy: { constant: 'GATEWAY' },
  }) as const

export const isKept = is('InventoryItem')

export const warehouse = (settings: Settings) =>
  ({
    ...owner(settings),
    code: code('WarehouseCode'),
    name: words('WarehouseName'),
    // Goods of a drop-ship warehouse go from the supplier to the customer: they are never there.
    type: either('DropShip', 'VIRTUAL', 'WAREHOUSE', yesNo),
    status: either('Inactive', 'INACTIVE', 'ACTIVE', yesNo),
    legalEntity: { constant: companyOf(settings.companyDb) },
    'address.lines': texts(['Street']),
    'address.city': plain('City'),
    'address.postalCode': plain('ZipCode'),
    'address.country': plain('Country'),
    'address.type': { constant: 'OTHER' },
  }) as const
