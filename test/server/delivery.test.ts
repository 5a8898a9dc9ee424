import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemRuntime } from '../../gateway/runtime.ts'
import { validationRules } from '../../gateway/server/delivery-rules.ts'
import { takesParts } from '../../gateway/server/negotiate.ts'
import { send } from '../../gateway/server/send.ts'

const schema = buildSchema(/* GraphQL */ `
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  directive @stream(if: Boolean! = true, label: String, initialCount: Int = 0) on FIELD
  type Query { a: String  child: Query  children: [Query!]! }
  type Mutation { write: Query }
`)

const problemsOf = (query: string): string[] =>
  validate(schema, parse(query), validationRules).map(({ message }) => message)

describe('a document is refused', () => {
  test.each([
    ['{ ... @defer(label: "x") { a } child { ... @defer(label: "x") { a } } }', 'needs a label of its own: "x"'],
    ['{ ... @defer(label: "x") { a } children @stream(label: "x") { a } }', 'needs a label of its own: "x"'],
    ['query ($l: String) { ... @defer(label: $l) { a } }', 'needs a label that is written in the query'],
    ['{ child @stream { a } }', '"Query.child", which is no list'],
    ['mutation { ... @defer { write { a } } }', 'cannot stand on the fields of "Mutation"'],
    ['{ child @defer { a } }', '"@defer" may not be used on FIELD'],
    ['{ ... @stream { a } }', '"@stream" may not be used on INLINE_FRAGMENT'],
  ])('%s', (query, problem) => {
    expect(problemsOf(query)).toEqual([expect.stringContaining(problem)])
  })

  test.each([
    '{ ... @defer(label: "x") { a } children @stream(label: "y", initialCount: 1) { ... @defer { a } } }',
    'mutation { write { ... @defer { a } } }',
    'mutation { ... @defer(if: false) { write { a } } }',
  ])('but not %s', (query) => {
    expect(problemsOf(query)).toEqual([])
  })
})

test.each([
  [undefined, false],
  ['*/*', false],
  ['multipart/mixed', true],
  ['Multipart/Mixed; DeferSpec=20220824', true],
  ['application/json, multipart/mixed;q=0.1', true],
  ['multipart/mixed;q=0', false],
  ['multipart/mixed;deferSpec=20230621', false],
  ['multipart/mixed;incrementalDeliverySpec=3283f8a', false],
])('who accepts %s takes parts: %s', (accept, expected) => {
  expect(takesParts(accept)).toBe(expected)
})

/** A server of one answer, whose parts are a megabyte each; `taken` counts those that were made. */
async function megabytes(most: number) {
  const made = { count: 0, isOver: false }
  async function* rest() {
    try {
      while (made.count < most) {
        made.count++
        yield 'x'.repeat(1_000_000)
      }
    } finally {
      made.isOver = true
    }
  }
  const sent = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    const exchange = { request, response, always: {}, runtime: systemRuntime }
    void send({ status: 200, headers: {}, body: 'first', rest: rest() }, exchange).then(sent.resolve, sent.reject)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const request = httpRequest({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent: false }).end()
  const [response] = await once(request, 'response')
  return { made, response, sent: sent.promise }
}

describe('parts are made as they are taken', () => {
  test('all of them, for who reads them all', async () => {
    const { made, response, sent } = await megabytes(20)
    let bytes = 0
    for await (const chunk of response) bytes += chunk.length
    await sent
    expect([bytes, made]).toEqual([20_000_005, { count: 20, isOver: true }])
  })

  test('no more of them than the network holds, for who reads none and leaves', async () => {
    const { made, response, sent } = await megabytes(1_000)
    await once(response, 'readable')
    response.destroy()
    await sent
    expect(made.isOver).toBe(true)
    expect(made.count).toBeLessThan(100)
  })
})
