import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Invalidation, Reach } from '../../gateway/cache/index.ts'
import { encodeGlobalId, type SourceKey, type SourceName } from '../../gateway/connector/index.ts'
import { type AdminActed, createAdministration } from '../../gateway/server/index.ts'
import { type Send, send, start } from './support.ts'

const token = 'CANARY-a-long-admin-token'
const path = '/admin/invalidate'

let audit: AdminActed[] = []
const listen = (message: unknown) => void audit.push(message as AdminActed)
beforeEach(() => {
  audit = []
  subscribe('freshet.server.admin', listen)
})
afterEach(() => unsubscribe('freshet.server.admin', listen))

async function administered(reach: Reach = 'ALL_REPLICAS') {
  const invalidated: Invalidation[] = []
  const invalidate = async (what: Invalidation) => {
    invalidated.push(what)
    return reach
  }
  const entities = ['Customer', 'Invoice'] as const
  const administration = createAdministration({ token, invalidate, sources: ['erp', 'crm'], entities })
  const server = await start({ administration })
  const post = (body: unknown, more: Partial<Send> = {}) =>
    send(server, {
      path,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...more,
    })
  return { server, invalidated, post }
}

const idOf = (type: string, source: string, key: string) =>
  encodeGlobalId({ type, source: source as SourceName, key: key as SourceKey })

describe('invalidating', () => {
  test.each([
    ['a source', { source: 'erp' }, { source: 'erp' }],
    ['an entity', { source: 'erp', entity: 'Customer' }, { source: 'erp', entity: 'Customer' }],
    [
      'a record by its key',
      { source: 'erp', entity: 'Customer', id: 'A;1' },
      { source: 'erp', entity: 'Customer', key: 'A;1' },
    ],
    [
      'a record by our id',
      { source: 'erp', id: idOf('Customer', 'erp', 'A;1') },
      { source: 'erp', entity: 'Customer', key: 'A;1' },
    ],
  ])('tells %s to all replicas, and leaves a trace', async (_, body, expected) => {
    const { post, invalidated } = await administered()
    const { status, json } = await post(body)
    expect({ status, reach: json.reach }).toEqual({ status: 200, reach: 'ALL_REPLICAS' })
    const { key: id, ...names } = expected as { key?: string }
    expect(json.invalidated).toEqual({ ...names, ...(id === undefined ? {} : { id }) })
    expect(invalidated).toEqual([expected])
    expect(audit).toMatchObject([
      { action: 'invalidate', outcome: 'done', invalidation: expected, reach: 'ALL_REPLICAS' },
    ])
    expect(audit[0]!.from).toMatch(/^127\.0\.0\.1:\d+$/)
  })

  test('says when it reached this replica alone', async () => {
    const { post } = await administered('THIS_REPLICA')
    expect((await post({ source: 'erp' })).json.reach).toBe('THIS_REPLICA')
  })

  test.each([
    ['nothing', {}, 'Name a source: erp, crm.'],
    ['no source of ours', { source: 'sap' }, '"sap" is not a source: use erp, crm.'],
    ['no entity of ours', { source: 'erp', entity: 'Client' }, '"Client" is not an entity: use Customer, Invoice.'],
    ['a key alone', { source: 'erp', id: '1' }, 'A key means a record only with its entity: name it too.'],
    [
      'an id of another source',
      { source: 'erp', id: idOf('Customer', 'crm', '1') },
      'The id is that of a Customer of the source "crm".',
    ],
    ['an unknown wish', { source: 'erp', fields: 'name' }, '"fields" is not known: use source, entity, id.'],
    ['a list', [], 'The body is not an object: send { "source", "entity", "id" }.'],
    ['a number', { source: 1 }, '"source" is not a text.'],
    ['no JSON', '{', 'The body is not JSON.'],
  ])('refuses what names %s', async (_, body, message) => {
    const { post, invalidated } = await administered()
    const { status, json } = await post(body)
    expect({ status, message: json.errors[0].message }).toEqual({ status: 400, message })
    expect(invalidated).toEqual([])
    expect(audit.map(({ outcome }) => outcome)).toEqual(['refused'])
  })

  test('takes a small body and nothing else', async () => {
    const { post } = await administered()
    expect((await post({ source: 'x'.repeat(5_000) })).status).toBe(413)
    expect((await post('source=erp', { headers: { authorization: `Bearer ${token}` } })).status).toBe(415)
    expect((await post('', { method: 'GET', body: '' })).status).toBe(405)
  })
})

describe('without the token', () => {
  test.each([
    undefined,
    'Bearer',
    'Bearer ',
    `Bearer ${token}x`,
    `Bearer ${token.slice(0, -1)}`,
    `Basic ${token}`,
    token,
  ])('nobody administers: %s', async (authorization) => {
    const { post, invalidated } = await administered()
    const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) }
    const { status, text, headers: got } = await post({ source: 'erp' }, { headers })
    expect(status).toBe(401)
    expect(got['www-authenticate']).toBe('Bearer')
    expect(text).not.toContain('CANARY')
    expect(invalidated).toEqual([])
    expect(audit.map(({ outcome }) => outcome)).toEqual(['refused'])
  })

  test('being configured there is no such address', async () => {
    const server = await start()
    expect((await send(server, { path, headers: { 'content-type': 'application/json' }, body: '{}' })).status).toBe(404)
  })
})
