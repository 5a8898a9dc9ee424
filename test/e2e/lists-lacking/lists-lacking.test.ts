import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Application, createApplication, createSubgraphApplication } from '../../../gateway/application.ts'
import type { System } from '../../../subgraphs/simulator/company/types.ts'
import { idOf } from '../company.ts'
import { type Asked, askOver, openWorld, type World } from '../world.ts'

/** The first keeps its books whole; Business Central's credit memos and Business One's prepayments are not read. */
const systems: readonly System[] = ['salesforce', 'sap', 'businessCentral', 'businessOne']

let world: World
let subgraphs: readonly Application[]
let remote: Application
let remoteUrl: string
beforeAll(async () => {
  let given: Parameters<typeof createApplication>[0] | undefined
  world = await openWorld({
    onLastDay: true,
    systems,
    change: (options) => {
      given = options
      return options
    },
  })
  subgraphs = given!.sources.map((source) => createSubgraphApplication(source, given!))
  const urls = await Promise.all(subgraphs.map(({ server }) => server.listen(0, '127.0.0.1')))
  const sources = given!.sources.map((source, i) => ({ ...source, remote: `${urls[i]!.url}/graphql` }))
  remote = createApplication({ ...given!, sources })
  remoteUrl = (await remote.server.listen(0, '127.0.0.1')).url
}, 60_000)
afterAll(async () => {
  await remote.close()
  await Promise.all(subgraphs.map((subgraph) => subgraph.close()))
  await world.close()
})

interface Told {
  readonly complete: boolean
  readonly totalCount: number | null
  readonly sourceResults: readonly { readonly source: string; readonly status: string; readonly message: string }[]
}

const told = 'complete totalCount sourceResults { source status message }'
const missing = (source: string, what: string) => `Not every Invoice with ${what} is found in the source "${source}".`
const memos = missing('bc-uk', 'kind CREDIT_NOTE')
const prepayments = missing('b1-ch', 'kind PREPAYMENT')
const suppliersMemos = missing('b1-ch', 'kind CREDIT_NOTE and direction PAYABLE')

/** Asks in this process, by the plan, and over servers, by delegation: both say the same. */
async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Asked['data']> {
  const here = await world.ask(query, variables)
  const there = await askOver(remoteUrl, world.simulators, query, variables)
  expect(here.errors).toEqual([])
  expect(there.errors).toEqual([])
  expect(there.data).toEqual(here.data)
  return here.data
}

/** What the sources that are not whole said. */
const remarksOf = ({ sourceResults }: Told) =>
  Object.fromEntries(
    sourceResults
      .filter(({ status }) => status !== 'OK')
      .map(({ source, status, message }) => [source, `${status} ${message}`]),
  )

const partial = (...remarks: string[]) => `PARTIAL ${remarks.join(' ')}`

describe('a list of invoices', () => {
  const list = async (args: string): Promise<Told> =>
    (await ask(`{ invoices(first: 1000 ${args}) { ${told} } }`)).invoices

  test('of all kinds says which are not found, and counts nothing', async () => {
    const invoices = await list('')
    expect(invoices).toMatchObject({ complete: false, totalCount: null })
    expect(remarksOf(invoices)).toEqual({ 'bc-uk': partial(memos), 'b1-ch': partial(prepayments, suppliersMemos) })
  })

  test('says so in an order over all sources', async () => {
    const invoices = await list('orderBy: [{ issueDate: DESC }]')
    expect(invoices.complete).toBe(false)
    expect(Object.keys(remarksOf(invoices)).sort()).toEqual(['b1-ch', 'bc-uk'])
  })

  test('of a kind and a side names what of these is not found', async () => {
    const memosToCustomers = '{ kind: { eq: CREDIT_NOTE }, direction: { eq: RECEIVABLE } }'
    expect(remarksOf(await list(`where: ${memosToCustomers}`))).toEqual({ 'bc-uk': partial(memos) })
  })

  test('of kinds that are found is complete, and counted', async () => {
    const invoices = await list('where: { kind: { eq: STANDARD } }')
    expect(invoices.complete).toBe(true)
    expect(invoices.totalCount).toBeGreaterThan(0)
    expect(remarksOf(invoices)).toEqual({})
  })

  test('of sources that lack nothing is complete', async () => {
    expect(await list('sources: ["sap-eu"]')).toMatchObject({ complete: true })
  })

  test('goes on from page to page where a part is not whole', async () => {
    const query = `query ($after: String) { invoices(first: 40, after: $after, sources: ["bc-uk", "b1-ch"]) {
      nodes { id } complete pageInfo { hasNextPage endCursor } } }`
    const ids: string[] = []
    for (let after: string | null = null; ; ) {
      const { invoices } = await ask(query, { after })
      expect(invoices.complete).toBe(false)
      ids.push(...invoices.nodes.map(({ id }: { id: string }) => id))
      if (!invoices.pageInfo.hasNextPage) break
      after = invoices.pageInfo.endCursor
    }
    const { invoices } = await ask('{ invoices(first: 1000, sources: ["bc-uk", "b1-ch"]) { nodes { id } } }')
    expect(ids.sort()).toEqual(invoices.nodes.map(({ id }: { id: string }) => id).sort())
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('the invoices of a record', () => {
  const ofCustomer = async (system: System, args = '') => {
    const { keys } = world.company.customers.find((customer) => customer.keys[system] !== undefined)!
    const query = `query ($id: ID!) { customer(id: $id) { invoices ${args} { ${told} } } }`
    return (await ask(query, { id: idOf('Customer', system, `${keys[system]}`) })).customer.invoices as Told
  }

  test('say what is not found of a customer’s, and nothing of what suppliers bill', async () => {
    expect(await ofCustomer('businessCentral')).toMatchObject({ complete: false, totalCount: null })
    expect(remarksOf(await ofCustomer('businessOne'))).toEqual({ 'b1-ch': partial(prepayments) })
    expect(await ofCustomer('sap')).toMatchObject({ complete: true })
    expect(await ofCustomer('businessOne', '(where: { kind: { eq: CREDIT_NOTE } })')).toMatchObject({ complete: true })
  })

  test('say what is not found of a supplier’s', async () => {
    const query = `{ suppliers(first: 2, sources: ["b1-ch"]) { complete nodes { bills { ${told} } } } }`
    const { suppliers } = await ask(query)
    expect(suppliers.complete).toBe(true)
    expect(suppliers.nodes.length).toBeGreaterThan(0)
    for (const { bills } of suppliers.nodes)
      expect(remarksOf(bills)).toEqual({ 'b1-ch': partial(prepayments, suppliersMemos) })
  })

  test('say so of a customer over all its systems, once per source', async () => {
    const customer = world.company.customers.find(
      ({ keys, erpKeys }) => keys.salesforce && keys.businessOne && erpKeys.businessOne === keys.businessOne,
    )!
    const query = `query ($id: ID!) { customerProfile(record: $id) { complete records { id } invoices(first: 10) { ${told} } } }`
    const { customerProfile } = await ask(query, { id: idOf('Customer', 'salesforce', customer.keys.salesforce!) })
    expect(customerProfile.complete).toBe(true)
    expect(remarksOf(customerProfile.invoices)['b1-ch']).toBe(partial(prepayments))
    expect(customerProfile.invoices.complete).toBe(false)
  })
})

test('views over servers say what lists there say', async () => {
  const { receivablesAging } = await ask(
    '{ receivablesAging(sources: ["bc-uk"]) { complete sourceResults { source status message } } }',
  )
  expect(receivablesAging.complete).toBe(false)
  expect(receivablesAging.sourceResults[0].message).toContain(memos)
})
