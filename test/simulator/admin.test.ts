import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Admin, startAdmin } from '../../subgraphs/simulator/admin.ts'
import type { Simulator } from '../../subgraphs/simulator/kit.ts'
import { type Ask, ask } from './client.ts'
import { startToy } from './toy-vendor.ts'

let toy: Simulator
let admin: Admin

beforeAll(async () => {
  toy = await startToy()
  admin = await startAdmin([toy])
})
beforeEach(() => toy.reset())
afterAll(async () => {
  await admin.close()
  await toy.close()
})

const call = async (path: string, options?: Ask) => {
  const { status, body } = await ask(admin.url + path, options)
  return { status, body: JSON.parse(body.toString()) }
}
const post = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
  call(path, { method: 'POST', headers, body: body === undefined ? undefined : JSON.stringify(body) })

describe('the admin port', () => {
  test('lists the simulators and their state', async () => {
    const { status, body } = await call('/simulators')
    expect(status).toBe(200)
    expect(body).toMatchObject([{ name: 'toy', url: toy.url, isUp: true, calls: 0, latencyMs: 0, faults: [] }])
    expect((await call('/simulators/toy')).body).toEqual(body[0])
  })

  test('takes one down and brings it up', async () => {
    expect((await post('/simulators/toy/down')).body.isUp).toBe(false)
    await expect(ask(toy.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect((await post('/simulators/toy/up')).body.isUp).toBe(true)
    expect((await ask(toy.url)).status).toBe(200)
  })

  test('arms faults and clears them', async () => {
    const fault = { kind: 'throttled', times: 3, retryAfter: '2' }
    expect((await post('/simulators/toy/fault', fault)).body.faults).toEqual([fault])
    expect((await ask(toy.url)).status).toBe(429)
    expect((await post('/simulators/toy/clear')).body.faults).toEqual([])
  })

  test('sets latency, expires tokens and resets', async () => {
    expect((await post('/simulators/toy/latency', { millis: 250 })).body.latencyMs).toBe(250)
    expect((await post('/simulators/toy/expire')).status).toBe(200)
    expect((await post('/simulators/toy/reset')).body.latencyMs).toBe(0)
  })

  test('shows the last arrivals', async () => {
    await ask(`${toy.url}/one`)
    await ask(`${toy.url}/two`)
    expect((await call('/simulators/toy/arrivals')).body).toMatchObject([{ path: '/one' }, { path: '/two' }])
    expect((await call('/simulators/toy/arrivals?limit=1')).body).toMatchObject([{ path: '/two' }])
  })
})

describe('bad input is answered with what to do:', () => {
  test.each([
    ['/simulators/other/down', undefined, 404, 'No simulator is called "other"; there are: toy.'],
    ['/simulators/toy/explode', undefined, 404, 'There is no action "explode"; there are: down, up, fault,'],
    ['/simulators/toy/toString', undefined, 404, 'There is no action "toString"'],
    ['/nowhere', undefined, 404, 'The paths are /simulators and /simulators/<name>/<action>.'],
    ['/simulators/toy/fault', [], 400, 'A fault is a JSON object'],
    ['/simulators/toy/fault', { kind: 'explode' }, 400, '"kind" is "explode"; it can be: html, redirect,'],
    ['/simulators/toy/fault', {}, 400, '"kind" is missing'],
    ['/simulators/toy/fault', { kind: 'hang', times: -1 }, 400, '"times" is -1; it must be a whole number from 0.'],
    ['/simulators/toy/fault', { kind: 'hang', time: 1 }, 400, 'A fault has no field "time"; it has: kind, times,'],
    ['/simulators/toy/fault', { kind: 'hang', on: 'both' }, 400, 'it must be one of data, auth, any.'],
    ['/simulators/toy/fault', { kind: 'hang', probability: 2 }, 400, 'it must be a number from 0 to 1.'],
    ['/simulators/toy/latency', { millis: 'ten' }, 400, '"millis" is "ten"; it must be a whole number from 0.'],
    ['/simulators/toy/latency', null, 400, '"millis" is missing; it must be a whole number from 0.'],
  ])('%s %j', async (path, body, status, message) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(status)
    expect(answer.body.error).toContain(message)
    expect(toy.faults).toEqual([])
  })

  test('a body that is not JSON', async () => {
    const answer = await call('/simulators/toy/fault', { method: 'POST', body: '{kind' })
    expect(answer.status).toBe(400)
    expect(answer.body.error).toContain('JSON')
  })

  test('what cannot be got', async () => {
    expect((await call('/simulators/toy/down')).body.error).toBe(
      'There is nothing to get at "down"; there is: arrivals.',
    )
    expect(toy.isUp).toBe(true)
  })
})

test('a page of another origin can do nothing', async () => {
  expect((await post('/simulators/toy/down', undefined, { origin: 'http://elsewhere.test' })).status).toBe(403)
  expect((await post('/simulators/toy/down', undefined, { host: 'rebound.test' })).status).toBe(403)
  expect(toy.isUp).toBe(true)
})
