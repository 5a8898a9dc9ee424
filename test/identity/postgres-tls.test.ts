import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Crosswalk, createPostgresCrosswalk, type PostgresSettings } from '../../gateway/identity/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts'

let server: PostgresServer
beforeAll(async () => {
  if (hasPostgres) server = await startPostgres({ withTls: true })
}, 60_000)
afterAll(() => server?.close())

const byName = (url: string) => url.replace('127.0.0.1', 'localhost')

function open(tls: PostgresSettings['tls'], at: (url: string) => string): Crosswalk {
  const settings = server.settings({ tls })
  return createPostgresCrosswalk({ ...settings, url: at(settings.url) }, () => 0, systemRuntime)
}

async function isReached(crosswalk: Crosswalk): Promise<boolean> {
  await crosswalk.connect()
  await crosswalk.close()
  return crosswalk.isReachable
}

describe.skipIf(!hasPostgres)('a Postgres with a certificate', () => {
  test('is reached where the certificate is trusted, and is that of its name', async () => {
    const crosswalk = open({ ca: server.ca }, byName)
    await crosswalk.connect()
    const connections = await server.query(
      `SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'freshet'`,
    )
    expect(connections).toEqual([{ ssl: true }])
    await crosswalk.close()
  })

  test('is not reached where nobody vouches for it', async () => {
    expect(await isReached(open({}, byName))).toBe(false)
  })

  test('is not reached under another name than the certificate has', async () => {
    expect(await isReached(open({ ca: server.ca }, (url) => url))).toBe(false)
  })

  test('is reached in the clear where that is said', async () => {
    expect(await isReached(open(false, byName))).toBe(true)
  })
})
