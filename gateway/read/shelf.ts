import {
  cacheKeyIn,
  type Entry,
  type HeldEntry,
  type Moment,
  type Several,
  type SharedStore,
  type SharedWrite,
  type Store,
} from '../cache/index.ts'
import type { Runtime } from '../runtime.ts'
import { type NewBatch, NewBatches } from './new-batches.ts'
import type { SourceRecord } from './record.ts'

export type { Moment } from '../cache/index.ts'

/** What one question was answered with, and the paths it was read with: more paths answer a narrower question too. */
export interface Known {
  /** One record or none of a key; all of a group; a page of a list. Records are shared between all that know them, not copied. */
  readonly records: readonly SourceRecord[]
  readonly hasMore: boolean
  readonly paths: readonly string[]
}

/** Where answers of one kind are held, each by its name. */
export interface Section {
  /** A `cacheSection`. */
  readonly name: string
  readonly staleTimeMillis: number
  /** For how long it is believed that there is nothing; as long as anything else, unless told. */
  readonly absenceMillis?: number | undefined
  /** Of this process only: what is in it, others learn from other sections. */
  readonly isLocal?: true | undefined
  /** Monotonic millis of the last change that an answer could show. */
  changedAt(name: string): number
}

/** A place for one answer. */
export interface Slot {
  readonly section: Section
  readonly name: string
}

const keyOf = (section: Section, name: string): string => cacheKeyIn(section.name, name)

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

  peek(section: Section, name: string): HeldEntry<Known> | undefined {
    const entry = this.store.get<Known>(section.name, name)
    return entry && entry.askedAt > section.changedAt(name) ? entry : undefined
  }

  /** Brings what other replicas have read into this process, as old as it is. Each key is on its way once. */
  async recall(section: Section, names: readonly string[]): Promise<void> {
    const asked = names.filter((name) => !this.recalls.has(keyOf(section, name)))
    if (asked.length > 0) {
      const recalled = this.takeOver(section, asked).finally(() => {
        for (const name of asked) this.recalls.delete(keyOf(section, name))
      })
      for (const name of asked) this.recalls.set(keyOf(section, name), recalled)
    }
    await Promise.all(new Set(names.map((name) => this.recalls.get(keyOf(section, name)))))
  }

  private async takeOver(section: Section, names: readonly string[]): Promise<void> {
    const entries = (await this.shared?.getMany(names.map((name) => keyOf(section, name)))) ?? []
    for (const [i, entry] of entries.entries()) {
      if (!entry) continue
      const { value, readAt, askedAt } = stamped(entry as Entry<Known>)
      this.put(section, { names: [names[i]!], values: [value] }, { readAt, askedAt })
    }
  }

  /** Keeps answers here and where replicas share. */
  keep(section: Section, answers: Several<Known>, moment: Moment): void {
    const put = this.put(section, answers, moment)
    if (!this.shared || section.isLocal) return
    const writes = put.flatMap(({ names, values, keepMillis }): SharedWrite[] =>
      names.map((name, i) => ({ key: keyOf(section, name), entry: { value: values[i], ...moment }, keepMillis })),
    )
    if (writes.length > 0) this.shared.setMany(writes)
  }

  /** Puts down what is worth it. @returns it, and for how long it is kept */
  private put(section: Section, answers: Several<Known>, moment: Moment): NewBatch[] {
    const age = this.runtime.monotonic() - moment.askedAt
    const batches = this.batches(section, answers, moment, age)
    for (const batch of batches) this.store.setAll(section.name, batch, moment, batch)
    return batches
  }

  /**
   * In batches of what is kept for one time. What must not be believed at all is not kept, and nothing is kept of a key that is not
   * there once that is forgotten.
   */
  private batches(section: Section, { names, values }: Several<Known>, moment: Moment, age: number): NewBatch[] {
    const { staleTimeMillis, absenceMillis = staleTimeMillis } = section
    const present = new NewBatches(staleTimeMillis > 0 ? staleTimeMillis + this.keepStaleMillis - age : 0)
    const absent = new NewBatches(Math.min(absenceMillis, staleTimeMillis) - age)
    for (let i = 0; i < names.length; i++) {
      const [name, known] = [names[i]!, values[i]!]
      const kin = isAbsence(section, known) ? absent : present
      if (kin.keepMillis > 0 && !this.isBettered(section, name, known, moment)) kin.add(name, known)
    }
    return [...present.all, ...absent.all]
  }

  /** Whether a younger answer is held, or a wider one of the same read. */
  private isBettered(section: Section, name: string, { paths }: Known, { askedAt }: Moment): boolean {
    const held = this.store.glance<Known>(section.name, name)
    if (!held) return false
    const { value, batch } = held
    return batch.askedAt > askedAt || (batch.askedAt === askedAt && covers(value, paths))
  }
}

/** Where nothing is, nothing is in any column. */
export function covers({ records, paths: known }: Known, paths: readonly string[]): boolean {
  return records.length === 0 || known === paths || paths.every((path) => known.includes(path))
}

/** How long an answer may be believed. */
export function believable(section: Section, known: Known): number {
  const { staleTimeMillis, absenceMillis } = section
  return isAbsence(section, known) ? Math.min(absenceMillis!, staleTimeMillis) : staleTimeMillis
}

const isAbsence = ({ absenceMillis }: Section, { records }: Known): boolean =>
  absenceMillis !== undefined && records.length === 0

/** Stamps inside are of the writer's clock; those of the entry are of ours. */
function stamped(entry: Entry<Known>): Entry<Known> {
  const { value, readAt } = entry
  return { ...entry, value: { ...value, records: value.records.map((record) => ({ ...record, readAt })) } }
}
