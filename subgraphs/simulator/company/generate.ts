import { dateOf } from './calendar.ts'
import { createContacts, joinContacts } from './contacts.ts'
import { type Context, createContext } from './context.ts'
import { createCreditAccounts } from './credit.ts'
import { createCrmOrders } from './crm-orders.ts'
import { createCustomers, isDummyVat } from './customers.ts'
import { GL_ACCOUNTS } from './gl-accounts.ts'
import { createInvoices } from './invoices.ts'
import { createItems, gtinConflicts } from './items.ts'
import { joinCustomers } from './joined-customers.ts'
import { type LinkTruth, linkCustomers, linkJoined } from './links.ts'
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
import { createJoinedTrades, createTrades, type Issued, type Masters, type Trade } from './trade.ts'
import type { Company, CompanyOptions, Customer, Invoice, JournalEntry, Truth } from './types.ts'
import { WAREHOUSES } from './warehouses.ts'

/**
 * The demo company: the same for the same seed, scale and day, on every machine.
 *
 * Scale 1 is some 2,000 customers, 40,000 invoices and 5,000 items in the first four systems, and 240 customers and 9,000
 * invoices more with the companies that joined; there are never fewer than 100, 1,000, 250, 28 and 360.
 * Seed defaults to 1, scale to 1, today to 2026-11-20.
 */
export function generateCompany(options: CompanyOptions = {}): Company {
  const context = createContext(options)
  const rates = createRates(context.random.fork('rates'), context.opening - 60, context.today)
  const items = createItems(context)
  const { customers, suppliers, contacts, links } = createParties(context)
  const opportunities = createOpportunities(customers, contacts, items, context)
  const masters = { customers, suppliers, items, rates: createRateTable(rates) }
  const first = deal(createTrades, masters, NOTHING_DEALT, context)
  const crmOrders = createCrmOrders(first.salesOrders.length, opportunities, customers, items, context)
  const before = { ...first, salesOrders: [...first.salesOrders, ...crmOrders] }
  const joined = deal(createJoinedTrades, masters, before, context)
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
    invoices: [...before.invoices, ...joined.invoices],
    bills: [...before.bills, ...joined.bills],
    salesOrders: [...before.salesOrders, ...joined.salesOrders],
    purchaseOrders: [...before.purchaseOrders, ...joined.purchaseOrders],
    payments: [...before.payments, ...joined.payments],
    glAccounts: GL_ACCOUNTS,
    tombstones: createTombstones(context),
    truth: truthOf(customers, links, gtinConflicts(items)),
  }
  return withJournal(company, context)
}

/**
 * First those of the group as it was, with what Salesforce claims of them; then who came with the companies that joined.
 *
 * The order of the steps is that of the partner numbers in SAP and NetSuite.
 */
function createParties(context: Context) {
  const customers = createCustomers(context)
  const links = linkCustomers(customers, context)
  const suppliers = createSuppliers(context)
  const contacts = createContacts(customers, context)
  const firstOwn = customers.length
  joinCustomers(customers, context)
  joinContacts(contacts, customers, firstOwn, context)
  return { customers, suppliers, contacts, links: linkJoined(customers, links, context) }
}

type Dealings = Pick<Company, 'invoices' | 'bills' | 'salesOrders' | 'purchaseOrders' | 'payments'>

const NOTHING_DEALT: Dealings = { invoices: [], bills: [], salesOrders: [], purchaseOrders: [], payments: [] }

/** What is bought and sold: the documents of legal entities, each list in order of its entities and dates, after what was `before`. */
function deal(tradesOf: typeof createTrades, masters: Masters, before: Dealings, context: Context): Dealings {
  const sales = tradesOf('receivable', masters, context)
  const purchases = tradesOf('payable', masters, context)
  const invoices = issueAll(sales, before.invoices.length, context)
  const bills = issueAll(purchases, before.bills.length, context)
  const salesOrders = sales.flatMap((trade) => planOrders(trade, invoices.get(trade)!, context))
  const purchaseOrders = purchases.flatMap((trade) => planOrders(trade, bills.get(trade)!, context))
  const payments = [...invoices, ...bills].flatMap(([trade, issued]) => settle(trade, issued, context))
  return {
    invoices: documentsOf(invoices),
    bills: documentsOf(bills),
    salesOrders: salesOrders.map((plan, place) => createSalesOrder(before.salesOrders.length + place, plan, context)),
    purchaseOrders: purchaseOrders.map((plan, place) =>
      createPurchaseOrder(before.purchaseOrders.length + place, plan, context),
    ),
    payments: payments.map((plan, place) => createPayment(before.payments.length + place, plan, context)),
  }
}

function issueAll(trades: readonly Trade[], start: number, context: Context): Map<Trade, Issued[]> {
  let firstId = start
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

function truthOf(customers: readonly Customer[], links: LinkTruth, gtins: Truth['gtinConflicts']): Truth {
  const withVat = customers.filter(({ vat }) => vat !== null && !isDummyVat(vat))
  const groups = [...Map.groupBy(withVat, ({ vat }) => vat!)].filter(([, members]) => members.length > 1)
  return {
    ...links,
    erpOnly: idsOf(customers.filter(({ keys }) => keys.salesforce === undefined && keys.dataverse === undefined)),
    dataverseOnly: idsOf(customers.filter(({ keys }) => keys.salesforce === undefined && keys.dataverse !== undefined)),
    sharedVats: groups.map(([vat, members]) => ({ vat, customerIds: idsOf(members) })),
    gtinConflicts: gtins,
  }
}

function idsOf(records: readonly Customer[]): number[] {
  return records.map(({ id }) => id)
}

/** Most readers never ask for the journal, so it is made when somebody does. Nothing else takes keys after this point. */
function withJournal(company: Omit<Company, 'journalEntries'>, context: Context): Company {
  let journal: JournalEntry[] | undefined
  return Object.defineProperty({ ...company } as Company, 'journalEntries', {
    enumerable: true,
    get: () => (journal ??= createJournal(company, context)),
  })
}
