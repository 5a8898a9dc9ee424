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
import { keysFilter, possibleKeys } from '../pushdown/native-terms.ts'
import type { Runtime } from '../runtime.ts'
import type { Transport } from '../transport/index.ts'
import { type Answer, Answers, type Read } from './answers.ts'
import { cacheScope } from './cache-scope.ts'
import { columnText } from './decode.ts'
import { childMembership, groupName, isJoinedByKey, keyParts, type Membership, readGroups } from './groups.ts'
import { PartlyFailed } from './partly-failed.ts'
import { type Position, placeOf } from './position.ts'
import type { Served } from './record.ts'
import { requireEntity, requireFields } from './refuse.ts'
import { readScan, type Scan } from './scan.ts'
import type { ReadScope } from './scope.ts'
import { type Known, type Moment, type Section, Shelf, type Slot } from './shelf.ts'
import { sortedRecords } from './sorted.ts'
import { addUp, holdsSums, type Summing } from './summing.ts'
import type {
  AggregateQuery,
  AggregateResult,
  ChildrenQuery,
  ListQuery,
  ListResult,
  LookupQuery,
  SourceReader,
} from './types.ts'

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

const never = Number.NEGATIVE_INFINITY

class CachedReader implements SourceReader {
  readonly source: Source
  private readonly shelf: Shelf
  private readonly answers: Answers
  private readonly invalidations: Invalidations | undefined
  private readonly prefix: string
  private readonly summing: Summing
  private readonly rowSections = new Map<EntityName, Section>()

  constructor({ source, transport, store, runtime, shared, invalidations, ...rest }: ReaderParts) {
    const { credentialScope = 'configured', keepStaleMillis = day } = rest
    this.source = source
    this.shelf = new Shelf({ store, shared, runtime, keepStaleMillis })
    this.answers = new Answers({ source, transport, shelf: this.shelf, runtime })
    this.invalidations = invalidations
    this.prefix = cacheScope(source, credentialScope)
    this.summing = {
      ...{ source, answers: this.answers, rows: this },
      slotOf: (entity, question) => ({ section: this.scanSection(entity, ['sums']), name: cacheKey(question) }),
    }
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
        ...{ entity, wish, fields, section: slot.section, names: [slot.name] },
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
        read: (keys, fields, link, { readAt }) => this.readKeys(entity, keys as SourceKey[], fields, link, readAt),
      },
      scope,
    )
    const found = new Map<SourceKey, Served>()
    // In the order of the keys: what was held and what was read come in whatever order.
    for (const key of keys) {
      const { known, servedFrom } = answers.get(key) ?? unanswered
      for (const record of known.records) found.set(key, { record, servedFrom })
    }
    return whollyOr(found, failure?.error, new Set(failure?.names as SourceKey[] | undefined))
  }

  async children(query: ChildrenQuery, scope: ReadScope): Promise<ReadonlyMap<SourceKey, readonly Served[]>> {
    const { parent, relation, filter, order } = query
    const entity = canonical[parent].relations[relation]!.to
    requireEntity(this.source, entity)
    requireFields(this.source, entity, filter)
    const membership = childMembership(this.source, parent, relation)
    const groups = isJoinedByKey(this.source, parent, relation) ? undefined : await this.groupsOf(query, scope)
    const name = JSON.stringify([parent, relation, filter ?? null, order])
    return this.grouped(name, membership, groups, query, scope)
  }

  aggregate(query: AggregateQuery, scope: ReadScope): Promise<AggregateResult> {
    return addUp(this.summing, query, scope)
  }

  holdsSums(query: AggregateQuery, scope: ReadScope): boolean {
    return holdsSums(this.summing, query, scope)
  }

  position({ record }: Served, order: readonly OrderTerm[]): Position {
    return placeOf(record, order)
  }

  /** Groups by key, each held on its own, so that a batch hits in part and asks only for the missing keys. */
  private async grouped(
    name: string,
    membership: Membership,
    groups: ReadonlyMap<SourceKey, string> | undefined,
    query: GroupsQuery,
    scope: ReadScope,
  ): Promise<ReadonlyMap<SourceKey, readonly Served[]>> {
    const { entity } = membership
    // A key is written as the name of its parts.
    const groupOf = (key: SourceKey) => (groups ? groups.get(key) : key)
    const { answers, failure } = await this.answers.answer(
      {
        entity,
        fields: withOrder(query),
        wish: query.freshness ?? scope.freshness,
        section: this.scanSection(entity, ['group', cacheKey(name)]),
        names: [...new Set(groups ? groups.values() : query.keys)],
        read: async (names, fields, link, moment) => {
          const read = await readGroups(this.source, { ...query, membership, names, fields }, link, moment.readAt)
          this.remember(entity, fields, read.values(), moment)
          return read
        },
      },
      scope,
    )
    const failed = new Set(failure?.names)
    const found = new Map<SourceKey, readonly Served[]>()
    const lost = new Set<SourceKey>()
    for (const key of query.keys) {
      const group = groupOf(key)
      if (group !== undefined && failed.has(group)) lost.add(key)
      else found.set(key, group === undefined ? [] : served(answers.get(group)))
    }
    return whollyOr(found, failure?.error, lost)
  }

  /** The group of each parent that has one, by a column of its row. */
  private async groupsOf(query: ChildrenQuery, scope: ReadScope): Promise<ReadonlyMap<SourceKey, string>> {
    const { parent, relation, keys } = query
    const join = this.source.entities[parent]!.relations![relation]!
    // The join column is part of every row of the parent, so this is a hit unless the parent was never read.
    const freshness = ofTheParents(query.freshness ?? scope.freshness)
    const rows = await this.lookup({ entity: parent, keys, fields: [], freshness }, scope)
    const read = columnText(this.source, join.parent, join.child.type)
    const groups = new Map<SourceKey, string>()
    for (const key of keys) {
      const served = rows.get(key)
      const value = served && read(served.record.row)
      if (value != null && value !== '') groups.set(key, groupName([value]))
    }
    return groups
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

  private async readList(query: ListQuery, link: Link, moment: Moment): Promise<Known> {
    const { entity, fields, first, after } = query
    const { records, hasMore } = await readScan(this.source, { ...query, wanted: first }, link, moment.readAt)
    const known = { records, hasMore, paths: fields }
    this.remember(entity, fields, [known], moment)
    // All there is answers the same question in any order; a part answers only itself.
    if (!hasMore && !after) {
      const { section, name } = this.wholeSlot(query)
      this.shelf.keep(section, { names: [name], values: [known] }, moment)
    }
    return known
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
    const { names, values } = rowsOf([{ records }], fields)
    return new Map(names.map((name, i) => [name, values[i]!]))
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
  private remember(entity: EntityName, paths: readonly string[], answers: Iterable<Known>, moment: Moment): void {
    this.shelf.keep(this.rowSection(entity), rowsOf(answers, paths), moment)
  }

  private rowSection(entity: EntityName): Section {
    const known = this.rowSections.get(entity)
    if (known) return known
    const { name: source, staleTimeMillis } = this.source
    const section: Section = {
      ...{ name: cacheSection(this.prefix, 'row', entity), staleTimeMillis: staleTimeMillis[entity], absenceMillis },
      changedAt: (key) => this.invalidations?.rowChangedAt(source, entity, key as SourceKey) ?? never,
    }
    this.rowSections.set(entity, section)
    return section
  }

  private listSlot({ entity, filter, order, first, after }: ListQuery): Slot {
    const name = cacheKey(JSON.stringify([filter ?? null, order, first, after ?? null]))
    return { section: this.scanSection(entity, ['list']), name }
  }

  private wholeSlot({ entity, filter }: ListQuery): Slot {
    const section: Section = { ...this.scanSection(entity, ['whole']), isLocal: true }
    return { section, name: cacheKey(JSON.stringify(filter ?? null)) }
  }

  /** The name of a question is long, and is put together and cut short once for all that is held by it. */
  private scanSection(entity: EntityName, [kind, ...question]: readonly [string, ...string[]]): Section {
    const changedAt = this.invalidations?.scanChangedAt(this.source.name, entity) ?? never
    return {
      name: cacheSection(this.prefix, kind, entity, ...question),
      staleTimeMillis: this.source.staleTimeMillis[entity],
      changedAt: () => changedAt,
    }
  }
}

type GroupsQuery = Pick<ChildrenQuery, 'keys' | 'fields' | 'filter' | 'order' | 'freshness'>

/** What a record is sorted by is read with it, and must be known where it is sorted again. */
const withOrder = ({ fields, order }: Pick<ListQuery, 'fields' | 'order'>): string[] => [
  ...new Set([...fields, ...order.map(({ field }) => field).filter((field) => field !== 'id')]),
]

function served({ known, servedFrom }: Answer = unanswered): Served[] {
  return known.records.map((record) => ({ record, servedFrom }))
}

const unanswered: Answer = { known: { records: [], hasMore: false, paths: [] }, readAt: 0, servedFrom: 'LIVE' }

function rowsOf(answers: Iterable<Pick<Known, 'records'>>, paths: readonly string[]) {
  const names: SourceKey[] = []
  const values: Known[] = []
  for (const { records } of answers)
    for (const record of records) {
      names.push(record.key)
      values.push({ records: [record], hasMore: false, paths })
    }
  return { names, values }
}

/** All the records that there are, in the order wished. */
function sortedPage(answer: Answer, { order }: ListQuery): ListResult {
  const { known, ...as } = answer
  return { rows: served({ ...as, known: { ...known, records: sortedRecords(known.records, order) } }), hasMore: false }
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
