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

/** The calendar day that an instant falls on in a time zone. */
export function dayIn(timeZone: string, millis: number): string {
  const parts = formatOf(timeZone).formatToParts(new Date(millis))
  const part = (type: string) => parts.find((candidate) => candidate.type === type)!.value
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Kept, because making one costs more than a thousand uses. There are as many as configured time zones. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, format)
  return format
}
