import { expect } from 'vitest'
import { type FaultCase, faultRows, fresh } from './matrix.ts'
import type { FaultWorld } from './world.ts'

/** What became of the wire: what stood there, and what stands there now. */
interface Drift {
  readonly find: string
  readonly put: string
}

const invoices = `{ erp: invoices(first: 4, sources: ["erp"]) { complete nodes {
  id number kind status dueDate totals { taxInclusive { amount currency } } } } }`
const opportunities = `{ erp: opportunities(first: 4, sources: ["erp"]) { complete nodes {
  id name status expectedCloseDate amount { document { amount currency } } } } }`

type Path = readonly string[]

// biome-ignore lint/suspicious/noExplicitAny: nodes of whatever shape was asked for
type Node = any

const at = (node: Node, path: Path): unknown => path.reduce((value, step) => value?.[step], node)

function without(node: Node, [step, ...rest]: Path): Node {
  return { ...node, [step!]: rest.length > 0 && node[step!] ? without(node[step!], rest) : null }
}

/** A value that cannot be read is null and says so; all others stand. */
const unreadable = (title: string, vendor: string, { find, put }: Drift, path: Path): FaultCase => ({
  title,
  vendor,
  run: async (world) => {
    const [whole, drifted] = await beforeAndAfter(world, { find, put })
    const damaged = whole.data.erp.nodes.filter((node: Node) => at(node, path) !== null)
    expect(damaged.length).toBeGreaterThan(0)
    expect(drifted.data.erp.nodes).toEqual(
      whole.data.erp.nodes.map((node: Node) => (damaged.includes(node) ? without(node, path) : node)),
    )
    expect(drifted.errors.length).toBeGreaterThanOrEqual(damaged.length)
    for (const { path: place, extensions } of drifted.errors) {
      expect(extensions).toMatchObject({ code: 'SOURCE_BAD_RESPONSE', source: 'erp', retryable: false })
      expect(place?.[0]).toBe('erp')
    }
  },
})

/** A code that nobody has heard of is UNKNOWN, and no failure. */
const unheardOf = (title: string, vendor: string, { find, put }: Drift, field: string): FaultCase => ({
  title,
  vendor,
  run: async (world) => {
    const [whole, drifted] = await beforeAndAfter(world, { find, put })
    expect(drifted.errors).toEqual([])
    const values = drifted.data.erp.nodes.map((node: Node) => node[field])
    expect(values).toContain('UNKNOWN')
    const others = (nodes: Node[]) => nodes.map((node) => without(node, [field]))
    expect(others(drifted.data.erp.nodes)).toEqual(others(whole.data.erp.nodes))
  },
})

async function beforeAndAfter(world: FaultWorld, drift: Drift) {
  const query =
    world.application.members[0]!.source.entities.Opportunity?.object === 'Opportunity' ? opportunities : invoices
  const whole = await world.ask(query)
  expect(whole.errors).toEqual([])
  world.erp.fault({ kind: 'rewrite', ...drift })
  const drifted = await world.ask(query, fresh)
  expect(drifted.data.erp.complete).toBe(true)
  return [whole, drifted] as const
}

const total = ['totals', 'taxInclusive']
const amount = ['amount']

faultRows([
  {
    row: 40,
    title: 'fields that are not what they were',
    cases: [
      unreadable('an amount of NetSuite with commas', 'netsuite', { find: '"total":"', put: '"total":"1,0' }, total),
      unreadable(
        'an amount of Salesforce as text',
        'salesforce',
        { find: '"Amount":', put: '"Amount":"1,000","Was":' },
        amount,
      ),
      unreadable(
        'an amount of Odoo as text',
        'odoo',
        { find: '"amount_total":', put: '"amount_total":"1,000","was":' },
        total,
      ),
      unreadable(
        'an amount of SAP with commas',
        'sap-s4hana',
        { find: '"AmountInTransactionCurrency":"', put: '"AmountInTransactionCurrency":"1,0' },
        total,
      ),
      unreadable(
        'an amount that is an object',
        'odoo',
        { find: '"amount_total":', put: '"amount_total":{},"was":' },
        total,
      ),
      unreadable('a day in another order', 'netsuite', { find: '"duedate":"20', put: '"duedate":"31.12.20' }, [
        'dueDate',
      ]),
      unreadable('a day that is none', 'salesforce', { find: '"CloseDate":"20', put: '"CloseDate":"x20' }, [
        'expectedCloseDate',
      ]),
      unreadable('a day in another form', 'sap-s4hana', { find: '"NetDueDate":"/Date(', put: '"NetDueDate":"/Day(' }, [
        'dueDate',
      ]),
      unreadable('a day as a number', 'odoo', { find: '"invoice_date_due":', put: '"invoice_date_due":45000,"was":' }, [
        'dueDate',
      ]),
      unheardOf('a state of NetSuite’s', 'netsuite', { find: '"state":"PAID"', put: '"state":"SETTLED"' }, 'status'),
      unheardOf('a kind of Odoo’s', 'odoo', { find: '"out_invoice"', put: '"out_statement"' }, 'kind'),
      unheardOf(
        'a kind of SAP’s',
        'sap-s4hana',
        { find: '"DebitCreditCode":"S"', put: '"DebitCreditCode":"X"' },
        'kind',
      ),
    ],
  },
])
