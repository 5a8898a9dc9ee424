import type { IncomingMessage } from 'node:http'
import type { SimRequest } from './vendor.ts'

/** The largest body any vendor here documents: Odoo's 128 MiB. */
const MAX_BODY_BYTES = 128 * 1024 * 1024

/** @throws RangeError for a body beyond what any vendor takes; the stream's error when the client goes away */
export async function readRequest(message: IncomingMessage, at: number): Promise<SimRequest> {
  const [rawPath, rawQuery] = splitTarget(message.url ?? '/')
  const body = await readBody(message)
  const text = () => body.toString('utf8')
  return {
    method: message.method ?? 'GET',
    path: decoded(rawPath),
    rawPath,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: headersOf(message),
    body,
    at,
    text,
    json: () => JSON.parse(text()),
    form: () => new URLSearchParams(text()),
  }
}

/** The question as far as it shows in any protocol: the decoded query string, then a body that is text. */
export function nativeOf({ rawQuery, body, headers }: SimRequest): string {
  const query = rawQuery && decoded(rawQuery.replaceAll('+', ' '))
  const isText = !headers['content-encoding'] && body.length > 0
  return [query, isText && body.toString('utf8')].filter(Boolean).join(' ')
}

export function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf('?')
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)]
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of message) {
    size += piece.length
    if (size > MAX_BODY_BYTES) throw new RangeError(`The body is larger than ${MAX_BODY_BYTES} bytes.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** A stray percent sign is the vendor's to judge, not a reason to fail before it has seen the request. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value!]))
}
