import type { MappedField } from '../../gateway/connector/index.ts'
import { made } from '../dialects/odata/fields.ts'
import { textOf } from './fields.ts'

const parts = ['line1', 'city', 'stateorprovince', 'postalcode', 'country'].map((part) => `address1_${part}`)

/** The first address of an account. What it is for is not told. */
export const addresses = (countries: Readonly<Record<string, string>>): MappedField =>
  made(parts, (row) => {
    const [line, city, region, postalCode, country] = parts.map((native) => textOf(row, native)) as (string | null)[]
    if (!line && !city && !region && !postalCode && !country) return []
    const lines = line?.split(/\r\n|\r|\n/).filter((text) => text.trim() !== '') ?? []
    return [{ lines, city, region, postalCode, country: countryOf(country ?? null, countries), type: 'UNKNOWN' }]
  })

/** The column holds whatever people typed: a code, or a text that the operator has explained. */
function countryOf(text: string | null, countries: Readonly<Record<string, string>>): string | null {
  const plain = text?.trim() ?? ''
  if (Object.hasOwn(countries, plain)) return countries[plain]!
  return /^[A-Z]{2}$/i.test(plain) ? plain.toUpperCase() : null
}

export const gtinIdentifier = (value: string) => ({ scheme: 'GTIN', value, country: null, verified: null })
