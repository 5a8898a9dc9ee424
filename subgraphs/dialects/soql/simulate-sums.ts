import { addUp, extreme } from '../../simulator/add-up.ts'
import { rawJson } from '../../simulator/raw-json.ts'
import { type Expression, type Selected, SoqlError, type Statement } from './simulate-parse.ts'
import {
  type Cell,
  type Database,
  type Field,
  type FieldType,
  fieldAt,
  type Row,
  type SObject,
} from './simulate-schema.ts'

/** Of one answer; there is no way to ask for more. */
const MAX_GROUPS = 2_000

/**
 * The groups that rows make, as an answer has them.
 * @throws SoqlError for fields that cannot be grouped or added up, and for more groups than one answer has
 */
export function addUpRows(database: Database, object: SObject, rows: readonly Row[], statement: Statement): object[] {
  const { selected, groups } = statement.sums!
  if (groups.length === 0 && statement.limit !== undefined)
    throw malformed('a LIMIT beside an aggregate function needs a GROUP BY')
  const keys = groups.map((group) => keyOf(database, object, group))
  const columns = selected.map((column, i) => columnOf(database, object, column, groups, i))
  const grouped = Map.groupBy(rows, (row) => JSON.stringify(keys.map((key) => folded(key(row)))))
  const all = groups.length === 0 ? [rows] : [...grouped.values()]
  const answered = all.slice(0, statement.limit)
  if (answered.length > MAX_GROUPS) {
    const message = 'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch'
    throw new SoqlError('EXCEEDED_ID_LIMIT', message)
  }
  return answered.map((own) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(columns.map(({ name, read }) => [name, read(own)])),
  }))
}

/** Text that differs in case only is one group. */
const folded = (value: Cell | number): Cell | number => (typeof value === 'string' ? value.toUpperCase() : value)

const ungroupable: readonly FieldType[] = ['double', 'currency', 'percent', 'textarea', 'datetime']

function keyOf(database: Database, object: SObject, { call, path }: Expression): (row: Row) => Cell | number {
  const field = fieldAt(database, object, path)
  if (call) return datePart(call, field)
  if (ungroupable.includes(field.type)) throw malformed(`field '${path}' can not be grouped in a query call`)
  return field.read
}

function datePart(call: string, { type, read }: Field): (row: Row) => number | null {
  const [from, to] = call === 'CALENDAR_YEAR' ? [0, 4] : call === 'CALENDAR_MONTH' ? [5, 7] : []
  if (from === undefined || type !== 'date') throw malformed(`${call} cannot be grouped by`)
  return (row) => (read(row) === null ? null : Number(String(read(row)).slice(from, to)))
}

interface Column {
  readonly name: string
  read(rows: readonly Row[]): unknown
}

function columnOf(
  database: Database,
  object: SObject,
  column: Selected,
  groups: readonly Expression[],
  i: number,
): Column {
  const isGrouped = groups.some(
    ({ call, path }) => call === column.call && path.toLowerCase() === column.path.toLowerCase(),
  )
  const field = fieldAt(database, object, column.path)
  if (isGrouped) {
    const key = keyOf(database, object, column)
    return { name: column.alias ?? field.name, read: ([first]) => written(field.type, key(first!)) }
  }
  if (!column.call) throw malformed(`Field must be grouped or aggregated: ${column.path}`)
  return { name: column.alias ?? `expr${i}`, read: aggregate(column.call, field, database) }
}

const isNumber = (type: FieldType): boolean => ['int', 'double', 'currency', 'percent'].includes(type)

function aggregate(call: string, field: Field, database: Database): Column['read'] {
  const present = (rows: readonly Row[]) => rows.filter((row) => field.read(row) !== null)
  switch (call) {
    case 'COUNT':
      return (rows) => present(rows).length
    case 'SUM':
      if (!isNumber(field.type)) throw malformed(`field ${field.name} does not support aggregate operator SUM`)
      return (rows) => number(addUp(present(rows).map(worth(field, database))))
    case 'MIN':
    case 'MAX': {
      if (!isNumber(field.type) && field.type !== 'date') throw malformed(`${call} of ${field.name}`)
      const compare = isNumber(field.type)
        ? (a: string, b: string) => Number(a) - Number(b)
        : (a: string, b: string) => (a < b ? -1 : Number(a > b))
      const which = call === 'MIN' ? 'min' : 'max'
      return (rows) => written(field.type, extreme(present(rows).map(worth(field, database)), compare, which))
    }
    default:
      throw malformed(`unknown aggregate function ${call}`)
  }
}

/** In an org of several currencies what is added up is converted to the corporate currency. */
function worth({ type, read, holder }: Field, { rates }: Database): (row: Row) => string {
  if (type !== 'currency' || !rates) return (row) => String(read(row))
  return (row) => (Number(read(row)) * (rates[String(holder(row)?.CurrencyIsoCode)] ?? 1)).toFixed(2)
}

const number = (text: string | null): unknown => (text === null ? null : rawJson(text))
const written = (type: FieldType, value: Cell | number): unknown =>
  isNumber(type) && typeof value === 'string' ? rawJson(value) : value

const malformed = (message: string): SoqlError => new SoqlError('MALFORMED_QUERY', message)
