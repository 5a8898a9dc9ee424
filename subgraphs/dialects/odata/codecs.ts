import type { Codecs } from '../../../gateway/connector/index.ts'

/** Values of OData version 2 JSON: decimals are text, dates are `/Date(millis)/`, and SAP writes "no value" as blank text. */
export const codecsV2: Codecs = {
  text: (native) => (isAbsent(native) || native === '' ? null : ofType('string', native)),
  number: (native) => (isAbsent(native) || native === '' ? null : decimal(native)),
  boolean: (native) => (isAbsent(native) ? null : ofType('boolean', native)),
  date: (native) => (isAbsent(native) ? null : instantOf(native).slice(0, 10)),
  instant: (native) => (isAbsent(native) ? null : instantOf(native).replace('.000Z', 'Z')),
  guid: (native) => (isAbsent(native) || native === '' ? null : ofType<string>('string', native).toLowerCase()),
}

const isAbsent = (native: unknown) => native === null || native === undefined

function ofType<T extends string | boolean>(type: 'string' | 'boolean', native: unknown): T {
  if (typeof native !== type) throw new TypeError(`expected a ${type}, got ${JSON.stringify(native)}`)
  return native as T
}

function decimal(native: unknown): string {
  const text = typeof native === 'number' ? String(native) : ofType<string>('string', native)
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new TypeError(`expected a decimal number, got ${JSON.stringify(native)}`)
  return text
}

/**
 * `/Date(1556630382000)/`, with minutes of offset behind it where the type has an offset. The millis are UTC in both;
 * the offset only tells how the vendor would write the instant.
 */
function instantOf(native: unknown): string {
  const match = typeof native === 'string' ? /^\/Date\((-?\d{1,15})([+-]\d{4})?\)\/$/.exec(native) : null
  if (!match) throw new TypeError(`expected /Date(millis)/, got ${JSON.stringify(native)}`)
  return new Date(Number(match[1])).toISOString()
}
