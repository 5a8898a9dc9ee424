import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { entityTable } from '../../schema/entity-table.ts'
import { printEntities } from '../../schema/print-entities.ts'

const tiny = parse(`
type Money { amount: Decimal! @filterable @sortable currency: CurrencyCode! @filterable }
type Totals { net: Money @filterable gross: Money! }
type Tag { code: String! }
type Profile @profile(of: "Order") { id: ID! }
type Order @entity(plural: "orders", linked: true) {
  id: ID!
  totals: Totals! @filterable
  limit: Money @sortable
  tags: [Tag!]!
  status: Status! @filterable
  customer: Order
  age: Int @computed
  lines: [Line!] @relation(by: "order")
  orders: OrderConnection @relation(by: "customer")
  profile: Profile
}
type Line @child { id: ID! order: Order @filterable at: DateTime }
enum Status { OPEN UNKNOWN }
`)

const plain = { list: false, required: false, filterable: false, sortable: false, computed: false }

describe('the entities as data', () => {
  const { Order, Line } = entityTable(tiny)

  test('tell listed entities from those that live inside a document', () => {
    expect(Order).toMatchObject({ plural: 'orders', child: false, linked: true })
    expect(Line).toMatchObject({ plural: null, child: true, linked: false })
  })

  test('name what relations and references lead to', () => {
    expect(Order).toMatchObject({
      relations: {
        lines: { to: 'Line', by: 'order', connection: false },
        orders: { to: 'Order', by: 'customer', connection: true },
      },
      refs: { customer: 'Order' },
      profiles: { profile: 'Profile' },
    })
  })

  test('flatten structures to leaves, which can do only what every structure above them can', () => {
    expect(Order!.fields).toEqual({
      id: { ...plain, type: 'id', required: true, filterable: true },
      'totals.net.amount': { ...plain, type: 'decimal', filterable: true },
      'totals.net.currency': { ...plain, type: 'text', filterable: true },
      'totals.gross.amount': { ...plain, type: 'decimal', required: true },
      'totals.gross.currency': { ...plain, type: 'text', required: true },
      'limit.amount': { ...plain, type: 'decimal', sortable: true },
      'limit.currency': { ...plain, type: 'text' },
      tags: { ...plain, type: 'value', list: true, required: true, of: 'Tag' },
      status: { ...plain, type: 'enum', required: true, filterable: true, enum: ['OPEN', 'UNKNOWN'] },
      customer: { ...plain, type: 'ref', to: 'Order' },
      age: { ...plain, type: 'int', computed: true },
    })
  })

  test('say what a structure needs to exist', () => {
    expect(Order!.structs).toEqual({
      totals: { type: 'Totals', required: true, needs: ['totals.gross'] },
      'totals.net': { type: 'Money', required: false, needs: ['totals.net.amount', 'totals.net.currency'] },
      'totals.gross': { type: 'Money', required: true, needs: ['totals.gross.amount', 'totals.gross.currency'] },
      limit: { type: 'Money', required: false, needs: ['limit.amount', 'limit.currency'] },
    })
  })

  test('print as a literal, with a leaf to a line', () => {
    const printed = printEntities(entityTable(tiny))
    expect(printed).toContain('readonly Line: types.Line')
    expect(printed).toContain(
      "'totals.net.amount': { type: 'decimal', list: false, required: false, filterable: true, sortable: false, computed: false },",
    )
  })
})

describe('refusing fields that are none of leaf, structure, reference and relation', () => {
  const entity = (field: string) => parse(`type Pair { other: T } type T @entity(plural: "ts") { id: ID! ${field} }`)

  test.each([
    ['others: [T!]', 'T.others is a list of records, so it needs @relation.'],
    ['pairs: [Pair!]!', 'T.pairs is a list of values, but its other refers to a record.'],
    ['blob: Json', 'T.blob is of type Json, which no leaf can hold.'],
  ])('%s', (field, message) => {
    expect(() => entityTable(entity(field))).toThrow(message)
  })
})
