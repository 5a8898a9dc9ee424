import type { Context, Draft } from './context.ts'
import { lifetime, maybeRecentDate } from './context.ts'
import { COUNTRY } from './countries.ts'
import { personName, phone } from './names.ts'
import type { Random } from './random.ts'
import type { Contact, Customer, Keys, Numbers, System } from './types.ts'
import { DEPARTMENTS, TITLES } from './words.ts'

/** People at organisations: nearly all in Salesforce, some of them in the ERPs that hold the customer. */
export function createContacts(customers: readonly Customer[], context: Context): Draft<Contact>[] {
  const random = context.random.fork('contacts')
  const contacts: Draft<Contact>[] = []
  for (const customer of customers) {
    const count = customer.kind === 'person' ? 0 : contactCount(customer.id, random)
    for (let place = 0; place < count; place++) {
      contacts.push(createContact(contacts.length, place, customer, contactKeys, context, random))
    }
  }
  return contacts
}

/** The companies that joined know some of the people already, and bring those at their own customers, who come last. */
export function joinContacts(
  contacts: Draft<Contact>[],
  customers: readonly Customer[],
  firstOwn: number,
  context: Context,
): void {
  const random = context.random.fork('contacts/joined')
  for (const contact of contacts) {
    const systems = contactSystems(customers[contact.customerId]!, random)
    contact.keys = { ...contact.keys, ...joinedKeys(systems, context) }
    Object.assign(contact, numbersIn(systems, context))
  }
  for (const customer of customers.slice(firstOwn)) {
    const count = contactCount(customer.id, random)
    for (let place = 0; place < count; place++) {
      const systems = contactSystems(customer, random)
      if (systems.length === 0) systems.push(CONTACT_SHARES.find(([known]) => customer.keys[known] !== undefined)![0])
      const contact = createContact(
        contacts.length,
        place,
        customer,
        () => joinedKeys(systems, context),
        context,
        random,
      )
      contacts.push({ ...contact, ...numbersIn(systems, context) })
    }
  }
}

/** How likely a system that has the customer has one of its people. */
const CONTACT_SHARES: readonly (readonly [System, number])[] = [
  ['dataverse', 0.7],
  ['businessCentral', 0.5],
  ['financeOperations', 0.3],
  ['businessOne', 0.5],
]

function contactSystems({ keys }: Customer, random: Random): System[] {
  const holders = CONTACT_SHARES.filter(([system]) => keys[system] !== undefined)
  return holders.filter(([, share]) => random.chance(share)).map(([system]) => system)
}

function joinedKeys(systems: readonly System[], { keys }: Context): Keys {
  return {
    ...(systems.includes('dataverse') && { dataverse: keys.guid('dataverse/contact') }),
    ...(systems.includes('businessCentral') && { businessCentral: keys.guid('businessCentral/contact') }),
    ...(systems.includes('financeOperations') && {
      financeOperations: `CP-${`${keys.serial('financeOperations/contact')}`.padStart(6, '0')}`,
    }),
    ...(systems.includes('businessOne') && { businessOne: `${keys.serial('businessOne/contact')}` }),
  }
}

function numbersIn(systems: readonly System[], { keys }: Context): { numbers?: Numbers } {
  if (!systems.includes('businessCentral')) return {}
  return { numbers: { businessCentral: `CT${`${keys.serial('businessCentral/contact')}`.padStart(6, '0')}` } }
}

/** One customer has so many that its contacts do not fit a default page. */
function contactCount(customerId: number, random: Random): number {
  return customerId === 0 ? 120 : random.pick([0, 1, 1, 1, 2, 2, 3, 4])
}

const ROLES = ['decision-maker', 'billing', 'purchasing', 'shipping', 'technical', 'other'] as const
const SALUTATIONS = ['Mr.', 'Ms.', 'Dr.', null, null] as const

function createContact(
  id: number,
  place: number,
  customer: Customer,
  keysFor: typeof contactKeys,
  context: Context,
  random: Random,
): Draft<Contact> {
  const country = COUNTRY.get(customer.country)!
  const { firstName, lastName } = personName(country, random)
  const keys = keysFor(customer, context, random)
  return {
    id,
    customerId: customer.id,
    salutation: random.pick(SALUTATIONS),
    firstName: random.chance(0.05) ? null : firstName,
    lastName,
    title: random.chance(0.8) ? random.pick(TITLES) : null,
    department: random.chance(0.6) ? random.pick(DEPARTMENTS) : null,
    role: random.pick(ROLES),
    email: random.chance(0.85) ? `contact${id}@${customer.emails[0]?.split('@')[1] ?? 'mail.example'}` : null,
    phone: random.chance(0.6) ? phone(country, random) : null,
    mobile: random.chance(0.4) ? phone(country, random) : null,
    isPrimary: place === 0,
    optOut: random.chance(0.06),
    ownerId: customer.ownerId,
    ...lifetime(context, random),
    lastActivityOn: maybeRecentDate(context, random, 0.5),
    keys,
    sapRelationship: keys.sap === undefined ? null : context.keys.sap(300_001),
  }
}

function contactKeys(customer: Customer, { keys }: Context, random: Random): Keys {
  const inSap = customer.keys.sap !== undefined && random.chance(0.25)
  const inNetsuite = customer.keys.netsuite !== undefined && random.chance(0.3)
  const inOdoo = customer.keys.odoo !== undefined && random.chance(0.5)
  const isElsewhere = inSap || inNetsuite || inOdoo
  const inSalesforce = customer.keys.salesforce !== undefined && (!isElsewhere || random.chance(0.8))
  return {
    ...(inSalesforce && { salesforce: keys.salesforce('003') }),
    ...((inSap || (!inSalesforce && customer.keys.sap !== undefined)) && { sap: keys.sapPartner() }),
    ...((inNetsuite || (!inSalesforce && customer.keys.netsuite !== undefined)) && {
      netsuite: keys.netsuite('entity'),
    }),
    ...((inOdoo || (!inSalesforce && customer.keys.odoo !== undefined)) && { odoo: keys.odoo('res.partner') }),
  }
}
