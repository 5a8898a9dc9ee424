import type { FieldMap, MappedField } from '../../gateway/connector/index.ts'
import { made, number, words } from '../dialects/odata/fields.ts'
import {
  type AddressColumns,
  blocked,
  dialled,
  domainOf,
  ownAddress,
  texts,
  vatNumber,
} from '../dialects/odata/parties.ts'
import { textAt } from '../dialects/odata/row.ts'
import { memberAt } from './enumerations.ts'
import type { Settings } from './settings.ts'

const absent = { absent: 'NOT_PROVIDED_BY_SOURCE' } as const

/** Several addresses are typed into one field, with a semicolon between them. */
export const several = (text: string): string[] =>
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
    identifiers: texts(['taxRegistrationNumber'], (text) => several(text).map(vatNumber)),
    emails: texts(['email'], several),
    phones: texts(['phoneNumber'], (text) => several(text).map(dialled)),
    websites: texts(['website'], several),
    domains: texts(['website'], (text) => several(text).flatMap(domainOf)),
    addresses: ownAddress(address, countryIn(settings)),
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

export const address: AddressColumns = {
  lines: ['addressLine1', 'addressLine2'],
  city: 'city',
  region: 'state',
  postalCode: 'postalCode',
  country: 'country',
}

/** Addresses of the company's own country may leave theirs out. */
export const countryIn =
  ({ country }: Settings) =>
  (text: string | null) =>
    text ?? country ?? null

/** What a block stops; the blank member stops nothing. */
export const blocks = (areas: Readonly<Record<string, string>>): MappedField =>
  made(['blocked'], (row) => blocked(areas[memberAt(row, 'blocked') ?? '']))
