/** One configured tenant of a vendor, such as `sap-eu`. Unique in a deployment and never reused. */
export type SourceName = string & { readonly __brand: 'SourceName' }
/** A record's key in its source: native key parts in entity-map order, percent-encoded, joined by `;`. */
export type SourceKey = string & { readonly __brand: 'SourceKey' }
/** Our id of a record: base64url of `1|Type|source|localKey`. Opaque to callers. */
export type GlobalId = string & { readonly __brand: 'GlobalId' }

export interface RecordRef {
  readonly type: string
  readonly source: SourceName
  readonly key: SourceKey
}

/** Percent-encodes `%`, `;` and `|` only: native keys stay readable and any text survives the round trip. */
export function encodeKey(parts: readonly string[]): SourceKey {
  return (parts.length === 1 ? escaped(parts[0]!) : parts.map(escaped).join(';')) as SourceKey
}

// Nearly all keys are digits and letters: looking is cheaper than replacing nothing three times.
const escaped = (part: string): string =>
  /[%;|]/.test(part) ? part.replaceAll('%', '%25').replaceAll(';', '%3B').replaceAll('|', '%7C') : part

export function decodeKey(key: SourceKey): string[] {
  if (!key.includes('%')) return key.split(';')
  return key.split(';').map((part) => part.replaceAll('%7C', '|').replaceAll('%3B', ';').replaceAll('%25', '%'))
}

export function encodeGlobalId(ref: RecordRef): GlobalId {
  return Buffer.from(`1|${ref.type}|${ref.source}|${ref.key}`, 'utf8').toString('base64url') as GlobalId
}

/** The record an id names, or undefined when the text is not one of our ids. */
export function decodeGlobalId(id: string): RecordRef | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(id)) return undefined
  const bytes = Buffer.from(id, 'base64url')
  const text = bytes.toString('utf8')
  const [version, type, source, key, ...rest] = text.split('|')
  if (version !== '1' || !type || !source || !key || rest.length > 0) return undefined
  const ref = { type, source: source as SourceName, key: key as SourceKey }
  // Non-canonical spellings of an id or of its key would be second names of one record: refuse them.
  return encodeGlobalId(ref) === id && encodeKey(decodeKey(ref.key)) === key ? ref : undefined
}
