import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { NotWhole } from './reception.ts'

type Inflate = (body: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>

const ways: ReadonlyMap<string, Inflate> = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
])

/**
 * A body as it was before it was sent. Bytes are counted after inflation: a gzip bomb is small on the wire.
 * @throws NotWhole, because of `ERR_BUFFER_TOO_LARGE` beyond `maxBytes`, or of bytes that are not what they claim to be
 */
export async function inflated(body: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const way = ways.get(encoding)
  if (!way || body.length === 0) return body
  return way(body, { maxOutputLength: maxBytes }).catch((error) => {
    throw new NotWhole(error, true)
  })
}
