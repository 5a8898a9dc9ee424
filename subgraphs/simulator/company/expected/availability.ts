import Big from 'big.js'
import type { Company, Decimal, IsoDate, Item, StockRow } from '../types.ts'
import { total } from './arithmetic.ts'

export interface SystemAvailability {
  readonly system: StockRow['system']
  readonly onHand: Decimal
  readonly available: Decimal
}

/**
 * What each system may still promise of an item. Where stock knows what is reserved, each warehouse promises the rest of its own;
 * SAP's and Business Central's do not, and there the open orders take from all that is there. Nobody promises less than nothing.
 */
export function availableOf(company: Company, sku: string): SystemAvailability[] {
  const item = company.items.find((known) => known.sku === sku)!
  const rows = company.stock.filter(({ itemId, category }) => itemId === item.id && category === 'unrestricted')
  return [...Map.groupBy(rows, ({ system }) => system)].map(([system, own]) => ({
    system,
    onHand: total(own.map(({ onHand }) => onHand)).toFixed(),
    available: own.some(({ reserved }) => reserved === null) ? lessOrders(company, item, own) : lessReserved(own),
  }))
}

function lessReserved(rows: readonly StockRow[]): Decimal {
  const perWarehouse = [...Map.groupBy(rows, ({ warehouseId }) => warehouseId).values()].map((own) =>
    positive(total(own.map(({ onHand, reserved }) => new Big(onHand).minus(reserved!).toFixed()))),
  )
  return total(perWarehouse).toFixed()
}

function lessOrders(company: Company, item: Item, rows: readonly StockRow[]): Decimal {
  const open = company.salesOrders
    .filter(
      ({ system, status }) => system === rows[0]!.system && !['completed', 'closed', 'cancelled'].includes(status),
    )
    .flatMap(({ lines }) => lines.filter(({ itemId }) => itemId === item.id))
  const wanted = open.map(({ ordered, delivered }) => positive(new Big(ordered).minus(delivered)))
  return positive(total(rows.map(({ onHand }) => onHand)).minus(total(wanted)))
}

const positive = (amount: Big): Decimal => (amount.lt(0) ? '0' : amount.toFixed())

/** What Odoo, the only system to say so line by line, has on order from suppliers until a day. */
export function expectedInOdoo(company: Company, sku: string, by: IsoDate): Decimal {
  const item = company.items.find((known) => known.sku === sku)!
  const lines = company.purchaseOrders
    .filter(({ system, status }) => system === 'odoo' && (status === 'open' || status === 'approved'))
    .flatMap(({ lines }) => lines)
    .filter(({ itemId, expectedOn }) => itemId === item.id && expectedOn !== null && expectedOn <= by)
  return total(lines.map(({ ordered, received }) => positive(new Big(ordered).minus(received)))).toFixed()
}
