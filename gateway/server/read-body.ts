import type { IncomingMessage } from 'node:http'
import { overLimit, Refusal } from './refusal.ts'

/**
 * Reads a request body of at most `limit` bytes. A `Content-Length` above the limit is refused unread; one below it is not
 * believed, the bytes are counted.
 * @throws Refusal 413, with the rest unread
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0)
  return announced > limit ? Promise.reject(tooLarge(announced, limit)) : readAll(request, limit)
}

/** By events, which for a body in one piece cost a fifth of what it costs to iterate over it. */
function readAll(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const onData = (chunk: Buffer) => {
      bytes += chunk.length
      chunks.push(chunk)
      if (bytes <= limit) return
      // The socket stays: the refusal still has to be sent over it.
      request.off('data', onData).pause()
      reject(tooLarge(bytes, limit))
    }
    request.on('data', onData)
    request.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    request.once('error', reject)
    request.once('close', () => {
      if (!request.complete) reject(new Error('The request ended before its body.'))
    })
  })
}

function tooLarge(bytes: number, limit: number): Refusal {
  const { message } = overLimit('QUERY_TOO_LARGE', 'The body has at least % bytes', bytes, limit, 'Split the request.')
  return new Refusal('QUERY_TOO_LARGE', message, { status: 413 })
}
