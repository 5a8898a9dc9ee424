import { createHash } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import { FreshetError, type FreshetErrorOptions, isErrorCode } from '../errors.ts'

/** An entry as it lies in Redis: a value and when it was asked for, on the server's clock. */
export interface SharedValue {
  readonly value: unknown
  /** Millis, with fractions. */
  readonly askedAt: number
}

/** Part of every name and of every value: another release that packs differently finds nothing rather than nonsense. */
const version = 1

const headerBytes = 10

/**
 * The name of an entry in Redis. Names are seen by whoever monitors a server, and a cache key may hold a customer's number or a
 * credential's scope: so they are hashed.
 */
export function sharedName(prefix: string, key: string): string {
  return `${prefix}:${version}:${createHash('sha256').update(key, 'utf16le').digest('base64url')}`
}

/** Undefined for what cannot be told to another process, such as an error that is not ours. */
export function encodeShared({ value, askedAt }: SharedValue): Buffer | undefined {
  const errors: FreshetError[] = []
  try {
    const payload = serialize(replaced(value, (error) => placeholder(error, errors)))
    const header = Buffer.alloc(headerBytes)
    header.writeUInt8(version, 0)
    header.writeUInt8(errors.length > 0 ? 1 : 0, 1)
    header.writeDoubleLE(askedAt, 2)
    return Buffer.concat([header, payload])
  } catch {
    return undefined
  }
}

/** Undefined for what cannot be read: written by another release, cut off, or not ours. */
export function decodeShared(bytes: Buffer): SharedValue | undefined {
  if (bytes.length <= headerBytes || bytes.readUInt8(0) !== version) return undefined
  try {
    const value: unknown = deserialize(bytes.subarray(headerBytes))
    const hasErrors = bytes.readUInt8(1) === 1
    return { value: hasErrors ? replaced(value, restored) : value, askedAt: bytes.readDoubleLE(2) }
  } catch {
    return undefined
  }
}

/** The serializer keeps of an error its message alone, so all of it travels there. */
function placeholder(error: Error, found: FreshetError[]): Error {
  if (!(error instanceof FreshetError)) throw new TypeError('Not an error of the catalogue.')
  found.push(error)
  const { code, source, message, detail, retryAfterMs } = error
  const plain = new Error(JSON.stringify({ code, source, message, detail, retryAfterMs }))
  plain.stack = ''
  return plain
}

function restored(error: Error): FreshetError {
  const { code, ...options } = JSON.parse(error.message) as FreshetErrorOptions & { code: unknown }
  if (!isErrorCode(code)) throw new TypeError('Not an error of the catalogue.')
  return new FreshetError(code, options)
}

/** The value with every error in it replaced; the very same value when there is none, which is nearly always. */
function replaced(value: unknown, replace: (error: Error) => Error): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return replace(value)
  if (Array.isArray(value)) return replacedList(value, replace)
  if (value instanceof Map) return replacedMap(value, replace)
  // Whatever else has a class of its own, such as a set of paths, holds no errors.
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null ? replacedGroup(value, replace) : value
}

function replacedList(list: readonly unknown[], replace: (error: Error) => Error): readonly unknown[] {
  const items = list.map((item) => replaced(item, replace))
  return items.every((item, i) => item === list[i]) ? list : items
}

function replacedMap(map: ReadonlyMap<unknown, unknown>, replace: (error: Error) => Error): unknown {
  return new Map([...map].map(([key, item]) => [key, replaced(item, replace)]))
}

function replacedGroup(group: object, replace: (error: Error) => Error): object {
  const entries = Object.entries(group)
  const changed = entries.map(([name, item]) => [name, replaced(item, replace)] as const)
  return changed.every(([, item], i) => item === entries[i]![1]) ? group : Object.fromEntries(changed)
}
