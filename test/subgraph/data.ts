import type { EntityName, FieldMap, NativeRow, Source } from '../../gateway/connector/index.ts'
import type { Rows } from './fake-reader.ts'
import { plainSource, type SourceChanges, wholeMap } from './source.ts'

/** A row whose amounts of money are given as `path: 'amount currency'`. */
export function row(key: string, columns: NativeRow, money: Readonly<Record<string, string>> = {}): NativeRow {
  const amounts = Object.entries(money).flatMap(([path, text]) => {
    const [amount, currency] = text.split(' ')
    return [[`${path}.amount`, amount] as const, [`${path}.currency`, currency] as const]
  })
  return { key, ...columns, ...Object.fromEntries(amounts) }
}

const customer = (key: string, columns: NativeRow = {}) =>
  row(key, { name: `Customer ${key}`, kind: 'ORGANIZATION', status: 'ACTIVE', ...columns })

/** A small company: customers with contacts, deals and invoices; an invoice with lines; items; a company that owns them. */
export const rows: Rows = {
  Customer: [
    customer('C1', {
      number: '100',
      industry: 'Steel',
      employeeCount: 20,
      'paymentTerm.netDays': 30,
      crm_id: 'A-1',
      'meta.legalEntity': 'L1',
    }),
    customer('C2', {
      number: '200',
      industry: 'Paper',
      employeeCount: 7,
      parent: 'C1',
      emails: ['office@two.example'],
    }),
    customer('C3', { number: null, industry: 'Paper', parent: 'gone', crm_id: 'A-1' }),
  ],
  Contact: [
    row('P1', { fullName: 'Ada', lastName: 'Lovelace', customer: 'C1' }),
    row('P2', { fullName: 'Grace', lastName: 'Hopper', customer: 'C1' }),
    row('P3', { fullName: 'Alan', lastName: null, customer: 'C1' }),
    row('P4', { fullName: 'Edsger', lastName: 'Dijkstra', customer: 'C2' }),
  ],
  Opportunity: [
    row(
      'O1',
      { name: 'Mill', status: 'OPEN', customer: 'C1', 'stage.code': '1', 'stage.name': 'New' },
      { 'amount.document': '10.50 EUR' },
    ),
  ],
  Invoice: [
    invoice('I1', '100.00', { dueDate: '2026-03-14', customer: 'C1' }),
    invoice('I2', '250.00', { dueDate: '2026-03-15', customer: 'C1' }),
    invoice('I3', '99.5', { dueDate: null, status: 'PAID', customer: 'C2' }),
  ],
  InvoiceLine: [
    row('I1-10', { invoice: 'I1', lineNo: '10', item: 'S1', description: 'tenth' }),
    row('I1-9', {
      invoice: 'I1',
      lineNo: '9',
      item: 'S2',
      description: 'ninth',
      taxes: [{ code: 'V19', rate: '19.0', tax: { amount: '1.90', currency: 'EUR' } }],
    }),
  ],
  Item: [
    row('S1', { name: 'Nut', sku: 'N-1', type: 'INVENTORY', status: 'ACTIVE' }),
    row('S2', { name: 'Bolt', sku: 'B-1', type: 'INVENTORY', status: 'ACTIVE' }),
  ],
  StockLevel: [row('K1', { item: 'S1', 'onHand.value': '12.5', 'onHand.uom': 'C62', 'onHand.sourceUom': 'PC' })],
  LegalEntity: [row('L1', { code: 'DE01', name: 'Works', functionalCurrency: 'EUR' })],
}

export function invoice(key: string, open: string, columns: NativeRow = {}): NativeRow {
  const base = { direction: 'RECEIVABLE', kind: 'STANDARD', status: 'OPEN', currency: 'EUR', issueDate: '2026-02-01' }
  return row(key, { ...base, ...columns }, { 'totals.taxInclusive': '300.00 EUR', 'open.document': `${open} EUR` })
}

export const served: readonly EntityName[] = [
  'Customer',
  'Contact',
  'Opportunity',
  'Invoice',
  'InvoiceLine',
  'Item',
  'StockLevel',
  'LegalEntity',
]

type Changes = Readonly<Partial<Record<EntityName, Readonly<Record<string, FieldMap | undefined>>>>>

/** A source that serves the company above with every field mapped, except as said. */
export function companySource(
  changes: Changes = {},
  config: SourceChanges = {},
  entities: readonly EntityName[] = served,
): Source {
  const maps = entities.map((entity) => [entity, wholeMap(entity, changes[entity])])
  return plainSource(Object.fromEntries(maps), config)
}
