/** RFC 9110, 5.6.7: of today, and of the two older ways that it must still be read in one. */
const httpDate = /^[A-Z][a-z]{2,8},? \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/

const [shortest, longest] = [1_000, 300_000]

/**
 * How long an answer asks to wait (RFC 9110, 10.2.3): seconds, or a date measured against the answer's own `Date`, as clocks
 * differ. At least a second, at most five minutes; undefined for what cannot be read.
 */
export function retryAfterMillis(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after']?.trim() ?? ''
  const millis = /^\d+$/.test(text) ? Number(text) * 1_000 : parsed(text) - parsed(headers.date ?? '')
  return Number.isNaN(millis) ? undefined : Math.min(Math.max(millis, shortest), longest)
}

const parsed = (date: string) => (httpDate.test(date) ? Date.parse(date) : Number.NaN)
