import type { Answer, Fault } from '../connector/index.ts'

/** What an answer means by its status alone, for what a connector's own table leaves open. Nothing is followed, so 3xx is bad. */
export function faultByStatus(answer: Answer): Fault | undefined {
  const { status } = answer
  if (status >= 200 && status < 300) return undefined
  const detail = `status ${status}: ${answer.text().slice(0, 300)}`
  if (status === 401) return { code: 'SOURCE_AUTH', detail }
  if (status === 403) return { code: 'SOURCE_FORBIDDEN', detail }
  if (status === 408 || status === 504) return { code: 'SOURCE_TIMEOUT', detail }
  if (status === 413) return { code: 'SOURCE_TOO_LARGE', detail }
  if (status === 429) return { code: 'SOURCE_THROTTLED', detail }
  if (status >= 500) return { code: 'SOURCE_UNAVAILABLE', detail }
  return { code: 'SOURCE_BAD_RESPONSE', detail }
}
