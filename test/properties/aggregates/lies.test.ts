import { afterEach, expect, test } from 'vitest'
import type { EntityMap, EntityName, MappedField } from '../../../gateway/connector/index.ts'
import * as check from '../../conformance/checks.ts'
import { loadVendor, type VendorFolder } from '../../conformance/vendor-folder.ts'
import { openWorld, type World } from '../../conformance/world.ts'

/** A suite that lets everything pass proves nothing: each declaration here is wrong in one word, and is found out. */
const [salesforce, netsuite, odoo, sap, dataverse] = await Promise.all(
  ['salesforce', 'netsuite', 'odoo', 'sap-s4hana', 'dataverse'].map((name) => loadVendor(name)),
)
const amount = 'amount.document.amount'

let world: World
afterEach(() => world.close())

/** The same vendor with other words for one field. */
function withField({ connector, module }: VendorFolder, entity: EntityName, path: string, changes: MappedField) {
  const entities: typeof connector.entities = (settings) => {
    const maps = connector.entities(settings)
    const map = maps[entity] as EntityMap
    const fields = map.fields as Readonly<Record<string, MappedField>>
    return { ...maps, [entity]: { ...map, fields: { ...fields, [path]: { ...fields[path], ...changes } } } }
  }
  return { connector: { ...connector, entities }, module }
}

async function judged(folder: VendorFolder, entity: EntityName, path: string): Promise<void> {
  world = await openWorld(folder)
  await check.addsUpAsWeDo(await check.readEverything(world, entity), path)
}

test('the honest connectors pass', async () => {
  await judged(netsuite!, 'Invoice', 'open.document.amount')
  await world.close()
  await judged(sap!, 'JournalLine', 'booked.debit')
  await world.close()
  await judged(salesforce!, 'Opportunity', 'expectedCloseDate')
  await world.close()
  await judged(dataverse!, 'Opportunity', 'amount.base.amount')
})

test.each([
  ['Salesforce', salesforce!],
  ['Dataverse', dataverse!],
])('a sum in another currency is not ours: %s', async (_name, folder) => {
  const lie = withField(folder, 'Opportunity', amount, { aggregatable: { sum: true, count: true } })
  await expect(judged(lie, 'Opportunity', amount)).rejects.toThrow(/expected/)
})

test('an amount that some rows lack is not present', async () => {
  const lie = withField(salesforce!, 'Opportunity', amount, { present: true, aggregatable: { count: true } })
  await expect(judged(lie, 'Opportunity', amount)).rejects.toThrow(/expected/)
})

test.each([
  ['salesforce', salesforce!, 'probability'],
  ['dynamics-nl', dataverse!, 'expectedCloseDate'],
])('what the vendor does not group by is refused by it: %s', async (source, folder, path) => {
  const lie = withField(folder, 'Opportunity', path, { aggregatable: { group: true } })
  await expect(judged(lie, 'Opportunity', path)).rejects.toMatchObject({ source })
})

test('a side is not read of sums without what tells it', async () => {
  const lie = withField(sap!, 'JournalLine', 'booked.debit', { aggregatable: { sum: { with: [] } } })
  await expect(judged(lie, 'JournalLine', 'booked.debit')).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
})

test('what is not in proportion to its column is no sum of it', async () => {
  const always1 = { needs: [], decode: () => '1', aggregatable: { sum: { with: [] } } }
  const lie = withField(odoo!, 'JournalLine', 'booked.debit', always1)
  await expect(judged(lie, 'JournalLine', 'booked.debit')).rejects.toThrow(/expected/)
})

test('a column that Odoo does not store is refused by it', async () => {
  const lie = withField(odoo!, 'Opportunity', 'amount.document.currency', {
    aggregatable: { group: { by: ['company_currency'] } },
  })
  await expect(judged(lie, 'Opportunity', 'amount.document.currency')).rejects.toMatchObject({ source: 'odoo-at' })
})
