import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Keeps one line for every decision, in a file that is only ever added to. */
export interface AuditLog {
  /** Whether a decision that could not be written must not be relied on. */
  readonly isRequired: boolean
  /** Resolves once the line is kept as the settings demand. @throws when it could not be */
  write(entry: Readonly<Record<string, unknown>>): Promise<void>
  close(): Promise<void>
}

export interface AuditSettings {
  readonly file: string
  /** True: a decision that cannot be written becomes UNKNOWN. */
  readonly required: boolean
  /** True: a line counts as written once the disk says so, which survives a loss of power; false: once the system has it. */
  readonly sync: boolean
}

/** JSON lines. Entries that come together are written, and synced, together. */
export function createAuditLog(settings: AuditSettings): AuditLog {
  return new FileAuditLog(settings)
}

class FileAuditLog implements AuditLog {
  readonly isRequired: boolean
  private readonly settings: AuditSettings
  private file: FileHandle | undefined
  private waiting: string[] = []
  private underway: Promise<void> | undefined
  private last: Promise<unknown> = Promise.resolve()

  constructor(settings: AuditSettings) {
    this.settings = settings
    this.isRequired = settings.required
  }

  /** Joins the write that has not begun; it begins when the one before has ended. */
  write(entry: Readonly<Record<string, unknown>>): Promise<void> {
    this.waiting.push(`${JSON.stringify(entry)}\n`)
    if (!this.underway) {
      this.underway = this.last.then(() => this.flush())
      this.last = this.underway.catch(() => undefined)
    }
    return this.underway
  }

  async close(): Promise<void> {
    await this.last
    await this.file?.close()
    this.file = undefined
  }

  private async flush(): Promise<void> {
    const lines = this.waiting.join('')
    this.waiting = []
    this.underway = undefined
    const file = await this.opened()
    try {
      await file.appendFile(lines)
      if (this.settings.sync) await file.datasync()
    } catch (error) {
      // A file that failed once is opened anew: its disk may be back, or the file replaced.
      this.file = undefined
      await file.close().catch(() => undefined)
      throw error
    }
  }

  private async opened(): Promise<FileHandle> {
    if (this.file) return this.file
    await mkdir(dirname(this.settings.file), { recursive: true, mode: 0o700 })
    // What it says of customers is for the operator alone.
    this.file = await open(this.settings.file, 'a', 0o600)
    return this.file
  }
}
