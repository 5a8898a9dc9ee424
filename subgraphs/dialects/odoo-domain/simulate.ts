import type { Table } from '../../simulator/table.ts'
import { compareDecimals, Num, pythonic } from './simulate-values.ts'

export type FieldType =
  | 'char'
  | 'text'
  | 'selection'
  | 'boolean'
  | 'integer'
  | 'float'
  | 'monetary'
  | 'date'
  | 'datetime'
  | 'many2one'
  | 'one2many'
  | 'many2many'

/** Floats and amounts are decimal text; a many2one is the id; datetimes have microseconds, `2026-01-31 10:00:00.250`. */
export type Cell = string | number | boolean | null | readonly number[]

export interface Row {
  readonly id: number
  readonly [field: string]: Cell
}

export interface Field {
  readonly type: FieldType
  readonly relation?: string
  /** Not stored: worked out as it is read. `search` names the operators that it can be searched with; without it, none. */
  readonly compute?: (row: Row) => Cell
  readonly search?: readonly string[]
  /** Kept in a column all the same, as related fields may be: it can be grouped by and added up. */
  readonly isStored?: true
  /** Only users of these groups see it. */
  readonly groups?: 'accounting'
}

export interface Model {
  readonly name: string
  readonly fields: Readonly<Record<string, Field>>
  /** `_order`: how records stand when nobody asks for an order. */
  readonly order: string
  /** Rows in the order of their ids. Every many2one is indexed. */
  readonly table: Table<Row>
  label(row: Row): string
}

export interface Env {
  readonly version: number
  model(name: string): Model | undefined
  /** Whether archived records are left out where the domain does not name `active`. */
  readonly activeTest: boolean
  /** The database's `unaccent`; up to 17 it blurs `like` too. */
  readonly unaccent: boolean
}

/** An exception as Odoo serializes it; `name` is its Python class. */
export class OdooError extends Error {
  readonly args: readonly unknown[]
  constructor(name: string, message: string, args: readonly unknown[] = [message]) {
    super(message)
    this.name = name
    this.args = args
  }
}

export const valueError = (message: string) => new OdooError('builtins.ValueError', message)

type Predicate = (row: Row) => boolean

type Domain =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Domain[] }
  | { readonly kind: 'not'; readonly term: Domain }
  | { readonly kind: 'constant'; readonly value: boolean }
  | Condition

interface Condition {
  readonly kind: 'condition'
  readonly path: string
  readonly operator: string
  readonly value: unknown
}

const OPERATORS = new Set(
  [
    '=',
    '!=',
    '>',
    '>=',
    '<',
    '<=',
    '=?',
    'like',
    'ilike',
    'not like',
    'not ilike',
    '=like',
    '=ilike',
    'in',
    'not in',
  ].concat(['child_of', 'parent_of', 'any', 'not any', 'not =like', 'not =ilike']),
)

/**
 * The records of a model that satisfy a domain, in the asked order. @throws OdooError as the server's ORM would
 */
export function search(
  env: Env,
  model: Model,
  given: unknown,
  { order = '', offset = 0, limit }: { order?: string; offset?: number; limit?: number | undefined } = {},
): Row[] {
  const domain = withActive(parseDomain(given), model, env)
  const matches = compile(domain, model, env)
  const sort = orderOf(order || model.order, model, env)
  const from = candidates(domain, model, env) ?? model.table.rows
  const end = limit === undefined ? Number.POSITIVE_INFINITY : offset + limit
  // Rows stand in the order of their ids, so in that order a page need not be cut from the whole.
  if (sort) return from.filter(matches).sort(sort).slice(offset, end)
  return take(from, firstAfterId(domain, from), matches, end).slice(offset)
}

function take(rows: readonly Row[], first: number, matches: Predicate, count: number): Row[] {
  const found: Row[] = []
  for (let i = first; i < rows.length && found.length < count; i++) if (matches(rows[i]!)) found.push(rows[i]!)
  return found
}

/** Prefix notation, read from behind as the server reads it. */
export function parseDomain(given: unknown): Domain {
  if (!Array.isArray(given)) throw valueError(`Domain() invalid argument type for domain: ${pythonic(given)}`)
  const stack: Domain[] = []
  const pop = () => {
    const term = stack.pop()
    if (!term) throw valueError(`Domain() malformed domain ${pythonic(given)}`)
    return term
  }
  for (const item of [...given].reverse()) {
    if (item === '&' || item === '|') stack.push({ kind: item === '&' ? 'and' : 'or', terms: [pop(), pop()] })
    else if (item === '!') stack.push({ kind: 'not', term: pop() })
    else if (Array.isArray(item) && item.length === 3) stack.push(conditionOf(item as [unknown, unknown, unknown]))
    else throw valueError(`Domain() invalid item in domain: ${pythonic(item)}`)
  }
  return { kind: 'and', terms: stack.reverse() }
}

function conditionOf([path, operator, value]: [unknown, unknown, unknown]): Domain {
  if (path instanceof Num && value instanceof Num) return { kind: 'constant', value: path.text === value.text }
  if (typeof path !== 'string')
    throw valueError(`Domain() invalid item in domain: ${pythonic([path, operator, value])}`)
  if (typeof operator !== 'string' || !OPERATORS.has(operator))
    throw valueError(`Invalid operator ${pythonic(operator)} in domain term ${tupled([path, operator, value])}`)
  return { kind: 'condition', path, operator, value }
}

const tupled = (parts: readonly unknown[]) => `(${parts.map(pythonic).join(', ')})`

function withActive(domain: Domain, model: Model, env: Env): Domain {
  if (!env.activeTest || !model.fields.active || names(domain, 'active')) return domain
  return { kind: 'and', terms: [domain, { kind: 'condition', path: 'active', operator: '=', value: true }] }
}

function names(domain: Domain, field: string): boolean {
  switch (domain.kind) {
    case 'and':
    case 'or':
      return domain.terms.some((term) => names(term, field))
    case 'not':
      return names(domain.term, field)
    case 'condition':
      return domain.path === field
    case 'constant':
      return false
  }
}

function compile(domain: Domain, model: Model, env: Env): Predicate {
  switch (domain.kind) {
    case 'and': {
      const terms = domain.terms.map((term) => compile(term, model, env))
      return (row) => terms.every((term) => term(row))
    }
    case 'or': {
      const terms = domain.terms.map((term) => compile(term, model, env))
      return (row) => terms.some((term) => term(row))
    }
    case 'not': {
      const term = compile(domain.term, model, env)
      return (row) => !term(row)
    }
    case 'constant':
      return () => domain.value
    case 'condition':
      return compileCondition(domain, model, env)
  }
}

function compileCondition(condition: Condition, model: Model, env: Env): Predicate {
  const [name, ...rest] = condition.path.split('.')
  const field = fieldOf(model, name!, condition)
  if (rest.length > 0) return throughRelation({ ...condition, path: rest.join('.') }, field, name!, env)
  const { operator, value } = condition
  if (operator === 'any' || operator === 'not any') return subDomain(condition, field, name!, env)
  if (operator === 'child_of' || operator === 'parent_of') return ancestry(condition, model, field, name!, env)
  if (operator === '=?')
    return value === false || value === null
      ? () => true
      : compileCondition({ ...condition, operator: '=' }, model, env)
  if (field.compute && !field.search?.includes(operator))
    throw valueError(`Cannot convert ${model.name}.${name} to SQL because it is not stored`)
  const read = reader(field, name!)
  const holds = comparison(condition, field, env)
  return (row) => holds(read(row))
}

function fieldOf(model: Model, name: string, { path, operator, value }: Condition): Field {
  const field = Object.hasOwn(model.fields, name) ? model.fields[name]! : undefined
  if (!field) throw valueError(`Invalid field ${model.name}.${name} in condition ${tupled([path, operator, value])}`)
  return field
}

const reader = (field: Field, name: string) => field.compute ?? ((row: Row) => row[name] ?? null)

/** A path holds when a record at its end does: where a many2one is unset there is none. Archived records count. */
function throughRelation(condition: Condition, field: Field, name: string, env: Env): Predicate {
  const comodel = field.relation ? env.model(field.relation) : undefined
  if (!comodel) throw valueError(`Cannot determine the relation for ${pythonic(name)}`)
  const holds = compileCondition(condition, comodel, env)
  return related(reader(field, name), comodel, holds)
}

function related(read: (row: Row) => Cell, comodel: Model, holds: Predicate): Predicate {
  return (row) =>
    idsOf(read(row)).some((id) => {
      const target = comodel.table.byKey(id)
      return target !== undefined && holds(target)
    })
}

const idsOf = (cell: Cell): readonly number[] => (Array.isArray(cell) ? cell : typeof cell === 'number' ? [cell] : [])

function subDomain({ operator, value }: Condition, field: Field, name: string, env: Env): Predicate {
  if (env.version < 17) throw valueError(`Invalid operator ${pythonic(operator)} in domain term`)
  const comodel = field.relation ? env.model(field.relation) : undefined
  if (!comodel) throw valueError(`Cannot determine the relation for ${pythonic(name)}`)
  const holds = related(reader(field, name), comodel, compile(parseDomain(value), comodel, env))
  return operator === 'any' ? holds : (row) => !holds(row)
}

/** Over `parent_id`: the given records themselves, and all below (`child_of`) or above them. */
function ancestry({ operator, value }: Condition, model: Model, field: Field, name: string, env: Env): Predicate {
  const tree = name === 'id' ? model : field.relation ? env.model(field.relation) : undefined
  if (!tree?.fields.parent_id) throw valueError(`Invalid operator ${pythonic(operator)} for ${pythonic(name)}`)
  const given = new Set([value].flat().map((id) => Number((id as Num).text)))
  const lineOf = (id: number): number[] => {
    const parent = tree.table.byKey(id)?.parent_id
    return typeof parent === 'number' ? [id, ...lineOf(parent)] : [id]
  }
  const above = new Set([...given].flatMap(lineOf))
  const read = name === 'id' ? (row: Row) => row.id : reader(field, name)
  return (row) =>
    idsOf(read(row)).some((id) => (operator === 'parent_of' ? above.has(id) : lineOf(id).some((one) => given.has(one))))
}

type Holds = (cell: Cell) => boolean

function comparison(condition: Condition, field: Field, env: Env): Holds {
  const { operator, value } = condition
  switch (operator) {
    case '=':
    case 'in':
      return oneOf(listOf(operator, value), field, env)
    case '!=':
    case 'not in':
      return noneOf(operator, listOf(operator, value), field, env)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(operator, value, field, env)
    default:
      return patterned(operator, value, env)
  }
}

function listOf(operator: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.length === 0 && operator.length === 1 ? [false] : value
  return [value]
}

const isUnset = (value: unknown) => value === false || value === null

/** What a type counts as unset besides NULL, from 18: empty text, zero. */
const falsy = (cell: Cell, { type }: Field) =>
  isText(type) ? cell === '' : isNumber(type) ? compareDecimals(String(cell), '0') === 0 : false

const isText = (type: FieldType) => type === 'char' || type === 'text' || type === 'selection'
const isNumber = (type: FieldType) => type === 'integer' || type === 'float' || type === 'monetary'

function oneOf(values: readonly unknown[], field: Field, env: Env): Holds {
  if (field.type === 'boolean') {
    const wanted = new Set(values.map((value) => value === true))
    return (cell) => wanted.has(cell === true)
  }
  const same = equality(
    values.filter((value) => !isUnset(value)),
    field,
  )
  const takesNull = values.some(isUnset)
  if (field.type === 'one2many' || field.type === 'many2many')
    return (cell) => (idsOf(cell).length === 0 ? takesNull : idsOf(cell).some(same))
  if (env.version < 18) return (cell) => (cell === null ? takesNull : same(cell))
  // Asking for the falsy value asks for NULL too, and the other way round.
  const takesFalsy = takesNull || (isText(field.type) ? same('') : isNumber(field.type) && same('0'))
  return (cell) => (cell === null || falsy(cell, field) ? takesFalsy : same(cell))
}

function noneOf(operator: string, values: readonly unknown[], field: Field, env: Env): Holds {
  const some = oneOf(values, field, env)
  if (field.type === 'boolean' || env.version >= 18) return (cell) => !some(cell)
  const [value] = values
  const isEmptyLiteral = value === '' || (value instanceof Num && Number(value.text) === 0)
  // `!=` keeps NULL, but with an empty text or a zero beside it the server forgets to.
  const keepsNull = !values.some(isUnset) && !(operator === '!=' && isEmptyLiteral)
  return (cell) => (cell === null ? keepsNull : !some(cell))
}

/** Whether a stored value equals one of the literals; a set, since lists of ids are long. */
function equality(values: readonly unknown[], field: Field): Holds {
  const literals = values.map((value) => literalOf(value, field))
  if (field.type === 'float' || field.type === 'monetary')
    return (cell) => literals.some((literal) => compareDecimals(String(cell), literal) === 0)
  const known = new Set(literals)
  return (cell) => known.has(String(cell))
}

/** @throws OdooError for a literal that the column's type cannot read */
function literalOf(value: unknown, { type }: Field): string {
  if (value instanceof Num) return value.text
  if (isNumber(type) || type === 'many2one' || type === 'one2many' || type === 'many2many') {
    if (typeof value === 'boolean') return value ? '1' : '0'
    throw valueError(`could not convert string to float: ${pythonic(value)}`)
  }
  if (type === 'date' || type === 'datetime') return temporal(String(value), type)
  if (String(value).includes('\u0000')) throw valueError('A string literal cannot contain NUL (0x00) characters.')
  return String(value)
}

function temporal(value: string, type: 'date' | 'datetime'): string {
  const text = value.replace('T', ' ')
  if (!/^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d{1,6})?)?$/.test(text) || Number.isNaN(Date.parse(text.slice(0, 10))))
    throw valueError(`Invalid isoformat string: ${pythonic(value)}`)
  return type === 'date' ? text.slice(0, 10) : text.length === 10 ? `${text} 00:00:00` : text
}

const collator = new Intl.Collator('en-US')

function ordered(operator: string, value: unknown, field: Field, env: Env): Holds {
  if (isUnset(value)) return () => false
  const literal = literalOf(value, field)
  const nullAs = env.version < 18 ? null : isText(field.type) ? '' : isNumber(field.type) ? '0' : null
  const compare = comparer(field.type)
  const accepts = (order: number) =>
    operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0
  return (cell) => {
    const left = cell ?? nullAs
    return left !== null && accepts(compare(String(left), literal))
  }
}

/** Text by the database's collation; dates and datetimes by code unit, which is by time. */
function comparer(type: FieldType): (a: string, b: string) => number {
  if (isText(type)) return collator.compare
  if (type === 'date' || type === 'datetime') return (a, b) => (a === b ? 0 : a < b ? -1 : 1)
  return compareDecimals
}

function patterned(operator: string, value: unknown, env: Env): Holds {
  const isNegative = operator.startsWith('not ')
  const plain = operator.replace('not ', '')
  const ignoresCase = plain.endsWith('ilike')
  const blur = (text: string) => (env.unaccent && (ignoresCase || env.version < 18) ? unaccented(text) : text)
  const pattern = isUnset(value) ? '' : value instanceof Num ? value.text : String(value)
  const around = plain.startsWith('=') ? '' : '%'
  const matches = likeExpression(around + blur(pattern) + around, ignoresCase)
  return (cell) => {
    if (cell === null) return isNegative || pattern === ''
    return matches.test(blur(String(cell))) !== isNegative
  }
}

const unaccented = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[∖﹨＼]/gu, '\\')
    .replaceAll('％', '%')
    .replaceAll('ß', 'ss')

/** PostgreSQL's LIKE: `%` is anything, `_` any one character, and a backslash makes the next character plain. */
function likeExpression(pattern: string, ignoresCase: boolean): RegExp {
  const source = pattern.replace(
    /\\([\s\S])|([%_])|([\s\S])/g,
    (_match, plain?: string, wild?: string, other?: string) => {
      if (wild) return wild === '%' ? '[\\s\\S]*' : '[\\s\\S]'
      return (plain ?? other ?? '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    },
  )
  return new RegExp(`^${source}$`, ignoresCase ? 'i' : '')
}

/** The rows worth looking at, by an index; undefined for all of them. A superset of what the domain lets through. */
function candidates(domain: Domain, model: Model, env: Env): Row[] | undefined {
  switch (domain.kind) {
    case 'and': {
      const found = domain.terms.map((term) => candidates(term, model, env)).filter((rows) => rows !== undefined)
      return found.sort((a, b) => a.length - b.length)[0]
    }
    case 'or': {
      const found = domain.terms.map((term) => candidates(term, model, env))
      return found.every((rows) => rows !== undefined) ? inOrder(found.flat()) : undefined
    }
    case 'not':
      return undefined
    case 'constant':
      return domain.value ? undefined : []
    case 'condition':
      return byIndex(domain, model, env)
  }
}

function byIndex({ path, operator, value }: Condition, model: Model, env: Env): Row[] | undefined {
  const [name, ...rest] = path.split('.') as [string, ...string[]]
  const field = model.fields[name]
  if (!field || field.compute || (field.type !== 'many2one' && name !== 'id')) return undefined
  const keys =
    rest.length > 0
      ? keysBehind({ kind: 'condition', path: rest.join('.'), operator, value }, field, env)
      : keysOf(operator, value)
  return keys && inOrder(keys.flatMap((key) => model.table.where(name, key)))
}

/** The ids at the end of a path that satisfy its last condition, where an index of that model finds them. */
function keysBehind(condition: Condition, field: Field, env: Env): number[] | undefined {
  const comodel = field.relation ? env.model(field.relation) : undefined
  if (!comodel) return undefined
  const found = byIndex(condition, comodel, env)
  return found?.filter(compileCondition(condition, comodel, env)).map((row) => row.id)
}

function keysOf(operator: string, value: unknown): number[] | undefined {
  const values = operator === '=' ? [value] : operator === 'in' && Array.isArray(value) ? value : undefined
  return values?.every((one) => one instanceof Num) ? values.map((one) => Number((one as Num).text)) : undefined
}

const inOrder = (rows: readonly Row[]): Row[] => [...new Set(rows)].sort((a, b) => a.id - b.id)

/** Where a page that goes on after an id begins, in rows that stand in the order of their ids. */
function firstAfterId(domain: Domain, rows: readonly Row[]): number {
  const after = domain.kind === 'and' ? Math.max(-1, ...domain.terms.map(afterId)) : afterId(domain)
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]!.id > after) high = middle
    else low = middle + 1
  }
  return low
}

function afterId(domain: Domain): number {
  if (domain.kind === 'and') return Math.max(-1, ...domain.terms.map(afterId))
  const isBound = domain.kind === 'condition' && domain.path === 'id' && domain.operator === '>'
  return isBound && domain.value instanceof Num ? Number(domain.value.text) : -1
}

type Order = (a: Row, b: Row) => number

/** Undefined for the order in which rows stand. @throws OdooError for what is no order */
function orderOf(text: string, model: Model, env: Env, isReversed = false): Order | undefined {
  const terms = text.split(',').map((term) => {
    const [, name, direction = 'asc'] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(term) ?? []
    if (!name)
      throw new OdooError(
        'odoo.exceptions.UserError',
        `Invalid "order" specified (${text}). A valid "order" specification is a comma-separated list of valid field names (optionally followed by asc/desc for the direction)`,
      )
    return { name, isDescending: (direction.toLowerCase() === 'desc') !== isReversed }
  })
  if (terms.length === 1 && terms[0]!.name === 'id' && !terms[0]!.isDescending) return undefined
  const orders = terms.map(({ name, isDescending }) => columnOrder(name, isDescending, model, env))
  return (a, b) => {
    for (const order of orders) {
      const sign = order(a, b)
      if (sign !== 0) return sign
    }
    return 0
  }
}

/** NULL is greater than everything to PostgreSQL: last ascending, first descending. */
function columnOrder(name: string, isDescending: boolean, model: Model, env: Env): Order {
  const field = Object.hasOwn(model.fields, name) ? model.fields[name]! : undefined
  if (!field) throw valueError(`Invalid field ${pythonic(name)} on model ${pythonic(model.name)}`)
  if (field.compute) throw valueError(`Cannot convert ${model.name}.${name} to SQL because it is not stored`)
  if (field.type === 'many2one') return relationOrder(name, field, isDescending, env)
  const compare = comparer(field.type)
  const sign = isDescending ? -1 : 1
  return (a, b) => {
    const [x, y] = [a[name] ?? null, b[name] ?? null]
    if (x === null || y === null) return sign * (Number(x === null) - Number(y === null))
    return sign * compare(String(x), String(y))
  }
}

/** By the order of the model that it points to. */
function relationOrder(name: string, field: Field, isDescending: boolean, env: Env): Order {
  const comodel = env.model(field.relation!)!
  const compare =
    orderOf(comodel.order, comodel, env, isDescending) ??
    ((a: Row, b: Row) => (isDescending ? b.id - a.id : a.id - b.id))
  const sign = isDescending ? -1 : 1
  return (a, b) => {
    const [x, y] = [a, b].map((row) => comodel.table.byKey(row[name]))
    if (!x || !y) return sign * (Number(!x) - Number(!y))
    return compare(x, y)
  }
}
