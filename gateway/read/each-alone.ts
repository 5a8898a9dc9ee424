import type { SourceKey } from '../connector/index.ts'
import { PartlyFailed } from './partly-failed.ts'

/** What a read of many keys says of one of them; an Error where it failed. */
export type AnswerOf<T> = (key: SourceKey) => T | Error

/** A read that failed for some of its keys fails those, and answers the others. */
export async function eachAlone<T>(read: Promise<ReadonlyMap<SourceKey, T>>): Promise<AnswerOf<T | undefined>> {
  try {
    const found = await read
    return (key) => found.get(key)
  } catch (error) {
    if (!(error instanceof PartlyFailed)) throw error
    const { served, failed } = error as PartlyFailed<T>
    return (key) => (failed.has(key) ? error : served.get(key))
  }
}
