import { describe, expect, test } from 'vitest'
import {
  type Answer,
  and,
  type Caps,
  column,
  compare,
  isNull,
  type Link,
  type NativeFilter,
  type NativeQuery,
  type NativeRequest,
  oneOf,
  or,
} from '../../../gateway/connector/index.ts'
import connector from '../../../subgraphs/business-central/connector.ts'
import type { Member } from '../../../subgraphs/business-central/members.ts'
import { fetch, render } from '../../../subgraphs/business-central/requests.ts'
import { documentsOf, type Hint, linesOf, sets } from '../../../subgraphs/business-central/sets.ts'
import type { Settings } from '../../../subgraphs/business-central/settings.ts'
import module from '../../../subgraphs/business-central/simulator.ts'
import { withDefaults } from '../../conformance/vendor-folder.ts'
import { analytics, companyId, root, route } from './world.ts'

const place = (item: string, location: string) => compare(column('place'), 'eq', `${item}/${location}`)
const caps = connector.caps as (settings: never) => Caps
const guid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const guids = (count: number) => Array.from({ length: count }, (_, i) => guid(i + 1))
const id = column('id', 'guid')
const query = (set: { object: string; hint: Hint }, over: Partial<NativeQuery<Hint>> = {}): NativeQuery<Hint> => ({
  ...set,
  columns: [id],
  order: [],
  pageRows: 500,
  ...over,
})
const settings = (over: Record<string, unknown> = {}) =>
  ({ ...withDefaults(connector as never, module.config('https://api.example')), ...over }) as unknown as Settings
const ask = (set: { object: string; hint: Hint }, over: Partial<NativeQuery<Hint>> = {}, with_ = {}) =>
  render(query(set, over), settings(with_))
const urls = ({ body }: NativeRequest) =>
  (JSON.parse(body!) as { requests: { url: string }[] }).requests.map(({ url }) => decodeURIComponent(url))

const answer = (body: unknown): Answer => {
  const text = JSON.stringify(body)
  return { status: 200, headers: {}, body: Buffer.from(text), text: () => text, json: () => JSON.parse(text) }
}
const linkTo = (...bodies: readonly unknown[]): Link & { asked: NativeRequest[] } => {
  const asked: NativeRequest[] = []
  return { asked, call: async (request) => answer(bodies[asked.push(request) - 1]) }
}

describe('an address', () => {
  test('goes below the company, in the language and from the replica that were chosen', () => {
    const { method, path, headers } = ask(sets.customers)
    expect([method, path]).toEqual(['GET', `${root}/customers?$select=id&$orderby=id`])
    expect(headers).toMatchObject({
      prefer: 'odata.maxpagesize=500',
      'accept-language': 'en-US',
      'data-access-intent': 'ReadOnly',
    })
    expect(ask(sets.customers, {}, { readReplica: false }).headers).not.toHaveProperty('data-access-intent')
  })

  test('of the companies is above them', () => {
    expect(ask(sets.companies).path).toBe(`${route}/companies?$select=id&$orderby=id`)
  })

  test('of analytics is another route', () => {
    expect(ask(sets.receivables).path).toMatch(`${analytics}/customerLedgerEntries?`)
  })
})

describe('many ids', () => {
  test('are equalities over one field, forty to an address, in one batch of the route', () => {
    const request = ask(sets.customers, { filter: oneOf(id, ...guids(100)) })
    expect([request.method, request.path]).toEqual(['POST', `${route}/$batch`])
    expect(urls(request).map((url) => url.match(/id eq/g)!.length)).toEqual([40, 40, 20])
    for (const url of urls(request)) expect(url).toMatch(new RegExp(`^companies\\(${companyId}\\)/customers\\?`))
    for (const url of urls(request)) expect(url.length).toBeLessThan(2_000)
    // The replica is for GETs: of a batch those are inside.
    expect(request.headers).not.toHaveProperty('data-access-intent')
    expect(JSON.parse(request.body!).requests[0].headers).toMatchObject({ 'data-access-intent': 'ReadOnly' })
  })

  test('of the Analytics API travel in one address where its batch is not to be used', () => {
    const items = oneOf(column('itemNo'), ...guids(100))
    const columns = [column('place')]
    expect(ask(sets.stock, { filter: items, columns }).method).toBe('POST')
    expect(ask(sets.stock, { filter: items, columns }, { analyticsBatch: false }).method).toBe('GET')
  })
})

describe('lines', () => {
  const lines = linesOf('salesOrderLines', [{ object: 'salesOrders', lines: 'salesOrderLines' }])
  const columns = ['line', 'lines/quantity', 'currencyCode'].map((native) => column(native))
  const line = (n: number, sequence: number) => ({ id: guid(n), sequence, quantity: n })

  test('of documents come with the documents, in one question', () => {
    const request = ask(lines, { columns, filter: oneOf(column('document'), ...guids(3)) })
    expect(request.text).toBe(
      `GET ${root}/salesOrders?$select=currencyCode,id&$expand=salesOrderLines($select=id,quantity,sequence)` +
        `&$filter=${guids(3)
          .map((value) => `id eq ${value}`)
          .join(' or ')}&$orderby=id`,
    )
  })

  test('make for shorter pages than rows without them', () => {
    expect(ask(lines, { columns, pageRows: 2_000 }).headers).toMatchObject({ prefer: 'odata.maxpagesize=500' })
    expect(ask(sets.customers, { pageRows: 2_000 }).headers).toMatchObject({ prefer: 'odata.maxpagesize=2000' })
  })

  test('come out one by one, in their sequence, with the columns of their document', async () => {
    const request = ask(lines, { columns, filter: compare(column('document'), 'eq', guid(1)) })
    const order = { id: guid(1), currencyCode: 'GBP', salesOrderLines: [line(8, 20_000), line(7, 10_000)] }
    expect((await fetch(request, linkTo({ value: [order] }))).rows).toMatchObject([
      { currencyCode: 'GBP', document: guid(1), line: guid(7), lines: line(7, 10_000) },
      { currencyCode: 'GBP', document: guid(1), line: guid(8), lines: line(8, 20_000) },
    ])
  })

  test('that are named are looked for one by one, as a list is not taken, and then read with their documents', async () => {
    const request = ask(lines, { columns, filter: oneOf(column('line'), guid(7), guid(9)) })
    expect(urls(request)).toEqual(
      [7, 9].map(
        (n) => `companies(${companyId})/salesOrderLines?$select=id,documentId&$filter=id eq ${guid(n)}&$orderby=id`,
      ),
    )
    const found = [7, 9].map((n, i) => ({
      id: String(i + 1),
      status: 200,
      headers: {},
      body: { value: n === 7 ? [{ id: guid(7), documentId: guid(1) }] : [] },
    }))
    const link = linkTo(
      { responses: found },
      {
        value: [{ id: guid(1), salesOrderLines: [line(7, 10_000), line(8, 20_000)] }],
      },
    )
    const { rows, next } = await fetch(request, link)
    expect(rows).toEqual([])
    expect(next!.text).toContain(`salesOrders?`)
    expect(next!.text).toContain(`$filter=id eq ${guid(1)}&`)
    expect((await fetch(next!, link)).rows).toMatchObject([{ line: guid(7), lines: line(7, 10_000) }])
  })

  test('of a whole lookup are as many operations as a batch may have', () => {
    const { lookupKeys } = caps({ pageRows: 2_000 } as never)
    expect(urls(ask(lines, { columns, filter: oneOf(column('line'), ...guids(lookupKeys)) }))).toHaveLength(100)
  })

  test('that nobody has ask for no documents', async () => {
    const request = ask(lines, { columns, filter: compare(column('line'), 'eq', guid(7)) })
    expect(await fetch(request, linkTo({ value: [] }))).toEqual({ rows: [] })
  })

  test('that go on elsewhere are not taken for all of them', async () => {
    const request = ask(lines, { columns })
    const link = linkTo({ value: [{ salesOrderLines: [], 'salesOrderLines@odata.nextLink': 'https://x' }] })
    await expect(fetch(request, link)).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT' })
  })
})

test('places are asked for by items and locations, never by pairs of them', async () => {
  const wanted = oneOf(column('place'), '1896-S/LEEDS', 'A%2FB/BRISTOL')
  const request = ask(sets.stock, { columns: [column('place'), column('remainingQuantity')], filter: wanted })
  expect(request.text).toContain(
    "$select=remainingQuantity,itemNo,locationCode&$filter=(itemNo eq '1896-S' or itemNo eq 'A/B') and (locationCode eq 'LEEDS' or locationCode eq 'BRISTOL')",
  )
  const entry = (itemNo: string, locationCode: string) => ({ itemNo, locationCode, remainingQuantity: 1 })
  const link = linkTo({ value: [entry('1896-S', 'LEEDS'), entry('A/B', 'LEEDS'), entry('A/B', 'BRISTOL')] })
  expect((await fetch(request, link)).rows.map((row) => row.place)).toEqual(['1896-S/LEEDS', 'A%2FB/BRISTOL'])
})

test.each<[string, NativeFilter, string]>([
  [
    'one or the other',
    or(place('A', 'X'), place('B', 'X')),
    "(itemNo eq 'A' or itemNo eq 'B') and locationCode eq 'X'",
  ],
  [
    'one of both lists',
    and(oneOf(column('place'), 'A/X', 'B/Y'), oneOf(column('place'), 'B/Y', 'C/X')),
    "itemNo eq 'B' and locationCode eq 'Y'",
  ],
  [
    'what is no place',
    oneOf(column('place'), 'nowhere'),
    "itemNo eq 'nowhere' and locationCode eq '' and locationCode ne ''",
  ],
])('of places: %s', (_, filter, text) => {
  expect(ask(sets.stock, { columns: [column('place')], filter }).text).toContain(`$filter=${text}&`)
})

describe('several sets as one', () => {
  const members: readonly Member[] = [
    {
      object: 'purchaseInvoices',
      lines: 'purchaseInvoiceLines',
      columns: { customerId: null, theirs: 'vendorInvoiceNumber' },
    },
    { object: 'salesInvoices', lines: 'salesInvoiceLines', columns: { vendorId: null } },
  ]
  const both = documentsOf('invoices', members)
  const columns = ['document', 'theirs', 'customerId'].map((native) => column(native))
  const asked = (filter: NativeFilter) => {
    const request = ask(both, { columns, filter })
    if ('known' in (request.hint as object)) return (request.hint as { known: readonly [] }).known
    const all = request.method === 'GET' ? [decodeURIComponent(request.path.split('/').at(-1)!)] : urls(request)
    return all.map((url) => [/(\w+Invoices)\?/.exec(url)![1], /\$filter=(.*)&\$orderby/.exec(url)?.[1]])
  }

  test('are asked in one batch, each for the columns that it has, by its own names', () => {
    expect(urls(ask(both, { columns })).map((url) => url.split('/')[1])).toEqual([
      'purchaseInvoices?$select=id,vendorInvoiceNumber&$orderby=id',
      'salesInvoices?$select=id,theirs,customerId&$orderby=id',
    ])
  })

  test.each<[string, NativeFilter, unknown[]]>([
    [
      'keys go where they belong',
      oneOf(column('document'), `salesInvoices/${guid(1)}`, `purchaseInvoices/${guid(2)}`),
      [
        ['purchaseInvoices', `id eq ${guid(2)}`],
        ['salesInvoices', `id eq ${guid(1)}`],
      ],
    ],
    [
      'a place in the first is before all of the second',
      compare(column('document'), 'gt', `purchaseInvoices/${guid(2)}`),
      [
        ['purchaseInvoices', `id gt ${guid(2)}`],
        ['salesInvoices', undefined],
      ],
    ],
    [
      'a place in the second is behind the first',
      compare(column('document'), 'gt', `salesInvoices/${guid(1)}`),
      [['salesInvoices', `id gt ${guid(1)}`]],
    ],
    [
      'any other key excludes one row of its own set',
      compare(column('document'), 'ne', `salesInvoices/${guid(1)}`),
      [
        ['purchaseInvoices', undefined],
        ['salesInvoices', `id ne ${guid(1)}`],
      ],
    ],
    ['a set is asked alone', compare(column('set'), 'eq', 'salesInvoices'), [['salesInvoices', undefined]]],
    [
      'what a set lacks is null in all of its rows',
      isNull(column('customerId', 'guid')),
      [
        ['purchaseInvoices', undefined],
        ['salesInvoices', 'customerId eq 00000000-0000-0000-0000-000000000000'],
      ],
    ],
    [
      'and equal to nothing',
      compare(column('customerId', 'guid'), 'eq', guid(9)),
      [['salesInvoices', `customerId eq ${guid(9)}`]],
    ],
    ['which no set has, is in no row, and nobody is asked', compare(column('set'), 'eq', 'creditMemos'), []],
  ])('%s', (_, filter, wanted) => {
    expect(asked(filter)).toEqual(wanted)
  })
})

test('limits are what the vendor publishes for a user', () => {
  const [speed, concurrency] = connector.limits({} as never)
  expect(speed).toMatchObject({ kind: 'window', permits: 6_000, windowMillis: 300_000 })
  expect(concurrency).toMatchObject({ kind: 'concurrency', permits: 5 })
  expect(speed!.citation.page).toContain('operational-limits-online')
})
