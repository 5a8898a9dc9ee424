export { dayIn } from '../../connector/index.ts'

/** The facts of an invoice that lateness is judged by, as canonical values; null when unknown. */
export interface Dues {
  readonly dueDate: string | null
  readonly status: string | null
  readonly openAmount: string | null
}

// Nothing is owed yet, or nothing any more.
const settled = new Set(['DRAFT', 'PENDING_APPROVAL', 'PAID', 'VOID', 'WRITTEN_OFF'])
const open = new Set(['OPEN', 'PARTIALLY_PAID'])

/** Days between the due date of an open invoice and a day; 0 when it is not overdue, null when that cannot be told. */
export function daysPastDue({ dueDate, status, openAmount }: Dues, day: string): number | null {
  if (status !== null && settled.has(status)) return 0
  if (openAmount !== null && isZero(openAmount)) return 0
  if (status === null || !open.has(status) || dueDate === null) return null
  return Math.max(0, (instantOf(day) - instantOf(dueDate)) / 86_400_000)
}

const isZero = (decimal: string): boolean => !/[1-9]/.test(decimal)
const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
