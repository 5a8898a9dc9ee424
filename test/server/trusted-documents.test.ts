import { createHash } from 'node:crypto'
import { buildSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createTrustedDocuments, defaultGuardLimits, type TrustedDocumentsOptions } from '../../gateway/server/index.ts'
import { type Send, send, start } from './support.ts'

const echo = 'query Echo($text: String) { echo(text: $text) a }'
const write = 'mutation Write { write }'
const deep = '{ child { child { child { a } } } }'
const hash = `sha256:${createHash('sha256').update(echo).digest('hex')}`
const documents = new Map([
  ['echo', echo],
  [hash, echo],
  ['write', write],
  ['deep', deep],
  ['two', 'query One { a } query Two { b }'],
])
const trusted: TrustedDocumentsOptions = { documents, only: false, limits: defaultGuardLimits }
const json = { 'content-type': 'application/json' }
const post = (body: object, headers: Record<string, string> = json): Send => ({ headers, body: JSON.stringify(body) })

describe('a trusted document', () => {
  test.each(['echo', hash])('is asked for by the id %s, with variables', async (documentId) => {
    const server = await start({ trustedDocuments: trusted })
    const { status, json } = await send(server, post({ documentId, variables: { text: 'x' } }))
    expect({ status, json }).toEqual({ status: 200, json: { data: { echo: 'x', a: 'A' } } })
  })

  test('has the very answer that its text has, right or wrong', async () => {
    const server = await start({ trustedDocuments: trusted }, { a: () => Promise.reject(new Error('CANARY')) })
    const headers = { ...json, 'x-request-id': 'request-number-1' }
    for (const variables of [{ text: 'x' }, {}, { text: 1 }, { text: null, more: 1 }]) {
      const [byId, byText] = [
        await send(server, post({ documentId: 'echo', variables }, headers)),
        await send(server, post({ query: echo, variables }, headers)),
      ]
      expect([byId.status, byId.text]).toEqual([byText.status, byText.text])
      expect(byId.text).not.toContain('CANARY')
      // The second time, its text is known to be valid and takes the short way too.
      expect((await send(server, post({ query: echo, variables }, headers))).text).toBe(byText.text)
    }
  })

  test('may have several operations, of which one is named', async () => {
    const server = await start({ trustedDocuments: trusted })
    expect((await send(server, post({ documentId: 'two', operationName: 'Two' }))).json).toEqual({ data: { b: 1 } })
    expect((await send(server, post({ documentId: 'two' }))).status).toBe(400)
    expect((await send(server, post({ documentId: 'two', operationName: 'Three' }))).status).toBe(400)
  })

  test('may be allowed more than a query', async () => {
    const limits = { ...defaultGuardLimits, depth: 2 }
    const server = await start({ limits, trustedDocuments: trusted })
    expect((await send(server, post({ query: deep }))).json.errors[0].extensions.code).toBe('QUERY_TOO_DEEP')
    expect((await send(server, post({ documentId: 'deep' }))).json.data.child.child.child.a).toBe('A')
  })

  test('by address needs the header that no page of another site can send, and writes nothing', async () => {
    const server = await start({ trustedDocuments: trusted })
    const get = (id: string, headers = {}) =>
      send(server, { method: 'GET', path: `/graphql?documentId=${id}`, headers })
    expect((await get('echo')).status).toBe(403)
    expect((await get('echo', { 'x-freshet-csrf': '1' })).json).toEqual({ data: { echo: null, a: 'A' } })
    expect((await get('write', { 'x-freshet-csrf': '1' })).status).toBe(405)
    expect((await send(server, post({ documentId: 'write' }))).json).toEqual({ data: { write: 'written' } })
  })
})

describe('what is refused', () => {
  test.each([
    [{ documentId: 'nope' }, 400, 'There is no trusted document "nope".'],
    [{ documentId: 'echo', query: echo }, 400, 'The request has both "query" and "documentId": send one of them.'],
    [{ documentId: 1 }, 400, 'The parameter "documentId" is not a text.'],
    [{ documentId: '__proto__' }, 400, 'There is no trusted document "__proto__".'],
    [{}, 400, 'The request has no "query": send {"query": "...", "variables": {...}}.'],
  ])('%j', async (body, wanted, message) => {
    const server = await start({ trustedDocuments: trusted })
    const { status, json } = await send(server, post(body))
    expect({ status, message: json.errors[0].message }).toEqual({ status: wanted, message })
    expect(server.resolved()).toBe(0)
  })

  test('anything else, where only trusted documents are answered', async () => {
    const server = await start({ trustedDocuments: { ...trusted, only: true } })
    const { status, json } = await send(server, post({ query: echo }))
    expect([status, json.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN'])
    expect((await send(server, post({ documentId: 'echo' }))).status).toBe(200)
  })

  test('an id, where there are none', async () => {
    const server = await start()
    expect((await send(server, post({ documentId: 'echo' }))).json.errors[0].message).toContain('no trusted documents')
  })
})

test('documents that cannot be served are all told, with their places, before anything is', () => {
  const schema = buildSchema('type Query { a: String }')
  const bad = new Map([
    ['good', '{ a }'],
    ['misspelt', '{\n  b\n}'],
    ['broken', '{ a'],
  ])
  const create = () => createTrustedDocuments({ ...trusted, documents: bad }, schema)
  expect(create).toThrow('misspelt:2:3: Cannot query field "b"')
  expect(create).toThrow('broken:1:4')
})
