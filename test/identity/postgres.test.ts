import { afterAll, beforeAll, describe } from 'vitest'
import { createPostgresCrosswalk } from '../../gateway/identity/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'
import { crosswalkSuite } from './crosswalk-suite.ts'
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts'

let server: PostgresServer
beforeAll(async () => {
  if (hasPostgres) server = await startPostgres()
}, 60_000)
afterAll(() => server?.close())

describe.skipIf(!hasPostgres)('the crosswalk in Postgres', () => {
  crosswalkSuite(() => createPostgresCrosswalk(server.settings(), () => 0, systemRuntime))
})
