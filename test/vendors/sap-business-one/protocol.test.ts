import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import module from '../../../subgraphs/sap-business-one/simulator.ts'
import { type Simulator, startSimulator } from '../../../subgraphs/simulator/kit.ts'
import { type VirtualClock, virtualClock } from '../../../subgraphs/simulator/virtual-clock.ts'
import { company, MINUTE, root } from './world.ts'

let simulator: Simulator
let clock: VirtualClock
let cookie: string
beforeAll(async () => {
  clock = virtualClock()
  simulator = await startSimulator(module.create({ company, clock, seed: 1 }), { clock })
})
beforeEach(async () => {
  cookie = cookiesOf(await login()).join('; ')
})
afterAll(() => simulator.close())

const { user, password, companyDb } = module.config('') as Record<string, string>

const login = (over: Record<string, string> = {}) =>
  fetch(`${simulator.url}${root}/Login`, {
    method: 'POST',
    body: JSON.stringify({ CompanyDB: companyDb, UserName: user, Password: password, ...over }),
  })
const cookiesOf = ({ headers }: Response) => headers.getSetCookie().map((line) => line.split(';')[0]!)

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${simulator.url}${root}/${path}`, { headers: { cookie, ...headers } })
  const text = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
    body: (text.startsWith('{') ? JSON.parse(text) : {}) as any,
  }
}
const encoded = (set: string, options: Record<string, string>) =>
  `${set}?${Object.entries(options)
    .map(([name, value]) => `$${name}=${encodeURIComponent(value)}`)
    .join('&')}`

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${simulator.url}${root}/${path}`, {
    method: 'POST',
    body,
    headers: { cookie, ...headers },
  })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

describe('sessions', () => {
  test('a login gives two cookies, and says how long it holds', async () => {
    const answer = await login()
    expect(answer.status).toBe(200)
    expect(cookiesOf(answer)).toEqual([
      expect.stringMatching(/^B1SESSION=\S+$/),
      expect.stringMatching(/^ROUTEID=\.node\d$/),
    ])
    expect(await answer.json()).toMatchObject({ SessionId: expect.any(String), SessionTimeout: 30 })
  })

  test('a wrong password is refused with a number of its own', async () => {
    const answer = await login({ Password: 'wrong' })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ error: { code: -304 } })
  })

  test('without a session, after half an hour, and after a logout nothing is told', async () => {
    const refused = { status: 401, body: { error: { code: 301, message: { lang: 'en-us' } } } }
    expect(await get('Items', { cookie: '' })).toMatchObject(refused)
    expect((await get('Items')).status).toBe(200)
    clock.advance(30 * MINUTE)
    expect(await get('Items')).toMatchObject(refused)
    cookie = cookiesOf(await login()).join('; ')
    expect((await post('Logout', '')).status).toBe(204)
    expect(await get('Items')).toMatchObject(refused)
  })

  test('a ping costs no session', async () => {
    expect((await fetch(`${simulator.url}/ping`)).status).toBe(200)
  })
})

describe('questions', () => {
  test('pages are of twenty rows, with a relative link that counts them off', async () => {
    const { body } = await get('Items?$select=ItemCode')
    expect(body.value).toHaveLength(20)
    expect(body['@odata.nextLink']).toBe('Items?$select=ItemCode&$skip=20')
  })

  test('a wish for another size is granted, and said to be', async () => {
    const { body, headers } = await get('Items?$select=ItemCode', { prefer: 'odata.maxpagesize=50' })
    expect(body.value).toHaveLength(50)
    expect(headers.get('preference-applied')).toBe('odata.maxpagesize=50')
  })

  test('days are quoted in questions, and instants at midnight in answers', async () => {
    const { body } = await get(encoded('Orders', { filter: "DocDate ge '2025-01-01'", orderby: 'DocDate', top: '1' }))
    expect(body.value[0].DocDate).toMatch(/^2025-\d\d-\d\dT00:00:00Z$/)
    expect((await get(encoded('Orders', { filter: 'DocDate ge 2025-01-01 and DocDate eq 1' }))).status).toBe(400)
  })

  test('a collection comes whole with its row, and cannot be asked for anything', async () => {
    const { body } = await get(encoded('Orders', { select: 'DocEntry,DocumentLines', top: '1' }))
    expect(body.value[0].DocumentLines[0]).toHaveProperty('WarehouseCode')
    const within = await get(encoded('Orders', { filter: "DocumentLines/ItemCode eq 'X'" }))
    expect(within).toMatchObject({ status: 400, body: { error: { code: -1000 } } })
    expect((await get('Orders.DocumentLines')).status).toBe(404)
  })

  test('functions other than of parts of text are unknown', async () => {
    expect((await get(encoded('Items', { filter: "tolower(ItemCode) eq 'x'" }))).status).toBe(400)
    expect((await get(encoded('Items', { filter: "startswith(ItemCode,'T')" }))).status).toBe(200)
  })

  test('a missing record is an error of version 4, a bad question one of version 3', async () => {
    const missing = await get("Items('no such item')")
    expect(missing).toMatchObject({ status: 404, body: { error: { code: '-2028', message: expect.any(String) } } })
    const bad = await get(encoded('Items', { select: 'NoSuchProperty' }))
    expect(bad).toMatchObject({ status: 400, body: { error: { code: -1000, message: { value: expect.any(String) } } } })
  })
})

describe('batches', () => {
  const batch = (...urls: readonly string[]) =>
    post(
      '$batch',
      `${urls.map((url) => `--b1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET ${url}\r\n\r\n\r\n`).join('')}--b1--\r\n`,
      { 'content-type': 'multipart/mixed;boundary=b1' },
    )

  test('are answered part by part', async () => {
    const { status, text, headers } = await batch(`${root}/Items?$top=1`, `${root}/Warehouses`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^multipart\/mixed;boundary=batchresponse_/)
    expect(text.match(/^HTTP\/1\.1 200/gm)).toHaveLength(2)
  })

  test('end at the first part that fails: the others are not answered', async () => {
    const { text } = await batch(`${root}/Items?$top=1`, `${root}/Items('none')`, `${root}/Warehouses`)
    expect(text.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404'])
  })

  test('that are cut short are not begun', async () => {
    const { status, text } = await post('$batch', '--b1\r\nGET /x', { 'content-type': 'multipart/mixed;boundary=b1' })
    expect([status, JSON.parse(text).error.message.value]).toEqual([400, 'Incomplete Batch Request Body!'])
  })
})

describe('the query service', () => {
  const ask = (QueryPath: string, QueryOption: string) =>
    post('QueryService_PostQuery', JSON.stringify({ QueryPath, QueryOption }))
  const path = '$crossjoin(Orders,Orders/DocumentLines)'
  const expand = '$expand=Orders($select=DocEntry,DocNum),Orders/DocumentLines($select=ItemCode,LineNum)'

  test('joins documents with their lines', async () => {
    const filter = '$filter=Orders/DocEntry eq Orders/DocumentLines/DocEntry and Orders/DocEntry eq 2'
    const { text } = await ask(path, `${expand}&${filter}&$orderby=Orders/DocumentLines/LineNum`)
    const lines = company.salesOrders.find(({ system, key }) => system === 'businessOne' && key === '2')!.lines
    expect(JSON.parse(text).value).toEqual(
      lines.map(({ lineNo, itemId }) => ({
        Orders: { DocEntry: 2, DocNum: 1002 },
        'Orders/DocumentLines': { ItemCode: company.items[itemId]!.keys.businessOne, LineNum: lineNo },
      })),
    )
  })

  test('takes no question without a join', async () => {
    const { status, text } = await ask(path, expand)
    expect([status, JSON.parse(text).error]).toEqual([
      400,
      { code: -1000, message: { lang: 'en-us', value: 'invalid $crossjoin query' } },
    ])
  })
})
