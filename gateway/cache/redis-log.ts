import type { EntityName, SourceKey } from '../connector/index.ts'
import type { Invalidation } from './invalidation.ts'

/** One invalidation as the log keeps it. */
export interface LogEntry {
  /** Where the log goes on after it. */
  readonly id: string
  /** Millis on the server's clock, with fractions. */
  readonly at: number
  /** The replica that wrote it. */
  readonly by: string
  /** Undefined when we cannot read what it was: then it may have been anything. */
  readonly what: Invalidation | undefined
}

/** The log as found by a replica that joins it, or joins it again. */
export interface LogTail {
  /** The server's clock, in millis. */
  readonly now: number
  /** Millis on the server's clock. What was asked for before cannot be judged by this log. */
  readonly began: number
  readonly entries: readonly LogEntry[]
}

/**
 * Joins the log of invalidations: KEYS log, head; ARGV server's run id, our position, the beginning we know.
 *
 * A server that was restarted, restored from a dump or replaced by its replica may have lost the end of the log and kept the
 * entries that it spoke of: under another run id the log begins anew, and what is older is not believed any more.
 */
export const attachScript = `
local head = redis.call('HMGET', KEYS[2], 'server', 'began')
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000000 + time[2])
local began = head[2]
if not began or head[1] ~= ARGV[1] then
  began = now
  redis.call('HSET', KEYS[2], 'server', ARGV[1], 'began', began)
end
local after = began == ARGV[3] and ARGV[2] or '0-0'
return { now, began, redis.call('XRANGE', KEYS[1], '(' .. after, '+') }
`

/**
 * Adds one invalidation: KEYS log, head; ARGV replica, invalidation, greatest length. A log that grew too long forgets its older
 * half, and says so by beginning later.
 */
export const tellScript = `
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000000 + time[2])
redis.call('XADD', KEYS[1], '*', 'at', now, 'by', ARGV[1], 'what', ARGV[2])
local most = tonumber(ARGV[3])
if redis.call('XLEN', KEYS[1]) > most then
  redis.call('XTRIM', KEYS[1], 'MAXLEN', math.floor(most / 2))
  local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)
  redis.call('HSET', KEYS[2], 'began', first[1][2][2])
end
return now
`

/** The server's microseconds, as the scripts tell them, in millis. */
export const serverMillis = (micros: unknown): number => Number(micros) / 1_000

export const encodeInvalidation = ({ source, entity, key }: Invalidation): string =>
  JSON.stringify({ source, entity, key })

/** An entry of a stream as the server gives it: its id, and names and values in turn. */
export function decodeLogEntry([id, fields]: readonly [string, readonly string[]]): LogEntry {
  const values = new Map<string, string>()
  for (let i = 0; i + 1 < fields.length; i += 2) values.set(fields[i]!, fields[i + 1]!)
  return {
    id,
    at: serverMillis(values.get('at')),
    by: values.get('by') ?? '',
    what: decodeInvalidation(values.get('what') ?? ''),
  }
}

function decodeInvalidation(text: string): Invalidation | undefined {
  const { source, entity, key, ...more } = parsed(text)
  const isOptional = (value: unknown) => value === undefined || typeof value === 'string'
  const isKnown = typeof source === 'string' && isOptional(entity) && isOptional(key) && Object.keys(more).length === 0
  return isKnown ? { source, entity: entity as EntityName | undefined, key: key as SourceKey | undefined } : undefined
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}
