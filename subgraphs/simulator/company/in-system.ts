import { COUNTRY } from './countries.ts'
import { address, phone } from './names.ts'
import { createRandom, hash32 } from './random.ts'
import type { Company, Customer, Item, Supplier, System, Unit } from './types.ts'

/**
 * The customer as one system has it on file: other spellings, an older address, a phone number less.
 *
 * Salesforce is taken as typed; every other system differs in about four of ten customers, always in the same way. Keys, currency,
 * payment term and blocks are never touched, and a VAT number only in how it is written, so the truth stays findable.
 * The blocks of a customer are those of its ERPs; Salesforce has no such fields.
 */
export function inSystem(customer: Customer, system: System): Customer {
  if (system === 'salesforce') return { ...customer, vat: writtenIn(customer.vat, customer.id) }
  return { ...customer, ...spelling(customer, system), ...place(customer, system) }
}

/** The supplier's names as one ERP has them. */
export function supplierIn(supplier: Supplier, system: System): Supplier {
  return { ...supplier, ...spelling(supplier, system) }
}

/** The item as one system has it: SAP's description is short, and a GTIN may be the wrong one (`truth.gtinConflicts`). */
export function itemIn(company: Company, item: Item, system: System): Item {
  const conflict = company.truth.gtinConflicts.find((known) => known.itemId === item.id && known.system === system)
  const name = system === 'sap' ? cut(item.name, 40) : item.name
  return { ...item, name, gtin: conflict?.gtin ?? item.gtin }
}

/** What the system calls the unit of the item. */
export function unitIn(company: Company, item: Item, system: System): string {
  return unitOf(company, item).codes[system]
}

export function unitOf(company: Company, item: Item): Unit {
  return company.units.find(({ id }) => id === item.unit)!
}

interface Named {
  readonly id: number
  readonly name: string
  readonly legalName: string
}

/** Longest names that the systems take, in characters. */
const NAME_LENGTHS: Readonly<Record<System, number>> = {
  salesforce: 255,
  sap: 80,
  netsuite: 83,
  odoo: 500,
  businessCentral: 100,
  financeOperations: 100,
  dataverse: 160,
  businessOne: 100,
}

function spelling({ id, name, legalName }: Named, system: System): Pick<Named, 'name' | 'legalName'> {
  const spelt = SPELLINGS[hash32(`${system}/spelling/${id}/${name}`) % SPELLINGS.length]!(name, legalName)
  return { name: cut(spelt, NAME_LENGTHS[system]), legalName: cut(legalName, NAME_LENGTHS[system] * 2) }
}

type Spelling = (name: string, legalName: string) => string

const asIs: Spelling = (name) => name

const SPELLINGS: readonly Spelling[] = [
  asIs,
  asIs,
  asIs,
  asIs,
  asIs,
  asIs,
  (_, legalName) => legalName,
  (name) => name.toUpperCase(),
  (name) => withoutUmlauts(name),
  (name) => name.replace(/ & /g, ' und ').replace(/\s+/g, ' '),
]

const UMLAUTS: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  ø: 'oe',
}

function withoutUmlauts(name: string): string {
  return name.replace(/[äöüÄÖÜßø]/g, (letter) => UMLAUTS[letter]!)
}

/** One in seven has moved since the ERP was told, and one in nine has another phone. */
function place(customer: Customer, system: System): Partial<Customer> {
  const random = createRandom(`${system}/place/${customer.id}/${customer.name}`)
  const country = COUNTRY.get(customer.country)!
  const isOld = random.chance(0.14) && customer.addresses.length > 0
  return {
    ...(isOld && { addresses: [address('billing', country, random), ...customer.addresses.slice(1)] }),
    ...(random.chance(0.11) && { phones: [phone(country, random)] }),
  }
}

/** People type VAT numbers with spaces, dots and small letters. */
function writtenIn(vat: string | null, id: number): string | null {
  if (vat === null || id % 4 !== 0) return vat
  return id % 8 === 0 ? `${vat.slice(0, 2)} ${vat.slice(2, 5)} ${vat.slice(5)}` : vat.toLowerCase()
}

/** By code points, so that no emoji is cut in half. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : [...text].slice(0, length).join('').trimEnd()
}
