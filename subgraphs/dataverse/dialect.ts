import type { Column } from '../../gateway/connector/index.ts'
import { type Dialect, quoted, v4 } from '../dialects/odata/dialect.ts'

/** Beyond it a value is not taken. https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows */
const longestValue = 850

/** Within `$apply`, where no page shows a function of the vendor's. */
export const dialectOfApply: Dialect = {
  ...v4,
  wildcards: /[%_[]/,
  contains: (column, part) => `contains(${column},${quoted(withoutWildcards(part))})`,
  startsWith: (column, start) => `startswith(${column},${quoted(withoutWildcards(start))})`,
}

/**
 * OData as Dataverse reads it: text is compared without case, and as a pattern.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows, read 2026-11-21
 */
export const dialect: Dialect = { ...dialectOfApply, oneOf }

/** A wildcard in brackets is a set of one character: itself. A closing bracket alone opens no set. */
const withoutWildcards = (text: string): string => text.replaceAll(/[%_[]/g, '[$&]')

/**
 * One condition, however many values, where equalities would each be one of the 500 that a query may have. What it takes for
 * a lookup is not documented, nor how a quote, a bracket or a wildcard in a value is written: those are told apart by equalities.
 */
function oneOf({ native, type }: Column, values: readonly string[]): string | undefined {
  const isListed = type === 'guid' ? !native.startsWith('_') : type === 'number' || type === 'text'
  if (!isListed || !values.every(isPlain)) return undefined
  const list = values.map((value) => `"${value}"`).join(',')
  return `Microsoft.Dynamics.CRM.In(PropertyName='${native}',PropertyValues=[${list}])`
}

const isPlain = (value: string): boolean => value.length <= longestValue && !/["'\\%_()[\]{}\p{Cc}]/u.test(value)
