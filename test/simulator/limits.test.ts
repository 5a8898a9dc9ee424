import { describe, expect, test } from 'vitest'
import type { DeclaredLimit } from '../../subgraphs/simulator/kit.ts'
import { startSimulator } from '../../subgraphs/simulator/kit.ts'
import { virtualClock } from '../../subgraphs/simulator/virtual-clock.ts'
import { ask } from './client.ts'
import { startToy, toyVendor } from './toy-vendor.ts'

const perMinute: DeclaredLimit = { kind: 'window', name: 'minute', max: 3, windowMillis: 60_000, sendsRetryAfter: true }
const daily: DeclaredLimit = { kind: 'window', name: 'daily', max: 5, windowMillis: 86_400_000, failure: 'quota' }

describe('a window limit', () => {
  test('holds over any span, however it is laid', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock }, { limits: [perMinute] })
    const status = async () => (await ask(toy.url)).status
    expect(await status()).toBe(200)
    clock.advance(59_000)
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429])
    clock.advance(1_000)
    expect([await status(), await status()]).toEqual([200, 429])
    clock.advance(58_999)
    expect(await status()).toBe(429)
    clock.advance(1)
    expect([await status(), await status(), await status()]).toEqual([200, 200, 429])
  })

  test('says when to come back, where the vendor does', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock }, { limits: [perMinute] })
    for (let call = 0; call < 3; call += 1) await ask(toy.url)
    clock.advance(12_300)
    const { headers, body } = await ask(toy.url)
    expect(headers['retry-after']).toBe('48')
    expect(body.toString()).toBe('{"error":"minute"}')
    expect(toy.arrivals.at(-1)!.notes).toEqual({ limit: 'minute' })
  })

  test('is refused in the words it names, and says nothing of when', async () => {
    await using toy = await startToy({ clock: virtualClock(), limits: { daily: 1 } }, { limits: [daily] })
    await ask(toy.url)
    const { status, headers } = await ask(toy.url)
    expect([status, headers['retry-after']]).toEqual([403, undefined])
  })

  test('counts no refused call, neither on itself nor on the others', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock }, { limits: [perMinute, daily] })
    for (let call = 0; call < 10; call += 1) await ask(toy.url)
    clock.advance(60_000)
    expect((await ask(toy.url)).status).toBe(200)
    expect((await ask(toy.url)).status).toBe(200)
    expect((await ask(toy.url)).status).toBe(403)
  })

  test('counts no token call and no call that it does not cover', async () => {
    const limits = [{ ...perMinute, max: 1, counts: ({ path }: { path: string }) => path !== '/versions' }]
    await using toy = await startToy({}, { limits })
    for (const path of ['/token', '/versions', '/a']) expect((await ask(toy.url + path)).status).toBe(200)
    expect((await ask(`${toy.url}/a`)).status).toBe(429)
    expect((await ask(`${toy.url}/versions`)).status).toBe(200)
  })

  test('is kept apart for each principal when it says so', async () => {
    await using toy = await startToy({}, { limits: [{ ...perMinute, max: 1, per: 'principal' }] })
    const status = async (user: string) => (await ask(toy.url, { headers: { 'x-user': user } })).status
    expect([await status('ann'), await status('ann'), await status('bob')]).toEqual([200, 429, 200])
  })

  test('shows its usage to the vendor, and can be charged more', async () => {
    const simulator = await startSimulator({
      ...toyVendor(),
      limits: [{ ...daily, max: 10 }],
      handle(_, { usage, charge }) {
        charge('daily', 4)
        return { status: 200, body: usage('daily') }
      },
    })
    expect((await ask(simulator.url)).body.toString()).toBe('{"used":5,"max":10,"remaining":5}')
    expect((await ask(simulator.url)).body.toString()).toBe('{"used":10,"max":10,"remaining":0}')
    expect((await ask(simulator.url)).status).toBe(403)
    await simulator.close()
  })

  test('forgets what was used on reset', async () => {
    await using toy = await startToy({}, { limits: [{ ...perMinute, max: 1 }] })
    await ask(toy.url)
    toy.reset()
    expect((await ask(toy.url)).status).toBe(200)
  })
})

describe('a concurrency limit', () => {
  const two: DeclaredLimit = { kind: 'concurrency', name: 'slots', max: 2 }

  test('refuses one too many, and frees a slot with each answer', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock }, { limits: [two] })
    toy.fault({ kind: 'latency', millis: 100, times: 2 })
    const running = [ask(toy.url), ask(toy.url)]
    await clock.armed(2)
    expect((await ask(toy.url)).status).toBe(429)
    clock.advance(100)
    await Promise.all(running)
    expect((await ask(toy.url)).status).toBe(200)
  })

  test('frees the slot of a client that has gone', async () => {
    await using toy = await startToy({}, { limits: [{ ...two, max: 1 }] })
    toy.fault({ kind: 'hang', times: 1 })
    const leaving = new AbortController()
    const reply = ask(toy.url, { signal: leaving.signal })
    await toy.arrived(1)
    leaving.abort()
    await reply.catch(() => undefined)
    await toy.idle()
    expect((await ask(toy.url)).status).toBe(200)
  })

  test('counts only the long ones where the vendor does', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock, latencyMs: 60_000 }, { limits: [{ ...two, olderThanMillis: 20_000 }] })
    const running = [ask(toy.url), ask(toy.url), ask(toy.url)]
    await clock.armed(3)
    clock.advance(20_000)
    running.push(ask(toy.url))
    await clock.armed(4)
    clock.advance(60_000)
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200, 200, 429])
  })
})

describe('a declaration', () => {
  test('is refused when the vendor could not say no', async () => {
    const mute = { ...toyVendor({ limits: [perMinute] }), failures: {} }
    await expect(startSimulator(mute)).rejects.toThrow('toy has no "throttled" failure for its limit "minute".')
  })

  test('is refused when an override names no limit', async () => {
    await expect(startToy({ limits: { hourly: 3 } }, { limits: [daily] })).rejects.toThrow(
      'No limit is called "hourly"; declared are: daily.',
    )
  })
})
