import type { System } from '../system.ts'
import { type Ask, connect, type Row } from './suiteql.ts'

/** Everything that the questions need of the one system: each is one statement, and answers in the words of our schema. */
export interface Reads {
  customers(first: number, after: string | null): Promise<readonly Customer[]>
  /** In the order of the keys. */
  credits(keys: readonly string[]): Promise<readonly Credit[]>
  /** The open ones of each, the one that is due first first, in the order of the keys. */
  invoicesOf(keys: readonly string[]): Promise<readonly (readonly Invoice[])[]>
  openInvoices(first: number): Promise<readonly Invoice[]>
  items(first: number, after: string | null): Promise<readonly Item[]>
  item(key: string): Promise<Item | undefined>
  /** In the order of the keys. */
  stockOf(keys: readonly string[]): Promise<readonly (readonly StockLevel[])[]>
}

export type Customer = ReturnType<typeof customer>
export type Credit = ReturnType<typeof credit>
export type Invoice = ReturnType<typeof invoice>
export type Item = ReturnType<typeof item>
export type StockLevel = ReturnType<typeof stockLevel>

type Currencies = Readonly<Record<string, string>>

export async function openReads(system: System): Promise<Reads> {
  const ask = await connect(system)
  const currencies = system.settings.currencies as Currencies
  return {
    async customers(first, after) {
      const columns = 'c.id AS id, c.entityid AS number, NVL(c.companyname, NVL(c.altname, c.entityid)) AS name'
      const rows = await ask(`SELECT ${columns} FROM customer c ${beyond('c.id', after)} ORDER BY c.id`, first)
      return rows.map(customer)
    },
    async credits(keys) {
      const byKey = new Map((await creditRows(ask, keys)).map((row) => [row.id!, row]))
      return keys.map((key) => credit(byKey.get(key)!, currencies))
    },
    async invoicesOf(keys) {
      const byKey = Map.groupBy(
        await invoiceRows(ask, `AND ${isIn('t.entity', keys)} ORDER BY t.duedate, t.id`),
        ({ entity }) => entity!,
      )
      return keys.map((key) => (byKey.get(key) ?? []).map((row) => invoice(row, currencies)))
    },
    async openInvoices(first) {
      return (await invoiceRows(ask, 'ORDER BY t.duedate, t.id', first)).map((row) => invoice(row, currencies))
    },
    async items(first, after) {
      return (await ask(`${selectItem} ${beyond('i.id', after)} ORDER BY i.id`, first)).map(item)
    },
    async item(key) {
      const [row] = await ask(`${selectItem} WHERE i.id = ${Number(key)}`, 1)
      return row && item(row)
    },
    async stockOf(keys) {
      const columns =
        's.item AS item, s.location AS location, s.quantityonhand AS onhand, s.quantityavailable AS available'
      const rows = await ask(
        `SELECT ${columns} FROM aggregateItemLocation s WHERE ${isIn('s.item', keys)} ORDER BY s.item, s.location`,
      )
      const byKey = Map.groupBy(rows, (row) => row.item!)
      return keys.map((key) => (byKey.get(key) ?? []).map((row) => stockLevel(row, system.name)))
    },
  }
}

const selectItem = 'SELECT i.id AS id, i.itemid AS sku, NVL(i.displayname, i.itemid) AS name FROM item i'

const beyond = (column: string, key: string | null): string => (key === null ? '' : `WHERE ${column} > ${Number(key)}`)

/** A list takes a thousand entries; the vendor advises five hundred. */
function isIn(column: string, keys: readonly string[]): string {
  const lists = Array.from({ length: Math.ceil(keys.length / 500) }, (_, i) => keys.slice(i * 500, (i + 1) * 500))
  return `(${lists.map((list) => `${column} IN (${list.map(Number).join(', ')})`).join(' OR ')})`
}

function creditRows(ask: Ask, keys: readonly string[]): Promise<readonly Row[]> {
  const available = 'c.creditlimit - (c.balancesearch + c.unbilledorderssearch)'
  const columns = `c.creditholdoverride AS override, c.oncredithold AS onhold, c.creditlimit AS creditlimit, ${available} AS available`
  return ask(`SELECT c.id AS id, c.currency AS currency, ${columns} FROM customer c WHERE ${isIn('c.id', keys)}`)
}

function invoiceRows(ask: Ask, more: string, limit?: number): Promise<readonly Row[]> {
  const columns = "t.tranid AS number, TO_CHAR(t.duedate, 'YYYY-MM-DD') AS due, t.foreignamountunpaid AS open"
  const isOpen = "t.type = 'CustInvc' AND t.posting = 'T' AND t.voided = 'F' AND t.foreignamountunpaid > 0"
  return ask(
    `SELECT t.entity AS entity, t.currency AS currency, ${columns} FROM transaction t WHERE ${isOpen} ${more}`,
    limit,
  )
}

const customer = ({ id, number, name }: Row) => ({ id: id!, number, name })

const credit = (row: Row, currencies: Currencies) => ({
  hold: holdOf(row),
  limit: money(row.creditlimit, row.currency, currencies),
  available: money(row.available, row.currency, currencies),
})

const invoice = ({ number, due, open, currency }: Row, currencies: Currencies) => ({
  number,
  dueDate: due ?? null,
  open: { document: money(open, currency, currencies) },
})

const item = ({ id, sku, name }: Row) => ({ id: id!, sku, name })

const stockLevel = ({ location, onhand, available }: Row, source: string) => ({
  warehouse: { id: Buffer.from(`1|Warehouse|${source}|${location}`).toString('base64url') },
  onHand: quantity(onhand),
  available: quantity(available),
})

const money = (amount: string | undefined, currency: string | undefined, currencies: Currencies) =>
  amount === undefined ? null : { amount: decimal(amount), currency: currencies[currency!] }

const quantity = (value: string | undefined) => (value === undefined ? null : { value: decimal(value) })

/** Oracle leaves out the zero before the point. */
const decimal = (text: string): string => text.replace(/^(-?)\./, '$10.')

function holdOf({ override, onhold }: Row): string {
  if (override === 'ON') return 'HELD'
  if (override === 'OFF') return 'OVERRIDDEN'
  return onhold === 'T' ? 'AUTO' : 'NONE'
}
