import { describe } from 'vitest'
import { createSqliteCrosswalk } from '../../gateway/identity/sqlite-crosswalk.ts'
import { crosswalkSuite } from './crosswalk-suite.ts'

describe('the crosswalk in SQLite', () => {
  crosswalkSuite(() => createSqliteCrosswalk({ file: ':memory:' }))
})
