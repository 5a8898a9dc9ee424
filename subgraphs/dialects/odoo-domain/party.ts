import {
  column,
  type FieldMap,
  type MappedField,
  type NativeRow,
  oneOf,
  type Part,
} from '../../../gateway/connector/index.ts'
import { big, columnsOf, derived, idOf, joined, labelOf, partOf } from './fields.ts'

const addressColumns = ['street', 'street2', 'zip', 'city', 'state_id', 'country_code', 'type']

/** Partners below another that are addresses of it and no persons. */
export const addressesBelow: Part = {
  ...joined('res.partner', 'id', 'parent_id'),
  many: true,
  base: oneOf(column('type'), 'invoice', 'delivery', 'other'),
}

/** What a partner's address is for. `contact` is what every partner is unless told otherwise. */
const uses: Readonly<Record<string, string>> = { invoice: 'BILLING', delivery: 'SHIPPING', other: 'OTHER' }

/** A partner's own address and those of its delivery and invoice addresses, which are partners below it. */
const addresses: FieldMap = derived([...addressColumns, ...columnsOf('addresses', addressColumns)], (row) =>
  [row, ...((row.$addresses ?? []) as NativeRow[])].map(addressOf).filter((address) => address !== null),
)

/** The leaves of an address that is another partner. */
export const addressAt = <P extends string>(path: P, part: string) => {
  const leaf = (name: keyof Address) =>
    derived(columnsOf(part, addressColumns), (row) => addressOf(partOf(row, part))?.[name])
  return Object.fromEntries(addressLeaves.map((name) => [`${path}.${name}`, leaf(name)])) as Record<
    `${P}.${keyof Address}`,
    FieldMap
  >
}

interface Address {
  readonly lines: readonly string[]
  readonly city: string | null
  readonly region: string | null
  readonly postalCode: string | null
  readonly country: string | null
  readonly type: string
}

const addressLeaves = ['lines', 'city', 'region', 'postalCode', 'country', 'type'] as const

function addressOf(row: NativeRow): Address | null {
  const lines = [row.street, row.street2].map(labelOf).filter((line) => line !== null)
  const [city, postalCode, country] = [row.city, row.zip, row.country_code].map(labelOf) as [
    string | null,
    string | null,
    string | null,
  ]
  if (lines.length === 0 && city === null && postalCode === null) return null
  return { lines, city, region: regionOf(row), postalCode, country, type: uses[String(row.type)] ?? 'UNKNOWN' }
}

/** A state is shown with its country behind it: `Styria (AT)`. */
const regionOf = (row: NativeRow) => labelOf(row.state_id)?.replace(/ \([A-Z]{2}\)$/, '') ?? null

/** `/` is how Odoo says that a partner has no VAT number. */
export const vat: FieldMap = derived(['vat', 'country_code'], (row) => {
  const value = labelOf(row.vat)
  const country = labelOf(row.country_code)
  return value === null || value === '/' ? [] : [{ scheme: 'VAT', value, country, verified: null }]
})

export const list = (...natives: string[]): FieldMap =>
  derived(natives, (row) =>
    [...new Set(natives.map((native) => labelOf(row[native])))].filter((value) => value !== null),
  )

export const phones = (...natives: string[]): FieldMap =>
  derived(natives, (row) => [
    ...new Set(
      natives
        .map((native) => labelOf(row[native]))
        .filter((value) => value !== null)
        .map(dialled),
    ),
  ])

/** `+43 (1) 234-56` and `0043 1 23456` are one number; without a country it stays as people typed it. */
function dialled(phone: string): string {
  const digits = phone.replace(/\(0\)|[\s().\-/]/g, '').replace(/^00/, '+')
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : phone
}

const domains: FieldMap = derived(['website'], (row) => {
  const website = labelOf(row.website)
  const host = website === null ? null : URL.parse(/^\w+:\/\//.test(website) ? website : `http://${website}`)?.hostname
  return host ? [host.replace(/^www\./, '')] : []
})

/** The business that the row's partner belongs to: itself, unless it is a person or an address below one. */
export const business: FieldMap = {
  native: 'partner_id.commercial_partner_id',
  type: 'guid',
  needs: ['$partner.commercial_partner_id'],
  decode: (row) => idOf(partOf(row, 'partner').commercial_partner_id),
  filter: { eq: 'exact', in: 'exact' },
}

/** The row's partner where it is not the business itself. */
export const person: FieldMap = derived(['partner_id', '$partner.commercial_partner_id'], (row) => {
  const [partner, owner] = [idOf(row.partner_id), idOf(partOf(row, 'partner').commercial_partner_id)]
  return owner === null || owner === partner ? null : partner
})

/** A partner that is a customer or a supplier by what else the row says: the partner alone says too little. */
export const partnerIf = (
  native: string,
  needs: readonly string[],
  when: (row: NativeRow) => boolean,
): MappedField => ({
  native,
  type: 'guid',
  needs,
  decode: (row) => (when(row) ? idOf(row[native]) : null),
  filter: { eq: 'inexact', in: 'inexact' },
})

/** The business of a contact, if it buys or sells: its rank counts the documents. */
export const businessRanked = (rank: string) =>
  partnerIf('commercial_partner_id', [`$business.${rank}`], (row) => big(partOf(row, 'business')[rank]).gt(0))

/** A barcode may be anything that a scanner reads; one whose last digit checks is a GTIN. */
export const gtin: FieldMap = derived(['barcode'], (row) => {
  const value = labelOf(row.barcode)
  return value !== null && isGtin(value) ? [{ scheme: 'GTIN', value, country: null, verified: null }] : []
})

/** https://www.gs1.org/services/how-calculate-check-digit-manually */
function isGtin(text: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return false
  const digits = [...text].reverse().map(Number)
  return digits.reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0
}

export const partyFields = { identifiers: vat, domains, addresses }
