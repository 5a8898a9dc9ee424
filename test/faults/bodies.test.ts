import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import type { Fault, SimResponse, Vendor } from '../../subgraphs/simulator/kit.ts'
import {
  afterwards,
  expectFailed,
  expectSame,
  expectWhole,
  type FaultCase,
  faultRows,
  fresh,
  names,
  question,
  type Standing,
} from './matrix.ts'
import { startProbe } from './probe.ts'
import type { FaultWorld } from './world.ts'

const erps = ['salesforce', 'netsuite', 'odoo', 'sap-s4hana'] as const
const everyone = [{ vendor: undefined }, ...erps.map((vendor) => ({ vendor }))]
const named = ({ vendor }: { readonly vendor: string | undefined }) => vendor ?? 'a small vendor'

const MB = 1024 * 1024

/** An answer that is no answer: nothing of it is shown or said. */
const bad = (title: string, fault: Standing['fault'], where: Partial<Standing> = {}): Standing => ({
  title,
  fault,
  sees: 'SOURCE_BAD_RESPONSE',
  stale: 'ok',
  calls: 'one',
  ...where,
})

/** The smallest answer there is, for what is tried at every byte. */
const one = '{ erp: warehouses(first: 1, sources: ["erp"]) { complete nodes { code } } }'

/** A body cut at some places is a failure at each of them, and data when it is whole; but not without its last chunk. */
async function cut(world: FaultWorld, query: string, places: (length: number) => readonly number[]): Promise<void> {
  const whole = await world.ask(query)
  expect(whole.errors).toEqual([])
  const length = await bodyLength(world, query)
  let failures = 0
  for (const framing of ['length', 'chunked', 'close'] as const)
    for (const afterBytes of [...places(length), length]) {
      world.erp.fault({ kind: 'truncate', framing, afterBytes, times: 1 })
      const { data, errors } = await world.ask(query, fresh)
      const isWhole = afterBytes === length && framing !== 'chunked'
      const codes = isWhole ? [] : ['SOURCE_BAD_RESPONSE']
      expect([`${framing} ${afterBytes}`, ...errors.map(({ extensions }) => extensions.code)]).toEqual([
        `${framing} ${afterBytes}`,
        ...codes,
      ])
      expect(data.erp).toMatchObject(isWhole ? whole.data.erp : { complete: false, nodes: [] })
      // After some failures in a row nobody is asked for a while.
      if (++failures % 4 === 0) expect((await world.ask(query, fresh)).data).toEqual(whole.data)
    }
}

/** As it is sent when it is to be cut, which is plain. */
async function bodyLength({ erp, ask }: FaultWorld, query: string): Promise<number> {
  const bytes: number[] = []
  for (const afterBytes of [0, Number.MAX_SAFE_INTEGER]) {
    erp.fault({ kind: 'truncate', afterBytes, times: 1 })
    await ask(query, fresh)
    bytes.push(erp.arrivals.findLast(({ notes }) => notes.fault === 'truncate')!.bytes)
  }
  return bytes[1]! - bytes[0]!
}

/** The vendor's every answer, in another dress. */
const dressed =
  (dress: (body: Buffer) => { readonly headers?: SimResponse['headers']; readonly body: Buffer }) =>
  (vendor: Vendor): Vendor => ({
    ...vendor,
    failures: { ...vendor.failures, serverError: () => ({ status: 200, ...dress(Buffer.from('{"rows":[]}')) }) },
  })

const encoded = (encoding: string, body: Buffer | string): ((vendor: Vendor) => Vendor) =>
  dressed(() => ({ headers: { 'content-encoding': encoding }, body: Buffer.from(body) }))

const inDress: Fault = { kind: 'serverError' }

/** Not much more memory than the largest answer takes that is allowed, whatever is sent. */
const swollen = (title: string, fault: Fault, where: Partial<FaultCase> = {}): FaultCase => ({
  ...where,
  title,
  run: async (world) => {
    const whole = await world.ask(question)
    expectWhole(whole)
    world.erp.fault(fault)
    const probe = startProbe()
    const failed = await world.askAtOnce(question, fresh)
    probe.stop()
    expectFailed(failed, 'SOURCE_TOO_LARGE')
    expect(failed.calls.erp).toBe(1)
    expect(probe.grownBytes).toBeLessThan(100 * MB)
    // Piece by piece, with others in between.
    expect(probe.turns).toBeGreaterThan(5)
    await world.erp.idle()
    world.erp.clearFaults()
    world.time.advance(afterwards)
    expectSame(await world.ask(question, fresh), whole)
  },
})

/** Sixteen megabytes are allowed. */
const blanks = Buffer.alloc(40 * MB, ' ')
const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

/** Bytes that no HTTP library would write. */
const raw = (title: string, put: string, where: Partial<Standing> = {}): Standing =>
  bad(title, { kind: 'raw', put, framing: 'close' }, where)

const rows = '{"rows":[]}'
const http = (head: string, body: string = rows): string => `HTTP/1.1 200 OK\r\n${head}\r\n\r\n${body}`

/** A server that nobody may come to. */
async function startTrap() {
  let visits = 0
  const server = createServer((socket) => {
    visits++
    socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get visits() {
      return visits
    },
    [Symbol.dispose]: () => void server.close(),
  }
}

/** Even one that brings rows along. */
const redirectsWith =
  (status: number) =>
  (vendor: Vendor): Vendor => ({
    ...vendor,
    failures: {
      ...vendor.failures,
      redirect: ({ location = '' }): SimResponse => ({
        status,
        headers: { location },
        body: { rows: [{ id: 1, name: 'It has moved elsewhere' }] },
      }),
    },
  })

const redirected = (title: string, where: Partial<FaultCase> & { readonly on?: 'auth' }): FaultCase => ({
  ...where,
  title,
  run: async (world) => {
    using trap = await startTrap()
    const whole = await world.ask(question)
    expectWhole(whole)
    for (const location of [`http://${trap.address}/`, `//${trap.address}/items`, `${world.erp.url}/elsewhere`]) {
      if (where.on) world.erp.expireTokens()
      world.erp.fault({ kind: 'redirect', location, ...(where.on && { on: where.on }) })
      expectFailed(await world.ask(question, fresh), 'SOURCE_BAD_RESPONSE')
      world.erp.clearFaults()
      world.time.advance(afterwards)
    }
    expectSame(await world.ask(question, fresh), whole)
    expect(trap.visits).toBe(0)
    expect(world.erp.arrivals.filter(({ path }) => path === '/elsewhere')).toEqual([])
  },
})

faultRows([
  {
    row: 14,
    title: 'an answer that is cut short',
    cases: [
      {
        title: 'at every byte, however its end is told',
        run: (world) => cut(world, one, (length) => Array.from({ length }, (_, at) => at)),
      },
      ...erps.map((vendor) => ({
        title: `at many places of an answer of ${vendor}`,
        vendor,
        run: (world: FaultWorld) =>
          cut(world, question, (length) => [1, 2, 5, 9, 13, 17, 19].map((part) => Math.floor((length * part) / 20))),
      })),
      ...everyone.map((where) => bad(`as if it were whole, by ${named(where)}`, { kind: 'badJson' }, where)),
      raw('in its head', 'HTTP/1.1 200 OK\r\ncontent-type: applic', { sees: 'SOURCE_UNAVAILABLE', calls: 'retried' }),
      raw('between two chunks', http('transfer-encoding: chunked', '4\r\n{"ro\r\n')),
      raw('in the size of a chunk', http('transfer-encoding: chunked', '4\r\n{"ro\r\n1')),
      raw('to nothing', http('content-length: 0', '')),
      raw('to no content', 'HTTP/1.1 204 No Content\r\n\r\n'),
      raw('to a part that nobody asked for', `HTTP/1.1 206 Partial Content\r\ncontent-length: 11\r\n\r\n${rows}`),
      raw('to the news that nothing is new', 'HTTP/1.1 304 Not Modified\r\n\r\n'),
    ],
  },
  {
    row: 15,
    title: 'a page for people with status 200',
    cases: [
      ...everyone.map((where) => bad(`instead of data, by ${named(where)}`, { kind: 'html' }, where)),
      ...everyone
        .filter(({ vendor }) => vendor !== 'odoo')
        .map((where) =>
          bad(
            `instead of a token, by ${named(where)}`,
            ({ erp }) => {
              erp.expireTokens()
              return { kind: 'html', on: 'auth' }
            },
            { ...where, calls: 'any' },
          ),
        ),
      raw('that says it is JSON', http('content-type: application/json', '<html>we are resting today</html>')),
    ],
  },
  {
    row: 16,
    title: 'bytes that are not what they are said to be',
    cases: [
      ...[{ vendor: undefined }, { vendor: 'sap-s4hana' }].flatMap((where) => [
        bad(`gzip that is none, by ${named(where)}`, { kind: 'wrongEncoding', variant: 'header' }, where),
        bad(`gzip in gzip, by ${named(where)}`, { kind: 'wrongEncoding', variant: 'double' }, where),
        bad(
          `UTF-16 that is said to be UTF-8, by ${named(where)}`,
          { kind: 'wrongEncoding', variant: 'charset' },
          where,
        ),
        bad(
          `a byte order mark, by ${named(where)}`,
          { kind: 'wrongEncoding', variant: 'bom' },
          {
            ...where,
            sees: 'DATA',
            stale: undefined,
          },
        ),
      ]),
      bad('gzip that is cut', inDress, { wrap: encoded('gzip', gzipSync(rows).subarray(0, -6)) }),
      bad('gzip whose sum is wrong', inDress, { wrap: encoded('gzip', wrongSum(gzipSync(rows))) }),
      bad('deflate without its head', inDress, { wrap: encoded('deflate', deflateRawSync('not the rows of anybody')) }),
      bad('an encoding that nobody asked for', inDress, { wrap: encoded('zstd', '\x28\xb5\x2f\xfd') }),
      bad('two encodings, one in the other', inDress, {
        wrap: encoded('gzip, br', brotliCompressSync(gzipSync(rows))),
      }),
      bad('Latin-1', inDress, {
        wrap: dressed(() => ({ body: Buffer.from('{"rows":[{"id":1,"name":"Müller"}]}', 'latin1') })),
      }),
      swollen('200 MB in a small gzip', { kind: 'gzipBomb' }),
      swollen('40 MB in a small brotli', inDress, { wrap: encoded('br', brotliCompressSync(blanks, quickly)) }),
      swollen('40 MB in a small deflate', inDress, { wrap: encoded('deflate', deflateSync(blanks, { level: 1 })) }),
      raw('no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'),
      raw('another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', {
        sees: 'SOURCE_UNAVAILABLE',
        calls: 'retried',
      }),
      raw('two lengths', http('content-length: 11\r\ncontent-length: 12')),
      raw('a length and chunks', http('content-length: 11\r\ntransfer-encoding: chunked')),
      raw('a length below nought', http('content-length: -1')),
      raw('a chunk of no size', http('transfer-encoding: chunked', 'zz\r\n')),
      raw('a head of a megabyte', http(`x-long: ${'x'.repeat(MB)}`)),
      raw('a head of ten thousand fields', http(Array.from({ length: 10_000 }, (_, i) => `x-${i}: 1`).join('\r\n'))),
      raw('a field with a zero byte', http('x-odd: a\0b\r\ncontent-length: 11')),
    ],
  },
  {
    row: 17,
    title: 'more than anybody asked for',
    cases: [
      ...everyone.map((where) => swollen(`200 MB of ${named(where)}`, { kind: 'huge' }, where)),
      {
        title: 'a second answer on the same connection is given to nobody',
        run: async (world) => {
          const whole = await world.ask(question)
          expectWhole(whole)
          const wrong = '{"rows":[{"id":1,"name":"Nobody asked for this","active":true}]}'
          const answer = (body: string) =>
            http(`content-type: application/json\r\ncontent-length: ${body.length}`, body)
          world.erp.fault({ kind: 'raw', put: answer(rows) + answer(wrong), times: 1 })
          expect((await world.ask(question, fresh)).data.erp.nodes).toEqual([])
          for (let i = 0; i < 3; i++) expect(names(await world.ask(question, fresh))).toEqual(names(whole))
        },
      },
    ],
  },
  {
    row: 24,
    title: 'a redirect leads nowhere',
    cases: [
      ...everyone.map((where) => redirected(`of data, by ${named(where)}`, where)),
      ...[301, 303, 307, 308].map((status) => redirected(`with status ${status}`, { wrap: redirectsWith(status) })),
      ...everyone
        .filter(({ vendor }) => vendor !== 'odoo')
        .map((where) => redirected(`of a login, by ${named(where)}`, { ...where, on: 'auth' })),
      bad('to the metadata of the machine', { kind: 'redirect' }),
    ],
  },
])

function wrongSum(gzipped: Buffer): Buffer {
  const spoilt = Buffer.from(gzipped)
  spoilt[spoilt.length - 8]! ^= 0xff
  return spoilt
}
