import { beforeEach, describe, expect, test } from 'vitest'
import type { Limit } from '../../../gateway/connector/index.ts'
import type { Lane } from '../../../gateway/guard/index.ts'
import { citation } from '../traffic.ts'
import type { Replica } from './fleet.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeEach(() => {
  scene = openScene()
})

async function refusal(replica: Replica, lane: Lane = 'interactive'): Promise<unknown> {
  const asked = replica.guard.acquire({ cost: 1, lane, deadline: replica.now() + 100 }).then(
    () => undefined,
    (error) => error,
  )
  await scene.wait(150)
  return asked
}

const minute: Limit = { kind: 'window', name: 'minute', permits: 400, windowMillis: 60_000, citation }
const day: Limit = { kind: 'quota', name: 'day', permits: 1_000, windowMillis: 86_400_000, citation }
const slots: Limit = { kind: 'concurrency', name: 'slots', permits: 12, citation }
/** Longer than anything keeps the pool of a new server closed. */
const quiet = 70_000

describe('what the pool adds', () => {
  test('is leased in bulk: many calls for few round trips', async () => {
    const [a] = [scene.replica('a', [minute]), scene.replica('b', [minute])]
    await scene.wait(quiet)
    const before = scene.redis.asked
    expect(await scene.served(a, 300)).toBe(300)
    // 100 of them are its own part. The leases grow from one to a twentieth of the limit.
    expect(scene.redis.asked - before).toBeLessThan(20)
  })

  test('is for whoever comes: two replicas share it, and together they reach the limit', async () => {
    const [a, b] = [scene.replica('a', [minute]), scene.replica('b', [minute])]
    await scene.wait(quiet)
    scene.visits(a, 300)
    scene.visits(b, 300)
    await scene.wait(300)
    expect(scene.log).toHaveLength(400)
  })

  test('is leased for all limits of a source or for none', async () => {
    const tight: Limit = { ...minute, name: 'tight', permits: 201 }
    const a = scene.replica('a', [minute, tight], 1)
    await scene.wait(quiet)
    expect(await scene.served(a, 400, { patienceMillis: 1_000 })).toBe(201)
    await scene.wait(1_000)
    const [before, expired] = [scene.redis.asked, a.expired]
    // Of the tight one nothing is left for a minute. The other has room, which is not leased in vain.
    expect(await scene.served(a, 50)).toBe(0)
    await scene.wait(1_000)
    expect([scene.redis.asked - before <= 4, a.expired]).toEqual([true, expired])
  })

  test('keeps a part for those who wait: the batch lane draws on no more than its share', async () => {
    const [a, b] = [scene.replica('a', [minute]), scene.replica('b', [minute])]
    await scene.wait(quiet)
    expect(await scene.served(a, 400, { lane: 'batch' })).toBe(70 + 140)
    expect(await scene.served(b, 400, { lane: 'batch' })).toBe(70)
    expect(await scene.served(b, 400)).toBe(30 + 60)
  })

  test('is not left to the batch lane by those who leased it for a more urgent one', async () => {
    const a = scene.replica('a', [minute], 1)
    await scene.wait(quiet)
    // More than the share of the batch lane, and some of the last lease is left.
    expect(await scene.served(a, 200 + 135)).toBe(335)
    expect(await scene.served(a, 20, { lane: 'batch' })).toBe(0)
  })

  test('keeps slots for those who wait, also slots that came free meanwhile', async () => {
    const [a] = [scene.replica('a', [slots]), scene.replica('b', [slots])]
    await scene.wait(quiet)
    const long = { takesMillis: 60_000 }
    expect(await scene.served(a, 9, { takesMillis: 50 })).toBe(9)
    expect(await scene.served(a, 20, { ...long, lane: 'batch' })).toBe(2 + 4)
    expect(await scene.served(a, 20, long)).toBe(3)
  })

  test('counts what is leased and not used as spent, and says how much that was', async () => {
    const a = scene.replica('a', [minute], 1)
    await scene.wait(quiet)
    await scene.served(a, 250)
    await scene.wait(1_000)
    const expired = a.expired
    expect(expired).toBeGreaterThan(0)
    expect(await scene.served(a, 400)).toBe(150 - expired)
  })
})

describe('without Redis', () => {
  test('each replica has its part from the first moment, and never more', async () => {
    scene.redis.die()
    const [a, b] = [scene.replica('a', [minute]), scene.replica('b', [minute])]
    expect([await scene.served(a, 400), await scene.served(b, 400)]).toEqual([100, 100])
    expect(a.guard.state()).toMatchObject({ shared: { state: 'degraded', degradedSeconds: expect.closeTo(0.24, 2) } })
  })

  test('nobody waits for one that hangs, and afterwards all is as it was', async () => {
    const a = scene.replica('a', [minute])
    await scene.wait(quiet)
    scene.redis.hang()
    expect(await scene.served(a, 120, { patienceMillis: 60 })).toBe(100)
    expect(a.limits.state).toBe('degraded')
    scene.redis.resume()
    await scene.wait(3_000)
    expect(a.limits.state).toBe('shared')
    expect(await scene.served(a, 400)).toBeGreaterThanOrEqual(199)
    expect(scene.log.length).toBeLessThanOrEqual(300)
  })

  test('the slots of a replica that was killed come back within two seconds', async () => {
    const [a, b] = [scene.replica('a', [slots]), scene.replica('b', [slots])]
    await scene.wait(quiet)
    expect(await scene.served(a, 12, { takesMillis: 60_000 })).toBe(9)
    a.kill()
    expect(await scene.served(b, 12, { takesMillis: 60_000 })).toBe(3)
    expect(await scene.served(b, 12, { takesMillis: 60_000, patienceMillis: 2_000 })).toBe(6)
  })
})

test('who waits in vain for a pool that is spent is told so at once, and not when his time is up', async () => {
  const a = scene.replica('a', [minute], 1)
  await scene.wait(quiet)
  expect(await scene.served(a, 400, { patienceMillis: 5_000 })).toBe(400)
  scene.visits(a, 20, { patienceMillis: 5_000 })
  await scene.wait(50)
  expect(a.guard.state().queued).toBe(0)
})

describe('what the vendor tells one replica', () => {
  test('is known to all: a rest asked of one is kept by the other', async () => {
    const [a, b] = [scene.replica('a', [minute]), scene.replica('b', [minute])]
    await scene.wait(quiet)
    a.guard.rest(5_000, 'SOURCE_THROTTLED')
    await scene.wait(10)
    expect(await refusal(b)).toMatchObject({ code: 'SOURCE_THROTTLED' })
    await scene.wait(5_000)
    expect(await refusal(b)).toBeUndefined()
  })

  test('is told to those who come later, and to those who were cut off, even by a server that has forgotten it', async () => {
    const [a, b] = [scene.replica('a', [minute]), scene.replica('bb', [minute])]
    await scene.wait(1_000)
    scene.redis.cutOff.add('bb')
    await scene.wait(1_000)
    a.guard.rest(20_000, 'SOURCE_UNAVAILABLE')
    await scene.wait(1_000)
    scene.redis.replace(undefined)
    scene.redis.cutOff.clear()
    await scene.wait(4_000)
    const c = scene.replica('ccc', [minute])
    await scene.wait(100)
    for (const other of [b, c]) expect(await refusal(other)).toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
  })

  test('is told again to a server that has forgotten it, for those who come later', async () => {
    const a = scene.replica('a', [minute])
    await scene.wait(1_000)
    a.guard.rest(20_000, 'SOURCE_THROTTLED')
    await scene.wait(100)
    scene.redis.flush()
    await scene.wait(1_200)
    const b = scene.replica('b', [minute])
    await scene.wait(100)
    expect(await refusal(b)).toMatchObject({ code: 'SOURCE_THROTTLED' })
  })

  test('of a quota makes all careful: what others have spent is nobody’s', async () => {
    const [a, b] = [scene.replica('a', [day]), scene.replica('b', [day])]
    await scene.wait(1_000)
    a.guard.correct({ limit: 'day', used: 990, permits: 1_000 })
    await scene.wait(1_100)
    expect((await scene.served(a, 100)) + (await scene.served(b, 100))).toBe(10)
  })

  test('of a quota ends the silence of a pool that knows no past', async () => {
    const [a] = [scene.replica('a', [day]), scene.replica('b', [day])]
    await scene.wait(quiet)
    expect(await scene.served(a, 400)).toBe(250)
    expect(await refusal(a)).toMatchObject({ code: 'SOURCE_QUOTA_EXHAUSTED' })
    a.guard.correct({ limit: 'day', used: 250, permits: 1_000 })
    await scene.wait(10_000)
    expect(await scene.served(a, 10, { patienceMillis: 3_000 })).toBe(10)
  })
})

test('what replicas remember of a quota is what a server that forgot it begins with', async () => {
  const [a, b] = [scene.replica('a', [day]), scene.replica('b', [day])]
  await scene.wait(quiet)
  a.guard.correct({ limit: 'day', used: 100, permits: 1_000 })
  await scene.wait(10_000)
  expect(await scene.served(a, 600, { patienceMillis: 30_000 })).toBeGreaterThan(500)
  await scene.wait(1_000)
  a.kill()
  scene.redis.replace(undefined)
  await scene.wait(10_000)
  const spent = 100 + scene.log.length
  // Not a day of silence, and not what was spent already: what is left is there, less what may have been lost.
  const more = await scene.served(b, 1_000, { patienceMillis: 30_000 })
  expect(spent + more).toBeLessThanOrEqual(1_000)
  expect(more).toBeGreaterThan(100)
})

test('a limit that was found out is lowered for all by one who met it, and raised slowly', async () => {
  const adaptive: Limit = { kind: 'adaptive', name: 'adaptive', initial: 12, min: 1, max: 12, citation }
  const [a, b] = [scene.replica('a', [adaptive]), scene.replica('b', [adaptive])]
  await scene.wait(quiet)
  expect(await scene.served(b, 20, { takesMillis: 200 })).toBe(11)
  // What went well before is told by then.
  await scene.wait(1_000)
  await scene.served(a, 1, { outcome: 'throttled' })
  await scene.wait(600)
  expect(await scene.served(b, 20, { takesMillis: 200 })).toBe(5)
  await scene.wait(600)
  expect(await scene.served(b, 20, { takesMillis: 200 })).toBeLessThanOrEqual(7)
})
