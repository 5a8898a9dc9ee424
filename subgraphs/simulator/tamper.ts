import { gzipSync } from 'node:zlib'
import type { Answer } from './answer.ts'
import type { Fault } from './faults.ts'

const MEGABYTE = 1024 * 1024
const DEFAULT_BOMB_BYTES = 200 * MEGABYTE

/** An answer spoiled by a fault that leaves it in one piece; any other fault leaves it as it is. */
export function tamper(answer: Answer, fault: Fault): Answer {
  switch (fault.kind) {
    case 'badJson':
      return { ...answer, body: answer.body.subarray(0, Math.floor((answer.body.length * 2) / 3)) }
    case 'rewrite':
      return { ...answer, body: Buffer.from(answer.body.toString().replaceAll(fault.find ?? '', fault.put ?? '')) }
    case 'gzipBomb':
      return { ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' }, body: bomb(fault.bytes) }
    case 'wrongEncoding':
      return misencode(answer, fault.variant ?? 'header')
    default:
      return answer
  }
}

/** Gzip members may follow one another (RFC 1952, 2.2), so one compressed megabyte is repeated, and nothing large is ever held. */
function bomb(bytes: number = DEFAULT_BOMB_BYTES): Buffer {
  const megabyte = gzipSync(Buffer.alloc(MEGABYTE, ' '))
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / MEGABYTE) }, () => megabyte))
}

function misencode({ status, headers, body }: Answer, variant: NonNullable<Fault['variant']>): Answer {
  const gzipped = { ...headers, 'content-encoding': 'gzip' }
  switch (variant) {
    case 'header':
      return { status, headers: gzipped, body }
    case 'double':
      return { status, headers: gzipped, body: gzipSync(gzipSync(body)) }
    case 'bom':
      return { status, headers, body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]) }
    case 'charset':
      return { status, headers, body: Buffer.from(body.toString(), 'utf16le') }
  }
}
