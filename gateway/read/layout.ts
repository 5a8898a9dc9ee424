import type { EntityMap, Filter, Source } from '../connector/index.ts'
import { filterFields } from '../pushdown/normalise.ts'
import { Memory, rememberedFor } from '../remembered.ts'
import { type ColumnPlan, expandPaths, planColumns } from './columns.ts'
import type { Scan } from './division.ts'
import { type PushedOrder, pushOrder } from './position.ts'

/** What a question reads, whatever the values are that it asks by. */
export interface Layout {
  readonly paths: readonly string[]
  readonly plan: ColumnPlan
  /** The order as the source will follow it, where it can. */
  readonly order: PushedOrder | undefined
  /** What is needed to decide here, and what to sort here as well. */
  readonly deciding: readonly string[]
  readonly decidingAndSorting: readonly string[]
}

const mostLayouts = 1_000
const layoutsOf = rememberedFor((_source: Source) => new Memory<Layout>(mostLayouts))

/** Worked out once for each shape of a question. */
export function layoutOf(source: Source, scan: Scan, residual: Filter | undefined): Layout {
  const residualFields = residual ? filterFields(residual) : []
  return layoutsOf(source).get(nameOf(scan, residualFields), () => layOut(source, scan, residualFields))
}

/** No path and no column has a line break in it. */
function nameOf({ entity, fields, order, columns = [], wanted }: Scan, residualFields: readonly string[]): string {
  let name = wanted === undefined ? `all ${entity}` : `some ${entity}`
  for (const field of fields) name += `\n${field}`
  for (const { field, direction } of order) name += `\n${direction} ${field}`
  for (const { native } of columns) name += `\n= ${native}`
  for (const field of residualFields) name += `\n? ${field}`
  return name
}

function layOut(source: Source, scan: Scan, residualFields: readonly string[]): Layout {
  const { entity, fields, order } = scan
  const orderFields = order.map(({ field }) => field)
  const paths = expandPaths(source, entity, [...fields, ...orderFields, ...residualFields])
  return {
    paths,
    plan: planColumns(source, entity, paths, joinColumns(source.entities[entity]!, scan)),
    order: scan.wanted === undefined ? undefined : pushOrder(source, entity, order),
    deciding: expandPaths(source, entity, residualFields),
    decidingAndSorting: expandPaths(source, entity, [...residualFields, ...orderFields]),
  }
}

const joinColumns = (map: EntityMap, { columns = [] }: Scan): string[] => [
  ...Object.values(map.relations ?? {}).map(({ parent }) => parent),
  ...columns.map(({ native }) => native),
]
