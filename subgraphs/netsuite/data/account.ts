import { inSystem, itemIn, supplierIn } from '../../simulator/company/in-system.ts'
import type { Company, CurrencyCode, Customer, Item, LegalEntity, Supplier } from '../../simulator/company/types.ts'

/** One NetSuite account: the company's records that it holds, under its own ids and spellings. */
export interface Account {
  readonly company: Company
  readonly customers: readonly Customer[]
  readonly suppliers: readonly Supplier[]
  readonly items: readonly Item[]
  currencyId(code: CurrencyCode): string
  currencyName(code: CurrencyCode): string
  termId(code: string): string | null
  termName(code: string): string | null
  ownerId(userId: number): string | null
  ownerName(userId: number): string | null
  subsidiary(legalEntityId: number): LegalEntity
  /** Of a customer or supplier in a document: its id and the name it is shown by. */
  customerOf(id: number | null): Party | undefined
  supplierOf(id: number | null): Party | undefined
  itemId(id: number | null): string | null
  itemName(id: number | null): string | null
  locationId(warehouseId: number | null): string | null
  locationName(warehouseId: number | null): string | null
  glAccountId(id: number): string
  /** The id of the posting account with this role. */
  roleAccountId(role: string): string
}

export interface Party {
  readonly id: string
  readonly name: string
}

export const entityId = (prefix: string, key: string): string => `${prefix}${key.padStart(5, '0')}`

export function accountOf(company: Company): Account {
  const held = <T extends { readonly keys: { readonly netsuite?: string } }>(records: readonly T[]) =>
    records.filter(({ keys }) => keys.netsuite !== undefined)
  const currencies = new Map(company.currencies.map((currency) => [currency.code, currency]))
  const terms = new Map(company.paymentTerms.map((term) => [term.code, term]))
  const glAccounts = company.glAccounts.filter(({ system }) => system === 'netsuite')
  const customers = held(company.customers).map((customer) => inSystem(customer, 'netsuite'))
  const suppliers = held(company.suppliers).map((supplier) => supplierIn(supplier, 'netsuite'))
  const items = held(company.items).map((item) => itemIn(company, item, 'netsuite'))
  const partyOf = (records: readonly (Customer | Supplier)[]) => {
    const parties = new Map(records.map(({ id, name, keys }) => [id, { id: keys.netsuite!, name }]))
    return (id: number | null) => (id === null ? undefined : parties.get(id))
  }
  return {
    company,
    customers,
    suppliers,
    items,
    currencyId: (code) => currencies.get(code)!.keys.netsuite!,
    currencyName: (code) => currencies.get(code)!.name,
    termId: (code) => terms.get(code)?.keys.netsuite ?? null,
    termName: (code) => terms.get(code)?.name ?? null,
    ownerId: (userId) => company.users[userId]?.keys.netsuite ?? null,
    ownerName: (userId) => (company.users[userId]?.keys.netsuite === undefined ? null : company.users[userId]!.name),
    subsidiary: (id) => company.legalEntities[id]!,
    customerOf: partyOf(customers),
    supplierOf: partyOf(suppliers),
    itemId: (id) => (id === null ? null : (company.items[id]!.keys.netsuite ?? null)),
    itemName: (id) => (id === null ? null : company.items[id]!.sku),
    locationId: (id) => (id === null ? null : company.warehouses[id]!.key),
    locationName: (id) => (id === null ? null : company.warehouses[id]!.name),
    glAccountId: (id) => company.glAccounts[id]!.key,
    roleAccountId: (role) => glAccounts.find((account) => account.role === role)!.key,
  }
}
