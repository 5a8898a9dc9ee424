import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from './refusal.ts'

/**
 * Only JSON in UTF-8, uncompressed. The other types that GraphQL servers know (forms, multipart, plain text) can be sent by
 * any web page without asking first, and a compressed body defeats the byte limit.
 * @throws Refusal 415
 */
export function requireJson(headers: IncomingHttpHeaders): void {
  const [type, ...parameters] = (headers['content-type'] ?? '').split(';').map((part) => part.trim().toLowerCase())
  const isUtf8 = parameters.every(
    (parameter) => !parameter.startsWith('charset=') || /^charset="?utf-8"?$/.test(parameter),
  )
  if (type !== 'application/json' || !isUtf8) throw unsupported('content type', headers['content-type'])
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw unsupported('content encoding', encoding)
}

function unsupported(what: string, given: string | undefined): Refusal {
  const found = given === undefined ? `no ${what}` : `the ${what} ${JSON.stringify(given.slice(0, 80))}`
  return new Refusal('BAD_REQUEST', `The request has ${found}: send application/json in UTF-8, uncompressed.`, {
    status: 415,
    headers: { 'accept-post': 'application/json; charset=utf-8' },
  })
}
