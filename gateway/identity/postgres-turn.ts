import { createHash } from 'node:crypto'
import type { Runtime } from '../runtime.ts'
import { unreachable } from './unreachable.ts'

/**
 * The statement that waits for one's turn to write, until the end of the transaction. Who has it sees all that others have
 * written, and is seen by them as a whole: decisions are made one after the other, whichever replica makes them.
 */
export function turnOf(schema: string, what: string): string {
  return `SELECT pg_advisory_xact_lock(${numberOf(`freshet crosswalk ${schema}`)}, ${numberOf(what)})`
}

/** Others may use such numbers in the same database: where two meet, one only waits for the other. */
const numberOf = (text: string): number => createHash('sha256').update(text).digest().readInt32BE()

/** Those of one process wait for each other before they take a connection, so that readers find one. */
export class Turns {
  private readonly last = new Map<string, Promise<void>>()
  private readonly longestMillis: number
  private readonly runtime: Runtime

  constructor(longestMillis: number, runtime: Runtime) {
    this.longestMillis = longestMillis
    this.runtime = runtime
  }

  /** @throws FreshetError for which `isUnreachable` holds, when those before take too long */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name) ?? Promise.resolve()
    const { promise: own, resolve: pass } = Promise.withResolvers<void>()
    this.last.set(
      name,
      before.then(() => own),
    )
    try {
      await this.patiently(before)
      return await work()
    } finally {
      pass()
    }
  }

  private patiently(before: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.runtime.after(this.longestMillis, () => reject(unreachable(undefined)))
      void before.then(() => {
        cancel()
        resolve()
      })
    })
  }
}
