import type { Row } from '../../dialects/odoo-domain/simulate.ts'
import { addDecimals } from '../../dialects/odoo-domain/simulate-values.ts'
import { itemIn } from '../../simulator/company/in-system.ts'
import type { Item, StockRow } from '../../simulator/company/types.ts'
import { negated } from './amounts.ts'
import { categories } from './masters.ts'
import {
  COMPANY_ID,
  columns,
  computed,
  currencyId,
  type Data,
  datetime,
  isOdoo,
  LOGGED,
  type ModelSpec,
  related,
  stamps,
} from './model.ts'
import { OWN_PARTNER } from './partners.ts'

const isStorable = ({ type }: Item) => type === 'inventory' || type === 'assembly'

/** Up to 17 one field tells the kinds apart; from 18 goods are goods, and a checkbox says whether they are counted. */
function kindOf(item: Item, version: number): Readonly<Record<string, string | boolean>> {
  const isService = item.type === 'service' || item.type === 'charge'
  if (version < 18) return { detailed_type: isService ? 'service' : isStorable(item) ? 'product' : 'consu' }
  return { type: isService ? 'service' : item.type === 'kit' ? 'combo' : 'consu', is_storable: isStorable(item) }
}

export const products: ModelSpec = {
  name: 'product.product',
  order: 'default_code, name, id',
  fields: (data) => ({
    ...columns({
      ...LOGGED,
      name: 'char',
      default_code: 'char',
      barcode: 'char',
      description_sale: 'text',
      active: 'boolean',
    }),
    ...columns({
      sale_ok: 'boolean',
      purchase_ok: 'boolean',
      tracking: 'selection',
      weight: 'float',
      list_price: 'float',
    }),
    ...columns({ uom_id: 'uom.uom', categ_id: 'product.category', company_id: 'res.company' }),
    ...(data.version < 18
      ? columns({ detailed_type: 'selection' })
      : columns({ type: 'selection', is_storable: 'boolean' })),
    lst_price: computed('float', (row) => row.list_price!),
    standard_price: computed('float', (row) => costs(data).get(row.id) ?? '0.0'),
    currency_id: computed('res.currency', () => currencyId(data, 'EUR')),
    cost_currency_id: computed('res.currency', () => currencyId(data, 'EUR')),
    weight_uom_name: computed('char', () => 'kg'),
  }),
  rows: (data) =>
    itemsOf(data)
      .map((item) => productRow(data, itemIn(data.company, item, 'odoo')))
      .sort((a, b) => a.id - b.id),
  label: (row) => (row.default_code === null ? String(row.name) : `[${row.default_code}] ${row.name}`),
}

const itemsOf = ({ company }: Data) => company.items.filter(({ keys }) => keys.odoo !== undefined)

const costs = (data: Data) => new Map(itemsOf(data).map(({ keys, costs }) => [keys.odoo!, costs?.odoo ?? '0.0']))

function productRow(data: Data, item: Item): Row {
  const id = item.keys.odoo!
  const isUsable = item.status !== 'blocked'
  return {
    id,
    name: item.name,
    default_code: item.sku,
    barcode: item.gtin,
    description_sale: item.description,
    // Odoo knows archived and not; what is blocked may be neither sold nor bought.
    active: item.status === 'active' || item.status === 'blocked',
    sale_ok: item.isSellable && isUsable,
    purchase_ok: item.isPurchasable && isUsable,
    tracking: item.tracking,
    weight: item.netWeight,
    list_price: item.prices.EUR,
    uom_id: data.company.units.find(({ id }) => id === item.unit)!.keys.odoo!,
    categ_id: categories(data.company).indexOf(item.group) + 1,
    company_id: null,
    ...kindOf(item, data.version),
    ...stamps(item.createdAt, item.modifiedAt, id),
  }
}

const warehousesOf = ({ company }: Data) => company.warehouses.filter(isOdoo)

export const warehouses: ModelSpec = {
  name: 'stock.warehouse',
  order: 'id',
  fields: () =>
    columns({
      ...LOGGED,
      name: 'char',
      code: 'char',
      active: 'boolean',
      company_id: 'res.company',
      partner_id: 'res.partner',
      view_location_id: 'stock.location',
      lot_stock_id: 'stock.location',
    }),
  rows: (data) =>
    warehousesOf(data).map((warehouse) => ({
      id: Number(warehouse.key),
      name: warehouse.name,
      code: warehouse.code,
      active: warehouse.active,
      company_id: COMPANY_ID,
      partner_id: OWN_PARTNER,
      view_location_id: null,
      lot_stock_id: Number(warehouse.locations[0]!.key),
      ...stamps('2023-10-01T08:00:00Z', null, Number(warehouse.key)),
    })),
}

/** Places that belong to no warehouse: what is lost, and what has gone to customers. */
const elsewhere = [
  { id: 5, complete_name: 'Partners/Customers', usage: 'customer' },
  { id: 14, complete_name: 'Virtual Locations/Inventory adjustment', usage: 'inventory' },
] as const

export const locations: ModelSpec = {
  name: 'stock.location',
  order: 'complete_name, id',
  fields: () =>
    columns({
      ...LOGGED,
      name: 'char',
      complete_name: 'char',
      usage: 'selection',
      warehouse_id: 'stock.warehouse',
      company_id: 'res.company',
      active: 'boolean',
    }),
  rows: (data) => {
    const inside = warehousesOf(data).flatMap(({ key, locations }) =>
      locations.map((place) => ({
        id: Number(place.key),
        complete_name: place.name,
        usage: 'internal',
        warehouse_id: Number(key),
      })),
    )
    const outside = elsewhere.map((place) => ({ ...place, warehouse_id: null }))
    return [...inside, ...outside]
      .map((place) => ({
        ...place,
        name: place.complete_name.split('/').at(-1)!,
        company_id: COMPANY_ID,
        active: true,
        ...stamps('2023-10-01T08:00:00Z', null, place.id),
      }))
      .sort((a, b) => a.id - b.id)
  },
  label: (row) => String(row.complete_name),
}

const stockOf = ({ company }: Data) => company.stock.filter(isOdoo)

export const quants: ModelSpec = {
  name: 'stock.quant',
  order: 'id',
  fields: (data) => ({
    ...columns({
      ...LOGGED,
      product_id: 'product.product',
      location_id: 'stock.location',
      lot_id: 'stock.lot',
      company_id: 'res.company',
    }),
    ...columns({ quantity: 'float', reserved_quantity: 'float', in_date: 'datetime' }),
    warehouse_id: related(
      'stock.warehouse',
      (row) => data.byId('stock.location', row.location_id!)?.warehouse_id ?? null,
    ),
    product_uom_id: related('uom.uom', (row) => data.byId('product.product', row.product_id!)?.uom_id ?? null),
    available_quantity: computed('float', (row) =>
      addDecimals([String(row.quantity), negated(String(row.reserved_quantity))]),
    ),
  }),
  rows: (data) => [...stockOf(data).map((row) => quantRow(data, row)), ...lostQuants(data)].sort((a, b) => a.id - b.id),
  label: (row) => `quant ${row.id}`,
}

export const lots: ModelSpec = {
  name: 'stock.lot',
  order: 'name, id',
  fields: () => columns({ ...LOGGED, name: 'char', product_id: 'product.product' }),
  rows: (data) =>
    lotsOf(data).map(([name, itemId], i) => ({
      id: i + 1,
      name,
      product_id: data.company.items[itemId]!.keys.odoo!,
      ...stamps('2023-10-01T08:00:00Z', null, i + 1),
    })),
}

const lotsOf = (data: Data): readonly (readonly [lot: string, itemId: number])[] => [
  ...new Map(
    stockOf(data).flatMap(({ lot, itemId }) => (lot === null ? [] : [[`${itemId}/${lot}`, [lot, itemId] as const]])),
  ).values(),
]

function quantRow(data: Data, row: StockRow): Row {
  const id = Number(row.key)
  const changedAt = row.changedAt ?? '2026-01-01T00:00:00Z'
  return {
    id,
    product_id: data.company.items[row.itemId]!.keys.odoo!,
    location_id: Number(row.location),
    lot_id: row.lot === null ? null : lotIds(data).get(`${row.itemId}/${row.lot}`)!,
    company_id: COMPANY_ID,
    quantity: row.onHand,
    reserved_quantity: row.reserved ?? '0',
    in_date: datetime(changedAt),
    ...stamps(changedAt, null, id),
  }
}

const known = new WeakMap<object, Map<string, number>>()

function lotIds(data: Data): Map<string, number> {
  const ids = known.get(data.company) ?? new Map(lotsOf(data).map(([lot, itemId], i) => [`${itemId}/${lot}`, i + 1]))
  known.set(data.company, ids)
  return ids
}

/** Odoo keeps the other side of each movement as a quant too; it is no stock. */
function lostQuants(data: Data): Row[] {
  const rows = stockOf(data)
  const next = Math.max(0, ...rows.map(({ key }) => Number(key))) + 1
  return rows.slice(0, 20).map((row, i) => ({
    ...quantRow(data, row),
    id: next + i,
    location_id: elsewhere[i % 2]!.id,
    quantity: negated(row.onHand),
    reserved_quantity: '0',
  }))
}
