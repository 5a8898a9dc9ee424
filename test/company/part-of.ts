import type { Company, Keys, Link, System } from '../../subgraphs/simulator/company/types.ts'

/** The systems that the group had before others joined it. */
export const FIRST_SYSTEMS: readonly System[] = ['salesforce', 'sap', 'netsuite', 'odoo']

/**
 * The company as somebody sees it who has these systems only: no other keys, no records that only others have.
 *
 * Masters keep their positions, so that ids still find them: those that no system is left for stay without keys, unless
 * they are the last. Documents are left out one by one; theirs hold for the first systems together and for all.
 */
export function partOf(company: Company, systems: readonly System[]): Company {
  const isOwn = ({ system }: { readonly system: System }): boolean => systems.includes(system)
  const isHeld = ({ keys }: { readonly keys: Keys }): boolean => Object.keys(keys).length > 0
  const entityIds = new Set(company.legalEntities.filter(isOwn).map(({ id }) => id))
  const keep = <T extends { readonly keys: Keys }>(record: T): T => ({ ...record, keys: only(record.keys, systems) })
  const numbered = <T extends { readonly numbers?: unknown }>({ numbers, ...rest }: T) =>
    (systems.includes('businessCentral') && numbers !== undefined ? { ...rest, numbers } : rest) as T
  const atHome = <T extends { readonly legalEntityIds: readonly number[] }>(record: T): T => ({
    ...record,
    legalEntityIds: record.legalEntityIds.filter((id) => entityIds.has(id)),
  })
  const currencies = company.currencies.map(keep).filter(isHeld)
  const customers = upToLast(company.customers.map(keep), isHeld).map((customer) =>
    atHome(numbered({ ...customer, erpKeys: only(customer.erpKeys, systems) })),
  )
  const part: Omit<Company, 'journalEntries'> = {
    ...withoutJournal(company),
    legalEntities: upToLast(company.legalEntities, isOwn),
    currencies,
    rates: ratesOf(company, currencies, entityIds),
    paymentTerms: company.paymentTerms.map(keep),
    units: company.units.map((unit) => ({ ...keep(unit), codes: only(unit.codes, systems) })),
    users: company.users.map((user) => numbered(keep(user))),
    stages: company.stages.map(keep),
    customers,
    suppliers: upToLast(company.suppliers.map(keep), isHeld).map((supplier) => atHome(numbered(supplier))),
    contacts: upToLast(company.contacts.map(keep), isHeld).map(numbered),
    opportunities: company.opportunities.filter(isOwn),
    items: company.items.map((item) => ({ ...keep(item), costs: item.costs && only(item.costs, systems) })),
    warehouses: upToLast(company.warehouses, isOwn),
    stock: company.stock.filter(isOwn),
    creditAccounts: company.creditAccounts.filter(isOwn),
    invoices: company.invoices.filter(isOwn),
    bills: company.bills.filter(isOwn),
    salesOrders: company.salesOrders.filter(isOwn),
    purchaseOrders: company.purchaseOrders.filter(isOwn),
    payments: company.payments.filter(isOwn),
    glAccounts: upToLast(company.glAccounts, isOwn),
    tombstones: company.tombstones.filter(isOwn),
    truth: truthOf(company, customers, systems),
  }
  return Object.defineProperty(part as Company, 'journalEntries', {
    enumerable: true,
    get: () => company.journalEntries.filter(isOwn),
  })
}

/** Reading the journal would make it. */
function withoutJournal(company: Company): Omit<Company, 'journalEntries'> {
  const { journalEntries: _, ...others } = Object.getOwnPropertyDescriptors(company)
  return Object.defineProperties({}, others) as Omit<Company, 'journalEntries'>
}

function only<T extends object>(bySystem: T, systems: readonly System[]): T {
  return Object.fromEntries(
    Object.entries(bySystem).filter(([system]) => systems.some((known) => known === system)),
  ) as T
}

function upToLast<T>(list: readonly T[], isKept: (record: T) => boolean): readonly T[] {
  return list.slice(0, list.findLastIndex(isKept) + 1)
}

function ratesOf(company: Company, used: Company['currencies'], entityIds: ReadonlySet<number>): Company['rates'] {
  const codes = new Set(used.map(({ code }) => code))
  const bases = new Set(company.legalEntities.filter(({ id }) => entityIds.has(id)).map(({ currency }) => currency))
  return company.rates.filter(({ from, to }) => codes.has(from) && bases.has(to))
}

function truthOf({ truth }: Company, customers: Company['customers'], systems: readonly System[]): Company['truth'] {
  const isOwn = ({ system }: { readonly system: System }): boolean => systems.includes(system)
  const ofHeld = (id: number): boolean => Object.keys(customers[id]?.keys ?? {}).length > 0
  const claims = <T extends Link>(links: readonly T[]): T[] =>
    links.filter((link) => isOwn(link) && ofHeld(link.customerId))
  return {
    duplicateLinks: claims(truth.duplicateLinks),
    missingLinks: claims(truth.missingLinks),
    conflictingLinks: claims(truth.conflictingLinks),
    danglingLinks: claims(truth.danglingLinks),
    erpOnly: truth.erpOnly.filter(ofHeld),
    dataverseOnly: truth.dataverseOnly.filter(ofHeld),
    sharedVats: truth.sharedVats.filter(({ customerIds }) => customerIds.every(ofHeld)),
    gtinConflicts: truth.gtinConflicts.filter(isOwn),
  }
}
