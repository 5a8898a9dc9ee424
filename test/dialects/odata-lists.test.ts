import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  and,
  column,
  compare,
  type Link,
  type NativeFilter,
  type NativeQuery,
  type NativeRequest,
  type NativeRow,
  oneOf,
  or,
} from '../../gateway/connector/index.ts'
import { listEntries } from '../../subgraphs/dialects/odata/collections.ts'
import { v4 } from '../../subgraphs/dialects/odata/dialect.ts'
import { fetchRead, type List, renderLists, type SetAddress } from '../../subgraphs/dialects/odata/reading.ts'
import { matches } from '../read/native-evaluate.ts'

const service = '/b1s/v2'
const address: SetAddress = {
  service,
  key: ['DocEntry'],
  origin: 'https://erp.example',
  maxUrlChars: 2_000,
  maxAlternatives: 40,
  paging: 'links',
  batch: { format: 'multipart', prefix: `${service}/` },
}
const entry = column('DocEntry', 'number')
const lineNo = column('DocumentLines/LineNum', 'number')
const byEntry = [{ column: entry, direction: 'asc' as const }]
const query = (over: Partial<NativeQuery> = {}): NativeQuery => ({
  object: 'Orders',
  hint: undefined,
  columns: [entry],
  order: byEntry,
  pageRows: 2,
  ...over,
})

const json = (body: unknown): Answer => {
  const text = JSON.stringify(body)
  return { status: 200, headers: {}, body: Buffer.from(text), text: () => text, json: () => JSON.parse(text) }
}
const page = (entries: readonly number[], next?: string) => ({
  value: entries.map((DocEntry) => ({ DocEntry })),
  ...(next && { '@odata.nextLink': next }),
})
function batch(...bodies: readonly object[]): Answer {
  const parts = bodies.map(
    (body) => `--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${JSON.stringify(body)}\r\n`,
  )
  const text = `${parts.join('')}--b--\r\n`
  const headers = { 'content-type': 'multipart/mixed; boundary=b' }
  return { status: 200, headers, body: Buffer.from(text), text: () => text, json: () => undefined }
}
const linkTo = (...answers: readonly Answer[]): Link & { asked: NativeRequest[] } => {
  const asked: NativeRequest[] = []
  return { asked, call: async (request) => answers[asked.push(request) - 1]! }
}

async function readAll(request: NativeRequest, link: Link): Promise<unknown[]> {
  const { rows, next } = await fetchRead(request, link)
  return next ? [...rows, ...(await readAll(next, link))] : [...rows]
}

describe('several lists as one', () => {
  const named = (object: string): List => ({
    query: query({ object }),
    shape: (row) => [{ ...row, of: object }],
  })
  const lists = [named('Invoices'), named('CreditNotes')]
  const order = byEntry

  test('are asked in one batch', () => {
    const { method, path, text } = renderLists(lists, address, v4, { order })
    expect([method, path]).toEqual(['POST', `${service}/$batch`])
    expect(text.split('\n').slice(1)).toEqual([
      `GET ${service}/Invoices?$select=DocEntry&$orderby=DocEntry`,
      `GET ${service}/CreditNotes?$select=DocEntry&$orderby=DocEntry`,
    ])
  })

  test('come in the order of all, and only the list that is used up is asked for more', async () => {
    const link = linkTo(
      batch(page([1, 4], 'Invoices?$skip=2'), page([2, 3], 'CreditNotes?$skip=2')),
      json(page([5])),
      json(page([6, 7])),
    )
    const rows = await readAll(renderLists(lists, address, v4, { order }), link)
    expect(rows).toEqual([
      { DocEntry: 1, of: 'Invoices' },
      { DocEntry: 2, of: 'CreditNotes' },
      { DocEntry: 3, of: 'CreditNotes' },
      { DocEntry: 4, of: 'Invoices' },
      { DocEntry: 5, of: 'CreditNotes' },
      { DocEntry: 6, of: 'Invoices' },
      { DocEntry: 7, of: 'Invoices' },
    ])
    expect(link.asked.map(({ path }) => path)).toEqual([
      `${service}/$batch`,
      `${service}/CreditNotes?$skip=2`,
      `${service}/Invoices?$skip=2`,
    ])
  })

  test('descending, and no more of them than are wanted', async () => {
    const down = [{ column: entry, direction: 'desc' as const }]
    const link = linkTo(batch(page([9, 5], 'Invoices?$skip=2'), page([8, 7], 'CreditNotes?$skip=2')))
    const rows = await readAll(renderLists(lists, address, v4, { order: down, limit: 3 }), link)
    expect(rows).toMatchObject([{ DocEntry: 9 }, { DocEntry: 8 }, { DocEntry: 7 }])
    expect(link.asked).toHaveLength(1)
  })

  test('without an order come one after the other', async () => {
    const link = linkTo(batch(page([1, 4], 'Invoices?$skip=2'), page([2])), json(page([5])))
    const rows = (await readAll(renderLists(lists, address, v4), link)) as { DocEntry: number }[]
    expect(rows.map(({ DocEntry }) => DocEntry)).toEqual([1, 4, 2, 5])
  })
})

describe('the entries of a collection', () => {
  const whole = { ...v4, complexPaths: true as const }
  const columns = [entry, lineNo, column('DocumentLines/ItemCode')]
  const entries = (over: Partial<NativeQuery> = {}) =>
    renderLists([listEntries(query({ columns, ...over }), lineNo)], address, whole)
  const document = (DocEntry: number, ...lines: readonly number[]) => ({
    DocEntry,
    DocumentLines: lines.map((LineNum) => ({ LineNum, ItemCode: `I${LineNum}` })),
  })
  const lineOf = (DocEntry: number, LineNum: number) => ({
    DocEntry,
    DocumentLines: { LineNum, ItemCode: `I${LineNum}` },
  })

  test('are selected with the whole collection, and counted by nobody', () => {
    const { path, headers } = entries({ limit: 1 })
    expect(path).toBe(`${service}/Orders?$select=DocEntry%2CDocumentLines&$orderby=DocEntry`)
    expect(headers).toMatchObject({ prefer: 'odata.maxpagesize=2' })
  })

  test('are rows with one entry each, in the order of their key, up to the limit', async () => {
    const link = linkTo(json({ value: [document(1, 2, 0), document(2), document(3, 1)] }))
    expect(await readAll(entries({ limit: 2 }), link)).toEqual([lineOf(1, 0), lineOf(1, 2)])
  })

  test('by keys: their rows are asked for once each, and only the wanted entries are given', async () => {
    const key = (DocEntry: number, line: number) =>
      and(compare(entry, 'eq', `${DocEntry}`), compare(lineNo, 'eq', `${line}`))
    const request = entries({ filter: or(key(1, 0), key(1, 2), key(3, 7)) })
    expect(request.text).toContain('$filter=DocEntry eq 1 or DocEntry eq 3&')
    const link = linkTo(json({ value: [document(1, 0, 1, 2), document(3, 0)] }))
    expect(await readAll(request, link)).toEqual([lineOf(1, 0), lineOf(1, 2)])
  })

  test('after a place in them: the row it is in is asked for again', async () => {
    const after = or(compare(entry, 'gt', '1'), and(compare(entry, 'eq', '1'), compare(lineNo, 'gt', '0')))
    const request = entries({ filter: and(oneOf(column('CardCode'), 'C1'), after) })
    expect(request.text).toContain("$filter=CardCode eq 'C1' and (DocEntry gt 1 or DocEntry eq 1)&")
    const link = linkTo(json({ value: [document(1, 0, 1), document(2, 0)] }))
    expect(await readAll(request, link)).toEqual([lineOf(1, 1), lineOf(2, 0)])
  })

  test('that are missing where a list should be are no empty list', async () => {
    const link = linkTo(json({ value: [{ DocEntry: 1, DocumentLines: 'none' }] }))
    await expect(readAll(entries(), link)).rejects.toThrow('DocumentLines is no list')
  })
})

describe('whatever the rows', () => {
  const seeded = { seed: 20_261_121, numRuns: 200 }
  const numbers = fc
    .array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 })
    .map((found) => found.sort((a, b) => a - b))

  /** Each list in pages of its own size, by links that say how many rows came before. */
  function serve(lists: Readonly<Record<string, readonly number[]>>, size: number): Link {
    const answer = (url: string) => {
      const [, name = '', skip = '0'] = /(\w+)\?(?:.*\$skip=(\d+))?/.exec(url)!
      const from = Number(skip)
      const rows = lists[name]!
      return page(rows.slice(from, from + size), from + size < rows.length ? `${name}?$skip=${from + size}` : undefined)
    }
    return {
      call: async ({ method, path, body = '' }) =>
        method === 'GET'
          ? json(answer(path))
          : batch(...[...body.matchAll(/^GET (\S+)/gm)].map(([, url]) => answer(url!))),
    }
  }

  test('lists that are one come in order, whole, and up to the limit', async () => {
    const limits = fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined })
    const sizes = fc.integer({ min: 1, max: 5 })
    const property = fc.asyncProperty(numbers, numbers, numbers, sizes, limits, async (a, b, c, size, limit) => {
      const sets = { A: a, B: b, C: c }
      const lists = Object.keys(sets).map(
        (object): List => ({ query: query({ object, ...(limit && { limit }) }), shape: (row) => [row] }),
      )
      const found = (await readAll(renderLists(lists, address, v4, { order: byEntry, limit }), serve(sets, size))) as {
        DocEntry: number
      }[]
      const expected = [...a, ...b, ...c].sort((x, y) => x - y).slice(0, limit)
      expect(found.map(({ DocEntry }) => DocEntry)).toEqual(expected)
    })
    await fc.assert(property, seeded)
  })

  const keys = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 }))
  const named = ([row, of]: [number, number]) => and(compare(entry, 'eq', `${row}`), compare(lineNo, 'eq', `${of}`))
  const conditions: fc.Arbitrary<NativeFilter> = fc.oneof(
    keys.map(named),
    fc.array(keys, { minLength: 2, maxLength: 5 }).map((found) => or(...found.map(named))),
    keys.map(([row, of]) =>
      or(compare(entry, 'gt', `${row}`), and(compare(entry, 'eq', `${row}`), compare(lineNo, 'gt', `${of}`))),
    ),
    fc.integer({ min: 0, max: 4 }).map((row) => oneOf(entry, `${row}`, '2')),
  )

  test('the entries that are wanted are those of all that meet the condition', () => {
    const documents = [0, 1, 2, 3, 4].map((DocEntry) => ({
      DocEntry,
      DocumentLines: [0, 1, 2, 3].slice(0, DocEntry).map((LineNum) => ({ LineNum })),
    }))
    const flat = documents.flatMap(({ DocEntry, DocumentLines }) =>
      DocumentLines.map((line) => ({ DocEntry, DocumentLines: line })),
    )
    const property = fc.property(conditions, conditions, (one, other) => {
      const filter = and(one, other)
      const { query: outer, shape } = listEntries(query({ filter }), lineNo)
      const sent = documents.filter((row) => matches(outer.filter, row as NativeRow))
      expect(sent.flatMap((row) => shape!(row))).toEqual(flat.filter((row) => matches(filter, row as NativeRow)))
    })
    fc.assert(property, seeded)
  })
})
