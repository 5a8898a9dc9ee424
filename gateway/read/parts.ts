import type { Column, Link, NativeFilter, NativeRow, Part, Source } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { joinAnd } from '../pushdown/native-terms.ts'
import { columnText } from './decode.ts'
import { allRows } from './pages.ts'

/** Joins parts onto rows: one keyed read per part for all rows together, the parts in parallel. Rows are copied, not written. */
export async function joinParts(
  source: Source,
  parts: Readonly<Record<string, Part>>,
  plan: ReadonlyMap<string, readonly Column[]>,
  rows: readonly NativeRow[],
  link: Link,
): Promise<readonly NativeRow[]> {
  if (plan.size === 0 || rows.length === 0) return rows
  const joins = await Promise.all(
    [...plan].map(([name, columns]) => readPart(source, name, parts[name]!, columns, rows, link)),
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
) {
  const on = columnText(source, part.on, part.key.type)
  const keys = [...new Set(rows.map(on))].filter((key): key is string => key !== null && key !== '')
  const found = keys.length > 0 ? await allRows(source, partQuery(source, part, columns, keys), link) : []
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
