import type { Column, NativeFilter, NativeOrder, NativeRow, NativeType } from '../../gateway/connector/index.ts'

/** Whether a leaf of a native filter also lets through rows that it need not: an `inexact` answer. */
export type Extra = (filter: Extract<NativeFilter, { readonly column: Column }>, row: NativeRow) => boolean

/**
 * What a vendor does with a native filter, by the laws its renderer must hold: two-valued, `ne` keeps nulls.
 * Shares no code with the gateway, which it judges.
 */
export function matches(filter: NativeFilter | undefined, row: NativeRow, extra: Extra = () => false): boolean {
  if (!filter) return true
  switch (filter.kind) {
    case 'and':
      return filter.terms.every((term) => matches(term, row, extra))
    case 'or':
      return filter.terms.some((term) => matches(term, row, extra))
    case 'isNull':
    case 'in':
    case 'compare':
      return holds(filter, row) || extra(filter, row)
  }
}

function holds(filter: Extract<NativeFilter, { readonly column: Column }>, row: NativeRow): boolean {
  const { type } = filter.column
  const value = valueAt(row, filter.column.native)
  if (filter.kind === 'isNull') return (value === null) === filter.value
  if (value === null) return filter.kind === 'compare' && filter.op === 'ne'
  if (filter.kind === 'in') {
    if (filter.values.length === 0) throw new Error('an empty list is no native filter')
    return filter.values.some((wanted) => order(type, value, wanted) === 0)
  }
  switch (filter.op) {
    case 'eq':
      return order(type, value, filter.value) === 0
    case 'ne':
      return order(type, value, filter.value) !== 0
    case 'lt':
      return order(type, value, filter.value) < 0
    case 'lte':
      return order(type, value, filter.value) <= 0
    case 'gt':
      return order(type, value, filter.value) > 0
    case 'gte':
      return order(type, value, filter.value) >= 0
    case 'contains':
      return value.includes(filter.value)
    case 'startsWith':
      return value.startsWith(filter.value)
  }
}

/** Sorts as a vendor does that sorts exactly: nulls last both ways. */
export function compareRows(terms: readonly NativeOrder[]) {
  return (a: NativeRow, b: NativeRow): number => {
    for (const { column, direction } of terms) {
      const [x, y] = [valueAt(a, column.native), valueAt(b, column.native)]
      if (x === null && y === null) continue
      if (x === null || y === null) return x === null ? 1 : -1
      const compared = order(column.type, x, y)
      if (compared !== 0) return direction === 'asc' ? compared : -compared
    }
    return 0
  }
}

function valueAt(row: NativeRow, native: string): string | null {
  const value = native
    .split('/')
    .reduce<unknown>((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], row)
  return value === undefined || value === null ? null : String(value)
}

function order(type: NativeType, a: string, b: string): number {
  switch (type) {
    case 'number':
      return Number(scaled(a) - scaled(b))
    case 'instant':
      return Number(nanos(a) - nanos(b))
    case 'text':
    case 'guid':
    case 'date':
    case 'boolean':
      return byCodePoint([...a], [...b])
  }
}

/** Decimals of up to 20 places as integers. @throws SyntaxError on what is no number, as a vendor refuses a query */
function scaled(text: string): bigint {
  const [, sign, whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? refuse(text)
  return BigInt(`${sign}${whole}${part.padEnd(20, '0')}`)
}

function nanos(text: string): bigint {
  const [, second = '', part = ''] = /^(.{19})(?:\.(\d+))?Z$/.exec(text) ?? refuse(text)
  return BigInt(Date.parse(`${second}Z`)) * 1_000_000n + BigInt(part.padEnd(9, '0'))
}

function refuse(text: string): never {
  throw new SyntaxError(`the vendor cannot read ${JSON.stringify(text)}`)
}

function byCodePoint(a: readonly string[], b: readonly string[]): number {
  for (const [i, letter] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    if (letter !== other) return letter.codePointAt(0)! - other.codePointAt(0)!
  }
  return a.length - b.length
}
