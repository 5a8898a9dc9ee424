import { getIntrospectionQuery } from 'graphql'
import { describe, expect, it } from 'vitest'
import { ask, post, type Reply, raw, type Send, type Started, send, start } from './support.ts'

const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ')

/** Every fragment spreads the next one twice: short to write, exponential to walk without a memory. */
function spreadBomb(levels: number): string {
  return `{ ...F0 } ${many(levels, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F${levels} on Query { a }`
}

/** The same under two names, so that the answer itself is exponential. */
function aliasBomb(levels: number): string {
  const level = (i: number) => `fragment F${i} on Query { x: child { ...F${i + 1} } y: child { ...F${i + 1} } }`
  return `{ ...F0 } ${many(levels, level)} fragment F${levels} on Query { a }`
}

interface Attack {
  readonly id: string
  readonly title: string
  readonly query: string
  readonly code: string
  readonly status?: number
}

const documents: readonly Attack[] = [
  { id: 'A1', title: '10,000 aliases', query: `{ ${many(10_000, (i) => `a${i}: a`)} }`, code: 'QUERY_TOO_LARGE' },
  {
    id: 'A1',
    title: 'aliases that fit the text limit',
    query: `{ ${many(3_000, (i) => `a${i}: a`)} }`,
    code: 'QUERY_TOO_LARGE',
  },
  { id: 'A2', title: '10,000 duplicate scalars', query: `{ ${'a '.repeat(10_000)} }`, code: 'QUERY_TOO_LARGE' },
  { id: 'A2', title: '100 duplicate scalars', query: `{ ${'a '.repeat(100)} }`, code: 'QUERY_TOO_LARGE' },
  { id: 'A3', title: '2,000 duplicate objects', query: `{ ${'child { a } '.repeat(2_000)} }`, code: 'QUERY_TOO_LARGE' },
  {
    id: 'A3',
    title: 'duplicate objects spread over fragments',
    query: `{ ${many(30, (i) => `...F${i}`)} } ${many(30, (i) => `fragment F${i} on Query { ${'child { a } '.repeat(10)} }`)}`,
    code: 'QUERY_TOO_LARGE',
  },
  {
    id: 'A3',
    title: '40 spreads in one selection set',
    query: `{ ${'...F '.repeat(40)} } fragment F on Query { a }`,
    code: 'QUERY_TOO_LARGE',
  },
  { id: 'A4', title: '10,000 unknown directives', query: `{ a ${'@x '.repeat(10_000)} }`, code: 'QUERY_TOO_LARGE' },
  {
    id: 'A4',
    title: '20 @skip directives on one field',
    query: `{ a ${'@skip(if: false) '.repeat(20)} }`,
    code: 'QUERY_TOO_LARGE',
  },
  {
    id: 'A5',
    title: '10,000 fields inside each other',
    query: '{ child '.repeat(10_000) + '}'.repeat(10_000),
    code: 'QUERY_TOO_LARGE',
  },
  {
    id: 'A5',
    title: '5,000 fields inside each other, in the text limit',
    query: `${'{child'.repeat(5_000)}{a}${'}'.repeat(5_000)}`,
    code: 'QUERY_TOO_DEEP',
  },
  {
    id: 'A5',
    title: '13 fields inside each other',
    query: `${'{ child '.repeat(12)}{ a }${' }'.repeat(12)}`,
    code: 'QUERY_TOO_DEEP',
  },
  {
    id: 'A5',
    title: '5,000 lists inside each other',
    query: `{ echo(list: ${'['.repeat(5_000)}1${']'.repeat(5_000)}) }`,
    code: 'QUERY_TOO_DEEP',
  },
  {
    id: 'A5',
    title: 'depth hidden in fragments',
    query: `{ ...F0 } ${many(14, (i) => `fragment F${i} on Query { child { ...F${i + 1} } }`)} fragment F14 on Query { a }`,
    code: 'QUERY_TOO_DEEP',
  },
  {
    id: 'A6',
    title: 'a fragment that spreads itself',
    query: '{ ...F } fragment F on Query { a ...F }',
    code: 'BAD_REQUEST',
  },
  {
    id: 'A6',
    title: 'a circle of three fragments',
    query: '{ ...A } fragment A on Query { child { ...B } } fragment B on Query { ...C } fragment C on Query { ...A }',
    code: 'BAD_REQUEST',
  },
  ...[10, 22, 50, 100, 200].map((levels) => ({
    id: 'A7',
    title: `a spread bomb of ${levels} levels`,
    query: spreadBomb(levels),
    code: 'QUERY_TOO_LARGE',
  })),
  ...[10, 14].map((levels) => ({
    id: 'A8',
    title: `an alias bomb of ${levels} levels`,
    query: aliasBomb(levels),
    code: 'QUERY_TOO_COSTLY',
  })),
  { id: 'A10', title: '5,000 operations', query: many(5_000, (i) => `query Q${i} { a }`), code: 'QUERY_TOO_LARGE' },
  { id: 'A10', title: '20 operations', query: many(20, (i) => `query Q${i} { a }`), code: 'QUERY_TOO_LARGE' },
  {
    id: 'A11',
    title: 'a list literal of 100,000 numbers',
    query: `{ echo(list: [${'1 '.repeat(100_000)}]) }`,
    code: 'QUERY_TOO_LARGE',
  },
  {
    id: 'A11',
    title: 'a list literal of 1,000 numbers',
    query: `{ echo(list: [${'1 '.repeat(1_000)}]) }`,
    code: 'QUERY_TOO_LARGE',
  },
  {
    id: 'A11',
    title: 'a string literal of 100,000 bytes',
    query: `{ echo(text: "${'x'.repeat(100_000)}") }`,
    code: 'QUERY_TOO_LARGE',
  },
  {
    id: 'A11',
    title: 'a string literal of 2 MB',
    query: `{ echo(text: "${'x'.repeat(2_000_000)}") }`,
    code: 'QUERY_TOO_LARGE',
    status: 413,
  },
  {
    id: 'A14',
    title: 'circular introspection',
    query: '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
    code: 'BAD_REQUEST',
  },
  {
    id: 'A14',
    title: 'introspection 17 fields deep',
    query: `{ __schema { queryType ${'{ ofType '.repeat(14)} { name } ${'}'.repeat(14)} } }`,
    code: 'QUERY_TOO_DEEP',
  },
  {
    id: 'A14',
    title: 'the whole schema under several names',
    query: `{ ${many(10, (i) => `s${i}: __schema { types { name } }`)} }`,
    code: 'QUERY_TOO_COSTLY',
  },
  { id: 'A15', title: 'a typo', query: '{ childs { a } }', code: 'BAD_REQUEST' },
  ...['__proto__', 'constructor', 'prototype'].flatMap((name) => [
    { id: 'A31', title: `${name} as an alias`, query: `{ ${name}: a }`, code: 'BAD_REQUEST' },
    {
      id: 'A31',
      title: `${name} as a variable`,
      query: `query ($${name}: String) { echo(text: $${name}) }`,
      code: 'BAD_REQUEST',
    },
    {
      id: 'A31',
      title: `${name} as a fragment`,
      query: `{ ...${name} } fragment ${name} on Query { a }`,
      code: 'BAD_REQUEST',
    },
    { id: 'A31', title: `${name} as an operation`, query: `query ${name} { a }`, code: 'BAD_REQUEST' },
  ]),
]

const bodies: readonly (Omit<Attack, 'query'> & { readonly body: string | Buffer })[] = [
  {
    id: 'A9',
    title: 'a list of 1,000 operations',
    body: JSON.stringify(Array(1_000).fill({ query: '{a}' })),
    code: 'BAD_REQUEST',
  },
  {
    id: 'A10',
    title: 'a wrong operation name',
    body: '{"query":"query A {a}","operationName":"B"}',
    code: 'BAD_REQUEST',
  },
  { id: 'A12', title: '50 MB', body: Buffer.alloc(50_000_000, '['), code: 'QUERY_TOO_LARGE', status: 413 },
  {
    id: 'A13',
    title: 'JSON 100,000 lists deep',
    body: `{"query":"{a}","variables":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    code: 'BAD_REQUEST',
  },
  {
    id: 'A13',
    title: 'JSON 20 lists deep',
    body: `{"query":"{a}","variables":{"x":${'['.repeat(20)}${']'.repeat(20)}}}`,
    code: 'BAD_REQUEST',
  },
  {
    id: 'A13',
    title: '30,000 values',
    body: `{"query":"{a}","variables":{"x":[${'1,'.repeat(30_000)}1]}}`,
    code: 'QUERY_TOO_LARGE',
  },
  { id: 'A13', title: 'the number 1e400', body: '{"query":"{a}","variables":{"x":1e400}}', code: 'BAD_REQUEST' },
  {
    id: 'A13',
    title: 'a number with more digits than a double has',
    body: '{"query":"{a}","variables":{"x":9007199254740993}}',
    code: 'BAD_REQUEST',
  },
  { id: 'A13', title: 'a key given twice', body: '{"query":"{a}","query":"{b}"}', code: 'BAD_REQUEST' },
  {
    id: 'A13',
    title: 'a key given twice in two spellings',
    body: '{"query":"{a}","variables":{"x":1,"\\u0078":2}}',
    code: 'BAD_REQUEST',
  },
  {
    id: 'A13',
    title: 'half a surrogate pair',
    body: '{"query":"{a}","variables":{"x":"\\ud800"}}',
    code: 'BAD_REQUEST',
  },
  { id: 'A13', title: 'half a JSON text', body: '{"query":"{a}"', code: 'BAD_REQUEST' },
  { id: 'A13', title: 'bytes that are not UTF-8', body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), code: 'BAD_REQUEST' },
  { id: 'A13', title: 'nothing', body: '', code: 'BAD_REQUEST' },
  { id: 'A13', title: 'null', body: 'null', code: 'BAD_REQUEST' },
  { id: 'A13', title: 'no query', body: '{"variables":{}}', code: 'BAD_REQUEST' },
  { id: 'A13', title: 'a query that is a number', body: '{"query":1}', code: 'BAD_REQUEST' },
  { id: 'A13', title: 'variables that are a list', body: '{"query":"{a}","variables":[1]}', code: 'BAD_REQUEST' },
  {
    id: 'A18',
    title: '15,000 wrong entries in a variable',
    body: JSON.stringify({ query: 'query ($x: [Int!]) { echo(list: $x) }', variables: { x: Array(15_000).fill('x') } }),
    code: 'BAD_REQUEST',
  },
  {
    id: 'A31',
    title: '__proto__ as a key of the body',
    body: '{"query":"{a}","__proto__":{"polluted":true}}',
    code: 'BAD_REQUEST',
  },
  {
    id: 'A31',
    title: '__proto__ as a key of a variable',
    body: '{"query":"{a}","variables":{"x":{"__proto__":{"polluted":true}}}}',
    code: 'BAD_REQUEST',
  },
  {
    id: 'A31',
    title: '__proto__ in another spelling',
    body: '{"query":"{a}","variables":{"\\u005f_proto__":{"polluted":true}}}',
    code: 'BAD_REQUEST',
  },
  {
    id: 'A31',
    title: 'constructor as a key of the extensions',
    body: '{"query":"{a}","extensions":{"constructor":{"prototype":{}}}}',
    code: 'BAD_REQUEST',
  },
  {
    id: 'A34',
    title: 'the hash of a query instead of a query',
    body: '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}',
    code: 'BAD_REQUEST',
  },
  {
    id: 'A36',
    title: 'control characters in the operation name',
    body: '{"query":"query A {a}","operationName":"\\u001b[31mB\\r\\nx: y"}',
    code: 'BAD_REQUEST',
  },
]

/** Refused with the right code and status, in the shape of our errors, and before any field was resolved. */
function expectRefused(reply: Reply, server: Started, { code, status = 400 }: Pick<Attack, 'code' | 'status'>): void {
  expect(reply.json?.errors?.[0]?.extensions).toEqual({
    code,
    retryable: false,
    requestId: reply.headers['x-request-id'],
  })
  expect(reply.status).toBe(status)
  expect(reply.json).not.toHaveProperty('data')
  expect(reply.json.errors.length).toBeLessThanOrEqual(11)
  expect(server.resolved()).toBe(0)
}

describe('refuses a document', () => {
  it.each(documents)('$id: $title', async ({ query, ...expected }) => {
    const server = await start()
    expectRefused(await ask(server, query), server, expected)
  })
})

describe('refuses a body', () => {
  it.each(bodies)('$id: $title', async ({ body, ...expected }) => {
    const server = await start()
    expectRefused(await post(server, body), server, expected)
  })

  it('A12: counts a chunked body while it arrives', async () => {
    const server = await start()
    const reply = await post(server, Buffer.alloc(50_000_000, '['), { 'transfer-encoding': 'chunked' })
    expectRefused(reply, server, { code: 'QUERY_TOO_LARGE', status: 413 })
  })

  it('A12: answers a lying Content-Length without waiting for the body', async () => {
    const server = await start()
    const head =
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 900000000\r\n\r\n'
    const reply = await raw(server, `${head}{}`)
    expect(reply).toMatch(/^HTTP\/1\.1 413 .*"code":"QUERY_TOO_LARGE"/s)
  })

  it('A13: refuses without quoting control characters or escaping the answer', async () => {
    const server = await start()
    const reply = await post(server, JSON.stringify({ query: '{ a \u001b[31m }' }))
    expect(reply.status).toBe(400)
    expect(reply.json.errors[0].message).not.toMatch(/\p{Cc}/u)
  })
})

const json = { 'content-type': 'application/json' }
const query = '{"query":"{a}"}'

const requests: readonly (Send & {
  readonly id: string
  readonly title: string
  readonly code: string
  readonly status: number
})[] = [
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/json; charset=utf-16',
  ].map((type) => ({
    id: 'A20',
    title: `content type ${type}`,
    headers: { 'content-type': type },
    body: query,
    code: 'BAD_REQUEST',
    status: 415,
  })),
  { id: 'A20', title: 'no content type', body: query, code: 'BAD_REQUEST', status: 415 },
  {
    id: 'A20',
    title: 'a compressed body',
    headers: { ...json, 'content-encoding': 'gzip' },
    body: query,
    code: 'BAD_REQUEST',
    status: 415,
  },
  {
    id: 'A20',
    title: 'a GET that a link could send',
    method: 'GET',
    path: '/graphql?query={a}',
    code: 'FORBIDDEN',
    status: 403,
  },
  {
    id: 'A20',
    title: 'a GET that claims a form',
    method: 'GET',
    path: '/graphql?query={a}',
    headers: { 'content-type': 'text/plain' },
    code: 'FORBIDDEN',
    status: 403,
  },
  {
    id: 'A21',
    title: 'a mutation over GET',
    method: 'GET',
    path: '/graphql?query=mutation{write}',
    headers: { 'x-freshet-csrf': '1' },
    code: 'BAD_REQUEST',
    status: 405,
  },
  { id: 'A21', title: 'DELETE', method: 'DELETE', code: 'BAD_REQUEST', status: 405 },
  {
    id: 'A21',
    title: 'a query given twice in the address',
    method: 'GET',
    path: '/graphql?query={a}&query={b}',
    headers: { 'x-freshet-csrf': '1' },
    code: 'BAD_REQUEST',
    status: 400,
  },
  {
    id: 'A22',
    title: 'a name that is not ours (DNS rebinding)',
    headers: { ...json, host: 'attacker.example' },
    body: query,
    code: 'FORBIDDEN',
    status: 421,
  },
  {
    id: 'A24',
    title: 'a lane that does not exist',
    headers: { ...json, 'x-freshet-lane': 'vip' },
    body: query,
    code: 'BAD_REQUEST',
    status: 400,
  },
  {
    id: 'A24',
    title: 'a timeout that is no number',
    headers: { ...json, 'x-freshet-timeout-ms': '-1' },
    body: query,
    code: 'BAD_REQUEST',
    status: 400,
  },
  {
    id: 'A24',
    title: 'an answer type that we do not speak',
    headers: { ...json, accept: 'text/event-stream' },
    body: query,
    code: 'BAD_REQUEST',
    status: 406,
  },
]

describe('refuses a request', () => {
  it.each(requests)('$id: $title', async ({ code, status, method, path, headers, body }) => {
    const server = await start()
    const reply = await send(server, { method, path, headers, body })
    expectRefused(reply, server, { code, status })
  })

  it.each(['null', 'https://evil.example', 'http://localhost:4000'])(
    'A21: gives the origin %s no leave to read answers',
    async (origin) => {
      const server = await start()
      const reply = await post(server, query, { origin })
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      const preflight = await send(server, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
      expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    },
  )

  it('A23: closes on a request with two ideas of its length', async () => {
    const server = await start()
    const head = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n'
    const reply = await raw(
      server,
      `${head}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
    )
    expect(reply).toMatch(/^HTTP\/1\.1 400 /)
    expect(server.resolved()).toBe(0)
  })

  it.each(['a b c d e f', '../../etc/passwd', '{"x":1}', 'x'.repeat(65)])(
    'A36: does not repeat the request id %j',
    async (id) => {
      const server = await start()
      const reply = await send(server, { method: 'GET', path: '/healthz', headers: { 'x-request-id': id } })
      expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
    },
  )

  it('A36: does not accept a header with a control character', async () => {
    const server = await start()
    const reply = await raw(server, 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-request-id: \u001b[31m\r\n\r\n')
    expect(reply).toMatch(/^HTTP\/1\.1 400 /)
    expect(reply).not.toContain('\u001b')
  })
})

describe('introspection', () => {
  const everything = {
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  }

  it('lets the query of the IDE pass', async () => {
    const server = await start()
    const reply = await ask(server, getIntrospectionQuery(everything))
    expect(reply.json).not.toHaveProperty('errors')
    expect(reply.json.data.__schema.queryType.name).toBe('Query')
  })

  it.each([
    '{ __schema { queryType { name } } }',
    '{ __type(name: "Query") { name } }',
    '{ ...F } fragment F on Query { x: __schema { queryType { name } } }',
  ])('A14: answers FORBIDDEN to %s when it is off', async (hidden) => {
    const server = await start({ introspection: false })
    expectRefused(await ask(server, hidden), server, { code: 'FORBIDDEN', status: 403 })
  })

  it('still tells the type name of what was asked when it is off', async () => {
    const server = await start({ introspection: false })
    expect((await ask(server, '{ __typename }')).json).toEqual({ data: { __typename: 'Query' } })
  })

  it('A15: suggests names in development alone', async () => {
    const strict = await ask(await start(), '{ childs { a } }')
    const open = await ask(await start({ development: true }), '{ childs { a } }')
    expect(strict.json.errors[0].message).toBe('Cannot query field "childs" on type "Query".')
    expect(open.json.errors[0].message).toContain('Did you mean')
  })
})
