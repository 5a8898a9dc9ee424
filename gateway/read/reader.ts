import { approximateBytes, cacheKey, type Entry, SingleFlight, type Store } from '../cache/index.ts'
import {
  canonical,
  type EntityName,
  externalKeyPath,
  type Link,
  type OrderTerm,
  type Source,
  type SourceKey,
} from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { keysFilter, possibleKeys } from '../pushdown/native-terms.ts'
import { nativeTypeOf } from '../pushdown/native-type.ts'
import type { Runtime } from '../runtime.ts'
import type { Transport } from '../transport/index.ts'
import { columnText, leafReader } from './decode.ts'
import { childMembership, groupName, keyParts, type Membership, readGroups } from './groups.ts'
import { mappedField } from './native-path.ts'
import type { Position } from './position.ts'
import type { Served, SourceRecord } from './record.ts'
import { requireEntity, requireFields } from './refuse.ts'
import { readScan, type Scan, type ScanResult } from './scan.ts'
import { noteAge, type ReadScope, tallyOf } from './scope.ts'
import type { ChildrenQuery, ExternalQuery, ListQuery, ListResult, LookupQuery, SourceReader } from './types.ts'

export interface ReaderParts {
  readonly source: Source
  readonly transport: Transport
  readonly store: Store
  readonly runtime: Runtime
}

/** One read of one source, end to end: cache, single flight, pushdown, the vendor's calls, decoding. */
export function createReader(parts: ReaderParts): SourceReader {
  return new CachedReader(parts)
}

/** A record as cached: which paths it was read with, so that a wider row answers a narrower question. */
interface KnownRecord {
  readonly record: SourceRecord
  readonly paths: ReadonlySet<string>
}

/** When the source was asked: by the wall clock for stamps, and monotonically for ages. */
type Moment = Pick<Entry<unknown>, 'readAt' | 'askedAt'>

type Read<T> = (link: Link, moment: Moment) => Promise<T>

class CachedReader implements SourceReader {
  readonly source: Source
  private readonly transport: Transport
  private readonly store: Store
  private readonly runtime: Runtime
  private readonly flights = new SingleFlight()

  constructor({ source, transport, store, runtime }: ReaderParts) {
    this.source = source
    this.transport = transport
    this.store = store
    this.runtime = runtime
  }

  async list(query: ListQuery, scope: ReadScope): Promise<ListResult> {
    const { entity, fields, filter, order, first, after } = query
    requireEntity(this.source, entity)
    requireFields(this.source, entity, filter)
    const key = this.key(
      'list',
      entity,
      JSON.stringify([sortedFields(fields), filter ?? null, order, first, after ?? null]),
    )
    const scan = { entity, fields, filter, order, wanted: first, after }
    const { value, servedFrom } = await this.answer<ScanResult>(key, entity, scope, async (link, moment) => {
      const result = await readScan(this.source, scan, link, moment.readAt)
      this.remember(entity, fields, result.records, moment)
      return result
    })
    return { rows: value.records.map((record) => ({ record, servedFrom })), hasMore: value.hasMore }
  }

  async lookup({ entity, keys, fields }: LookupQuery, scope: ReadScope): Promise<ReadonlyMap<SourceKey, Served>> {
    requireEntity(this.source, entity)
    const served = new Map<SourceKey, Served>()
    const missing: SourceKey[] = []
    for (const key of new Set(keys)) {
      const held = this.heldRecord(entity, key, fields, scope)
      if (held) served.set(key, { record: held, servedFrom: originOf(held, scope) })
      else missing.push(key)
    }
    this.count(
      scope,
      served.size,
      missing.length,
      [...served.values()].map(({ record }) => record.readAt),
    )
    if (missing.length > 0)
      for (const record of await this.fetchKeys(entity, missing, fields, scope))
        served.set(record.key, { record, servedFrom: 'LIVE' })
    return served
  }

  async children(query: ChildrenQuery, scope: ReadScope): Promise<ReadonlyMap<SourceKey, readonly Served[]>> {
    const { parent, relation, keys, fields, filter, order } = query
    const entity = canonical[parent].relations[relation]!.to
    requireEntity(this.source, entity)
    requireFields(this.source, entity, filter)
    const membership = childMembership(this.source, parent, relation)
    const values = await this.parentValues(parent, relation, keys, scope)
    const name = JSON.stringify([parent, relation, sortedFields(fields), filter ?? null, order])
    const groups = await this.grouped(name, membership, values, { fields, filter, order }, scope)
    return new Map(keys.map((key) => [key, groups.get(key) ?? []]))
  }

  async external(
    { entity, target, keys, fields }: ExternalQuery,
    scope: ReadScope,
  ): Promise<ReadonlyMap<SourceKey, readonly Served[]>> {
    const map = requireEntity(this.source, entity)
    const path = externalKeyPath(target)
    requireFields(this.source, entity, { kind: 'in', field: path, values: [] })
    const field = mappedField(map, path)!
    const columns = [{ native: String(field.native), type: nativeTypeOf(entity, path, field) }]
    const values = new Map(keys.map((key) => [key, [keyParts(key).join(';')]]))
    return this.grouped(
      JSON.stringify([path, sortedFields(fields)]),
      { entity, columns },
      values,
      { fields, order: [] },
      scope,
    )
  }

  position({ record }: Served, order: readonly OrderTerm[]): Position {
    const leaf = leafReader(record)
    return { values: order.map((term) => leaf(term.field) as Position['values'][number]), key: record.key }
  }

  /** Groups by key, each cached on its own, so that a batch hits in part and asks only for the missing keys. */
  private async grouped(
    name: string,
    membership: Membership,
    values: ReadonlyMap<SourceKey, readonly string[]>,
    query: Pick<ChildrenQuery, 'fields' | 'filter' | 'order'>,
    scope: ReadScope,
  ): Promise<ReadonlyMap<SourceKey, readonly Served[]>> {
    const { entity } = membership
    const served = new Map<SourceKey, readonly Served[]>()
    const missing = new Map<SourceKey, readonly string[]>()
    for (const [key, parts] of values) {
      const held = this.held<readonly SourceRecord[]>(this.key('group', entity, name, groupName(parts)), entity, scope)
      if (held)
        served.set(
          key,
          held.value.map((record) => ({ record, servedFrom: originOf(held, scope) })),
        )
      else missing.set(key, parts)
    }
    this.count(
      scope,
      served.size,
      missing.size,
      [...served.values()].flat().map(({ record }) => record.readAt),
    )
    if (missing.size === 0) return served
    const groups = await this.fetchGroups(name, membership, missing, query, scope)
    for (const [key, parts] of missing)
      served.set(
        key,
        (groups.get(groupName(parts)) ?? []).map((record) => ({ record, servedFrom: 'LIVE' })),
      )
    return served
  }

  private async fetchGroups(
    name: string,
    membership: Membership,
    missing: ReadonlyMap<SourceKey, readonly string[]>,
    query: Pick<ChildrenQuery, 'fields' | 'filter' | 'order'>,
    scope: ReadScope,
  ): Promise<Map<string, SourceRecord[]>> {
    const { entity } = membership
    const keys = [...missing.values()]
    const flight = this.key('groups', entity, name, ...keys.map(groupName).sort())
    return this.ask(flight, entity, scope, async (link, moment) => {
      const groups = await readGroups(this.source, { membership, keys, ...query }, link, moment.readAt)
      for (const [group, records] of groups) this.keep(this.key('group', entity, name, group), entity, records, moment)
      for (const records of groups.values()) this.remember(entity, query.fields, records, moment)
      return groups
    })
  }

  /** The text each parent is named by in its children: its key, or a column of its row where the relation says so. */
  private async parentValues(
    parent: EntityName,
    relation: string,
    keys: readonly SourceKey[],
    scope: ReadScope,
  ): Promise<Map<SourceKey, readonly string[]>> {
    const join = this.source.entities[parent]!.relations?.[relation]
    const { key: own } = this.source.entities[parent]!
    if (!join || (own.length === 1 && own[0]!.native === join.parent))
      return new Map(keys.map((key) => [key, keyParts(key)]))
    // The join column is part of every row of the parent, so this is a hit unless the parent was never read.
    const { onlyIfCached } = scope.freshness
    const rows = await this.lookup({ entity: parent, keys, fields: [] }, { ...scope, freshness: { onlyIfCached } })
    const read = columnText(this.source, join.parent, join.child.type)
    const values = keys.map((key) => [key, rows.get(key) && read(rows.get(key)!.record.row)] as const)
    return new Map(
      values.filter(([, value]) => value != null && value !== '').map(([key, value]) => [key, [value as string]]),
    )
  }

  private async fetchKeys(
    entity: EntityName,
    keys: readonly SourceKey[],
    fields: readonly string[],
    scope: ReadScope,
  ): Promise<readonly SourceRecord[]> {
    const asked = this.keyScan(entity, keys)
    if (!asked) return []
    const flight = this.key('lookup', entity, JSON.stringify(sortedFields(fields)), ...[...keys].sort())
    const records = await this.ask(flight, entity, scope, async (link, moment) => {
      const found = await readScan(this.source, { entity, fields, ...asked, order: [] }, link, moment.readAt)
      this.remember(entity, fields, found.records, moment)
      return found.records
    })
    const wanted = new Set<string>(keys)
    return records.filter((record) => wanted.has(record.key))
  }

  /** How to ask for keys, or undefined when none of them can be a record's. */
  private keyScan(entity: EntityName, keys: readonly SourceKey[]): Pick<Scan, 'condition' | 'keys'> | undefined {
    const { key, rollup } = this.source.entities[entity]!
    const parts = keys.map(keyParts).filter((named) => named.length === key.length)
    // A key part that only a joined object knows cannot be asked for: the others narrow, and the rest is decided by the rows.
    const own = key.flatMap((part, i) => (part.native.startsWith('$') ? [] : [i]))
    if (own.length === 0) return parts.length > 0 ? {} : undefined
    const columns = own.map((i) => key[i]!)
    const possible = possibleKeys(
      columns,
      parts.map((named) => own.map((i) => named[i]!)),
    )
    const condition = keysFilter(columns, possible)
    const isDirect = own.length === key.length && rollup === undefined
    return condition === false ? undefined : { condition, keys: isDirect ? possible : undefined }
  }

  private async answer<T>(
    key: string,
    entity: EntityName,
    scope: ReadScope,
    read: Read<T>,
  ): Promise<{ value: T; servedFrom: Served['servedFrom'] }> {
    const held = this.held<T>(key, entity, scope)
    this.count(scope, held ? 1 : 0, held ? 0 : 1, held ? [held.readAt] : [])
    if (held) return { value: held.value, servedFrom: 'CACHE' }
    const value = await this.ask(key, entity, scope, async (link, moment) => {
      const value = await read(link, moment)
      this.keep(key, entity, value, moment)
      return value
    })
    return { value, servedFrom: 'LIVE' }
  }

  /**
   * Runs a read once for all who ask for it now. A caller who wants nothing older than now shares with nobody, and an urgent
   * one does not wait in the queue of another lane.
   */
  private async ask<T>(name: string, entity: EntityName, scope: ReadScope, read: Read<T>): Promise<T> {
    if (scope.freshness.onlyIfCached) throw nothingHeld(this.source)
    const tally = tallyOf(scope, this.source.name)
    const { lane, deadline, signal } = scope
    const now = this.runtime.monotonic()
    const asker = { signal, now, deadline, maxAgeMillis: this.believedMillis(entity, scope) }
    const { result, joined } = this.flights.run(cacheKey(lane, name), asker, async (signal) => {
      const moment = { readAt: this.runtime.now(), askedAt: now }
      const link = this.transport.link({ lane, deadline, signal, onCall: () => void tally.calls++ })
      return { value: await read(link, moment), moment }
    })
    if (joined) tally.coalesced++
    const { value, moment } = await result
    noteAge(tally, moment.readAt)
    return value
  }

  private heldRecord(
    entity: EntityName,
    key: SourceKey,
    fields: readonly string[],
    scope: ReadScope,
  ): SourceRecord | undefined {
    const known = this.held<KnownRecord>(this.key('row', entity, key), entity, scope)?.value
    return known && fields.every((path) => known.paths.has(path)) ? known.record : undefined
  }

  private held<T>(key: string, entity: EntityName, scope: ReadScope): Entry<T> | undefined {
    const entry = this.store.get<T>(key)
    const isBelieved = entry && this.runtime.monotonic() - entry.askedAt < this.believedMillis(entity, scope)
    return isBelieved ? entry : undefined
  }

  private believedMillis(entity: EntityName, { freshness }: ReadScope): number {
    const staleTime = this.source.staleTimeMillis[entity]
    return Math.min(freshness.maxAgeMillis ?? staleTime, staleTime)
  }

  private keep(key: string, entity: EntityName, value: unknown, moment: Moment): void {
    const bytes = 100 + approximateBytes(value)
    this.store.set(key, { value, ...moment }, bytes, this.source.staleTimeMillis[entity])
  }

  /** Keeps rows by key, unless a younger one is held, or a wider one of the same read. */
  private remember(
    entity: EntityName,
    fields: readonly string[],
    records: readonly SourceRecord[],
    moment: Moment,
  ): void {
    const paths = new Set(fields)
    for (const record of records) {
      const key = this.key('row', entity, record.key)
      const known = this.store.get<KnownRecord>(key)
      if (known && known.askedAt > moment.askedAt) continue
      if (known?.askedAt === moment.askedAt && fields.every((path) => known.value.paths.has(path))) continue
      this.keep(key, entity, { record, paths } satisfies KnownRecord, moment)
    }
  }

  private count(scope: ReadScope, hits: number, misses: number, ages: readonly number[]): void {
    const tally = tallyOf(scope, this.source.name)
    tally.hits += hits
    tally.misses += misses
    for (const readAt of ages) noteAge(tally, readAt)
  }

  private key(...parts: readonly string[]): string {
    return cacheKey(this.source.name, ...parts)
  }
}

const nothingHeld = ({ name }: Source) =>
  new FreshetError('STALE_REFUSED', {
    source: name,
    message: `Nothing fresh enough is held of the source "${name}", and the request allows only what is held.`,
  })

const sortedFields = (fields: readonly string[]): string[] => [...new Set(fields)].sort()

/** What this very request has read is live, although the cache gives it back. */
const originOf = ({ readAt }: { readonly readAt: number }, scope: ReadScope): Served['servedFrom'] =>
  readAt >= scope.startedAt ? 'LIVE' : 'CACHE'
