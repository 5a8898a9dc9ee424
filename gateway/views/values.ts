import type { Served } from '../read/index.ts'

export interface Money {
  readonly amount: string
  readonly currency: string
}

/** The value at a path of a row; what could not be read is unknown, and so null. */
export function valueAt({ record }: Served, path: string): unknown {
  let at: unknown = record.values
  for (const step of path.split('.')) {
    if (at instanceof Error) return null
    at = (at as Readonly<Record<string, unknown>> | null | undefined)?.[step]
  }
  return at instanceof Error ? null : (at ?? null)
}

export const textAt = (row: Served, path: string): string | null => {
  const value = valueAt(row, path)
  return value === null ? null : String(value)
}

/** Null unless both halves are known: an amount is nothing without its currency. */
export function moneyAt(row: Served, path: string): Money | null {
  const [amount, currency] = [textAt(row, `${path}.amount`), textAt(row, `${path}.currency`)]
  return amount === null || currency === null ? null : { amount, currency }
}
