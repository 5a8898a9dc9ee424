import { describe, expect, it } from 'vitest'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import { inSystem, itemIn } from '../../subgraphs/simulator/company/in-system.ts'
import type { Company, Customer, Invoice, System } from '../../subgraphs/simulator/company/types.ts'
import { ODD_NAMES } from '../../subgraphs/simulator/company/words.ts'
import { FIRST_SYSTEMS, partOf } from './part-of.ts'

/** What the first four systems must contain, because some connector, screen or rule is wrong without it. */
const oddities: Record<string, (company: Company) => readonly unknown[]> = {
  'customer in Salesforce only': byKeys(['salesforce']),
  'customer in SAP and Salesforce': byKeys(['salesforce', 'sap']),
  'customer in NetSuite and Salesforce': byKeys(['salesforce', 'netsuite']),
  'customer in Odoo and Salesforce': byKeys(['salesforce', 'odoo']),
  'customer in two ERPs': byKeys(['salesforce', 'sap', 'netsuite']),
  'customer in three ERPs': byKeys(['salesforce', 'sap', 'netsuite', 'odoo']),
  'customer in SAP only': byKeys(['sap']),
  'customer in NetSuite only': byKeys(['netsuite']),
  'customer in Odoo only': byKeys(['odoo']),
  'missing link': ({ truth }) => truth.missingLinks,
  'conflicting link': ({ truth }) => truth.conflictingLinks,
  'duplicate link': ({ truth }) => truth.duplicateLinks,
  'dangling link': ({ truth }) => truth.danglingLinks,
  'duplicate account that names no key': customers(
    ({ duplicateOfId, erpKeys }) => duplicateOfId !== null && Object.keys(erpKeys).length === 0,
  ),
  'VAT number shared by businesses': ({ truth }) => truth.sharedVats,
  'GTIN that disagrees': ({ truth }) => truth.gtinConflicts,
  'dummy VAT number': customers(({ vat }) => vat === 'DE999999999'),
  'missing VAT number': customers(({ vat, kind }) => vat === null && kind === 'organization'),
  'customer never changed': customers(({ modifiedAt }) => modifiedAt === null),
  'inactive customer': customers(({ active }) => !active),
  'customer blocked for delivery only': customers(({ blocks }) => blocks.delivery && !blocks.orders),
  'customer blocked for everything': customers(({ blocks }) => blocks.orders && blocks.posting),
  'child of another customer': customers(({ parentId }) => parentId !== null),
  'revenue beyond a double': customers(
    ({ annualRevenue }) => annualRevenue !== null && annualRevenue.amount.length >= 18,
  ),
  'customer without an address, or with two': customers(({ addresses }) => addresses.length !== 1),
  'phone number that is not E.164': customers(({ phones }) => phones.some((phone) => !phone.startsWith('+'))),
  'name longer than SAP takes': customers(({ name }) => name.length > 80),
  'name in another script': customers(({ name }) => /[\u0370-\u03ff\u0600-\u06ff\u3040-\u9fff]/.test(name)),
  'customer with more than a page of contacts': ({ contacts }) =>
    contacts.filter(({ id }) => id > 100 && contacts[id]!.customerId === 0),
  'contact that Salesforce does not have': ({ contacts }) =>
    contacts.filter(({ keys }) => keys.salesforce === undefined),
  'item in all systems': ({ items }) => items.filter(({ keys }) => Object.keys(keys).length === 4),
  'item by weight': ({ items }) => items.filter(({ unit }) => unit === 'kilogram'),
  'item in a unit without a standard code': ({ items }) => items.filter(({ unit }) => unit === 'roll'),
  service: ({ items }) => items.filter(({ type }) => type === 'service'),
  'blocked item': ({ items }) => items.filter(({ status }) => status === 'blocked'),
  'discontinued item': ({ items }) => items.filter(({ status }) => status === 'discontinued'),
  'SKU with a quote, a slash and a percent sign': ({ items }) => items.filter(({ sku }) => /\/.*'.*%/.test(sku)),
  'item without GTIN': ({ items }) => items.filter(({ gtin }) => gtin === null),
  'negative stock': ({ stock }) => stock.filter(({ onHand }) => onHand.startsWith('-')),
  'no stock on hand': ({ stock }) => stock.filter(({ onHand }) => Number(onHand) === 0),
  'decimal stock': ({ stock }) => stock.filter(({ onHand }) => onHand.includes('.')),
  'stock in quality inspection': ({ stock }) => stock.filter(({ category }) => category === 'quality'),
  'blocked stock': ({ stock }) => stock.filter(({ category }) => category === 'blocked'),
  'batches in SAP': ({ stock }) => stock.filter(({ lot, system }) => lot !== null && system === 'sap'),
  'lots in Odoo': ({ stock }) => stock.filter(({ lot, system }) => lot !== null && system === 'odoo'),
  'more reserved than on hand': ({ stock }) =>
    stock.filter(({ backordered }) => backordered !== null && Number(backordered) > 0),
  'item in all twelve warehouses': ({ stock, items }) =>
    items.filter(
      ({ id }) =>
        new Set(stock.filter(({ itemId }) => itemId === id).map(({ warehouseId }) => warehouseId)).size === 12,
    ),
  'closed warehouse': ({ warehouses }) => warehouses.filter(({ active }) => !active),
  'invoice in a currency without decimals': invoices(({ currency }) => currency === 'JPY'),
  'invoice in a currency with three decimals': invoices(
    ({ currency, system }) => currency === 'KWD' && system === 'odoo',
  ),
  'invoice in pounds in SAP': invoices(({ currency, system }) => currency === 'GBP' && system === 'sap'),
  'invoice in francs': invoices(({ currency }) => currency === 'CHF'),
  'foreign invoice in yen books': invoices(({ currency, legalEntityId }) => currency !== 'JPY' && legalEntityId === 3),
  'invoice of more than a hundred lines': invoices(({ lines }) => lines.length > 100),
  'invoice line without an item': invoices(({ lines }) => lines.some(({ itemId }) => itemId === null)),
  'negative line': invoices(({ lines }) => lines.some(({ net }) => net.startsWith('-'))),
  'line discount': invoices(({ lines }) => lines.some(({ discount }) => discount !== null)),
  'reduced tax rate': invoices(({ lines }) => lines.some(({ taxRate }) => taxRate === '7.000')),
  'tax rate with three decimals': invoices(({ lines }) => lines.some(({ taxRate }) => taxRate === '8.875')),
  'disputed invoice': invoices(({ isDisputed }) => isDisputed),
  'overdue invoice': ({ invoices, today }) => invoices.filter(({ open, dueOn }) => Number(open) > 0 && dueOn < today),
  'invoice paid in parts': ({ payments }) => {
    const ids = payments.flatMap(({ direction, allocations }) =>
      direction === 'inbound' ? allocations.map(({ invoiceId }) => invoiceId) : [],
    )
    return ids.filter((id, place) => ids.indexOf(id) !== place)
  },
  'partly open invoice': invoices(({ open, gross, kind }) => kind === 'invoice' && Number(open) > 0 && open !== gross),
  'invoice posted on another day': invoices(({ postedOn, issuedOn }) => postedOn !== null && postedOn !== issuedOn),
  'invoice of another day in UTC': invoices(({ createdAt, issuedOn }) => createdAt.slice(0, 10) !== issuedOn),
  'open credit note': invoices(({ kind, open }) => kind === 'credit-note' && Number(open) > 0),
  'applied credit note': invoices(({ applications }) => applications.length > 0),
  'invoice from an order': invoices(({ salesOrderId }) => salesOrderId !== null),
  'draft invoice in each ERP': inEachErp(({ status }) => status === 'draft'),
  'cancelled invoice in each ERP': inEachErp(({ status }) => status === 'cancelled'),
  'payment of several invoices': ({ payments }) => payments.filter(({ allocations }) => allocations.length > 1),
  'payment on account': ({ payments }) =>
    payments.filter(({ status, allocations }) => status === 'posted' && allocations.length === 0),
  'payment with something left over': ({ payments }) =>
    payments.filter(({ unapplied, allocations }) => Number(unapplied) > 0 && allocations.length > 0),
  'cancelled payment': ({ payments }) => payments.filter(({ status }) => status === 'cancelled'),
  'payment to a supplier': ({ payments }) => payments.filter(({ direction }) => direction === 'outbound'),
  'exchange difference': ({ journalEntries, glAccounts }) =>
    journalEntries.filter(({ lines }) =>
      lines.some(({ accountId }) => glAccounts[accountId]!.role === 'exchange-difference'),
    ),
  'reversed entry': ({ journalEntries }) => journalEntries.filter(({ reversalOf }) => reversalOf !== null),
  'order blocked by credit': ({ salesOrders }) => salesOrders.filter(({ credit }) => credit === 'blocked'),
  'cancelled order': ({ salesOrders }) => salesOrders.filter(({ status }) => status === 'cancelled'),
  'order closed short': ({ salesOrders }) =>
    salesOrders.filter(({ status, billing }) => status === 'closed' && billing === 'partial'),
  'order delivered and not invoiced': ({ salesOrders }) =>
    salesOrders.filter(({ delivery, billing }) => delivery === 'complete' && billing === 'none'),
  'order waiting for approval': ({ salesOrders }) => salesOrders.filter(({ status }) => status === 'pending-approval'),
  'order in Salesforce': ({ salesOrders }) => salesOrders.filter(({ system }) => system === 'salesforce'),
  'approved purchase order': ({ purchaseOrders }) => purchaseOrders.filter(({ status }) => status === 'approved'),
  'deal without an amount': ({ opportunities }) => opportunities.filter(({ amount }) => amount === null),
  'deal without a customer': ({ opportunities }) => opportunities.filter(({ customerId }) => customerId === null),
  'open deal past its date': ({ opportunities, today }) =>
    opportunities.filter(({ status, closeOn }) => status === 'open' && closeOn < today),
  'lost deal in Odoo': ({ opportunities }) =>
    opportunities.filter(({ system, status }) => system === 'odoo' && status === 'lost'),
  'credit limit beyond a double': ({ creditAccounts }) =>
    creditAccounts.filter(({ limit }) => limit !== null && limit.replace('.', '').length >= 16),
  'no credit limit': ({ creditAccounts }) =>
    creditAccounts.filter(({ limit, isUnlimited }) => limit === null && !isUnlimited),
  'unlimited credit': ({ creditAccounts }) => creditAccounts.filter(({ isUnlimited }) => isUnlimited),
  'credit limit of zero': ({ creditAccounts }) =>
    creditAccounts.filter(({ limit }) => Number(limit) === 0 && limit !== null),
  'credit hold': ({ creditAccounts }) => creditAccounts.filter(({ hold }) => hold === 'held'),
  'overridden credit hold': ({ creditAccounts }) => creditAccounts.filter(({ hold }) => hold === 'overridden'),
  'credit limit past its validity': ({ creditAccounts, today }) =>
    creditAccounts.filter(({ validUntil }) => validUntil !== null && validUntil < today),
  'SAP customer without a credit account': ({ customers, creditAccounts }) =>
    customers.filter(
      ({ id, keys }) =>
        keys.sap !== undefined &&
        !creditAccounts.some(({ customerId, system }) => customerId === id && system === 'sap'),
    ),
  'customer in two credit segments': ({ creditAccounts }) => creditAccounts.filter(({ segment }) => segment === '2000'),
  'supplier with blocked payments': ({ suppliers }) => suppliers.filter(({ blocks }) => blocks.payment),
  'deleted record': ({ tombstones }) => tombstones,
  'customer spelt otherwise in an ERP': customers(
    (customer) => customer.keys.sap !== undefined && inSystem(customer, 'sap').name !== customer.name,
  ),
  'older address in an ERP': customers(
    (customer) => inSystem(customer, 'netsuite').addresses[0] !== customer.addresses[0],
  ),
  'VAT number written otherwise in Salesforce': customers(
    (customer) => inSystem(customer, 'salesforce').vat !== customer.vat,
  ),
}

/** What the systems that joined must contain beside. */
const laterOddities: Record<string, (company: Company) => readonly unknown[]> = {
  'customer in every system': customers(({ keys }) => Object.keys(keys).length === 8),
  'customer in Business Central and Salesforce': inAll(['salesforce', 'businessCentral']),
  'customer in Business One and Salesforce': inAll(['salesforce', 'businessOne']),
  'customer in Finance & Operations and both CRMs': inAll(['salesforce', 'dataverse', 'financeOperations']),
  'customer in Business Central only': byKeys(['businessCentral']),
  'customer in Business One only': byKeys(['businessOne']),
  'customer in Finance & Operations only': byKeys(['financeOperations']),
  'customer in Finance & Operations and its CRM only': byKeys(['financeOperations', 'dataverse']),
  'prospect in Dataverse only': byKeys(['dataverse']),
  'account of Dataverse that Salesforce does not have': ({ truth }) => truth.dataverseOnly,
  'customer that no CRM has': ({ truth, customers: all }) =>
    truth.erpOnly.filter((id) => all[id]!.keys.businessCentral !== undefined),
  'odd name in Dataverse': customers(({ name, keys }) => keys.dataverse !== undefined && /["'%_\\]/.test(name)),
  'invoice in złoty': invoices(({ currency }) => currency === 'PLN'),
  'invoice in kronor': invoices(({ currency }) => currency === 'SEK'),
  'invoice in pounds in pound books': invoices(
    ({ currency, legalEntityId }) => currency === 'GBP' && legalEntityId === 5,
  ),
  'invoice in francs in franc books': invoices(
    ({ currency, legalEntityId }) => currency === 'CHF' && legalEntityId === 7,
  ),
  'item in every system': ({ items }) => items.filter(({ keys }) => Object.keys(keys).length === 8),
  'item in every warehouse': ({ items, stock, warehouses }) =>
    items.filter(
      ({ id }) =>
        new Set(stock.filter(({ itemId }) => itemId === id).map(({ warehouseId }) => warehouseId)).size ===
        warehouses.length,
    ),
  'item in two configurations': ({ stock }) => stock.filter(({ configuration }) => configuration === 'ECO'),
  'contact that only Dataverse has': ({ contacts }) =>
    contacts.filter(({ keys }) => Object.keys(keys).join() === 'dataverse'),
  'won deal with lines in Dataverse': ({ opportunities }) =>
    opportunities.filter(({ system, status, lines }) => system === 'dataverse' && status === 'won' && lines.length > 0),
  'deleted account of Dataverse': ({ tombstones }) => tombstones.filter(({ system }) => system === 'dataverse'),
}

/** One at least in each ERP that joined. */
const inEachJoined: Record<string, (company: Company) => readonly { readonly system: System }[]> = {
  'missing link': ({ truth }) => truth.missingLinks,
  'conflicting link': ({ truth }) => truth.conflictingLinks,
  'dangling link': ({ truth }) => truth.danglingLinks,
  'draft invoice': invoices(({ status }) => status === 'draft'),
  'cancelled invoice': invoices(({ status }) => status === 'cancelled'),
  'open credit note': invoices(({ kind, open }) => kind === 'credit-note' && Number(open) > 0),
  'partly open invoice': invoices(({ open, gross, kind }) => kind === 'invoice' && Number(open) > 0 && open !== gross),
  'invoice of more than a hundred lines': invoices(({ lines }) => lines.length > 100),
  'foreign invoice': ({ invoices: all, legalEntities }) =>
    all.filter(({ currency, legalEntityId }) => currency !== legalEntities[legalEntityId]!.currency),
  'payment on account': ({ payments }) =>
    payments.filter(({ status, allocations }) => status === 'posted' && allocations.length === 0),
  'payment to a supplier': ({ payments }) => payments.filter(({ direction }) => direction === 'outbound'),
  'order blocked by credit': ({ salesOrders }) => salesOrders.filter(({ credit }) => credit === 'blocked'),
  'order delivered in part': ({ salesOrders }) => salesOrders.filter(({ delivery }) => delivery === 'partial'),
  'purchase order': ({ purchaseOrders }) => purchaseOrders,
  bill: ({ bills }) => bills,
  'credit hold': ({ creditAccounts }) => creditAccounts.filter(({ hold }) => hold === 'held'),
  'credit limit': ({ creditAccounts }) => creditAccounts.filter(({ limit }) => Number(limit) > 0),
  'credit limit of zero': ({ creditAccounts }) =>
    creditAccounts.filter(({ limit }) => limit !== null && Number(limit) === 0),
  'unlimited credit': ({ creditAccounts }) => creditAccounts.filter(({ isUnlimited }) => isUnlimited),
  'exchange difference': ({ journalEntries, glAccounts }) =>
    journalEntries.filter(({ lines }) =>
      lines.some(({ accountId }) => glAccounts[accountId]!.role === 'exchange-difference'),
    ),
}

describe.each([1, 7])('a whole company of scale 0.03 and seed %i', (seed) => {
  const company = generateCompany({ seed, scale: 0.03 })

  it.each(Object.entries(laterOddities))('has a %s', (_, find) => {
    expect(find(company).length).toBeGreaterThan(0)
  })

  it.each(Object.entries(inEachJoined))('has a %s in each ERP that joined', (_, find) => {
    const systems = new Set(find(company).map(({ system }) => system))
    expect(
      ['businessCentral', 'financeOperations', 'businessOne'].filter((system) => !systems.has(system as System)),
    ).toEqual([])
  })
})

describe.each([1, 7])('the first four systems at scale 0.05 and seed %i', (seed) => {
  const company = partOf(generateCompany({ seed, scale: 0.05 }), FIRST_SYSTEMS)

  it.each(Object.entries(oddities))('has a %s', (_, find) => {
    expect(find(company).length).toBeGreaterThan(0)
  })

  it('has every odd name', () => {
    const names = new Set(company.customers.map(({ name }) => name))
    expect(ODD_NAMES.filter((name) => !names.has(name))).toEqual([])
  })

  it('has the shares of systems that were asked for, roughly', () => {
    const share = (system: 'salesforce' | 'sap' | 'netsuite' | 'odoo'): number =>
      company.customers.filter(({ keys }) => keys[system] !== undefined).length / company.customers.length
    expect(share('salesforce')).toBeGreaterThan(0.9)
    expect(share('sap')).toBeGreaterThan(0.25)
    expect(share('netsuite')).toBeGreaterThan(0.15)
    expect(share('odoo')).toBeGreaterThan(0.08)
  })
})

describe('what a system has on file', () => {
  const company = generateCompany({ scale: 0.05 })

  it('is the same whenever it is asked', () => {
    for (const customer of company.customers) expect(inSystem(customer, 'odoo')).toEqual(inSystem(customer, 'odoo'))
  })

  it('fits the system', () => {
    expect(company.customers.filter((customer) => inSystem(customer, 'sap').name.length > 80)).toEqual([])
    expect(company.items.filter((item) => itemIn(company, item, 'sap').name.length > 40)).toEqual([])
  })

  it('keeps keys, currency and terms', () => {
    const kept = ({ keys, currency, term, blocks }: Customer) => ({ keys, currency, term, blocks })
    for (const customer of company.customers) expect(kept(inSystem(customer, 'sap'))).toEqual(kept(customer))
  })

  it('shows the GTIN that disagrees only where it is wrong', () => {
    const { itemId, system, gtin } = company.truth.gtinConflicts[0]!
    const item = company.items[itemId]!
    expect(itemIn(company, item, system).gtin).toBe(gtin)
    expect(itemIn(company, item, 'odoo').gtin).toBe(item.gtin)
  })
})

function byKeys(systems: readonly string[]) {
  return customers(({ keys }) => Object.keys(keys).toSorted().join() === systems.toSorted().join())
}

function customers(predicate: (customer: Customer) => boolean) {
  return (company: Company) => company.customers.filter(predicate)
}

function invoices(predicate: (invoice: Invoice) => boolean) {
  return (company: Company) => company.invoices.filter(predicate)
}

function inAll(systems: readonly System[]) {
  return customers(({ keys }) => systems.every((system) => keys[system] !== undefined))
}

/** Nothing unless all three have one. */
function inEachErp(predicate: (invoice: Invoice) => boolean) {
  return (company: Company): Invoice[] => {
    const found = company.invoices.filter(predicate)
    return new Set(found.map(({ system }) => system)).size === 3 ? found : []
  }
}
