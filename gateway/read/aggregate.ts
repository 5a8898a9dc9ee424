import Big from 'big.js'
import type { EntityName, Source } from '../connector/index.ts'
import { compareNullable, typeOf } from '../pushdown/evaluate.ts'
import { walk } from './decode.ts'
import type { Served, SourceRecord } from './record.ts'
import { addDecimals } from './rollup.ts'
import type {
  AggregateGroup,
  AggregateQuery,
  AggregateResult,
  GroupTerm,
  GroupValue,
  ListQuery,
  Measure,
} from './types.ts'

/** What is added up of some records: the groups in order of appearance, and how many rows hold a value that could not be read. */
export interface Aggregation {
  readonly groups: readonly AggregateGroup[]
  readonly unreadable: number
}

/** The canonical paths that records must have been read with. */
export const aggregatePaths = ({ groupBy, measures }: Pick<AggregateQuery, 'groupBy' | 'measures'>): string[] => [
  ...new Set([...groupBy.map(({ field }) => field), ...measures.flatMap((measure) => measure.field ?? [])]),
]

/** The rows that it takes to add up here. */
export function rowsFor({ maxScanRows }: Source, query: AggregateQuery): ListQuery {
  const { entity, filter, freshness } = query
  return { entity, fields: aggregatePaths(query), filter, freshness, order: [], first: maxScanRows }
}

/** Groups and adds up records. Exact; a value that could not be read is left out and its row counted as unreadable. */
export function aggregateRecords(
  records: readonly SourceRecord[],
  { entity, groupBy, measures }: Pick<AggregateQuery, 'entity' | 'groupBy' | 'measures'>,
): Aggregation {
  const steps = aggregatePaths({ groupBy, measures }).map((path) => path.split('.'))
  const keyOf = ({ values }: SourceRecord) => groupBy.map((term) => groupValue(values, term))
  return {
    groups: [...Map.groupBy(records, (record) => nameOf(keyOf(record))).values()].map((own) => ({
      key: keyOf(own[0]!),
      values: measures.map((measure) => measured(entity, own, measure)),
      rows: own.length,
    })),
    unreadable: records.filter(({ values }) => steps.some((path) => walk(values, path) instanceof Error)).length,
  }
}

/** The answer from rows that were read: as old as the oldest of them. */
export function addedUp(rows: readonly Served[], query: AggregateQuery): AggregateResult {
  const records = rows.map(({ record }) => record)
  const origins = new Set(rows.map(({ servedFrom }) => servedFrom))
  return {
    ...aggregateRecords(records, query),
    readAt:
      rows.length === 0 ? null : records.reduce((at, { readAt }) => Math.min(at, readAt), Number.POSITIVE_INFINITY),
    servedFrom: origins.has('STALE_CACHE') ? 'STALE_CACHE' : origins.has('CACHE') ? 'CACHE' : 'LIVE',
    native: false,
  }
}

/** Puts groups together that are the same one in canonical terms. */
export function mergeGroups(
  groups: readonly AggregateGroup[],
  { entity, measures }: Pick<AggregateQuery, 'entity' | 'measures'>,
): AggregateGroup[] {
  return [...Map.groupBy(groups, ({ key }) => nameOf(key)).values()].map((own) => ({
    key: own[0]!.key,
    values: measures.map((measure, i) =>
      merged(
        entity,
        own.map(({ values }) => values[i]!),
        measure,
      ),
    ),
    rows: total(own.map(({ rows }) => rows)),
  }))
}

const nameOf = (key: readonly GroupValue[]): string => JSON.stringify(key)

function groupValue(values: SourceRecord['values'], { field, part }: GroupTerm): GroupValue {
  const value = readable(walk(values, field.split('.')))
  return part === undefined || value === null ? value : String(value).slice(0, partLength[part])
}

/** Of the canonical text of a date. */
const partLength = { month: 'YYYY-MM'.length } as const

/** A value that could not be read is as unknown as one that is not there. */
const readable = (value: unknown): GroupValue => (value instanceof Error ? null : ((value ?? null) as GroupValue))

function measured(entity: EntityName, records: readonly SourceRecord[], measure: Measure): GroupValue {
  if (measure.field === undefined) return records.length
  const steps = measure.field.split('.')
  const values = records.map((record) => readable(walk(record.values, steps))).filter((value) => value !== null)
  if (measure.kind === 'count') return values.length
  return merged(entity, values, measure)
}

function merged(entity: EntityName, values: readonly GroupValue[], { kind, field }: Measure): GroupValue {
  if (kind === 'count') return total(values)
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  if (kind === 'sum') return addDecimals(known.map(decimal))
  return extreme(entity, known, kind, field)
}

/** Of counts; one that nobody has told makes the total unknown. */
const total = (counts: readonly GroupValue[]): number | null =>
  counts.includes(null) ? null : counts.reduce<number>((sum, count) => sum + Number(count), 0)

/** Whole numbers are numbers in canonical form; adding them up is exact all the same. */
const decimal = (value: GroupValue): string => (typeof value === 'number' ? new Big(value).toFixed() : String(value))

function extreme(entity: EntityName, values: readonly GroupValue[], kind: 'min' | 'max', field: string): GroupValue {
  const direction = kind === 'min' ? 'asc' : 'desc'
  return values.reduce((best, value) =>
    compareNullable(typeOf(entity, field), value, best, direction) < 0 ? value : best,
  )
}
