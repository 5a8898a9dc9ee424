import type { EdmType, EntitySetModel, Property, Row } from '../../dialects/odata/simulate-model.ts'
import type { Company } from '../../simulator/company/types.ts'

/** Names of columns by what they are, blank between them. `enums`: each with its type, as `Column:Type`. */
interface Columns {
  readonly text?: string
  readonly days?: string
  readonly instants?: string
  readonly numbers?: string
  readonly enums?: string
}

export interface SetSpec {
  readonly name: string
  readonly key: string
  readonly columns: Columns
  readonly rows: () => readonly Row[]
}

/** A collection whose rows are made at the first question: most clients ask for a few of them only. */
export function collection({ name, key, columns, rows }: SetSpec): EntitySetModel {
  let made: readonly Row[] | undefined
  return {
    name,
    key: split(key),
    properties: propertiesOf(columns),
    navigations: {},
    indexes: [],
    get rows() {
      made ??= rows()
      return made
    },
  }
}

const split = (names: string): string[] => names.split(/\s+/).filter(Boolean)

function propertiesOf({ text = '', days = '', instants = '', numbers = '', enums = '' }: Columns) {
  const groups: [string, EdmType][] = [
    [text, 'String'],
    [`${days} ${instants}`, 'DateTimeOffset'],
    [numbers, 'Decimal'],
  ]
  const plain = groups.flatMap(([names, type]) => split(names).map((name): [string, Property] => [name, { type }]))
  const enumerations = split(enums).map((pair): [string, Property] => {
    const [name = '', type = ''] = pair.split(':')
    return [name, { type: `Enum ${type}` }]
  })
  return Object.fromEntries([...plain, ...enumerations])
}

/** A day as Finance & Operations keeps it: noon of it; for none, noon of the first day of 1900. */
export const noon = (day: string | null): string => `${day ?? '1900-01-01'}T12:00:00Z`

/** The data areas of the companies on this system, by the id of their legal entity. */
export const areasOf = (company: Company): ReadonlyMap<number, string> =>
  new Map(company.legalEntities.filter(({ system }) => system === 'financeOperations').map(({ id, key }) => [id, key]))

/** The data areas in which a party is known. */
export const areasAmong = (areas: ReadonlyMap<number, string>, ids: readonly number[]): string[] =>
  ids.flatMap((id) => areas.get(id) ?? [])

export const ofSystem = <T extends { readonly system: string }>(records: readonly T[]): T[] =>
  records.filter(({ system }) => system === 'financeOperations')

export const negated = (amount: string): string =>
  /^-?0*\.?0*$/.test(amount) ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`
