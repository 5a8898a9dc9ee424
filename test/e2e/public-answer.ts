import { expect } from 'vitest'
import { isErrorCode } from '../../gateway/errors.ts'
import { TRACEBACK_CANARY } from '../../subgraphs/odoo/simulator-errors.ts'
import { type FailureName, HTML_CANARY, type Vendor } from '../../subgraphs/simulator/kit.ts'

/** What stands in the simulators' pages and tracebacks for this one purpose. */
const canaries = [HTML_CANARY, TRACEBACK_CANARY]

/** All that may be said of an error beside its message, place and path; what costs too much is refused with its plan. */
const extensionKeys = ['code', 'source', 'retryable', 'retryAfterMs', 'requestId']
const keysOf = (code: unknown) => (code === 'QUERY_TOO_COSTLY' ? [...extensionKeys, 'plan'] : extensionKeys)

/**
 * Holds any answer of the gateway to what may leave the process: codes of the catalogue, the extension keys that are told to everybody, and no word
 * that a source said of its troubles.
 */
export function expectPublic(body: string, secretive: readonly string[] = []): void {
  const { errors = [] } = JSON.parse(body) as { errors?: { message: unknown; extensions?: Record<string, unknown> }[] }
  for (const { message, extensions = {} } of errors) {
    expect(typeof message).toBe('string')
    expect(extensions.code).toSatisfy(isErrorCode)
    expect(Object.keys(extensions).filter((key) => !keysOf(extensions.code).includes(key))).toEqual([])
  }
  expect([...canaries, ...secretive].filter((text) => body.includes(JSON.stringify(text).slice(1, -1)))).toEqual([])
}

/** Shorter ones may stand in anything. */
const leastLength = 12

/** The words in which a vendor fails, to be looked for where nobody may repeat them. */
export function failureTexts({ failures }: Pick<Vendor, 'failures'>): string[] {
  const names = Object.keys(failures) as FailureName[]
  const texts = names.flatMap((kind) => textsOf(failures[kind]!({ kind }).body))
  return [...new Set(texts)].filter((text) => text.length >= leastLength)
}

function textsOf(body: unknown): string[] {
  if (Buffer.isBuffer(body)) return textsOf(body.toString())
  if (typeof body === 'string') return jsonOf(body) ?? body.split(/<[^>]*>|\n/).map((text) => text.trim())
  return typeof body === 'object' && body !== null ? Object.values(body).flatMap(textsOf) : []
}

function jsonOf(text: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? textsOf(value) : undefined
  } catch {
    return undefined
  }
}
