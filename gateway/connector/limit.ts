/** Where a number comes from: the vendor's page and the day it was read (YYYY-MM-DD). */
export interface Citation {
  readonly page: string
  readonly readOn: string
}

interface LimitBase {
  readonly name: string
  readonly citation: Citation
}

/** The vendor's published rule. Operators may override the numbers per source. */
export type Limit =
  | (LimitBase & {
      readonly kind: 'rate'
      readonly permits: number
      readonly perMillis: number
      readonly burst: number
    })
  | (LimitBase & { readonly kind: 'window'; readonly permits: number; readonly windowMillis: number })
  | (LimitBase & { readonly kind: 'quota'; readonly permits: number; readonly windowMillis: number })
  | (LimitBase & { readonly kind: 'concurrency'; readonly permits: number })
  /** For vendors that publish none: starts at `initial`, shrinks on trouble, grows slowly. */
  | (LimitBase & { readonly kind: 'adaptive'; readonly initial: number; readonly min: number; readonly max: number })

/** A limit's state as the vendor told it on an answer. */
export interface LimitReading {
  readonly limit: string
  readonly used: number
  readonly permits: number
}
