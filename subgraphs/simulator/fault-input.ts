import type { Fault, FaultKind } from './faults.ts'

/**
 * A fault from outside, checked field by field.
 * @throws TypeError that names the field, its value and what it may be
 */
export function faultFrom(input: unknown, kinds: readonly FaultKind[]): Fault {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new TypeError('A fault is a JSON object, such as {"kind":"throttled","times":3,"retryAfter":"2"}.')
  }
  const { kind, ...rest } = input as Record<string, unknown>
  if (!kinds.includes(kind as FaultKind))
    throw new TypeError(`"kind" is ${quoted(kind)}; it can be: ${kinds.join(', ')}.`)
  for (const [name, value] of Object.entries(rest)) checkField(name, value)
  return input as Fault
}

type Field = Exclude<keyof Fault, 'kind' | 'limit'>

const text = { is: 'a string', test: (value: unknown) => typeof value === 'string' }
const count = {
  is: 'a whole number from 0',
  test: (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0,
}
const share = {
  is: 'a number from 0 to 1',
  test: (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1,
}
const integer = { is: 'a whole number', test: Number.isSafeInteger }
const oneOf = (...values: string[]) => ({
  is: `one of ${values.join(', ')}`,
  test: (value: unknown) => values.includes(value as string),
})

const fields: Readonly<Record<Field, { readonly is: string; readonly test: (value: unknown) => boolean }>> = {
  times: count,
  timesEach: count,
  skip: count,
  match: text,
  on: oneOf('data', 'auth', 'any'),
  probability: share,
  retryAfter: text,
  millis: count,
  bytes: count,
  afterBytes: count,
  framing: oneOf('length', 'chunked', 'close'),
  variant: oneOf('header', 'double', 'bom', 'charset'),
  find: text,
  put: text,
  location: text,
  dateSkewMillis: integer,
}

function checkField(name: string, value: unknown): void {
  if (!Object.hasOwn(fields, name)) {
    throw new TypeError(`A fault has no field "${name}"; it has: kind, ${Object.keys(fields).join(', ')}.`)
  }
  const { is, test } = fields[name as Field]
  if (!test(value)) throw new TypeError(`"${name}" is ${quoted(value)}; it must be ${is}.`)
}

const quoted = (value: unknown) => JSON.stringify(value) ?? 'missing'
