import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonical, type EntityName } from '../../gateway/connector/index.ts'
import { createPlans, type PlannedField, plannedFields, queryIn } from '../../gateway/plan/index.ts'
import { singularOf } from '../../gateway/stitch/gateway-schema.ts'
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
        ...{ filter, order: '[{dueDate: ASC}]', first: '3' },
      },
      {
        ...asked,
        ...{ kind: 'children', entity: 'InvoiceLine', path: 'customers.invoices.nodes.lines', waits: 1, mostKeys: 60 },
        fields: ['lineNo', 'item'],
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

describe('the stitched schema answers', () => {
  test.each([
    ['states of sources', '{ sources { name } }', 'No plan is made of the field sources.'],
    ['introspection', '{ __schema { queryType { name } } }', 'No plan is made of the field __schema.'],
    ['profiles', '{ itemProfile(sku: "X") { displayName } }', 'No plan is made of the field itemProfile.'],
    ['several profiles', '{ itemProfiles(ids: ["X"]) { id } }', 'No plan is made of the field itemProfiles.'],
    ['views', '{ stock(sku: "X") { complete } }', 'No plan is made of the field stock.'],
    [
      'records with their profiles',
      '{ customers { nodes { profile { displayName } } } }',
      'Customer.profile unites several sources.',
    ],
    [
      'one record with its profile',
      '{ supplier(id: "X") { profile { displayName } } }',
      'Supplier.profile unites several sources.',
    ],
  ])('%s', (_what, query, reason) => {
    expect(planned(query)).toMatchObject([{ executor: 'stitched', reason, steps: [] }])
  })

  test('every field that is neither a list of records nor a record by its id', () => {
    const query = world.application.schema.getQueryType()!
    const all = Object.values(query.getFields()).map(({ name }) => name)
    const records = Object.entries(canonical).flatMap(([name, { plural }]) =>
      plural ? [plural, singularOf(name as EntityName)] : [],
    )
    const others = all.filter((name) => name !== 'node' && !records.includes(name))
    expect(others).toEqual(
      expect.arrayContaining(['creditCheck', 'availability', 'search', 'customerProfiles', 'explain']),
    )
    for (const name of others)
      expect(planned(`{ ${name} }`)).toMatchObject([
        { executor: 'stitched', reason: `No plan is made of the field ${name}.` },
      ])
  })

  test('its fields beside those that have a plan', () => {
    const fields = planned('{ sources { name } items { nodes { sku } } }')
    expect(fields.map(({ key, executor }) => [key, executor])).toEqual([
      ['sources', 'stitched'],
      ['items', 'plan'],
    ])
  })
})
