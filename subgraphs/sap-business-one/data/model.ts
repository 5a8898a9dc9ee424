import type { EdmType, EntitySetModel, Navigation, Property, Row } from '../../dialects/odata/simulate-model.ts'
import { decimal, scaleOf } from '../../simulator/company/decimal.ts'

/** Names of columns by what they are, blank between them. */
interface Columns {
  readonly text?: string
  readonly whole?: string
  readonly numbers?: string
  readonly days?: string
}

export interface SetSpec {
  readonly name: string
  readonly key: string
  readonly columns: Columns
  readonly indexes?: string
  /** Complex properties, each a collection of rows of another set: its columns that equal ours. */
  readonly collections?: Readonly<Record<string, Navigation>>
  readonly rows: () => readonly Row[]
}

/** An entity set whose rows are made at the first question. */
export function entitySet({ name, key, columns, indexes = '', collections = {}, rows }: SetSpec): EntitySetModel {
  let made: readonly Row[] | undefined
  return {
    name,
    key: split(key),
    properties: propertiesOf(columns),
    navigations: collections,
    indexes: [...new Set([split(key)[0]!, ...split(indexes)])],
    get rows() {
      made ??= rows()
      return made
    },
  }
}

const split = (names: string): string[] => names.split(/\s+/).filter(Boolean)

function propertiesOf({ text = '', whole = '', numbers = '', days = '' }: Columns): Record<string, Property> {
  const groups: readonly (readonly [string, EdmType])[] = [
    [text, 'String'],
    [numbers, 'Decimal'],
    [days, 'DateTime'],
  ]
  return Object.fromEntries([
    ...split(whole).map((name) => [name, { type: 'Decimal', whole: true }] as const),
    ...groups.flatMap(([names, type]) => split(names).map((name) => [name, { type }] as const)),
  ])
}

export const collection = (set: string, on: Navigation['on']): Navigation => ({
  to: set,
  many: true,
  embedded: true,
  on,
})

export const flag = (is: boolean): string => (is ? 'tYES' : 'tNO')

/** Version 2 of the Service Layer writes a day as the instant that it would begin at in UTC. */
export const day = (date: string | null): string | null => (date === null ? null : `${date}T00:00:00Z`)

const clocks = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: 'Europe/Zurich', dateStyle: 'short', timeStyle: 'medium' },
})

/** Day and time of day on the server's own clocks. */
export function clock(instant: string | null): readonly [day: string | null, time: string | null] {
  if (instant === null) return [null, null]
  const [date, time] = clocks.format(new Date(instant)).split(' ') as [string, string]
  return [day(date), time]
}

export const stamps = (createdAt: string, modifiedAt: string | null, created: string): Row => {
  const [UpdateDate, UpdateTime] = clock(modifiedAt)
  return { [created]: clock(createdAt)[0], UpdateDate, UpdateTime }
}

/** The product of two amounts, to cents. */
export function times(amount: string, rate: string): string {
  const units = BigInt(amount.replace('.', '')) * BigInt(rate.replace('.', ''))
  const excess = 10n ** BigInt(Math.max(0, scaleOf(amount) + scaleOf(rate) - 2))
  const rounded = excess === 1n ? units : (units + (units < 0n ? -excess : excess) / 2n) / excess
  return decimal(rounded, Math.min(2, scaleOf(amount) + scaleOf(rate)))
}

/** What a sum of doubles looks like when one of its parts could not be written in binary. */
export const noisy = (amount: string, isNoisy: boolean): string =>
  isNoisy && scaleOf(amount) === 2 ? `${amount}00000000004` : amount
