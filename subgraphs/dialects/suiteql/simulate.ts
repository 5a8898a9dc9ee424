import {
  build,
  type Compiled,
  compile,
  condition,
  orderOf,
  type Scope,
  toText,
  type Value,
} from './simulate-compile.ts'
import { add, compareDecimals } from './simulate-decimal.ts'
import { find, scopeOf } from './simulate-find.ts'
import { parse } from './simulate-parse.ts'
import {
  type Expression,
  type OrderItem,
  partsOf,
  type Select,
  type SelectItem,
  searchError,
} from './simulate-syntax.ts'
import type { Env, SimDatabase } from './simulate-tables.ts'

export { SuiteQlError } from './simulate-syntax.ts'
export { anyTable, type SimColumn, type SimDatabase, type SimTable } from './simulate-tables.ts'
export { wallClock } from './simulate-time.ts'

/** A query's answer: rows are written out only when their page is asked. */
export interface Answer {
  /** Of all rows, also of those beyond the ceiling. */
  readonly total: number
  /** Values as text under lower-case names; nulls are left out. */
  page(offset: number, limit: number): Record<string, string>[]
}

/** Rows of one query that can be reached by paging. */
export const MAX_ROWS = 100_000

/** Evaluates SuiteQL over a database, keeping the last few answers so that the pages of one query cost one evaluation. */
export function engine(database: SimDatabase): (sql: string) => Answer {
  const answers = new Map<string, Answer>()
  return (sql) => {
    const answer = answers.get(sql) ?? evaluate(sql, database)
    answers.delete(sql)
    answers.set(sql, answer)
    if (answers.size > 6) answers.delete(answers.keys().next().value!)
    return answer
  }
}

/** @throws SuiteQlError */
function evaluate(sql: string, database: SimDatabase): Answer {
  const select = parse(sql)
  const scope = scopeOf(select, database)
  const items = select.items.flatMap((item) => (item.expression.kind === 'star' ? everyColumn(scope) : [item]))
  const isGrouped = select.groupBy.length > 0 || items.some(({ expression }) => hasAggregate(expression))
  if (!isGrouped) return answerOf(find(select, scope), select, items, (expression) => compile(expression, scope))
  const groups = groupsOf(select, scope)
  return answerOf(groups, select, items, (expression) => compileGrouped(expression, select.groupBy, scope))
}

function everyColumn({ tables }: Scope): SelectItem[] {
  return tables.flatMap(({ alias, table }) =>
    Object.keys(table.columns).map((name) => ({
      expression: { kind: 'column', table: alias, name } as const,
      alias: name,
    })),
  )
}

type Compile<Of> = (expression: Expression) => Compiled<Of>

function answerOf<Of>(
  found: readonly Of[],
  select: Select,
  items: readonly SelectItem[],
  compileOne: Compile<Of>,
): Answer {
  const columns = items.map(({ expression, alias }, at) => ({
    name: alias ?? nameOf(expression, at),
    value: compileOne(expression),
  }))
  const rows = sorted(found, select.orderBy, (expression) => compileOne(aliased(expression, items)))
  const reachable = rows.slice(0, Math.min(select.first ?? MAX_ROWS, MAX_ROWS))
  return {
    total: Math.min(rows.length, select.first ?? rows.length),
    page: (offset, limit) => reachable.slice(offset, offset + limit).map((row) => written(row, columns)),
  }
}

const nameOf = (expression: Expression, at: number): string =>
  expression.kind === 'column' ? expression.name : `expr${at + 1}`

function written<Of>(
  row: Of,
  columns: readonly { readonly name: string; readonly value: Compiled<Of> }[],
): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { name, value } of columns) {
    const text = toText(value, row)
    if (text !== null) fields[name] = text
  }
  return fields
}

/** In ORDER BY an alias stands for what it names. */
function aliased(expression: Expression, items: readonly SelectItem[]): Expression {
  if (expression.kind !== 'column' || expression.table !== undefined) return expression
  return items.find(({ alias }) => alias === expression.name)?.expression ?? expression
}

function sorted<Of>(rows: readonly Of[], orderBy: readonly OrderItem[], compileOne: Compile<Of>): readonly Of[] {
  if (orderBy.length === 0) return rows
  const terms = orderBy.map(({ expression, ...order }) => {
    const { type, get } = compileOne(expression)
    return { ...order, get, compare: orderOf(type) }
  })
  // Each key is computed once; comparing would compute it again and again.
  const keyed = rows.map((row) => ({ row, keys: terms.map(({ get }) => get(row)) }))
  const compare = (a: readonly Value[], b: readonly Value[]): number => {
    for (const [at, term] of terms.entries()) {
      const order = compareNullable(a[at]!, b[at]!, term)
      if (order !== 0) return order
    }
    return 0
  }
  return keyed.sort((a, b) => compare(a.keys, b.keys)).map(({ row }) => row)
}

function compareNullable(
  a: Value,
  b: Value,
  {
    isDescending,
    nullsLast,
    compare,
  }: { isDescending: boolean; nullsLast: boolean; compare: (a: Value, b: Value) => number },
): number {
  if (a === null || b === null) return (Number(a === null) - Number(b === null)) * (nullsLast ? 1 : -1)
  return isDescending ? compare(b, a) : compare(a, b)
}

/** Rows that agree in all that GROUP BY names; the first stands for them. */
interface Group {
  readonly first: Env
  readonly rows: readonly Env[]
}

function groupsOf(select: Select, scope: Scope): readonly Group[] {
  const keys = select.groupBy.map((expression) => compile(expression, scope))
  const groups = new Map<string, { first: Env; rows: Env[] }>()
  for (const env of find(select, scope)) {
    const key = JSON.stringify(keys.map(({ get }) => get(env)))
    const group = groups.get(key)
    if (group) group.rows.push(env)
    else groups.set(key, { first: env, rows: [env] })
  }
  const found = groups.size === 0 && keys.length === 0 ? [{ first: [], rows: [] }] : [...groups.values()]
  if (!select.having) return found
  const keeps = condition(compileGrouped(select.having, select.groupBy, scope))
  return found.filter((group) => keeps.get(group) === true)
}

const aggregates = new Set(['sum', 'count', 'min', 'max'])

function hasAggregate(expression: Expression): boolean {
  if (expression.kind === 'call' && aggregates.has(expression.name)) return true
  return partsOf(expression).some(hasAggregate)
}

/** An expression over groups: what is grouped by, aggregates, and what is made of these. @throws SuiteQlError for other columns */
function compileGrouped(expression: Expression, groupBy: readonly Expression[], scope: Scope): Compiled<Group> {
  const text = JSON.stringify(expression)
  if (groupBy.some((grouped) => JSON.stringify(grouped) === text)) {
    const { type, get } = compile(expression, scope)
    return { type, get: ({ first }) => get(first) }
  }
  if (expression.kind === 'call' && aggregates.has(expression.name))
    return aggregate(expression.name, expression.args, scope)
  if (expression.kind === 'column') throw searchError('not a GROUP BY expression')
  return build(expression, (part) => compileGrouped(part, groupBy, scope))
}

function aggregate(name: string, [argument]: readonly Expression[], scope: Scope): Compiled<Group> {
  if (!argument) throw searchError(`wrong number of arguments for ${name.toUpperCase()}`)
  if (argument.kind === 'star') return { type: 'number', get: ({ rows }) => String(rows.length) }
  const { type, get } = compile(argument, scope)
  const valuesOf = ({ rows }: Group) => rows.map(get).filter((value) => value !== null)
  if (name === 'count') return { type: 'number', get: (group) => String(valuesOf(group).length) }
  if (name === 'sum' && type !== 'number' && type !== 'null') throw searchError('invalid number')
  const order = type === 'number' ? (a: Value, b: Value) => compareDecimals(String(a), String(b)) : orderOf(type)
  const combine: Record<string, (a: Value, b: Value) => Value> = {
    sum: (a, b) => add(String(a), String(b)),
    min: (a, b) => (order(a, b) <= 0 ? a : b),
    max: (a, b) => (order(a, b) >= 0 ? a : b),
  }
  return {
    type,
    get: (group) =>
      valuesOf(group).reduce<Value>((all, value) => (all === null ? value : combine[name]!(all, value)), null),
  }
}
