import type { EdmType, EntitySetModel, Property, Row } from '../../dialects/odata/simulate-model.ts'
import { decimal, unitsOf } from '../../simulator/company/decimal.ts'
import { DECIMALS } from '../../simulator/company/master.ts'
import { rateFrom, toBase } from '../../simulator/company/rates.ts'
import type { Company, CurrencyCode, Decimal, Instant, IsoDate } from '../../simulator/company/types.ts'

/** Names of columns by what they are, blank between them. An amount has a twin in base currency. */
interface Columns {
  readonly text?: string
  readonly lookups?: string
  readonly choices?: string
  readonly amounts?: string
  readonly numbers?: string
  readonly flags?: string
  readonly days?: string
  /** Days that are kept as the instant at which they began for their writer. */
  readonly localDays?: string
}

/** What a value says to people: the label of a choice, the name behind a lookup. */
export type Label = (value: string) => string | undefined

export interface TableSpec {
  readonly set: string
  readonly key: string
  readonly columns: Columns
  readonly labels: Readonly<Record<string, Label>>
  /** Lookups, and the table each leads to. */
  readonly tables: Readonly<Record<string, (row: Row) => string>>
  rows(): readonly Row[]
}

/** A table as a set of the service, with what its annotations say. */
export interface Table extends EntitySetModel {
  readonly amounts: readonly string[]
  readonly labels: TableSpec['labels']
  readonly tables: TableSpec['tables']
}

const split = (names: string): string[] => names.split(/\s+/).filter(Boolean)

const stamps = 'createdon modifiedon'
export const currencyColumn = '_transactioncurrencyid_value'
export const ownerColumn = '_ownerid_value'

/** Rows are made at the first question: most clients ask for a few tables only. */
export function table({ set, key, columns, labels, tables, rows }: TableSpec): Table {
  const lookups = [...split(columns.lookups ?? ''), ownerColumn, currencyColumn]
  const amounts = split(columns.amounts ?? '')
  let made: readonly Row[] | undefined
  return {
    name: set,
    key: [key],
    properties: propertiesOf(key, columns, lookups, amounts),
    navigations: {},
    indexes: [key, ...lookups.filter((name) => name !== ownerColumn && name !== currencyColumn)],
    amounts,
    labels,
    tables,
    get rows() {
      made ??= rows()
      return made
    },
  }
}

function propertiesOf(key: string, columns: Columns, lookups: readonly string[], amounts: readonly string[]) {
  const { text = '', choices = '', numbers = '', flags = '', days = '', localDays = '' } = columns
  const twins = amounts.flatMap((name) => [name, `${name}_base`])
  const groups: [readonly string[], EdmType][] = [
    [[key, ...lookups], 'Guid'],
    [split(text), 'String'],
    [[...split(`${choices} ${numbers} versionnumber statecode statuscode`), ...twins], 'Decimal'],
    [split(flags), 'Boolean'],
    [split(days), 'DateTime'],
    [split(`${stamps} ${localDays}`), 'DateTimeOffset'],
  ]
  return Object.fromEntries(
    groups.flatMap(([names, type]) => names.map((name): [string, Property] => [name, { type }])),
  )
}

/** The instant at which a day begins where the organization is. */
export function beginOf(company: Company, day: IsoDate | null): Instant | null {
  if (day === null) return null
  const { timeZone } = company.legalEntities.find(({ system }) => system === 'dataverse')!
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const there = new Date(midnight).toLocaleString('sv-SE', { timeZone })
  const offset = Date.parse(`${there.replace(' ', 'T')}Z`) - midnight
  return new Date(midnight - offset).toISOString().replace('.000Z', 'Z')
}

/** The columns that every row of every table has. Versions count over the whole database, from its first row. */
export function stampsOf(first: number) {
  let version = first
  return (createdAt: Instant, modifiedAt: Instant | null): Row => ({
    createdon: createdAt,
    modifiedon: modifiedAt ?? createdAt,
    versionnumber: String(++version),
  })
}

/** An amount and its twin in the base currency of the organization, at the rate of a month, or today's. */
export function amountOf(
  company: Company,
  name: string,
  amount: Decimal | null,
  currency: CurrencyCode,
  month = company.today.slice(0, 7),
): Row {
  return { [name]: amount, [`${name}_base`]: amount === null ? null : inBase(company, amount, currency, month) }
}

function inBase(company: Company, amount: Decimal, from: CurrencyCode, month: string): Decimal {
  const { currency: to } = company.legalEntities.find(({ system }) => system === 'dataverse')!
  if (from === to) return amount
  const rate = company.rates.findLast((known) => known.from === from && known.to === to && known.month <= month)!
  const units = toBase(unitsOf(amount, DECIMALS[from]), rateFrom(rate.rate), from, to)
  return decimal(units, DECIMALS[to])
}

export const currencyId = ({ currencies }: Company, code: CurrencyCode): string =>
  currencies.find((currency) => currency.code === code)!.keys.dataverse!
