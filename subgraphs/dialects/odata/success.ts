import type { Answer, Fault } from '../../../gateway/connector/index.ts'

/** What a vendor makes of troubles that come with status 2xx. */
export interface Troubles {
  /** A multipart answer that may hold a part that failed. */
  inBatch(answer: Answer): Fault | undefined
  /** An error body where data was asked for. */
  inError(answer: Answer): Fault
}

/** An answer with status 2xx is data, unless it is a page for people, or an error all the same. */
export function faultInSuccess(answer: Answer, { inBatch, inError }: Troubles): Fault | undefined {
  const type = answer.headers['content-type'] ?? ''
  if (type.startsWith('multipart/mixed')) return inBatch(answer)
  if (!type.includes('json'))
    return { code: 'SOURCE_BAD_RESPONSE', detail: `status ${answer.status} with ${type || 'no content type'}` }
  const isError = /^\s*\{\s*"error"\s*:/.test(answer.body.toString('utf8', 0, 64))
  return isError ? { ...inError(answer), code: 'SOURCE_BAD_RESPONSE' } : undefined
}
