import { decodeGlobalId, identifierPath, isMapped, type Source, type SourceName } from '../../connector/index.ts'
import type { FactSettings, PlainKey } from '../../identity/index.ts'
import { searchableSchemes, shownScheme, spellingsOf } from '../../identity/index.ts'
import { fieldOf } from '../../read/native-path.ts'
import type { ProfiledEntity } from './cards.ts'

/** One filter for one source, for a whole frontier of records. */
export interface Lookup {
  readonly source: SourceName
  readonly where: object
  /** How many keys or numbers stand in it. */
  readonly values: number
}

/** What was asked before, so that no source is asked for one number twice. */
export type Asked = Set<string>

/**
 * Records that name these as themselves: one question per naming source, whatever systems it names.
 */
export function incomingLookups(
  entity: ProfiledEntity,
  records: readonly string[],
  sources: readonly Source[],
  asked: Asked,
): Lookup[] {
  const bySource = Map.groupBy(records, (id) => decodeGlobalId(id)!.source as string)
  return sources.flatMap((namer) => {
    const conditions = Object.keys(namer.externalKeys[entity] ?? {}).flatMap((target) => {
      const keys = (bySource.get(target) ?? []).map((id) => decodeGlobalId(id)!.key)
      const fresh = keys.filter((key) => isNew(asked, `${namer.name} names ${target} ${key}`))
      return fresh.length > 0 ? [{ externalKey: { source: target, in: fresh } }] : []
    })
    if (conditions.length === 0) return []
    const values = conditions.reduce((sum, { externalKey }) => sum + externalKey.in.length, 0)
    return [{ source: namer.name, where: conditions.length === 1 ? conditions[0]! : { or: conditions }, values }]
  })
}

/**
 * Records with the same numbers: one question per source and scheme. A source is asked only when it can search by the
 * scheme itself; where it holds the number of a record, it is asked too, for a second record there makes it ambiguous.
 */
export function sharingLookups(
  entity: ProfiledEntity,
  keys: readonly PlainKey[],
  sources: readonly Source[],
  searched: readonly string[],
  asked: Asked,
): Lookup[] {
  const byScheme = Map.groupBy(keys, ({ scheme }) => shownScheme(scheme))
  return sources.flatMap((source) =>
    searched.flatMap((scheme) => {
      if (!canSearch(source, entity, scheme)) return []
      const fresh = (byScheme.get(scheme) ?? []).filter(({ value }) =>
        isNew(asked, `${source.name} ${scheme} ${value}`),
      )
      const spellings = [...new Set(fresh.flatMap((key) => spellingsOf(key)))]
      const where = { identifier: { scheme, in: spellings } }
      return spellings.length > 0 ? [{ source: source.name, where, values: spellings.length }] : []
    }),
  )
}

/** Whether the source finds records by the scheme without reading them all. */
export function canSearch(source: Source, entity: ProfiledEntity, scheme: string): boolean {
  const map = source.entities[entity]
  const field = map && fieldOf(map, identifierPath(scheme))
  return isMapped(field) && field.filter?.in !== undefined
}

/** In how many ways a source may be asked for records that hang together with others: by their keys, and by each of their numbers. */
export function waysToSearch(source: Source, entity: ProfiledEntity): number {
  const names = Object.keys(source.externalKeys[entity] ?? {}).length > 0 ? 1 : 0
  const numbers = searchableSchemes.filter((scheme) => canSearch(source, entity, scheme)).length
  return names + numbers + (entity === 'Item' ? 1 : 0)
}

/** Articles of one number, in the sources that share a namespace of them. */
export function namespaceLookups(
  keys: readonly PlainKey[],
  sources: readonly Source[],
  { skuNamespaces }: Pick<FactSettings, 'skuNamespaces'>,
  asked: Asked,
): Lookup[] {
  const shared = keys.filter(({ scheme }) => scheme.startsWith('SKU:'))
  return sources.flatMap(({ name }) => {
    const namespaces = new Set(skuNamespaces.flatMap((group, i) => (group.includes(name) ? [`SKU:${i + 1}`] : [])))
    const wanted = shared.filter(({ scheme, value }) => namespaces.has(scheme) && isNew(asked, `${name} sku ${value}`))
    const skus = [...new Set(wanted.map(({ value }) => value))]
    return skus.length > 0 ? [{ source: name, where: { sku: { in: skus } }, values: skus.length }] : []
  })
}

function isNew(asked: Asked, question: string): boolean {
  if (asked.has(question)) return false
  asked.add(question)
  return true
}
