import {
  and,
  column,
  compare,
  type FieldMap,
  isNull,
  type NativeRow,
  oneOf,
  or,
} from '../../../gateway/connector/index.ts'
import { big, cases, code, derived, label, money, partOf, raw, unknown } from './fields.ts'

/** Sales and purchase orders and their lines. `sent` is a quotation that has gone out; `done`, up to 16 and 18, is a locked order. */
export const states = {
  draft: 'DRAFT',
  sent: 'DRAFT',
  'to approve': 'PENDING_APPROVAL',
  sale: 'OPEN',
  purchase: 'OPEN',
  done: 'OPEN',
  cancel: 'CANCELLED',
} as const

const confirmed = ['sale', 'purchase', 'done']
const isConfirmed = (row: NativeRow) => confirmed.includes(String(row.state))

/** All that was ordered has been billed. `upselling`: and more than that was delivered. */
const billed = ['invoiced', 'upselling']

/** What is still to be delivered or received; nothing of an order that is none yet or no more. */
export const remaining = (ordered: string, done: string): FieldMap =>
  derived([ordered, done, 'state'], (row) => {
    const rest = big(row[ordered]).minus(big(row[done]))
    return isConfirmed(row) && rest.gt(0) ? rest.toFixed() : '0'
  })

/** What one column leaves of another. */
export const difference = (whole: string, part: string): FieldMap =>
  derived([whole, part], (row) => big(row[whole]).minus(big(row[part])).toFixed())

/**
 * Odoo leaves a finished order in the state of a confirmed one, so whether it is finished is told by what has been
 * billed and what has moved: `delivery_status`, which modules bring. Without that, a confirmed order stays open.
 */
export const salesProgress = (movement: string | undefined, hasAmountInvoiced: boolean) => ({
  ...progress(movement, 'fulfillment'),
  billing: derived(['invoice_status', ...(hasAmountInvoiced ? ['amount_invoiced'] : [])], (row) => {
    if (billed.includes(String(row.invoice_status))) return 'COMPLETE'
    if (!hasAmountInvoiced) return 'UNKNOWN'
    return big(row.amount_invoiced).gt(0) ? 'PARTIAL' : 'NONE'
  }),
})

/** The same of purchases. `invoiced` says that what has come is billed, which is all of the order only once all has come. */
export const purchaseProgress = (movement: string | undefined) => ({
  ...progress(movement, 'receipt'),
  billing: derived(['invoice_status', ...(movement ? [movement] : [])], (row) => {
    if (row.invoice_status === 'no') return 'NONE'
    if (row.invoice_status !== 'invoiced' || movement === undefined) return 'UNKNOWN'
    return hasMoved(row[movement]) ? 'COMPLETE' : 'PARTIAL'
  }),
})

function progress<P extends string>(movement: string | undefined, axis: P) {
  if (movement === undefined) return { status: code('state', states), ...({ [axis]: unknown } as Record<P, FieldMap>) }
  const moves = derived([movement], (row) => (row[movement] ? moved[String(row[movement])] : 'NOT_APPLICABLE'))
  return { status: statusBy(movement), ...({ [axis]: moves } as Record<P, FieldMap>) }
}

const moved: Readonly<Record<string, string>> = {
  pending: 'NONE',
  started: 'PARTIAL',
  partial: 'PARTIAL',
  full: 'COMPLETE',
}

/** An order without transfers, as of services, has no status of them. */
const hasMoved = (status: unknown) => status === 'full' || status === false

function statusBy(movement: string): FieldMap {
  const isConfirmed = oneOf(column('state'), ...confirmed)
  const isMoved = or(compare(column(movement), 'eq', 'full'), isNull(column(movement)))
  const isNotMoved = and(compare(column(movement), 'ne', 'full'), isNull(column(movement), false))
  const isNotBilled = and(...billed.map((status) => compare(column('invoice_status'), 'ne', status)))
  return cases(['state', 'invoice_status', movement], (row) => statusOf(row, movement), {
    DRAFT: oneOf(column('state'), 'draft', 'sent'),
    PENDING_APPROVAL: compare(column('state'), 'eq', 'to approve'),
    CANCELLED: compare(column('state'), 'eq', 'cancel'),
    COMPLETED: and(isConfirmed, oneOf(column('invoice_status'), ...billed), isMoved),
    OPEN: and(isConfirmed, or(isNotBilled, isNotMoved)),
  })
}

function statusOf(row: NativeRow, movement: string): string {
  const isDone = billed.includes(String(row.invoice_status)) && hasMoved(row[movement])
  if (isConfirmed(row) && isDone) return 'COMPLETED'
  return (states as Readonly<Record<string, string>>)[String(row.state)] ?? 'UNKNOWN'
}

/** A lead is won by its stage up to 18, and lost when it is archived with no chance left. */
export const dealByStage = {
  status: cases(['active', 'probability', '$stage.is_won'], deal, {
    LOST: and(checked('active', 'false'), compare(column('probability', 'number'), 'eq', '0')),
    WON: and(
      checked('stage_id.is_won', 'true'),
      or(checked('active', 'true'), compare(column('probability', 'number'), 'ne', '0')),
    ),
    OPEN: and(checked('active', 'true'), or(checked('stage_id.is_won', 'false'), isNull(column('stage_id', 'guid')))),
  }),
  sourceStatus: label('stage_id'),
}

function deal(row: NativeRow): string {
  if (row.active === false && big(row.probability).eq(0)) return 'LOST'
  if (partOf(row, 'stage').is_won === true) return 'WON'
  return row.active === true ? 'OPEN' : 'OTHER'
}

export const dealByStatus = {
  status: code('won_status', { won: 'WON', lost: 'LOST', pending: 'OPEN' }),
  sourceStatus: raw('won_status'),
}

function checked(native: string, value: 'true' | 'false') {
  return compare(column(native, 'boolean'), 'eq', value)
}

/** Kinds of product from 18: goods are counted where `is_storable` is ticked; a combo is several products sold as one. */
export const typeByStorable = cases(['type', 'is_storable'], productType, {
  INVENTORY: and(compare(column('type'), 'eq', 'consu'), checked('is_storable', 'true')),
  NON_INVENTORY: and(compare(column('type'), 'eq', 'consu'), checked('is_storable', 'false')),
  SERVICE: compare(column('type'), 'eq', 'service'),
  KIT: compare(column('type'), 'eq', 'combo'),
})

function productType(row: NativeRow): string {
  if (row.type === 'consu') return row.is_storable === true ? 'INVENTORY' : 'NON_INVENTORY'
  return { service: 'SERVICE', combo: 'KIT' }[String(row.type)] ?? 'UNKNOWN'
}

export const typeByDetail = code('detailed_type', { product: 'INVENTORY', consu: 'NON_INVENTORY', service: 'SERVICE' })

/**
 * What a partner may still owe, in the currency of the company. A limit counts only where the company uses limits
 * (`show_credit_limit`); 0 is what nobody has set, or, by the operator's word, no limit. `credit_to_invoice` came with
 * 17, so before that what is ordered and not billed is unknown, and with it the sum.
 */
export function creditOf(hasCreditToInvoice: boolean, isZeroUnlimited: boolean) {
  const limits = ['show_credit_limit', 'credit_limit']
  const exposed = ['show_credit_limit', 'credit', 'credit_to_invoice']
  const limit = (row: NativeRow) =>
    row.show_credit_limit === true && big(row.credit_limit).gt(0) ? big(row.credit_limit) : null
  const total = (row: NativeRow) =>
    row.show_credit_limit === true ? big(row.credit).plus(big(row.credit_to_invoice)) : null
  const unlimited = (row: NativeRow) => {
    if (limit(row)) return false
    return isZeroUnlimited && row.show_credit_limit === true && row.use_partner_credit_limit === true ? true : null
  }
  const both = <T>(
    row: NativeRow,
    of: (limit: ReturnType<typeof big>, total: ReturnType<typeof big>) => T,
  ): T | null => {
    const [most, used] = [limit(row), total(row)]
    return most && used ? of(most, used) : null
  }
  return {
    ...money(
      'limit',
      derived(limits, (row) => limit(row)?.toFixed()),
      'currency_id',
    ),
    unlimited: derived([...limits, 'use_partner_credit_limit'], unlimited),
    ...money(
      'exposure.openReceivables',
      derived(['credit'], (row) => big(row.credit).toFixed()),
      'currency_id',
    ),
    ...(hasCreditToInvoice && {
      ...money(
        'exposure.openOrders',
        derived(exposed, (row) => total(row)?.minus(big(row.credit)).toFixed()),
        'currency_id',
      ),
      ...money(
        'exposure.total',
        derived(exposed, (row) => total(row)?.toFixed()),
        'currency_id',
      ),
      ...money(
        'available',
        derived([...limits, ...exposed], (row) => both(row, (most, used) => most.minus(used).toFixed())),
        'currency_id',
      ),
      utilization: derived([...limits, ...exposed], (row) =>
        both(row, (most, used) => used.times(100).div(most).toFixed(2)),
      ),
    }),
  }
}
