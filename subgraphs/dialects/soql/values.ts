import type { NativeRow } from '../../../gateway/connector/index.ts'

/** The text of a column, or null: Salesforce stores no empty text. A path leads through parent records, which may be null. */
export function textAt(row: NativeRow, path: string): string | null {
  const value = path.split('.').reduce<unknown>((at, step) => (at as NativeRow | null | undefined)?.[step], row)
  return typeof value === 'string' && value !== '' ? value : null
}

export const addressColumns = (prefix: AddressPrefix): string[] => ADDRESS_PARTS.map((part) => prefix + part)

export type AddressPrefix = 'Billing' | 'Shipping' | 'Mailing'

const ADDRESS_PARTS = ['Street', 'City', 'State', 'PostalCode', 'Country'] as const

export interface Address {
  readonly lines: readonly string[]
  readonly city: string | null
  readonly region: string | null
  readonly postalCode: string | null
  readonly country: string | null
  readonly type: 'BILLING' | 'SHIPPING' | 'OTHER'
}

/** The address of five columns, or null when all are empty. `names`: country texts that are neither codes nor English names. */
export function addressOf(
  row: NativeRow,
  prefix: AddressPrefix,
  names: Readonly<Record<string, string>>,
): Address | null {
  const [street, city, region, postalCode, country] = addressColumns(prefix).map((path) => textAt(row, path))
  if (!street && !city && !region && !postalCode && !country) return null
  const type = prefix === 'Billing' ? 'BILLING' : prefix === 'Shipping' ? 'SHIPPING' : 'OTHER'
  const lines = street?.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '') ?? []
  return {
    lines,
    city: city!,
    region: region!,
    postalCode: postalCode!,
    country: country ? countryCode(country, names) : null,
    type,
  }
}

/** Country fields hold whatever people typed: a code, an English name, or a name that the operator has explained. */
export function countryCode(text: string, names: Readonly<Record<string, string>> = {}): string | null {
  const plain = text.trim()
  if (Object.hasOwn(names, plain)) return names[plain]!
  const code = plain.toUpperCase()
  return regions().codes.has(code) ? code : (regions().byName.get(plain.toLowerCase()) ?? (code === 'UK' ? 'GB' : null))
}

let known: { codes: ReadonlySet<string>; byName: ReadonlyMap<string, string> } | undefined

/** Built when first asked for, from the country names that the runtime carries. */
function regions() {
  known ??= readRegions()
  return known
}

/** Regions that are no countries: unions, outlying parts, pseudo-locales. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

function readRegions() {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const all = letters.flatMap((first) => letters.map((second) => first + second))
  // A withdrawn code is canonicalised to its successor; it must not steal the successor's name.
  const isCurrent = (code: string) => new Intl.Locale(`und-${code}`).region === code
  const codes = all.filter((code) => !NO_COUNTRIES.has(code) && english.of(code) && isCurrent(code))
  return { codes: new Set(codes), byName: new Map(codes.map((code) => [english.of(code)!.toLowerCase(), code])) }
}

/** E.164 where the text says its country; otherwise the text as it stands. */
export function phone(text: string): string {
  const digits = text
    .replace(/\(0\)/g, '')
    .replace(/[\s().\-/]/g, '')
    .replace(/^00/, '+')
  return /^\+\d{6,15}$/.test(digits) ? digits : text.trim()
}

/** The host of a website without `www.`, or null for what is no address. */
export function domain(website: string): string | null {
  const url = URL.parse(/^[a-z]+:\/\//i.test(website) ? website : `https://${website}`)
  return url?.hostname.includes('.') ? url.hostname.replace(/^www\./, '') : null
}

/** A checkbox; Salesforce always sends one that may be read. @throws on anything else, so that no state is made up from it */
export function checkbox(row: NativeRow, column: string): boolean {
  const value = row[column]
  if (typeof value !== 'boolean') throw new TypeError(`expected a checkbox in ${column}, got ${typeof value}`)
  return value
}
