import { describe, expect, test } from 'vitest'
import {
  type Answer,
  column,
  type Link,
  type NativeQuery,
  type NativeRequest,
  oneOf,
} from '../../../gateway/connector/index.ts'
import { v2 } from '../../../subgraphs/dialects/odata/dialect.ts'
import { fetchRead, renderRead, type SetAddress } from '../../../subgraphs/dialects/odata/reading.ts'

const service = '/sap/opu/odata/sap/API_X'
const address: SetAddress = {
  service,
  key: ['Id', 'Part'],
  origin: 'https://sap.example',
  maxUrlChars: 6_000,
  maxAlternatives: 100,
}
const query = (over: Partial<NativeQuery> = {}): NativeQuery => ({
  object: 'A_Set',
  hint: undefined,
  columns: [column('Id')],
  order: [],
  pageRows: 3,
  ...over,
})
const ids = (count: number) => Array.from({ length: count }, (_, i) => `${1_000_000 + i}`)
const render = (over?: Partial<NativeQuery>) => renderRead(query(over), address, v2)

const json = (body: unknown): Answer => {
  const text = JSON.stringify(body)
  return { status: 200, headers: {}, body: Buffer.from(text), text: () => text, json: () => body }
}
const rows = (count: number, next?: string) => ({
  d: { results: Array.from({ length: count }, (_, i) => ({ Id: `${i}` })), ...(next && { __next: next }) },
})
const linkTo = (...answers: readonly Answer[]): Link & { asked: NativeRequest[] } => {
  const asked: NativeRequest[] = []
  return { asked, call: async (request) => answers[asked.push(request) - 1]! }
}
const multipart = (...bodies: readonly unknown[]): Answer => {
  const part = (body: unknown) =>
    `--r\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(body)}\r\n`
  const text = `${bodies.map(part).join('')}--r--`
  return {
    status: 202,
    headers: { 'content-type': 'multipart/mixed; boundary=r' },
    body: Buffer.from(text),
    text: () => text,
    json: () => undefined,
  }
}
const gets = (request: NativeRequest) =>
  [...request.body!.matchAll(/^GET (\S+) /gm)].map(([, url]) => decodeURIComponent(url!))

describe('what is asked', () => {
  test('a list: what is selected, always in the order of the whole key, and never without $top', () => {
    expect(render().path).toBe(`${service}/A_Set?$select=Id&$orderby=Id%2CPart&$top=3`)
  })

  test('an order comes first and the rest of the key after it', () => {
    const order = [{ column: column('Part'), direction: 'desc' as const }]
    expect(render({ order }).text).toContain('$orderby=Part desc,Id')
  })

  test('a path through navigations expands them, each once', () => {
    const columns = ['to_A/X', 'to_A/to_B/Y', 'to_A/to_B/Z', 'Id'].map((native) => column(native))
    expect(render({ columns }).text).toContain('$select=to_A/X,to_A/to_B/Y,to_A/to_B/Z,Id&$expand=to_A/to_B&')
  })

  test('a hundred keys are a GET, more are one POST of GETs to the batch of the service', () => {
    const few = render({ filter: oneOf(column('Id'), ...ids(100)) })
    expect([few.method, few.credentials]).toEqual(['GET', undefined])
    const many = render({ filter: oneOf(column('Id'), ...ids(1000)) })
    expect([many.method, many.path, many.credentials]).toEqual(['POST', `${service}/$batch`, ['csrf']])
    expect(gets(many).length).toBe(10)
    expect(gets(many).flatMap((get) => get.match(/'\d+'/g)!).length).toBe(1000)
  })

  test('an ordered or limited question stays one GET, in a batch when it is long: parts would have to be merged', () => {
    const filter = oneOf(column('Id'), ...ids(300))
    const order = [{ column: column('Id'), direction: 'asc' as const }]
    expect(gets(render({ filter, order })).length).toBe(1)
    expect(gets(render({ filter, order, anyOrder: true })).length).toBe(3)
    expect(gets(render({ filter, limit: 5 })).length).toBe(1)
  })

  test('a GET grows to 6,000 characters and no further', () => {
    const long = (length: number) => render({ filter: oneOf(column('Id'), 'x'.repeat(length)) })
    expect(long(5_800)).toMatchObject({ method: 'GET' })
    expect(long(5_800).path.length).toBeLessThanOrEqual(6_000)
    expect(long(5_950)).toMatchObject({ method: 'POST' })
  })

  test('branches that may share rows are not spread over parts', () => {
    const key = (id: string) => ({
      kind: 'and' as const,
      terms: [
        { kind: 'compare' as const, op: 'eq' as const, column: column('Id'), value: id },
        { kind: 'compare' as const, op: 'eq' as const, column: column('Part'), value: '1' },
      ],
    })
    const terms = ids(250).map(key)
    expect(gets(render({ filter: { kind: 'or', terms } })).length).toBe(3)
    const ranges = ids(250).map((id) => ({
      kind: 'compare' as const,
      op: 'gt' as const,
      column: column('Id'),
      value: id,
    }))
    expect(gets(render({ filter: { kind: 'or', terms: ranges } })).length).toBe(1)
  })
})

describe('what is read', () => {
  test('full pages are followed by $skip, the last by nothing', async () => {
    const link = linkTo(json(rows(3)), json(rows(3)), json(rows(1)))
    const first = await fetchRead(render(), link)
    const second = await fetchRead(first.next!, link)
    const third = await fetchRead(second.next!, link)
    expect(link.asked.map(({ path }) => path.split('$top')[1])).toEqual(['=3', '=3&$skip=3', '=3&$skip=6'])
    expect(third.next).toBeUndefined()
  })

  test('a limit ends the pages, the last of them cut to what is left', async () => {
    const link = linkTo(json(rows(3)), json(rows(2)))
    const first = await fetchRead(render({ limit: 5 }), link)
    const second = await fetchRead(first.next!, link)
    expect(link.asked[1]!.path).toContain('$top=2&$skip=3')
    expect(second.next).toBeUndefined()
  })

  test("the service's own links are followed, whole or relative, until there is none", async () => {
    const link = linkTo(
      json(rows(2, `https://sap.example${service}/A_Set?$skiptoken=a`)),
      json(rows(2, 'A_Set?$skiptoken=b')),
      json(rows(2)),
    )
    const first = await fetchRead(render({ pageRows: 10 }), link)
    const second = await fetchRead(first.next!, link)
    const third = await fetchRead(second.next!, link)
    expect(link.asked.slice(1).map(({ path }) => path)).toEqual([
      `${service}/A_Set?$skiptoken=a`,
      `${service}/A_Set?$skiptoken=b`,
    ])
    expect(third.next).toBeUndefined()
  })

  test.each([
    ['https://evil.example/sap/opu/odata/sap/API_X/A_Set?$skiptoken=a'],
    ['https://sap.example/admin'],
    [`//evil.example${service}/A_Set`],
  ])('a link to %s is not followed', async (next) => {
    await expect(fetchRead(render(), linkTo(json(rows(2, next))))).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT' })
  })

  test('more rows than asked are not believed', async () => {
    await expect(fetchRead(render(), linkTo(json(rows(4))))).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT' })
  })

  test.each([[{}], [{ d: {} }], [{ d: { results: 'x' } }], [null]])(
    'an answer without a list is bad: %j',
    async (body) => {
      await expect(fetchRead(render(), linkTo(json(body)))).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
    },
  )

  test('of a batch only the parts go on that have more', async () => {
    const link = linkTo(multipart(rows(3), rows(1), rows(3)), multipart(rows(0), rows(2)))
    const first = await fetchRead(render({ filter: oneOf(column('Id'), ...ids(250)) }), link)
    expect(first.rows.length).toBe(7)
    expect(gets(first.next!).map((get) => [get.includes('1000000'), get.includes('$skip=3')])).toEqual([
      [true, true],
      [false, true],
    ])
    expect((await fetchRead(first.next!, link)).next).toBeUndefined()
  })

  test('a batch answer that is cut anywhere is never a shorter list', async () => {
    const whole = multipart(rows(2), rows(1), rows(2))
    const request = render({ filter: oneOf(column('Id'), ...ids(250)) })
    const text = whole.text()
    for (let at = 0; at < text.length - 2; at++) {
      const cut = { ...whole, text: () => text.slice(0, at) }
      await expect(fetchRead(request, linkTo(cut))).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
    }
  })

  test('a batch with a part too few or too many is bad', async () => {
    const request = render({ filter: oneOf(column('Id'), ...ids(250)) })
    for (const parts of [2, 4]) {
      const answer = multipart(...Array.from({ length: parts }, () => rows(1)))
      await expect(fetchRead(request, linkTo(answer))).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
    }
  })
})
