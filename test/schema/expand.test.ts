import { parse, print, stripIgnoredCharacters } from 'graphql'
import { describe, expect, test } from 'vitest'
import { singular } from '../../schema/connections.ts'
import { expand } from '../../schema/expand.ts'

const tiny = `
type Query { sources: Int }
extend type Query { profile: Int }
type Money { "How much." amount: Decimal @filterable @sortable currency: CurrencyCode @filterable note: String }
type Customer @entity(plural: "customers", linked: true) {
  id: ID!
  "The name."
  name: String! @filterable @sortable
  status: Status! @filterable
  limit: Money @filterable @sortable
  parent: Customer @filterable
  orders: OrderConnection @relation(by: "customer")
}
type Order @entity(plural: "orders") { id: ID! number: Int @sortable lines: [Line!] @relation(by: "order") }
type Line @child { id: ID! order: Order @filterable text: String @filterable }
enum Status { OPEN CLOSED }
`

/** The named definitions of the expanded document, without descriptions and layout. */
function expanded(sdl: string, ...names: string[]): string[] {
  const { definitions } = parse(withoutDescriptions(print(expand(parse(sdl)))))
  return names.map((name) =>
    compact(definitions.filter((node) => 'name' in node && node.name?.value === name).map(print)),
  )
}

const withoutDescriptions = (sdl: string) => sdl.replace(/^\s*".*"$/gm, '')
const compact = (parts: readonly string[]) => stripIgnoredCharacters(parts.join(' '))
const golden = (sdl: string) => stripIgnoredCharacters(sdl)

describe('expanding the written schema', () => {
  test('gives every listed entity a connection and an edge', () => {
    expect(expanded(tiny, 'OrderConnection', 'OrderEdge')).toEqual([
      golden(`type OrderConnection {
        edges: [OrderEdge!]! nodes: [Order!]! pageInfo: PageInfo! totalCount: Int
        sourceResults: [SourceResult!]! complete: Boolean!
      }`),
      golden('type OrderEdge { cursor: String! node: Order! }'),
    ])
  })

  test('gives children neither connection nor filter nor order', () => {
    expect(expanded(tiny, 'LineConnection', 'LineFilter', 'LineOrder')).toEqual(['', '', ''])
  })

  test('unites the root type and its extensions with a list and a finder for every listed entity', () => {
    expect(expanded(tiny, 'Query')).toEqual([
      golden(`type Query {
        sources: Int profile: Int
        customers(where: CustomerFilter, orderBy: [CustomerOrder!], first: Int = 50, after: String, sources: [String!]): CustomerConnection
        customer(id: ID!): Customer
        orders(where: OrderFilter, orderBy: [OrderOrder!], first: Int = 50, after: String, sources: [String!]): OrderConnection
        order(id: ID!): Order
      }`),
    ])
  })

  test('gives connection fields their arguments, and leaves other fields alone', () => {
    expect(expanded(tiny, 'Customer')).toEqual([
      golden(`type Customer @entity(plural: "customers", linked: true) {
        id: ID!
        name: String! @filterable @sortable
        status: Status! @filterable
        limit: Money @filterable @sortable
        parent: Customer @filterable
        orders(where: OrderFilter, orderBy: [OrderOrder!], first: Int = 50, after: String): OrderConnection @relation(by: "customer")
      }`),
    ])
  })

  test('makes filters of filterable fields: structures nest, references compare ids, linked entities take external keys', () => {
    expect(expanded(tiny, 'CustomerFilter', 'MoneyFilter', 'StatusFilter')).toEqual([
      golden(`input CustomerFilter {
        and: [CustomerFilter!] or: [CustomerFilter!] not: CustomerFilter
        id: IdFilter externalKey: ExternalKeyFilter identifier: IdentifierFilter
        name: TextFilter status: StatusFilter limit: MoneyFilter parent: IdFilter
      }`),
      golden('input MoneyFilter { amount: DecimalFilter currency: TextFilter }'),
      golden('input StatusFilter { eq: Status ne: Status in: [Status!] isNull: Boolean }'),
    ])
  })

  test('lets every listed entity be found by id, though nothing else of it is filterable', () => {
    expect(expanded(tiny, 'OrderFilter')).toEqual([
      golden('input OrderFilter { and: [OrderFilter!] or: [OrderFilter!] not: OrderFilter id: IdFilter }'),
    ])
  })

  test('makes orders of sortable fields, one field to a term', () => {
    expect(expanded(tiny, 'CustomerOrder', 'MoneyOrder')).toEqual([
      golden('input CustomerOrder @oneOf { name: OrderDirection limit: MoneyOrder }'),
      golden('input MoneyOrder @oneOf { amount: OrderDirection }'),
    ])
  })

  test('describes what it adds in the words of the field', () => {
    expect(print(expand(parse(tiny)))).toContain('"The name."\n  name: TextFilter')
  })
})

describe('refusing directives that no rule can follow', () => {
  const entity = (field: string) =>
    parse(
      `type Query { a: Int } type Plain { a: Int } type T @entity(plural: "ts") { id: ID! n: Int @sortable ${field} }`,
    )

  test.each([
    ['tags: [String!]! @filterable', 'T.tags is a list, so it cannot be @filterable.'],
    ['other: T @sortable', 'T.other is a reference, so it cannot be @sortable.'],
    ['plain: Plain @filterable', 'T.plain is @filterable, but no field of Plain is.'],
    ['blob: Json @filterable', 'T.blob is @filterable, but Json has no filter.'],
  ])('%s', (field, message) => {
    expect(() => expand(entity(field))).toThrow(message)
  })

  test('an entity without any order', () => {
    const unordered = parse('type Query { a: Int } type T @entity(plural: "ts") { id: ID! }')
    expect(() => expand(unordered)).toThrow('T has no @sortable field, so its list has no order.')
  })
})

test.each([
  ['Invoice', 'invoice'],
  ['StockLevel', 'stockLevel'],
  ['GLAccount', 'glAccount'],
])('names the finder of %s %s', (type, field) => {
  expect(singular(type)).toBe(field)
})
