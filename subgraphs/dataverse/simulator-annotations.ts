import type { Annotate } from '../dialects/odata/simulate-json-v4.ts'
import type { Row } from '../dialects/odata/simulate-model.ts'
import { commonLookups, type Database } from './data/database.ts'
import { currencyColumn, type Table } from './data/model.ts'

export const formatted = 'OData.Community.Display.V1.FormattedValue'
const tableOfLookup = 'Microsoft.Dynamics.CRM.lookuplogicalname'

/** What comes unasked: the etag, the key, and with an amount its currency. Labels and tables of lookups stand beside, for who asks. */
export function annotations({ sets, names }: Database): Annotate {
  const nameOf = nameFinder(sets, names)
  return (row, { name }, columns) => {
    const table = sets[name]!
    const key = table.key[0]!
    const hasAmount = columns.some((column) => table.amounts.includes(column.replace(/_base$/, '')))
    return {
      '@odata.etag': `W/"${row.versionnumber}"`,
      [key]: row[key],
      ...(hasAmount && { [currencyColumn]: row[currencyColumn] }),
      ...Object.fromEntries(columns.flatMap((column) => beside(table, column, row, nameOf))),
    }
  }
}

type NameOf = (table: string, id: string) => string | undefined

function beside(table: Table, column: string, row: Row, nameOf: NameOf): [string, string][] {
  const value = row[column]
  if (value === null || value === undefined) return []
  const target = table.tables[column]?.(row) ?? commonLookups[column]
  if (target === undefined) {
    const label = table.labels[column]?.(String(value))
    return label === undefined ? [] : [[`${column}@${formatted}`, label]]
  }
  const name = nameOf(target, String(value))
  return [
    [`${column}@${tableOfLookup}`, target],
    ...(name ? [[`${column}@${formatted}`, name] as [string, string]] : []),
  ]
}

/** The primary column of each table that lookups lead to. */
const primary: Readonly<Record<string, readonly [set: string, column: string]>> = {
  account: ['accounts', 'name'],
  contact: ['contacts', 'fullname'],
  salesorder: ['salesorders', 'name'],
}

function nameFinder(sets: Database['sets'], names: Database['names']): NameOf {
  const found = new Map<string, ReadonlyMap<string, string>>()
  const namesIn = (table: string) => {
    const [set, column] = primary[table] ?? []
    if (!set || !column) return names
    const known =
      found.get(table) ?? new Map(sets[set]!.rows.map((row) => [String(row[sets[set]!.key[0]!]), String(row[column])]))
    found.set(table, known)
    return known
  }
  return (table, id) => namesIn(table).get(id)
}

/** Leaves those annotations that `Prefer` asks for: `odata.include-annotations="*"`, or names between commas. */
export function onlyPreferred(entity: Readonly<Record<string, unknown>>, prefer: string): Record<string, unknown> {
  const wanted = /odata\.include-annotations="([^"]*)"/.exec(prefer)?.[1]?.split(',') ?? []
  const stays = (name: string) => {
    const [, annotation] = /^[^@]+@(.+)$/.exec(name) ?? []
    return annotation === undefined || wanted.includes('*') || wanted.includes(annotation)
  }
  return Object.fromEntries(Object.entries(entity).filter(([name]) => stays(name)))
}
