import { describe, expect, test } from 'vitest'
import type { Limit } from '../../../gateway/connector/index.ts'
import { citation } from '../traffic.ts'
import { openScene } from './scene.ts'

const slots: Limit = { kind: 'concurrency', name: 'slots', permits: 12, citation }
const day: Limit = { kind: 'quota', name: 'day', permits: 1_000, windowMillis: 86_400_000, citation }
const rate: Limit = { kind: 'rate', name: 'rate', permits: 20, perMillis: 1_000, burst: 40, citation }
const quiet = 70_000
const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
const patient = { patienceMillis: 30_000 }

/** Two replicas that know what of the day is spent: a tenth, by the vendor's word. */
async function aDayBegun(seed: number) {
  const scene = openScene(seed)
  const [a, b] = [scene.replica('a', [day]), scene.replica('b', [day])]
  await scene.wait(quiet)
  a.guard.correct({ limit: 'day', used: 100, permits: 1_000 })
  await scene.wait(10_000)
  return { ...scene, a, b, spent: () => 100 + scene.log.length }
}

describe('slots of a replica', () => {
  test('that was stopped are not used when it goes on, since others have them by then', async () => {
    const scene = openScene()
    const [a, b] = [scene.replica('a', [slots]), scene.replica('b', [slots])]
    await scene.wait(quiet)
    expect(await scene.served(a, 9, { takesMillis: 50 })).toBe(9)
    a.stop()
    expect(await scene.served(b, 12, { takesMillis: 60_000, patienceMillis: 3_000 })).toBe(9)
    scene.visits(a, 12, { takesMillis: 400 })
    a.resume()
    await scene.wait(1_000)
    expect(scene.broken(slots)).toEqual([])
  })

  test.each(seeds)('are given back before others are told that they may have them (seed %i)', async (seed) => {
    const scene = openScene(seed)
    scene.redis.slowMillis = 15
    const [a, b] = [scene.replica('a', [slots]), scene.replica('b', [slots])]
    await scene.wait(quiet)
    // Bursts that come just when what the one before left over is given back.
    for (let i = 0; i < 60; i++) {
      for (const one of [a, b]) scene.visits(one, 12, { takesMillis: 60, patienceMillis: 200 })
      await scene.wait(430 + 7 * i)
    }
    expect(scene.broken(slots)).toEqual([])
  })

  test.each(['a', 'b'])(
    'with calls that run are its own after a time in which nobody reached Redis (%s first)',
    async (first) => {
      const scene = openScene()
      const [a, b] = [scene.replica('a', [slots]), scene.replica('b', [slots])]
      await scene.wait(quiet)
      expect(await scene.served(a, 9, { takesMillis: 60_000 })).toBe(9)
      for (const name of ['a', 'b']) scene.redis.cutOff.add(name)
      await scene.wait(3_000)
      scene.redis.cutOff.delete(first)
      await scene.wait(1_500)
      scene.redis.cutOff.clear()
      await scene.served(b, 12, { takesMillis: 1_000, patienceMillis: 4_000 })
      expect(scene.broken(slots)).toEqual([])
    },
  )
})

test('a server that forgets a bucket does not fill it', async () => {
  const scene = openScene()
  const [a, b] = [scene.replica('a', [rate]), scene.replica('b', [rate])]
  await scene.wait(quiet)
  for (let i = 0; i < 6; i++) {
    for (const one of [a, b]) scene.visits(one, 30)
    await scene.wait(150)
    scene.redis.flush()
  }
  expect(scene.broken(rate)).toEqual([])
})

describe('a quota that the server forgets', () => {
  test.each(seeds)('is what one knows who has heard all but the last of it (seed %i)', async (seed) => {
    const { a, b, spent, ...scene } = await aDayBegun(seed)
    // One leases, and dies in the midst of it together with the server; the other has heard of most.
    scene.visits(a, 700, patient)
    await scene.wait(83 * seed)
    a.kill()
    scene.redis.replace(undefined)
    // Who asks while the pool is out of reach is not kept waiting for it.
    await scene.wait(5_000)
    await scene.served(b, 1_000, { patienceMillis: 60_000 })
    expect(spent()).toBeLessThanOrEqual(1_000)
    // Nearly all of the rest is there, not a day of silence.
    expect(spent()).toBeGreaterThan(900)
  })

  test('is not what one believes who was cut off while the others went on', async () => {
    const { a, b, spent, ...scene } = await aDayBegun(1)
    scene.redis.cutOff.add('b')
    await scene.served(a, 700, patient)
    scene.redis.die()
    scene.redis.cutOff.clear()
    scene.redis.replace(undefined)
    // The one who knows least comes back first.
    a.stop()
    await scene.wait(1_200)
    expect(b.limits.state).toBe('shared')
    scene.visits(b, 1_000, { patienceMillis: 60_000 })
    await scene.wait(300)
    a.resume()
    await scene.wait(61_000)
    expect(spent()).toBeLessThanOrEqual(1_000)
  })

  test('is silent for a day when nobody is left who knows it', async () => {
    const { a, b, ...scene } = await aDayBegun(1)
    for (const one of [a, b]) one.kill()
    scene.redis.replace(undefined)
    const c = scene.replica('c', [day])
    await scene.wait(quiet)
    expect(await scene.served(c, 1_000, patient)).toBe(250)
  })
})
