import Big from 'big.js'
import { column, compare, type EntityMap, type MappedField, type NativeRow } from '../../gateway/connector/index.ts'
import { made, mapped, money, plain } from '../dialects/odata/fields.ts'
import { decimalAt, manyAt, textAt } from '../dialects/odata/row.ts'
import { enumeration, memberAt, readable } from './enumerations.ts'
import { type Hint, metaOf, partOf, ref, sets } from './sets.ts'
import type { Settings } from './settings.ts'

const balance = 'customerFinancialDetail/balance'
const lines = 'salesOrderLines'
const orderColumns = [
  'currencyCode',
  ...['quantity', 'invoicedQuantity', 'netAmount'].map((name) => `${lines}/${name}`),
]
const orders = orderColumns.map((name) => `$orders.${name}`)

/** What is ordered and not billed, before tax. Null where an order is in another currency: nothing is converted here. */
function ordered(row: NativeRow, { localCurrency }: Settings): Big | null {
  const open = (row.$orders ?? []) as readonly NativeRow[]
  const isForeign = (order: NativeRow) => (textAt(order, 'currencyCode') ?? localCurrency) !== localCurrency
  const rests = open.flatMap((order) =>
    manyAt(order, lines).map((line) => ({ rest: unbilled(line), isForeign: isForeign(order) })),
  )
  if (rests.some(({ rest, isForeign }) => rest === null || (isForeign && !rest.eq(0)))) return null
  return rests.reduce((sum, { rest }) => sum.plus(rest!), new Big(0))
}

/** The part of a line's amount that its unbilled quantity stands for, rounded like the amounts of bills; null where it is not told. */
function unbilled(line: NativeRow): Big | null {
  const [quantity, billed, amount] = ['quantity', 'invoicedQuantity', 'netAmount'].map((name) => decimalAt(line, name))
  if (quantity == null || billed == null || amount == null) return null
  if (new Big(quantity).eq(0)) return new Big(0)
  return new Big(amount).times(new Big(quantity).minus(billed)).div(quantity).round(2)
}

function exposed(row: NativeRow, settings: Settings): Big | null {
  const [owed, open] = [decimalAt(row, balance), ordered(row, settings)]
  return owed === null || open === null ? null : open.plus(owed)
}

/** What a limit of zero means is for the company to say. */
function limitOf(row: NativeRow, { zeroCreditLimit }: Settings): Big | null {
  const limit = decimalAt(row, 'creditLimit')
  if (limit === null) return null
  return new Big(limit).eq(0) && zeroCreditLimit !== 'zero' ? null : new Big(limit)
}

const text = (value: Big | null): string | null => value?.toFixed() ?? null

const sum = (needs: readonly string[], read: (row: NativeRow) => Big | null): MappedField =>
  made(needs, (row) => text(read(row)))

/** The limit is the customer's, the balance the ledger's, and what is ordered is added up here. */
export function creditStatus(settings: Settings): EntityMap<'CreditStatus', Hint> {
  const local: MappedField = { constant: settings.localCurrency }
  const isUnlimited = (row: NativeRow) =>
    settings.zeroCreditLimit === 'unlimited' && new Big(decimalAt(row, 'creditLimit') ?? 1).eq(0)
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
      ...money(
        'limit',
        sum(['creditLimit'], (row) => limitOf(row, settings)),
        local,
      ),
      unlimited: made(['creditLimit'], (row) => (isUnlimited(row) ? true : limitOf(row, settings) ? false : null)),
      ...money(
        'exposure.total',
        sum([balance, 'id', ...orders], (row) => exposed(row, settings)),
        local,
      ),
      ...money('exposure.openReceivables', plain(balance), local),
      ...money(
        'exposure.openOrders',
        sum(orders, (row) => ordered(row, settings)),
        local,
      ),
      ...money(
        'available',
        sum(['creditLimit', balance, ...orders], (row) => {
          const [limit, used] = [limitOf(row, settings), exposed(row, settings)]
          return limit && used ? limit.minus(used) : null
        }),
        local,
      ),
      utilization: sum(['creditLimit', balance, ...orders], (row) => {
        const [limit, used] = [limitOf(row, settings), exposed(row, settings)]
        return limit?.gt(0) && used ? used.times(100).div(limit).round(2) : null
      }),
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
