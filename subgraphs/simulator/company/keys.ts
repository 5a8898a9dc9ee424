import { hash32 } from './random.ts'
import type { System } from './types.ts'

/** Hands out native keys in ascending order, each once. */
export interface KeyMaker {
  /** `kind` is a sObject prefix. */
  salesforce(prefix: string): string
  /** Partner numbers: customers, suppliers and contact persons share one range. */
  sapPartner(): string
  /** `range` is the first number of a document range, such as 90000000. */
  sap(range: number): string
  /** Customers, vendors, contacts and employees share `entity`; all documents share `transaction`. */
  netsuite(kind: 'entity' | 'transaction' | 'item'): string
  odoo(model: string): number
  /** A GUID for the next record of a table in Business Central or Dataverse. */
  guid(table: string): string
  /** Finance & Operations: one range for the records of all tables. */
  recId(): string
  /** A running number for people, from 1; `series` names what it counts. */
  serial(series: string): number
}

export function createKeyMaker(seed: number): KeyMaker {
  const counters = new Map<string, number>()
  const next = (name: string, start: number): number => {
    const value = counters.get(name) ?? start
    counters.set(name, value + 1)
    return value
  }
  return {
    salesforce: (prefix) => salesforceId(prefix, next(`salesforce/${prefix}`, 1)),
    sapPartner: () => `${1_000_000 + 3 * next('sap/partner', 249)}`,
    sap: (range) => `${next(`sap/${range}`, range)}`,
    netsuite: (kind) => `${next(`netsuite/${kind}`, NETSUITE_START[kind])}`,
    odoo: (model) => next(`odoo/${model}`, model === 'res.partner' ? 9 : 1),
    guid: (table) => guidFor(`${seed}/${table}/${next(`guid/${table}`, 1)}`),
    recId: () => recIdFor(next('recId', 1)),
    serial: (series) => next(`serial/${series}`, 1),
  }
}

const NETSUITE_START = { entity: 107, transaction: 1001, item: 201 }
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** A case-safe id: three characters of object prefix, pod and counter in base 62, three characters that keep the case. */
export function salesforceId(prefix: string, n: number): string {
  let counter = ''
  // Steps of 37 make neighbours differ in more than the last character, in case as well.
  for (let rest = n * 37; rest > 0; rest = Math.floor(rest / 62)) counter = BASE62[rest % 62] + counter
  const id = `${prefix}Hs00${counter.padStart(8, '0')}`
  return id + caseChecksum(id)
}

/** Fifteen characters to the three that are appended: a bit per upper-case letter, five letters each. */
function caseChecksum(id: string): string {
  let suffix = ''
  for (let block = 0; block < 15; block += 5) {
    let bits = 0
    for (let i = 0; i < 5; i++) if (/[A-Z]/.test(id[block + i]!)) bits |= 1 << i
    suffix += CHECKSUM[bits]
  }
  return suffix
}

/** The key of a record in one system as text, or undefined where the system has no such record. */
export function keyIn(record: { keys: { [S in System]?: string | number } }, system: System): string | undefined {
  const key = record.keys[system]
  return key === undefined ? undefined : `${key}`
}

/**
 * A GUID in lower case that depends on nothing but its text, shaped like version 4.
 *
 * For records that have a key of their own in one system only, such as document lines: `guidFor(`${invoice.key}/${lineNo}`)`.
 */
export function guidFor(text: string): string {
  const words = ['a', 'b', 'c', 'd'].map((part) => hash32(`${part}/${text}`).toString(16).padStart(8, '0'))
  const hex = words.join('')
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** The record id that Finance & Operations gives the `n`th record of a table: 64 bits, beyond what a double tells apart. */
export function recIdFor(n: number): string {
  return `${FIRST_REC_ID + BigInt(n)}`
}

/** Above 2 ** 53, so that a reader who parses ids as numbers is found out. */
const FIRST_REC_ID = 68_719_476_736_000_001n
