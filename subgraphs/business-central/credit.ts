import Big from 'big.js'
import { column, compare, type EntityMap, type MappedField, type NativeRow } from '../../gateway/connector/index.ts'
import { isZero, known } from '../dialects/odata/amounts.ts'
import { creditSums, type Sum } from '../dialects/odata/credit.ts'
import { made, mapped, money, partOf, plain } from '../dialects/odata/fields.ts'
import { decimalAt, manyAt, textAt } from '../dialects/odata/row.ts'
import { enumeration, memberAt, readable } from './enumerations.ts'
import { type Hint, metaOf, ref, sets } from './sets.ts'
import type { Settings } from './settings.ts'

const balance = 'customerFinancialDetail/balance'
const lines = 'salesOrderLines'
const orderColumns = [
  'currencyCode',
  ...['quantity', 'invoicedQuantity', 'netAmount'].map((name) => `${lines}/${name}`),
]
const orders = orderColumns.map((name) => `$orders.${name}`)

/** What is ordered and not billed, before tax. Null where an order is in another currency: nothing is converted here. */
function ordered(row: NativeRow, { localCurrency }: Settings): string | null {
  const open = (row.$orders ?? []) as readonly NativeRow[]
  const isForeign = (order: NativeRow) => (textAt(order, 'currencyCode') ?? localCurrency) !== localCurrency
  const rests = open.flatMap((order) =>
    manyAt(order, lines).map((line) => ({ rest: unbilled(line), isForeign: isForeign(order) })),
  )
  if (rests.some(({ rest, isForeign }) => isForeign && !isZero(rest))) return null
  return rests.length === 0 ? '0' : known(rests.map(({ rest }) => rest))
}

/** The part of a line's amount that its unbilled quantity stands for, rounded like the amounts of bills; null where it is not told. */
function unbilled(line: NativeRow): string | null {
  const [quantity, billed, amount] = ['quantity', 'invoicedQuantity', 'netAmount'].map((name) => decimalAt(line, name))
  if (quantity == null || billed == null || amount == null) return null
  return isZero(quantity)
    ? '0'
    : new Big(amount).times(new Big(quantity).minus(billed)).div(quantity).round(2).toFixed()
}

/** What a limit of zero means is for the company to say. */
function limitOf(row: NativeRow, { zeroCreditLimit }: Settings): string | null {
  const limit = decimalAt(row, 'creditLimit')
  return isZero(limit) && zeroCreditLimit !== 'zero' ? null : limit
}

/** The limit is the customer's, the balance the ledger's, and what is ordered is added up here. */
export function creditStatus(settings: Settings): EntityMap<'CreditStatus', Hint> {
  const local: MappedField = { constant: settings.localCurrency }
  const limit: Sum = { needs: ['creditLimit'], of: (row) => limitOf(row, settings) }
  const open: Sum = { needs: orders, of: (row) => ordered(row, settings) }
  const used: Sum = {
    needs: [balance, 'id', ...orders],
    of: (row) => known([decimalAt(row, balance), open.of(row)]),
  }
  const isUnlimited = (row: NativeRow) =>
    settings.zeroCreditLimit === 'unlimited' && isZero(decimalAt(row, 'creditLimit') ?? '1')
  return mapped<'CreditStatus'>(sets.customers, {
    key: [{ native: 'id', type: 'guid' }],
    parts: {
      orders: {
        ...partOf(sets.orders, { native: 'customerId', type: 'guid' }, 'id'),
        base: compare(column('status'), 'ne', 'Draft'),
        many: true,
      },
    },
    modifiedPrecision: 'NONE',
    fields: {
      customer: ref('id'),
      'scope.kind': { constant: 'LEGAL_ENTITY' },
      'scope.legalEntity': { constant: settings.companyId.toLowerCase() },
      ...money('limit', made(limit.needs, limit.of), local),
      unlimited: made(limit.needs, (row) => (isUnlimited(row) ? true : limit.of(row) === null ? null : false)),
      ...creditSums(limit, used, local),
      ...money('exposure.openReceivables', plain(balance), local),
      ...money('exposure.openOrders', made(open.needs, open.of), local),
      hold: enumeration('blocked', { ' ': 'NONE', Ship: 'HELD', Invoice: 'HELD', All: 'HELD' }),
      holdScope: made(['blocked'], (row) => holdScopes[memberAt(row, 'blocked') ?? ''] ?? null),
      holdReason: readable('blocked'),
      riskBand: { constant: 'UNKNOWN' },
      riskClass: { absent: 'NOT_PROVIDED_BY_SOURCE' },
      ...money('overdue', plain('customerFinancialDetail/overdueAmount'), local),
      limitValidUntil: { absent: 'NOT_PROVIDED_BY_SOURCE' },
      lastReviewed: { absent: 'NOT_PROVIDED_BY_SOURCE' },
      computedBy: { constant: 'MIXED' },
      'meta.legalEntity': metaOf(settings.companyId)['meta.legalEntity'],
      // A balance changes without the customer changing: no time of the row says when.
      'meta.sourceModifiedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
      'meta.sourceCreatedAt': { absent: 'NOT_PROVIDED_BY_SOURCE' },
    },
  })
}

const holdScopes: Readonly<Record<string, string>> = { All: 'ALL', Ship: 'DELIVERY', Invoice: 'OTHER' }
