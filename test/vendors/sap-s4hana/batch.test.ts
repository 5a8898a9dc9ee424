import { afterAll, beforeAll, expect, test } from 'vitest'
import { batchOf } from '../batch.ts'
import { openSystem, type System } from './system.ts'

let system: System
let session: Record<string, string>
beforeAll(async () => {
  system = await openSystem()
  session = await system.session()
})
afterAll(() => system.simulator.close())

test('parts are answered in order, and one that fails harms no other', async () => {
  const gets = [
    'A_Product?$top=1&$select=Product',
    'A_Product?$filter=Nope%20eq%201',
    "A_Product('NOPE')",
    'A_Product?$top=2&$select=Product',
  ]
  const answer = await system.batch('API_PRODUCT_SRV', batchOf(...gets), session)
  expect(answer.status).toBe(202)
  const boundary = /boundary=(\w+)/.exec(answer.headers.get('content-type')!)![1]!
  const parts = answer.text.split(`--${boundary}`).slice(1, -1)
  expect(parts.map((part) => /HTTP\/1\.1 (\d+)/.exec(part)![1])).toEqual(['200', '400', '404', '200'])
  const [first, second, , last] = parts.map((part) => JSON.parse(part.slice(part.indexOf('{'))))
  expect([first.d.results.length, last.d.results.length]).toEqual([1, 2])
  expect(second.error.message.value).toContain('Nope')
  expect(answer.text.endsWith(`--${boundary}--\r\n`)).toBe(true)
})

test('a URL in a batch may be as long as no address line could be', async () => {
  const filter = Array.from({ length: 1000 }, (_, i) => `Customer%20eq%20'${1_000_000 + i}'`).join('%20or%20')
  const get = `A_BusinessPartner?$select=Customer&$filter=${filter}`
  expect(get.length).toBeGreaterThan(30_000)
  const answer = await system.batch('API_BUSINESS_PARTNER', batchOf(get), session)
  expect(answer.status).toBe(202)
  expect(answer.text.match(/"Customer":/g)!.length).toBeGreaterThan(10)
})

test('the log shows what a batch asked', async () => {
  await system.batch('API_PRODUCT_SRV', batchOf("A_Product?$filter=Product%20eq%20'X'"), session)
  expect(system.simulator.arrivals.at(-1)!.native).toBe("A_Product?$filter=Product eq 'X'")
})

test.each([
  ['not multipart at all'],
  [batchOf('A_Product').replace('--b1--', '')],
  [batchOf('A_Product').replace('HTTP/1.1', '')],
])('a malformed body is refused whole: %#', async (body) => {
  const answer = await system.batch('API_PRODUCT_SRV', body, session)
  expect([answer.status, answer.body.error.code]).toEqual([400, '/IWFND/CM_MGW/000'])
})
