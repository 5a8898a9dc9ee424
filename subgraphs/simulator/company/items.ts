import { gtin13 } from './check-digits.ts'
import type { Context, Draft } from './context.ts'
import { lifetime } from './context.ts'
import { decimal, multiplyDivide, unitsOf } from './decimal.ts'
import { pricesOf } from './prices.ts'
import type { Random } from './random.ts'
import { FIRST_ERPS, JOINED_ERPS } from './systems.ts'
import type { ErpSystem, Item, Keys, System, Truth, UnitId } from './types.ts'
import { ITEM_ADJECTIVES, ITEM_GROUPS } from './words.ts'

/** Items with SKUs that the whole group shares; each is in at least one system. */
export function createItems(context: Context): Item[] {
  const random = context.random.fork('items')
  const items = Array.from({ length: context.count(5000, 250) }, (_, id) => createItem(id, context, random))
  plantOddValues(items)
  const joined = context.random.fork('items/joined')
  for (const item of items) takeUp(item, context, joined)
  return items
}

function createItem(id: number, context: Context, random: Random): Draft<Item> {
  const group = ITEM_GROUPS[id % 25 === 24 ? 6 : id % 6]!
  const type = typeOf(group.unit, random)
  const sku = `${group.name.slice(0, 3)}-${10_000 + id}`
  const euroCents = Math.ceil(50 * 1.9 ** (random.next() * 10))
  return {
    id,
    sku,
    name: `${random.pick(group.nouns)} ${random.pick(ITEM_ADJECTIVES)} ${id}`,
    description: random.chance(0.5) ? `${random.pick(group.nouns)}, ${group.name.toLowerCase()} range` : null,
    type,
    status: statusOf(random),
    group: group.name,
    gtin: type === 'service' || random.chance(0.15) ? null : gtin13(id + 1),
    ...originOf(id, type, random),
    unit: group.unit,
    ...weightsOf(type, random),
    tracking: trackingOf(group.unit, random),
    isSellable: !random.chance(0.05),
    isPurchasable: type !== 'assembly' && type !== 'kit',
    prices: pricesOf(euroCents),
    costs: type === 'service' ? null : costsOf(FIRST_ERPS, euroCents, random),
    ...lifetime(context, random, 0.7),
    keys: itemKeys(id, sku, type, context, random),
  }
}

function typeOf(unit: UnitId, random: Random): Item['type'] {
  if (unit === 'hour') return random.chance(0.9) ? 'service' : 'charge'
  if (unit !== 'piece') return 'inventory'
  return random.pick(['inventory', 'inventory', 'inventory', 'inventory', 'assembly', 'kit', 'non-inventory'])
}

function statusOf(random: Random): Item['status'] {
  const draw = random.next()
  return draw < 0.9 ? 'active' : draw < 0.94 ? 'discontinued' : draw < 0.97 ? 'inactive' : 'blocked'
}

function originOf(id: number, type: Item['type'], random: Random): Pick<Item, 'manufacturer' | 'mpn'> {
  if (type === 'service' || random.chance(0.5)) return { manufacturer: null, mpn: null }
  return {
    manufacturer: random.pick(['Alvora', 'Dornelin', 'Wexmoor', 'Norvanda']),
    mpn: `M/${id}-${random.between(1, 9)}`,
  }
}

function weightsOf(type: Item['type'], random: Random): Pick<Item, 'grossWeight' | 'netWeight'> {
  if (type === 'service' || type === 'charge') return { grossWeight: null, netWeight: null }
  const net = random.between(1, 40_000)
  return { grossWeight: decimal(net + random.between(1, 500), 3), netWeight: decimal(net, 3) }
}

function trackingOf(unit: UnitId, random: Random): Item['tracking'] {
  if (unit === 'kilogram' || unit === 'litre') return random.chance(0.6) ? 'lot' : 'none'
  return unit === 'piece' && random.chance(0.04) ? 'serial' : 'none'
}

function costsOf(systems: readonly ErpSystem[], euroCents: number, random: Random): Item['costs'] {
  const cost = (system: ErpSystem): [ErpSystem, string] => [
    system,
    decimal(multiplyDivide(euroCents, random.between(45, 80), 100), 2),
  ]
  return Object.fromEntries(systems.map(cost))
}

/** SAP's key is the SKU. Every sixth item is in all systems, so that small companies have enough of them. */
function itemKeys(id: number, sku: string, type: Item['type'], { keys }: Context, random: Random): Keys {
  const inAll = id % 6 === 0
  const inSap = random.chance(0.62) || inAll
  const inNetsuite = random.chance(0.55) || inAll
  const inOdoo = random.chance(0.18) || inAll || !(inSap || inNetsuite)
  return {
    ...((random.chance(0.9) || type === 'service' || inAll) && { salesforce: keys.salesforce('01t') }),
    ...(inSap && { sap: sku }),
    ...(inNetsuite && { netsuite: keys.netsuite('item') }),
    ...(inOdoo && { odoo: keys.odoo('product.product') }),
  }
}

/** The companies that joined took up a part of the range each, under the SKUs of the group. */
function takeUp(item: Draft<Item>, context: Context, random: Random): void {
  const inAll = item.id % 6 === 0
  const [inCentral, inOperations, inOne] = [0.3, 0.35, 0.2].map((share) => random.chance(share) || inAll)
  const inDataverse = random.chance(0.9) && inOperations && item.isSellable
  const costs = costsOf(JOINED_ERPS, unitsOf(item.prices.EUR, 2), random)
  item.keys = {
    ...item.keys,
    ...(inCentral && { businessCentral: context.keys.guid('businessCentral/item') }),
    ...(inOperations && { financeOperations: item.sku }),
    ...((inDataverse || inAll) && { dataverse: context.keys.guid('dataverse/product') }),
    ...(inOne && { businessOne: item.sku }),
  }
  if (item.costs !== null) item.costs = { ...item.costs, ...costs }
}

function plantOddValues(items: Draft<Item>[]): void {
  Object.assign(items[0]!, { status: 'active', type: 'inventory', tracking: 'none', isSellable: true })
  Object.assign(items[6]!, { sku: "TOO-10006/A'5%", keys: { ...items[6]!.keys, sap: "TOO-10006/A'5%" } })
  Object.assign(items[12]!, { status: 'blocked' })
  Object.assign(items[18]!, { status: 'discontinued', gtin: null })
}

/** Items of which one system has another GTIN on file. */
export function gtinConflicts(items: readonly Item[]): Truth['gtinConflicts'] {
  const candidates = items.filter(
    ({ gtin, keys }) => gtin !== null && keys.netsuite !== undefined && keys.sap !== undefined,
  )
  return candidates
    .filter((_, place) => place % 200 === 7)
    .map(({ id }, place) => ({ itemId: id, system: GTIN_SYSTEMS[place % 2]!, gtin: gtin13(9_000_000 + id) }))
}

const GTIN_SYSTEMS: readonly System[] = ['netsuite', 'sap']
