import Big from 'big.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EntityName } from '../../../gateway/connector/index.ts'
import connector from '../../../subgraphs/dataverse/connector.ts'
import module from '../../../subgraphs/dataverse/simulator.ts'
import * as check from '../../conformance/checks.ts'
import { openWorld } from '../../conformance/world.ts'
import { company, openWorld as openSource } from './environment.ts'

// Served only where the operator says so, and so not in the demo: examined here as the others are by conformance.
const config = (url: string) => ({
  ...module.config(url),
  documents: true,
  credit: true,
  invoiceDateColumn: 'datedelivered',
})
const world = await openWorld({ connector: connector as never, module: { ...module, config } })
const entities = ['SalesOrder', 'Invoice', 'CreditStatus'] as const satisfies readonly EntityName[]
const parts = ['taxInclusive', 'lineNet', 'tax'] as const
const subjects = new Map<EntityName, check.Subject>()

beforeAll(async () => {
  for (const entity of entities) subjects.set(entity, await check.readEverything(world, entity))
})
afterAll(() => world.close())

describe.each(entities)('%s', (entity) => {
  const subject = () => subjects.get(entity)!

  test('is a record of the model, with a key of its own', async () => {
    await check.hasDistinctKeys(subject())
    check.mapsOnlyTheSchema(subject())
    check.givesCanonicalValues(subject())
  })
  test('is found by key, page by page, and points to what exists', async () => {
    await check.findsByKey(subject())
    await check.pagesThroughEverythingOnce(subject())
    await check.pointsOnlyToRecords(subject())
  })
  test.each(check.filterablePaths(world, entity))('is filtered by %s as we do', (path) =>
    check.filtersAsWeDo(subject(), path),
  )
  test.each(check.missingPaths(world, entity))('is not filtered by %s, which it does not have', (path) =>
    check.refusesToFilterBy(subject(), path),
  )
})

test('what an invoice adds up to is exact, and what is open of it is not known', async () => {
  await using source = await openSource({ documents: true })
  const rows = await source.list(
    'Invoice',
    parts.map((part) => `totals.${part}.amount`),
  )
  for (const { record } of rows) {
    const { totals } = record.values as { totals: Record<(typeof parts)[number], { amount: string }> }
    const [gross, net, tax] = parts.map((part) => new Big(totals[part].amount)) as [Big, Big, Big]
    expect(net.plus(tax).eq(gross)).toBe(true)
  }
  const open = { kind: 'isNull', field: 'open.document.amount', value: false } as const
  await expect(source.list('Invoice', ['id'], open)).rejects.toMatchObject({ code: 'UNSUPPORTED' })
})

test('a day of an order is the day that it was for who wrote it, though in UTC it began the day before', async () => {
  await using source = await openSource({ documents: true })
  const rows = await source.list('SalesOrder', ['number', 'orderDate', 'fulfillment', 'billing'])
  const days = rows.map(({ record }) => (record.values as { orderDate: string | null }).orderDate)
  const closed = new Set(
    company.opportunities.filter(({ system }) => system === 'dataverse').map(({ closeOn }) => closeOn),
  )
  expect(days.filter((day) => day !== null && !closed.has(day))).toEqual([])
  expect(days.filter((day) => day !== null).length).toBeGreaterThan(0)
  await using elsewhere = await openSource({ documents: true, timeZone: 'UTC' })
  const [first] = await elsewhere.list('SalesOrder', ['orderDate'], {
    kind: 'isNull',
    field: 'orderDate',
    value: false,
  })
  const there = rows.find(({ record }) => record.key === first!.record.key)!
  const [utc, local] = [first!, there].map(({ record }) => (record.values as { orderDate: string }).orderDate)
  expect(Date.parse(local!) - Date.parse(utc!)).toBe(24 * 60 * 60_000)
  const progress = new Set(rows.map(({ record }) => JSON.stringify([record.values.fulfillment, record.values.billing])))
  expect(progress).toContain('["COMPLETE","UNKNOWN"]')
  expect(progress).toContain('["UNKNOWN","COMPLETE"]')
})

test('credit is told of accounts with a limit or a hold only', async () => {
  await using source = await openSource({ credit: true })
  const calls = await source.callsFor(async () => {
    const rows = await source.list('CreditStatus', ['limit', 'hold', 'customer'])
    const told = company.creditAccounts.filter(
      ({ system, customerId, limit, currency, hold }) =>
        system === 'financeOperations' &&
        company.customers[customerId]!.keys.dataverse !== undefined &&
        ((limit !== null && company.customers[customerId]!.currency === currency) || hold === 'held'),
    )
    expect(rows.map(({ record }) => record.key as string).sort()).toEqual(
      [...new Set(told.map(({ customerId }) => company.customers[customerId]!.keys.dataverse!))].sort(),
    )
  })
  expect(calls).toEqual([expect.stringContaining('$filter=creditlimit ne null or creditonhold eq true&')])
})
