import type {
  Column,
  EntityMap,
  EntityName,
  Filter,
  NativeFilter,
  NativeOrder,
  NativeQuery,
  NativeRequest,
  OrderTerm,
  Source,
} from '../connector/index.ts'
import { joinAnd, type Pushed } from '../pushdown/native-terms.ts'
import { type Split, split } from '../pushdown/split.ts'
import { rememberedByName, rememberedFor } from '../remembered.ts'
import { inOneRequest } from './chunks.ts'
import type { ColumnPlan } from './columns.ts'
import { layoutOf } from './layout.ts'
import { mappedField, nativePaths } from './native-path.ts'
import { afterFilter, type Position, type PushedOrder } from './position.ts'

/** One question to one source, below caches. */
export interface Scan {
  readonly entity: EntityName
  readonly fields: readonly string[]
  readonly filter?: Filter | undefined
  /** A native condition beside the filter: the keys of a lookup or of a relation. */
  readonly condition?: NativeFilter | undefined
  /** Set with `condition` when it asks by the entity's own keys and nothing else narrows it. */
  readonly keys?: readonly (readonly string[])[] | undefined
  /** Further native columns that every row must carry. */
  readonly columns?: readonly Column[] | undefined
  readonly order: readonly OrderTerm[]
  /** Rows wanted; undefined for all, in no order. */
  readonly wanted?: number | undefined
  readonly after?: Position | undefined
}

/** A question divided between the source and us. */
export interface Division {
  readonly source: Source
  readonly scan: Scan
  readonly map: EntityMap
  readonly paths: readonly string[]
  /** What deciding and sorting here needs before the rest is fetched. */
  readonly earlyPaths: readonly string[]
  readonly residual: Filter | undefined
  /** Rows are decoded as they come: all of it is there, and little of it will be dropped. */
  readonly isDecodedAtOnce: boolean
  /** The source sorts, and one request asks it all: rows are taken in its order. Otherwise we read all and sort. */
  readonly streams: boolean
  readonly query: NativeQuery
  /** How that is asked, where it is known already. */
  readonly request?: NativeRequest | undefined
  readonly plan: ColumnPlan
  readonly readAt: number
}

const whole: Split = { never: false, pushed: undefined, residual: undefined }

/** Undefined when nothing can match: then nothing is asked. */
export function divide(source: Source, scan: Scan, readAt: number): Division | undefined {
  const map = source.entities[scan.entity]!
  const offer = scan.filter ? splitsOf(source)(scan.entity)(scan.filter) : whole
  if (offer.never) return undefined
  const layout = layoutOf(source, scan, offer.residual)
  const { paths, plan } = layout
  const asked = {
    ...{ source, scan, map, plan },
    isNarrowedHere: offer.residual !== undefined,
    filter: pushedFilter(map, scan, offer),
  }
  const streaming = layout.order && streamingOf(asked, layout.order)
  const order = streaming?.order
  const earlyPaths = order ? layout.deciding : layout.decidingAndSorting
  const isWhole = partsFor({ map, plan }, earlyPaths).size === plan.parts.size
  const isKept = order ? offer.residual === undefined : scan.wanted === undefined
  return {
    ...{ source, scan, map, paths, plan, readAt, earlyPaths },
    isDecodedAtOnce: map.rollup !== undefined || (isWhole && isKept),
    residual: offer.residual,
    streams: order !== undefined,
    query: streaming && !scan.after ? streaming.query : nativeQuery(asked, order, scan.after),
    request: scan.after ? undefined : streaming?.request,
  }
}

/** The same filter comes again with every key that it narrows. */
const splitsOf = rememberedFor((source: Source) =>
  rememberedByName((entity: EntityName) => rememberedFor((filter: Filter) => split(filter, source, entity))),
)

/** The parts that some paths need, with all the columns the whole question needs of them; key parts need theirs always. */
export function partsFor({ map, plan }: Pick<Division, 'map' | 'plan'>, paths: readonly string[]) {
  if (plan.parts.size === 0) return plan.parts
  const fields = paths.map((path) => mappedField(map, path)).filter((field) => field !== undefined)
  const natives = [...map.key.map((part) => part.native), ...fields.flatMap(nativePaths)]
  return new Map([...plan.parts].filter(([name]) => natives.some((native) => native.startsWith(`$${name}.`))))
}

const pushedFilter = (map: EntityMap, scan: Scan, offer: Split): Pushed =>
  joinAnd([scan.condition ?? true, offer.pushed ?? true, map.base ?? true])

interface Asked {
  readonly source: Source
  readonly scan: Scan
  readonly map: EntityMap
  readonly plan: ColumnPlan
  readonly filter: Pushed
  readonly isNarrowedHere: boolean
}

/** A list that the source sorts, from its first page on. */
interface Streaming {
  readonly order: PushedOrder
  readonly query: NativeQuery
  readonly request?: NativeRequest | undefined
}

/** Decided by the first page even for later ones: two ways of sorting in one list would lose or repeat records. */
function streamingOf(asked: Asked, order: PushedOrder): Streaming | undefined {
  const query = nativeQuery(asked, order, undefined)
  const fits = inOneRequest(asked.source, query)
  return fits && { order, query, ...fits }
}

function nativeQuery(asked: Asked, order: PushedOrder | undefined, after: Position | undefined): NativeQuery {
  const { source, scan, map, plan, isNarrowedHere } = asked
  const filter = joinAnd([asked.filter, order && after ? afterFilter(order, after) : true])
  const isLimited = scan.wanted !== undefined && order !== undefined && !isNarrowedHere && map.rollup === undefined
  const limit = isLimited ? scan.wanted! + 1 : undefined
  return {
    object: map.object,
    hint: map.hint,
    columns: plan.primary,
    ...(order ? { order: order.order } : { order: keyOrder(map), anyOrder: true }),
    pageRows: Math.min(source.caps.pageRows, limit ?? source.caps.pageRows),
    ...(typeof filter === 'boolean' ? {} : { filter }),
    ...(limit === undefined ? {} : { limit }),
    ...(scan.keys && !map.base && !scan.filter ? { keys: scan.keys } : {}),
  }
}

/** Not asked by anyone, but pages that are counted off in no order may repeat rows and leave out others. */
function keyOrder(map: EntityMap): NativeOrder[] {
  if (!map.keyOrder || map.key.some((part) => part.native.startsWith('$'))) return []
  return map.key.map((column) => ({ column, direction: 'asc' }))
}
