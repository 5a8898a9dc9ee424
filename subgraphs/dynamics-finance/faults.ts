import { classifier } from '../dialects/odata/faults.ts'

/** By the status: bodies of errors are not documented, and pages of maintenance are HTML. */
export const classify = classifier({
  // What the vendor's own sample waits for when a refusal does not say how long.
  throttledMillis: 30_000,
})
