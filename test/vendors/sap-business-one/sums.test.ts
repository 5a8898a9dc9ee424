import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Link, NativeAggregate } from '../../../gateway/connector/index.ts'
import { column, parseJson } from '../../../gateway/connector/index.ts'
import { addedUp } from '../../../gateway/read/aggregate.ts'
import type { AggregateQuery, AggregateResult } from '../../../gateway/read/index.ts'
import { places } from '../../../subgraphs/sap-business-one/sets.ts'
import type { Settings } from '../../../subgraphs/sap-business-one/settings.ts'
import { fetchSums, renderSums } from '../../../subgraphs/sap-business-one/sums.ts'
import { byValue } from '../../conformance/checks.ts'
import { company, openWorld, own, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const orders = own(company.salesOrders)
const sumOf = (path: string, ...groups: string[]): AggregateQuery => ({
  entity: 'SalesOrder',
  groupBy: [{ field: `${path}.currency` }, ...groups.map((field) => ({ field }))],
  measures: [
    { kind: 'count', field: `${path}.amount` },
    { kind: 'sum', field: `${path}.amount` },
  ],
})

const fromRows = async (query: AggregateQuery) => {
  const fields = [...query.groupBy, ...query.measures].flatMap(({ field }) => field ?? [])
  return addedUp(await world.list({ entity: 'SalesOrder', fields, filter: query.filter }), query).groups
}

async function asked(query: AggregateQuery) {
  let told: AggregateResult | undefined
  const calls = await world.callsFor(async () => {
    told = await world.reader.aggregate(query, world.scope())
  })
  return { ...told!, calls }
}

describe('order totals', () => {
  const net = sumOf('totals.taxExclusive')

  test('are one batch: orders that have what is added up, those that lack it, and all of them counted', async () => {
    const open: AggregateQuery = { ...net, filter: { kind: 'compare', field: 'status', op: 'eq', value: 'OPEN' } }
    const { calls, native } = await asked(open)
    expect(native).toBe(true)
    const isOpen = "Orders/Cancelled eq 'tNO' and Orders/DocumentStatus eq 'bost_Open'"
    const has = 'Orders/DocTotal ne null and Orders/VatSum ne null'
    const lacks = '(Orders/DocTotal eq null or Orders/VatSum eq null)'
    const sums = '$count as r,DocTotal with sum as m1,VatSum with sum as m3'
    expect(calls.map((call) => call.replace(/^\S+ /, '').split('\n'))).toEqual([
      [
        `/b1s/v2/Orders?$apply=filter(${isOpen} and ${has})/groupby((DocCurrency),aggregate(${sums}))`,
        `/b1s/v2/Orders?$apply=filter(${isOpen} and ${lacks})/groupby((DocCurrency),aggregate($count as r))`,
        `/b1s/v2/Orders?$apply=filter(${isOpen})/aggregate($count as r)`,
      ],
    ])
  })

  test.each([
    ['totals.taxExclusive', []],
    ['totals.tax', []],
    ['totals.taxInclusive', []],
    ['totals.taxInclusive', ['customer']],
    ['totals.taxExclusive', ['requestedDate', 'orderDate']],
  ])('%s by currency and %j are what their orders say', async (path, groups) => {
    const query = sumOf(path, ...groups)
    const { groups: told, native } = await asked(query)
    expect([native, byValue(told)]).toEqual([true, byValue(await fromRows(query))])
    expect(told.length).toBeGreaterThan(1)
  })

  test('in other currencies are told with tax, and not without', async () => {
    const foreign = orders.filter(({ currency }) => currency !== 'CHF')
    expect(foreign.length).toBeGreaterThan(0)
    const gross = await asked(sumOf('totals.taxInclusive'))
    expect(gross.groups.map(({ key }) => key[0]).sort()).toEqual(
      [...new Set(orders.map(({ currency }) => currency))].sort(),
    )
    const { groups } = await asked(net)
    expect(groups.map(({ key, rows, values }) => [key[0], rows, values[0]])).toEqual(
      expect.arrayContaining([[null, foreign.length, 0]]),
    )
  })

  test('by status are read order by order: how a group would name an enumeration is not documented', async () => {
    const byStatus = { ...net, groupBy: [...net.groupBy, { field: 'status' }] }
    const { groups, native, calls } = await asked(byStatus)
    expect([native, byValue(groups)]).toEqual([false, byValue(await fromRows(byStatus))])
    expect(calls.every((call) => !call.includes('$apply'))).toBe(true)
  })
})

describe('a sum', () => {
  const query: NativeAggregate<(typeof places)['orders']> = {
    ...{ object: 'Orders', hint: places.orders, groupBy: [] },
    measures: [{ kind: 'sum', column: column('DocTotal', 'number') }],
  }
  const settings = { servicePath: '/b1s/v2' } as Settings

  /** What the two parts of a question tell: orders with a total, and none without. */
  const linkTo = (total: string): Link => ({
    call: async () => {
      const part = (body: string) =>
        `--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${body}\r\n`
      const text = `${part(`{"value":[{"r":3,"m0":${total}}]}`)}${part('{"value":[{"r":0}]}')}--b--\r\n`
      const headers = { 'content-type': 'multipart/mixed;boundary=b' }
      return { status: 200, headers, text: () => text, json: () => parseJson(text) } as unknown as Answer
    },
  })

  test.each([
    ['999999999.99999905', undefined],
    ['-123456.78000000000', undefined],
    ['1000000000', true],
    ['-2500000000.5', true],
    ['1.5E9', true],
  ])('of %s may have lost a digit: %j', async (total, isTooMuch) => {
    const page = await fetchSums(renderSums(query, settings), linkTo(total))
    expect(page.isTooMuch).toBe(isTooMuch)
    if (!isTooMuch) expect(Number(page.groups[0]!.measures[0])).toBe(Number(total))
  })
})
