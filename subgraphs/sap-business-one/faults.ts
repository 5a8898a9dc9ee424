import { classifier } from '../dialects/odata/faults.ts'

/** The number beside a status names the company's own trouble (-1000, -2028, -5006, …), which is the same to a caller. */
export const classify = classifier({
  // `Invalid session or session already timeout.`
  words: [[/^301$/, 'SOURCE_AUTH']],
  // An error within may be over a moment later, and overload shows as pages of the load balancer.
  statuses: { 500: 'SOURCE_UNAVAILABLE' },
})
