import {
  and,
  type Column,
  column,
  compare,
  type EntityMap,
  type EntityName,
  isNull,
  type MappedField,
  type NativeFilter,
  oneOf,
  or,
  type Part,
} from '../../../gateway/connector/index.ts'
import { documentTypes } from './accounting.ts'
import * as f from './fields.ts'

/** Which rows of a model are meant, what is joined to them, and relations that join by another column than the key. */
export interface Rows {
  readonly base?: NativeFilter
  readonly parts?: Readonly<Record<string, Part>>
  readonly relations?: Readonly<Record<string, { readonly parent: string; readonly child: Column }>>
}

/** A model whose records are named by their id, which also orders them. */
export const model = <E extends EntityName>(
  object: string,
  rows: Rows,
  fields: EntityMap<E>['fields'],
): EntityMap<E> => ({
  object,
  key: [link('id')],
  keyOrder: true,
  modifiedPrecision: 'SECOND',
  ...rows,
  fields,
})

export const all: Rows = {}
export const rows = (base: NativeFilter | undefined, parts?: Rows['parts'], relations?: Rows['relations']): Rows => ({
  ...(base && { base }),
  ...(parts && { parts }),
  ...(relations && { relations }),
})

export const link = (native: string) => column(native, 'guid')
const is = (native: string, ...codes: readonly string[]) => oneOf(column(native), ...codes)
const ticked = (native: string, value: 'true' | 'false') => compare(column(native, 'boolean'), 'eq', value)

/** Partners that buy or sell. A company below another is a business of its own; persons and addresses below one are not. */
export const businesses = (rank: 'customer_rank' | 'supplier_rank'): NativeFilter =>
  and(compare(column(rank, 'number'), 'gt', '0'), or(ticked('is_company', 'true'), isNull(link('parent_id'))))

/** Sections and notes of an order are lines with a display type. */
export const orderLines = isNull(column('display_type'))

export const documents = is('move_type', ...documentTypes)
export const documentLines = and(is('display_type', 'product'), is('move_id.move_type', ...documentTypes))
export const opportunities = is('type', 'opportunity')

export const persons = and(isNull(link('parent_id'), false), ticked('is_company', 'false'), is('type', 'contact'))

/** Moves with lines that post to an account; sections and notes do not. */
export const postings = isNull(link('account_id'), false)

/** Quants of places that the company owns and that belong to a warehouse. */
export const stocked = and(is('location_id.usage', 'internal'), isNull(link('location_id.warehouse_id'), false))

export const stamps = f.each(f.instant, {
  'meta.sourceCreatedAt': 'create_date',
  'meta.sourceModifiedAt': 'write_date',
})
export const owned = { ...stamps, 'meta.legalEntity': f.ref('company_id') }

/** The id of a many2one to something that is no record of ours, as its code. */
export const codeOf = (native: string): MappedField => f.derived([native], (row) => f.idOf(row[native]))

export const paymentTerm = (native: string) => ({
  'paymentTerm.code': codeOf(native),
  'paymentTerm.description': f.label(native),
})

const total = (native: string) => ({ ...f.amount(native), ...f.computed(native) })

export const totals = {
  ...f.money('totals.taxExclusive', total('amount_untaxed'), f.storedCurrency('currency_id')),
  ...f.money('totals.tax', total('amount_tax'), f.storedCurrency('currency_id')),
  ...f.money('totals.taxInclusive', total('amount_total'), f.storedCurrency('currency_id')),
  currency: f.storedCurrency('currency_id'),
}

export const line = {
  ...owned,
  item: f.ref('product_id'),
  description: f.text('name'),
  ...f.money('unitPrice', f.number('price_unit'), 'currency_id'),
  ...f.money('net', f.computed('price_subtotal'), 'currency_id'),
}

/** Whether a record is in use; Odoo archives what it no longer wants to see. */
export const activity = (archived: string) => ({
  status: f.code('active', { true: 'ACTIVE', false: archived }, 'boolean'),
  sourceStatus: f.raw('active'),
})
