import { createHmac } from 'node:crypto'
import {
  decodeGlobalId,
  decodeKey,
  encodeGlobalId,
  encodeKey,
  type SourceKey,
  type SourceName,
} from '../connector/index.ts'
import { plainName } from './name.ts'
import { schemeName, schemeOf } from './scheme.ts'
import { isStopped } from './stop-list.ts'

/** What identity reads of a record. Nothing of it is kept: only hashes of the numbers, and keys of records. */
export interface Card {
  readonly id: string
  readonly name?: string | null
  readonly sku?: string | null
  readonly identifiers?: readonly {
    readonly scheme: string
    readonly value: string
    readonly country?: string | null
  }[]
  readonly emails?: readonly string[] | null
  readonly phones?: readonly string[] | null
  readonly domains?: readonly string[] | null
  readonly addresses?: readonly { readonly postalCode: string | null; readonly country: string | null }[] | null
}

/** A number as the crosswalk keeps it. */
export interface HashedKey {
  readonly scheme: string
  readonly country: string
  /** Keyed: worthless without the deployment's secret. */
  readonly hash: string
  /** The field of the record that it was read from. */
  readonly field: string
}

/** What is known of one record, as one reading of it told. */
export interface Facts {
  /** The record's global id. */
  readonly record: string
  readonly source: string
  readonly keys: readonly HashedKey[]
  /** Global ids of the records in other systems that it names as itself. */
  readonly claims: readonly string[]
  /** Others name the record, but it could not be read: what was known of it before stands. */
  readonly unread?: true
}

export interface FactSettings {
  /** The deployment's secret. Changing it makes the crosswalk forget all numbers, not the decisions. */
  readonly secret: string
  /** Groups of sources that number their articles alike. */
  readonly skuNamespaces: readonly (readonly string[])[]
  /** Numbers, in their one spelling, that the operator found to be shared by many. */
  readonly stopList?: readonly string[]
}

/** A number before it is hashed. Lives within one request only. */
export interface PlainKey {
  readonly scheme: string
  readonly country: string
  readonly value: string
  readonly field: string
}

/** The numbers of a record that can be compared, each in its one spelling. */
export function plainKeysOf(card: Card, settings: FactSettings): PlainKey[] {
  const stopped = new Set(settings.stopList)
  const keys = writtenKeysOf(card, settings).flatMap(({ scheme, value, country, field }) => {
    const normal = schemeOf(scheme)?.normalise(value, country ?? null)
    return normal && !isStopped(normal.value, stopped) ? [{ scheme: schemeName(scheme), ...normal, field }] : []
  })
  return [...new Map(keys.map((key) => [`${key.scheme}\n${key.country}\n${key.value}`, key])).values()]
}

interface WrittenKey {
  readonly scheme: string
  readonly value: string
  readonly country?: string | null
  readonly field: string
}

function writtenKeysOf(card: Card, settings: FactSettings): WrittenKey[] {
  const { source } = decodeGlobalId(card.id)!
  const each = (scheme: string, field: string, values: readonly string[] | null | undefined): WrittenKey[] =>
    (values ?? []).map((value) => ({ scheme, value, field }))
  return [
    ...(card.identifiers ?? [])
      .filter(({ scheme }) => !scheme.startsWith('EXTERNAL:') && !scheme.startsWith('SKU:'))
      .map((identifier) => ({ ...identifier, field: 'identifiers' })),
    ...each('NAME', 'name', card.name ? [card.name] : []),
    ...each('EMAIL', 'emails', card.emails),
    ...each('TEL', 'phones', card.phones),
    ...each('DOMAIN', 'domains', card.domains),
    ...placesOf(card),
    ...namespacesOf(source, settings).flatMap((scheme) => each(scheme, 'sku', card.sku ? [card.sku] : [])),
  ]
}

function placesOf({ name, addresses }: Card): WrittenKey[] {
  const plain = plainName(name ?? '')
  if (plain === '') return []
  return (addresses ?? []).flatMap(({ postalCode, country }) =>
    postalCode && country
      ? [{ scheme: 'PLACE', value: `${plain}\n${postalCode.replace(/\W/g, '')}\n${country}`, field: 'addresses' }]
      : [],
  )
}

/** The schemes of article numbers that a source shares with others. */
export const namespacesOf = (source: string, { skuNamespaces }: Pick<FactSettings, 'skuNamespaces'>): string[] =>
  skuNamespaces.flatMap((group, i) => (group.includes(source) ? [`SKU:${i + 1}`] : []))

/** Facts are hashed and frozen: this is the last place that sees a number as it is written. */
export function factsOf(card: Card, settings: FactSettings): Facts {
  const { source } = decodeGlobalId(card.id)!
  const keys = plainKeysOf(card, settings).map(({ scheme, country, value, field }) =>
    Object.freeze({ scheme, country, hash: hashOf(scheme, country, value, settings.secret), field }),
  )
  return Object.freeze({ record: card.id, source, keys: Object.freeze(keys), claims: Object.freeze(claimsOf(card)) })
}

/** The records that a record names as itself in other systems. */
export function claimsOf({ id, identifiers = [] }: Card): string[] {
  const { type } = decodeGlobalId(id)!
  const targets = identifiers.flatMap(({ scheme, value }) =>
    scheme.startsWith('EXTERNAL:')
      ? [encodeGlobalId({ type, source: scheme.slice('EXTERNAL:'.length) as SourceName, key: keyOf(value) })]
      : [],
  )
  return [...new Set(targets)]
}

/** A key in the other system's words: of several parts as we write them, or one part as people do. */
const keyOf = (value: string): SourceKey =>
  encodeKey(decodeKey(value as SourceKey)) === value ? (value as SourceKey) : encodeKey([value])

/** Half of SHA-256 is enough to tell numbers apart, and leaves less to guess from. */
export function hashOf(scheme: string, country: string, value: string, secret: string): string {
  return createHmac('sha256', secret).update(`${scheme}\n${country}\n${value}`).digest('hex').slice(0, 32)
}
