import { Agent } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { startSimulator } from '../../subgraphs/simulator/kit.ts'
import { virtualClock } from '../../subgraphs/simulator/virtual-clock.ts'
import { ask, askJson } from './client.ts'
import { startToy, toyVendor } from './toy-vendor.ts'

describe('a request', () => {
  test('reaches the vendor decoded, with the raw text beside it', async () => {
    await using toy = await startToy()
    const seen = await askJson(`${toy.url}/a%2Fb%20c?q=SELECT+1&q2=%C3%A4`, {
      method: 'POST',
      body: 'text',
      headers: { 'X-A': '1' },
    })
    expect(seen).toMatchObject({
      method: 'POST',
      path: '/a/b c',
      rawPath: '/a%2Fb%20c',
      query: { q: 'SELECT 1', q2: 'ä' },
      headers: { 'x-a': '1' },
      body: 'text',
    })
  })

  test('of the longest address that a vendor takes reaches it too', async () => {
    await using toy = await startToy()
    const long = 'x'.repeat(40_000)
    expect(await askJson(`${toy.url}/${long}`)).toMatchObject({ path: `/${long}` })
  })

  test('with a stray percent sign is the vendor’s to judge', async () => {
    await using toy = await startToy()
    expect(await askJson(`${toy.url}/100%`)).toMatchObject({ path: '/100%' })
  })

  test('that meets a bug in the simulator is answered as that, in no vendor’s words', async () => {
    await using toy = await startToy()
    const { status, body } = await ask(`${toy.url}/bug`)
    expect([status, body.toString()]).toEqual([500, 'simulator error: no such table'])
    expect(toy.arrivals[0]!.notes).toEqual({ error: 'no such table' })
  })
})

describe('an answer', () => {
  test('carries the date of the simulator’s clock', async () => {
    const clock = virtualClock(Date.UTC(2026, 1, 3, 4, 5, 6))
    await using toy = await startToy({ clock })
    expect((await ask(toy.url)).headers.date).toBe('Tue, 03 Feb 2026 04:05:06 GMT')
  })

  test('of more than a kilobyte is gzipped for a client that accepts it', async () => {
    await using toy = await startToy()
    const zipped = await ask(`${toy.url}/big`, { headers: { 'accept-encoding': 'gzip, br' } })
    const plain = await ask(`${toy.url}/big`)
    const small = await ask(toy.url, { headers: { 'accept-encoding': 'gzip' } })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.body)).toEqual(plain.body)
    expect([plain.headers['content-encoding'], small.headers['content-encoding']]).toEqual([undefined, undefined])
  })

  test('is never gzipped for a client that declines it, nor with the plain option', async () => {
    await using toy = await startToy()
    await using plain = await startToy({ plain: true })
    const declined = await ask(`${toy.url}/big`, { headers: { 'accept-encoding': 'br, gzip;q=0' } })
    const asked = await ask(`${plain.url}/big`, { headers: { 'accept-encoding': 'gzip' } })
    expect([declined.headers['content-encoding'], asked.headers['content-encoding']]).toEqual([undefined, undefined])
  })

  test('waits for the latency that is set', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock, latencyMs: 40 })
    toy.fault({ kind: 'latency', millis: 60, times: 1 })
    const reply = ask(toy.url)
    await clock.armed(1)
    clock.advance(99)
    expect(toy.inFlight).toBe(1)
    clock.advance(1)
    expect((await reply).status).toBe(200)
    expect(toy.arrivals[0]).toMatchObject({ at: clock.now() - 100, endedAt: clock.now(), notes: { delayMillis: 60 } })
  })

  test('waits for a worker when all are busy', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock, latencyMs: 10 }, { workers: 1 })
    const replies = [ask(toy.url), ask(toy.url)]
    await toy.arrived(2)
    await clock.armed(1)
    clock.advance(10)
    await clock.armed(1)
    clock.advance(10)
    await Promise.all(replies)
    expect(toy.arrivals.map(({ at, endedAt }) => endedAt! - at)).toEqual([10, 20])
  })
})

test('a request given up while it waits for a worker is not served', async () => {
  await using toy = await startToy({}, { workers: 1 })
  toy.fault({ kind: 'hang', times: 1 })
  const [first, second] = [new AbortController(), new AbortController()]
  const replies = [ask(toy.url, { signal: first.signal })]
  await toy.arrived(1)
  replies.push(ask(toy.url, { signal: second.signal }))
  for (const reply of replies) reply.catch(() => undefined)
  await toy.arrived(2)
  toy.fault({ kind: 'serverError', times: 1 })
  second.abort()
  await toy.idle(1)
  first.abort()
  await Promise.allSettled(replies)
  await toy.idle()
  expect((await ask(toy.url)).status).toBe(500)
})

describe('the log', () => {
  test('tells who asked what, when, and what came of it', async () => {
    const clock = virtualClock()
    await using toy = await startToy({ clock })
    await ask(`${toy.url}/q?q=SELECT+Id`, { method: 'POST', body: '{"a":1}', headers: { 'x-user': 'ann' } })
    expect(toy.arrivals).toEqual([
      {
        at: clock.now(),
        endedAt: clock.now(),
        principal: 'ann',
        method: 'POST',
        path: '/q',
        kind: 'data',
        native: 'q=SELECT Id {"a":1}',
        requestBytes: 7,
        bytes: expect.any(Number),
        status: 200,
        concurrent: 1,
        notes: {},
      },
    ])
  })

  test('counts data calls apart from token calls', async () => {
    await using toy = await startToy()
    await ask(`${toy.url}/token`, { method: 'POST' })
    await ask(toy.url)
    expect(toy.arrivals.map(({ kind }) => kind)).toEqual(['auth', 'data'])
    expect(toy.calls).toBe(1)
  })

  test('shows how many were in flight, and who gave up', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'hang' })
    const leaving = new AbortController()
    const replies = [1, 2].map(() => ask(toy.url, { signal: leaving.signal }))
    await toy.arrived(2)
    leaving.abort()
    await Promise.allSettled(replies)
    await toy.idle()
    expect(toy.arrivals.map(({ concurrent }) => concurrent).sort()).toEqual([1, 2])
    expect(toy.arrivals.map(({ aborted, status }) => [aborted, status])).toEqual([
      [true, undefined],
      [true, undefined],
    ])
    expect(toy.arrivals.every(({ endedAt }) => endedAt !== undefined)).toBe(true)
  })

  test('holds what the vendor notes', async () => {
    await using toy = await startSimulator({
      ...toyVendor(),
      handle(_, { note }) {
        note('native', 'SELECT Name FROM Account')
        note('rows', 3)
        return { status: 204 }
      },
    })
    await ask(toy.url)
    expect(toy.arrivals[0]).toMatchObject({ native: 'SELECT Name FROM Account', notes: { rows: 3 } })
  })

  test('starts anew on reset, with faults and latency gone', async () => {
    await using toy = await startToy()
    toy.fault({ kind: 'serverError' })
    toy.latency(60_000)
    toy.reset()
    expect((await ask(toy.url)).status).toBe(200)
    expect([toy.calls, toy.arrivals.length, toy.faults.length]).toEqual([1, 1, 0])
  })
})

describe('closing', () => {
  test('leaves no timer behind and breaks what still runs', async () => {
    const clock = virtualClock()
    const toy = await startToy({ clock, latencyMs: 1_000 })
    const reply = ask(toy.url)
    await clock.armed(1)
    await Promise.all([toy.close(), expect(reply).rejects.toMatchObject({ code: 'ECONNRESET' })])
    expect(clock.timers).toBe(0)
    await toy.close()
  })
})

describe('down and up', () => {
  test('refuses connections, then answers on the same port', async () => {
    await using toy = await startToy()
    await toy.down()
    expect(toy.isUp).toBe(false)
    await expect(ask(toy.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await toy.up()
    expect((await ask(toy.url)).status).toBe(200)
  })

  test('breaks the connections that are kept and the calls that run', async () => {
    await using toy = await startToy()
    const agent = new Agent({ keepAlive: true })
    await ask(toy.url, { agent })
    toy.fault({ kind: 'hang' })
    const reply = ask(toy.url, { agent })
    await toy.arrived(2)
    await toy.down()
    await expect(reply).rejects.toMatchObject({ code: 'ECONNRESET' })
    await toy.idle()
    agent.destroy()
  })

  test('may be told twice', async () => {
    await using toy = await startToy()
    await toy.down()
    await toy.down()
    await toy.up()
    await toy.up()
    expect(toy.isUp).toBe(true)
  })
})
