import type { Answer, Fault } from '../connector/index.ts'

/** What an answer means by its status alone, for what a connector's own table leaves open. Nothing is followed, so 3xx is bad. */
export function faultByStatus(answer: Answer): Fault | undefined {
  const { status } = answer
  if (status >= 200 && status < 300) return undefined
  const detail = `status ${status}: ${answer.text().slice(0, 300)}`
  if (status === 401) return { code: 'SOURCE_AUTH', detail }
  if (status === 403) return { code: 'SOURCE_FORBIDDEN', detail }
  if (status === 408 || status === 504) return { code: 'SOURCE_TIMEOUT', detail }
  if (status === 413) return { code: 'SOURCE_TOO_LARGE', detail }
  if (status === 429) return { code: 'SOURCE_THROTTLED', detail }
  if (status >= 500) return { code: 'SOURCE_UNAVAILABLE', detail }
  return { code: 'SOURCE_BAD_RESPONSE', detail }
}

/** After so long at most the vendor is tried again, whatever it said; and never at once. */
const [leastRest, mostRest] = [1_000, 300_000]

/**
 * For how long an answer asks us to stay away, or undefined when it does not. A date is measured by the vendor's own clock,
 * which its `Date` header tells: ours may be minutes off.
 */
export function retryAfterMillis({ headers }: Answer, now: number): number | undefined {
  const given = headers['retry-after']?.trim() ?? ''
  if (/^\d+$/.test(given)) return bounded(Number(given) * 1000)
  if (!httpDate.test(given)) return undefined
  const base = Date.parse(headers.date ?? '')
  return bounded(Date.parse(given) - (Number.isNaN(base) ? now : base))
}

/** A rest as it may be taken: no busy loop, and no hours on the word of one answer. */
export function bounded(millis: number): number {
  return Number.isNaN(millis) ? leastRest : Math.min(Math.max(millis, leastRest), mostRest)
}

const httpDate = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/
