import type { IncomingMessage } from 'node:http'
import { overLimit, Refusal } from './refusal.ts'

/**
 * Reads a request body of at most `limit` bytes. A `Content-Length` above the limit is refused unread; one below it is not
 * believed, the bytes are counted.
 * @throws Refusal 413, with the rest unread
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > limit) throw tooLarge(announced, limit)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.length
    if (bytes > limit) throw tooLarge(bytes, limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

// Leaving the loop early must not destroy the socket: the refusal still has to be sent over it.
function bodyOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false })
}

function tooLarge(bytes: number, limit: number): Refusal {
  const { message } = overLimit('QUERY_TOO_LARGE', 'The body has at least % bytes', bytes, limit, 'Split the request.')
  return new Refusal('QUERY_TOO_LARGE', message, { status: 413 })
}
