import Big from 'big.js'
import type { Company } from '../../../subgraphs/simulator/company/types.ts'
import type { SimContext, SimRequest, SimResponse, Vendor } from '../../../subgraphs/simulator/kit.ts'
import type { SimulatorModule } from '../../../subgraphs/simulator/module.ts'
import { cursors } from '../../../subgraphs/simulator/paging.ts'
import { tokens } from '../../../subgraphs/simulator/tokens.ts'

type Row = object & { readonly [column: string]: unknown }
type Shelves = Readonly<Record<string, readonly object[]>>
type Condition = readonly [verb: string, ...rest: unknown[]]
type Question = { bookmark?: string; shelf: string; show: string[]; where?: Condition; by: string[]; most?: number }

const WORD = 'twitter'
const SECONDS = 900
const PAGE_ROWS = 100
const sorry = (why: string): SimResponse => ({ status: 200, body: { sorry: why } })

const simulator: SimulatorModule = {
  kind: 'larkbooks',
  sources: [{ name: 'larkbooks', title: 'Larkbooks', secrets: { LARKBOOKS_WORD: WORD } }],
  create: ({ company, seed }) => larkbooks(shelvesOf(company), seed),
  config: (url) => ({ url, shop: 'meridian', word: WORD }),
}
export default simulator

function larkbooks(shelves: Shelves, seed: number): Vendor {
  const tickets = tokens({ lifeMillis: SECONDS * 1000, seed })
  const bookmarks = cursors<readonly Row[]>({ lifeMillis: 60_000, seed })
  const signIn = (request: SimRequest, context: SimContext): SimResponse => {
    const { shop, word } = request.json() as { shop: string; word: string }
    if (word !== WORD) return sorry('wrong word')
    return { status: 200, body: { ticket: tickets.issue(shop, context).token, seconds: SECONDS } }
  }
  const ask = (request: SimRequest): SimResponse => {
    const question = request.json() as Question
    const rows = question.bookmark ? bookmarks.read(question.bookmark, request.at) : find(shelves, question)
    if (!rows) return sorry('lost')
    const bookmark = rows.length > PAGE_ROWS ? bookmarks.open(rows.slice(PAGE_ROWS), request.at) : undefined
    return { status: 200, body: { rows: rows.slice(0, PAGE_ROWS), bookmark } }
  }
  return {
    name: 'larkbooks',
    limits: [{ name: 'desks', kind: 'concurrency', max: 4 }],
    failures: {
      throttled: () => sorry('busy'),
      unauthorized: () => sorry('no ticket'),
      unavailable: () => sorry('shut'),
    },
    kind: ({ path }) => (path === '/sign-in' ? 'auth' : 'data'),
    principal: ({ headers }) => tickets.principalOf(headers['lark-ticket']),
    handle(request, context) {
      if (request.path === '/sign-in') return signIn(request, context)
      return tickets.verify(request.headers['lark-ticket'], context) ? ask(request) : sorry('no ticket')
    },
  }
}

function find(shelves: Shelves, { shelf, show, where, by, most }: Question): Row[] {
  const rows = (shelves[shelf] as Row[]).filter((row) => !where || holds(where, row))
  rows.sort((a, b) => by.reduce((difference, term) => difference || inOrder(term, a, b), 0))
  return rows.slice(0, most).map((row) => Object.fromEntries(show.map((name) => [name, row[name] ?? null])))
}

function holds([verb, ...rest]: Condition, row: Row): boolean {
  if (verb === 'and') return (rest as Condition[]).every((term) => holds(term, row))
  if (verb === 'or') return (rest as Condition[]).some((term) => holds(term, row))
  const [name, ...given] = rest as [string, ...string[]]
  const value = row[name] ?? null
  if (verb === 'blank' || verb === 'filled') return (value === null) === (verb === 'blank')
  return value !== null && given.some((text) => verbs[verb]!(name, String(value), text))
}

const verbs: Readonly<Record<string, (name: string, value: string, given: string) => boolean>> = {
  '=': (...pair) => compare(...pair) === 0,
  '<': (...pair) => compare(...pair) < 0,
  '>': (...pair) => compare(...pair) > 0,
  has: (name, value, given) => fold(name, value).includes(fold(name, given)),
  begins: (name, value, given) => fold(name, value).startsWith(fold(name, given)),
}

const NUMBERS = /^(id|bill|good|open|lineNo|employees|\w+Id)$/
const fold = (name: string, text: string): string => (name === 'name' ? text.toLowerCase() : text)

function compare(name: string, a: string, b: string): number {
  if (NUMBERS.test(name) && /^-?\d+(\.\d+)?$/.test(b)) return new Big(a).cmp(b)
  return Buffer.compare(Buffer.from(fold(name, a)), Buffer.from(fold(name, b)))
}

function inOrder([sign, ...letters]: string, a: Row, b: Row): number {
  const name = letters.join('')
  const [one, other] = [a[name] ?? null, b[name] ?? null]
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return compare(name, String(one), String(other)) * (sign === '+' ? 1 : -1)
}

/** The small subsidiary of the demo company, had it chosen Larkbooks. */
function shelvesOf({ customers, items, invoices, warehouses, stock }: Company): Shelves {
  const bills = invoices.filter(({ system, status }) => system === 'odoo' && status !== 'cancelled')
  return {
    patrons: customers.filter(({ keys }) => keys.odoo),
    bills,
    bill_lines: bills.flatMap(({ id, lines }) => lines.map((line) => ({ ...line, bill: id }))),
    goods: items.filter(({ keys }) => keys.odoo),
    prices: items.slice(5).map(({ id, prices }) => ({ good: id, amount: prices.EUR, currency: 'EUR' })),
    sheds: warehouses.filter(({ system }) => system === 'odoo'),
    boxes: stock.filter(({ system }) => system === 'odoo'),
  }
}
