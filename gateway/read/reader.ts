import {
  cacheKey,
  cacheSection,
  type Freshness,
  type Invalidations,
  type SharedStore,
  type Store,
} from '../cache/index.ts'
import {
  canonical,
  type EntityName,
  type Link,
  type OrderTerm,
  type Source,
  type SourceKey,
} from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { orderOf } from '../pushdown/evaluate.ts'
import { keysFilter, possibleKeys } from '../pushdown/native-terms.ts'
import type { Runtime } from '../runtime.ts'
import type { Transport } from '../transport/index.ts'
import { type Answer, Answers, type Read } from './answers.ts'
import { cacheScope } from './cache-scope.ts'
import { columnText, leafReader } from './decode.ts'
import { childMembership, groupName, isJoinedByKey, keyParts, type Membership, readGroups } from './groups.ts'
import { PartlyFailed } from './partly-failed.ts'
import { type Position, placeOf } from './position.ts'
import type { Served, SourceRecord } from './record.ts'
import { requireEntity, requireFields } from './refuse.ts'
import { readScan, type Scan } from './scan.ts'
import type { ReadScope } from './scope.ts'
import { type Known, type Moment, Shelf, type Slot } from './shelf.ts'
import type { ChildrenQuery, ListQuery, ListResult, LookupQuery, SourceReader } from './types.ts'

export interface ReaderParts {
  readonly source: Source
  readonly transport: Transport
  readonly store: Store
  readonly runtime: Runtime
  /** What replicas share. */
  readonly shared?: SharedStore | undefined
  /** What was told to have changed. */
  readonly invalidations?: Invalidations | undefined
  /** Whose rights the source is asked with: nothing is shared between two of them. Default: the source's one configured account. */
  readonly credentialScope?: string | undefined
  /** How long what is no longer believed is kept to stand in; default a day. */
  readonly keepStaleMillis?: number | undefined
}

/** One read of one source, end to end: cache, single flight, pushdown, the vendor's calls, decoding. */
export function createReader(parts: ReaderParts): SourceReader {
  return new CachedReader(parts)
}

const day = 86_400_000

/** For how long a key that the source does not know is not asked for again. */
const absenceMillis = 30_000

class CachedReader implements SourceReader {
  readonly source: Source
  private readonly shelf: Shelf
  private readonly answers: Answers
  private readonly invalidations: Invalidations | undefined
  private readonly prefix: string
  private readonly rowSections = new Map<EntityName, string>()

  constructor({ source, transport, store, runtime, shared, invalidations, ...rest }: ReaderParts) {
    const { credentialScope = 'configured', keepStaleMillis = day } = rest
    this.source = source
    this.shelf = new Shelf({ store, shared, runtime, keepStaleMillis })
    this.answers = new Answers({ source, transport, shelf: this.shelf, runtime })
    this.invalidations = invalidations
    this.prefix = cacheScope(source, credentialScope)
  }

  async list(query: ListQuery, scope: ReadScope): Promise<ListResult> {
    const { entity, filter } = query
    requireEntity(this.source, entity)
    requireFields(this.source, entity, filter)
    const wish = query.freshness ?? scope.freshness
    const fields = withOrder(query)
    const whole = this.wholeList(query, { fields, wish }, scope)
    if (whole) return sortedPage(whole, query)
    const slot = this.listSlot(query)
    const { answers, failure } = await this.answers.answer(
      {
        ...{ entity, wish, fields },
        section: slot.section,
        names: [slot.name],
        slotOf: () => slot,
        read: async (_names, fields, link, moment) =>
          new Map([[slot.name, await this.readList({ ...query, fields }, link, moment)]]),
      },
      scope,
    )
    if (failure) throw failure.error
    const answer = answers.get(slot.name)!
    return { rows: served(answer), hasMore: answer.known.hasMore }
  }

  isHeld(query: ListQuery, scope: ReadScope): boolean {
    const asked = { fields: withOrder(query), wish: query.freshness ?? scope.freshness }
    const isPage = this.answers.isBelieved(this.listSlot(query), { ...asked, mostRecords: Number.POSITIVE_INFINITY })
    return (
      isPage || (!query.after && this.answers.isBelieved(this.wholeSlot(query), { ...asked, mostRecords: query.first }))
    )
  }

  async lookup(query: LookupQuery, scope: ReadScope): Promise<ReadonlyMap<SourceKey, Served>> {
    const { entity, keys, fields } = query
    requireEntity(this.source, entity)
    const { answers, failure } = await this.answers.answer(
      {
        entity,
        fields,
        wish: query.freshness ?? scope.freshness,
        section: this.rowSection(entity),
        names: [...new Set(keys)],
        slotOf: (key) => this.rowSlot(entity, key as SourceKey),
        read: (keys, fields, link, { readAt }) => this.readKeys(entity, keys as SourceKey[], fields, link, readAt),
      },
      scope,
    )
    const found = new Map<SourceKey, Served>()
    // In the order of the keys: what was held and what was read come in whatever order.
    for (const key of keys) for (const row of served(answers.get(key))) found.set(key, row)
    return whollyOr(found, failure?.error, new Set(failure?.names as SourceKey[] | undefined))
  }

  async children(query: ChildrenQuery, scope: ReadScope): Promise<ReadonlyMap<SourceKey, readonly Served[]>> {
    const { parent, relation, keys, filter, order } = query
    const entity = canonical[parent].relations[relation]!.to
    requireEntity(this.source, entity)
    requireFields(this.source, entity, filter)
    const membership = childMembership(this.source, parent, relation)
    const values = await this.parentValues(query, scope)
    const name = JSON.stringify([parent, relation, filter ?? null, order])
    const groups = await this.grouped(name, membership, values, query, scope)
    return new Map(keys.map((key) => [key, groups.get(key) ?? []]))
  }

  position({ record }: Served, order: readonly OrderTerm[]): Position {
    return placeOf(record, order)
  }

  /** Groups by key, each held on its own, so that a batch hits in part and asks only for the missing keys. */
  private async grouped(
    name: string,
    membership: Membership,
    values: ReadonlyMap<SourceKey, readonly string[]>,
    query: GroupsQuery,
    scope: ReadScope,
  ): Promise<ReadonlyMap<SourceKey, readonly Served[]>> {
    const { entity } = membership
    const parts = new Map([...values.values()].map((parts) => [groupName(parts), parts]))
    const slotOf = this.groupSlots(entity, name)
    const { answers, failure } = await this.answers.answer(
      {
        entity,
        fields: withOrder(query),
        wish: query.freshness ?? scope.freshness,
        section: slotOf('').section,
        names: [...parts.keys()],
        slotOf,
        read: async (names, fields, link, moment) => {
          const keys = names.map((group) => parts.get(group)!)
          const groups = await readGroups(this.source, { ...query, membership, keys, fields }, link, moment.readAt)
          this.remember(entity, fields, [...groups.values()].flat(), moment)
          return new Map([...groups].map(([group, records]) => [group, { records, hasMore: false }]))
        },
      },
      scope,
    )
    const failed = new Set(failure?.names)
    const entries = [...values].map(([key, parts]) => ({ key, group: groupName(parts) }))
    const answered = entries.filter(({ group }) => !failed.has(group))
    const lost = entries.filter(({ group }) => failed.has(group)).map(({ key }) => key)
    return whollyOr(
      new Map(answered.map(({ key, group }) => [key, served(answers.get(group))])),
      failure?.error,
      new Set(lost),
    )
  }

  /** The text each parent is named by in its children: its key, or a column of its row where the relation says so. */
  private async parentValues(query: ChildrenQuery, scope: ReadScope): Promise<Map<SourceKey, readonly string[]>> {
    const { parent, relation, keys } = query
    if (isJoinedByKey(this.source, parent, relation)) return new Map(keys.map((key) => [key, keyParts(key)]))
    const join = this.source.entities[parent]!.relations![relation]!
    // The join column is part of every row of the parent, so this is a hit unless the parent was never read.
    const freshness = ofTheParents(query.freshness ?? scope.freshness)
    const rows = await this.lookup({ entity: parent, keys, fields: [], freshness }, scope)
    const read = columnText(this.source, join.parent, join.child.type)
    const values = keys.map((key) => [key, rows.get(key) && read(rows.get(key)!.record.row)] as const)
    return new Map(
      values.filter(([, value]) => value != null && value !== '').map(([key, value]) => [key, [value as string]]),
    )
  }

  /**
   * A list that was once read to its end, if it fits the page: a place in the middle of it is the source's to find, which may
   * have an order of its own among equals.
   */
  private wholeList(
    query: ListQuery,
    asked: { readonly fields: readonly string[]; readonly wish: Freshness },
    scope: ReadScope,
  ): Answer | undefined {
    if (query.after) return undefined
    return this.answers.believed(this.wholeSlot(query), { ...asked, mostRecords: query.first }, scope)
  }

  private async readList(query: ListQuery, link: Link, moment: Moment): Promise<Omit<Known, 'paths'>> {
    const { entity, fields, first, after } = query
    const { records, hasMore } = await readScan(this.source, { ...query, wanted: first }, link, moment.readAt)
    this.remember(entity, fields, records, moment)
    // All there is answers the same question in any order; a part answers only itself.
    if (!hasMore && !after) {
      const known = { records, hasMore, paths: fields }
      this.shelf.keep([{ slot: this.wholeSlot(query), known }], moment)
    }
    return { records, hasMore }
  }

  private async readKeys(
    entity: EntityName,
    keys: readonly SourceKey[],
    fields: readonly string[],
    link: Link,
    readAt: number,
  ): Promise<Read> {
    const asked = this.keyScan(entity, keys)
    if (!asked) return new Map()
    const { records } = await readScan(this.source, { entity, fields, ...asked, order: [] }, link, readAt)
    return new Map(records.map((record) => [record.key, { records: [record], hasMore: false }]))
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

  /** Keeps the rows of a scan by their keys. */
  private remember(
    entity: EntityName,
    paths: readonly string[],
    records: readonly SourceRecord[],
    moment: Moment,
  ): void {
    const rows = records.map((record) => ({
      slot: this.rowSlot(entity, record.key),
      known: { records: [record], hasMore: false, paths },
    }))
    this.shelf.keep(rows, moment)
  }

  private rowSlot(entity: EntityName, key: SourceKey): Slot {
    const changedAt = this.invalidations?.rowChangedAt(this.source.name, entity, key) ?? Number.NEGATIVE_INFINITY
    const staleTimeMillis = this.source.staleTimeMillis[entity]
    return { section: this.rowSection(entity), name: key, staleTimeMillis, absenceMillis, changedAt }
  }

  private rowSection(entity: EntityName): string {
    const section = this.rowSections.get(entity) ?? cacheSection(this.prefix, 'row', entity)
    this.rowSections.set(entity, section)
    return section
  }

  private listSlot({ entity, filter, order, first, after }: ListQuery): Slot {
    return this.scanSlot(entity, ['list'], cacheKey(JSON.stringify([filter ?? null, order, first, after ?? null])))
  }

  /** The name of a question is long, and is put together and cut short once for all groups. */
  private groupSlots(entity: EntityName, question: string): (group: string) => Slot {
    const { section, staleTimeMillis, changedAt } = this.scanSlot(entity, ['group', cacheKey(question)], '')
    return (group) => ({ section, name: group, staleTimeMillis, changedAt })
  }

  private wholeSlot({ entity, filter }: ListQuery): Slot {
    return { ...this.scanSlot(entity, ['whole'], cacheKey(JSON.stringify(filter ?? null))), isLocal: true }
  }

  private scanSlot(entity: EntityName, [kind, ...question]: readonly [string, ...string[]], name: string): Slot {
    const changedAt = this.invalidations?.scanChangedAt(this.source.name, entity) ?? Number.NEGATIVE_INFINITY
    const staleTimeMillis = this.source.staleTimeMillis[entity]
    const section = cacheSection(this.prefix, kind, entity, ...question)
    return { section, name, staleTimeMillis, changedAt }
  }
}

type GroupsQuery = Pick<ChildrenQuery, 'fields' | 'filter' | 'order' | 'freshness'>

/** What a record is sorted by is read with it, and must be known where it is sorted again. */
const withOrder = ({ fields, order }: Pick<ListQuery, 'fields' | 'order'>): string[] => [
  ...new Set([...fields, ...order.map(({ field }) => field).filter((field) => field !== 'id')]),
]

const served = (answer: Answer | undefined): Served[] =>
  answer?.known.records.map((record) => ({ record, servedFrom: answer.servedFrom })) ?? []

/** All the records that there are, in the order wished. */
function sortedPage(answer: Answer, { entity, order }: ListQuery): ListResult {
  const entries = served(answer).map((row) => ({ row, leaf: leafReader(row.record), key: row.record.key as string }))
  return { rows: entries.sort(orderOf(entity, order)).map(({ row }) => row), hasMore: false }
}

/** Where a child belongs changes so seldom that its parent may be as old as parents are, however fresh the child must be. */
const ofTheParents = ({ onlyIfCached, onStale, staleIfErrorMillis }: Freshness): Freshness => ({
  onlyIfCached,
  onStale: onStale === 'SERVE' ? onStale : undefined,
  staleIfErrorMillis,
})

/** @throws what failed, with what could be answered all the same, if anything could */
function whollyOr<T>(
  answered: ReadonlyMap<SourceKey, T>,
  error: unknown,
  failed: ReadonlySet<SourceKey>,
): ReadonlyMap<SourceKey, T> {
  if (failed.size === 0) return answered
  throw answered.size > 0 && error instanceof FreshetError ? new PartlyFailed(error, answered, failed) : error
}
