import { and, type FieldMap, type MappedField, type NativeRow } from '../../gateway/connector/index.ts'
import { code, derived, flag, made, words } from '../dialects/odata/fields.ts'
import { blocked, dialled, domainOf, texts, vatNumber } from '../dialects/odata/parties.ts'
import { agreed, at, manyAt, textAt, textsAt } from '../dialects/odata/row.ts'

/** A day, as the instant it begins. SAP tells the time beside it in the zone of the system, which it does not tell. */
export const dayAsInstant = (native: string): FieldMap => ({
  native,
  type: 'date',
  decode: (row) => {
    const text = textAt(row, native) ?? ''
    return known.get(text) ?? remembered(text, beginOf(text))
  },
})

function beginOf(text: string): string | null {
  const millis = /\/Date\((-?\d+)/.exec(text)?.[1]
  return millis === undefined ? null : `${new Date(Number(millis)).toISOString().slice(0, 10)}T00:00:00Z`
}

/** A list that is sorted here by such a day is read to its end for it, and the same days come again and again. */
const known = new Map<string, string | null>()
const mostKnown = 4_096

function remembered(text: string, instant: string | null): string | null {
  if (known.size >= mostKnown) known.clear()
  known.set(text, instant)
  return instant
}

const address = 'to_BusinessPartnerAddress'
const url = `${address}/to_URLAddress/WebsiteURL`
const addressColumns = ['StreetName', 'HouseNumber', 'CityName', 'Region', 'PostalCode', 'Country']

/** What customers and suppliers have in common: both are business partners. */
export const party = {
  name: words('BusinessPartnerFullName'),
  legalName: { absent: 'NOT_PROVIDED_BY_SOURCE' },
  kind: { ...code('BusinessPartnerCategory'), values: { '1': 'PERSON', '2': 'ORGANIZATION', '3': 'OTHER' } },
  status: derived(
    ['IsMarkedForArchiving', 'BusinessPartnerIsBlocked'],
    (row) =>
      at(row, 'IsMarkedForArchiving') ? 'ARCHIVED' : at(row, 'BusinessPartnerIsBlocked') ? 'BLOCKED' : 'ACTIVE',
    {
      ARCHIVED: flag('IsMarkedForArchiving'),
      BLOCKED: and(flag('IsMarkedForArchiving', false), flag('BusinessPartnerIsBlocked')),
      ACTIVE: and(flag('IsMarkedForArchiving', false), flag('BusinessPartnerIsBlocked', false)),
    },
  ),
  addresses: made(
    addressColumns.map((name) => `${address}/${name}`),
    (row) => manyAt(row, address).map(postal),
  ),
  emails: texts([`${address}/to_EmailAddress/EmailAddress`]),
  phones: texts(
    ['to_PhoneNumber', 'to_MobilePhoneNumber'].map((path) => `${address}/${path}/InternationalPhoneNumber`),
    dialled,
  ),
  websites: texts([url]),
  domains: texts([url], domainOf),
  'meta.sourceCreatedAt': dayAsInstant('CreationDate'),
  'meta.sourceModifiedAt': dayAsInstant('LastChangeDate'),
  'meta.etag': { native: 'ETag' },
} as const satisfies Record<string, FieldMap>

/** SAP keeps what an address is for in usages, whose codes are customizing. */
function postal(row: NativeRow) {
  const line = [textAt(row, 'StreetName'), textAt(row, 'HouseNumber')].filter(Boolean).join(' ')
  const [city, region, postalCode, country] = ['CityName', 'Region', 'PostalCode', 'Country'].map((name) =>
    textAt(row, name),
  )
  return { lines: line ? [line] : [], city, region, postalCode, country, type: 'UNKNOWN' }
}

/** VAT numbers: the one of the customer or supplier, and tax numbers of the categories that the settings name. */
export function vatNumbers(registration: string, taxTypes: readonly string[]) {
  if (taxTypes.length === 0) return texts([registration], vatNumber)
  const tax = 'to_BusinessPartnerTax'
  const isVat = (row: NativeRow) => taxTypes.includes(textAt(row, 'BPTaxType') ?? '')
  return made([registration, `${tax}/BPTaxType`, `${tax}/BPTaxNumber`], (row) => {
    const taxes = manyAt(row, tax).filter(isVat)
    const numbers = [...textsAt(row, registration), ...taxes.flatMap((found) => textsAt(found, 'BPTaxNumber'))]
    return [...new Set(numbers)].map(vatNumber)
  })
}

/** The value that all companies or sales areas of a partner agree on. */
export const agreedIn = (path: string, column: string): MappedField =>
  made([`${path}/${column}`], (row) => agreed(manyAt(row, path), column))

/** Central blocks, by column; those of single companies and sales areas are not read. */
export const blocksBy = (areas: Readonly<Record<string, string>>): MappedField =>
  made(Object.keys(areas), (row) => {
    const blocks = Object.keys(areas).filter((native) => at(row, native))
    return blocks.flatMap((native) => blocked(areas[native]))
  })

const bank = 'to_BusinessPartnerBank'

/** Enough to recognise an account, not enough to use it. */
export const bankAccounts = made([`${bank}/BankCountryKey`, `${bank}/BankAccount`, `${bank}/IBAN`], (row) =>
  manyAt(row, bank).map((found) => ({
    country: textAt(found, 'BankCountryKey'),
    lastFour: (textAt(found, 'IBAN') ?? textAt(found, 'BankAccount'))?.slice(-4) ?? null,
    scheme: textAt(found, 'IBAN') ? 'IBAN' : null,
  })),
)

const relationship = 'to_ContactRelationship'
const place = 'to_ContactAddress'

/** Of the relationship itself, and of the addresses the person works at. */
export const contactEmails = texts([`${relationship}/EmailAddress`, `${place}/to_EmailAddress/EmailAddress`])

export const contactPhones = texts(
  [
    `${relationship}/PhoneNumber`,
    ...['to_PhoneNumber', 'to_MobilePhoneNumber'].map((path) => `${place}/${path}/InternationalPhoneNumber`),
  ],
  dialled,
)
