import { describe, expect, test } from 'vitest'
import type { Credential, Dial } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { Credentials } from '../../gateway/transport/credentials.ts'
import { manualRuntime } from '../read/manual-runtime.ts'
import { everythingOf, password, toyWorld } from './toy.ts'

const auth = expect.objectContaining({ code: 'SOURCE_AUTH', source: 'toy' })

describe('a login', () => {
  test('is one for all who ask while it is under way, and for all after', async () => {
    const { call, logins } = await toyWorld()
    await Promise.all(Array.from({ length: 20 }, () => call()))
    await call()
    expect(logins()).toBe(1)
  })

  test('that has expired is renewed once for all, and each call is replayed once', async () => {
    const { call, logins, simulator } = await toyWorld()
    await call()
    simulator.expireTokens()
    const answers = await Promise.all(Array.from({ length: 20 }, () => call()))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(logins()).toBe(2)
    expect(simulator.calls).toBe(1 + 2 * 20)
  })

  test('that expires again and again while calls succeed between is renewed each time', async () => {
    const { call, logins, simulator, runtime } = await toyWorld()
    for (let i = 0; i < 12; i++) {
      await call()
      simulator.expireTokens()
      runtime.advance(10_000)
    }
    expect(logins()).toBe(12)
  })

  test('whose token is never taken is not tried without end', async () => {
    const { call, logins, simulator, runtime } = await toyWorld()
    simulator.fault({ kind: 'unauthorized' })
    for (let i = 0; i < 20; i++) await expect(call()).rejects.toEqual(auth)
    expect(logins()).toBeLessThanOrEqual(3)
    const [before, calls] = [logins(), simulator.calls]
    runtime.advance(59_999)
    await expect(call()).rejects.toEqual(auth)
    expect([logins(), simulator.calls]).toEqual([before, calls])
    runtime.advance(1)
    await expect(call()).rejects.toEqual(auth)
    expect(logins()).toBe(before + 1)
    simulator.clearFaults()
    runtime.advance(60_000)
    await expect(call()).resolves.toBeDefined()
  })

  test('whose token is taken now and then is not tried without end either', async () => {
    const { call, logins, simulator } = await toyWorld()
    simulator.fault({ kind: 'unauthorized', match: '/big' })
    for (let i = 0; i < 30; i++) {
      await call('/big').catch(() => undefined)
      await call().catch(() => undefined)
    }
    expect(logins()).toBeLessThanOrEqual(11)
  })

  test('that is refused is not tried again for a minute', async () => {
    const { call, logins, simulator, runtime, transport } = await toyWorld()
    simulator.fault({ kind: 'unauthorized', on: 'auth' })
    for (let i = 0; i < 10; i++) await expect(call()).rejects.toEqual(auth)
    expect(logins()).toBe(1)
    expect(transport.stats).toMatchObject({ calls: 0, lastError: 'SOURCE_AUTH' })
    runtime.advance(60_000)
    await expect(call()).rejects.toEqual(auth)
    expect(logins()).toBe(2)
  })

  test('that is throttled rests for as long as it was told', async () => {
    const { call, logins, simulator, runtime } = await toyWorld()
    simulator.fault({ kind: 'throttled', on: 'auth', times: 1 })
    for (let i = 0; i < 3; i++) await expect(call()).rejects.toMatchObject({ code: 'SOURCE_THROTTLED', source: 'toy' })
    runtime.advance(4_999)
    await expect(call()).rejects.toMatchObject({ code: 'SOURCE_THROTTLED' })
    expect(logins()).toBe(1)
    runtime.advance(1)
    await expect(call()).resolves.toBeDefined()
  })

  test('whose server is down says so, and is tried again at once', async () => {
    const { call, simulator } = await toyWorld()
    simulator.fault({ kind: 'reset', on: 'auth', times: 1 })
    await expect(call()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'toy' })
    await expect(call()).resolves.toBeDefined()
  })

  test('is waited for no longer than each caller may, and goes on for the others', async () => {
    const { call, scope, simulator, runtime, clock, logins } = await toyWorld()
    simulator.fault({ kind: 'latency', on: 'auth', millis: 5_000, times: 1 })
    const leaving = new AbortController()
    const asked = [
      call('/items', scope({ deadline: runtime.monotonic() + 1_000 })),
      call('/items', scope({ signal: leaving.signal })),
      call('/items', scope({ signal: AbortSignal.abort(new Error('gone before')) })),
    ]
    const patient = call()
    const ends = Promise.allSettled(asked)
    await clock.armed(1)
    leaving.abort(new Error('gone'))
    runtime.advance(1_000)
    expect((await ends).map((end) => end.status === 'rejected' && end.reason)).toEqual([
      expect.objectContaining({ code: 'SOURCE_TIMEOUT', source: 'toy' }),
      new Error('gone'),
      new Error('gone before'),
    ])
    clock.advance(5_000)
    await expect(patient).resolves.toBeDefined()
    expect(logins()).toBe(1)
  })
})

describe('what was obtained with a login', () => {
  test('is obtained by one flight, and goes with the login', async () => {
    const { call, simulator } = await toyWorld()
    const sessions = () =>
      simulator.arrivals.filter(({ kind, native }) => kind === 'auth' && native?.includes('session')).length
    const inSession = () => call('/items', undefined, { credentials: ['session'] })
    await Promise.all([inSession(), inSession(), call()])
    expect(sessions()).toBe(1)
    simulator.expireTokens()
    await inSession()
    expect(sessions()).toBe(2)
  })
})

describe('a credential', () => {
  const dial = {} as Dial

  function held(lifeMillis: number | undefined) {
    const runtime = manualRuntime()
    let obtained = 0
    const obtain = async (): Promise<Credential> => {
      obtained++
      return { headers: {}, ...(lifeMillis !== undefined && { expiresAt: runtime.now() + lifeMillis }) }
    }
    const credentials = new Credentials('toy', { login: obtain }, runtime)
    return { runtime, get: () => credentials.get('login', dial), obtained: () => obtained }
  }

  test('is renewed a little before the vendor forgets it', async () => {
    const { runtime, get, obtained } = held(3_600_000)
    await get()
    runtime.advance(3_569_999)
    await get()
    expect(obtained()).toBe(1)
    runtime.advance(1)
    await get()
    expect(obtained()).toBe(2)
  })

  test('of a short life is used for most of it', async () => {
    const { runtime, get, obtained } = held(20_000)
    await get()
    runtime.advance(17_999)
    await get()
    expect(obtained()).toBe(1)
    runtime.advance(1)
    await get()
    expect(obtained()).toBe(2)
  })

  test('dies in its time, whatever the wall clock says', async () => {
    const { runtime, get, obtained } = held(600_000)
    await get()
    runtime.step(-3_600_000)
    runtime.advance(600_000)
    await get()
    expect(obtained()).toBe(2)
  })

  test('without a life is kept', async () => {
    const { runtime, get, obtained } = held(undefined)
    await get()
    runtime.advance(1e10)
    await get()
    expect(obtained()).toBe(1)
  })
})

describe('no secret', () => {
  const echo = (status: number) => ({
    handle: (request: { path: string; headers: Readonly<Record<string, string>>; text(): string }) =>
      request.path === '/token' && request.text() === password
        ? { status: 200, body: { token: 'token-0123456789abcdef' } }
        : { status, body: { error: `we got ${request.headers.authorization} and ${password}, and do not like it` } },
  })

  test.each([200, 302, 400, 401, 403, 404, 429, 500, 503])(
    'is in the error of an answer of status %i that echoes it',
    async (status) => {
      const { call } = await toyWorld({ vendor: echo(status) })
      const error = await call().catch((error) => error)
      expect(error).toBeInstanceOf(FreshetError)
      const text = everythingOf(error)
      expect(text).toContain('we got')
      expect(text).not.toContain('0123456789abcdef')
      expect(text).not.toContain(password)
    },
  )

  test('is in the error of a login that echoes it', async () => {
    const refusing = { handle: (request: { text(): string }) => ({ status: 403, body: `not with ${request.text()}` }) }
    const { call } = await toyWorld({ vendor: refusing })
    const error = await call().catch((error) => error)
    expect(error).toEqual(auth)
    expect(everythingOf(error)).not.toContain(password)
  })

  test('is in the error of a body that is not what it should be', async () => {
    const page = {
      handle: ({ path, headers }: { path: string; headers: Readonly<Record<string, string>> }) =>
        path === '/token'
          ? { status: 200, body: { token: 'token-0123456789abcdef' } }
          : { status: 200, body: `<${headers.authorization}>` },
    }
    const { call } = await toyWorld({ vendor: page })
    const error = await call().catch((error) => error)
    expect(error).toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
    expect(everythingOf(error)).not.toContain('0123456789abcdef')
  })

  test('cut short at the end of a message is left in it', async () => {
    const long = 'x'.repeat(278)
    const cutting = {
      handle: ({ path, headers }: { path: string; headers: Readonly<Record<string, string>> }) =>
        path === '/token'
          ? { status: 200, body: { token: 'token-0123456789abcdef' } }
          : { status: 404, body: long + headers.authorization },
    }
    const { call } = await toyWorld({ vendor: cutting })
    const error = await call().catch((error) => error)
    expect(everythingOf(error)).not.toContain('token-01234')
  })
})
