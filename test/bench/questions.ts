/** One of the questions of the benchmark, in the words of each who is asked. */
export interface Question {
  readonly name: string
  readonly title: string
  readonly query: string
  /** What differs from request to request. */
  readonly variants: readonly Variant[]
  /** Calls to vendors that no gateway can do without: one for each level and source. */
  readonly calls: number
  /** The longest chain of calls of which each needs the one before; 0 where no call is made. */
  readonly chain: number
}

export interface Variant {
  readonly variables: Readonly<Record<string, unknown>>
  /** The same question to the hand-written backend, where it can answer it. */
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
}

export interface AloneFixtures {
  readonly source: string
  /** Places in its list of customers, and the native keys of the customers there. */
  readonly customers: readonly { readonly cursor: string; readonly key: string }[]
  readonly items: readonly { readonly id: string; readonly key: string; readonly cursor: string }[]
}

/** The system that serves all of the first three questions, and that the hand-written backend speaks to. */
export const aloneSource = 'netsuite-us'

export function questionsOn({ sources, places, alone }: Fixtures): Question[] {
  const hello = {
    name: 'hello',
    title: 'the least query',
    query: '{ __typename }',
    variants: [{ variables: {} }],
    calls: 0,
    chain: 0,
  }
  return [
    hello,
    ...(alone ? [customerPage(alone), stockLookUp(alone), dashboard(alone)] : []),
    crossPage(sources, places),
  ]
}

const money = '{ amount currency }'
const invoice = `{ number dueDate open { document ${money} } }`
const openInvoices = 'direction: { eq: RECEIVABLE }, kind: { eq: STANDARD }, status: { in: [OPEN, PARTIALLY_PAID] }'

const customerPage = ({ source, customers }: AloneFixtures): Question => ({
  name: 'Q1',
  title: `customer page: 50 customers of ${source} with credit status and 3 open invoices each`,
  query: `query Q1($after: String) { customers(first: 50, after: $after, sources: ["${source}"]) { nodes { number name
    credit { hold limit ${money} available ${money} }
    invoices(first: 3, where: { ${openInvoices} }, orderBy: [{ dueDate: ASC }]) { nodes ${invoice} } } } }`,
  variants: customers.map(({ cursor, key }) => ({ variables: { after: cursor }, path: `/customers?after=${key}` })),
  calls: 3,
  chain: 2,
})

const stockLookUp = ({ source, items }: AloneFixtures): Question => ({
  name: 'Q2',
  title: `stock look-up: one item of ${source} over its warehouses`,
  query: `query Q2($id: ID!) { item(id: $id) { sku name
    stock(first: 100) { nodes { warehouse { id } onHand { value } available { value } } } } }`,
  variants: items.map(({ id, key }) => ({ variables: { id }, path: `/stock?item=${key}` })),
  calls: 2,
  // The key of the join stands in the arguments: nothing has to wait.
  chain: 1,
})

const dashboard = ({ source, customers, items }: AloneFixtures): Question => ({
  name: 'Q3',
  title: `dashboard: 200 customers of ${source} with credit, 200 open receivables, 20 items with stock`,
  query: `query Q3($after: String, $from: String) {
    customers(first: 200, after: $after, sources: ["${source}"]) { nodes { number name credit { hold available ${money} } } }
    invoices(first: 200, sources: ["${source}"], where: { ${openInvoices} }, orderBy: [{ dueDate: ASC }]) { nodes ${invoice} }
    items(first: 20, after: $from, sources: ["${source}"]) { nodes { sku name
      stock(first: 100) { nodes { onHand { value } available { value } } } } } }`,
  variants: customers.map(({ cursor }, i) => ({ variables: { after: cursor, from: items[i % items.length]!.cursor } })),
  calls: 5,
  chain: 2,
})

/** An order that every system can follow, so that all of them must be asked for every page. */
export const crossOrder = 'orderBy: [{ meta: { sourceModifiedAt: DESC } }]'

const crossPage = (sources: readonly string[], places: readonly string[]): Question => ({
  name: 'cross',
  title: `customer page over ${sources.length} systems, last changed first`,
  query: `query Cross($after: String) { customers(first: 50, after: $after, ${crossOrder}) { nodes { name status } complete } }`,
  variants: places.map((after) => ({ variables: { after } })),
  calls: sources.length,
  chain: 1,
})
