import { dateOf, instantOf } from './calendar.ts'
import type { Context } from './context.ts'
import { maybeRecentDate } from './context.ts'
import { decimal, multiplyDivide, unitsOf } from './decimal.ts'
import { DECIMALS, STAGES, UNITS, USERS } from './master.ts'
import { listPrice } from './prices.ts'
import type { Random } from './random.ts'
import type { Contact, CurrencyCode, Customer, Item, Opportunity, OpportunityLine, Stage } from './types.ts'
import { DEAL_NOUNS, LEAD_SOURCES, LOSS_REASONS } from './words.ts'

type Pools = Readonly<Record<Opportunity['system'], Pool>>

/** Who may be asked to buy what, in one system. */
interface Pool {
  readonly customers: readonly Customer[]
  readonly contacts: ReadonlyMap<number, readonly Contact[]>
  readonly items: readonly Item[]
}

export function createOpportunities(
  customers: readonly Customer[],
  contacts: readonly Contact[],
  items: readonly Item[],
  context: Context,
): Opportunity[] {
  const random = context.random.fork('opportunities')
  const pools: Pools = {
    salesforce: poolOf('salesforce', customers, contacts, items),
    odoo: poolOf('odoo', customers, contacts, items),
    dataverse: poolOf('dataverse', customers, contacts, items),
  }
  const first = Array.from({ length: context.count(3200, 160) }, (_, id) =>
    createOpportunity(id, id % 20 === 19 ? 'odoo' : 'salesforce', pools, context, random),
  )
  const joined = random.fork('joined')
  const others = Array.from({ length: context.count(360, 36) }, (_, place) =>
    createOpportunity(first.length + place, 'dataverse', pools, context, joined),
  )
  return [...first, ...others]
}

function poolOf(
  system: Opportunity['system'],
  customers: readonly Customer[],
  contacts: readonly Contact[],
  items: readonly Item[],
): Pool {
  const known = contacts.filter(({ keys }) => keys[system] !== undefined)
  return {
    customers: customers.filter(({ keys }) => keys[system] !== undefined),
    contacts: Map.groupBy(known, ({ customerId }) => customerId),
    items: items.filter(({ keys, isSellable }) => keys[system] !== undefined && isSellable),
  }
}

function createOpportunity(
  id: number,
  system: Opportunity['system'],
  pools: Pools,
  context: Context,
  random: Random,
): Opportunity {
  const pool = pools[system]
  const customer = random.chance(0.03) ? null : random.pickSkewed(pool.customers)
  // Odoo has so few that its stages take turns.
  const stage = system === 'odoo' ? STAGES[Math.floor(id / 20) % STAGES.length]! : random.pick(STAGES_BY_USE)
  const currency = system === 'odoo' ? 'EUR' : (customer?.currency ?? 'EUR')
  const hasLines = random.chance(0.55) && system !== 'odoo'
  const lines = hasLines ? linesOf(pool.items, system, currency, context, random) : []
  const contact = customer === null ? undefined : pool.contacts.get(customer.id)?.[0]
  return {
    id,
    system,
    key: keyOf(system, context),
    name: `${customer?.name.slice(0, 60) ?? 'Unknown'} – ${random.pick(DEAL_NOUNS)}`,
    customerId: customer?.id ?? null,
    contactId: contact !== undefined && random.chance(0.7) ? contact.id : null,
    ownerId: customer?.ownerId ?? random.pick(USERS).id,
    stageId: stage.id,
    status: stage.status,
    amount: lines.length > 0 ? totalOf(lines, currency) : amountOf(currency, random),
    currency,
    probability: random.chance(0.85) || stage.status !== 'open' ? stage.probability : random.between(1, 99),
    ...datesOf(stage, context, random),
    type: random.pick(['New Business', 'Existing Business', null] as const),
    leadSource: random.pick(LEAD_SOURCES),
    lossReason: stage.status === 'lost' ? random.pick(LOSS_REASONS) : null,
    lastActivityOn: maybeRecentDate(context, random, 0.7),
    lines,
  }
}

function keyOf(system: Opportunity['system'], { keys }: Context): string {
  if (system === 'salesforce') return keys.salesforce('006')
  return system === 'odoo' ? `${keys.odoo('crm.lead')}` : keys.guid('dataverse/opportunity')
}

const STAGES_BY_USE = [0, 1, 1, 2, 2, 3, 4, 4, 4, 5, 5].map((place) => STAGES[place]!)

/** Some open deals are past their date: every pipeline has them. */
function datesOf({ status }: Stage, { today }: Context, random: Random) {
  const created = today - random.between(30, 900)
  const closed = random.between(created + 1, today - 1)
  const close = status === 'open' ? today + random.between(-40, 200) : closed
  const changed = status === 'open' ? random.between(created, today - 1) : closed
  return {
    closeOn: dateOf(close),
    closedAt: status === 'open' ? null : instantOf(closed, 50_000),
    createdAt: instantOf(created, random.between(0, 43_000)),
    modifiedAt: instantOf(changed, 50_000 + random.between(0, 30_000)),
  }
}

function amountOf(currency: CurrencyCode, random: Random): string | null {
  return random.chance(0.08) ? null : decimal(random.between(1, 4000) * 25_000, DECIMALS[currency])
}

function linesOf(
  items: readonly Item[],
  system: Opportunity['system'],
  currency: CurrencyCode,
  context: Context,
  random: Random,
): OpportunityLine[] {
  const count = random.pick([1, 1, 2, 3, 4, 6])
  return Array.from({ length: count }, (_, place) =>
    createLine(place + 1, random.pickSkewed(items), system, currency, context, random),
  )
}

function createLine(
  lineNo: number,
  item: Item,
  system: Opportunity['system'],
  currency: CurrencyCode,
  context: Context,
  random: Random,
): OpportunityLine {
  const scale = UNITS.find(({ id }) => id === item.unit)!.decimals
  const quantity = random.between(1, 200) * 10 ** scale
  const list = unitsOf(listPrice(item, currency), DECIMALS[currency])
  const price = multiplyDivide(list, random.pick([100, 100, 95, 90, 85]), 100)
  return {
    key: system === 'dataverse' ? context.keys.guid('dataverse/opportunityproduct') : context.keys.salesforce('00k'),
    lineNo,
    itemId: item.id,
    quantity: decimal(quantity, scale),
    unitPrice: decimal(price, DECIMALS[currency]),
    listPrice: listPrice(item, currency),
    total: decimal(multiplyDivide(price, quantity, 10 ** scale), DECIMALS[currency]),
    serviceOn: random.chance(0.2) ? dateOf(context.today + random.between(0, 300)) : null,
  }
}

function totalOf(lines: readonly OpportunityLine[], currency: CurrencyCode): string {
  const scale = DECIMALS[currency]
  return decimal(
    lines.reduce((sum, { total }) => sum + unitsOf(total, scale), 0),
    scale,
  )
}
