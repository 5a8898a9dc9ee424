import type { Row } from '../../dialects/odoo-domain/simulate.ts'
import type { Company, Progress, PurchaseOrder, SalesOrder } from '../../simulator/company/types.ts'
import { sum } from './amounts.ts'
import {
  COMPANY_ID,
  columns,
  computed,
  currencyId,
  type Data,
  fromVienna,
  isOdoo,
  LOGGED,
  type ModelSpec,
  related,
  stamps,
} from './model.ts'
import { personAt } from './partners.ts'

/** Half an hour past midnight for some, when in UTC it is still the day before. */
const orderedAt = (day: string, id: number) => fromVienna(day, id % 2 === 0 ? '00:30' : '12:00')
const noon = (day: string | null) => (day === null ? null : fromVienna(day, '12:00'))

const DOCUMENT = {
  name: 'char',
  partner_id: 'res.partner',
  currency_id: 'res.currency',
  company_id: 'res.company',
  user_id: 'res.users',
  state: 'selection',
  invoice_status: 'selection',
  date_order: 'datetime',
  amount_untaxed: 'monetary',
  amount_tax: 'monetary',
  amount_total: 'monetary',
} as const

const documentCells = (data: Data, order: SalesOrder | PurchaseOrder) => ({
  id: Number(order.key),
  name: order.number,
  currency_id: currencyId(data, order.currency),
  company_id: COMPANY_ID,
  date_order: orderedAt(order.orderedOn, Number(order.key)),
  amount_untaxed: order.net,
  amount_tax: order.tax,
  amount_total: order.gross,
  ...stamps(order.createdAt, order.modifiedAt, Number(order.key)),
})

const LINE = {
  product_id: 'product.product',
  name: 'text',
  display_type: 'selection',
  price_unit: 'float',
  price_subtotal: 'monetary',
  qty_invoiced: 'float',
} as const

/** Odoo has no approval of sales: what waits for one elsewhere is confirmed here, or it would count nowhere. */
const saleStates: Readonly<Record<SalesOrder['status'], string>> = {
  draft: 'draft',
  'pending-approval': 'sale',
  open: 'sale',
  completed: 'sale',
  closed: 'sale',
  cancelled: 'cancel',
}

const moved: Readonly<Record<Progress, string>> = { none: 'pending', partial: 'partial', complete: 'full' }

/** Closing an order early cancels what has not moved, and marks the rest as fully billed. */
const isOver = ({ status }: SalesOrder | PurchaseOrder) => status === 'completed' || status === 'closed'

function saleProgress(company: Company, order: SalesOrder) {
  if (saleStates[order.status] !== 'sale')
    return { delivery_status: null, invoice_status: 'no', amount_invoiced: '0.00' }
  const hasTransfers = order.lines.some(({ warehouseId }) => warehouseId !== null)
  const billed = order.invoiceIds.map((id) => company.invoices[id]!).filter(({ status }) => status === 'posted')
  return {
    delivery_status: hasTransfers ? (isOver(order) ? 'full' : moved[order.delivery]) : null,
    invoice_status:
      isOver(order) || order.billing === 'complete' ? 'invoiced' : order.delivery === 'none' ? 'no' : 'to invoice',
    amount_invoiced: order.billing === 'none' ? '0.00' : sum(billed.map(({ gross }) => gross)),
  }
}

export const salesOrders: ModelSpec = {
  name: 'sale.order',
  order: 'date_order desc, id desc',
  fields: (data) => ({
    ...columns({ ...LOGGED, ...DOCUMENT, partner_invoice_id: 'res.partner', partner_shipping_id: 'res.partner' }),
    ...columns({
      commitment_date: 'datetime',
      client_order_ref: 'char',
      warehouse_id: 'stock.warehouse',
      delivery_status: 'selection',
    }),
    ...(data.version >= 17 && columns({ amount_invoiced: 'monetary', locked: 'boolean' })),
    order_line: related('one2many:sale.order.line', (row) => lineIds(data, 'sale.order.line', row)),
  }),
  rows: (data) => data.company.salesOrders.filter(isOdoo).map((order) => saleRow(data, order)),
}

const lineIds = (data: Data, model: string, row: Row) => data.where(model, 'order_id', row.id).map(({ id }) => id)

/** Every third customer orders through a person. */
function buyerOf({ company }: Data, { id, customerId }: SalesOrder): number {
  const person = id % 3 === 0 ? personAt(company, customerId) : undefined
  return person ?? company.customers[customerId]!.keys.odoo!
}

function saleRow(data: Data, order: SalesOrder): Row {
  const { company, version } = data
  const partner = company.customers[order.customerId]!.keys.odoo!
  const delivery = data.where('res.partner', 'parent_id', partner).find(({ type }) => type === 'delivery')
  const warehouse = order.lines.find(({ warehouseId }) => warehouseId !== null)?.warehouseId ?? null
  const { amount_invoiced, ...progress } = saleProgress(company, order)
  return {
    ...documentCells(data, order),
    state: saleStates[order.status],
    ...progress,
    ...(version >= 17 && { amount_invoiced, locked: isOver(order) }),
    partner_id: buyerOf(data, order),
    partner_invoice_id: partner,
    partner_shipping_id: delivery?.id ?? partner,
    user_id: company.users[order.ownerId]?.keys.odoo ?? null,
    commitment_date: noon(order.requestedOn),
    client_order_ref: order.customerPo,
    warehouse_id: warehouse === null ? null : Number(company.warehouses[warehouse]!.key),
  }
}

const unitField = ({ version }: Data) => (version >= 19 ? 'product_uom_id' : 'product_uom')

const unitOf = ({ company }: Data, itemId: number) => {
  const item = company.items[itemId]!
  return company.units.find(({ id }) => id === item.unit)!.keys.odoo!
}

const itemCells = (data: Data, itemId: number) => ({
  product_id: data.company.items[itemId]!.keys.odoo!,
  name: data.company.items[itemId]!.name,
  display_type: null,
  [unitField(data)]: unitOf(data, itemId),
})

const ofOrder = (data: Data, model: string, type: string, column: string) =>
  related(type, (row) => data.byId(model, row.order_id!)?.[column] ?? null)

const lineFields = (data: Data, order: string) => ({
  ...columns({ ...LOGGED, ...LINE, order_id: order, [unitField(data)]: 'uom.uom' }),
  state: ofOrder(data, order, 'selection', 'state'),
  currency_id: ofOrder(data, order, 'res.currency', 'currency_id'),
  company_id: ofOrder(data, order, 'res.company', 'company_id'),
})

export const salesOrderLines: ModelSpec = {
  name: 'sale.order.line',
  order: 'order_id, id',
  fields: (data) => ({
    ...lineFields(data, 'sale.order'),
    ...columns({ product_uom_qty: 'float', qty_delivered: 'float' }),
  }),
  rows: (data) =>
    numbered(data.company.salesOrders.filter(isOdoo), (order, id) => [
      ...order.lines.map((line) => ({
        id: id(),
        order_id: Number(order.key),
        ...itemCells(data, line.itemId),
        product_uom_qty: line.ordered,
        qty_delivered: line.delivered,
        qty_invoiced: line.invoiced,
        price_unit: line.unitPrice,
        price_subtotal: line.net,
        ...stamps(order.createdAt, order.modifiedAt, Number(order.key)),
      })),
      ...notes(order, id, data, { product_uom_qty: '0', qty_delivered: '0' }),
    ]),
  label: (row, data) => `${data.byId('sale.order', row.order_id!)?.name} - ${row.name}`,
}

/** Some orders have a line that is only text. */
function notes(
  order: SalesOrder | PurchaseOrder,
  id: () => number,
  data: Data,
  quantities: Readonly<Record<string, string>>,
): Row[] {
  if (order.id % 10 !== 0) return []
  const nothing = { product_id: null, [unitField(data)]: null, qty_invoiced: '0', price_unit: '0', price_subtotal: '0' }
  const text = { name: 'Please deliver before noon', display_type: 'line_note' }
  return [
    {
      id: id(),
      order_id: Number(order.key),
      ...text,
      ...nothing,
      ...quantities,
      ...stamps(order.createdAt, order.modifiedAt, order.id),
    },
  ]
}

/** Lines have ids of their own, in the order in which they were written. */
export function numbered<T>(records: readonly T[], lines: (record: T, id: () => number) => Row[]): Row[] {
  let last = 0
  return records.flatMap((record) => lines(record, () => ++last))
}

const purchaseStates: Readonly<Record<PurchaseOrder['status'], string>> = {
  draft: 'draft',
  'pending-approval': 'to approve',
  approved: 'purchase',
  open: 'purchase',
  completed: 'purchase',
  closed: 'purchase',
  cancelled: 'cancel',
}

function purchaseProgress(order: PurchaseOrder) {
  if (purchaseStates[order.status] !== 'purchase') return { receipt_status: null, invoice_status: 'no' }
  if (isOver(order)) return { receipt_status: 'full', invoice_status: 'invoiced' }
  const invoice_status = order.billing === 'complete' ? 'invoiced' : order.receipt === 'none' ? 'no' : 'to invoice'
  return { receipt_status: moved[order.receipt], invoice_status }
}

export const purchaseOrders: ModelSpec = {
  name: 'purchase.order',
  order: 'priority desc, id desc',
  fields: (data) => ({
    ...columns({ ...LOGGED, ...DOCUMENT, partner_ref: 'char', date_planned: 'datetime', date_approve: 'datetime' }),
    ...columns({ receipt_status: 'selection', priority: 'selection' }),
    order_line: related('one2many:purchase.order.line', (row) => lineIds(data, 'purchase.order.line', row)),
  }),
  rows: (data) =>
    data.company.purchaseOrders.filter(isOdoo).map((order) => ({
      ...documentCells(data, order),
      state: purchaseStates[order.status],
      ...purchaseProgress(order),
      partner_id: data.company.suppliers[order.supplierId]!.keys.odoo!,
      user_id: null,
      partner_ref: null,
      priority: '0',
      date_planned: noon(order.expectedOn),
      date_approve: null,
    })),
}

export const purchaseOrderLines: ModelSpec = {
  name: 'purchase.order.line',
  order: 'order_id, id',
  fields: (data) => ({
    ...lineFields(data, 'purchase.order'),
    ...columns({ product_qty: 'float', qty_received: 'float', date_planned: 'datetime' }),
    currency_id: computed('res.currency', (row) => data.byId('purchase.order', row.order_id!)?.currency_id ?? null),
  }),
  rows: (data) =>
    numbered(data.company.purchaseOrders.filter(isOdoo), (order, id) => [
      ...order.lines.map((line) => ({
        id: id(),
        order_id: Number(order.key),
        ...itemCells(data, line.itemId),
        product_qty: line.ordered,
        qty_received: line.received,
        qty_invoiced: line.billed,
        price_unit: line.unitPrice,
        price_subtotal: line.net,
        date_planned: noon(line.expectedOn),
        ...stamps(order.createdAt, order.modifiedAt, Number(order.key)),
      })),
      ...notes(order, id, data, { product_qty: '0', qty_received: '0' }),
    ]),
  label: (row, data) => `${data.byId('purchase.order', row.order_id!)?.name} - ${row.name}`,
}
