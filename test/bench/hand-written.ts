import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'
import type { Dial } from '../../gateway/connector/index.ts'
import { login } from '../../subgraphs/netsuite/login.ts'
import type { Settings } from '../../subgraphs/netsuite/settings.ts'
import { serve, usage } from './child.ts'
import type { System } from './systems.ts'

/**
 * What one would write by hand for two of the questions and one system: the same calls to the vendor, no layer above them.
 * It has no limits, no retries, no cache, no types and no schema: it is the floor, not a rival.
 */
export type HandWrittenCommands = typeof commands

type Row = Readonly<Record<string, string | undefined>>
type Ask = (statement: string, limit: number) => Promise<readonly Row[]>

let kept = Buffer.alloc(0)

const commands = {
  usage,
  async start({ name, url, settings }: System): Promise<string> {
    const ask = suiteQl(new Pool(url, { connections: 64 }), await authorization(settings))
    const currencies = settings.currencies as Currencies
    const server = createServer((request, response) => {
      answer(request, ask, currencies, name).then(
        (body) => send(response, 200, body),
        (error) => send(response, 500, String(error)),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  },
  /** What `/kept` answers from now on. */
  keep(text: string): void {
    kept = Buffer.from(text)
  },
}

async function answer(request: IncomingMessage, ask: Ask, currencies: Currencies, source: string) {
  const { pathname, searchParams } = new URL(request.url!, 'http://hand-written')
  if (pathname === '/kept') return kept
  if (pathname === '/customers') return JSON.stringify(await customerPage(ask, currencies, searchParams.get('after')))
  return JSON.stringify(await stockOf(ask, source, searchParams.get('item')!))
}

type Currencies = Readonly<Record<string, string>>

/** Q1: fifty customers, then the credit and the open invoices of all of them at once. */
async function customerPage(ask: Ask, currencies: Currencies, after: string | null) {
  const where = after === null ? '' : `WHERE c.id > ${Number(after)}`
  const name = 'NVL(c.companyname, NVL(c.altname, c.entityid))'
  const customers = await ask(
    `SELECT c.id AS id, c.entityid AS number, ${name} AS name FROM customer c ${where} ORDER BY c.id`,
    50,
  )
  const ids = customers.map(({ id }) => id).join(', ')
  const [credits, invoices] = await Promise.all([creditsOf(ask, ids), openInvoicesOf(ask, ids)])
  const creditOf = new Map(credits.map((credit) => [credit.id, credit]))
  const invoicesOf = Map.groupBy(invoices, ({ entity }) => entity)
  const nodes = customers.map(({ id, number, name }) => ({
    number,
    name,
    credit: [credit(creditOf.get(id)!, currencies)],
    invoices: { nodes: (invoicesOf.get(id) ?? []).slice(0, 3).map((row) => invoice(row, currencies)) },
  }))
  return { customers: { nodes } }
}

function creditsOf(ask: Ask, ids: string): Promise<readonly Row[]> {
  const available = 'c.creditlimit - (c.balancesearch + c.unbilledorderssearch)'
  const columns = `c.creditholdoverride AS override, c.oncredithold AS onhold, c.creditlimit AS creditlimit, ${available} AS available`
  return ask(`SELECT c.id AS id, c.currency AS currency, ${columns} FROM customer c WHERE c.id IN (${ids})`, 1_000)
}

function openInvoicesOf(ask: Ask, ids: string): Promise<readonly Row[]> {
  const columns = "t.tranid AS number, TO_CHAR(t.duedate, 'YYYY-MM-DD') AS due, t.foreignamountunpaid AS open"
  const isOpen = "t.type = 'CustInvc' AND t.posting = 'T' AND t.voided = 'F' AND t.foreignamountunpaid > 0"
  const where = `${isOpen} AND t.entity IN (${ids})`
  return ask(
    `SELECT t.entity AS entity, t.currency AS currency, ${columns} FROM transaction t WHERE ${where} ORDER BY t.duedate, t.id`,
    1_000,
  )
}

function credit(row: Row, currencies: Currencies) {
  const limit = money(row.creditlimit, row.currency, currencies)
  return { hold: holdOf(row), limit, available: money(row.available, row.currency, currencies) }
}

function invoice({ number, due, open, currency }: Row, currencies: Currencies) {
  return { number, dueDate: due ?? null, open: { document: money(open, currency, currencies) } }
}

function money(amount: string | undefined, currency: string | undefined, currencies: Currencies) {
  return amount === undefined ? null : { amount: decimal(amount), currency: currencies[currency!] }
}

function holdOf({ override, onhold }: Row): string {
  if (override === 'ON') return 'HELD'
  if (override === 'OFF') return 'OVERRIDDEN'
  return onhold === 'T' ? 'AUTO' : 'NONE'
}

/** Q2: an item and its stock levels, asked for at the same time. */
async function stockOf(ask: Ask, source: string, key: string) {
  const id = Number(key)
  const [[item], levels] = await Promise.all([
    ask(`SELECT i.itemid AS sku, NVL(i.displayname, i.itemid) AS name FROM item i WHERE i.id = ${id}`, 1),
    ask(
      `SELECT s.location AS location, s.quantityonhand AS onhand, s.quantityavailable AS available FROM aggregateItemLocation s WHERE s.item = ${id} ORDER BY s.item, s.location`,
      1_000,
    ),
  ])
  const idOf = (location: string) => Buffer.from(`1|Warehouse|${source}|${location}`).toString('base64url')
  const value = (quantity: string | undefined) => (quantity === undefined ? null : { value: decimal(quantity) })
  const nodes = levels.map(({ location, onhand, available }) => ({
    warehouse: { id: idOf(location!) },
    onHand: value(onhand),
    available: value(available),
  }))
  return { item: { sku: item!.sku, name: item!.name, stock: { nodes } } }
}

/** Oracle leaves out the zero before the point. */
const decimal = (text: string): string => text.replace(/^(-?)\./, '$10.')

function suiteQl(pool: Pool, headers: Readonly<Record<string, string>>): Ask {
  return async (statement, limit) => {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: `/services/rest/query/v1/suiteql?limit=${limit}&offset=0`,
      headers: { ...headers, prefer: 'transient', 'content-type': 'application/json' },
      body: JSON.stringify({ q: statement }),
    })
    const answer = (await body.json()) as { items: readonly Row[]; hasMore: boolean }
    if (statusCode !== 200) throw new Error(JSON.stringify(answer))
    return answer.items
  }
}

/** Logging in once is not what is measured, so it may use what there is. */
async function authorization(settings: System['settings']): Promise<Readonly<Record<string, string>>> {
  const dial: Dial = {
    now: () => Date.now(),
    nonce: () => randomUUID(),
    async send({ url, method, headers, body }) {
      const response = await fetch(url, { method, headers, body })
      const said = Buffer.from(await response.arrayBuffer())
      const { status } = response
      return {
        status,
        headers: Object.fromEntries(response.headers),
        body: said,
        text: () => `${said}`,
        json: () => JSON.parse(`${said}`),
      }
    },
  }
  return (await login(dial, settings as Settings)).headers
}

function send(response: ServerResponse, status: number, body: string | Buffer): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body)
}

serve(commands)
