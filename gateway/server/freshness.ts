/** How old the answer may be, as the caller asked. Absent means: as the configuration says. */
export interface Freshness {
  readonly maxAgeMillis?: number
  /** Answer from the cache or not at all. */
  readonly onlyIfCached?: boolean
}

/**
 * Reads the request header `Cache-Control` (RFC 9111 section 5.2.1). Unknown directives are ignored, as the RFC asks; an age
 * that cannot be read counts as zero, because a caller who named a bound must not be served something older.
 */
export function freshnessOf(header: string | undefined): Freshness {
  const directives = (header ?? '').split(',').map((part) => part.trim().toLowerCase())
  const ages = directives.flatMap(ageOf)
  return {
    ...(ages.length > 0 ? { maxAgeMillis: Math.min(...ages) } : {}),
    ...(directives.includes('only-if-cached') ? { onlyIfCached: true } : {}),
  }
}

function ageOf(directive: string): number[] {
  if (directive === 'no-cache' || directive === 'no-store') return [0]
  const [name, value] = directive.split('=', 2)
  if (name !== 'max-age') return []
  const seconds = /^"?(\d{1,9})"?$/.exec(value ?? '')?.[1]
  return [seconds === undefined ? 0 : Number(seconds) * 1_000]
}
