import { addUp, extreme } from '../../simulator/add-up.ts'
import { rawJson } from '../../simulator/raw-json.ts'
import { compile, order } from './simulate-compile.ts'
import { type Condition, type Operand, parseFilter } from './simulate-filter.ts'
import type { Grammar } from './simulate-grammar.ts'
import { written } from './simulate-json-v4.ts'
import { type EdmType, type EntitySetModel, propertyOf, type Row, refused } from './simulate-model.ts'

/** How a vendor groups and adds up. */
export interface ApplyRules {
  /** Most rows that it takes. */
  readonly mostRows?: number
  /** Types of columns that it does not group by. */
  readonly ungrouped?: readonly EdmType[]
  /** A filter names its set before each column. */
  readonly namesSet?: true
  /** Leaves a column out of a group that has no value in it. */
  readonly omitsNull?: true
  /** What the sum of no values is. */
  readonly emptySum: '0' | null
  /** The column that is added up for another: of an amount in some currency, its worth in one. */
  readonly worthOf?: (set: string, column: string) => string
  readonly writeSum?: (sum: string, set: string, column: string) => string
  /** What stands beside a column of a group. */
  readonly beside?: (set: string, column: string, value: string) => Readonly<Record<string, string>>
}

/** `$apply`: `[filter(…)/]aggregate(…)` or `[filter(…)/]groupby((…)[,aggregate(…)])`. @throws ODataError */
export function appliedTo(set: EntitySetModel, text: string, grammar: Grammar, rules: ApplyRules): object[] {
  const { filter, keys, measures } = parseApply(text)
  for (const key of keys) refuseGroup(set, key, rules)
  const test = filter === undefined ? () => true : compile(conditionOf(filter, set, grammar, rules), set, grammar)
  const rows = set.rows.filter(test)
  if (rows.length > (rules.mostRows ?? Number.POSITIVE_INFINITY))
    throw refused('tooLarge', 'AggregateQueryRecordLimit exceeded. Cannot perform this operation.')
  const readers = measures.map((measure) => ({ alias: measure.alias, read: readerOf(set, measure, rules) }))
  return groupsOf(rows, set, keys, grammar).map((own) => ({
    ...Object.fromEntries(keys.flatMap((key) => told(set, key, own[0]!, rules))),
    ...Object.fromEntries(readers.map(({ alias, read }) => [alias, read(own)])),
  }))
}

/** Text that is compared in another form is one group with what it equals, in the letters of the first row. */
function groupsOf(rows: readonly Row[], { properties }: EntitySetModel, keys: readonly string[], grammar: Grammar) {
  if (keys.length === 0) return [rows]
  const { fold = (text: string) => text } = grammar
  const form = (row: Row, key: string) =>
    typeof row[key] === 'string' ? fold(row[key], properties[key]!.type) : row[key]
  return [...Map.groupBy(rows, (row) => JSON.stringify(keys.map((key) => form(row, key)))).values()]
}

function told({ name, properties }: EntitySetModel, key: string, row: Row, { omitsNull, beside }: ApplyRules) {
  const value = row[key] ?? null
  if (value === null && omitsNull) return []
  const labels = value === null ? {} : (beside?.(name, key, String(value)) ?? {})
  return [...Object.entries(labels), [key, written(value, properties[key]!)] as const]
}

function refuseGroup(set: EntitySetModel, key: string, { ungrouped = [] }: ApplyRules): void {
  const { type } = propertyOf(set, key)
  if (ungrouped.includes(type))
    throw refused('notSupported', `groupby by '${key}', which is a ${type}, is not supported`)
}

function conditionOf(filter: string, { name }: EntitySetModel, grammar: Grammar, { namesSet }: ApplyRules): Condition {
  const condition = parseFilter(filter, grammar)
  return namesSet ? withoutSet(condition, name) : condition
}

/** Columns behind the name of their set. @throws ODataError for one that stands by itself */
function withoutSet(condition: Condition, set: string): Condition {
  const operand = (given: Operand): Operand => {
    if (given.kind === 'call') return { ...given, args: given.args.map(operand) }
    if (given.kind !== 'property') return given
    const [first, ...path] = given.path
    if (first !== set || path.length === 0) throw refused('syntax', `'${given.path.join('/')}' is no path from ${set}`)
    return { ...given, path }
  }
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, terms: condition.terms.map((term) => withoutSet(term, set)) }
    case 'not':
      return { ...condition, term: withoutSet(condition.term, set) }
    case 'compare':
      return { ...condition, left: operand(condition.left), right: operand(condition.right) }
    case 'call':
      return { ...condition, call: operand(condition.call) as typeof condition.call }
    case 'oneOf':
      return condition
  }
}

interface AskedMeasure {
  readonly alias: string
  /** Absent: rows are counted. */
  readonly column?: string
  readonly method?: string
}

function readerOf(set: EntitySetModel, { column, method }: AskedMeasure, rules: ApplyRules) {
  if (column === undefined) return (rows: readonly Row[]): unknown => rows.length
  const property = propertyOf(set, column)
  const { worthOf = (_set, own) => own, writeSum = (sum: string) => sum, emptySum } = rules
  const worth = worthOf(set.name, column)
  const values = (rows: readonly Row[]) => rows.flatMap((row) => row[worth] ?? []).map(String)
  if (method === 'sum') {
    if (property.type !== 'Decimal') throw refused('notSupported', `'${column}' cannot be added up`)
    return (rows: readonly Row[]): unknown => {
      const sum = addUp(values(rows)) ?? emptySum
      return sum === null ? null : rawJson(writeSum(sum, set.name, column))
    }
  }
  if (method !== 'min' && method !== 'max') throw refused('notSupported', `The method '${method}' is not supported`)
  return (rows: readonly Row[]): unknown =>
    written(
      extreme(values(rows), (a, b) => order(property.type, a, b), method),
      property,
    )
}

interface Applied {
  readonly filter?: string | undefined
  readonly keys: readonly string[]
  readonly measures: readonly AskedMeasure[]
}

function parseApply(text: string): Applied {
  const [first, ...rest] = pieces(text, '/').map(stepOf)
  const [last, ...others] = first?.name === 'filter' ? rest : [first, ...rest]
  if (!last || others.length > 0) throw malformed(text)
  const filter = first?.name === 'filter' ? first.inner : undefined
  if (last.name === 'aggregate') return { filter, keys: [], measures: measuresOf(last.inner) }
  if (last.name !== 'groupby') throw malformed(text)
  const [keys = '', aggregate, ...more] = pieces(last.inner, ',')
  if (!/^\(.+\)$/.test(keys) || more.length > 0) throw malformed(text)
  const step = aggregate === undefined ? undefined : stepOf(aggregate)
  if (step && step.name !== 'aggregate') throw malformed(text)
  return {
    filter,
    keys: pieces(keys.slice(1, -1), ','),
    measures: step ? measuresOf(step.inner) : [],
  }
}

function stepOf(text: string): { readonly name: string; readonly inner: string } {
  const [, name, inner] = /^(\w+)\((.*)\)$/s.exec(text) ?? []
  if (name === undefined || inner === undefined) throw malformed(text)
  return { name, inner }
}

function measuresOf(text: string): AskedMeasure[] {
  const measures = pieces(text, ',').map((measure): AskedMeasure => {
    const [, column, method, alias] = /^(?:\$count|(\w+) with (\w+)) as ([A-Za-z_]\w*)$/.exec(measure) ?? []
    if (alias === undefined) throw malformed(measure)
    return { alias, ...(column !== undefined && method !== undefined && { column, method }) }
  })
  if (new Set(measures.map(({ alias }) => alias)).size < measures.length) throw malformed(text)
  return measures
}

/** Split where no parenthesis and no text is open. */
function pieces(text: string, separator: string): string[] {
  const found: string[] = []
  let [piece, depth, isText] = ['', 0, false]
  for (const character of text) {
    if (character === "'") isText = !isText
    if (!isText && character === '(') depth += 1
    if (!isText && character === ')') depth -= 1
    if (isText || depth > 0 || character !== separator) piece += character
    else {
      found.push(piece.trim())
      piece = ''
    }
  }
  if (depth !== 0 || isText) throw malformed(text)
  return [...found, piece.trim()]
}

const malformed = (text: string) => refused('syntax', `Invalid transformation '${text.slice(0, 100)}' in $apply`)
