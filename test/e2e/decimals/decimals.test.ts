import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Invoice } from '../../../subgraphs/simulator/company/types.ts'
import { plain, sourceOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

interface Row {
  readonly number: string
  readonly kind: string
  readonly totals: { readonly taxInclusive: { readonly amount: string; readonly currency: string } | null }
  readonly meta: { readonly source: { readonly name: string } }
}

async function allInvoices(): Promise<Row[]> {
  const rows: Row[] = []
  for (let after: string | null = null; ; ) {
    const { data, errors } = await world.ask(
      `query ($after: String) { invoices(first: 1000, after: $after, where: { direction: { eq: RECEIVABLE } }) {
         nodes { number kind totals { taxInclusive { amount currency } } meta { source { name } } }
         pageInfo { hasNextPage endCursor } } }`,
      { after },
    )
    expect(errors).toEqual([])
    rows.push(...data.invoices.nodes)
    if (!data.invoices.pageInfo.hasNextPage) return rows
    after = data.invoices.pageInfo.endCursor
  }
}

test('every amount of every ledger arrives to the last digit, in currencies of no, two and three decimals', async () => {
  const rows = await allInvoices()
  const truth = new Map(world.company.invoices.map((invoice) => [nameOf(invoice), invoice]))
  const seen = new Set<string>()
  for (const { number, totals, meta } of rows) {
    const invoice = truth.get(`${meta.source.name} ${number}`)
    if (!invoice || totals.taxInclusive === null) continue
    expect(plain(totals.taxInclusive.amount), `${meta.source.name} ${number}`).toBe(plain(invoice.gross))
    expect(totals.taxInclusive.currency).toBe(invoice.currency)
    seen.add(invoice.currency)
  }
  expect([...seen]).toEqual(expect.arrayContaining(['EUR', 'USD', 'JPY', 'KWD']))
})

test('credit notes are positive in their own direction and say what they are', async () => {
  const notes = (await allInvoices()).filter((row) => row.kind === 'CREDIT_NOTE')
  expect(notes.length).toBeGreaterThan(0)
  for (const { totals } of notes) expect(totals.taxInclusive?.amount ?? '0').not.toMatch(/^-/)
})

const nameOf = (invoice: Invoice): string => `${sourceOf[invoice.system]} ${invoice.number}`
