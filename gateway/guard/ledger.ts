import { channel } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Runtime } from '../runtime.ts'
import { parseLedger, renderLedger, type Spending } from './ledger-text.ts'

export type { Spending } from './ledger-text.ts'

/** How well what is spent is remembered. */
export type LedgerState =
  /** It outlives the process. */
  | 'KEPT'
  /** What earlier processes spent could not be read: half of each limit is held to be gone until the vendor says more. */
  | 'GUESSED'
  /** It cannot be written at the moment. */
  | 'UNWRITABLE'

/** One source's part of the ledger. */
export interface SourceLedger {
  /** What earlier processes spent; `unknown` when what they left cannot be read, undefined when they left nothing. */
  readonly past: Spending | 'unknown' | undefined
  readonly state: LedgerState
  /** Something was spent: `current` is asked for all of it when it is written. */
  changed(current: () => Spending): void
}

/** What is spent of the vendors' limits, kept from one process to the next: a file for each source. */
export interface Ledger {
  of(source: string): SourceLedger
  /** Writes what is not written yet. Never fails: a full disk costs memory of what was spent, not service. */
  close(): Promise<void>
}

/** Published when a ledger cannot be read or written: source, problem (`unreadable` or `unwritable`), cause. */
export const ledgerChannel = channel('freshet.guard.ledger')

/** A process that is killed forgets what it spent since the last writing. */
const writeEveryMillis = 1_000

/** A ledger in this folder, which is made when there is something to write. */
export function createLedger(folder: string, runtime: Runtime): Ledger {
  const files = new Map<string, LedgerFile>()
  return {
    of(source) {
      const file = files.get(source) ?? new LedgerFile(folder, source, runtime)
      files.set(source, file)
      return file
    },
    close: async () => {
      await Promise.all([...files.values()].map((file) => file.close()))
    },
  }
}

class LedgerFile implements SourceLedger {
  readonly past: Spending | 'unknown' | undefined
  state: LedgerState = 'KEPT'
  private readonly source: string
  private readonly folder: string
  private readonly file: string
  private readonly runtime: Runtime
  private current: (() => Spending) | undefined
  private cancelTimer: (() => void) | undefined
  /** The last writing: the next waits for it, or two would write one file. */
  private written: Promise<void> = Promise.resolve()

  constructor(folder: string, source: string, runtime: Runtime) {
    this.source = source
    this.folder = folder
    this.file = join(folder, `${source}.json`)
    this.runtime = runtime
    this.past = this.read()
    if (this.past === 'unknown') this.state = 'GUESSED'
  }

  changed(current: () => Spending): void {
    this.current = current
    this.cancelTimer ??= this.runtime.after(writeEveryMillis, () => this.write())
  }

  close(): Promise<void> {
    this.cancelTimer?.()
    this.write()
    return this.written
  }

  private read(): Spending | 'unknown' | undefined {
    try {
      const spending = parseLedger(readFileSync(this.file, 'utf8'), this.source)
      if (spending) return spending
      this.publish('unreadable', new Error(`${this.file} is no ledger of ${this.source}`))
      return 'unknown'
    } catch (cause) {
      if ((cause as { code?: string }).code === 'ENOENT') return undefined
      this.publish('unreadable', cause)
      return 'unknown'
    }
  }

  private write(): void {
    const { current } = this
    this.cancelTimer = undefined
    this.current = undefined
    if (!current) return
    const text = renderLedger(this.source, current())
    this.written = this.written.then(() => this.replace(text))
  }

  /** By a rename, so that no reader and no crash ever finds half a file. */
  private async replace(text: string): Promise<void> {
    const draft = `${this.file}.new`
    try {
      await mkdir(this.folder, { recursive: true })
      await writeFile(draft, text)
      await rename(draft, this.file)
      if (this.state === 'UNWRITABLE') this.state = 'KEPT'
    } catch (cause) {
      this.state = 'UNWRITABLE'
      this.publish('unwritable', cause)
      await rm(draft, { force: true }).catch(() => undefined)
    }
  }

  private publish(problem: 'unreadable' | 'unwritable', cause: unknown): void {
    if (ledgerChannel.hasSubscribers) ledgerChannel.publish({ source: this.source, problem, cause })
  }
}
