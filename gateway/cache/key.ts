import { createHash } from 'node:crypto'

/**
 * One text for a list of parts that no other list of parts has: each part carries its length.
 * Long ones are hashed, since keys are held once per entry; as they are in memory, because in UTF-8 all lone surrogates are one.
 */
export function cacheKey(...parts: readonly string[]): string {
  return short(parts.map(counted).join('|'))
}

/** The same for many lists of parts that differ in the last one only. */
export function cacheKeysUnder(...parts: readonly string[]): (last: string) => string {
  const start = parts.map((part) => `${counted(part)}|`).join('')
  return (last) => short(start + counted(last))
}

const counted = (part: string): string => `${part.length}:${part}`

const short = (text: string): string =>
  text.length <= 120 ? text : createHash('sha256').update(text, 'utf16le').digest('base64url')
