import type { IncomingMessage } from 'node:http'

const noHeaders: Readonly<Record<string, string>> = Object.freeze({})

/**
 * The headers that let pages of the listed origins read our answers. Without a list there are none, and browsers keep the
 * answers from every other site. `*`, `null` and reflected origins cannot be configured.
 */
export function corsHeaders(request: IncomingMessage, origins: readonly string[]): Readonly<Record<string, string>> {
  if (origins.length === 0) return noHeaders
  const { origin } = request.headers
  const isKnown = origin !== undefined && origins.includes(origin)
  return isKnown ? { vary: 'Origin', 'access-control-allow-origin': origin, ...preflight(request) } : { vary: 'Origin' }
}

function preflight(request: IncomingMessage): Readonly<Record<string, string>> {
  if (request.method !== 'OPTIONS') return { 'access-control-expose-headers': 'x-request-id, age, cache-status' }
  return {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers':
      'content-type, authorization, cache-control, x-request-id, x-freshet-csrf, x-freshet-lane, x-freshet-on-stale, x-freshet-timeout-ms',
    'access-control-max-age': '600',
  }
}
