import type { GraphQLResolveInfo } from 'graphql'
import { type EntityName, type Filter, isMapped, type Source, type SourceKey } from '../../connector/index.ts'
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
import { mostMembers } from '../profile/bounds.ts'
import { type Asking, askingOf, naming, type Reads, type RowsRead } from './reads.ts'
import { resultsOf } from './results.ts'
import { viewSources, wishOfView } from './sources.ts'
import {
  findItems,
  type ItemLevels,
  itemsRead,
  keepsStock,
  levelsRead,
  readLevels,
  requireOneMeaning,
} from './stock-items.ts'

export interface AvailabilityArguments {
  readonly lines: readonly AvailabilityLine[]
  readonly sources?: readonly string[] | null
}

const mostLines = 100

/** All lines together: one question for the stock of each source, and one more where it takes orders to know what is promised. */
export async function availability(
  _root: unknown,
  args: AvailabilityArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  const { lines, sources } = args
  requireLines(lines)
  const freshness = wishOfView(context, info)
  const views = viewSources(sources, context, info).filter(({ source }) => keepsStock(source))
  const read = await Promise.all(views.map((view) => readSource(view, askingOf(view, args, context, info), freshness)))
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

interface AvailabilityReads extends Reads {
  readonly items: RowsRead
  readonly levels?: RowsRead
  /** Where stock does not tell what is promised, open orders do. */
  readonly demand?: RowsRead | undefined
  /** What is ordered from suppliers and comes until the last of the days. */
  readonly supply?: RowsRead | undefined
}

export const availabilityReads = {
  isOf: keepsStock,
  of(asking: Asking<AvailabilityArguments>): AvailabilityReads {
    const { source, args, keys } = asking
    const items = itemsRead(args.lines.map(({ sku }) => sku))
    if (keys?.length === 0) return { items }
    const until = args.lines
      .flatMap(({ by }) => by ?? [])
      .sort()
      .at(-1)
    const mostKeys = mostMembers * args.lines.length
    const ofItems = (entity: EntityName, fields: readonly string[], filter: Filter): RowsRead => ({
      rows: { entity, fields, filter: naming('item', entity, asking, filter) },
      mostKeys,
    })
    return {
      items,
      levels: levelsRead(asking, mostKeys),
      demand: needsDemand(source) ? ofItems('SalesOrderLine', demandFields, undelivered) : undefined,
      supply:
        until !== undefined && tellsSupply(source)
          ? ofItems('PurchaseOrderLine', supplyFields, comingUntil(until))
          : undefined,
    }
  },
}

const tells = (
  { entities }: Source,
  entity: 'StockLevel' | 'SalesOrderLine' | 'PurchaseOrderLine',
  ...paths: string[]
) => entities[entity] !== undefined && paths.every((path) => isMapped(fieldOf(entities[entity]!, path)))

const needsDemand = (source: Source): boolean =>
  !tells(source, 'StockLevel', 'available.value') &&
  tells(source, 'SalesOrderLine', 'item', 'ordered.value', 'delivered.value', 'status')

const tellsSupply = (source: Source): boolean =>
  tells(source, 'PurchaseOrderLine', 'item', 'open.value', 'expectedDate')

const undelivered: Filter = { kind: 'in', field: 'status', values: ['DRAFT', 'PENDING_APPROVAL', 'OPEN'] }

const comingUntil = (day: string): Filter => ({
  kind: 'and',
  terms: [
    { kind: 'compare', field: 'status', op: 'eq', value: 'OPEN' },
    { kind: 'compare', field: 'expectedDate', op: 'lte', value: day },
  ],
})

interface ReadSource {
  readonly source: Source['name']
  readonly parts: readonly Part[]
  knows(sku: string): boolean
  inputOf(line: AvailabilityLine): LineInput
}

async function readSource(
  view: ViewSource,
  asking: Asking<AvailabilityArguments>,
  freshness: Freshness,
): Promise<ReadSource> {
  const { source } = view
  const skus = asking.args.lines.map(({ sku }) => sku)
  const found = await findItems(view, skus, availabilityReads.of(asking).items, freshness)
  const asked = availabilityReads.of({ ...asking, keys: [...found.bySku.values()].flat() })
  const rows = (read: RowsRead | undefined) => read && partOf(view, () => view.rows({ ...read.rows, freshness }))
  const [levels, demand, supply] = await Promise.all([
    readLevels(view, asked.levels, freshness),
    rows(asked.demand),
    rows(asked.supply),
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
  readonly keys: readonly SourceKey[]
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
    part && part.error === undefined
      ? part.rows.filter((row) => keys.includes((textAt(row, 'item') ?? '') as SourceKey))
      : null
  // Orders that are missing would leave more than there is: unlike what comes, what is promised is known whole or not at all.
  const wanted = demand && isComplete(demand) ? ofItem(demand)?.map(stillWanted) : undefined
  return {
    source: name,
    isRead: parts.every(isComplete),
    knowsItem: keys.length > 0,
    stock: levels.stock.filter(({ itemKey }) => keys.includes(itemKey as SourceKey)),
    demand: wanted?.every((quantity) => quantity !== null) ? (wanted as Quantity[]) : null,
    supply:
      by == null
        ? null
        : (ofItem(supply)
            ?.filter((row) => isIn(row, by))
            .flatMap(quantityOf) ?? null),
  }
}

const isIn = (row: Served, by: string): boolean => (textAt(row, 'expectedDate') ?? '9999') <= by

function quantityOf(row: Served): Quantity[] {
  const value = textAt(row, 'open.value')
  return value === null ? [] : [{ value, uom: textAt(row, 'open.uom'), sourceUom: textAt(row, 'open.sourceUom') }]
}
