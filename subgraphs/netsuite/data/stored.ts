import { anyTable, type SimColumn, type SimTable } from '../../dialects/suiteql/simulate.ts'
import { once } from './once.ts'

export type Columns<Row> = Readonly<Record<string, SimColumn<Row>>>

/** A table whose rows are made at the first question, and each index at the first question that can use it. */
export function stored<Row>(
  name: string,
  columns: Columns<Row>,
  load: () => readonly Row[],
  indexed: readonly string[] = ['id'],
): SimTable {
  const all = once(() => [...load()].sort(byId(columns)))
  const indexes = Object.fromEntries(indexed.map((column) => [column, indexOn(all, columns[column]!)]))
  return anyTable({ name, columns, rows: all, indexes })
}

function byId<Row>({ id }: Columns<Row>): (a: Row, b: Row) => number {
  return id ? (a, b) => Number(id.value(a)) - Number(id.value(b)) : () => 0
}

/** Rows by the value of a column, in table order. */
function indexOn<Row>(rows: () => readonly Row[], column: SimColumn<Row>): (value: string) => readonly Row[] {
  const index = once(() => Map.groupBy(rows(), column.value))
  return (value) => index().get(value) ?? []
}
