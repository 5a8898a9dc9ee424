import type { Cell, Field, FieldType, Row } from '../../dialects/odoo-domain/simulate.ts'
import type { Company, Instant } from '../../simulator/company/types.ts'

/** The database of one simulated server: its release, and its models, whose rows are made when first asked for. */
export interface Data {
  readonly company: Company
  readonly version: number
  rows(model: string): readonly Row[]
  byId(model: string, id: Cell): Row | undefined
  where(model: string, column: string, value: Cell): readonly Row[]
}

export interface ModelSpec {
  readonly name: string
  /** `_order` of the model. */
  readonly order: string
  fields(data: Data): Readonly<Record<string, Field>>
  rows(data: Data): Row[]
  /** What a reference to the record shows; by default its name. */
  label?(row: Row, data: Data): string
}

/** Fields by their type; a type with a dot or a colon is a relation: `res.partner`, `one2many:res.partner`. */
export function columns(types: Readonly<Record<string, string>>): Record<string, Field> {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, fieldOf(type)]))
}

function fieldOf(type: string): Field {
  const [kind, relation] = type.includes(':') ? type.split(':') : ['many2one', type]
  return type.includes('.') ? { type: kind as FieldType, relation: relation! } : { type: type as FieldType }
}

/** A field that is worked out as it is read, and cannot be searched unless operators are given. */
export const computed = (type: string, compute: (row: Row) => Cell, search: readonly string[] = []): Field => ({
  ...fieldOf(type),
  compute,
  search,
})

/** A related field, which is searched as what it is related to. */
export const related = (type: string, compute: (row: Row) => Cell): Field => computed(type, compute, EVERY_OPERATOR)

/** The same of one that the database keeps. */
export const storedRelated = (type: string, compute: (row: Row) => Cell): Field => ({
  ...related(type, compute),
  isStored: true,
})

const EVERY_OPERATOR = [
  '=',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  'like',
  'ilike',
  'not like',
  'not ilike',
  '=like',
  'in',
  'not in',
]

/** On every model. */
export const LOGGED = { create_date: 'datetime', write_date: 'datetime' } as const

/** The database keeps microseconds, which nobody is shown. */
export function stamps(createdAt: Instant, modifiedAt: Instant | null, id: number) {
  return { create_date: stored(createdAt, id), write_date: stored(modifiedAt ?? createdAt, id) }
}

function stored(at: Instant, id: number): string {
  const micros = `${(id * 7_919) % 1_000_000}`.padStart(6, '0').replace(/0+$/, '')
  return `${datetime(at)}${micros ? `.${micros}` : ''}`
}

export const datetime = (at: Instant) => at.slice(0, 19).replace('T', ' ')

/** The company of the demo has one entity here, whose books are in euros. */
export const COMPANY_ID = 1

export const currencyId = ({ company }: Data, code: string): number =>
  company.currencies.find((currency) => currency.code === code)!.keys.odoo!

/** A day and time of Vienna in UTC. */
export function fromVienna(day: string, time: string): string {
  const local = Date.parse(`${day}T${time}:00Z`)
  return new Date(local - (isSummer(day) ? 2 : 1) * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** From the last Sunday of March to the last one of October, that Sunday's first hour aside. */
const isSummer = (day: string) => day > lastSunday(day.slice(0, 4), '03') && day <= lastSunday(day.slice(0, 4), '10')

function lastSunday(year: string, month: string): string {
  const last = new Date(`${year}-${month}-31T00:00:00Z`)
  return `${year}-${month}-${31 - last.getUTCDay()}`
}

export const isOdoo = (record: { readonly system: string }) => record.system === 'odoo'

/** Worked out once for each company. */
export function memoised<T>(make: (company: Company) => T): (company: Company) => T {
  const made = new WeakMap<Company, { readonly value: T }>()
  return (company) => {
    const known = made.get(company) ?? { value: make(company) }
    made.set(company, known)
    return known.value
  }
}
