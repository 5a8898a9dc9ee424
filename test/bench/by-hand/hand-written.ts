import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve, usage } from '../child.ts'
import { aloneIn, type System } from '../system.ts'
import { openReads, type Reads } from './reads.ts'

/**
 * What one would write by hand for the questions and one system: the same calls to the vendor, no layer above them.
 * It has no limits, no retries, no cache, no types and no schema: it is the floor, not a rival.
 */
export type HandWrittenCommands = typeof commands

const kept = new Map<string | null, Buffer>()

const commands = {
  usage,
  async start(systems: readonly System[]): Promise<string> {
    const reads = await openReads(aloneIn(systems)!)
    const server = createServer((request, response) => {
      answer(request, reads).then(
        (body) => send(response, 200, body),
        (error) => send(response, 500, String(error)),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  },
  /** What `/kept?name=` answers from now on. */
  keep(name: string, text: string): void {
    kept.set(name, Buffer.from(text))
  },
}

async function answer({ url }: IncomingMessage, reads: Reads): Promise<string | Buffer> {
  const { pathname, searchParams } = new URL(url!, 'http://hand-written')
  const of = (name: string) => searchParams.get(name)
  switch (pathname) {
    case '/kept':
      return kept.get(of('name'))!
    case '/hello':
      return '{"data":{"__typename":"Query"}}'
    case '/customers':
      return written(await customerPage(reads, Number(of('first')), of('after')))
    case '/dashboard':
      return written(await dashboard(reads, of('after'), of('from')))
    default:
      return written(await stockOf(reads, of('item')!))
  }
}

const written = (data: object): string => JSON.stringify({ data })

/** Q1: a page of customers, then the credit and the open invoices of all of them at once. */
async function customerPage(reads: Reads, first: number, after: string | null) {
  const customers = await reads.customers(first, after)
  const keys = customers.map(({ id }) => id)
  const [credits, invoices] = await Promise.all([reads.credits(keys), reads.invoicesOf(keys)])
  const nodes = customers.map(({ number, name }, i) => ({
    number,
    name,
    credit: [credits[i]],
    invoices: { nodes: invoices[i]!.slice(0, 3) },
  }))
  return { customers: { nodes } }
}

/** Q2: an item and its stock levels, asked for at the same time. */
async function stockOf(reads: Reads, key: string) {
  const [item, [nodes]] = await Promise.all([reads.item(key), reads.stockOf([key])])
  return { item: { sku: item!.sku, name: item!.name, stock: { nodes } } }
}

/** Q3: three lists at once, two of them with what belongs to their rows. */
async function dashboard(reads: Reads, after: string | null, from: string | null) {
  const [customers, invoices, items] = await Promise.all([
    customersWithCredit(reads, after),
    reads.openInvoices(200),
    itemsWithStock(reads, from),
  ])
  return { customers: { nodes: customers }, invoices: { nodes: invoices }, items: { nodes: items } }
}

async function customersWithCredit(reads: Reads, after: string | null) {
  const customers = await reads.customers(200, after)
  const credits = await reads.credits(customers.map(({ id }) => id))
  return customers.map(({ number, name }, i) => {
    const { hold, available } = credits[i]!
    return { number, name, credit: [{ hold, available }] }
  })
}

async function itemsWithStock(reads: Reads, from: string | null) {
  const items = await reads.items(20, from)
  const stock = await reads.stockOf(items.map(({ id }) => id))
  return items.map(({ sku, name }, i) => ({
    sku,
    name,
    stock: { nodes: stock[i]!.map(({ onHand, available }) => ({ onHand, available })) },
  }))
}

function send(response: ServerResponse, status: number, body: string | Buffer): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body)
}

serve(commands)
