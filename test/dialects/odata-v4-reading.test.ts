import { describe, expect, test } from 'vitest'
import {
  type Answer,
  column,
  type Link,
  type NativeQuery,
  type NativeRequest,
  oneOf,
} from '../../gateway/connector/index.ts'
import { v4 } from '../../subgraphs/dialects/odata/dialect.ts'
import { fetchRead, renderRead, type SetAddress } from '../../subgraphs/dialects/odata/reading.ts'

const service = '/api/v2.0'
const address: SetAddress = {
  service,
  key: ['id'],
  origin: 'https://erp.example',
  maxUrlChars: 2_000,
  maxAlternatives: 40,
  paging: 'links',
  batch: { format: 'json', headers: { isolation: 'snapshot' } },
  headers: { 'data-access-intent': 'ReadOnly' },
}
const query = (over: Partial<NativeQuery> = {}): NativeQuery => ({
  object: 'customers',
  hint: undefined,
  columns: [column('id', 'guid')],
  order: [],
  pageRows: 3,
  ...over,
})
const id = (n: number) => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`
const ids = (count: number) => Array.from({ length: count }, (_, i) => id(i))
const render = (over?: Partial<NativeQuery>, at: Partial<SetAddress> = {}) =>
  renderRead(query(over), { ...address, ...at }, v4)

const json = (body: unknown): Answer => {
  const text = JSON.stringify(body)
  return { status: 200, headers: {}, body: Buffer.from(text), text: () => text, json: () => JSON.parse(text) }
}
const page = (from: number, count: number, next?: string) => ({
  value: Array.from({ length: count }, (_, i) => ({ id: id(from + i) })),
  ...(next && { '@odata.nextLink': next }),
})
const linkTo = (...answers: readonly Answer[]): Link & { asked: NativeRequest[] } => {
  const asked: NativeRequest[] = []
  return { asked, call: async (request) => answers[asked.push(request) - 1]! }
}

async function readAll(request: NativeRequest, link: Link): Promise<unknown[]> {
  const { rows, next } = await fetchRead(request, link)
  return next ? [...rows, ...(await readAll(next, link))] : [...rows]
}

describe('what is asked', () => {
  test('a list that the service pages by itself: the size of a page is wished for, and $top is not said', () => {
    const { path, headers } = render()
    expect(path).toBe(`${service}/customers?$select=id&$orderby=id`)
    expect(headers).toMatchObject({ prefer: 'odata.maxpagesize=3', 'data-access-intent': 'ReadOnly' })
  })

  test('a list that ends within its first page: $top, and no wish for pages, which some hold against it', () => {
    const { path, headers } = render({ limit: 2 })
    expect(path).toBe(`${service}/customers?$select=id&$orderby=id&$top=2`)
    expect(headers).not.toHaveProperty('prefer')
  })

  test('further wishes stand beside that for pages, and alone where there are none', () => {
    const wishes = { prefer: ['odata.include-annotations="*"'] }
    expect(render({}, wishes).headers).toMatchObject({ prefer: 'odata.maxpagesize=3,odata.include-annotations="*"' })
    expect(render({ limit: 2 }, wishes).headers).toMatchObject({ prefer: 'odata.include-annotations="*"' })
  })

  test('columns behind navigations are selected within their expansions', () => {
    const columns = ['id', 'lines/sequence', 'lines/item/number', 'lines/item/gtin'].map((native) => column(native))
    expect(render({ columns }).text).toContain(
      '$select=id&$expand=lines($select=sequence;$expand=item($select=number,gtin))&',
    )
  })

  test('an option that every request needs comes first', () => {
    expect(render({}, { always: [['cross-company', 'true']] }).path).toContain('customers?cross-company=true&$select')
  })

  test('more keys than a URL holds are one batch of numbered GETs', () => {
    const { method, path, headers, body } = render({ filter: oneOf(column('id', 'guid'), ...ids(100)) })
    expect([method, path]).toEqual(['POST', `${service}/$batch`])
    expect(headers).toMatchObject({ 'content-type': 'application/json', isolation: 'snapshot' })
    const { requests } = JSON.parse(body!) as { requests: { id: string; url: string; headers: object }[] }
    expect(requests.map((request) => request.id)).toEqual(['1', '2', '3'])
    expect(requests.flatMap(({ url }) => url.match(/eq%20/g)!)).toHaveLength(100)
    expect(requests[0]!.headers).toMatchObject({ prefer: 'odata.maxpagesize=3', 'data-access-intent': 'ReadOnly' })
  })

  test('a vendor that takes a list of values is given one', () => {
    const dialect = {
      ...v4,
      oneOf: ({ native }: { native: string }, values: readonly string[]) => `In(${native},${values.join()})`,
    }
    const filter = oneOf(column('id', 'guid'), id(1), id(2))
    expect(renderRead(query({ filter }), address, dialect).text).toContain(`$filter=In(id,${id(1)},${id(2)})&`)
  })
})

describe('what comes back', () => {
  test('pages follow the links of the service to the letter, until there is none', async () => {
    const link = linkTo(
      json(page(0, 3, `https://erp.example${service}/customers?aid=FIN&$skiptoken='a b'%2b`)),
      json(page(3, 1)),
    )
    // A blank is not for a request line, and is written as one writes it there; nothing else is touched.
    expect(await readAll(render(), link)).toHaveLength(4)
    expect(link.asked[1]!.path).toContain('customers?aid=FIN&$skiptoken=')
    const opaque = `customers?$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E&x='y'`
    const second = linkTo(json(page(0, 3, `https://erp.example${service}/${opaque}`)), json(page(3, 1)))
    await readAll(render(), second)
    expect(second.asked[1]!.path).toBe(`${service}/${opaque}`)
    expect(second.asked[1]!.headers).toMatchObject({ prefer: 'odata.maxpagesize=3' })
  })

  test('a relative link is taken from the service', async () => {
    const link = linkTo(json(page(0, 3, 'customers?$skip=3')), json(page(3, 0)))
    await readAll(render(), link)
    expect(link.asked[1]!.path).toBe(`${service}/customers?$skip=3`)
  })

  test.each([
    'https://elsewhere.example/api/v2.0/customers',
    `https://erp.example${service}/../admin`,
    '//elsewhere.example/x',
  ])('a link to %s is not followed', async (next) => {
    await expect(readAll(render(), linkTo(json(page(0, 3, next))))).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT' })
  })

  test('a limit beyond one page ends within the page that reaches it', async () => {
    const link = linkTo(json(page(0, 3, 'customers?$skip=3')), json(page(3, 3, 'customers?$skip=6')))
    expect(await readAll(render({ limit: 5 }), link)).toHaveLength(5)
    expect(link.asked).toHaveLength(2)
  })

  test('the parts of a batch are told by their numbers, not by their places, and page on', async () => {
    const request = render({ filter: oneOf(column('id', 'guid'), ...ids(80)) })
    const link = linkTo(
      json({
        responses: [
          { id: '2', status: 200, headers: {}, body: page(40, 1) },
          { id: '1', status: 200, headers: {}, body: page(0, 2, 'customers?$skip=2') },
        ],
      }),
      json(page(2, 1)),
    )
    expect(await readAll(request, link)).toEqual([0, 1, 40, 2].map((n) => ({ id: id(n) })))
    expect(link.asked[1]!.method).toBe('GET')
  })

  test.each([
    ['has no responses', {}],
    ['left one out', { responses: [{ id: '1', status: 200, body: page(0, 1) }] }],
    [
      'failed in part',
      { responses: ['1', '2'].map((n) => ({ id: n, status: n === '2' ? 404 : 200, body: page(0, 1) })) },
    ],
    ['has a part without values', { responses: ['1', '2'].map((n) => ({ id: n, status: 200, body: {} })) }],
  ])('a batch that %s is no answer', async (_, body) => {
    const request = render({ filter: oneOf(column('id', 'guid'), ...ids(80)) })
    await expect(fetchRead(request, linkTo(json(body)))).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
  })

  test('an answer of the other version is no answer', async () => {
    await expect(fetchRead(render(), linkTo(json({ d: { results: [] } })))).rejects.toMatchObject({
      code: 'SOURCE_BAD_RESPONSE',
    })
  })
})
