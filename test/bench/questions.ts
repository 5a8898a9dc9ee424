import { readmeQuestions } from './readme.ts'
import { aloneSource } from './system.ts'

/** One of the questions of the benchmark, in the words of each who is asked. */
export interface Question {
  readonly name: string
  readonly title: string
  /** In our schema. */
  readonly query: string
  /** Sent instead of it, where our gateways know it by an id. */
  readonly documentId?: string
  /** In the small schema of those who serve one system by hand; absent where they do not. */
  readonly smallQuery?: string
  /** What differs from request to request. */
  readonly variants: readonly Variant[]
  /** Calls to vendors that no gateway can do without: one for each level and source. */
  readonly calls: number
  /** The longest chain of calls of which each needs the one before; 0 where no call is made. */
  readonly chain: number
}

export interface Variant {
  readonly variables: Readonly<Record<string, unknown>>
  readonly smallVariables?: Readonly<Record<string, unknown>>
  /** The same question to the hand-written backend. */
  readonly path?: string
}

/** What the questions are asked about, as the gateway tells it. */
export interface Fixtures {
  /** Sources that serve customers. */
  readonly sources: readonly string[]
  /** Places in the list of all customers. */
  readonly places: readonly string[]
  /** The one system that is asked alone, if it is there. */
  readonly alone: AloneFixtures | undefined
  /** Whether the customer of the README is among them, who is made up at scale 1 and above. */
  readonly hasReadmeCustomer: boolean
}

export interface Place {
  readonly cursor: string
  readonly id: string
  /** The vendor's. */
  readonly key: string
}

export interface AloneFixtures {
  readonly source: string
  readonly customers: readonly Place[]
  readonly items: readonly Place[]
}

/** How many variants of each question there are. */
const VARIANTS = 40

export function questionsOn({ sources, places, alone, hasReadmeCustomer }: Fixtures): Question[] {
  return [
    hello,
    ...(alone ? [customerPage(alone, 50), stockLookUp(alone), dashboard(alone)] : []),
    crossPage(sources, places),
    ...(hasReadmeCustomer ? readmeQuestions() : []),
  ]
}

const hello: Question = {
  name: 'hello',
  title: 'the least query',
  query: '{ __typename }',
  smallQuery: '{ __typename }',
  variants: [{ variables: {}, smallVariables: {}, path: '/hello' }],
  calls: 0,
  chain: 0,
}

const money = '{ amount currency }'
const credit = `hold limit ${money} available ${money}`
const invoice = `number dueDate open { document ${money} }`
const openInvoices = 'direction: { eq: RECEIVABLE }, kind: { eq: STANDARD }, status: { in: [OPEN, PARTIALLY_PAID] }'

/** A page of so many customers, from many places in the list. */
export const customerPage = (alone: AloneFixtures, first: number): Question => ({
  name: 'Q1',
  title: `customer page: ${first} customers of ${alone.source} with credit status and 3 open invoices each`,
  query: pageQuery(alone.source),
  smallQuery: `query Q1($first: Int!, $after: ID) { customers(first: $first, after: $after) { nodes { number name
    credit { ${credit} } invoices(first: 3) { nodes { ${invoice} } } } } }`,
  variants: spread(placesBefore(alone.customers, first)).map(({ cursor, key }) => ({
    variables: { first, after: cursor },
    smallVariables: { first, after: key },
    path: `/customers?first=${first}&after=${key}`,
  })),
  calls: 3,
  chain: 2,
})

function pageQuery(source: string, { meta = '', wish = '' } = {}): string {
  return `query Q1($first: Int!, $after: String) { customers(first: $first, after: $after, sources: ["${source}"]) {
    nodes { number name ${meta} credit ${wish} { ${credit} ${meta} } invoices(first: 3, where: { ${openInvoices} },
    orderBy: [{ dueDate: ASC }]) { nodes { ${invoice} ${meta} } } } } }`
}

/** The customer page with where each record came from, when it was true, and whether a cache answered. */
export const stampedPage = (alone: AloneFixtures): Question => ({
  ...customerPage(alone, 50),
  query: pageQuery(alone.source, {
    meta: 'meta { source { name } asOf servedFrom }',
  }),
})

/** How the customer page is called by those who ask for it by its id, and by the benchmark then. */
export const trustedName = 'Q1 by id'

/** What our gateways answer by an id, as operators publish it with them. */
export const trustedDocuments: ReadonlyMap<string, string> = new Map([[trustedName, pageQuery(aloneSource)]])

/** The customer page, asked for by its id. */
export const trustedPage = (alone: AloneFixtures): Question => ({
  ...customerPage(alone, 50),
  name: trustedName,
  documentId: trustedName,
})

/** The customer page of which the credit must be true now, and the rest may be held. */
export const halfWarmPage = (alone: AloneFixtures): Question => ({
  ...customerPage(alone, 50),
  query: pageQuery(alone.source, { wish: '@freshness(maxAge: "0s")' }),
  calls: 1,
  chain: 1,
})

const stockLookUp = ({ source, items }: AloneFixtures): Question => ({
  name: 'Q2',
  title: `stock look-up: one item of ${source} over its warehouses`,
  query: `query Q2($id: ID!) { item(id: $id) { sku name
    stock(first: 100) { nodes { warehouse { id } onHand { value } available { value } } } } }`,
  smallQuery: `query Q2($id: ID!) { item(id: $id) { sku name
    stock { nodes { warehouse { id } onHand { value } available { value } } } } }`,
  variants: spread(items).map(({ id, key }) => ({
    variables: { id },
    smallVariables: { id: key },
    path: `/stock?item=${key}`,
  })),
  calls: 2,
  // The key of the join stands in the arguments: nothing has to wait.
  chain: 1,
})

const dashboard = ({ source, customers, items }: AloneFixtures): Question => ({
  name: 'Q3',
  title: `dashboard: 200 customers of ${source} with credit, 200 open receivables, 20 items with stock`,
  query: `query Q3($after: String, $from: String) {
    customers(first: 200, after: $after, sources: ["${source}"]) { nodes { number name credit { hold available ${money} } } }
    invoices(first: 200, sources: ["${source}"], where: { ${openInvoices} }, orderBy: [{ dueDate: ASC }]) { nodes { ${invoice} } }
    items(first: 20, after: $from, sources: ["${source}"]) { nodes { sku name
      stock(first: 100) { nodes { onHand { value } available { value } } } } } }`,
  smallQuery: `query Q3($after: ID, $from: ID) {
    customers(first: 200, after: $after) { nodes { number name credit { hold available ${money} } } }
    invoices: openInvoices(first: 200) { nodes { ${invoice} } }
    items(first: 20, after: $from) { nodes { sku name stock { nodes { onHand { value } available { value } } } } } }`,
  variants: dashboardPlaces(spread(placesBefore(customers, 200)), spread(placesBefore(items, 20))),
  calls: 5,
  chain: 2,
})

const dashboardPlaces = (customers: readonly Place[], items: readonly Place[]): Variant[] =>
  customers.map(({ cursor, key }, i) => {
    const from = items[i % items.length]!
    return {
      variables: { after: cursor, from: from.cursor },
      smallVariables: { after: key, from: from.key },
      path: `/dashboard?after=${key}&from=${from.key}`,
    }
  })

/** An order that every system can follow, so that all of them must be asked for every page. */
export const crossOrder = 'orderBy: [{ meta: { sourceModifiedAt: DESC } }]'

const crossPage = (sources: readonly string[], places: readonly string[]): Question => ({
  name: 'cross',
  title: `customer page over ${sources.length} systems, last changed first`,
  query: `query Cross($after: String) { customers(first: 50, after: $after, ${crossOrder}) { nodes { name status } complete } }`,
  variants: spread(places).map((after) => ({ variables: { after } })),
  calls: sources.length,
  chain: 1,
})

/** Those after which so many more follow; the first, where there are not so many at all. */
const placesBefore = (places: readonly Place[], more: number): readonly Place[] =>
  places.slice(0, Math.max(1, places.length - more))

/** Some of them, evenly. */
function spread<T>(values: readonly T[]): T[] {
  const step = Math.max(1, Math.floor(values.length / VARIANTS))
  return values.filter((_, i) => i % step === 0).slice(0, VARIANTS)
}
