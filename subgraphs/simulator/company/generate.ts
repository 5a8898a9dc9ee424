import { dateOf } from './calendar.ts'
import { createContacts } from './contacts.ts'
import { type Context, createContext } from './context.ts'
import { createCreditAccounts } from './credit.ts'
import { createCrmOrders } from './crm-orders.ts'
import { createCustomers, isDummyVat } from './customers.ts'
import { GL_ACCOUNTS } from './gl-accounts.ts'
import { createInvoices } from './invoices.ts'
import { createItems, gtinConflicts } from './items.ts'
import { linkCustomers } from './links.ts'
import { CURRENCIES, LEGAL_ENTITIES, PAYMENT_TERMS, STAGES, UNITS, USERS } from './master.ts'
import { createOpportunities } from './opportunities.ts'
import { planOrders } from './order-plan.ts'
import { createPurchaseOrder, createSalesOrder } from './orders.ts'
import { createJournal } from './postings.ts'
import { createRates, createRateTable } from './rates.ts'
import { createPayment, settle } from './settlement.ts'
import { createStock } from './stock.ts'
import { createSuppliers } from './suppliers.ts'
import { createTombstones } from './tombstones.ts'
import { createTrades, type Issued, type Masters, type Trade } from './trade.ts'
import type { Company, CompanyOptions, Customer, Invoice, JournalEntry, Truth } from './types.ts'
import { WAREHOUSES } from './warehouses.ts'

/**
 * The demo company: the same for the same seed, scale and day, on every machine.
 *
 * Scale 1 is some 2,000 customers, 40,000 invoices and 5,000 items; there are never fewer than 100, 1,000 and 250.
 * Seed defaults to 1, scale to 1, today to 2026-11-20.
 */
export function generateCompany(options: CompanyOptions = {}): Company {
  const context = createContext(options)
  const rates = createRates(context.random.fork('rates'), context.opening - 60, context.today)
  const customers = createCustomers(context)
  const links = linkCustomers(customers, context)
  const items = createItems(context)
  const suppliers = createSuppliers(context)
  const contacts = createContacts(customers, context)
  const opportunities = createOpportunities(customers, contacts, items, context)
  const dealings = deal({ customers, suppliers, items, rates: createRateTable(rates) }, context)
  const crmOrders = createCrmOrders(dealings.salesOrders.length, opportunities, customers, items, context)
  const company = {
    name: LEGAL_ENTITIES[0]!.name,
    seed: context.seed,
    scale: context.scale,
    today: dateOf(context.today),
    legalEntities: LEGAL_ENTITIES,
    currencies: CURRENCIES,
    rates,
    paymentTerms: PAYMENT_TERMS,
    units: UNITS,
    users: USERS,
    stages: STAGES,
    customers,
    suppliers,
    contacts,
    opportunities,
    items,
    warehouses: WAREHOUSES,
    stock: createStock(items, context),
    creditAccounts: createCreditAccounts(customers, context),
    ...dealings,
    salesOrders: [...dealings.salesOrders, ...crmOrders],
    glAccounts: GL_ACCOUNTS,
    tombstones: createTombstones(context),
    truth: truthOf(customers, links, gtinConflicts(items)),
  }
  return withJournal(company, context)
}

/** What is bought and sold: the documents of every legal entity, each list in order of its entities and dates. */
function deal(masters: Masters, context: Context) {
  const sales = createTrades('receivable', masters, context)
  const purchases = createTrades('payable', masters, context)
  const invoices = issueAll(sales, context)
  const bills = issueAll(purchases, context)
  const salesOrders = sales.flatMap((trade) => planOrders(trade, invoices.get(trade)!, context))
  const purchaseOrders = purchases.flatMap((trade) => planOrders(trade, bills.get(trade)!, context))
  const payments = [...invoices, ...bills].flatMap(([trade, issued]) => settle(trade, issued, context))
  return {
    invoices: documentsOf(invoices),
    bills: documentsOf(bills),
    salesOrders: salesOrders.map((plan, id) => createSalesOrder(id, plan, context)),
    purchaseOrders: purchaseOrders.map((plan, id) => createPurchaseOrder(id, plan, context)),
    payments: payments.map((plan, id) => createPayment(id, plan, context)),
  }
}

function issueAll(trades: readonly Trade[], context: Context): Map<Trade, Issued[]> {
  let firstId = 0
  const issued = new Map<Trade, Issued[]>()
  for (const trade of trades) {
    issued.set(trade, createInvoices(trade, firstId, context))
    firstId += trade.documents
  }
  return issued
}

function documentsOf(issued: ReadonlyMap<Trade, readonly Issued[]>): Invoice[] {
  return [...issued.values()].flatMap((documents) => documents.map(({ invoice }) => invoice))
}

function truthOf(
  customers: readonly Customer[],
  links: Omit<Truth, 'erpOnly' | 'sharedVats' | 'gtinConflicts'>,
  gtins: Truth['gtinConflicts'],
): Truth {
  const withVat = customers.filter(({ vat }) => vat !== null && !isDummyVat(vat))
  const groups = [...Map.groupBy(withVat, ({ vat }) => vat!)].filter(([, members]) => members.length > 1)
  return {
    ...links,
    erpOnly: customers.filter(({ keys }) => keys.salesforce === undefined).map(({ id }) => id),
    sharedVats: groups.map(([vat, members]) => ({ vat, customerIds: members.map(({ id }) => id) })),
    gtinConflicts: gtins,
  }
}

/** Most readers never ask for the journal, so it is made when somebody does. Nothing else takes keys after this point. */
function withJournal(company: Omit<Company, 'journalEntries'>, context: Context): Company {
  let journal: JournalEntry[] | undefined
  return Object.defineProperty({ ...company } as Company, 'journalEntries', {
    enumerable: true,
    get: () => (journal ??= createJournal(company, context)),
  })
}
