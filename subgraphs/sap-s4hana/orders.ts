import Big from 'big.js'
import {
  and,
  column,
  compare,
  isNull,
  type MappedField,
  type NativeFilter,
  type NativeRow,
  oneOf,
} from '../../gateway/connector/index.ts'
import { known } from '../dialects/odata/amounts.ts'
import { derived, flag, made, present } from '../dialects/odata/fields.ts'
import { at, manyAt, textAt } from '../dialects/odata/row.ts'

/** A: not begun, B: begun, C: done; blank where there is nothing to do. */
export const progress = { '': 'NOT_APPLICABLE', A: 'NONE', B: 'PARTIAL', C: 'COMPLETE' }
export const creditChecks = { '': 'NOT_CHECKED', A: 'PASSED', B: 'BLOCKED', D: 'PASSED' }

interface Rejection {
  readonly column: string
  readonly is: NativeFilter
  readonly isNot: NativeFilter
  readonly of: (value: unknown) => boolean
}

/** What is rejected is processed too, by its status, but not completed. */
const salesStatus = (native: string, rejection: Rejection): MappedField =>
  derived(
    [native, rejection.column],
    (row) => {
      const status = textAt(row, native) ?? ''
      if (rejection.of(at(row, rejection.column))) return 'CANCELLED'
      return status === 'C' ? 'COMPLETED' : ['A', 'B'].includes(status) ? 'OPEN' : 'UNKNOWN'
    },
    {
      CANCELLED: rejection.is,
      COMPLETED: and(rejection.isNot, compare(column(native), 'eq', 'C')),
      OPEN: and(rejection.isNot, oneOf(column(native), 'A', 'B')),
    },
  )

const headerRejection = column('OverallSDDocumentRejectionSts')
const itemRejection = column('SalesDocumentRjcnReason')

export const salesOrderStatus = salesStatus('OverallSDProcessStatus', {
  column: headerRejection.native,
  is: compare(headerRejection, 'eq', 'C'),
  isNot: compare(headerRejection, 'ne', 'C'),
  of: (value) => value === 'C',
})

export const salesOrderLineStatus = salesStatus('SDProcessStatus', {
  column: itemRejection.native,
  is: present(itemRejection.native),
  isNot: isNull(itemRejection),
  of: (value) => value !== null,
})

export const salesOrderOnHold = made(['DeliveryBlockReason', 'HeaderBillingBlockReason'], (row) =>
  Boolean(at(row, 'DeliveryBlockReason') ?? at(row, 'HeaderBillingBlockReason')),
)

/** Added up over the schedule lines of an item. */
export const scheduled = (native: string): MappedField =>
  made([`to_ScheduleLine/${native}`], (row) =>
    known(manyAt(row, 'to_ScheduleLine').map((line) => textAt(line, native))),
  )

/** The earliest day of the schedule lines of an item. */
export const firstScheduled = (native: string): MappedField =>
  made([`to_ScheduleLine/${native}`], (row) => {
    const days = manyAt(row, 'to_ScheduleLine').map((line) =>
      Number(/\d+/.exec(textAt(line, native) ?? '')?.[0] ?? Number.NaN),
    )
    const known = days.filter((millis) => !Number.isNaN(millis))
    return known.length > 0 ? new Date(Math.min(...known)).toISOString().slice(0, 10) : null
  })

const items = 'to_PurchaseOrderItem'
const deleted = 'PurchasingDocumentDeletionCode'
const doneColumns = [deleted, 'IsCompletelyDelivered', 'IsFinallyInvoiced'].map((name) => `${items}/${name}`)

const live = (row: NativeRow) => manyAt(row, items).filter((item) => at(item, deleted) === null)
const isDone = (item: NativeRow) => at(item, 'IsCompletelyDelivered') === true && at(item, 'IsFinallyInvoiced') === true

export const purchaseOrderStatus = derived(
  [deleted, 'PurchasingCompletenessStatus', 'ReleaseIsNotCompleted', ...doneColumns],
  (row) => {
    if (at(row, deleted) !== null) return 'CANCELLED'
    if (at(row, 'PurchasingCompletenessStatus')) return 'DRAFT'
    if (at(row, 'ReleaseIsNotCompleted')) return 'PENDING_APPROVAL'
    const ordered = live(row)
    return ordered.length > 0 && ordered.every(isDone) ? 'COMPLETED' : 'OPEN'
  },
  purchaseCases(),
  'inexact',
)

function purchaseCases(): Record<string, NativeFilter> {
  const kept = isNull(column(deleted))
  const released = and(kept, flag('PurchasingCompletenessStatus', false), flag('ReleaseIsNotCompleted', false))
  return {
    CANCELLED: present(deleted),
    DRAFT: and(kept, flag('PurchasingCompletenessStatus')),
    PENDING_APPROVAL: and(kept, flag('ReleaseIsNotCompleted')),
    COMPLETED: released,
    OPEN: released,
  }
}

/** Items say whether they are done, not how far they are: nothing done may be nothing come, or a part of it. */
export const purchaseProgress = (native: string): MappedField =>
  made([`${items}/${deleted}`, `${items}/${native}`], (row) => {
    const done = live(row).map((item) => at(item, native) === true)
    return done.length > 0 && done.every(Boolean) ? 'COMPLETE' : done.some(Boolean) ? 'PARTIAL' : 'UNKNOWN'
  })

export const purchaseOrderLineStatus = made([deleted, 'IsCompletelyDelivered', 'IsFinallyInvoiced'], (row) =>
  at(row, deleted) !== null ? 'CANCELLED' : isDone(row) ? 'COMPLETED' : 'OPEN',
)

const priceColumns = [
  'NetPriceAmount',
  'NetPriceQuantity',
  'OrderQuantity',
  'OrderPriceUnit',
  'PurchaseOrderQuantityUnit',
]

export const purchaseLineNet = made(priceColumns, (row) => priced(row, textAt(row, 'OrderQuantity')))
export const purchaseUnitPrice = made(priceColumns, (row) => priced(row, '1'))

/** The header has no total: it is the sum of its items. */
export const purchaseTotal = made(
  [deleted, ...priceColumns].map((name) => `${items}/${name}`),
  (row) => known(live(row).map((item) => priced(item, textAt(item, 'OrderQuantity')))),
)

/** Exact, not rounded. Null where the price is per another unit than the quantity, or per a number that does not divide exactly. */
function priced(row: NativeRow, quantity: string | null): string | null {
  const price = textAt(row, 'NetPriceAmount')
  const per = textAt(row, 'NetPriceQuantity') ?? '1'
  const unit = textAt(row, 'OrderPriceUnit')
  const isOtherUnit = unit !== null && unit !== textAt(row, 'PurchaseOrderQuantityUnit')
  if (price === null || quantity === null || isOtherUnit || !/^10*$/.test(new Big(per).toFixed())) return null
  return new Big(price).times(quantity).times(new Big(1).div(per)).toFixed()
}
