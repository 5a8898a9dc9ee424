import type { MappedField, NativeRow } from '../../gateway/connector/index.ts'
import { difference, isZero, negative, percentOf, total } from '../dialects/odata/amounts.ts'
import { made } from '../dialects/odata/fields.ts'
import { at, textAt } from '../dialects/odata/row.ts'
import { signed } from './receivables.ts'
import type { Settings } from './settings.ts'

interface Exposure {
  readonly openReceivables: string
  readonly unappliedPayments: string
  readonly openOrders: string
  readonly total: string
}

const base = 'AmountInCompanyCodeCurrency'
const itemColumns = ['AccountingDocumentType', 'InvoiceReference', 'DebitCreditCode', 'CompanyCodeCurrency', base]
const columns = [
  ...['BusinessPartner', 'CreditSegmentCurrency', 'CreditLimitAmount', 'CreditLimitIsZero'],
  ...itemColumns.map((name) => `$items.${name}`),
  ...['$orders.TotalNetAmount', '$orders.TransactionCurrency'],
]

/**
 * No released service tells exposure, so it is the open items plus the net value of the orders that are not complete.
 * Null whenever a part is unknown: not read, in another currency, or of a customer with another number than the partner.
 */
function exposureOf(row: NativeRow, { paymentTypes, sameNumbers }: Settings): Exposure | null {
  const items = row.$items as readonly NativeRow[] | undefined
  const orders = row.$orders as readonly NativeRow[] | undefined
  const currency = textAt(row, 'CreditSegmentCurrency')
  if (!items || !orders || currency === null) return null
  // Items and orders are found by the partner's number, which is the customer's in most systems, not in all.
  if (!sameNumbers && textAt(row, '$partner/Customer') !== textAt(row, 'BusinessPartner')) return null
  const isForeign = (column: string) => (found: NativeRow) => textAt(found, column) !== currency
  if (items.some(isForeign('CompanyCodeCurrency')) || orders.some(isForeign('TransactionCurrency'))) return null
  // A row without its amount, or without the side that it stands on, is not a row of nothing.
  if (items.some(lacksAny(...counted)) || orders.some(lacksAny('TotalNetAmount'))) return null
  return addUp(items, orders, paymentTypes)
}

const counted = [base, 'DebitCreditCode', 'AccountingDocumentType']

const lacksAny =
  (...names: readonly string[]) =>
  (row: NativeRow): boolean =>
    names.some((name) => textAt(row, name) === null)

function addUp(items: readonly NativeRow[], orders: readonly NativeRow[], paymentTypes: readonly string[]): Exposure {
  const isUnapplied = (item: NativeRow) =>
    paymentTypes.includes(textAt(item, 'AccountingDocumentType') ?? '') && at(item, 'InvoiceReference') === null
  const receivables = items.filter((item) => !isUnapplied(item)).map((item) => signed(item, base))
  const payments = items.filter(isUnapplied).map((item) => signed(item, base))
  const ordered = orders.map((order) => textAt(order, 'TotalNetAmount')!)
  return {
    openReceivables: total(receivables),
    unappliedPayments: negative(total(payments)),
    openOrders: total(ordered),
    total: total([...receivables, ...payments, ...ordered]),
  }
}

/** Zero with a flag is a limit of zero; zero without it may also mean that nobody has set one, which is not a limit. */
function limitOf(row: NativeRow): string | null {
  const limit = textAt(row, 'CreditLimitAmount')
  return isZero(limit) && !at(row, 'CreditLimitIsZero') ? null : limit
}

export const creditLimit = made(['CreditLimitAmount', 'CreditLimitIsZero'], limitOf)

type FromExposure = (exposure: Exposure, limit: string | null) => string | null

const fromExposure = (settings: Settings, decode: FromExposure): MappedField =>
  made(settings.sameNumbers ? columns : [...columns, '$partner.Customer'], (row) => {
    const exposure = exposureOf(row, settings)
    return exposure && decode(exposure, limitOf(row))
  })

export const exposed = (settings: Settings, part: keyof Exposure) =>
  fromExposure(settings, (exposure) => exposure[part])

export const available = (settings: Settings) =>
  fromExposure(settings, ({ total: used }, limit) => difference(limit, used))

export const utilization = (settings: Settings) =>
  fromExposure(settings, ({ total: used }, limit) => percentOf(used, limit))

/** The limit is the source's, the exposure ours. */
export const computedBy = (settings: Settings) => fromExposure(settings, () => 'MIXED')
