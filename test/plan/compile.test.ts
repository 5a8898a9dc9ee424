import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPlans, type PlannedField, plannedFields, queryIn } from '../../gateway/plan/index.ts'
import { openWorld, type World } from '../e2e/world.ts'

let world: World
let plansOf: ReturnType<typeof createPlans>
beforeAll(async () => {
  world = await openWorld()
  const { schema, members } = world.application
  plansOf = createPlans(schema, new Map(members.map((member) => [member.source.name, member])))
})
afterAll(() => world.close())

function planned(query: string, variables: Record<string, unknown> = {}): PlannedField[] {
  const document = parse(query)
  return plannedFields(plansOf(document, queryIn(document, undefined)!, variables))
}

const stepsAt = (fields: readonly PlannedField[], source: string) =>
  fields.flatMap(({ steps }) => steps).filter((step) => step.source === source)

describe('a plan', () => {
  test('says of every level what it asks of a source, and what it has to wait for', () => {
    const fields = planned(/* GraphQL */ `query ($after: String) {
      customers(first: 20, after: $after, where: { status: { eq: ACTIVE } }) {
        nodes {
          name
          invoices(first: 3, where: { status: { in: [OPEN] } }, orderBy: [{ dueDate: ASC }]) {
            nodes { number lines { lineNo item { sku } } }
          }
        }
      }
    }`)
    expect(fields).toMatchObject([{ key: 'customers', field: 'customers', executor: 'plan' }])
    const asked = { source: 'netsuite-us', calls: 1 }
    const filter = '{status: {in: [OPEN]}}'
    expect(
      stepsAt(fields, 'netsuite-us').map(({ id: _id, after, ...step }) => ({ ...step, waits: after.length })),
    ).toEqual([
      {
        ...asked,
        ...{ kind: 'scan', entity: 'Customer', path: 'customers', fields: ['name'], waits: 0, mostKeys: 0 },
        ...{ filter: '{status: {eq: ACTIVE}}', first: '20' },
      },
      {
        ...asked,
        ...{
          kind: 'children',
          entity: 'Invoice',
          path: 'customers.invoices',
          fields: ['number'],
          waits: 1,
          mostKeys: 20,
        },
        ...{ relation: 'Customer.invoices', isByKey: true, filter, order: '[{dueDate: ASC}]', first: '3' },
      },
      {
        ...asked,
        ...{ kind: 'children', entity: 'InvoiceLine', path: 'customers.invoices.nodes.lines', waits: 1, mostKeys: 60 },
        ...{ relation: 'Invoice.lines', isByKey: true, fields: ['lineNo', 'item'] },
      },
      {
        ...asked,
        ...{ kind: 'reference', entity: 'Item', path: 'customers.invoices.nodes.lines.item', waits: 1, mostKeys: 60 },
        fields: ['sku'],
      },
    ])
  })

  test('has no step for what a source does not serve', () => {
    const fields = planned('{ customers { nodes { name opportunities { nodes { name } } } } }')
    expect(stepsAt(fields, 'netsuite-us').map(({ entity }) => entity)).toEqual(['Customer'])
    expect(stepsAt(fields, 'salesforce').map(({ entity }) => entity)).toEqual(['Customer', 'Opportunity'])
  })

  test('is made once for all values of variables that only stand in arguments', () => {
    const document = parse(
      'query ($n: Int, $s: Boolean!) { customers(first: $n) { nodes { name number @skip(if: $s) } } }',
    )
    const operation = queryIn(document, undefined)!
    const plan = plansOf(document, operation, { n: 1, s: true })
    expect(plansOf(document, operation, { n: 2, s: true })).toBe(plan)
    expect(plansOf(document, operation, { n: 1, s: false })).not.toBe(plan)
    expect(plannedFields(plan)[0]!.steps[0]!.fields).toEqual(['name'])
  })
})

describe('of a profile', () => {
  const kinds = (fields: readonly PlannedField[], source: string) =>
    stepsAt(fields, source).map(({ kind, entity, path }) => [kind, entity, path])

  test('its records are found, and then read as it is selected of them', () => {
    const fields = planned(`{ customerProfile(record: "X") {
      displayName
      records { name parent { name } }
      invoices(first: 3) { nodes { number } }
      credit { limit { amount } }
    } }`)
    expect(fields).toMatchObject([{ key: 'customerProfile', executor: 'plan' }])
    expect(kinds(fields, 'netsuite-us')).toEqual([
      ['lookup', 'Customer', 'customerProfile'],
      ['reference', 'Customer', 'customerProfile'],
      ['lookup', 'Customer', 'customerProfile.records'],
      ['reference', 'Customer', 'customerProfile.records.parent'],
      ['children', 'Invoice', 'customerProfile.invoices'],
      ['children', 'CreditStatus', 'customerProfile.credit'],
    ])
    // Deals are not asked for, and the CRM has no invoices.
    expect(kinds(fields, 'salesforce').map(([, entity]) => entity)).toEqual([
      'Customer',
      'Customer',
      'Customer',
      'Customer',
    ])
  })

  test('nothing is a reason to refuse it: what is read depends on who its records are', () => {
    const { steps } = planned('{ itemProfile(sku: "X") { stockTotals { onHand } field(path: "name") { value } } }')[0]!
    expect(steps.length).toBeGreaterThan(0)
    expect(steps.every(({ isBounded }) => isBounded)).toBe(true)
  })

  test('the steps hang on the records of all sources that lead to it, and stand there once', () => {
    const fields = planned('{ customers(first: 2) { nodes { profile { displayName } } } }')
    const scans = fields[0]!.steps.filter(({ kind }) => kind === 'scan')
    const cards = fields[0]!.steps.filter(({ kind }) => kind === 'lookup')
    expect(scans.map(({ isBounded }) => isBounded)).toEqual(scans.map(() => undefined))
    expect(cards.map(({ source }) => source)).toEqual(scans.map(({ source }) => source))
    for (const { after } of cards) expect(after).toEqual(scans.map(({ id }) => id))
  })

  test('what finding it takes of a record is read with the record', () => {
    const fields = planned('{ customers(first: 2, sources: ["odoo-at"]) { nodes { number profile { id } } } }')
    const scan = stepsAt(fields, 'odoo-at').find(({ kind }) => kind === 'scan')!
    expect(scan.fields).toEqual(['number', 'name', 'identifiers'])
  })
})

describe('the stitched schema answers', () => {
  test.each([
    ['states of sources', '{ sources { name } }', 'No plan is made of the field sources.'],
    ['introspection', '{ __schema { queryType { name } } }', 'No plan is made of the field __schema.'],
  ])('%s', (_what, query, reason) => {
    expect(planned(query)).toMatchObject([{ executor: 'stitched', reason, steps: [] }])
  })

  test('whatever tells of the gateway itself', () => {
    const all = Object.values(world.application.schema.getQueryType()!.getFields()).map(({ name }) => name)
    const executors = all.map((name) => [name, planned(`{ ${name} }`)[0]!.executor])
    expect(executors.filter(([, executor]) => executor === 'stitched').map(([name]) => name)).toEqual([
      'sources',
      'explain',
    ])
  })

  test.each([
    ['profiles', '{ itemProfiles(ids: ["X"]) { id } }'],
    ['views', '{ stock(sku: "X") { complete } }'],
    ['records with their profiles', '{ supplier(id: "X") { profile { displayName } } }'],
  ])('%s where a source is behind its own server', (_what, query) => {
    const { schema, members } = world.application
    const isRemote = (name: string) => name === 'netsuite-us'
    const sources = new Map(members.map((one) => [one.source.name, isRemote(one.source.name) ? undefined : one]))
    const document = parse(query)
    const fields = plannedFields(createPlans(schema, sources)(document, queryIn(document, undefined)!, {}))
    const reason = 'The source "netsuite-us" is behind its own server.'
    expect(fields).toMatchObject([{ executor: 'stitched', reason, steps: [] }])
  })

  test('its fields beside those that have a plan', () => {
    const fields = planned('{ sources { name } items { nodes { sku } } }')
    expect(fields.map(({ key, executor }) => [key, executor])).toEqual([
      ['sources', 'stitched'],
      ['items', 'plan'],
    ])
  })
})
