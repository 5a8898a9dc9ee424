import type { Freshness } from '../cache/policy.ts'

/**
 * Reads the request header `Cache-Control` (RFC 9111 section 5.2.1, RFC 5861 section 4). Unknown directives are ignored, as
 * the RFC asks; a number that cannot be read counts as the strictest one, because a caller who named a bound must not be
 * served anything beyond it. So does the stricter of two.
 */
export function freshnessOf(header: string | undefined): Freshness {
  if (header === undefined) return {}
  const directives = header.split(',').map(directiveOf)
  const numbers = (name: string, unreadable: number) =>
    directives.filter((directive) => directive.name === name).map(({ value }) => millisOf(value) ?? unreadable)
  const has = (name: string) => directives.some((directive) => directive.name === name)
  const ages = [...numbers('max-age', 0), ...(has('no-cache') || has('no-store') ? [0] : [])]
  const errorAges = numbers('stale-if-error', 0)
  const rests = numbers('min-fresh', Number.POSITIVE_INFINITY)
  return {
    ...(ages.length > 0 ? { maxAgeMillis: Math.min(...ages) } : {}),
    ...(has('only-if-cached') ? { onlyIfCached: true } : {}),
    ...(errorAges.length > 0 ? { staleIfErrorMillis: Math.min(...errorAges) } : {}),
    ...(rests.length > 0 ? { minFreshMillis: Math.max(...rests) } : {}),
  }
}

function directiveOf(text: string): { readonly name: string; readonly value: string } {
  const [name, ...value] = text.trim().toLowerCase().split('=')
  return { name: name!.trim(), value: value.join('=').trim() }
}

function millisOf(value: string): number | undefined {
  const seconds = /^(?:(\d{1,9})|"(\d{1,9})")$/.exec(value)
  return seconds ? Number(seconds[1] ?? seconds[2]) * 1_000 : undefined
}
