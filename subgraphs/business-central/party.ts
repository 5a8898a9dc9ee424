import type { FieldMap, MappedField, NativeRow } from '../../gateway/connector/index.ts'
import { dialled, domainOf, vatNumber } from '../dialects/odata/contact-points.ts'
import { made, number, words } from '../dialects/odata/fields.ts'
import { textAt } from '../dialects/odata/row.ts'
import { memberAt } from './enumerations.ts'
import type { Settings } from './settings.ts'

const absent = { absent: 'NOT_PROVIDED_BY_SOURCE' } as const

const list = (native: string, read: (text: string) => readonly string[]): MappedField =>
  made([native], (row) => read(textAt(row, native) ?? ''))

/** Several addresses are typed into one field, with a semicolon between them. */
const several = (text: string) =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)

/** What customers and vendors have in common. */
export const party = (settings: Settings) =>
  ({
    number: number('number'),
    name: words('displayName'),
    legalName: absent,
    identifiers: made(['taxRegistrationNumber'], (row) =>
      several(textAt(row, 'taxRegistrationNumber') ?? '').map(vatNumber),
    ),
    emails: list('email', several),
    phones: list('phoneNumber', (text) => several(text).map(dialled)),
    websites: list('website', several),
    domains: list('website', (text) => several(text).flatMap(domainOf)),
    addresses: made(addressColumns, (row) => [postal(row, settings, 'UNKNOWN')].filter((address) => address !== null)),
    currency: currencyOf(settings),
    parent: absent,
    'meta.sourceCreatedAt': absent,
  }) as const satisfies Record<string, FieldMap>

/** The code of the local currency is blank in the tables, and the page fills it in; a filter would still look for the blank. */
export const currencyOf = ({ localCurrency }: Settings): MappedField => ({
  native: 'currencyCode',
  decode: (row) => textAt(row, 'currencyCode') ?? localCurrency,
  present: true,
})

export const addressColumns = ['addressLine1', 'addressLine2', 'city', 'state', 'country', 'postalCode']

/** Null where nothing is written. */
export function postal(row: NativeRow, { country: own }: Settings, type: string) {
  const [line1, line2, city, region, country, postalCode] = addressColumns.map((name) => textAt(row, name))
  const lines = [line1, line2].filter((line) => line !== null)
  if ([...lines, city, region, country, postalCode].every((part) => part === null || part === undefined)) return null
  return { lines, city, region, postalCode, country: country ?? own ?? null, type }
}

/** What a block stops; the blank member stops nothing. */
export const blocks = (areas: Readonly<Record<string, string>>): MappedField =>
  made(['blocked'], (row) => {
    const area = areas[memberAt(row, 'blocked') ?? '']
    return area === undefined ? [] : [{ area, legalEntityCode: null, salesArea: null }]
  })
