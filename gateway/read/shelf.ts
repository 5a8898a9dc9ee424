import {
  approximateBytes,
  cacheKeyIn,
  type Entry,
  type SharedStore,
  type SharedWrite,
  type Store,
} from '../cache/index.ts'
import type { Runtime } from '../runtime.ts'
import type { SourceRecord } from './record.ts'

/** What one question was answered with, and the paths it was read with: more paths answer a narrower question too. */
export interface Known {
  /** One record or none of a key; all of a group; a page of a list. Records are shared between all that know them, not copied. */
  readonly records: readonly SourceRecord[]
  readonly hasMore: boolean
  readonly paths: readonly string[]
}

/** A place for one answer. */
export interface Slot {
  /** A `cacheSection`, and the name within it. */
  readonly section: string
  readonly name: string
  readonly staleTimeMillis: number
  /** For how long it is believed that there is nothing; as long as anything else, unless told. */
  readonly absenceMillis?: number | undefined
  /** Of this process only: what is in it, others learn from other slots. */
  readonly isLocal?: true | undefined
  /** Monotonic millis of the last change that the answer could show. */
  readonly changedAt: number
}

const keyOf = ({ section, name }: Slot): string => cacheKeyIn(section, name)

/** When the source was asked: by the wall clock for stamps, and monotonically for ages. */
export type Moment = Pick<Entry<unknown>, 'readAt' | 'askedAt'>

export interface ShelfParts {
  readonly store: Store
  readonly shared: SharedStore | undefined
  readonly runtime: Runtime
  /** How long an answer is kept beyond the time it is believed, to stand in when the source cannot be asked. */
  readonly keepStaleMillis: number
}

/** What a reader holds: in this process, and behind it where replicas share. What was told to have changed is not given out. */
export class Shelf {
  private readonly store: Store
  private readonly shared: SharedStore | undefined
  private readonly runtime: Runtime
  private readonly keepStaleMillis: number
  private readonly recalls = new Map<string, Promise<void>>()

  constructor({ store, shared, runtime, keepStaleMillis }: ShelfParts) {
    this.store = store
    this.shared = shared
    this.runtime = runtime
    this.keepStaleMillis = keepStaleMillis
  }

  get isShared(): boolean {
    return this.shared?.state === 'connected'
  }

  peek(slot: Slot): Entry<Known> | undefined {
    const entry = this.store.get<Known>(slot.section, slot.name)
    return entry && entry.askedAt > slot.changedAt ? entry : undefined
  }

  /** Brings what other replicas have read into this process, as old as it is. Each key is on its way once. */
  async recall(slots: readonly Slot[]): Promise<void> {
    const asked = slots.filter((slot) => !this.recalls.has(keyOf(slot)))
    if (asked.length > 0) {
      const recalled = this.takeOver(asked).finally(() => {
        for (const slot of asked) this.recalls.delete(keyOf(slot))
      })
      for (const slot of asked) this.recalls.set(keyOf(slot), recalled)
    }
    await Promise.all(new Set(slots.map((slot) => this.recalls.get(keyOf(slot)))))
  }

  private async takeOver(slots: readonly Slot[]): Promise<void> {
    const entries = (await this.shared?.getMany(slots.map(keyOf))) ?? []
    for (const [i, entry] of entries.entries()) {
      if (entry) this.put(slots[i]!, stamped(entry as Entry<Known>), this.runtime.monotonic())
    }
  }

  /** Keeps answers here and where replicas share. */
  keep(answers: readonly { readonly slot: Slot; readonly known: Known }[], moment: Moment): void {
    const writes: SharedWrite[] = []
    const { readAt, askedAt } = moment
    const now = this.runtime.monotonic()
    for (const { slot, known } of answers) {
      const entry = { value: known, readAt, askedAt }
      const keepMillis = this.put(slot, entry, now)
      if (this.shared && keepMillis > 0 && !slot.isLocal) writes.push({ key: keyOf(slot), entry, keepMillis })
    }
    if (writes.length > 0) this.shared?.setMany(writes)
  }

  /** For how long it is kept; 0 when a younger answer is held, or a wider one of the same read. */
  private put(slot: Slot, entry: Entry<Known>, now: number): number {
    const held = this.store.get<Known>(slot.section, slot.name)
    if (held && held.askedAt > entry.askedAt) return 0
    if (held?.askedAt === entry.askedAt && covers(held.value, entry.value.paths)) return 0
    const keepMillis = this.keepMillis(slot, entry, now)
    if (keepMillis > 0) this.store.set(slot.section, slot.name, entry, bytesOf(entry.value), keepMillis)
    return Math.max(0, keepMillis)
  }

  /** What must not be believed at all is not kept, and nothing is kept of a key that is not there once that is forgotten. */
  private keepMillis(slot: Slot, { value, askedAt }: Entry<Known>, now: number): number {
    const staleTime = believable(slot, value)
    if (staleTime <= 0) return 0
    const beyond = isAbsence(slot, value) ? 0 : this.keepStaleMillis
    return staleTime + beyond - (now - askedAt)
  }
}

/** Where nothing is, nothing is in any column. */
export function covers({ records, paths: known }: Known, paths: readonly string[]): boolean {
  return records.length === 0 || known === paths || paths.every((path) => known.includes(path))
}

/** How long an answer may be believed. */
export function believable(slot: Slot, known: Known): number {
  return isAbsence(slot, known) ? Math.min(slot.absenceMillis!, slot.staleTimeMillis) : slot.staleTimeMillis
}

const isAbsence = ({ absenceMillis }: Slot, { records }: Known): boolean =>
  absenceMillis !== undefined && records.length === 0

/** A record stands in several answers, but is measured once. Counted in each of them, so that the bound holds for any one left. */
function bytesOf({ records }: Known): number {
  let sum = 200
  for (const record of records) {
    record.bytes ??= approximateBytes(record)
    sum += record.bytes
  }
  return sum
}

/** Stamps inside are of the writer's clock; those of the entry are of ours. */
function stamped(entry: Entry<Known>): Entry<Known> {
  const { value, readAt } = entry
  return { ...entry, value: { ...value, records: value.records.map((record) => ({ ...record, readAt })) } }
}
