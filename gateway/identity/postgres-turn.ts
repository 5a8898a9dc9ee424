import { createHash } from 'node:crypto'

/**
 * The statement that waits for one's turn to write, until the end of the transaction. Who has it sees all that others have
 * written, and is seen by them as a whole: decisions are made one after the other, whichever replica makes them.
 */
export function turnOf(schema: string, what: string): string {
  return `SELECT pg_advisory_xact_lock(${numberOf(`freshet crosswalk ${schema}`)}, ${numberOf(what)})`
}

/** Others may use such numbers in the same database: where two meet, one only waits for the other. */
const numberOf = (text: string): number => createHash('sha256').update(text).digest().readInt32BE()
