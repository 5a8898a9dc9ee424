import type { Field, Model, Row } from '../../dialects/odoo-domain/simulate.ts'
import type { Company } from '../../simulator/company/types.ts'
import { type Table, table } from '../../simulator/table.ts'
import { accounts, moveLines, moves } from './accounting.ts'
import { leads } from './crm.ts'
import { masters } from './masters.ts'
import type { Data, ModelSpec } from './model.ts'
import { purchaseOrderLines, purchaseOrders, salesOrderLines, salesOrders } from './orders.ts'
import { partners } from './partners.ts'
import { payments } from './payments.ts'
import { locations, lots, products, quants, warehouses } from './products.ts'

const specs: readonly ModelSpec[] = [
  ...masters,
  partners,
  leads,
  products,
  warehouses,
  locations,
  lots,
  quants,
  salesOrders,
  salesOrderLines,
  purchaseOrders,
  purchaseOrderLines,
  accounts,
  moves,
  moveLines,
  payments,
]

/** The models of one database, each made when first asked for and then kept. */
export function databaseOf(company: Company, version: number): (name: string) => Model | undefined {
  const models = new Map<string, Model>()
  const tables = new Map<string, Table<Row>>()

  const spec = (name: string) => specs.find((known) => known.name === name)
  const tableOf = (name: string): Table<Row> => {
    const known = tables.get(name) ?? made(name)
    tables.set(name, known)
    return known
  }
  const made = (name: string) => {
    const { fields, rows } = spec(name)!
    return table(name, rows(data), { key: 'id', indexes: references(fields(data)) })
  }
  const data: Data = {
    company,
    version,
    rows: (name) => tableOf(name).rows,
    byId: (name, id) => (id === null ? undefined : tableOf(name).byKey(id)),
    where: (name, column, value) => tableOf(name).where(column, value),
  }
  const modelOf = (found: ModelSpec): Model => {
    const label = (row: Row) => found.label?.(row, data) ?? String(row.name ?? `${found.name},${row.id}`)
    const fields = {
      id: { type: 'integer' as const },
      ...found.fields(data),
      display_name: { type: 'char' as const, compute: label },
    }
    return {
      name: found.name,
      order: found.order,
      fields,
      label,
      get table() {
        return tableOf(found.name)
      },
    }
  }
  return (name) => {
    const found = spec(name)
    if (!found) return undefined
    const model = models.get(name) ?? modelOf(found)
    models.set(name, model)
    return model
  }
}

/** Columns that other records are found by. */
const references = (fields: Readonly<Record<string, Field>>): string[] =>
  Object.entries(fields).flatMap(([name, { type, compute }]) => (type === 'many2one' && !compute ? [name] : []))
