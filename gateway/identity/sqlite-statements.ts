import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** What prepares statements. */
export type Statements = Pick<DatabaseSync, 'prepare'>

/** Prepares each statement once: that takes as long as running it. Their texts stand in the code, so that they are not many. */
export function preparedOnce(database: DatabaseSync): Statements {
  const known = new Map<string, StatementSync>()
  return {
    prepare(sql) {
      const statement = known.get(sql) ?? database.prepare(sql)
      known.set(sql, statement)
      return statement
    },
  }
}
