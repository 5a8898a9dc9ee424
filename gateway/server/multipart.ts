/**
 * Incremental delivery over HTTP, in the form of August 2022 that Apollo Client and GraphiQL read: a `multipart/mixed` body whose
 * parts are JSON. A part counts as complete when the boundary behind it has come, so that it is sent along.
 */
export const multipartType = 'multipart/mixed; boundary="-"; deferSpec=20220824'

const boundary = '\r\n---'
const head = '\r\nContent-Type: application/json; charset=utf-8\r\n\r\n'

/** A part with the boundaries that it needs: one before the first, an end behind the last. */
export function multipart(payload: string, { isFirst = false, isLast = false }): string {
  return `${isFirst ? boundary : ''}${head}${payload}${boundary}${isLast ? '--\r\n' : ''}`
}
