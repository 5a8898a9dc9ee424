import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Runtime } from '../runtime.ts'
import type { HttpAnswer } from './answer.ts'

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Headers of every answer; the answer's own win, but what both vary by counts. */
  readonly always: Readonly<Record<string, string>>
  readonly runtime: Runtime
}

/** Writes an answer. Nothing is written to a caller who is gone. Resolves when there is no more to write. */
export async function send(answer: HttpAnswer, exchange: Exchange): Promise<void> {
  const { request, response, always } = exchange
  if (response.destroyed || response.headersSent) {
    await leave(answer)
    return
  }
  const isUnread = !request.complete
  const body = encoded(answer.body)
  const vary = [always.vary, answer.headers.vary].filter((part) => part !== undefined).join(', ')
  response.writeHead(answer.status, {
    ...always,
    ...answer.headers,
    ...(vary === '' ? {} : { vary }),
    ...(answer.rest ? {} : { 'content-length': Buffer.byteLength(body) }),
    ...(isUnread ? { connection: 'close' } : {}),
  })
  if (answer.rest) await sendParts(body, answer.rest, response)
  else if (!isUnread) response.end(body)
  else linger(body, exchange)
}

/** A long text is measured and written in one go; a short one leaves in one piece with the headers. */
const encoded = (body: string | Buffer): string | Buffer =>
  typeof body === 'string' && body.length > shortText ? Buffer.from(body) : body

const shortText = 4_096

/** Ends what would have followed. What has not begun would not know of its end, so that it begins. */
async function leave({ rest }: Pick<HttpAnswer, 'rest'>): Promise<void> {
  if (!rest) return
  const begun = rest.next()
  await rest.return()
  await begun
}

/** Writes part after part, each when the caller has taken those before it: what he does not take is not made. */
async function sendParts(
  first: string | Buffer,
  rest: AsyncGenerator<string, void>,
  response: ServerResponse,
): Promise<void> {
  const gone = new Promise<void>((resolve) => response.once('close', resolve))
  const taken = (part: string | Buffer) =>
    response.write(part) ? undefined : Promise.race([gone, new Promise((resolve) => response.once('drain', resolve))])
  try {
    await taken(first)
    while (!response.destroyed) {
      const next = await Promise.race([rest.next(), gone])
      if (!next || next.done) break
      await taken(next.value)
    }
    response.end()
  } finally {
    await leave({ rest })
  }
}

const lingerBytes = 1_048_576
const lingerMillis = 1_000

/**
 * Answers a request whose body we did not read to its end. Closing at once would make the network drop our answer together
 * with the bytes still under way, so the answer is written, and a little of the rest is thrown away before the end.
 */
function linger(body: string | Buffer, { request, response, runtime }: Exchange): void {
  let left = lingerBytes
  const end = () => {
    cancel()
    response.end()
  }
  const cancel = runtime.after(lingerMillis, end)
  response.write(body)
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) end()
  })
  request.once('end', end)
  request.once('error', end)
  request.resume()
}
