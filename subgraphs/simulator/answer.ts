import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { SimResponse } from './vendor.ts'

/** A response as it goes over the wire, still in one piece. */
export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: Buffer
}

const MIN_GZIP_BYTES = 1024

export function encode(response: SimResponse, sentAt: number): Answer {
  const { body = '' } = response
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body)
  const given = Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  return {
    status: response.status,
    headers: {
      ...(isJson && { 'content-type': 'application/json; charset=utf-8' }),
      // From the simulator's clock: a client that measures skew or reads Retry-After dates must see one time.
      date: new Date(sentAt).toUTCString(),
      ...Object.fromEntries(given),
    },
    body: Buffer.isBuffer(body) ? body : Buffer.from(isJson ? JSON.stringify(body) : body),
  }
}

/** As real vendors do: gzip for who accepts it, when there is something to gain. */
export async function compress(answer: Answer, acceptEncoding: string = ''): Promise<Answer> {
  const accepts = /\bgzip\b/.test(acceptEncoding) && !/\bgzip *; *q=0(\.0*)? *(,|$)/.test(acceptEncoding)
  if (!accepts || answer.body.length <= MIN_GZIP_BYTES || answer.headers['content-encoding']) return answer
  const body = await promisify(gzip)(answer.body, { level: 1 })
  return { ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip', vary: 'accept-encoding' }, body }
}
