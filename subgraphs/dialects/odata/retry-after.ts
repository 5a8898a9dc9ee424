const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * How long an answer asks to wait: seconds, or a date measured against the answer's own `Date`, as clocks differ.
 * At least a second, at most five minutes; undefined for what cannot be read.
 */
export function retryAfterMillis(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after']?.trim() ?? ''
  const millis = /^\d+$/.test(text) ? Number(text) * 1_000 : parsed(text) - parsed(headers.date ?? '')
  return Number.isNaN(millis) ? undefined : Math.min(Math.max(millis, 1_000), 300_000)
}

const parsed = (date: string) => (httpDate.test(date) ? Date.parse(date) : Number.NaN)
