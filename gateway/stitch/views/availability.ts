import type { GraphQLResolveInfo } from 'graphql'
import { isMapped, type Source } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Freshness, Served } from '../../read/index.ts'
import { fieldOf } from '../../read/native-path.ts'
import {
  type AvailabilityLine,
  demandFields,
  judgeLine,
  type LineInput,
  stillWanted,
  supplyFields,
  worst,
} from '../../views/availability.ts'
import { isComplete, type Part, partOf } from '../../views/part.ts'
import type { Quantity } from '../../views/stock.ts'
import { textAt } from '../../views/values.ts'
import type { ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { resultsOf } from './results.ts'
import { viewSources, wishOfView } from './sources.ts'
import { findItems, type ItemLevels, keepsStock, ofItems, readLevels, requireOneMeaning } from './stock-items.ts'

export interface AvailabilityArguments {
  readonly lines: readonly AvailabilityLine[]
  readonly sources?: readonly string[] | null
}

const mostLines = 100

/** All lines together: one question for the stock of each source, and one more where it takes orders to know what is promised. */
export async function availability(
  _root: unknown,
  { lines, sources }: AvailabilityArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  requireLines(lines)
  const freshness = wishOfView(context, info)
  const views = viewSources(sources, context, info).filter(keepsStock)
  const read = await Promise.all(views.map((view) => readSource(view, lines, freshness)))
  for (const { sku } of lines)
    requireOneMeaning(
      sku,
      read.filter((own) => own.knows(sku)).map((own) => own.source),
      context,
    )
  const judged = lines.map((line) =>
    judgeLine(
      line,
      read.map((own) => own.inputOf(line)),
    ),
  )
  const results = resultsOf(
    read.flatMap(({ parts }) => parts),
    context,
    info,
  )
  return { verdict: worst(judged.map(({ verdict }) => verdict)), lines: judged, ...results }
}

function requireLines(lines: readonly AvailabilityLine[]): void {
  if (lines.length === 0 || lines.length > mostLines)
    throw new FreshetError('BAD_REQUEST', { message: `Ask for 1 to ${mostLines} lines, not ${lines.length}.` })
  const none = lines.find(({ quantity }) => quantity.startsWith('-') || !/[1-9]/.test(quantity))
  if (none) throw new FreshetError('BAD_REQUEST', { message: `The quantity ${none.quantity} is not above zero.` })
}

interface ReadSource {
  readonly source: Source['name']
  readonly parts: readonly Part[]
  knows(sku: string): boolean
  inputOf(line: AvailabilityLine): LineInput
}

async function readSource(
  view: ViewSource,
  lines: readonly AvailabilityLine[],
  freshness: Freshness,
): Promise<ReadSource> {
  const { source } = view
  const found = await findItems(
    view,
    lines.map(({ sku }) => sku),
    freshness,
  )
  const keys = [...found.bySku.values()].flat()
  const days = lines.flatMap(({ by }) => by ?? []).sort()
  const [levels, demand, supply] = await Promise.all([
    readLevels(view, keys, freshness),
    readDemand(view, keys, freshness),
    readSupply(view, keys, days.at(-1), freshness),
  ])
  // The rows that count are those of the stock; the others matter where they could not be read.
  const others = [found.part, demand, supply].flatMap((part) => (part ? [{ ...part, rows: [] }] : []))
  const parts = [levels.part, ...others]
  return {
    source: source.name,
    parts,
    knows: (sku) => found.bySku.has(sku),
    inputOf: (line) => inputOf(line, source, { keys: found.bySku.get(line.sku) ?? [], parts, levels, demand, supply }),
  }
}

interface Known {
  readonly keys: readonly string[]
  readonly parts: readonly Part[]
  readonly levels: ItemLevels
  readonly demand: Part | undefined
  readonly supply: Part | undefined
}

function inputOf(
  { by }: AvailabilityLine,
  { name }: Source,
  { keys, parts, levels, demand, supply }: Known,
): LineInput {
  const ofItem = (part: Part | undefined) =>
    part && part.error === undefined ? part.rows.filter((row) => keys.includes(textAt(row, 'item') ?? '')) : null
  // Orders that are missing would leave more than there is: unlike what comes, what is promised is known whole or not at all.
  const wanted = demand && isComplete(demand) ? ofItem(demand)?.map(stillWanted) : undefined
  return {
    source: name,
    isRead: parts.every(isComplete),
    knowsItem: keys.length > 0,
    stock: levels.stock.filter(({ itemKey }) => keys.includes(itemKey)),
    demand: wanted?.every((quantity) => quantity !== null) ? (wanted as Quantity[]) : null,
    supply:
      by == null
        ? null
        : (ofItem(supply)
            ?.filter((row) => isIn(row, by))
            .flatMap(quantityOf) ?? null),
  }
}

const tells = (
  { entities }: Source,
  entity: 'StockLevel' | 'SalesOrderLine' | 'PurchaseOrderLine',
  ...paths: string[]
) => entities[entity] !== undefined && paths.every((path) => isMapped(fieldOf(entities[entity]!, path)))

/** Where stock does not tell what is promised, open orders do; undefined where nobody needs to ask them. */
async function readDemand(view: ViewSource, keys: readonly string[], freshness: Freshness): Promise<Part | undefined> {
  const { source } = view
  if (keys.length === 0 || tells(source, 'StockLevel', 'available.value')) return undefined
  if (!tells(source, 'SalesOrderLine', 'item', 'ordered.value', 'delivered.value', 'status')) return undefined
  const open = { kind: 'in', field: 'status', values: ['DRAFT', 'PENDING_APPROVAL', 'OPEN'] } as const
  const filter = { kind: 'and', terms: [ofItems(source, keys), open] } as const
  return partOf(view, () => view.rows({ entity: 'SalesOrderLine', fields: demandFields, filter, freshness }))
}

/** What is ordered from suppliers and comes until a day. */
async function readSupply(
  view: ViewSource,
  keys: readonly string[],
  until: string | undefined,
  freshness: Freshness,
): Promise<Part | undefined> {
  const { source } = view
  if (keys.length === 0 || until === undefined) return undefined
  if (!tells(source, 'PurchaseOrderLine', 'item', 'open.value', 'expectedDate')) return undefined
  const open = { kind: 'compare', field: 'status', op: 'eq', value: 'OPEN' } as const
  const inTime = { kind: 'compare', field: 'expectedDate', op: 'lte', value: until } as const
  const filter = { kind: 'and', terms: [ofItems(source, keys), open, inTime] } as const
  return partOf(view, () => view.rows({ entity: 'PurchaseOrderLine', fields: supplyFields, filter, freshness }))
}

const isIn = (row: Served, by: string): boolean => (textAt(row, 'expectedDate') ?? '9999') <= by

function quantityOf(row: Served): Quantity[] {
  const value = textAt(row, 'open.value')
  return value === null ? [] : [{ value, uom: textAt(row, 'open.uom'), sourceUom: textAt(row, 'open.sourceUom') }]
}
