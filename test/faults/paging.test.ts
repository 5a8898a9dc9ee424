import { expect } from 'vitest'
import type { SimResponse, Vendor } from '../../subgraphs/simulator/kit.ts'
import type { Asked } from '../e2e/world.ts'
import { afterwards, type FaultCase, faultRows, fresh, tolerant } from './matrix.ts'
import { company, type FaultWorld } from './world.ts'

/** A list that comes in several pages. */
const items = '{ erp: items(first: 300, sources: ["erp"]) { complete nodes { sku } } }'
/** Vendors whose pages are made small enough for that, in each way of paging. */
const small = { title: 'by bookmarks' }
const salesforce = { title: 'by locators, as Salesforce pages', vendor: 'salesforce', pageRows: 200 }
const netsuite = { title: 'by offsets, as NetSuite pages', vendor: 'netsuite', pageRows: 50 }
const odoo = { title: 'by ids, as Odoo pages', vendor: 'odoo', pageRows: 40 }
const sap = {
  title: 'by skiptokens, as SAP pages',
  vendor: 'sap-s4hana',
  simulated: { serverPages: { A_Product: 60 } },
}
const everyWay = [small, salesforce, netsuite, odoo, sap]

const skus = ({ data }: Asked): string[] => data.erp.nodes.map(({ sku }: { sku: string }) => sku)

/** The whole list, and how many calls it takes. */
async function readWhole(world: FaultWorld): Promise<Asked> {
  const whole = await world.ask(items)
  expect(whole.errors).toEqual([])
  expect(new Set(skus(whole)).size).toBe(skus(whole).length)
  expect(whole.calls.erp).toBeGreaterThan(1)
  world.time.advance(afterwards)
  return whole
}

/** Nothing is shown, not even what was read before, and nobody goes round in circles. */
const inconsistent = (
  where: Partial<FaultCase> & { readonly title: string },
  spoil: (world: FaultWorld) => void,
): FaultCase => ({
  ...where,
  run: async (world) => {
    const whole = await readWhole(world)
    spoil(world)
    for (const headers of [fresh, tolerant]) {
      const { data, errors, calls } = await world.ask(items, headers)
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PAGE_INCONSISTENT'])
      expect(data.erp).toMatchObject({ complete: false, nodes: [] })
      expect(calls.erp).toBeLessThanOrEqual(whole.calls.erp! + 1)
    }
    // Whoever a link names, it is this system that is asked.
    expect(world.sound.arrivals).toEqual([])
    world.erp.clearFaults()
    world.time.advance(afterwards)
    expect((await world.ask(items, fresh)).data).toEqual(whole.data)
  },
})

/** A link that leads to somebody else. */
const elsewhere = (
  where: Partial<FaultCase> & { readonly title: string },
  find: (url: string) => string,
  put: string,
) =>
  inconsistent({ ...where, title: `a link ${put} ${where.title}` }, ({ erp }) =>
    erp.fault({ kind: 'rewrite', find: find(erp.url), put }),
  )

type Row = Readonly<Record<string, unknown>>

interface Answer {
  readonly rows: readonly Row[]
  readonly bookmark?: string
}

interface Question {
  readonly shelf?: string
  readonly bookmark?: string
  readonly most?: number
}

interface Hands {
  change(answer: Answer, question: Question): Answer
  /** Rows that are changed beyond those asked for: so many of them may be taken out. */
  spare: number
}

/** The small vendor, with its answers in the hands of a test. */
const handling =
  (hands: Hands) =>
  (vendor: Vendor): Vendor => ({
    ...vendor,
    failures: { ...vendor.failures, cursorExpired: () => ({ status: 200, body: { sorry: 'lost' } }) },
    async handle(request, context) {
      if (request.path !== '/ask') return vendor.handle(request, context)
      const question = request.json() as Question
      const most = question.most ?? Number.POSITIVE_INFINITY
      const json = () => ({ ...question, ...(question.most && { most: most + hands.spare }) })
      const answer: SimResponse = await vendor.handle({ ...request, json }, context)
      const { rows = [], ...rest } = answer.body as Partial<Answer>
      const isData = 'rows' in (answer.body as object) || question.bookmark?.startsWith(madeUp)
      if (!isData) return answer
      const changed = hands.change({ ...(rows.length > 0 && rest), rows }, question)
      return { status: 200, body: { ...changed, rows: changed.rows.slice(0, most) } }
    },
  })

/** How bookmarks begin that the vendor knows nothing of. */
const madeUp = 'made up: '

const idle = (): Hands => ({ change: (answer) => answer, spare: 0 })

/** A cursor that is forgotten once is made good, and nobody sees it; one that is forgotten again and again is not. */
const forgotten = (where: Partial<FaultCase> & { readonly title: string }, match: string): FaultCase => ({
  ...where,
  run: async (world) => {
    const whole = await readWhole(world)
    world.erp.fault({ kind: 'cursorExpired', match, times: 1 })
    const restarted = await world.ask(items, fresh)
    expect(restarted.errors).toEqual([])
    expect(skus(restarted)).toEqual(skus(whole))
    expect(restarted.calls.erp).toBe(whole.calls.erp! + 2)

    world.erp.fault({ kind: 'cursorExpired', match })
    const { data, errors, calls } = await world.ask(items, fresh)
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['CURSOR_EXPIRED'])
    expect(data.erp).toMatchObject({ complete: false, nodes: [] })
    expect(calls.erp).toBe(4)
  },
})

const told = (title: string, tell: (world: FaultWorld, hands: Hands) => Promise<void>): FaultCase => {
  const hands = idle()
  return { title, wrap: handling(hands), run: (world) => tell(world, hands) }
}

/** The first rows in another order than before: what was read is not what would be read now. */
const turnedRound = told('rows that come in another order afterwards are not put together', async (world, hands) => {
  await readWhole(world)
  world.erp.fault({ kind: 'cursorExpired', match: 'bookmark', times: 1 })
  let firstPages = 0
  hands.change = (answer, { bookmark }) => {
    if (bookmark || ++firstPages < 2) return answer
    return { ...answer, rows: [{ ...answer.rows[0]!, id: 999_999, sku: 'NEW' }, ...answer.rows] }
  }
  const { data, errors } = await world.ask(items, fresh)
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['CURSOR_EXPIRED'])
  expect(data.erp).toMatchObject({ complete: false, nodes: [] })
})

const numbers = company.invoices
  .filter(({ system, status }) => system === 'odoo' && status !== 'cancelled')
  .map(({ number }) => number)
  .sort()
const [early, late] = [numbers[1]!, numbers.at(-2)!]

/** Reads a list in the caller's own pages; after the first, one row comes and another goes. */
const pagedWhile = (title: string, { comes, goes }: { readonly comes: string; readonly goes: string }) =>
  told(title, async ({ ask }, hands) => {
    let isLater = false
    hands.spare = 1
    hands.change = ({ rows, ...rest }) => ({
      ...rest,
      rows: rows.filter(({ number }) => number !== (isLater ? goes : comes)),
    })
    const read: string[] = []
    for (let after: string | undefined, hasMore = true; hasMore; isLater = true) {
      const from = after ? `, after: ${JSON.stringify(after)}` : ''
      const { data, errors } = await ask(
        `{ erp: invoices(first: 40, sources: ["erp"], orderBy: [{ number: ASC }]${from}) {
          nodes { number } pageInfo { hasNextPage endCursor } } }`,
        fresh,
      )
      expect(errors).toEqual([])
      read.push(...data.erp.nodes.map(({ number }: { number: string }) => number))
      hasMore = data.erp.pageInfo.hasNextPage
      after = data.erp.pageInfo.endCursor
    }
    expect(new Set(read).size).toBe(read.length)
    const isStable = (number: string) => number !== comes && number !== goes
    expect(read.filter(isStable)).toEqual(numbers.filter(isStable))
  })

/** Customers, their invoices, the lines and items on them: each level but the first is asked for by key. */
const levels = `{ erp: customers(first: 8, sources: ["erp"]) { complete nodes { name invoices(first: 4) { nodes {
  number customer { name } lines { lineNo item { sku listPrice { amount } } } } } } } }`

const isByKey = ({ shelf }: Question): boolean => shelf !== undefined && shelf !== 'patrons'

/** In an order that is none, but the same for the same seed. */
const shuffled = (rows: readonly Row[], seed: number): Row[] =>
  rows
    .map((row, i) => ({ row, weight: ((i + 1) * 7_919 + seed * 104_729) % 1_009 }))
    .sort((a, b) => a.weight - b.weight)
    .map(({ row }) => row)

/** The same rows of somebody who was not asked for. */
const strangers = (rows: readonly Row[]): Row[] =>
  rows.slice(0, 3).map((row, i) => ({
    ...row,
    ...('customerId' in row && { id: 900_000 + i, customerId: 900_000 }),
    ...('bill' in row && { bill: 900_000 }),
    ...('sku' in row && { id: 900_000 + i, sku: 'NOT ASKED FOR' }),
    ...('good' in row && { good: 900_000 + i }),
  }))

faultRows([
  {
    row: 18,
    title: 'pages that do not fit together',
    cases: [
      ...everyWay.map((where) =>
        inconsistent({ ...where, title: `the first page comes again and again ${where.title}` }, ({ erp }) =>
          erp.fault({ kind: 'replay' }),
        ),
      ),
      elsewhere(sap, (url) => `"__next":"${url}`, '"__next":"http://169.254.169.254'),
      elsewhere(sap, (url) => `"__next":"${url}`, '"__next":"//elsewhere.example'),
      elsewhere(sap, (url) => `"__next":"${url}/sap/opu/odata/sap/`, '"__next":"/sap/opu/odata/other/'),
      elsewhere(salesforce, () => '"nextRecordsUrl":"', '"nextRecordsUrl":"https://elsewhere.example'),
      elsewhere(salesforce, () => '"nextRecordsUrl":"', '"nextRecordsUrl":"/../..'),
      inconsistent({ ...netsuite, title: 'NetSuite gives another page than was asked for' }, ({ erp }) =>
        erp.fault({ kind: 'rewrite', find: '"offset":50', put: '"offset":100' }),
      ),
      {
        ...netsuite,
        title: 'NetSuite gives fewer rows than it says',
        run: async (world) => {
          await readWhole(world)
          world.erp.fault({ kind: 'rewrite', find: '"count":50', put: '"count":51' })
          const { data, errors } = await world.ask(items, fresh)
          expect(errors.map(({ extensions }) => extensions.code)).toEqual(['SOURCE_BAD_RESPONSE'])
          expect(data.erp).toMatchObject({ complete: false, nodes: [] })
        },
      },
      told('a page that leads to itself', async (world, hands) => {
        await readWhole(world)
        let row = 0
        hands.change = ({ rows }) => ({ rows: rows.map((one) => ({ ...one, id: ++row })), bookmark: `${madeUp}here` })
        const { errors, calls } = await world.ask(items, fresh)
        expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PAGE_INCONSISTENT'])
        expect(calls.erp).toBeLessThanOrEqual(3)
      }),
      told('the same rows under ever new bookmarks', async (world, hands) => {
        await readWhole(world)
        let [turn, first]: [number, readonly Row[]] = [0, []]
        hands.change = ({ rows }) => {
          if (turn === 0) first = rows
          return { rows: first, bookmark: `${madeUp}${++turn}` }
        }
        const { data, errors, calls } = await world.ask(items, fresh)
        expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PAGE_INCONSISTENT'])
        expect(data.erp).toMatchObject({ complete: false, nodes: [] })
        expect(calls.erp).toBeLessThanOrEqual(3)
      }),
      told('pages without rows and without end', async (world, hands) => {
        const whole = await readWhole(world)
        let turn = 0
        hands.change = () => ({ rows: [], bookmark: `${madeUp}${++turn}` })
        const { data, errors, calls } = await world.ask(items, fresh)
        expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PAGE_INCONSISTENT'])
        expect(data.erp).toMatchObject({ complete: false, nodes: [] })
        expect(calls.erp).toBeLessThanOrEqual(20)
        hands.change = (answer) => answer
        expect(skus(await world.ask(items, fresh))).toEqual(skus(whole))
      }),
      told('a row that is pushed to the next page comes once', async (world, hands) => {
        const whole = await readWhole(world)
        let last: Row[] = []
        hands.change = ({ rows, ...rest }, { bookmark }) => {
          const pushed = bookmark ? [...last, ...rows] : rows
          last = rows.slice(-1)
          return { ...rest, rows: pushed }
        }
        const again = await world.ask(items, fresh)
        expect(again.errors).toEqual([])
        expect(skus(again)).toEqual(skus(whole))
      }),
    ],
  },
  {
    row: 19,
    title: 'a cursor that the vendor forgets',
    cases: [
      forgotten({ ...small, wrap: handling(idle()) }, 'bookmark'),
      forgotten(salesforce, '/query/01g'),
      turnedRound,
    ],
  },
  {
    row: 20,
    title: 'rows that come and go while a list is read',
    cases: [
      pagedWhile('one comes before the place, one goes after it', { comes: early, goes: late }),
      pagedWhile('one goes before the place, one comes after it', { comes: late, goes: early }),
      pagedWhile('both before the place', { comes: early, goes: numbers[3]! }),
      pagedWhile('both after the place', { comes: late, goes: numbers.at(-5)! }),
    ],
  },
  {
    row: 21,
    title: 'answers by key that are out of order, incomplete or too generous',
    cases: [
      told('whatever their order, each value stays with its key', async (world, hands) => {
        const whole = await world.ask(levels, fresh)
        expect(whole.errors).toEqual([])
        for (let seed = 1; seed <= 10; seed++) {
          hands.change = ({ rows, ...rest }, question) => ({
            ...rest,
            rows: isByKey(question) && question.shelf !== 'bills' ? shuffled(rows, seed) : rows,
          })
          const again = await world.ask(levels, fresh)
          expect(again.errors).toEqual([])
          expect(inOrder(again)).toEqual(inOrder(whole))
        }
      }),
      told('what nobody asked for is given to nobody', async (world, hands) => {
        const whole = await world.ask(levels, fresh)
        hands.change = ({ rows, ...rest }, question) => ({
          ...rest,
          rows: isByKey(question) ? [...strangers(rows), ...rows] : rows,
        })
        const again = await world.ask(levels, fresh)
        expect(again.errors).toEqual([])
        expect(inOrder(again)).toEqual(inOrder(whole))
      }),
      told('what is missing is missing, and nothing else takes its place', async (world, hands) => {
        const whole = await world.ask(levels, fresh)
        const lost = skusIn(whole)[0]!
        hands.change = ({ rows, ...rest }) => ({ ...rest, rows: rows.filter(({ sku }) => sku !== lost) })
        const again = await world.ask(levels, fresh)
        const without = JSON.parse(
          JSON.stringify(inOrder(whole), (key, value) => (key === 'item' && value?.sku === lost ? null : value)),
        )
        expect(inOrder(again)).toEqual(without)
        expect(skusIn(again)).not.toContain(lost)
      }),
    ],
  },
])

interface Line {
  readonly lineNo: number
  readonly item: { readonly sku: string } | null
}

const linesOf = ({ data }: Asked): Line[] =>
  data.erp.nodes.flatMap(({ invoices }: { invoices: { nodes: { lines: Line[] }[] } }) =>
    invoices.nodes.flatMap(({ lines }) => lines),
  )

const skusIn = (answer: Asked): string[] => linesOf(answer).flatMap(({ item }) => item?.sku ?? [])

/** Lines are promised in no order. */
const inOrder = ({ data }: Asked): unknown =>
  JSON.parse(JSON.stringify(data), (key, value) =>
    key === 'lines' ? value.toSorted((a: Line, b: Line) => a.lineNo - b.lineNo) : value,
  )
