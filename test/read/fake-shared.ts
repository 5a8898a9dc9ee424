import type { Entry, SharedStore, SharedWrite } from '../../gateway/cache/index.ts'
import type { ManualRuntime } from './manual-runtime.ts'

export interface FakeShared extends SharedStore {
  /** The keys of every question. */
  readonly asked: (readonly string[])[]
  readonly entries: Map<string, Entry<unknown>>
  /** Answers nothing from now on, as one that is down. */
  down: boolean
}

/** What replicas share, in memory. Values are copied, as over a wire; instants are of the replica that asks. */
export function fakeShared(runtime: ManualRuntime): FakeShared {
  const entries = new Map<string, Entry<unknown>>()
  const asked: (readonly string[])[] = []
  return {
    asked,
    entries,
    down: false,
    async getMany(keys) {
      asked.push(keys)
      return keys.map((key) => {
        const entry = this.down ? undefined : entries.get(key)
        return entry && { ...structuredClone(entry), askedAt: runtime.monotonic() - (runtime.now() - entry.readAt) }
      })
    },
    setMany(writes: readonly SharedWrite[]) {
      for (const { key, entry } of writes) if (!this.down) entries.set(key, structuredClone(entry))
    },
    invalidate: async () => true,
    onInvalidate: () => {},
    get state() {
      return this.down ? ('degraded' as const) : ('connected' as const)
    },
    connect: async () => {},
    close: async () => {},
  }
}
