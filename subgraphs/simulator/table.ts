/** Rows in memory, found by key, by indexed column, or by looking at each. Rows are replaced when they change, never altered. */
export interface Table<Row extends object> {
  readonly name: string
  readonly size: number
  /** In the order they were given; iterate and break off for a scan that ends early. */
  readonly rows: readonly Row[]
  byKey(key: unknown): Row | undefined
  /** Rows whose indexed column has the value, in table order. @throws when the column has no index */
  where(column: keyof Row, value: unknown): readonly Row[]
  /** Looks at rows in order until `limit` of them have matched. */
  scan(predicate?: (row: Row) => boolean, limit?: number): Row[]
  /** @throws when the key is taken */
  insert(row: Row): Row
  /** @throws when there is no such row */
  update(key: unknown, changes: Partial<Row>): Row
  delete(key: unknown): Row | undefined
}

/**
 * A table of plain rows. Indexes are built when first asked for: a million rows cost only what is used of them.
 * Values are compared as a Map compares them, so `1` and `'1'` differ.
 */
export function table<Row extends object>(
  name: string,
  given: Iterable<Row>,
  { key, indexes = [] }: { key: keyof Row; indexes?: readonly (keyof Row)[] },
): Table<Row> {
  const rows = [...given]
  const built = new Map<keyof Row, Index<Row>>()

  const index = (column: keyof Row) => {
    if (column !== key && !indexes.includes(column)) throw new Error(`${name} has no index on "${String(column)}".`)
    const found = built.get(column) ?? indexOf(rows, column)
    built.set(column, found)
    return found
  }
  const where = (column: keyof Row, value: unknown): readonly Row[] => {
    const found = index(column).get(value)
    return found === undefined ? [] : Array.isArray(found) ? found : [found]
  }
  const byKey = (value: unknown) => where(key, value)[0]
  const positionOf = (value: unknown) => {
    const row = byKey(value)
    if (!row) throw new Error(`${name} has no row with the key "${value}".`)
    return rows.indexOf(row)
  }

  return {
    name,
    rows,
    get size() {
      return rows.length
    },
    byKey,
    where,
    scan(predicate = () => true, limit = Number.POSITIVE_INFINITY) {
      const found: Row[] = []
      for (const row of rows) {
        if (found.length >= limit) break
        if (predicate(row)) found.push(row)
      }
      return found
    },
    insert(row) {
      if (byKey(row[key])) throw new Error(`${name} has a row with the key "${row[key]}" already.`)
      rows.push(row)
      for (const [column, index] of built) addTo(index, row[column], row)
      return row
    },
    update(value, changes) {
      const position = positionOf(value)
      const [before, after] = [rows[position]!, { ...rows[position]!, ...changes }]
      rows[position] = after
      reindex(built, before, after)
      return after
    },
    delete(value) {
      if (!byKey(value)) return undefined
      const [row] = rows.splice(positionOf(value), 1)
      built.clear()
      return row
    },
  }
}

/** A lone row stands for itself: on a column of unique values an array for each would take more room than the rows. */
type Index<Row> = Map<unknown, Row | Row[]>

function indexOf<Row extends object>(rows: readonly Row[], column: keyof Row): Index<Row> {
  const index: Index<Row> = new Map()
  for (const row of rows) addTo(index, row[column], row)
  return index
}

function addTo<Row extends object>(index: Index<Row>, value: unknown, row: Row): void {
  const found = index.get(value)
  if (found === undefined) index.set(value, row)
  else if (Array.isArray(found)) found.push(row)
  else index.set(value, [found, row])
}

/** Where the value stays, the new row takes the old one's place; where it changes, order may too, so the index is built anew. */
function reindex<Row extends object>(built: Map<keyof Row, Index<Row>>, before: Row, after: Row): void {
  for (const [column, index] of built) {
    const found = index.get(before[column])
    if (before[column] !== after[column]) built.delete(column)
    else if (Array.isArray(found)) found[found.indexOf(before)] = after
    else index.set(after[column], after)
  }
}
