import { rawJson } from '../../simulator/raw-json.ts'
import { comparator, compile, isNumber, type Predicate } from './simulate-evaluate.ts'
import { type Condition, parse, type Statement } from './simulate-parse.ts'
import {
  caseSafeId,
  type Database,
  type Field,
  fieldAt,
  objectNamed,
  type Row,
  type SObject,
} from './simulate-schema.ts'
import { addUpRows } from './simulate-sums.ts'

export { SoqlError } from './simulate-parse.ts'
export {
  type Cell,
  caseSafeId,
  type Database,
  type FieldType,
  fieldAt,
  objectNamed,
  type Row,
  type SObject,
} from './simulate-schema.ts'

/** The rows that a statement selects, and how each is written in an answer. */
export interface Selection {
  readonly object: SObject
  readonly rows: readonly Row[]
  /** `COUNT()`: the answer is the number of rows and none of them. */
  readonly isCount: boolean
  /** Rows are added up: these are all that is answered. */
  readonly sums?: readonly object[]
  write(row: Row): object
}

/** The address of a record, for its `attributes`. */
export type UrlOf = (object: string, id: string) => string

/**
 * Runs a SOQL statement: SELECT of fields and parent paths, COUNT() or aggregates, FROM, WHERE, GROUP BY, ORDER BY, LIMIT, OFFSET.
 * `isAll`: rows in the recycle bin are seen too.
 * @throws SoqlError in the vendor's words
 */
export function select(database: Database, soql: string, urlOf: UrlOf, isAll: boolean): Selection {
  const statement = parse(soql)
  const object = objectNamed(database, statement.object)
  if (statement.sums) return { ...addedUp(database, object, statement, isAll), object }
  const rows = rowsOf(database, object, statement, isAll)
  const write = writer(database, object, statement.columns ?? [], urlOf)
  return { object, rows, isCount: statement.columns === undefined, write }
}

/** The limit is one of groups then. */
function addedUp(database: Database, object: SObject, statement: Statement, isAll: boolean) {
  const { limit: _, ...all } = statement
  const rows = rowsOf(database, object, { ...all, offset: 0, order: [] }, isAll)
  const sums = addUpRows(database, object, rows, statement)
  return { rows: [], isCount: false, sums, write: (row: Row): object => row }
}

/** How records of an object are written with these columns. @throws SoqlError for a column that does not exist */
export function writer(
  database: Database,
  object: SObject,
  columns: readonly string[],
  urlOf: UrlOf,
): (row: Row) => object {
  const fields = columns.map((column) => fieldAt(database, object, column))
  const tree = treeOf(database, object, fields)
  return (row) => writeNode(tree, row, urlOf)
}

function rowsOf(database: Database, object: SObject, statement: Statement, isAll: boolean): readonly Row[] {
  const { where, order, limit, offset } = statement
  const matches = where ? compile(database, object, where) : () => true
  const accepts: Predicate = isAll ? matches : (row) => row.IsDeleted !== true && matches(row)
  const last = offset + (limit ?? Number.POSITIVE_INFINITY)
  const sorts = order.length > 0 && !isIdOrder(order)
  const found = sorts
    ? [...search(object, where, accepts, Number.POSITIVE_INFINITY)].sort(comparator(database, object, order))
    : search(object, where, accepts, last)
  return found.slice(offset, last)
}

/** The order that tables are kept in anyway. */
const isIdOrder = (order: Statement['order']) =>
  order.length === 1 && order[0]!.path.toLowerCase() === 'id' && !order[0]!.isDescending

/** Looks only where matches can be: at indexed keys that the condition names, or beyond the id it starts after. */
function search(object: SObject, where: Condition | undefined, accepts: Predicate, limit: number): Row[] {
  const { table } = object
  const named = where && namedKeys(object, where)
  if (named) return named.filter(accepts).sort(byId).slice(0, limit)
  const found: Row[] = []
  for (let at = where ? firstAfter(table.rows, where) : 0; at < table.rows.length && found.length < limit; at++) {
    const row = table.rows[at]!
    if (accepts(row)) found.push(row)
  }
  return found
}

const byId = (a: Row, b: Row) => (String(a.Id) < String(b.Id) ? -1 : 1)

/** Rows under the smallest set of keys that some term of the conjunction allows; undefined when none names keys. */
function namedKeys(object: SObject, where: Condition): Row[] | undefined {
  const sets = conjunction(where)
    .map((term) => keysNamed(object, term))
    .filter((set) => set !== undefined)
  const smallest = sets.sort((a, b) => a.keys.size - b.keys.size)[0]
  return smallest && [...smallest.keys].flatMap((key) => object.table.where(smallest.column, key))
}

const conjunction = (where: Condition): readonly Condition[] => (where.kind === 'and' ? where.terms : [where])

function keysNamed(object: SObject, term: Condition): { column: string; keys: Set<string> } | undefined {
  const isEquality = term.kind === 'compare' && term.operator === '='
  if (!isEquality && !(term.kind === 'in' && !term.isNegated)) return undefined
  const column = Object.keys(object.fields).find((name) => name.toLowerCase() === term.path.toLowerCase())
  const type = column && object.fields[column]
  if (!column || (type !== 'id' && type !== 'reference')) return undefined
  const values = term.kind === 'in' ? term.values : [term.value]
  if (values.some((value) => value.type !== 'string')) return undefined
  return { column, keys: new Set(values.map(({ text }) => caseSafeId(text)!)) }
}

/** Where rows with an Id above the one that the condition demands begin. */
function firstAfter(rows: readonly Row[], where: Condition): number {
  const bound = conjunction(where).find(
    (term) => term.kind === 'compare' && term.operator === '>' && term.path.toLowerCase() === 'id',
  )
  const id = bound?.kind === 'compare' ? caseSafeId(bound.value.text) : undefined
  if (id === undefined) return 0
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (String(rows[middle]!.Id) <= id) low = middle + 1
    else high = middle
  }
  return low
}

/** One record of an answer: own fields, and the parents on the way to further ones. */
interface Node {
  readonly object: SObject
  readonly leaves: readonly { readonly name: string; readonly write: (row: Row) => unknown }[]
  readonly parents: readonly { readonly name: string; readonly by: string; readonly node: Node }[]
}

function treeOf(database: Database, object: SObject, fields: readonly Field[], depth = 0): Node {
  const own = fields.filter(({ steps }) => steps.length === depth + 1)
  const further = Map.groupBy(
    fields.filter(({ steps }) => steps.length > depth + 1),
    ({ steps }) => steps[depth]!,
  )
  return {
    object,
    leaves: own.map((field) => ({ name: field.name, write: cellWriter(field) })),
    parents: [...further].map(([name, below]) => {
      const { by, object: parent } = object.parents[name]!
      return { name, by, node: treeOf(database, objectNamed(database, parent), below, depth + 1) }
    }),
  }
}

function cellWriter({ name, type }: Field): (row: Row) => unknown {
  if (isNumber(type)) return (row) => (row[name] == null ? null : rawJson(String(row[name])))
  if (type === 'datetime') return (row) => (row[name] == null ? null : String(row[name]).replace('Z', '.000+0000'))
  return type === 'boolean' ? (row) => row[name] === true : (row) => row[name] ?? null
}

function writeNode(node: Node, row: Row, urlOf: UrlOf): object {
  const { object, leaves, parents } = node
  const record: Record<string, unknown> = { attributes: { type: object.name, url: urlOf(object.name, String(row.Id)) } }
  for (const { name, write } of leaves) record[name] = write(row)
  for (const { name, by, node: parent } of parents) {
    const found = row[by] ? parent.object.table.byKey(row[by]) : undefined
    record[name] = found ? writeNode(parent, found, urlOf) : null
  }
  return record
}
