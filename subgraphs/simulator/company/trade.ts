import type { Day } from './calendar.ts'
import type { Context, Draft } from './context.ts'
import { DECIMALS, ENTITY, LEGAL_ENTITIES } from './master.ts'
import type { Random } from './random.ts'
import type { Rate, RateTable } from './rates.ts'
import { toBase } from './rates.ts'
import type { CurrencyCode, Customer, ErpSystem, Invoice, Item, LegalEntity, Supplier } from './types.ts'
import { WAREHOUSES } from './warehouses.ts'

/** The dealings of one legal entity in one direction: with whom, in what, and how much of it. */
export interface Trade {
  readonly entity: LegalEntity
  readonly system: ErpSystem
  readonly direction: Invoice['direction']
  readonly parties: readonly Party[]
  readonly items: readonly Item[]
  readonly warehouseIds: readonly number[]
  readonly documents: number
  readonly random: Random
  readonly rates: RateTable
}

/** What a document needs to know of a customer or a supplier. */
export interface Party {
  readonly id: number
  readonly country: string
  readonly currency: CurrencyCode
  readonly term: string
  readonly taxExempt: boolean
  readonly ownerId: number
}

/** Share of all invoices of the first companies; bills are a tenth as many. */
const SHARES: readonly (readonly [entity: number, share: number])[] = [
  [ENTITY.europe, 0.5],
  [ENTITY.americas, 0.29],
  [ENTITY.japan, 0.06],
  [ENTITY.austria, 0.15],
]

const JOINED = [ENTITY.unitedKingdom, ENTITY.netherlands, ENTITY.switzerland] as const

export interface Masters {
  readonly customers: readonly Customer[]
  readonly suppliers: readonly Supplier[]
  readonly items: readonly Item[]
  readonly rates: RateTable
}

export function createTrades(direction: Invoice['direction'], masters: Masters, context: Context): Trade[] {
  const total = direction === 'receivable' ? context.count(40_000, 1000) : context.count(4000, 200)
  return SHARES.map(([entity, share]) =>
    createTrade(direction, LEGAL_ENTITIES[entity]!, Math.round(total * share), masters, context),
  )
}

/** What the companies that joined deal in, each as much as the others. */
export function createJoinedTrades(direction: Invoice['direction'], masters: Masters, context: Context): Trade[] {
  const each = direction === 'receivable' ? context.count(3000, 120) : context.count(300, 30)
  return JOINED.map((entity) => createTrade(direction, LEGAL_ENTITIES[entity]!, each, masters, context))
}

function createTrade(
  direction: Invoice['direction'],
  entity: LegalEntity,
  documents: number,
  masters: Masters,
  context: Context,
): Trade {
  const system = entity.system as ErpSystem
  const isSale = direction === 'receivable'
  const wanted = (item: Item): boolean =>
    item.keys[system] !== undefined && (isSale ? item.isSellable : item.isPurchasable)
  return {
    entity,
    system,
    direction,
    parties: isSale ? buyersOf(entity, masters.customers) : vendorsOf(entity, masters.suppliers),
    items: masters.items.filter(wanted),
    warehouseIds: WAREHOUSES.filter(({ legalEntityId, active }) => legalEntityId === entity.id && active).map(
      ({ id }) => id,
    ),
    documents,
    random: context.random.fork(`${direction}/${entity.key}/${system}`),
    rates: masters.rates,
  }
}

function buyersOf(entity: LegalEntity, customers: readonly Customer[]): Party[] {
  return customers.filter(({ legalEntityIds }) => legalEntityIds.includes(entity.id))
}

function vendorsOf(entity: LegalEntity, suppliers: readonly Supplier[]): Party[] {
  const own = suppliers.filter(({ legalEntityIds }) => legalEntityIds.includes(entity.id))
  return own.map(({ id, country, currency, term }) => ({ id, country, currency, term, taxExempt: false, ownerId: 0 }))
}

/** The money side of one document: its currency, and its legal entity's. */
export interface Books {
  readonly currency: CurrencyCode
  readonly scale: number
  readonly base: CurrencyCode
  readonly baseScale: number
  readonly rate: Rate
}

export function booksOf(trade: Trade, currency: CurrencyCode, day: Day): Books {
  const base = trade.entity.currency
  return {
    currency,
    scale: DECIMALS[currency],
    base,
    baseScale: DECIMALS[base],
    rate: trade.rates(currency, base, day),
  }
}

export function inBase(units: number, { rate, currency, base }: Books): number {
  return toBase(units, rate, currency, base)
}

/** Sorted, more of them towards today; the last lies on the last day. */
export function documentDays({ documents, random }: Trade, { opening, today }: Context): Day[] {
  const span = today - opening
  const days = Array.from({ length: documents }, () => opening + Math.floor(span * random.next() ** 0.8))
  days.sort((a, b) => a - b)
  if (days.length > 0) days[days.length - 1] = today - 1
  return days
}

/** Mostly the partner's currency, now and then the house's or one that is foreign to both. */
export function currencyFor({ entity, random }: Trade, party: Party): CurrencyCode {
  const draw = random.next()
  if (draw < 0.04) return foreignTo(entity, party)
  return draw < 0.12 ? entity.currency : party.currency
}

function foreignTo({ id, currency }: LegalEntity, party: Party): CurrencyCode {
  if (id === ENTITY.netherlands) return party.id % 2 === 0 ? 'PLN' : 'SEK'
  return currency === 'USD' ? 'EUR' : 'USD'
}

/** A document in the making, with what later steps would have to look up again. */
export interface Issued {
  readonly invoice: Draft<Invoice>
  readonly day: Day
  readonly party: Party
  readonly books: Books
}
