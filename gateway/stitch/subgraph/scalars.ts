import { GraphQLError, type GraphQLScalarType, type GraphQLSchema, Kind, print, type ValueNode } from 'graphql'
import { FreshetError } from '../../errors.ts'

/** How one scalar is written. All of them are text, inside and outside. */
interface Format {
  readonly title: string
  /** The canonical text, or undefined when the text is not of this format. */
  readonly parse: (text: string) => string | undefined
  /** Numbers are understood where their digits are still known. */
  readonly numeric?: true
  /** What a source must send, where that is narrower than what a caller may write. */
  readonly sent?: RegExp
}

/**
 * Gives the scalars of a schema their strict forms. Values that a source sends are checked as strictly as those of callers:
 * a wrong value is an error, never shown. `source` is named in such errors.
 */
export function defineScalars(schema: GraphQLSchema, source?: string): void {
  for (const [name, format] of Object.entries(formats)) {
    const type = schema.getType(name) as GraphQLScalarType | undefined
    if (type) Object.assign(type, codecOf(name, format, source))
  }
}

/** Whether a text is of the scalar with this name. */
export const isOfScalar = (name: keyof typeof formats, text: string): boolean => formats[name].parse(text) !== undefined

function codecOf(name: string, format: Format, source: string | undefined) {
  return {
    serialize: (value: unknown) => checked(name, format, value, source),
    parseValue: (value: unknown) => given(name, format, value),
    parseLiteral: (node: ValueNode) => written(name, format, node),
  }
}

function checked(name: string, format: Format, value: unknown, source: string | undefined): string {
  const text = typeof value === 'string' ? format.parse(value) : undefined
  // In the form in which composing schemas hands it on, so that an instant is written alike whoever answers.
  if (text !== undefined && (format.sent?.test(value as string) ?? true)) return text
  const detail = `${JSON.stringify(value)} is no ${name}`
  throw new FreshetError('SOURCE_BAD_RESPONSE', { source, detail })
}

function given(name: string, format: Format, value: unknown): string {
  if (typeof value === 'string') return parsed(name, format, value)
  if (format.numeric && Number.isSafeInteger(value)) return String(value)
  if (!format.numeric || typeof value !== 'number') throw refusal(name, format, JSON.stringify(value))
  // The digits that were written are already lost: JSON readers round to the nearest double.
  throw new GraphQLError(
    `${name} ${value} was sent as a JSON number, which is not exact. Put it in quotes: "${value}".`,
  )
}

function written(name: string, format: Format, node: ValueNode): string {
  // In a query text the digits are still as written, so numbers need no quotes there.
  const isNumber = node.kind === Kind.INT || node.kind === Kind.FLOAT
  if (node.kind === Kind.STRING || (format.numeric && isNumber)) return parsed(name, format, node.value, node)
  throw refusal(name, format, print(node), node)
}

function parsed(name: string, format: Format, text: string, node?: ValueNode): string {
  const value = format.parse(text)
  if (value === undefined) throw refusal(name, format, JSON.stringify(text), node)
  return value
}

function refusal(name: string, { title }: Format, shown: string, nodes?: ValueNode): GraphQLError {
  return new GraphQLError(`${name} cannot be ${shown.slice(0, 100)}: write ${title}.`, { nodes })
}

const like = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined)

const decimal: Format = {
  title: 'digits with an optional sign and fraction, as in "-1250.00"',
  parse: like(/^-?\d+(\.\d+)?$/),
  numeric: true,
}

const formats = {
  Decimal: decimal,
  Percent: decimal,
  Date: { title: 'a calendar date, as in "2026-03-31"', parse: parseDate },
  DateTime: { title: 'an instant with its offset, as in "2026-03-31T08:15:00Z"', parse: parseInstant, sent: /Z$/ },
  CurrencyCode: { title: 'an ISO 4217 code, as in "EUR"', parse: like(/^[A-Z]{3}$/) },
  CountryCode: { title: 'an ISO 3166-1 alpha-2 code, as in "DE"', parse: like(/^[A-Z]{2}$/) },
  UomCode: { title: 'a code of UN/ECE Recommendation 20, as in "C62"', parse: like(/^[A-Z0-9]{1,3}$/) },
  Duration: { title: 'a whole number and its unit, as in "30s"', parse: like(/^\d{1,9}(ms|s|m|h|d)$/) },
} as const satisfies Record<string, Format>

function parseDate(text: string): string | undefined {
  // Every month has these days.
  if (/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/.test(text)) return text
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = new Date(`${text}T00:00:00Z`)
  // Some impossible days, such as 2026-02-30, are read as the day they run over to.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}

/** In UTC and with no digit too many, on a day that every month has: as our own clock tells it. */
const plainInstant = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{0,8}[1-9])?Z$/

const instant = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})$/

/** RFC 3339 with any offset, as the same instant in UTC; fractions of a second keep their digits. */
function parseInstant(text: string): string | undefined {
  if (plainInstant.test(text)) return text
  const [, day, time, fraction = '', offset] = instant.exec(text) ?? []
  if (!day || !time || !offset || !parseDate(day) || time > '23:59:59') return undefined
  const whole = new Date(`${day}T${time}${offset.toUpperCase()}`)
  if (Number.isNaN(whole.getTime()) || !/^\d{4}-/.test(whole.toISOString())) return undefined
  const digits = fraction.replace(/0+$/, '')
  return `${whole.toISOString().slice(0, 19)}${digits && `.${digits}`}Z`
}
