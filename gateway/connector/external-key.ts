import { decodeKey, encodeKey, type SourceKey } from './names.ts'

/**
 * Where a record keeps its key in another system. Mostly a field of its own: `SAP_Customer__c`. Where the other's keys have several
 * parts of which only the last is kept, the others stand before it: `nl01;{accountnumber}` is the account of that number in the
 * company nl01.
 */
export interface ExternalKey {
  /** The native field. */
  readonly native: string
  /** What stands before its value in the other system's key; mostly nothing. */
  readonly before: string
}

const pattern = /^(?<before>[^{}]*;)\{(?<native>[^{}]+)\}$/

export function externalKeyOf(text: string): ExternalKey {
  const { native, before } = pattern.exec(text)?.groups ?? {}
  return native === undefined ? { native: text, before: '' } : { native, before: before! }
}

/** The other system's key, by what the field holds. A whole key stands there as it is. */
export const keyHeld = ({ before }: ExternalKey, value: string): string =>
  before === '' ? value : `${before}${encodeKey([value])}`

/** What the field holds of a key, or undefined when it can hold no part of it. */
export function heldOf({ before }: ExternalKey, key: string): string | undefined {
  if (before === '') return key
  return key.startsWith(before) ? decodeKey(key.slice(before.length) as SourceKey).join(';') : undefined
}
