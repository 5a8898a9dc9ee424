import type { GraphQLSchema } from 'graphql'
import type { Reads } from '../by-hand/reads.ts'
import { load } from './packages.ts'

/** The one system as federated subgraphs, one for each kind of record: what a federating gateway has to be given. */
export interface Subgraphs {
  readonly supergraph: string
  readonly schemas: Readonly<Record<string, GraphQLSchema>>
  /** For one request of a caller: what its rows have in common is asked for at once. */
  context(): object
}

interface Loader {
  load(key: string): Promise<readonly unknown[]>
}

type Loaders = Readonly<Record<'credits' | 'invoices' | 'stock', Loader>>

interface Packages {
  readonly graphql: { parse(text: string): object }
  readonly subgraph: { buildSubgraphSchema(module: object): GraphQLSchema }
  readonly composition: {
    composeServices(services: readonly object[]): { supergraphSdl?: string; errors?: readonly Error[] }
  }
  readonly DataLoader: new (batch: (keys: readonly string[]) => Promise<readonly unknown[]>) => Loader
}

/** @throws when the subgraphs do not compose */
export function openSubgraphs(reads: Reads): Subgraphs {
  const packages: Packages = {
    graphql: load('graphql'),
    subgraph: load('@apollo/subgraph'),
    composition: load('@apollo/composition'),
    DataLoader: load('dataloader'),
  }
  const modules = Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => ({
    name,
    typeDefs: packages.graphql.parse(header + sdl),
    resolvers: resolvers(reads),
  }))
  const { supergraphSdl, errors } = packages.composition.composeServices(
    modules.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}.test` })),
  )
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? [], 'The subgraphs do not compose.')
  const schemas = modules.map(({ name, ...module }) => [name, packages.subgraph.buildSubgraphSchema([module])] as const)
  const { DataLoader } = packages
  return {
    supergraph: supergraphSdl,
    schemas: Object.fromEntries(schemas),
    context: (): Loaders => ({
      credits: new DataLoader(async (keys) => (await reads.credits(keys)).map((credit) => [credit])),
      invoices: new DataLoader(reads.invoicesOf),
      stock: new DataLoader(reads.stockOf),
    }),
  }
}

const header = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])\n`

interface Page {
  readonly first: number
  readonly after?: string
}

interface Keyed {
  readonly id: string
}

const money = 'type Money @shareable { amount: String currency: String }'

const subgraphs: Readonly<Record<string, { readonly sdl: string; resolvers(reads: Reads): object }>> = {
  customers: {
    sdl: `
      type Query { customers(first: Int!, after: ID): CustomerPage! }
      type CustomerPage { nodes: [Customer!]! }
      type Customer @key(fields: "id") { id: ID! number: String name: String }`,
    resolvers: (reads) => ({
      Query: {
        customers: async (_: unknown, { first, after }: Page) => ({
          nodes: await reads.customers(first, after ?? null),
        }),
      },
    }),
  },
  credits: {
    sdl: `${money}
      type Customer @key(fields: "id") { id: ID! credit: [Credit!]! }
      type Credit { hold: String limit: Money available: Money }`,
    resolvers: () => ({
      Customer: { credit: ({ id }: Keyed, _: unknown, { credits }: Loaders) => credits.load(id) },
    }),
  },
  invoices: {
    sdl: `${money}
      type Query { openInvoices(first: Int!): InvoicePage! }
      type Customer @key(fields: "id") { id: ID! invoices(first: Int!): InvoicePage! }
      type InvoicePage { nodes: [Invoice!]! }
      type Invoice { number: String dueDate: String open: Open! }
      type Open { document: Money }`,
    resolvers: (reads) => ({
      Query: { openInvoices: async (_: unknown, { first }: Page) => ({ nodes: await reads.openInvoices(first) }) },
      Customer: {
        invoices: async ({ id }: Keyed, { first }: Page, { invoices }: Loaders) => ({
          nodes: (await invoices.load(id)).slice(0, first),
        }),
      },
    }),
  },
  items: {
    sdl: `
      type Query { items(first: Int!, after: ID): ItemPage! item(id: ID!): Item }
      type ItemPage { nodes: [Item!]! }
      type Item @key(fields: "id") { id: ID! sku: String name: String }`,
    resolvers: (reads) => ({
      Query: {
        items: async (_: unknown, { first, after }: Page) => ({ nodes: await reads.items(first, after ?? null) }),
        item: (_: unknown, { id }: Keyed) => reads.item(id),
      },
    }),
  },
  stock: {
    sdl: `
      type Item @key(fields: "id") { id: ID! stock: StockPage! }
      type StockPage { nodes: [StockLevel!]! }
      type StockLevel { warehouse: Warehouse! onHand: Quantity available: Quantity }
      type Warehouse { id: ID! }
      type Quantity { value: String }`,
    resolvers: () => ({
      Item: {
        stock: async ({ id }: Keyed, _: unknown, { stock }: Loaders) => ({ nodes: await stock.load(id) }),
      },
    }),
  },
}
