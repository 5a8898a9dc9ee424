import type { EntityName, NativeSums, Source } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { typeOf } from '../pushdown/evaluate.ts'
import { structNeeds } from '../pushdown/struct-needs.ts'
import { compileLeaves } from './decode.ts'
import { mappedField } from './native-path.ts'
import { alikeIn, type Composed, type Guard, type Place, type PlannedTerm, type SumsPlan } from './sums-plan.ts'
import type { AggregateGroup, GroupTerm, GroupValue, Measure } from './types.ts'

/** A group, and whether its rows hold a key that could not be read. */
export type Told = AggregateGroup & { readonly isUnreadable: boolean }

/**
 * What a source told, in canonical form: keys by the fields' own codecs, so that they are what the rows would have said.
 * Undefined when sums have in them what is nothing, because some of their rows lack what it would need.
 * @throws FreshetError SOURCE_BAD_RESPONSE
 */
export function readTold(plan: SumsPlan, groups: readonly NativeSums[]): Told[] | undefined {
  const keyOf = keyReader(plan)
  const complete = completer(plan)
  const valuesOf = valuesReader(plan)
  const told = groups.map((group): Told[] | undefined => {
    requireShape(plan, group)
    const rows = plan.isCounted ? countOf(plan.source, group.measures[0]) : null
    if (isDivided(plan, group, rows)) return undefined
    const { raw, key, isUnreadable } = keyOf(group)
    return rows === 0 ? [] : complete(group, { key, values: valuesOf(group, raw, rows), rows, isUnreadable })
  })
  return told.includes(undefined) ? undefined : (told as Told[][]).flat()
}

/** The rows that lack the one thing that is measured are told apart; of others, the sums cannot be taken apart. */
function completer(plan: SumsPlan) {
  const { query } = plan
  const guards = plan.guards.map((guard) => ({ guard, count: countAt(plan, guard.at) }))
  return (told: NativeSums, whole: Told): Told[] | undefined => {
    const { rows } = whole
    if (rows === null) return [whole]
    const having = guards.map(({ guard, count }) => ({ guard, rows: Number(count(told, rows)) }))
    const open = having.filter((own) => own.rows < rows)
    const [lacked] = open
    if (!lacked) return [whole]
    const { field } = lacked.guard
    const isAlone = open.length === 1 && query.measures.every((own) => own.field === undefined || own.field === field)
    return isAlone ? apart({ ...whole, rows }, lacked.rows, lacked.guard, query.measures) : undefined
  }
}

/** Some rows have a column of those that one field is made of, and some do not: what their sums make is the field of neither. */
const isDivided = ({ source, places, guards }: SumsPlan, { measures }: NativeSums, rows: number | null): boolean =>
  [...places, ...guards.map(({ at }) => at)].some(
    (place) =>
      isComposed(place) && place.parts.some(({ count }) => ![0, rows].includes(countOf(source, measures[count]))),
  )

const isComposed = (place: Place): place is Composed => typeof place === 'object' && place !== null

function requireShape({ source, groupBy, measures }: SumsPlan, told: NativeSums): void {
  if (told.group.length === groupBy.length && told.measures.length === measures.length) return
  throw unexpected(source, `a group of ${told.group.length} and ${told.measures.length} values`)
}

function keyReader(plan: SumsPlan) {
  const { source, query, terms } = plan
  const paths = terms.map(({ field }) => field)
  const leavesOf = compileLeaves(source, query.entity, paths)
  const needs = paths.map((path) => keyedNeeds(query.entity, path, terms))
  return (told: NativeSums) => {
    const leaves = leavesOf(rowOf(plan, told))
    const raw = terms.map((term, i) =>
      term.monthAt === undefined ? cut(leaves[i], term) : monthOf(source, told.group[term.monthAt]),
    )
    const key = raw.map((value, i) =>
      value instanceof Error || needs[i]!.some((at) => raw[at] === null) ? null : (value as GroupValue),
    )
    return { raw, key, isUnreadable: raw.some((value) => value instanceof Error) }
  }
}

function valuesReader(plan: SumsPlan) {
  const { query, terms, places } = plan
  const read = query.measures.map(({ kind, field }, i) => {
    const [place, nothing] = [places[i]!, kind === 'count' ? 0 : null]
    if (place === null) return () => nothing
    const needs = field === undefined ? [] : keyedNeeds(query.entity, field, terms)
    const value =
      place === 'rows' ? undefined : kind === 'count' ? countAt(plan, place) : valueAt(plan, kind, field, place)
    return (told: NativeSums, raw: readonly unknown[], rows: number | null): GroupValue =>
      needs.some((at) => raw[at] === null) ? nothing : value ? value(told, rows) : rows
  })
  return (told: NativeSums, raw: readonly unknown[], rows: number | null) => read.map((value) => value(told, raw, rows))
}

type Value = (told: NativeSums, rows: number | null) => GroupValue

function countAt(plan: SumsPlan, place: number | Composed): Value {
  if (!isComposed(place)) return ({ measures }) => countOf(plan.source, measures[place])
  const sumOf = sumOfSeveral(plan, place)
  return (told, rows) => (sumOf(told) === null ? 0 : rows)
}

function valueAt(plan: SumsPlan, kind: 'sum' | 'min' | 'max', field: string, place: number | Composed): Value {
  if (isComposed(place)) return sumOfSeveral(plan, place)
  const { source, query, measures } = plan
  const mapped = mappedField(source.entities[query.entity]!, field)!
  const read = kind === 'sum' && alikeIn(mapped) ? sumAsOfRow(plan, field, place) : undefined
  const codec = source.connector.codecs[measures[place]!.column!.type]
  // What the source says is always there is never nothing: it may keep no value where it reads none as 0.
  const empty = kind === 'sum' && mapped.present ? '0' : null
  const isInt = kind !== 'sum' && typeOf(query.entity, field) === 'int'
  return (told: NativeSums): GroupValue => {
    const value = (read ? read(told) : readable(source, () => codec(told.measures[place]))) ?? empty
    return isInt && value !== null ? Number(value) : value
  }
}

const sumAsOfRow = (plan: SumsPlan, field: string, place: number) =>
  leafOfSums(plan, field, [{ native: plan.measures[place]!.column!.native, read: ({ measures }) => measures[place] }])

const sumOfSeveral = (plan: SumsPlan, { field, parts }: Composed) =>
  leafOfSums(
    plan,
    field,
    parts.map(({ native, sum, count }) => ({
      native,
      read: ({ measures }) => (countOf(plan.source, measures[count]) === 0 ? null : measures[sum]),
    })),
  )

interface SummedColumn {
  readonly native: string
  read(told: NativeSums): unknown
}

/** By the field's own decoder, from a row that has sums where a row has its amounts. */
function leafOfSums(plan: SumsPlan, field: string, columns: readonly SummedColumn[]): (told: NativeSums) => GroupValue {
  const { source, query } = plan
  const leafOf = compileLeaves(source, query.entity, [field])
  const summed = columns.map((column) => ({ ...column, steps: column.native.split(source.connector.pathSeparator) }))
  return (told) => {
    const row = rowOf(plan, told)
    for (const { steps, read } of summed) placed(row, steps, read(told))
    const [leaf] = leafOf(row)
    if (leaf instanceof Error) throw leaf
    return leaf as GroupValue
  }
}

/** The rows that lack what the group's others have, as the group that they are in by their own leaves. */
function apart(
  whole: Told & { readonly rows: number },
  having: number,
  { isKeyLost }: Guard,
  measures: readonly Measure[],
): Told[] {
  const lacking = whole.rows - having
  const none = measures.map(({ kind, field }) => (kind !== 'count' ? null : field === undefined ? lacking : 0))
  const split: (Told & { readonly rows: number })[] = [
    {
      ...whole,
      rows: having,
      values: whole.values.map((value, i) => (measures[i]!.field === undefined ? having : value)),
    },
    { ...whole, rows: lacking, values: none, key: whole.key.map((value, i) => (isKeyLost[i] ? null : value)) },
  ]
  return split.filter(({ rows }) => rows > 0)
}

/** The terms of the key without which a leaf is null. */
function keyedNeeds(entity: EntityName, field: string, terms: readonly PlannedTerm[]): number[] {
  const needs = structNeeds(entity, field).filter((need) => need !== field)
  return needs
    .map((need) => terms.findIndex((term) => term.field === need && term.part === undefined))
    .filter((at) => at >= 0)
}

/** The group's columns where a row of the object has them. */
function rowOf({ source, groupBy }: SumsPlan, { group }: NativeSums): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [i, { column, part }] of groupBy.entries()) {
    if (part === undefined) placed(row, column.native.split(source.connector.pathSeparator), group[i])
  }
  return row
}

function placed(row: Record<string, unknown>, [step, ...rest]: readonly string[], value: unknown) {
  if (rest.length === 0) row[step!] = value
  else {
    row[step!] ??= {}
    placed(row[step!] as Record<string, unknown>, rest, value)
  }
  return row
}

const cut = (leaf: unknown, { part }: GroupTerm): unknown =>
  part === undefined || leaf === null || leaf instanceof Error ? leaf : String(leaf).slice(0, 'YYYY-MM'.length)

function monthOf(source: Source, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value)) return value
  throw unexpected(source, `${JSON.stringify(value)} as a month`)
}

function countOf(source: Source, value: unknown): number {
  const count = /^\d+$/.test(String(value)) ? Number(value) : Number.NaN
  if (Number.isSafeInteger(count)) return count
  throw unexpected(source, `${JSON.stringify(value)} as a count`)
}

function readable<T>(source: Source, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw unexpected(source, String(cause))
  }
}

const unexpected = (source: Source, detail: string) =>
  new FreshetError('SOURCE_BAD_RESPONSE', { source: source.name, detail })
