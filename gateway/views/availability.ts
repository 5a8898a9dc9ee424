import Big from 'big.js'
import type { Served } from '../read/index.ts'
import { minus, sum } from './decimals.ts'
import { isUsable, type Quantity, unitOf, type WarehouseStock } from './stock.ts'
import { textAt } from './values.ts'

export type AvailabilityVerdict = 'AVAILABLE' | 'EXPECTED' | 'SHORT' | 'UNKNOWN'

export type AvailabilityReason =
  | 'IN_STOCK'
  | 'ON_ORDER'
  | 'NOT_ENOUGH'
  | 'ITEM_UNKNOWN'
  | 'UNITS_DIFFER'
  | 'SOURCE_FAILED'
  | 'INPUT_STALE'
  | 'RESERVATIONS_UNKNOWN'
  | 'SUPPLY_UNKNOWN'

export interface AvailabilityLine {
  readonly sku: string
  readonly quantity: string
  readonly uom?: string | null
  readonly by?: string | null
}

/** What one source told of the item of a line. */
export interface LineInput {
  readonly source: string
  /** False when something that was asked of the source could not be read, or is not all there is. */
  readonly isRead: boolean
  /** Whether the source knows the article number. */
  readonly knowsItem: boolean
  readonly stock: readonly WarehouseStock[]
  /** What open sales orders still want, where the source tells no reservations; null when it does not tell that either. */
  readonly demand: readonly Quantity[] | null
  /** What purchase orders bring until the day; null when the source does not tell, or was not asked. */
  readonly supply: readonly Quantity[] | null
}

export interface SourceAvailability {
  readonly source: string
  readonly onHand: string
  readonly available: string | null
  readonly availableBy: 'SOURCE' | 'GATEWAY' | null
}

export interface LineAvailability extends AvailabilityLine {
  readonly verdict: AvailabilityVerdict
  readonly reasons: readonly AvailabilityReason[]
  readonly available: string
  readonly expected: string | null
  readonly shortBy: string | null
  readonly sources: readonly SourceAvailability[]
}

/** From the best to the worst; all lines together are as good as the worst. */
const ranks: readonly AvailabilityVerdict[] = ['AVAILABLE', 'EXPECTED', 'UNKNOWN', 'SHORT']

export const worst = (verdicts: readonly AvailabilityVerdict[]): AvailabilityVerdict =>
  ranks[Math.max(0, ...verdicts.map((verdict) => ranks.indexOf(verdict)))]!

/**
 * What can be promised. A yes rests on what was read just now and on nothing else: what is not known could only add to it. A no
 * needs every source.
 */
export function judgeLine(line: AvailabilityLine, inputs: readonly LineInput[]): LineAvailability {
  const counted = inputs.flatMap(({ stock }) => stock).flatMap(({ onHand }) => onHand ?? [])
  const units = new Set(counted.map(unitOf))
  const unit = line.uom ?? (units.size === 1 ? [...units][0]! : undefined)
  const isOneUnit = unit !== undefined && [...units].every((known) => known === unit)
  const sources = isOneUnit ? inputs.filter(({ stock }) => stock.length > 0).map((input) => inSource(input, unit)) : []
  const available = sum(sources.flatMap((source) => (source.available === null ? [] : [atLeastZero(source.available)])))
  const expected = line.by == null || !isOneUnit ? null : sum(supplyIn(inputs, unit))
  const doubts = doubtsOf(line, inputs, sources, isOneUnit)
  const [verdict, reasons] = verdictOf(line, available, expected, sources, doubts)
  const shortBy = verdict === 'SHORT' ? minus(line.quantity, sum([available, expected ?? '0'])) : null
  return {
    ...line,
    uom: line.uom ?? counted[0]?.uom ?? null,
    ...{ verdict, reasons, available, expected, shortBy },
    sources: sources.toSorted((a, b) => new Big(b.available ?? 0).cmp(a.available ?? 0)),
  }
}

function inSource({ source, stock, demand }: LineInput, unit: string): SourceAvailability {
  const free = stock.filter(isUsable)
  const onHand = sum(free.flatMap((row) => row.onHand?.value ?? []))
  if (free.some((row) => row.servedFrom !== 'LIVE')) return { source, onHand, available: null, availableBy: null }
  if (free.every((row) => row.available !== null)) {
    // One warehouse that has promised too much takes nothing away from another.
    const available = sum(free.map((row) => atLeastZero(row.available!.value)))
    return { source, onHand, available, availableBy: 'SOURCE' }
  }
  if (!demand || demand.some((open) => unitOf(open) !== unit))
    return { source, onHand, available: null, availableBy: null }
  const available = minus(onHand, sum(demand.map(({ value }) => value)))
  return { source, onHand, available: atLeastZero(available), availableBy: 'GATEWAY' }
}

const supplyIn = (inputs: readonly LineInput[], unit: string): string[] =>
  inputs
    .flatMap(({ supply }) => (supply ?? []).filter((quantity) => unitOf(quantity) === unit))
    .map(({ value }) => value)

/** What stands between what is known and a no. */
function doubtsOf(
  line: AvailabilityLine,
  inputs: readonly LineInput[],
  sources: readonly SourceAvailability[],
  isOneUnit: boolean,
): AvailabilityReason[] {
  const isKnown = inputs.some(({ knowsItem }) => knowsItem)
  const hasStock = inputs.some(({ stock }) => stock.length > 0)
  const isStale = inputs.some(({ stock }) => stock.some(({ servedFrom }) => servedFrom !== 'LIVE'))
  return [
    ...(inputs.some(({ isRead }) => !isRead) ? (['SOURCE_FAILED'] as const) : []),
    ...(isStale ? (['INPUT_STALE'] as const) : []),
    ...(!isKnown ? (['ITEM_UNKNOWN'] as const) : []),
    ...(hasStock && !isOneUnit ? (['UNITS_DIFFER'] as const) : []),
    ...(sources.some(({ available }) => available === null) ? (['RESERVATIONS_UNKNOWN'] as const) : []),
    ...(line.by != null && inputs.some(({ knowsItem, supply }) => knowsItem && !supply)
      ? (['SUPPLY_UNKNOWN'] as const)
      : []),
  ]
}

function verdictOf(
  { quantity }: AvailabilityLine,
  available: string,
  expected: string | null,
  sources: readonly SourceAvailability[],
  doubts: readonly AvailabilityReason[],
): [AvailabilityVerdict, AvailabilityReason[]] {
  if (new Big(available).gte(quantity)) return ['AVAILABLE', ['IN_STOCK']]
  if (expected !== null && new Big(available).plus(expected).gte(quantity)) return ['EXPECTED', ['ON_ORDER']]
  // However little is promised already, it cannot be more than is there.
  const onlyReservations = doubts.every((doubt) => doubt === 'RESERVATIONS_UNKNOWN')
  const most = sum(sources.map(({ available, onHand }) => atLeastZero(available ?? onHand)))
  const isShort = doubts.length === 0 || (onlyReservations && new Big(most).plus(expected ?? 0).lt(quantity))
  return isShort ? ['SHORT', ['NOT_ENOUGH']] : ['UNKNOWN', [...doubts]]
}

const atLeastZero = (value: string): string => (value.startsWith('-') ? '0' : value)

export const demandFields = [
  'item',
  ...['ordered', 'delivered'].flatMap((path) => ['value', 'uom', 'sourceUom'].map((leaf) => `${path}.${leaf}`)),
]

/** What an order line still wants; null when it cannot be told. */
export function stillWanted(row: Served): Quantity | null {
  const [ordered, delivered] = [textAt(row, 'ordered.value'), textAt(row, 'delivered.value')]
  const unit = { uom: textAt(row, 'ordered.uom'), sourceUom: textAt(row, 'ordered.sourceUom') }
  const done = { uom: textAt(row, 'delivered.uom'), sourceUom: textAt(row, 'delivered.sourceUom') }
  if (ordered === null || delivered === null || unitOf(unit) !== unitOf(done)) return null
  return { ...unit, value: atLeastZero(minus(ordered, delivered)) }
}

export const supplyFields = ['item', 'expectedDate', 'open.value', 'open.uom', 'open.sourceUom']
