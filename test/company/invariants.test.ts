import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_SYSTEMS } from '../../subgraphs/simulator/company/expected/arithmetic.ts'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import type { Company, Invoice, Keys, SalesOrder, Tombstone } from '../../subgraphs/simulator/company/types.ts'
import { decimalsOf, equals, repeated, scaleOf, sumOf } from './exact.ts'

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/

/** Every rule takes a company and names what breaks it, so that a failure shows the record and not only a count. */
type Rule = (company: Company) => unknown[]

const documentRules: Record<string, Rule> = {
  'lines sum to the totals of their document': ({ invoices, bills }) =>
    both(invoices, bills).filter((invoice) => !addsUp(invoice)),
  'net and tax sum to gross, in base currency too': ({ invoices, bills }) =>
    both(invoices, bills).filter(
      ({ net, tax, gross, baseNet, baseTax, baseGross }) =>
        !equals(sumOf([net, tax]), gross) || !equals(sumOf([baseNet, baseTax]), baseGross),
    ),
  'what is open is gross less paid, between zero and gross': ({ invoices, bills }) =>
    both(invoices, bills).filter(
      ({ status, gross, paid, open }) =>
        status === 'posted' &&
        (!equals(new Big(gross).minus(paid), open) || new Big(open).lt(0) || new Big(paid).lt(0)),
    ),
  'drafts and cancelled documents are neither open nor paid': ({ invoices, bills }) =>
    both(invoices, bills).filter(
      ({ status, paid, open, baseOpen }) => status !== 'posted' && !equals(sumOf([paid, open, baseOpen]), '0'),
    ),
  'only what is fully settled has a day of payment': ({ invoices, bills }) =>
    both(invoices, bills).filter(
      ({ status, open, paidOn }) => (status === 'posted' && equals(open, '0')) !== (paidOn !== null),
    ),
  'money has the decimals of its currency': (company) =>
    both(company.invoices, company.bills).filter((invoice) => !hasScales(company, invoice)),
  'orders sum to their totals, and lines never move or bill more than was ordered': ({ salesOrders }) =>
    salesOrders.filter((order) => !isSoundOrder(order)),
  'purchase orders sum to their totals': ({ purchaseOrders }) =>
    purchaseOrders.filter(
      ({ lines, net, tax }) =>
        !equals(sumOf(lines.map((line) => line.net)), net) || !equals(sumOf(lines.map((line) => line.tax)), tax),
    ),
  'a deal with lines is worth their sum': ({ opportunities }) =>
    opportunities.filter(
      ({ lines, amount }) => lines.length > 0 && !equals(sumOf(lines.map(({ total }) => total)), amount!),
    ),
  'an order has been invoiced exactly what its invoices say': (company) =>
    company.salesOrders.filter((order) => !isInvoicedAsTold(order, company)),
}

const settlementRules: Record<string, Rule> = {
  'a payment is its allocations and what is left': ({ payments }) =>
    payments.filter(
      ({ status, amount, unapplied, allocations }) =>
        status === 'posted' && !equals(sumOf([unapplied, ...allocations.map((part) => part.amount)]), amount),
    ),
  'drafts and cancelled payments settle nothing': ({ payments }) =>
    payments.filter(
      ({ status, allocations, unapplied }) =>
        status !== 'posted' && (allocations.length > 0 || !equals(unapplied, '0')),
    ),
  'the settled part of each invoice is what payments and credit notes allot to it': settledOtherwise,
  'a payment and what it settles share party, currency and company, and no date runs backwards': foreignAllocations,
  'a credit note settles at most the invoice that it corrects': ({ invoices }) =>
    invoices.filter(({ applications, correctsId }) => applications.some(({ invoiceId }) => invoiceId !== correctsId)),
}

const ledgerRules: Record<string, Rule> = {
  'every journal entry balances in base currency and in its own': ({ journalEntries }) =>
    journalEntries.filter(({ lines }) => !isBalanced(lines, 'amount') || !isBalanced(lines, 'baseAmount')),
  'the receivables and payables accounts hold what is open': controlDifferences,
  'every posted document has one entry, found by its ledger key': ({ invoices, bills, payments, journalEntries }) => {
    const entries = new Set(journalEntries.map(({ system, key }) => `${system} ${key}`))
    const posted = [...both(invoices, bills), ...payments].filter(({ status }) => status === 'posted')
    return posted.filter(({ system, ledgerKey }) => !entries.has(`${system} ${ledgerKey}`))
  },
}

const keyRules: Record<string, Rule> = {
  'native keys are unique within each system and object': repeatedKeys,
  'Salesforce ids have eighteen characters and the prefix of their object': wrongSalesforceIds,
  'NetSuite ids are unique over all kinds of transactions and over all kinds of entities': repeatedNetsuiteIds,
  'Odoo moves are unique over invoices, bills, payments and entries': ({ journalEntries }) =>
    repeated(journalEntries.filter(({ system }) => system === 'odoo').map(({ key }) => key)),
  'positions are ids': (company) =>
    Object.values(company).flatMap((list) =>
      Array.isArray(list)
        ? list.filter((record, place) => 'id' in record && typeof record.id === 'number' && record.id !== place)
        : [],
    ),
  'Business Central and Dataverse have GUIDs, of which none is in both or twice': wrongGuids,
  'Finance & Operations has record ids of 64 bits': ({ invoices, bills, payments }) =>
    [...invoices, ...bills, ...payments].filter(
      ({ system, key }) => system === 'financeOperations' && (!/^\d+$/.test(key) || Number.isSafeInteger(Number(key))),
    ),
  'what people call a record in Business Central is unique': ({ customers, suppliers, contacts, users }) => [
    ...[...customers, ...suppliers, ...contacts, ...users].filter(
      ({ keys, numbers }) => (keys.businessCentral === undefined) !== (numbers?.businessCentral === undefined),
    ),
    ...repeated([...customers, ...suppliers, ...contacts].flatMap(({ numbers }) => numbers?.businessCentral ?? [])),
  ],
  'document numbers are unique in each system that joined': ({ invoices, bills, payments }) =>
    [invoices, bills, payments].flatMap((list) =>
      repeated(list.filter(({ system }) => JOINED.has(system)).map(({ system, number }) => `${system} ${number}`)),
    ),
  'CRMs claim only keys that exist, the listed exceptions aside': wrongClaims,
  'references point to records': danglingReferences,
  'parents come first, so that no family is a circle': ({ customers }) =>
    customers.filter(({ id, parentId }) => parentId !== null && parentId >= id),
  'instants are whole seconds in UTC, and changes come after creations': (company) =>
    [...company.customers, ...company.contacts, ...company.invoices, ...company.salesOrders].filter(
      ({ createdAt, modifiedAt }) =>
        !INSTANT.test(createdAt) || (modifiedAt !== null && (!INSTANT.test(modifiedAt) || modifiedAt < createdAt)),
    ),
  'nothing has happened after today': ({ today, invoices, payments, salesOrders }) => [
    ...invoices.filter(({ issuedOn, paidOn, postedOn }) =>
      [issuedOn, paidOn, postedOn].some((on) => on !== null && on > today),
    ),
    ...payments.filter(({ paidOn }) => paidOn > today),
    ...salesOrders.filter(({ orderedOn }) => orderedOn > today),
  ],
  'stock is at a location of its warehouse, in a system that has the item': ({ stock, warehouses, items }) =>
    stock.filter(({ system, itemId, warehouseId, location }) => {
      const warehouse = warehouses[warehouseId]!
      return (
        warehouse.system !== system ||
        items[itemId]!.keys[system] === undefined ||
        !warehouse.locations.some(({ key }) => key === location)
      )
    }),
  'numbers are plain decimals': ({ stock, items, creditAccounts }) =>
    [
      ...stock.flatMap(({ onHand, reserved, onOrder }) => [onHand, reserved, onOrder]),
      ...items.flatMap(({ prices, costs }) => [...Object.values(prices), ...Object.values(costs ?? {})]),
      ...creditAccounts.map(({ limit }) => limit),
    ].filter((number) => number !== null && !PLAIN_DECIMAL.test(number)),
}

const JOINED: ReadonlySet<string> = new Set(['businessCentral', 'financeOperations', 'businessOne'])
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

describe.each([
  ['documents', documentRules],
  ['settlement', settlementRules],
  ['ledger', ledgerRules],
  ['keys and references', keyRules],
])('%s', (_, rules) => {
  it('hold every rule, whatever the seed', () => {
    const seeds = fc.integer({ min: 0, max: 2 ** 31 })
    fc.assert(
      fc.property(seeds, (seed) => {
        const company = generateCompany({ seed, scale: 0.01 })
        for (const [rule, broken] of Object.entries(rules)) expect(broken(company).slice(0, 2), rule).toEqual([])
      }),
      { numRuns: 5 },
    )
  })

  it.each(Object.entries(rules))('%s', (_rule, broken) => {
    expect(broken(demo).slice(0, 2)).toEqual([])
  })
})

const demo = generateCompany({ scale: 0.05 })

function both(invoices: readonly Invoice[], bills: readonly Invoice[]): Invoice[] {
  return [...invoices, ...bills]
}

function addsUp({ lines, net, tax }: Invoice): boolean {
  return equals(sumOf(lines.map((line) => line.net)), net) && equals(sumOf(lines.map((line) => line.tax)), tax)
}

function hasScales(company: Company, invoice: Invoice): boolean {
  const { net, tax, gross, paid, open, baseNet, baseTax, baseGross, baseOpen, lines } = invoice
  const own = [net, tax, gross, paid, open, ...lines.flatMap((line) => [line.net, line.tax, line.unitPrice])]
  const base = [baseNet, baseTax, baseGross, baseOpen]
  const baseCurrency = company.legalEntities[invoice.legalEntityId]!.currency
  return (
    own.every((amount) => PLAIN_DECIMAL.test(amount) && scaleOf(amount) === decimalsOf(company, invoice.currency)) &&
    base.every((amount) => PLAIN_DECIMAL.test(amount) && scaleOf(amount) === decimalsOf(company, baseCurrency))
  )
}

function isSoundOrder({ lines, net, tax, gross, openNet }: SalesOrder): boolean {
  const inOrder = lines.every(
    ({ ordered, delivered, invoiced }) =>
      new Big(invoiced).lte(ordered) && new Big(delivered).lte(ordered) && new Big(invoiced).lte(delivered),
  )
  const sums = equals(sumOf(lines.map((line) => line.net)), net) && equals(sumOf(lines.map((line) => line.tax)), tax)
  return inOrder && sums && equals(sumOf([net, tax]), gross) && new Big(openNet).gte(0) && new Big(openNet).lte(net)
}

function isInvoicedAsTold({ id, lines, invoiceIds }: SalesOrder, { invoices }: Company): boolean {
  const billed = invoiceIds.flatMap((invoiceId) =>
    invoices[invoiceId]!.salesOrderId === id ? invoices[invoiceId]!.lines : [],
  )
  return lines.every(({ lineNo, invoiced, itemId }) => {
    const own = billed.filter((line) => line.orderLineNo === lineNo)
    return own.every((line) => line.itemId === itemId) && equals(sumOf(own.map(({ quantity }) => quantity)), invoiced)
  })
}

function settledOtherwise({ invoices, bills, payments }: Company): unknown[] {
  const settled = new Map<Invoice, Big>()
  const add = (invoice: Invoice, amount: string): unknown =>
    settled.set(invoice, (settled.get(invoice) ?? new Big(0)).plus(amount))
  for (const { direction, allocations } of payments) {
    for (const { invoiceId, amount } of allocations)
      add((direction === 'inbound' ? invoices : bills)[invoiceId]!, amount)
  }
  for (const list of [invoices, bills]) {
    for (const credit of list) {
      for (const { invoiceId, amount } of credit.applications) {
        add(list[invoiceId]!, amount)
        add(credit, amount)
      }
    }
  }
  return both(invoices, bills).filter((invoice) => !equals(settled.get(invoice) ?? '0', invoice.paid))
}

function foreignAllocations({ invoices, bills, payments }: Company): unknown[] {
  return payments.filter((payment) =>
    payment.allocations.some(({ invoiceId, appliedOn }) => {
      const invoice = (payment.direction === 'inbound' ? invoices : bills)[invoiceId]!
      const sameParty = invoice.customerId === payment.customerId && invoice.supplierId === payment.supplierId
      const sameBooks = invoice.currency === payment.currency && invoice.legalEntityId === payment.legalEntityId
      return !sameParty || !sameBooks || appliedOn !== payment.paidOn || payment.paidOn < invoice.issuedOn
    }),
  )
}

function isBalanced(lines: Company['journalEntries'][number]['lines'], field: 'amount' | 'baseAmount'): boolean {
  const side = (wanted: string): Big =>
    sumOf(lines.filter(({ side: own }) => own === wanted).map((line) => line[field]))
  return side('debit').eq(side('credit'))
}

/** Control account against subledger, per company: the books and the open items are computed along different ways. */
function controlDifferences({
  legalEntities,
  glAccounts,
  journalEntries,
  invoices,
  bills,
  payments,
}: Company): unknown[] {
  const balance = (entity: number, role: string): Big => {
    const lines = journalEntries.filter(({ legalEntityId }) => legalEntityId === entity).flatMap((entry) => entry.lines)
    const own = lines.filter(({ accountId }) => glAccounts[accountId]!.role === role)
    return sumOf(
      own.map(({ side, baseAmount }) => (side === 'debit' ? baseAmount : new Big(baseAmount).neg().toFixed())),
    )
  }
  const openItems = (entity: number, documents: readonly Invoice[], direction: string): Big => {
    const own = documents.filter(({ legalEntityId }) => legalEntityId === entity)
    const money = payments.filter((payment) => payment.legalEntityId === entity && payment.direction === direction)
    return sumOf(
      own.map(({ kind, baseOpen }) => (kind === 'invoice' ? baseOpen : new Big(baseOpen).neg().toFixed())),
    ).minus(sumOf(money.map(({ baseUnapplied }) => baseUnapplied)))
  }
  return legalEntities.filter(
    ({ id }) =>
      !equals(balance(id, 'receivable'), openItems(id, invoices, 'inbound')) ||
      !equals(balance(id, 'payable').neg(), openItems(id, bills, 'outbound')),
  )
}

function repeatedKeys(company: Company): unknown[] {
  const { customers, suppliers, contacts, items } = company
  const partners = ALL_SYSTEMS.flatMap((system) =>
    repeated([...customers, ...suppliers, ...contacts].flatMap(({ keys }) => keys[system] ?? [])),
  )
  const products = ALL_SYSTEMS.flatMap((system) => repeated(items.flatMap(({ keys }) => keys[system] ?? [])))
  const documents = [
    company.invoices,
    company.bills,
    company.payments,
    company.salesOrders,
    company.purchaseOrders,
    company.opportunities,
    company.stock,
  ]
  const inSystem = documents.flatMap((list) => repeated(list.map(({ system, key }) => `${system} ${key}`)))
  return [
    ...partners,
    ...products,
    ...inSystem,
    ...repeated(items.map(({ sku }) => sku)),
    ...repeatedTombstones(company),
  ]
}

/** A deleted record's key is nobody's, and each was deleted once. */
function repeatedTombstones({
  tombstones,
  customers,
  contacts,
  items,
  opportunities,
  invoices,
  salesOrders,
}: Company): unknown[] {
  const living = {
    customer: customers.map(({ keys }) => keys),
    contact: contacts.map(({ keys }) => keys),
    item: items.map(({ keys }) => keys),
    opportunity: opportunities.map(({ system, key }) => ({ [system]: key })),
    invoice: invoices.map(({ system, key }) => ({ [system]: key })),
    'sales-order': salesOrders.map(({ system, key }) => ({ [system]: key })),
  }
  const isAlive = ({ type, system, key }: Tombstone): boolean => living[type].some((keys: Keys) => keys[system] === key)
  return [
    ...tombstones.filter(isAlive),
    ...repeated(tombstones.map(({ system, type, key }) => `${system} ${type} ${key}`)),
  ]
}

function wrongSalesforceIds({ customers, contacts, opportunities, items, salesOrders, users }: Company): unknown[] {
  const wrong = (prefix: string, keys: readonly (string | undefined)[]) =>
    keys.filter(
      (key) => key !== undefined && !(key.length === 18 && key.startsWith(prefix) && /^[0-9A-Za-z]+$/.test(key)),
    )
  const inSalesforce = (list: readonly { system: string; key: string }[]) =>
    list.filter(({ system }) => system === 'salesforce').map(({ key }) => key)
  return [
    ...wrong(
      '001',
      customers.map(({ keys }) => keys.salesforce),
    ),
    ...wrong(
      '003',
      contacts.map(({ keys }) => keys.salesforce),
    ),
    ...wrong(
      '01t',
      items.map(({ keys }) => keys.salesforce),
    ),
    ...wrong(
      '005',
      users.map(({ keys }) => keys.salesforce),
    ),
    ...wrong('006', inSalesforce(opportunities)),
    ...wrong('801', inSalesforce(salesOrders)),
    ...wrong(
      '00k',
      opportunities.filter(({ system }) => system === 'salesforce').flatMap(({ lines }) => lines.map(({ key }) => key)),
    ),
  ]
}

function wrongGuids(company: Company): unknown[] {
  const { customers, suppliers, contacts, items, users, units, currencies, paymentTerms } = company
  const kept = [customers, suppliers, contacts, items, users, units, currencies, paymentTerms].flat()
  const documents = [
    company.invoices,
    company.bills,
    company.payments,
    company.salesOrders,
    company.purchaseOrders,
    company.opportunities,
    company.warehouses,
    company.glAccounts,
    company.legalEntities,
  ].flat()
  const lines = company.opportunities.filter(({ system }) => system === 'dataverse').flatMap((deal) => deal.lines)
  const guids = [
    ...kept.flatMap(({ keys }) => [keys.businessCentral ?? [], keys.dataverse ?? []].flat()),
    ...documents.filter(({ system }) => system === 'businessCentral' || system === 'dataverse').map(({ key }) => key),
    ...lines.map(({ key }) => key),
  ]
  return [...guids.filter((guid) => !GUID.test(guid)), ...repeated(guids)]
}

function repeatedNetsuiteIds({
  customers,
  suppliers,
  contacts,
  users,
  invoices,
  bills,
  payments,
  salesOrders,
  purchaseOrders,
  journalEntries,
}: Company): unknown[] {
  const entities = [...customers, ...suppliers, ...contacts, ...users].flatMap(({ keys }) => keys.netsuite ?? [])
  const transactions = [
    ...invoices,
    ...bills,
    ...payments,
    ...salesOrders,
    ...purchaseOrders,
    ...journalEntries.filter(({ origin }) => origin.type === 'manual'),
  ]
  const ids = transactions.filter(({ system }) => system === 'netsuite').map(({ key }) => key)
  return [...repeated(entities), ...repeated(ids)]
}

/** What the accounts claim, checked against who really has the key and against the lists of `truth`. */
function wrongClaims({ customers, truth }: Company): unknown[] {
  const systems = ['sap', 'netsuite', 'odoo', 'businessCentral', 'financeOperations', 'businessOne'] as const
  const listed = new Set(
    [...truth.conflictingLinks, ...truth.duplicateLinks, ...truth.danglingLinks].map(
      ({ customerId, system }) => `${customerId} ${system}`,
    ),
  )
  const missing = new Set(truth.missingLinks.map(({ customerId, system, key }) => `${customerId} ${system} ${key}`))
  return customers.flatMap(({ id, keys, numbers, erpKeys }) =>
    systems
      .filter((system) => {
        const seen = system === 'businessCentral' ? numbers?.businessCentral : keys[system]
        const real = seen === undefined ? undefined : `${seen}`
        const claimant = system === 'financeOperations' ? 'dataverse' : 'salesforce'
        if (keys[claimant] === undefined) return erpKeys[system] !== undefined
        if (listed.has(`${id} ${system}`)) return erpKeys[system] === undefined || erpKeys[system] === real
        return erpKeys[system] !== real && !(erpKeys[system] === undefined && missing.has(`${id} ${system} ${real}`))
      })
      .map((system) => ({ id, system, keys, erpKeys })),
  )
}

function danglingReferences(company: Company): unknown[] {
  const {
    customers,
    suppliers,
    items,
    invoices,
    bills,
    payments,
    salesOrders,
    purchaseOrders,
    opportunities,
    contacts,
  } = company
  const has = (list: readonly unknown[], id: number | null): boolean => id === null || list[id] !== undefined
  const isHome = (record: { system: string; customerId: number | null; legalEntityId: number | null }): boolean =>
    record.customerId === null ||
    record.legalEntityId === null ||
    customers[record.customerId]!.legalEntityIds.includes(record.legalEntityId)
  return [
    ...both(invoices, bills).filter(
      (i) =>
        !isHome(i) ||
        !has(customers, i.customerId) ||
        !has(suppliers, i.supplierId) ||
        !has(salesOrders, i.salesOrderId) ||
        !has(purchaseOrders, i.purchaseOrderId),
    ),
    ...both(invoices, bills).filter(({ system, lines }) =>
      lines.some(({ itemId }) => itemId !== null && items[itemId]?.keys[system] === undefined),
    ),
    ...payments.filter((payment) => !isHome(payment)),
    ...salesOrders.filter(
      (order) =>
        !isHome(order) ||
        !has(opportunities, order.opportunityId) ||
        customers[order.customerId]?.keys[order.system] === undefined,
    ),
    ...opportunities.filter(
      ({ customerId, system }) => customerId !== null && customers[customerId]?.keys[system] === undefined,
    ),
    ...opportunities.filter(
      ({ contactId, customerId, system }) =>
        contactId !== null &&
        (contacts[contactId]?.customerId !== customerId || contacts[contactId]?.keys[system] === undefined),
    ),
    ...contacts.filter(({ customerId, keys }) => Object.keys(keys).length === 0 || !has(customers, customerId)),
  ]
}
