import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Application, type ApplicationOptions, createApplication } from '../../../gateway/application.ts'
import { hasRedis, type RedisServer, startRedis } from '../../cache/redis-server.ts'
import { askOver, openWorld, type World } from '../../e2e/world.ts'
import { cells, freshet } from '../run.ts'

/** Each command is a process of its own, which takes its time where others run. */
vi.setConfig({ testTimeout: 90_000 })

describe.skipIf(!hasRedis)('two replicas with one Redis', () => {
  let redis: RedisServer
  let world: World
  let folder: string
  let replicas: Application[]
  let urls: string[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'freshet-replicas-'))
    redis = await startRedis()
    let options: ApplicationOptions
    world = await openWorld({
      change: (given) => {
        options = given
        return given
      },
    })
    replicas = ['a', 'b'].map((name) =>
      createApplication({
        ...options,
        ledgerFolder: join(folder, name),
        redis: { url: redis.url, prefix: 'e2e', commandTimeoutMillis: 1_000, replicas: 2 },
      }),
    )
    urls = await Promise.all(replicas.map(async ({ server }) => (await server.listen(0, '127.0.0.1')).url))
  })
  afterAll(async () => {
    await Promise.all(replicas.map((application) => application.close()))
    await world.close()
    await redis.close()
    rmSync(folder, { recursive: true })
  })

  test('say that their limits are shared, and remember each its own calls', async () => {
    const query = '{ customers(first: 3, sources: ["salesforce"]) { nodes { name } } }'
    for (const url of [...urls, urls[0]!]) {
      const { errors } = await askOver(url, world.simulators, query, {}, { 'cache-control': 'no-cache' })
      expect(errors).toEqual([])
    }
    const shown = await freshet('sources', '--url', urls[0]!)
    expect(cells(shown.stdout, 'salesforce', 'OK').at(-1)).toBe('SHARED')
    const one = await freshet('headroom', '--url', urls[0]!)
    expect(cells(one.stdout, 'salesforce').slice(4, 9)).toEqual(['2', '0', '2', '70,000', '100,000'])
    expect(one.stdout).toContain('These are the calls of one replica, and the limits of all.')
    const both = await freshet('headroom', ...urls.flatMap((url) => ['--url', url]))
    expect(cells(both.stdout, 'salesforce')[4]).toBe('3')
    expect(both.stdout).not.toContain('one replica')
  })

  test('say so when they cannot reach what they share', async () => {
    await redis.kill()
    const reached = async () => {
      const { data } = await askOver(
        urls[1]!,
        world.simulators,
        '{ sources { sharedLimits { state degradedSeconds } } }',
      )
      return data.sources[0].sharedLimits
    }
    await expect.poll(reached, { timeout: 10_000 }).toMatchObject({ state: 'DEGRADED' })
    expect((await reached()).degradedSeconds).toBeGreaterThan(0)
  })
})
