import { afterEach, expect, test } from 'vitest'
import {
  type Connector,
  column,
  compare,
  type EntityMap,
  type EntityName,
  type Lack,
  type MappedField,
} from '../../gateway/connector/index.ts'
import * as check from '../conformance/checks.ts'
import { loadVendor } from '../conformance/vendor-folder.ts'
import { openWorld, type World } from '../conformance/world.ts'

/** A suite that lets everything pass proves nothing: each declaration here is wrong in one word, and is found out. */
const { connector: honest, module } = await loadVendor('larkbooks', new URL('./', import.meta.url))

let world: World
afterEach(() => world.close())

async function subjectOf(connector: Connector, entity: EntityName): Promise<check.Subject> {
  world = await openWorld({ connector, module })
  return check.readEverything(world, entity)
}

/** The same connector with another map of one entity. */
function withMap(entity: EntityName, change: (map: EntityMap) => EntityMap): Connector {
  const maps = honest.entities({}) as Record<EntityName, EntityMap>
  return { ...honest, entities: () => ({ ...maps, [entity]: change(maps[entity]) }) }
}

const withField = (entity: EntityName, path: string, changes: MappedField): Connector =>
  withMap(entity, (map) => {
    const fields = map.fields as Readonly<Record<string, MappedField>>
    return { ...map, fields: { ...fields, [path]: { ...fields[path], ...changes } } }
  })

test('the honest connector passes the checks that the lies fail', async () => {
  const customers = await subjectOf(honest, 'Customer')
  await check.filtersAsWeDo(customers, 'name')
  const invoices = await check.readEverything(world, 'Invoice')
  await check.filtersAsWeDo(invoices, 'status')
  await check.filtersAsWeDo(invoices, 'kind')
  await check.sortsAsWeDo(invoices, 'paidDate')
  await check.pagesThroughEverythingOnce(invoices)
  check.lacksWhatCouldBe(invoices)
  check.alwaysTellsWhatItSays(invoices)
})

test.each(['eq', 'in', 'contains', 'startsWith'] as const)('"%s" without case is not exact', async (operator) => {
  const lie = withField('Customer', 'name', { filter: { [operator]: 'exact' } })
  await expect(check.filtersAsWeDo(await subjectOf(lie, 'Customer'), 'name')).rejects.toThrow(/expected/)
})

test('an inexact filter may not lose a record', async () => {
  const filter = { lt: 'inexact', gt: 'inexact' } as const
  const lie = withField('Invoice', 'dueDate', {
    native: 'paidOn',
    needs: ['dueOn'],
    decode: ({ dueOn }) => dueOn,
    filter,
  })
  await expect(check.filtersAsWeDo(await subjectOf(lie, 'Invoice'), 'dueDate')).rejects.toThrow(/"op":"[lg]t"/)
})

test('the condition of a value may not fit the records of another', async () => {
  const is = (status: string) => compare(column('status'), 'eq', status)
  const lie = withField('Invoice', 'status', { cases: { OPEN: is('posted'), DRAFT: is('draft') } })
  await expect(check.filtersAsWeDo(await subjectOf(lie, 'Invoice'), 'status')).rejects.toThrow(/"OPEN"|"PAID"/)
})

test('an order that loses the blanks is no order', async () => {
  // Without a word on nulls, going on after a page asks for later dates only, and blanks come last.
  const lie = withField('Invoice', 'paidDate', { filter: { eq: 'exact', lt: 'exact', gt: 'exact' } })
  await expect(check.sortsAsWeDo(await subjectOf(lie, 'Invoice'), 'paidDate')).rejects.toThrow(/expected/)
})

test('an order by another column is no order', async () => {
  const lie = withField('Customer', 'employeeCount', {
    native: 'name',
    needs: ['employees'],
    decode: ({ employees }) => employees,
  })
  await expect(check.sortsAsWeDo(await subjectOf(lie, 'Customer'), 'employeeCount')).rejects.toThrow(/expected/)
})

test('a key must tell records apart', async () => {
  const lie = withMap('InvoiceLine', (map) => ({ ...map, key: [column('bill', 'number')] }))
  const lines = await subjectOf(lie, 'InvoiceLine')
  await expect(check.hasDistinctKeys(lines)).rejects.toThrow(/expected/)
})

test('a reference must lead to a record', async () => {
  const lie = withField('Invoice', 'customer', { native: 'id' })
  const invoices = await subjectOf(lie, 'Invoice')
  await expect(check.pointsOnlyToRecords(invoices)).rejects.toThrow(/customer/)
})

test.each([
  [{}, /Invoice\.lacks\[0\]\.where is empty/],
  [{ kind: [] }, /Invoice\.lacks\[0\]\.where\.kind has no value/],
  [{ kind: ['CREDITNOTE'] }, /Invoice\.lacks\[0\]\.where\.kind: .*CREDITNOTE/],
  [{ kind: ['CREDIT_NOTE', 'CREDIT_NOTE'] }, /\.kind repeats a value/],
  [{ kinds: ['CREDIT_NOTE'] }, /\.kinds is no enum of the schema/],
  [{ number: ['R-1'] }, /\.number is no enum of the schema/],
  [{ 'meta.sourceModifiedPrecision': ['DAY'] }, /\.meta\.sourceModifiedPrecision is no /],
  [{ direction: ['PAYABLE'] }, /Invoice\.lacks\[0\]\.where\.direction is not mapped/],
])('what is missing must be told by what callers filter by: %j', async (where, complaint) => {
  const lie = withMap('Invoice', (map) => ({
    ...map,
    fields: Object.fromEntries(Object.entries(map.fields).filter(([path]) => path !== 'direction')),
    lacks: [{ where: where as Lack['where'] }],
  }))
  const invoices = await subjectOf(lie, 'Invoice')
  expect(() => check.lacksWhatCouldBe(invoices)).toThrow(complaint)
})

test('a first page is not everything', async () => {
  const lie = {
    ...honest,
    fetch: (async (request, link) => ({ rows: (await honest.fetch(request, link)).rows })) as Connector['fetch'],
  }
  const lines = await subjectOf(honest, 'InvoiceLine')
  await world.close()
  world = await openWorld({ connector: lie, module })
  await expect(check.pagesThroughEverythingOnce({ ...lines, world })).rejects.toThrow(/expected/)
})

test('what some records are without is not in all of them', async () => {
  const lie = withField('Invoice', 'paidDate', { present: true })
  const invoices = await subjectOf(lie, 'Invoice')
  expect(() => check.alwaysTellsWhatItSays(invoices)).toThrow(/Invoice\.paidDate is said to be present/)
})

test('a column that is not in the answer is not empty', async () => {
  const forgetful = {
    ...honest,
    fetch: (async (request, link) => {
      const { rows, ...page } = await honest.fetch(request, link)
      return { ...page, rows: rows.map(({ employees: _, ...row }) => row) }
    }) as Connector['fetch'],
  }
  const customers = await subjectOf(forgetful, 'Customer')
  expect(() => check.givesCanonicalValues(customers)).toThrow(/the answer has no column employees/)
})

test('what cannot be read is not passed over', async () => {
  const lie = withField('Customer', 'employeeCount', { native: 'name' })
  const customers = await subjectOf(lie, 'Customer')
  expect(() => check.givesCanonicalValues(customers)).toThrow(/not of the form/)
})
