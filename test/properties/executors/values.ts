import fc from 'fast-check'
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql'
import { encodeGlobalId, type SourceKey, type SourceName } from '../../../gateway/connector/index.ts'
import type { Pool } from './pool.ts'

/** Makes values of an input type; `path` says which field of which entity they are compared with, as in `Customer.name`. */
export type ValuesOf = (type: GraphQLInputType, path: string) => fc.Arbitrary<unknown>

const deepestFilter = 2

/** Values that occur in the sources, now and then one that does not or cannot. */
export function valuesFrom(pool: Pool): ValuesOf {
  const known = new Map<string, fc.Arbitrary<unknown>>()

  function valueFor(type: GraphQLInputType, path: string, depth: number): fc.Arbitrary<unknown> {
    const name = `${type} ${path} ${depth}`
    const value = known.get(name) ?? make(type, path, depth)
    known.set(name, value)
    return value
  }

  function make(type: GraphQLInputType, path: string, depth: number): fc.Arbitrary<unknown> {
    if (isNonNullType(type)) return valueFor(type.ofType, path, depth)
    if (isListType(type)) return fc.array(valueFor(type.ofType, path, depth), { minLength: 1, maxLength: 3 })
    if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name))
    if (isInputObjectType(type)) return objectOf(type, path, depth)
    return leafOf(type.name, path, pool)
  }

  function objectOf(type: GraphQLInputObjectType, path: string, depth: number): fc.Arbitrary<unknown> {
    const entries = Object.values(type.getFields())
      .filter(({ name }) => depth > 0 || !connectives.has(name))
      .map((field) => {
        const inner = isInputObjectType(getNamedType(field.type))
        const below = inner && !connectives.has(field.name) ? `${path}.${field.name}` : path
        const value = valueFor(field.type, below, connectives.has(field.name) ? depth - 1 : depth)
        const isNeeded = isNonNullType(field.type)
        return { field, isNeeded, entry: value.map((one) => [field.name, one] as const) }
      })
    const needed = entries.filter(({ isNeeded }) => isNeeded).map(({ entry }) => entry)
    const others = entries.filter(({ isNeeded }) => !isNeeded).map(({ entry }) => entry)
    const most = isOneOf(type) ? 1 : 2
    const chosen =
      others.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...others), { minLength: 1, maxLength: most })
    return fc
      .tuple(fc.tuple(...needed), chosen)
      .map(([all, some]) => Object.fromEntries([...all, ...some] as (readonly [string, unknown])[]))
  }

  return (type, path) => valueFor(type, path, deepestFilter)
}

/** Composing schemas keeps the directive, and forgets what it means. */
const isOneOf = ({ isOneOf, astNode }: GraphQLInputObjectType): boolean =>
  isOneOf || astNode?.directives?.some(({ name }) => name.value === 'oneOf') === true

const connectives: ReadonlySet<string> = new Set(['and', 'or', 'not'])

export { isOneOf }

function leafOf(scalar: string, path: string, pool: Pool): fc.Arbitrary<unknown> {
  const fits = (value: unknown) => typeof value === (scalar === 'Int' || scalar === 'Float' ? 'number' : 'string')
  if (scalar === 'Boolean') return fc.boolean()
  if (path.endsWith('.source') || path.endsWith('.externalKey'))
    return fc.constantFrom(...pool.sources, ...pool.customerKeys)
  if (scalar === 'ID') return idsOf(path, pool)
  const occurring = (pool.values.get(path) ?? []).filter(fits)
  const absent = fc.constantFrom(...(absentValues[scalar] ?? ['none']))
  if (occurring.length === 0) return absent
  const value = fc.constantFrom(...occurring)
  const pieces = scalar === 'String' ? value.map((text) => String(text).slice(0, 3)) : value
  return fc.oneof({ weight: 12, arbitrary: value }, { weight: 3, arbitrary: pieces }, { weight: 2, arbitrary: absent })
}

/** Of each scalar: what no record has, and what is none of its values. */
const absentValues: Readonly<Record<string, readonly unknown[]>> = {
  String: ["no such 'value'", ''],
  Int: [-7, 0, 100_000],
  Float: [0.5],
  Decimal: ['-987654321.12', '0', 'twelve'],
  Percent: ['19.0', 'half'],
  Date: ['1901-01-01', '2026-03-31', '2026-02-30'],
  DateTime: ['1901-01-01T00:00:00Z', '2026-01-15T09:00:00Z', 'yesterday'],
  Duration: ['30s', '10m', 'soon'],
}

/** Ids of the entity that the path ends in, of others, of none, and text that is no id. */
export function idsOf(path: string, pool: Pool): fc.Arbitrary<string> {
  const [entity = ''] = path.split('.')
  const seen = [...((pool.values.get(path) ?? []) as string[]), ...(pool.ids.get(entity) ?? [])]
  const anyId = [...pool.ids.values()].flatMap((ids) => ids.slice(0, 3))
  const unknown = [...pool.sources, 'elsewhere'].map((source) =>
    encodeGlobalId({ type: entity, source: source as SourceName, key: '999999' as SourceKey }),
  )
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...(seen.length > 0 ? seen : anyId)) },
    { weight: 1, arbitrary: fc.constantFrom(...anyId) },
    { weight: 1, arbitrary: fc.constantFrom(...unknown) },
    { weight: 1, arbitrary: fc.constantFrom('', 'x', 'not an id', 'MXxDdXN0b21lcg') },
  )
}
