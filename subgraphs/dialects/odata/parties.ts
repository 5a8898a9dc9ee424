import type { MappedField } from '../../../gateway/connector/index.ts'
import { made } from './fields.ts'
import { textAt, textsAt } from './row.ts'

/** E.164 where the text has a plus sign; what people typed otherwise. */
export function dialled(text: string): string {
  return text.trim().startsWith('+') ? `+${text.replace(/\D/g, '')}` : text
}

/** The host of a website's address, without www.; none for what is no address. */
export function domainOf(site: string): string[] {
  const url = URL.parse(site) ?? URL.parse(`https://${site}`)
  return url?.hostname.includes('.') ? [url.hostname.replace(/^www\./, '')] : []
}

/** A VAT number as an identifier. */
export const vatNumber = (value: string) => ({ scheme: 'VAT', value, country: vatCountry(value), verified: null })

/** Greece writes EL before its VAT numbers. */
function vatCountry(vat: string): string | null {
  const prefix = /^[A-Z]{2}/.exec(vat)?.[0]
  return prefix === 'EL' ? 'GR' : (prefix ?? null)
}

/** Any other number by which the world knows a party or a thing. */
export const identifier = (scheme: string) => (value: string) => ({ scheme, value, country: null, verified: null })

const itself = (text: string): unknown => text

/** What the texts of several columns say, each once; a column may be below navigations to many. */
export const texts = (natives: readonly string[], read = itself): MappedField =>
  made(natives, (row) => [
    ...new Set(natives.flatMap((native) => textsAt(row, native)).flatMap((text) => read(text) ?? [])),
  ])

/** What a block of everything, or of one kind of business, stops. */
export const blocked = (area: string | undefined, legalEntityCode: string | null = null) =>
  area === undefined ? [] : [{ area, legalEntityCode, salesArea: null }]

/** Of what columns an address is made. */
export interface AddressColumns {
  readonly lines: readonly string[]
  readonly city: string
  readonly region?: string
  readonly postalCode: string
  readonly country: string
}

export const addressColumns = ({ lines, ...places }: AddressColumns): string[] => [...lines, ...Object.values(places)]

/** An address as far as anything of it is written. `countryOf` reads what people wrote for a country. */
export function postal(row: unknown, columns: AddressColumns, countryOf = (text: string | null) => text) {
  const { lines: natives, city, region = '', postalCode, country } = columns
  const written = [city, region, postalCode, country].map((native) => textAt(row, native))
  const lines = linesOf(...natives.map((native) => textAt(row, native)))
  if (lines.length === 0 && written.every((text) => text === null)) return null
  const [town, part, code, land] = written as [string | null, string | null, string | null, string | null]
  return { lines, city: town, region: part, postalCode: code, country: countryOf(land), type: 'UNKNOWN' }
}

export const linesOf = (...texts: readonly (string | null)[]): string[] =>
  texts.flatMap((text) => text?.split(/\r\n|\r|\n/) ?? []).filter((line) => line.trim() !== '')

/** The addresses that stand in the row itself: one, or none. */
export const ownAddress = (columns: AddressColumns, countryOf?: (text: string | null) => string | null): MappedField =>
  made(addressColumns(columns), (row) => [postal(row, columns, countryOf)].filter((address) => address !== null))

/** A country as people write it: a code of two letters, or a word that the settings explain. */
export function countryIn(countries: Readonly<Record<string, string>>): (text: string | null) => string | null {
  return (text) => {
    const plain = text?.trim() ?? ''
    return Object.hasOwn(countries, plain) ? countries[plain]! : /^[A-Z]{2}$/i.test(plain) ? plain.toUpperCase() : null
  }
}
