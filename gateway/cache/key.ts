import { createHash } from 'node:crypto'

/**
 * One text for a list of parts that no other list of parts has: each part carries its length.
 * Long ones are hashed, since keys are held once per entry; as they are in memory, because in UTF-8 all lone surrogates are one.
 */
export function cacheKey(...parts: readonly string[]): string {
  const text = parts.map((part) => `${part.length}:${part}`).join('|')
  return text.length <= 120 ? text : createHash('sha256').update(text, 'utf16le').digest('base64url')
}
