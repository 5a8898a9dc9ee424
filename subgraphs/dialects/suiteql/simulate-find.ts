import { type Compiled, compile, condition, type Scope, type ScopeTable } from './simulate-compile.ts'
import { plain } from './simulate-decimal.ts'
import { type Expression, type Join, partsOf, type Select, SuiteQlError, searchError } from './simulate-syntax.ts'
import type { ColumnType, Env, SimDatabase, SimTable } from './simulate-tables.ts'

/** Resolves the tables of a FROM clause. @throws SuiteQlError for a table that is not there, or an alias used twice */
export function scopeOf({ from, joins }: Select, database: SimDatabase): Scope {
  const refs = [from, ...joins]
  if (new Set(refs.map(({ alias }) => alias)).size < refs.length) throw searchError('Invalid or unsupported search')
  const tables = refs.map(({ table, alias }) => {
    const found = database.tables.get(table)
    if (!found) throw new SuiteQlError(`Invalid search type: ${table}.`)
    return { alias, table: found }
  })
  return { database, tables }
}

/** The rows that the FROM clause joins and the WHERE clause keeps. Each condition is decided as soon as its tables are there. */
export function find(select: Select, scope: Scope): Env[] {
  const terms = select.where ? conjuncts(select.where) : []
  const stages = scope.tables.map((_, position): Stage => {
    const own = terms.filter((term) => lastTable(term, scope) === position)
    const join = select.joins[position - 1]
    return {
      rows: join ? joiner(join, position, scope) : () => candidates(select, scope),
      keeps: own.map((term) => condition(compile(term, scope))),
    }
  })
  const found: Env[] = []
  const extend = (env: Env, [stage, ...rest]: readonly Stage[]): void => {
    if (!stage) found.push(env)
    else
      for (const row of stage.rows(env)) {
        const longer = [...env, row]
        if (stage.keeps.every(({ get }) => get(longer) === true)) extend(longer, rest)
      }
  }
  extend([], stages)
  return found
}

/** What one table of the FROM clause adds: its rows for the rows before it, and the conditions that can be decided then. */
interface Stage {
  readonly rows: (env: Env) => Iterable<unknown | null>
  readonly keeps: readonly Compiled<Env>[]
}

/** The position of the last table that an expression may speak of. */
function lastTable(expression: Expression, scope: Scope): number {
  if (expression.kind !== 'column') {
    return partsOf(expression).reduce((last, part) => Math.max(last, lastTable(part, scope)), 0)
  }
  const { table: qualifier, name } = expression
  const speaksOf = ({ alias, table }: ScopeTable) =>
    (qualifier ?? alias) === alias && Object.hasOwn(table.columns, name)
  return Math.max(0, scope.tables.findLastIndex(speaksOf))
}

/** Finds the rows of one joined table for the rows before it, through an index where the condition names one. */
function joiner({ isOuter, on }: Join, position: number, scope: Scope): Stage['rows'] {
  const seen: Scope = { ...scope, tables: scope.tables.slice(0, position + 1) }
  const { alias, table } = scope.tables[position]!
  const holds = condition(compile(on, seen))
  const lookup = lookupOf(conjuncts(on), alias, table, { ...scope, tables: scope.tables.slice(0, position) })
  return (env) => {
    const rows = lookup(env).filter((row) => holds.get([...env, row]) === true)
    return rows.length === 0 && isOuter ? [null] : rows
  }
}

function lookupOf(
  terms: readonly Expression[],
  alias: string,
  table: SimTable,
  before: Scope,
): (env: Env) => readonly unknown[] {
  for (const term of terms) {
    if (term.kind !== 'compare' || term.op !== '=') continue
    for (const [own, other] of [
      [term.left, term.right],
      [term.right, term.left],
    ] as const) {
      const index = own.kind === 'column' && own.table === alias ? table.indexes[own.name] : undefined
      if (!index || !isKnown(other, before)) continue
      const value = compile(other, before)
      return (env) => {
        const key = value.get(env)
        return key === null ? [] : index(plainKey(String(key)))
      }
    }
  }
  const all = [...table.rows()]
  return () => all
}

/** Whether all that an expression names stands in the tables so far. */
function isKnown(expression: Expression, scope: Scope): boolean {
  if (expression.kind === 'column') return scope.tables.some(({ alias }) => alias === expression.table)
  return expression.kind === 'number' || expression.kind === 'text'
}

const conjuncts = (expression: Expression): readonly Expression[] =>
  expression.kind === 'and' ? expression.terms.flatMap(conjuncts) : [expression]

/** The first table's rows worth looking at: by an index that the WHERE clause names, or that an inner join leads to, or all. */
function candidates(select: Select, scope: Scope): Iterable<unknown> {
  const [first] = scope.tables
  const isOnly = scope.tables.length === 1
  const direct = select.where && narrowest(first!.table, valuesOf(select.where, first!, isOnly))
  return direct ?? throughJoin(select, scope) ?? first!.table.rows()
}

function throughJoin(select: Select, scope: Scope): readonly unknown[] | undefined {
  const [{ alias, table }] = scope.tables as [Scope['tables'][number]]
  for (const [at, { isOuter, on }] of select.joins.entries()) {
    const other = scope.tables[at + 1]!
    const rows = !isOuter && select.where && narrowest(other.table, valuesOf(select.where, other, false))
    if (!rows) continue
    for (const term of conjuncts(on)) {
      const link = linkOf(term, alias, other.alias)
      const index = link && table.indexes[link.own]
      const column = link && other.table.columns[link.other]
      if (index && column) return rows.flatMap((row) => index(column.value(row) ?? ''))
    }
  }
  return undefined
}

function linkOf(term: Expression, alias: string, other: string) {
  if (term.kind !== 'compare' || term.op !== '=' || term.left.kind !== 'column' || term.right.kind !== 'column')
    return undefined
  const { left, right } = term
  if (left.table === alias && right.table === other) return { own: left.name, other: right.name }
  return right.table === alias && left.table === other ? { own: right.name, other: left.name } : undefined
}

/** The indexed column that leaves the fewest rows, if the condition restricts one. */
function narrowest(table: SimTable, values: ReadonlyMap<string, ReadonlySet<string>>): readonly unknown[] | undefined {
  let best: readonly unknown[] | undefined
  for (const [name, wanted] of values) {
    const index = table.indexes[name]
    if (!index) continue
    const rows = [...wanted].flatMap((value) => index(value))
    if (!best || rows.length < best.length) best = rows
  }
  return best
}

/** Which values the condition allows for columns of a table at most; a column that is not in the map may have any. */
function valuesOf(expression: Expression, of: ScopeTable, isOnly: boolean): Map<string, Set<string>> {
  switch (expression.kind) {
    case 'compare':
      return expression.op === '=' ? single(expression.left, [expression.right], of, isOnly) : new Map()
    case 'in':
      return single(expression.value, expression.list, of, isOnly)
    case 'and':
      return new Map(expression.terms.flatMap((term) => [...valuesOf(term, of, isOnly)]))
    case 'or':
      return union(expression.terms.map((term) => valuesOf(term, of, isOnly)))
    default:
      return new Map()
  }
}

function single(
  value: Expression,
  list: readonly Expression[],
  { alias, table }: ScopeTable,
  isOnly: boolean,
): Map<string, Set<string>> {
  const isOwn = value.kind === 'column' && (value.table === alias || (isOnly && value.table === undefined))
  if (!isOwn) return new Map()
  const keys = list.map((literal) => literalKey(literal, table.columns[value.name]?.type))
  return keys.includes(undefined) ? new Map() : new Map([[value.name, new Set(keys as string[])]])
}

/** A literal of the column's own type as its index has it; others are converted, row by row. */
function literalKey(expression: Expression, type: ColumnType | undefined): string | undefined {
  if (expression.kind === 'text') return type === 'text' ? expression.value : undefined
  if (type !== 'number') return undefined
  if (expression.kind === 'number') return plain(expression.value)
  const isNegative = expression.kind === 'negate' && expression.term.kind === 'number'
  return isNegative ? plain(`-${(expression.term as { value: string }).value}`) : undefined
}

const plainKey = (key: string): string => (/^-?\d+(\.\d+)?$/.test(key) ? plain(key) : key)

/** A column is restricted by a disjunction only when every branch restricts it. */
function union([first, ...rest]: readonly Map<string, Set<string>>[]): Map<string, Set<string>> {
  const shared = [...(first ?? [])].filter(([name]) => rest.every((branch) => branch.has(name)))
  return new Map(
    shared.map(([name, values]) => [name, new Set([...values, ...rest.flatMap((branch) => [...branch.get(name)!])])]),
  )
}
