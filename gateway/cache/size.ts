/** Rough bytes of a plain value in memory: two per character, a word per number, some for each object and property. */
export function approximateBytes(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length
  if (typeof value !== 'object' || value === null) return 8
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + 8 + approximateBytes(item), 16)
  let bytes = 32
  for (const name in value) bytes += 16 + approximateBytes((value as Record<string, unknown>)[name])
  return bytes
}
