import type { Column, Link, NativeFilter, NativeRow, Part, Source } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { joinAnd, type Pushed } from '../pushdown/native-terms.ts'
import { columnText } from './decode.ts'
import { allRows } from './pages.ts'

type Parts = Readonly<Record<string, Part>>
type PartColumns = ReadonlyMap<string, readonly Column[]>

/** Rows of parts that were asked for beside the rows they belong to, by the part's name. */
export type PartsAhead = ReadonlyMap<string, Ahead>

interface Ahead {
  readonly keys: ReadonlySet<string>
  readonly rows: Promise<readonly NativeRow[]>
}

/**
 * Asks for those parts at once that are found by what the rows themselves are asked by, so that they need not wait for each
 * other. A single request each: of more keys than that, it is cheaper to know first which have rows.
 */
export function startParts(source: Source, parts: Parts, plan: PartColumns, filter: Pushed, link: Link): PartsAhead {
  const started = [...plan].flatMap(([name, columns]): [string, Ahead][] => {
    const part = parts[name]!
    const keys = namedIn(filter, part.on)
    if (keys.length === 0 || keys.length > source.caps.filterKeys) return []
    const rows = allRows(source, partQuery(source, part, columns, keys), link)
    // Nobody may come to wait for it: when there are no rows, or they could not be read.
    rows.catch(() => undefined)
    return [[name, { keys: new Set(keys), rows }]]
  })
  return new Map(started)
}

/** The values of a column that a conjunction allows, as far as it names them. */
function namedIn(filter: Pushed, native: string): readonly string[] {
  if (typeof filter === 'boolean') return []
  const terms = filter.kind === 'and' ? filter.terms : [filter]
  const named = terms.find((term) => term.kind === 'in' && term.column.native === native)
  return named?.kind === 'in' ? named.values : []
}

/** Joins parts onto rows: one keyed read per part for all rows together, the parts in parallel. Rows are copied, not written. */
export async function joinParts(
  source: Source,
  parts: Parts,
  plan: PartColumns,
  rows: readonly NativeRow[],
  link: Link,
  ahead: PartsAhead,
): Promise<readonly NativeRow[]> {
  if (plan.size === 0 || rows.length === 0) return rows
  const joins = await Promise.all(
    [...plan].map(([name, columns]) => readPart(source, name, parts[name]!, columns, rows, link, ahead.get(name))),
  )
  return rows.map((row) => Object.assign({}, row, ...joins.map((join) => join(row))))
}

async function readPart(
  source: Source,
  name: string,
  part: Part,
  columns: readonly Column[],
  rows: readonly NativeRow[],
  link: Link,
  ahead: Ahead | undefined,
) {
  const on = columnText(source, part.on, part.key.type)
  const keys = [...new Set(rows.map(on))].filter((key): key is string => key !== null && key !== '')
  // A vendor that compares loosely may give a row another key than it was asked by: then its part was not asked for.
  const isAsked = ahead !== undefined && keys.every((key) => ahead.keys.has(key))
  const read = () => (isAsked ? ahead.rows : allRows(source, partQuery(source, part, columns, keys), link))
  const found = keys.length > 0 ? await read() : []
  const keyOf = columnText(source, part.key.native, part.key.type)
  // It was found by this very column: left out, it would make a sum too small and nobody the wiser.
  if (found.some((row) => keyOf(row) === null)) throw keyless(source, part)
  const byKey = groupBy(found, keyOf)
  return (row: NativeRow): NativeRow => {
    const matches = byKey.get(on(row) ?? '') ?? []
    return { [`$${name}`]: part.many ? matches : matches[0] }
  }
}

const keyless = (source: Source, { object, key }: Part): FreshetError =>
  new FreshetError('SOURCE_BAD_RESPONSE', { source: source.name, detail: `a row of ${object} without ${key.native}` })

function partQuery(source: Source, part: Part, columns: readonly Column[], keys: readonly string[]) {
  const filter = joinAnd([{ kind: 'in', column: part.key, values: keys }, part.base ?? true]) as NativeFilter
  return { object: part.object, hint: part.hint, columns, filter, order: [], pageRows: source.caps.pageRows }
}

export function groupBy(
  rows: readonly NativeRow[],
  keyOf: (row: NativeRow) => string | null,
): Map<string, NativeRow[]> {
  const groups = new Map<string, NativeRow[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
