import type { EdmType, EntitySetModel, Navigation, Property, Row } from '../../dialects/odata/simulate.ts'
import { isZero } from '../../simulator/company/decimal.ts'
import type { Company, LegalEntity } from '../../simulator/company/types.ts'

/** Names of columns by what they are, blank between them. `ids`: numeric keys of ten digits, kept with leading zeros. */
interface Columns {
  readonly ids?: string
  readonly text?: string
  readonly days?: string
  readonly instants?: string
  readonly times?: string
  readonly numbers?: string
  readonly flags?: string
}

export interface SetSpec {
  /** Adds these up over all that is not selected. */
  readonly measures?: string
  readonly name: string
  readonly key: string
  readonly columns: Columns
  readonly indexes?: string
  readonly navigations?: Readonly<Record<string, Navigation>>
  readonly rows: () => readonly Row[]
}

/** An entity set whose rows are made at the first question: most clients ask for a few of them only. */
export function entitySet({
  name,
  key,
  columns,
  measures,
  indexes = '',
  navigations = {},
  rows,
}: SetSpec): EntitySetModel {
  let made: readonly Row[] | undefined
  return {
    name,
    key: split(key),
    properties: propertiesOf(columns),
    navigations,
    ...(measures && { measures: split(measures) }),
    indexes: [...new Set([split(key)[0]!, ...split(indexes)])],
    get rows() {
      made ??= rows()
      return made
    },
  }
}

const split = (names: string): string[] => names.split(/\s+/).filter(Boolean)

function propertiesOf({
  ids = '',
  text = '',
  days = '',
  instants = '',
  times = '',
  numbers = '',
  flags = '',
}: Columns) {
  const groups: [string, EdmType][] = [
    [text, 'String'],
    [days, 'DateTime'],
    [instants, 'DateTimeOffset'],
    [times, 'Time'],
    [numbers, 'Decimal'],
    [flags, 'Boolean'],
  ]
  const plain = groups.flatMap(([names, type]) => split(names).map((name): [string, Property] => [name, { type }]))
  return Object.fromEntries([
    ...split(ids).map((name): [string, Property] => [name, { type: 'String', alpha: 10 }]),
    ...plain,
  ])
}

export const to = (set: string, on: Navigation['on']): Navigation => ({ to: set, on })
export const toMany = (set: string, on: Navigation['on']): Navigation => ({ to: set, many: true, on })

export const europe = (company: Company): LegalEntity => company.legalEntities.find(({ system }) => system === 'sap')!

/** The day of an instant, and the time of it, as SAP keeps them apart. */
export const dayOf = (instant: string): string => instant.slice(0, 10)
export const timeOf = (instant: string): string =>
  `PT${instant.slice(11, 13)}H${instant.slice(14, 16)}M${instant.slice(17, 19)}S`

/** By code points, so that no character is cut in half. */
export const cut = (text: string | null, length: number): string =>
  text === null || text.length <= length ? (text ?? '') : [...text].slice(0, length).join('')

export const isPositive = (amount: string): boolean => !isZero(amount) && !amount.startsWith('-')
