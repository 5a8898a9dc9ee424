import { once } from 'node:events'
import { connect } from 'node:net'
import { buildSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { FreshetError } from '../../gateway/errors.ts'
import { type RequestContext, type RequestErrored, requestErrored } from '../../gateway/server/index.ts'
import { ask, post, raw, send, start, virtualRuntime } from './support.ts'

const json = { 'content-type': 'application/json' }

/** The context that the resolvers of one request saw. */
async function contextOf(headers: Record<string, string>): Promise<RequestContext> {
  let seen: RequestContext | undefined
  const server = await start({
    extend: (base) => {
      seen = base
      return base
    },
  })
  const reply = await ask(server, '{ a }', undefined, headers)
  expect(reply.json).toEqual({ data: { a: 'A' } })
  return seen!
}

describe('the context of a request', () => {
  it.each([
    [undefined, {}],
    ['no-cache', { maxAgeMillis: 0 }],
    ['no-store', { maxAgeMillis: 0 }],
    ['max-age=30', { maxAgeMillis: 30_000 }],
    ['max-age="30"', { maxAgeMillis: 30_000 }],
    ['Max-Age=60, max-age=30', { maxAgeMillis: 30_000 }],
    ['max-age=soon', { maxAgeMillis: 0 }],
    ['max-age', { maxAgeMillis: 0 }],
    ['only-if-cached, max-age=600', { maxAgeMillis: 600_000, onlyIfCached: true }],
    ['no-transform, private', {}],
  ])('reads Cache-Control: %s', async (header, freshness) => {
    expect((await contextOf(header === undefined ? {} : { 'cache-control': header })).freshness).toEqual(freshness)
  })

  it.each(['interactive', 'refresh', 'batch'])('is in the lane %s when asked for', async (lane) => {
    expect((await contextOf({ 'x-freshet-lane': lane })).lane).toBe(lane)
  })

  it('is interactive and anonymous by default', async () => {
    expect(await contextOf({})).toMatchObject({
      lane: 'interactive',
      principal: { name: 'anonymous', scope: 'public' },
    })
  })

  it('carries a harmless request id of the caller', async () => {
    expect((await contextOf({ 'x-request-id': 'trace-0001.a_B' })).requestId).toBe('trace-0001.a_B')
  })

  it('has no header of the caller in it', async () => {
    const context = await contextOf({ authorization: 'Bearer CANARY', 'x-forwarded-host': 'CANARY', cookie: 'CANARY' })
    expect(JSON.stringify(context)).not.toContain('CANARY')
  })

  it('is extended by the application after the query is known to be valid', async () => {
    let extended = 0
    const server = await start({
      extend: (base) => {
        extended += 1
        return base
      },
    })
    await ask(server, '{ nonsense }')
    expect(extended).toBe(0)
    await ask(server, '{ a }')
    expect(extended).toBe(1)
  })

  it('fails the request with the status of what the application refuses', async () => {
    const server = await start({ authenticate: () => Promise.reject(new FreshetError('UNAUTHENTICATED')) })
    const reply = await ask(server, '{ a }')
    expect(reply.status).toBe(401)
    expect(reply.json.errors[0].extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe('the deadline', () => {
  const never = () => new Promise<never>(() => undefined)

  it('aborts the signal, so that what still runs fails by itself and the rest is kept', async () => {
    const runtime = virtualRuntime()
    const untilAborted = (_: unknown, { signal }: RequestContext) => {
      queueMicrotask(() => runtime.advance(30_000))
      return once(signal, 'abort').then(() => Promise.reject(signal.reason))
    }
    const server = await start({ runtime }, { b: untilAborted })
    const reply = await ask(server, '{ a b }')
    expect(reply.status).toBe(200)
    expect(reply.json.data).toEqual({ a: 'A', b: null })
    expect(reply.json.errors[0]).toMatchObject({
      path: ['b'],
      extensions: { code: 'DEADLINE_EXCEEDED', retryable: true },
    })
  })

  it('answers for those who do not heed the signal', async () => {
    const runtime = virtualRuntime()
    const stuck = () => {
      queueMicrotask(() => runtime.advance(30_000))
      setImmediate(() => runtime.advance(500))
      return never()
    }
    const server = await start({ runtime }, { b: stuck })
    const reply = await ask(server, '{ a b }')
    expect(reply.status).toBe(504)
    expect(reply.json.errors[0]).toMatchObject({
      message: 'The request took longer than its 30000 ms.',
      extensions: { code: 'DEADLINE_EXCEEDED' },
    })
  })

  it('is on the monotonic clock', async () => {
    const runtime = virtualRuntime()
    runtime.advance(1_000)
    const deadlines: number[] = []
    const server = await start({
      runtime,
      extend: (base) => {
        deadlines.push(base.deadline)
        return base
      },
    })
    await ask(server, '{ a }')
    await ask(server, '{ a }', undefined, { 'x-freshet-timeout-ms': '250' })
    await ask(server, '{ a }', undefined, { 'x-freshet-timeout-ms': '99999999' })
    expect(deadlines).toEqual([31_000, 1_250, 31_000])
  })

  it('is now when the caller goes away', async () => {
    const { promise: aborted, resolve } = Promise.withResolvers<unknown>()
    const { promise: started, resolve: start_ } = Promise.withResolvers<void>()
    const wait = (_: unknown, { signal }: RequestContext) => {
      signal.addEventListener('abort', () => resolve(signal.reason))
      start_()
      return never()
    }
    const server = await start({}, { b: wait })
    const body = '{"query":"{ b }"}'
    const socket = connect(server.port, '127.0.0.1')
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
    await started
    socket.destroy()
    expect(await aborted).toMatchObject({ code: 'DEADLINE_EXCEEDED' })
  })
})

describe('an answer', () => {
  it('keeps the data of the fields that did not fail, with status 200', async () => {
    const failing = () => Promise.reject(new FreshetError('SOURCE_UNAVAILABLE', { source: 'sap-eu', detail: 'CANARY' }))
    const server = await start({}, { fails: failing })
    const reply = await ask(server, '{ a fails }')
    expect(reply.status).toBe(200)
    expect(reply.json.data).toEqual({ a: 'A', fails: null })
    expect(reply.json.errors[0]).toEqual({
      message: 'The source "sap-eu" is not reachable or not in service.',
      locations: [{ line: 1, column: 5 }],
      path: ['fails'],
      extensions: {
        code: 'SOURCE_UNAVAILABLE',
        source: 'sap-eu',
        retryable: true,
        requestId: reply.headers['x-request-id'],
      },
    })
  })

  it('does not take its status or headers from what a source threw', async () => {
    const http = { status: 418, headers: { 'x-vendor': 'CANARY', 'set-cookie': 'CANARY' } }
    const failing = () => Promise.reject(Object.assign(new Error('CANARY'), { extensions: { http } }))
    const server = await start({}, { fails: failing })
    const reply = await ask(server, '{ fails }')
    expect(reply.status).toBe(200)
    expect(JSON.stringify(reply)).not.toContain('CANARY')
    expect(reply.json.errors[0].extensions.code).toBe('INTERNAL')
  })

  it('tells the log what it does not tell the caller', async () => {
    const seen: RequestErrored[] = []
    const listen = (message: unknown) => void seen.push(message as RequestErrored)
    requestErrored.subscribe(listen)
    const server = await start({}, { fails: () => Promise.reject(new Error('vendor text')) })
    const reply = await ask(server, '{ fails }')
    requestErrored.unsubscribe(listen)
    expect(seen).toMatchObject([{ requestId: reply.headers['x-request-id'], error: { message: 'vendor text' } }])
  })

  it('says in its extensions and headers what the application adds', async () => {
    const server = await start({ extensions: ({ lane }) => ({ lane }), headers: () => ({ age: '7' }) })
    const reply = await ask(server, '{ a }')
    expect(reply.json).toEqual({ data: { a: 'A' }, extensions: { lane: 'interactive' } })
    expect(reply.headers.age).toBe('7')
  })

  it('may be written by the executor that knows a cheaper way', async () => {
    const stringify = ({ extensions }: { extensions?: unknown }) =>
      `{"data":{"a":"by hand"},"extensions":${JSON.stringify(extensions)}}`
    const server = await start({ execute: () => ({ data: null, stringify }), extensions: () => ({ calls: 1 }) })
    expect((await ask(server, '{ a }')).json).toEqual({ data: { a: 'by hand' }, extensions: { calls: 1 } })
  })

  it('is 500 and no more when the application breaks', async () => {
    const server = await start({
      extensions: () => {
        throw new Error('CANARY')
      },
    })
    const reply = await ask(server, '{ a }')
    expect(reply.status).toBe(500)
    expect(reply.text).not.toContain('CANARY')
  })

  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/graphql-response+json', 'application/graphql-response+json'],
    ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json'],
    ['application/json, multipart/mixed', 'application/json'],
    ['text/html;q=0.5, application/graphql-response+json;q=0.2', 'application/graphql-response+json'],
  ])('to one who accepts %s is %s', async (accept, type) => {
    const server = await start()
    const reply = await post(server, '{"query":"{ a }"}', accept === undefined ? { accept: '' } : { accept })
    expect(reply.headers['content-type']).toBe(`${type}; charset=utf-8`)
    expect(reply.json).toEqual({ data: { a: 'A' } })
  })

  it('to a query in the address needs a header that no link can send', async () => {
    const server = await start()
    const path = `/graphql?query=${encodeURIComponent('query ($t: String) { echo(text: $t) }')}&variables=${encodeURIComponent('{"t":"x"}')}`
    const reply = await send(server, { method: 'GET', path, headers: { 'x-freshet-csrf': '1' } })
    expect(reply.json).toEqual({ data: { echo: 'x' } })
  })

  it('to an invalid query is 200 in the older media type, as GraphQL over HTTP asks', async () => {
    const server = await start()
    const reply = await ask(server, '{ nonsense }', undefined, { accept: 'application/json' })
    expect(reply.status).toBe(200)
    expect(reply.json.errors[0].extensions.code).toBe('BAD_REQUEST')
  })

  it('can be read by the pages of configured origins alone', async () => {
    const server = await start({ corsOrigins: ['https://intranet.example'] })
    const known = await post(server, '{"query":"{ a }"}', { origin: 'https://intranet.example' })
    const stranger = await post(server, '{"query":"{ a }"}', { origin: 'https://intranet.example.evil' })
    const preflight = await send(server, { method: 'OPTIONS', headers: { origin: 'https://intranet.example' } })
    expect(known.headers['access-control-allow-origin']).toBe('https://intranet.example')
    expect(stranger.headers).not.toHaveProperty('access-control-allow-origin')
    expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-methods': 'GET, POST' } })
  })
})

describe('the server', () => {
  it('says that it lives, and whether it is ready', async () => {
    let ready = false
    const server = await start({ readiness: () => ({ ready, parts: { 'sap-eu': ready } }) })
    const probe = async (path: string) => await send(server, { method: 'GET', path })
    expect(await probe('/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } })
    expect(await probe('/readyz')).toMatchObject({ status: 503, json: { ready: false, parts: { 'sap-eu': false } } })
    ready = true
    expect(await probe('/readyz')).toMatchObject({ status: 200, json: { ready: true } })
  })

  it('closes after the running request is answered, and takes no new one', async () => {
    const { promise: started, resolve: start_ } = Promise.withResolvers<void>()
    const { promise: finish, resolve: finishNow } = Promise.withResolvers<string>()
    const slow = () => {
      start_()
      return finish
    }
    const server = await start({}, { a: slow })
    const running = ask(server, '{ a }')
    await started
    const closed = server.close()
    await expect(send(server, { method: 'GET', path: '/healthz' })).rejects.toThrow('ECONNREFUSED')
    finishNow('late')
    expect((await running).json).toEqual({ data: { a: 'late' } })
    await closed
  })

  it('does not wait for connections that could be used again', async () => {
    const { promise: started, resolve: start_ } = Promise.withResolvers<void>()
    const { promise: finish, resolve: finishNow } = Promise.withResolvers<string>()
    const slow = () => {
      start_()
      return finish
    }
    const server = await start({}, { a: slow })
    const head = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 15\r\n'
    const reply = raw(server, `${head}\r\n{"query":"{a}"}`)
    await started
    const closed = server.close()
    finishNow('late')
    expect(await reply).toMatch(/connection: close/i)
    await closed
  })

  it('cuts off what does not finish in the time of a request', async () => {
    const runtime = virtualRuntime()
    const { promise: started, resolve: start_ } = Promise.withResolvers<void>()
    const stuck = () => {
      start_()
      return new Promise<never>(() => undefined)
    }
    const server = await start({ runtime }, { a: stuck })
    const running = ask(server, '{ a }').catch(() => 'cut off')
    await started
    const closed = server.close()
    runtime.advance(30_000)
    runtime.advance(500)
    await closed
    await running
  })

  it('keeps the connection for the next request', async () => {
    const server = await start()
    const request =
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 15\r\n'
    const replies = await raw(server, `${request}\r\n{"query":"{a}"}${request}connection: close\r\n\r\n{"query":"{b}"}`)
    expect(replies.match(/HTTP\/1\.1 200/g)).toHaveLength(2)
  })

  it('does not know other addresses', async () => {
    const server = await start()
    expect((await send(server, { method: 'GET', path: '/metrics' })).status).toBe(404)
    expect((await send(server, { path: '/graphql/x', headers: json, body: '{"query":"{a}"}' })).status).toBe(404)
  })

  it('does not serve a schema with subscriptions, whose answers it could not vouch for', async () => {
    const schema = buildSchema('type Query { a: Int } type Subscription { a: Int }')
    await expect(start({ schema })).rejects.toThrow('subscriptions')
  })
})
