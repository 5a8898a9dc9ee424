import { column, compare, type NativeFilter, type Part } from '../../../gateway/connector/index.ts'
import type { SuiteQl } from './render.ts'

/** A kind of record as NetSuite keeps it: where its rows come from, and which of them are meant. */
export interface Records {
  readonly object: string
  readonly hint: SuiteQl
  readonly base?: NativeFilter
  readonly parts?: Readonly<Record<string, Part<SuiteQl>>>
}

/** The records of one table, by internal id; `from` is the table and its alias. */
export function table(from: string, hint: Partial<SuiteQl> = {}): Records {
  return { object: from.split(' ')[0]!, hint: { from, key: ['id'], ...hint } }
}

/** What stands for a payment term: joined only where more than its id is asked. */
export const termSql = { termname: 'tm.name', netdays: 'tm.daysuntilnetdue' }

export const subsidiary = table('subsidiary s')
export const location = table('location l')
export const account = table('account a')

/** A person has no company name; the entity id is never empty. */
export const customer = table('customer c', {
  joins: { tm: 'LEFT JOIN term tm ON tm.id = c.terms' },
  sql: { name: 'NVL(c.companyname, NVL(c.altname, c.entityid))', owner: 'BUILTIN.DF(c.salesrep)', ...termSql },
})

export const vendor = table('vendor v', {
  joins: { tm: 'LEFT JOIN term tm ON tm.id = v.terms' },
  sql: { name: 'NVL(v.companyname, v.entityid)', ...termSql },
})

/** The company of a contact may be a customer or a vendor; which, only the tables tell. */
export const contact = table('contact ct', {
  joins: { c: 'LEFT JOIN customer c ON c.id = ct.company', v: 'LEFT JOIN vendor v ON v.id = ct.company' },
  sql: { customer: 'c.id', supplier: 'v.id' },
})

/**
 * Credit stands on the customer itself. Sums are unknown when a part of them is: a gap must not look like room to buy.
 * Deposits, which would lower the exposure, are kept elsewhere: the exposure errs on the safe side.
 */
export function credit(includesOrders: boolean): Records {
  const exposure = includesOrders ? 'c.balancesearch + c.unbilledorderssearch' : 'c.balancesearch'
  const hold = [
    "CASE WHEN c.creditholdoverride = 'ON' THEN 'HELD'",
    "WHEN c.creditholdoverride = 'OFF' THEN 'OVERRIDDEN'",
    "WHEN c.creditholdoverride = 'AUTO' AND c.oncredithold = 'T' THEN 'AUTO'",
    "WHEN c.creditholdoverride = 'AUTO' AND c.oncredithold = 'F' THEN 'NONE' END",
  ].join(' ')
  return table('customer c', { sql: { exposure, available: `c.creditlimit - (${exposure})`, hold } })
}

/** `$price.price` is the price of the level that counts as the list price, if one does. */
export function item(priceLevel: number | undefined): Records {
  const items = table('item i', { sql: { name: 'NVL(i.displayname, i.itemid)', unit: 'BUILTIN.DF(i.stockunit)' } })
  if (priceLevel === undefined) return items
  const base = compare(column('pricelevel', 'guid'), 'eq', String(priceLevel))
  const hint = { from: 'itemprice p', key: ['item', 'price'] }
  return {
    ...items,
    parts: { price: { object: 'itemprice', on: 'id', key: { native: 'item', type: 'guid' }, hint, base } },
  }
}

export const stock = table('aggregateItemLocation s', {
  key: ['item', 'location'],
  joins: { i: 'LEFT JOIN item i ON i.id = s.item' },
  sql: { unit: 'BUILTIN.DF(i.stockunit)' },
})
