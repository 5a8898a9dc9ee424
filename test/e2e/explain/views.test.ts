import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonical, type Filter } from '../../../gateway/connector/index.ts'
import { filterText } from '../../../gateway/plan/filter-text.ts'
import { aggregatePaths } from '../../../gateway/read/aggregate.ts'
import type { ListQuery, SourceReader } from '../../../gateway/read/index.ts'
import { planSums } from '../../../gateway/read/sums-plan.ts'
import { viewReads } from '../../../gateway/stitch/views/index.ts'
import { systems } from '../eight-systems/told.ts'
import { openWorld, type World } from '../world.ts'

/** One question to one source, as it is told beforehand or as it was asked. */
interface Question {
  readonly source: string
  readonly entity: string
  readonly fields: readonly string[]
  readonly filter: string | null
  /** Where the source adds up, how it is asked to. */
  readonly sums: string | null
}

/** An org of one currency tells chances by their range. */
let world: World
const asked: Question[] = []
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, systems, setUp: { salesforce: { multiCurrency: false } } })
  for (const { reader } of world.application.members) record(reader)
}, 60_000)
afterAll(() => world.close())

/** Notes what views ask of a source. */
function record(reader: SourceReader): void {
  const { source } = reader
  const { list, aggregate, children } = {
    list: reader.list.bind(reader),
    aggregate: reader.aggregate.bind(reader),
    children: reader.children.bind(reader),
  }
  const note = (query: Pick<ListQuery, 'entity' | 'fields' | 'filter'>, sums: string | null = null) => {
    const filter = query.filter && unnamed(query.filter)
    const texts = [query.filter, filter].map((own) => (own ? filterText(own) : null))
    const isOfKeys = texts[0] !== texts[1]
    asked.push({ ...shown(source.name, query), filter: texts[1]!, sums: isOfKeys ? null : sums })
  }
  Object.assign(reader, {
    list: (...[query, scope]: Parameters<typeof list>) => {
      note(query)
      return list(query, scope)
    },
    aggregate: (...[query, scope]: Parameters<typeof aggregate>) => {
      const plan = planSums(source, query)
      note({ ...query, fields: aggregatePaths(query) }, typeof plan === 'string' ? null : plan.request!.text)
      return aggregate(query, scope)
    },
    children: (...[query, scope]: Parameters<typeof children>) => {
      note({ ...query, entity: canonical[query.parent].relations[query.relation]!.to })
      return children(query, scope)
    },
  })
}

const shown = (
  source: string,
  { entity, fields }: { readonly entity: string; readonly fields: readonly string[] },
) => ({
  source,
  entity,
  fields: fields.toSorted(),
})

/** Without the keys that were found on the way. */
function unnamed(filter: Filter): Filter | undefined {
  if (filter.kind === 'in' && ['customer', 'item'].includes(filter.field)) return undefined
  if (filter.kind !== 'and') return filter
  const terms = filter.terms.flatMap((term) => unnamed(term) ?? [])
  return terms.length > 1 ? { kind: 'and', terms } : terms[0]
}

interface ToldStep extends Omit<Question, 'sums'> {
  readonly kind: string
  readonly calls: number
  readonly native: readonly string[]
}

interface Told {
  readonly sure: readonly Question[]
  /** Asked only where what is sure is not enough: no call is predicted of it. */
  readonly spare: readonly Question[]
}

/** What the steps of a view say beforehand. Who its customer or item is, is found out by others. */
async function told(query: string): Promise<Told> {
  const ask = `query ($query: String!) { explain(query: $query) {
    fields { steps { kind source entity fields filter native calls } }
  } }`
  const { data, errors } = await world.ask(ask, { query })
  expect(errors).toEqual([])
  const steps = data.explain.fields[0].steps as ToldStep[]
  const questions = steps
    .filter(({ kind }) => kind !== 'LOOKUP' && kind !== 'REFERENCE')
    .map(({ kind, filter, native, calls, ...step }) => {
      const sums = kind === 'AGGREGATE' ? native[0]! : null
      return { calls, question: { ...shown(step.source, step), filter, sums } }
    })
  const where = (isSure: boolean) =>
    questions.filter(({ calls }) => calls > 0 === isSure).map(({ question }) => question)
  return { sure: where(true), spare: where(false) }
}

const distinct = (questions: readonly Question[]): string[] =>
  [...new Set(questions.map((question) => JSON.stringify(question)))].sort()

const idOf = async (root: string, source: string): Promise<string> =>
  (await world.ask(`{ ${root}(first: 1, sources: ["${source}"]) { nodes { id } } }`)).data[root].nodes[0].id

/** A customer of the CRM whom most systems know. */
async function customerOfMany(): Promise<string> {
  const query = '{ customers(first: 20, sources: ["salesforce"]) { nodes { id profile { records { id } } } } }'
  const nodes = (await world.ask(query)).data.customers.nodes as { id: string; profile: { records: unknown[] } }[]
  return nodes.toSorted((a, b) => b.profile.records.length - a.profile.records.length)[0]!.id
}

const cases = [
  ['pipeline', 'pipeline(groupBy: [STAGE, MONTH]) { groups { amount } }'],
  ['pipeline', 'pipeline(groupBy: [], where: { status: { eq: WON } }) { groups { deals weighted } }'],
  ['pipeline', 'pipeline(groupBy: [OWNER]) { groups { weighted } }'],
  ['openOrders', 'openOrders(groupBy: [SOURCE, MONTH]) { groups { net } }'],
  ['openOrders', 'openOrders(groupBy: [CUSTOMER]) { groups { net late } }'],
  ['openOrders', 'openOrders(customer: "$customer") { groups { net } }'],
  ['receivablesAging', 'receivablesAging(groupBy: [LEGAL_ENTITY], basis: ISSUE_DATE) { complete }'],
  ['receivablesAging', 'receivablesAging(customer: "$customer") { complete }'],
  ['receivablesAging', 'receivablesAging(asOf: "2001-01-01") { complete }'],
  ['trialBalance', 'trialBalance(groupBy: [ACCOUNT]) { complete }'],
  ['trialBalance', 'trialBalance(from: "2026-01-01", to: "2026-03-31", groupBy: [SOURCE]) { complete }'],
  ['stock', 'stock(sku: "$sku") { complete }'],
  ['stock', 'stock(item: "$item") { complete }'],
  ['availability', 'availability(lines: [{ sku: "$sku", quantity: "1" }]) { verdict }'],
  ['availability', 'availability(lines: [{ sku: "$sku", quantity: "1", by: "2027-01-31" }]) { verdict }'],
  ['search', 'search(text: "ab", types: [CUSTOMER, ITEM, INVOICE], sources: ["sap-eu", "odoo-at"]) { complete }'],
  ['creditCheck', 'creditCheck(customer: "$customer", amount: { amount: "1", currency: "EUR" }) { decision }'],
] as const

describe('what is told of a view is what it asks', () => {
  test.each(cases)('%s: %s', async (view, pattern) => {
    const [customer, item, sku] = [await customerOfMany(), await idOf('items', 'odoo-at'), world.company.items[0]!.sku]
    const query = `{ ${pattern.replace('$customer', customer).replace('$item', item).replace('$sku', sku)} }`
    world.application.store.clear()
    const { sure, spare } = await told(query)
    asked.length = 0
    const { errors } = await world.ask(query)
    expect(errors.filter(({ extensions }) => extensions.code === 'INTERNAL')).toEqual([])
    const { members } = viewReads[view]
    const isOfOne = members !== undefined && query.includes(`${members.argument}:`)
    const own = isOfOne ? asked.filter(({ entity }) => entity !== members.of) : asked
    const sources = new Set(own.map(({ source }) => source))
    if (isOfOne) expect(sources.size).toBeGreaterThan(1)
    // Who has no record of the customer or the item is not asked.
    const reached = sure.filter(({ source }) => !isOfOne || sources.has(source))
    const spared = distinct(spare)
    expect(distinct(own).filter((text) => !spared.includes(text))).toEqual(distinct(reached))
  })

  test('of every view', () => {
    expect(new Set(cases.map(([view]) => view))).toEqual(new Set(Object.keys(viewReads)))
  })
})

test('records that a view leads to wait for what it read, and only the sources that are named are told', async () => {
  const query = '{ openOrders(sources: ["odoo-at"], groupBy: [CUSTOMER]) { groups { customer { name } } } }'
  const ask = `query ($query: String!) { explain(query: $query) {
    fields { steps { id kind source entity path after } }
  } }`
  const { steps } = (await world.ask(ask, { query })).data.explain.fields[0]
  expect(steps.filter(({ after }: { after: number[] }) => after.length === 0)).toMatchObject([
    { kind: 'SCAN', source: 'odoo-at', entity: 'SalesOrder' },
  ])
  const customers = { kind: 'LOOKUP', entity: 'Customer', path: 'openOrders.groups.customer' }
  expect(steps).toContainEqual({ ...customers, source: 'odoo-at', id: expect.any(Number), after: [expect.any(Number)] })
})

test('beside a source behind its own server, what is asked of the others is told', async () => {
  const side = await openWorld({
    systems: ['salesforce', 'odoo'],
    change: ({ sources, ...rest }) => ({
      ...rest,
      sources: sources.map((source) =>
        source.name === 'odoo-at' ? { ...source, remote: 'http://127.0.0.1:9' } : source,
      ),
    }),
  })
  const ask = `query ($query: String!) { explain(query: $query) { text fields { executor steps { kind source } } } }`
  const { explain } = (await side.ask(ask, { query: '{ pipeline { complete } }' })).data
  await side.close()
  expect(explain.fields).toEqual([{ executor: 'STITCHED', steps: [{ kind: 'SCAN', source: 'salesforce' }] }])
  expect(explain.text).toContain('pipeline, by the stitched schema')
})
