import type { Table } from '../../simulator/table.ts'
import { SoqlError } from './simulate-parse.ts'

/** How Salesforce types a field. A `textarea` is a long one, which no condition may name. */
export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'picklist'
  | 'textarea'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'

/** Numbers are decimal text, instants `YYYY-MM-DDTHH:MM:SSZ`, ids 18 characters; null for none. */
export type Cell = string | boolean | null
export type Row = Readonly<Record<string, Cell>>

export interface SObject {
  readonly name: string
  readonly fields: Readonly<Record<string, FieldType>>
  /** Relationship name to the parent object and the reference field that points there. */
  readonly parents: Readonly<Record<string, { readonly object: string; readonly by: string }>>
  /** In ascending order of Id, indexed by Id and by every reference field. */
  readonly table: Table<Row>
}

export interface Database {
  readonly objects: ReadonlyMap<string, SObject>
  /** Value of one unit of a currency in the corporate currency; only in orgs of several currencies. */
  readonly rates?: Readonly<Record<string, number>>
}

/** A path resolved: its type, its value in a row, and whether it is a column of the row's own. */
export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly isOwn: boolean
  /** Names of the relationships on the way, and of the field, as the schema writes them. */
  readonly steps: readonly string[]
  read(row: Row): Cell
  /** The row that holds the field; undefined when a parent is missing. */
  holder(row: Row): Row | undefined
}

/** @throws SoqlError INVALID_TYPE */
export function objectNamed(database: Database, name: string): SObject {
  const object = database.objects.get(name.toLowerCase())
  if (!object) throw new SoqlError('INVALID_TYPE', `sObject type '${name}' is not supported.`)
  return object
}

/**
 * Resolves a dotted path from an object; names match without case. A leading name of the object itself is its alias.
 * @throws SoqlError INVALID_FIELD
 */
export function fieldAt(database: Database, object: SObject, path: string): Field {
  const steps = path.split('.')
  if (steps.length > 1 && steps[0]!.toLowerCase() === object.name.toLowerCase()) steps.shift()
  const names: string[] = []
  let holderObject = object
  const hops: { readonly by: string; readonly table: Table<Row> }[] = []
  for (const step of steps.slice(0, -1)) {
    const name = keyLike(holderObject.parents, step)
    if (!name) throw noRelationship(step)
    const parent = holderObject.parents[name]!
    holderObject = objectNamed(database, parent.object)
    hops.push({ by: parent.by, table: holderObject.table })
    names.push(name)
  }
  const name = keyLike(holderObject.fields, steps.at(-1)!)
  if (!name) throw noColumn(steps.at(-1)!, holderObject)
  const holder = (row: Row) =>
    hops.reduce<Row | undefined>((at, { by, table }) => (at?.[by] ? table.byKey(at[by]) : undefined), row)
  return {
    name,
    type: holderObject.fields[name]!,
    isOwn: hops.length === 0,
    steps: [...names, name],
    holder,
    read: hops.length === 0 ? (row) => row[name] ?? null : (row) => holder(row)?.[name] ?? null,
  }
}

const lowered = new WeakMap<object, ReadonlyMap<string, string>>()

/** The key of a record that equals the text without case. */
function keyLike(record: Readonly<Record<string, unknown>>, text: string): string | undefined {
  const keys = lowered.get(record) ?? new Map(Object.keys(record).map((key) => [key.toLowerCase(), key]))
  lowered.set(record, keys)
  return keys.get(text.toLowerCase())
}

function noColumn(column: string, { name }: SObject): SoqlError {
  return new SoqlError(
    'INVALID_FIELD',
    `\nERROR at Row:1:Column:1\nNo such column '${column}' on entity '${name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  )
}

function noRelationship(step: string): SoqlError {
  return new SoqlError(
    'INVALID_FIELD',
    `\nERROR at Row:1:Column:1\nDidn't understand relationship '${step}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
  )
}

const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** 15 or 18 letters and digits to the 18 of the case-safe form; undefined for anything else. Only the first 15 count. */
export function caseSafeId(text: string): string | undefined {
  if (!/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text)) return undefined
  const short = text.slice(0, 15)
  const blocks = [short.slice(0, 5), short.slice(5, 10), short.slice(10)]
  const bits = (block: string) => [...block].reduce((sum, letter, i) => sum + (/[A-Z]/.test(letter) ? 2 ** i : 0), 0)
  return short + blocks.map((block) => CHECK[bits(block)]).join('')
}
