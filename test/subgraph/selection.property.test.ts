import fc from 'fast-check'
import { type GraphQLObjectType, getNamedType, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { type CanonicalField, canonical, type EntityName, type NativeRow } from '../../gateway/connector/index.ts'
import { buildSubgraph } from '../../gateway/stitch/subgraph/index.ts'
import { askSchema, sdl } from './ask.ts'
import { fakeReader, type Rows } from './fake-reader.ts'
import { plainSource, wholeMap } from './source.ts'

const names = Object.keys(canonical) as EntityName[]
const listed = names.filter((name) => canonical[name].plural !== null)
const source = plainSource(Object.fromEntries(names.map((name) => [name, wholeMap(name)])))
const rows: Rows = Object.fromEntries(names.map((name) => [name, [0, 1, 2].map((i) => filledRow(name, i))]))

// The same company read by two sources: one that gives what is asked, and one that gives all it has.
const exact = fakeReader(source, rows)
const whole = fakeReader(source, rows, { whole: true })
const [exactSchema, wholeSchema] = [exact, whole].map((reader) => buildSubgraph(reader, sdl)) as [Schema, Schema]
type Schema = ReturnType<typeof buildSubgraph>

/** A part of a query, and the paths that it must make the gateway read of the record it stands in. */
interface Pick {
  readonly text: string
  readonly paths: readonly string[]
}

test('random queries read what they select, nothing else, and answer as from whole records', async () => {
  const queries = fc.constantFrom(...listed).chain((entity) => picks(entity, 2).map((pick) => ({ entity, ...pick })))
  await fc.assert(
    fc.asyncProperty(queries, async ({ entity, text, paths }) => {
      const before = exact.asked.length
      const query = `{ ${canonical[entity].plural}(first: 3) { nodes { ${text} } } }`
      const answer = await askSchema(exactSchema, query, {})
      expect(answer.errors).toEqual([])
      expect(new Set(exact.asked[before]!.fields)).toEqual(new Set(paths))
      expect(answer).toEqual(await askSchema(wholeSchema, query, {}))
    }),
    { numRuns: 250 },
  )
})

function picks(entity: EntityName, depth: number): fc.Arbitrary<Pick> {
  const leaves = Object.entries(canonical[entity].fields).map(([path, field]) => leafPick(entity, path, field, depth))
  const relations =
    depth > 0 ? Object.keys(canonical[entity].relations).map((name) => relationPick(entity, name, depth)) : []
  const one = fc.oneof(fc.oneof(...leaves), ...relations).chain((pick) => wrapped(entity, pick))
  return fc.array(one, { minLength: 1, maxLength: 7 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(' '),
    paths: parts.flatMap(({ paths }) => paths),
  }))
}

const invoiceInputs = ['dueDate', 'status', 'open.document.amount']

function leafPick(entity: EntityName, path: string, field: CanonicalField, depth: number): fc.Arbitrary<Pick> {
  const isComputed = (field as { computed?: boolean }).computed
  const paths =
    path === 'id' ? [] : path === 'isOverdue' || path === 'daysPastDue' ? invoiceInputs : isComputed ? [] : [path]
  const inside = field.to
    ? depth > 0
      ? picks(field.to, depth - 1).map(({ text }) => `{ ${text} }`)
      : fc.constant('{ id }')
    : fc.constant(selectionOf(entity, path))
  return inside.map((selection) => ({ text: nested(path.split('.'), selection), paths }))
}

function relationPick(entity: EntityName, name: string, depth: number): fc.Arbitrary<Pick> {
  const { to, connection } = canonical[entity].relations[name]!
  return picks(to, depth - 1).map(({ text }) => ({
    text: `${alias()}: ${name}${connection ? `(first: 2) { totalCount edges { node { ${text} } } }` : ` { ${text} }`}`,
    paths: [],
  }))
}

/** The ways to say the same in a query, and one to unsay it. */
function wrapped(entity: EntityName, { text, paths }: Pick): fc.Arbitrary<Pick> {
  const said = [
    text,
    `... { ${text} }`,
    `... on ${entity} { ${text} }`,
    `... on ${entity} @include(if: true) { ${text} }`,
  ]
  const unsaid = `id ... on ${entity} @skip(if: true) { ${text} }`
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...said).map((spelling) => ({ text: spelling, paths })) },
    { weight: 1, arbitrary: fc.constant({ text: unsaid, paths: [] }) },
  )
}

/** `a1: totals { a2: tax { a3: amount } }`: names of their own keep parts of a query from meeting. */
const nested = ([step, ...rest]: readonly string[], selection: string): string =>
  rest.length > 0 ? `${alias()}: ${step} { ${nested(rest, selection)} }` : `${alias()}: ${step} ${selection}`

let aliases = 0
const alias = (): string => `a${aliases++}`

/** Every leaf of what a path holds; nothing for a scalar. */
function selectionOf(entity: EntityName, path: string): string {
  let type = exactSchema.getType(entity) as GraphQLObjectType
  for (const step of path.split('.')) type = getNamedType(type.getFields()[step]!.type) as GraphQLObjectType
  return isObjectType(type) ? everythingIn(type) : ''
}

function everythingIn(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).map((field) => {
    const inner = getNamedType(field.type)
    return isObjectType(inner) ? `${field.name} ${everythingIn(inner)}` : field.name
  })
  return `{ ${fields.join(' ')} }`
}

/** A row with a fitting value in every column that must have one, and in some two of three others. */
function filledRow(entity: EntityName, i: number): NativeRow {
  const columns = Object.entries(canonical[entity].fields).map(([path, field], at) => {
    const isEmpty = !field.required && (at + i + path.length) % 3 === 0
    return [path, isEmpty ? null : sample(path, field, i)]
  })
  return { ...Object.fromEntries(columns), key: `K${i}` }
}

function sample(path: string, { type, list, enum: members }: CanonicalField, i: number): unknown {
  if (list) return type === 'text' ? [`${path} ${i}`] : []
  switch (type) {
    case 'decimal':
      return `${i}.50`
    case 'int':
      return i
    case 'boolean':
      return i === 1
    case 'date':
      return `2026-03-1${i + 3}`
    case 'instant':
      return `2026-03-1${i}T08:00:00Z`
    case 'enum':
      return members![i % members!.length]
    case 'ref':
      return `K${(i + 1) % 4}`
    case 'id':
    case 'text':
    case 'value':
      // A currency and a unit have three letters, a country has two.
      return /country/i.test(path) ? 'DE' : 'EUR'
  }
}
