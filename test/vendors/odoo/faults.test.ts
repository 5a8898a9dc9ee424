import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../../../gateway/connector/index.ts'
import connector from '../../../subgraphs/odoo/connector.ts'
import { TRACEBACK_CANARY } from '../../../subgraphs/odoo/simulator-errors.ts'
import type { FaultKind } from '../../../subgraphs/simulator/kit.ts'
import { HTML_CANARY } from '../../../subgraphs/simulator/kit.ts'
import { openWorld, type World } from './world.ts'

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const type = text.startsWith('<') ? 'text/html; charset=utf-8' : 'application/json'
  return {
    status,
    headers: { 'content-type': type, ...headers },
    body: Buffer.from(text),
    text: () => text,
    json: () => JSON.parse(text),
  }
}

const exception = (name: string, message = 'as it says') => ({
  name,
  message,
  arguments: [message],
  context: {},
  debug: TRACEBACK_CANARY,
})
const rpc = (data: object, code = 0) => ({ jsonrpc: '2.0', id: 1, error: { code, message: 'Odoo Server Error', data } })

describe('what an answer of JSON-2 means', () => {
  test.each([
    [401, 'werkzeug.exceptions.Unauthorized', 'SOURCE_AUTH', 'login'],
    [403, 'odoo.exceptions.AccessDenied', 'SOURCE_AUTH', 'login'],
    [403, 'odoo.http.SessionExpiredException', 'SOURCE_AUTH', 'login'],
    [403, 'odoo.exceptions.AccessError', 'SOURCE_FORBIDDEN', undefined],
    [404, 'odoo.exceptions.MissingError', 'SOURCE_BAD_RESPONSE', undefined],
    [404, 'werkzeug.exceptions.NotFound', 'UNSUPPORTED', undefined],
    [422, 'werkzeug.exceptions.UnprocessableEntity', 'SOURCE_BAD_RESPONSE', undefined],
    [422, 'odoo.exceptions.UserError', 'SOURCE_BAD_RESPONSE', undefined],
    [422, 'odoo.exceptions.ValidationError', 'SOURCE_BAD_RESPONSE', undefined],
    [409, 'odoo.exceptions.LockError', 'SOURCE_UNAVAILABLE', undefined],
    [400, 'werkzeug.exceptions.BadRequest', 'SOURCE_BAD_RESPONSE', undefined],
    [500, 'builtins.ValueError', 'SOURCE_BAD_RESPONSE', undefined],
    [500, 'psycopg2.errors.SerializationFailure', 'SOURCE_UNAVAILABLE', undefined],
  ])('%i %s', (status, name, code, expired) => {
    const [direct, wrapped] = [exception(name), rpc(exception(name))]
    for (const said of [answer(status, direct), answer(200, wrapped)]) {
      const fault = connector.classify(said)
      expect(fault).toMatchObject({ code })
      expect(fault?.expired).toBe(expired)
      expect(fault?.detail).not.toContain(TRACEBACK_CANARY)
    }
  })

  test('rows are no fault, in either protocol, whatever they say', () => {
    const rows = [{ id: 1, name: '"error": {"code": 0}' }]
    expect(connector.classify(answer(200, rows))).toBeUndefined()
    expect(connector.classify(answer(200, { jsonrpc: '2.0', id: 1, result: rows }))).toBeUndefined()
  })
})

describe('what JSON-RPC says with status 200', () => {
  test.each([
    [100, 'Odoo Session Expired', 'SOURCE_AUTH'],
    [404, '404: Not Found', 'UNSUPPORTED'],
    [200, 'Odoo Server Error', 'SOURCE_BAD_RESPONSE'],
  ])('code %i', (code, message, expected) => {
    const said = { jsonrpc: '2.0', id: null, error: { code, message, data: {} } }
    expect(connector.classify(answer(200, said))).toMatchObject({ code: expected })
  })
})

describe('what a page means where data should be', () => {
  test.each([
    [200, 'SOURCE_BAD_RESPONSE'],
    [404, 'SOURCE_BAD_RESPONSE'],
    [502, 'SOURCE_UNAVAILABLE'],
    [503, 'SOURCE_UNAVAILABLE'],
    [504, 'SOURCE_TIMEOUT'],
    [429, 'SOURCE_THROTTLED'],
  ])('status %i', (status, code) => {
    const fault = connector.classify(answer(status, `<html>${HTML_CANARY}</html>`))
    expect(fault).toMatchObject({ code })
    expect(fault?.detail).not.toContain(HTML_CANARY)
  })
})

describe('over real sockets', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())

  test.each<[FaultKind, string]>([
    ['unauthorized', 'SOURCE_AUTH'],
    ['forbidden', 'SOURCE_FORBIDDEN'],
    ['unavailable', 'SOURCE_UNAVAILABLE'],
    ['serverError', 'SOURCE_UNAVAILABLE'],
    ['errorBody', 'SOURCE_UNAVAILABLE'],
    ['html', 'SOURCE_BAD_RESPONSE'],
    ['redirect', 'SOURCE_BAD_RESPONSE'],
    ['badJson', 'SOURCE_BAD_RESPONSE'],
    ['throttled', 'SOURCE_THROTTLED'],
  ])('%s is a coded failure that quotes nobody', async (kind, code) => {
    world.simulator.reset()
    world.simulator.fault({ kind })
    const failure = await world.list('Warehouse', ['name']).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code, source: 'odoo-at' })
    expect(`${(failure as Error).message} ${(failure as { detail?: string }).detail}`).not.toMatch(/canary/)
    world.simulator.reset()
  })

  test('a body that ends with its connection is not taken for a shorter list', async () => {
    world.simulator.reset()
    world.simulator.fault({ kind: 'truncate', framing: 'close' })
    await expect(world.list('Warehouse', ['name'])).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
    world.simulator.reset()
  })

  test('an error body in the middle of a list is no shorter list', async () => {
    world.simulator.reset()
    world.simulator.fault({ kind: 'errorBody', skip: 1 })
    await expect(
      world.list('Invoice', ['number'], { order: [{ field: 'status', direction: 'asc' }] }, { pageRows: 50 }),
    ).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    world.simulator.reset()
  })
})
