import { type Dialect, quoted, v4 } from '../dialects/odata/dialect.ts'
import type { Settings } from './settings.ts'

const namespace = 'Microsoft.Dynamics.DataEntities.'

/** Enumerations that the vendor's pages name; those of other columns are in the environment's metadata only. */
const knownTypes: Readonly<Record<string, string>> = { OnHoldStatus: 'CustVendorBlocked', IsSuspended: 'NoYes' }

/** The enumeration of a column, when it is known: only then can the source compare it. */
export const enumTypeOf = ({ enumTypes }: Pick<Settings, 'enumTypes'>, column: string): string | undefined =>
  Object.hasOwn(enumTypes, column) ? enumTypes[column] : knownTypes[column]

/**
 * OData as Finance & Operations reads it: no `contains`, no `in`, but patterns in equality; days are noon of the day; no
 * value is blank, or 1900.
 * https://learn.microsoft.com/dynamics365/fin-ops-core/dev-itpro/data-entities/odata, read 2026-11-21
 */
export function dialectOf(settings: Pick<Settings, 'enumTypes'>): Dialect {
  const isEnum = (column: string) => enumTypeOf(settings, column) !== undefined
  return {
    ...v4,
    literals: { ...v4.literals, date: { ...v4.literals.date, write: (value) => `${value}T12:00:00Z` } },
    // A star or a question mark of the text itself finds more than it stands for, and never less.
    contains: (column, part) => `${column} eq ${quoted(`*${part}*`)}`,
    startsWith: (column, start) => `${column} eq ${quoted(`${start}*`)}`,
    // The page names the star only; what holds for one holds for the other.
    wildcards: /[*?]/,
    enumOf: (column) => (isEnum(column) ? `${namespace}${enumTypeOf(settings, column)}` : undefined),
    blankIsNull: true,
    blanks: { date: '1900-01-01' },
    nullable: (column) => !isEnum(column),
    gathersKeys: true,
  }
}
