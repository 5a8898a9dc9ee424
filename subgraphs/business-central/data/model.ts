import type { EdmType, EntitySetModel, Navigation, Property, Row } from '../../dialects/odata/simulate-model.ts'
import type { Company, CurrencyCode, Instant } from '../../simulator/company/types.ts'

/** Names of columns by what they are, blank between them. `id` is in every set unless its key is another column. */
interface Columns {
  readonly text?: string
  readonly ids?: string
  readonly numbers?: string
  readonly flags?: string
  readonly days?: string
  readonly instants?: string
}

export interface SetSpec {
  readonly name: string
  readonly key?: string
  readonly columns: Columns
  readonly indexes?: string
  readonly navigations?: Readonly<Record<string, Navigation>>
  rows(): readonly Loose[]
}

/** A row with null where the company has nothing: no column of the vendor's knows null. */
export type Loose = Readonly<Record<string, string | boolean | null | undefined>>

const split = (names = ''): string[] => names.split(/\s+/).filter(Boolean)

/** An entity set whose rows are made at the first question: most clients ask for a few of them only. */
export function entitySet({ name, key = 'id', columns, indexes, navigations = {}, rows }: SetSpec): EntitySetModel {
  const properties = propertiesOf(key, columns)
  let made: readonly Row[] | undefined
  return {
    name,
    key: [key],
    properties,
    navigations,
    indexes: [...(properties[key]?.type === 'Decimal' ? [] : [key]), ...split(indexes)],
    get rows() {
      made ??= rows().map((row) => withBlanks(row, properties))
      return made
    },
  }
}

function propertiesOf(key: string, columns: Columns): Readonly<Record<string, Property>> {
  const groups: [readonly string[], EdmType][] = [
    [key === 'id' ? ['id'] : [], 'Guid'],
    [split(columns.ids), 'Guid'],
    [split(columns.text), 'String'],
    [split(columns.numbers), 'Decimal'],
    [split(columns.flags), 'Boolean'],
    [split(columns.days), 'DateTime'],
    [split(columns.instants), 'DateTimeOffset'],
  ]
  return Object.fromEntries(groups.flatMap(([names, type]) => names.map((name) => [name, { type }] as const)))
}

const zeroGuid = '00000000-0000-0000-0000-000000000000'
const blanks: Readonly<Partial<Record<EdmType, string | boolean>>> = {
  String: '',
  Guid: zeroGuid,
  Decimal: '0',
  Boolean: false,
  DateTime: '0001-01-01',
  DateTimeOffset: '0001-01-01T00:00:00Z',
}

const withBlanks = (row: Loose, properties: Readonly<Record<string, Property>>): Row =>
  Object.fromEntries(Object.entries(properties).map(([name, { type }]) => [name, row[name] ?? blanks[type] ?? null]))

/** A member of an enumeration as the service writes it: `In_x0020_Review`. */
export const member = (name: string): string =>
  name.replace(/[^A-Za-z0-9_]/g, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)

/** Milliseconds are always written. */
export const stamp = (at: Instant): string => at.replace(/Z$/, '.000Z')

/** The local currency has no id, and its code is filled in by the page. */
export function currencyColumns({ currencies }: Company, code: CurrencyCode) {
  const found = code === localCurrency ? undefined : currencies.find((currency) => currency.code === code)
  return { currencyCode: code, currencyId: found?.keys.businessCentral }
}

export const system = 'businessCentral'
export const own = ({ system: of }: { readonly system: string }): boolean => of === system

export const localCurrency: CurrencyCode = 'GBP'

export const legalEntityOf = (company: Company) => company.legalEntities.find(own)!

export const termColumn = ({ paymentTerms }: Company, code: string) => ({
  paymentTermsId: paymentTerms.find((term) => term.code === code)?.keys.businessCentral,
})

export const addressText = 'addressLine1 addressLine2 city state country postalCode'
