import { instantOf } from './calendar.ts'
import type { Context } from './context.ts'
import { decimal } from './decimal.ts'
import { UNITS } from './master.ts'
import type { Random } from './random.ts'
import { FIRST_ERPS, JOINED_ERPS } from './systems.ts'
import type { ErpSystem, Item, StockRow, StorageLocation, Warehouse } from './types.ts'
import { WAREHOUSES } from './warehouses.ts'

/** Stock at the finest grain that each system keeps. No row means none on hand, and no system lists every zero. */
export function createStock(items: readonly Item[], context: Context): StockRow[] {
  const random = context.random.fork('stock')
  const rows: StockRow[] = []
  addSystems(rows, FIRST_ERPS, items, context, random)
  addSystems(rows, JOINED_ERPS, items, context, random.fork('joined'))
  return rows
}

function addSystems(
  rows: StockRow[],
  systems: readonly ErpSystem[],
  items: readonly Item[],
  context: Context,
  random: Random,
): void {
  for (const item of items) {
    if (!STOCKED.includes(item.type)) continue
    for (const system of systems) if (item.keys[system] !== undefined) addRows(rows, item, system, context, random)
  }
}

const STOCKED: readonly Item['type'][] = ['inventory', 'assembly', 'kit']

function addRows(rows: StockRow[], item: Item, system: ErpSystem, context: Context, random: Random): void {
  for (const warehouse of WAREHOUSES) {
    if (warehouse.system !== system || !isStockedIn(warehouse, item, random)) continue
    for (const grain of grainsOf(warehouse, item, random))
      rows.push(createRow(rows.length, item, grain, context, random))
  }
}

/** Item 0 is everywhere: one question that every warehouse must answer. */
function isStockedIn(warehouse: Warehouse, item: Item, random: Random): boolean {
  const likely = warehouse.type === 'transit' || !warehouse.active ? 0.05 : 0.5
  return random.chance(likely) || item.id === 0
}

interface Grain {
  readonly warehouse: Warehouse
  readonly location: string
  readonly lot: string | null
  readonly configuration?: string
  readonly category: StockRow['category']
}

function grainsOf(warehouse: Warehouse, item: Item, random: Random): Grain[] {
  const lots = lotsOf(warehouse.system, item, random)
  if (warehouse.system === 'financeOperations') return configurationsOf(warehouse, random)
  const places = warehouse.system === 'netsuite' ? warehouse.locations : someOf(warehouse.locations, random)
  return places.flatMap(({ key }) =>
    lots.flatMap((lot) =>
      categoriesOf(warehouse.system, item, random).map((category) => ({ warehouse, location: key, lot, category })),
    ),
  )
}

/** Finance & Operations keeps a row for each configuration of the product; an item may have two. */
function configurationsOf(warehouse: Warehouse, random: Random): Grain[] {
  const [{ key }] = warehouse.locations as [StorageLocation]
  const base = { warehouse, location: key, lot: null, category: 'unrestricted' } as const
  return (random.chance(0.2) ? ['STD', 'ECO'] : ['STD']).map((configuration) => ({ ...base, configuration }))
}

/** NetSuite and Business One sum over lots in the table that is read. */
function lotsOf(system: ErpSystem, { tracking, id }: Item, random: Random): (string | null)[] {
  if (tracking === 'none' || system === 'netsuite' || system === 'businessOne') return [null]
  return Array.from(
    { length: random.between(1, 3) },
    (_, place) => `${tracking === 'lot' ? 'L' : 'S'}${id}${place + 1}`,
  )
}

function someOf<T>(list: readonly T[], random: Random): readonly T[] {
  return random.chance(0.35) ? list : [random.pick(list)]
}

function categoriesOf(system: ErpSystem, item: Item, random: Random): StockRow['category'][] {
  if (system !== 'sap') return ['unrestricted']
  if (item.id === 0) return ['unrestricted', 'quality', 'blocked']
  return random.chance(0.12) ? ['unrestricted', random.pick(['quality', 'blocked'] as const)] : ['unrestricted']
}

function createRow(place: number, item: Item, grain: Grain, context: Context, random: Random): StockRow {
  const { warehouse, location, lot, configuration, category } = grain
  const scale = SCALES.get(item.unit)!
  const quantity = quantities(item, category, random)
  const text = (units: number): string => decimal(units, scale)
  const { system } = warehouse
  const isNetsuite = system === 'netsuite'
  return {
    key: `${place + 1}`,
    system,
    itemId: item.id,
    warehouseId: warehouse.id,
    location,
    lot,
    ...(configuration !== undefined && { configuration }),
    category,
    onHand: text(quantity.onHand),
    reserved: system === 'sap' || system === 'businessCentral' ? null : text(quantity.reserved),
    onOrder: isNetsuite || system === 'financeOperations' || system === 'businessOne' ? text(quantity.onOrder) : null,
    backordered: isNetsuite ? text(Math.max(0, quantity.reserved - quantity.onHand)) : null,
    inTransit: isNetsuite ? text(quantity.onOrder % 7) : null,
    reorderPoint:
      (isNetsuite || system === 'businessOne') && random.chance(0.4) ? text(10 ** scale * random.between(1, 50)) : null,
    changedAt: TIMELESS.includes(system)
      ? null
      : instantOf(context.today - random.between(1, 200), random.between(0, 86_399)),
  }
}

/** Their stock tells no time. */
const TIMELESS: readonly ErpSystem[] = ['sap', 'financeOperations', 'businessOne']

const SCALES: ReadonlyMap<Item['unit'], number> = new Map(UNITS.map(({ id, decimals }) => [id, decimals]))

/** In the smallest unit. Some are negative: goods issued before they were received, as every real system has it. */
function quantities(item: Item, category: StockRow['category'], random: Random) {
  const most = 10 ** SCALES.get(item.unit)! * (category === 'unrestricted' ? 900 : 40)
  const draw = random.next()
  const onHand = draw < 0.02 ? -random.between(1, 30) : draw < 0.1 ? 0 : random.between(1, most)
  const reserved = random.chance(0.4) ? random.between(0, Math.max(0, onHand) + (random.chance(0.25) ? 40 : 0)) : 0
  return { onHand, reserved, onOrder: random.chance(0.2) ? random.between(1, most) : 0 }
}
