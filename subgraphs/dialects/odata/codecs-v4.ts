import type { Codecs } from '../../../gateway/connector/index.ts'

/** What a vendor writes where it has no value, besides null. */
export interface Blanks {
  /** Blank text is no text. */
  readonly text?: boolean
  /** Days that stand for no day, such as `0001-01-01`. */
  readonly days?: readonly string[]
  /** The GUID of zeros stands for none. */
  readonly guid?: boolean
}

const zeroGuid = '00000000-0000-0000-0000-000000000000'

/** Values of OData version 4 JSON: numbers are numbers, or text where a double could not hold them; days and instants are ISO 8601. */
export function codecsV4({ text = false, days = [], guid = false }: Blanks = {}): Codecs {
  const isNoDay = (native: string) => days.includes(native.slice(0, 10))
  return {
    text: (native) => (isAbsent(native) || (text && native === '') ? null : ofType('string', native)),
    number: (native) => (isAbsent(native) ? null : decimal(native)),
    boolean: (native) => (isAbsent(native) ? null : ofType('boolean', native)),
    date: (native) => (isAbsent(native) ? null : orNull(dayOf(native), isNoDay)),
    instant: (native) => (isAbsent(native) ? null : orNull(instantOf(native), isNoDay)),
    guid: (native) => (isAbsent(native) ? null : orNull(guidOf(native), (id) => guid && id === zeroGuid)),
  }
}

const isAbsent = (native: unknown) => native === null || native === undefined

const orNull = (value: string, isNone: (value: string) => boolean) => (isNone(value) ? null : value)

function ofType<T extends string | boolean>(type: 'string' | 'boolean', native: unknown): T {
  if (typeof native !== type) throw new TypeError(`expected a ${type}, got ${JSON.stringify(native)}`)
  return native as T
}

function decimal(native: unknown): string {
  const value = typeof native === 'number' ? String(native) : ofType<string>('string', native)
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw new TypeError(`expected a decimal number, got ${JSON.stringify(native)}`)
  return value
}

/** A day, or the day of an instant in UTC: some vendors write every day as an instant. */
function dayOf(native: unknown): string {
  const match = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(\.\d+)?Z?)?$/.exec(ofType<string>('string', native))
  if (!match) throw new TypeError(`expected a date, got ${JSON.stringify(native)}`)
  return match[1]!
}

function instantOf(native: unknown): string {
  const value = ofType<string>('string', native)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) || Number.isNaN(Date.parse(value)))
    throw new TypeError(`expected an instant, got ${JSON.stringify(native)}`)
  return new Date(value).toISOString().replace('.000Z', 'Z')
}

function guidOf(native: unknown): string {
  const id = ofType<string>('string', native).toLowerCase()
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new TypeError(`expected a GUID, got ${JSON.stringify(native)}`)
  return id
}
