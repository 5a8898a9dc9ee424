import { createHash } from 'node:crypto'

/**
 * One text for a list of parts that no other list of parts has: each part carries its length.
 * Long ones are hashed, since keys are held once per entry; as they are in memory, because in UTF-8 all lone surrogates are one.
 */
export function cacheKey(...parts: readonly string[]): string {
  return short(parts.map(counted).join('|'))
}

/** What all lists of parts have in common that differ in the last one only. */
export const cacheSection = (...parts: readonly string[]): string => parts.map((part) => `${counted(part)}|`).join('')

/** The key of one of them. */
export const cacheKeyIn = (section: string, last: string): string => short(section + counted(last))

const counted = (part: string): string => `${part.length}:${part}`

const short = (text: string): string =>
  text.length <= 120 ? text : createHash('sha256').update(text, 'utf16le').digest('base64url')
