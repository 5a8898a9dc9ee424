/** Where a number comes from: the vendor's page and the day it was read (YYYY-MM-DD). */
export interface Citation {
  readonly page: string
  readonly readOn: string
}

interface LimitBase {
  readonly name: string
  readonly citation: Citation
  /** What the vendor publishes, where `permits` is only our part of it: set when a source is bound, not by connectors. */
  readonly published?: number
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

/**
 * Our part of a published limit: the rest is headroom for the company's other integrations, which the vendor counts with us. What
 * the vendor does not publish is found out while calling, others included, so nothing is taken off it.
 */
export function withHeadroom(limit: Limit, headroom: number): Limit {
  const part = (permits: number) => Math.max(1, Math.floor(permits * (1 - headroom) + 1e-9))
  switch (limit.kind) {
    case 'adaptive':
      return limit
    case 'rate':
      return { ...limit, permits: limit.permits * (1 - headroom), burst: part(limit.burst), published: limit.permits }
    case 'concurrency':
      return { ...limit, permits: part(limit.permits), published: limit.permits }
    case 'window':
    case 'quota':
      return { ...limit, permits: part(limit.permits), published: limit.permits }
  }
}

/** A limit's state as the vendor told it on an answer. */
export interface LimitReading {
  readonly limit: string
  readonly used: number
  readonly permits: number
}
