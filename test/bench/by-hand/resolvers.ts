import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import DataLoader from 'dataloader'
import { createSchema, createYoga } from 'graphql-yoga'
import { serve, usage } from '../child.ts'
import { aloneIn, type System } from '../system.ts'
import { openReads, type Reads } from './reads.ts'

/** The questions as a careful developer answers them with a GraphQL server: resolvers, and a loader for what belongs to a row. */
export type ResolversCommands = typeof commands

const commands = {
  usage,
  async start(systems: readonly System[]): Promise<string> {
    const reads = await openReads(aloneIn(systems)!)
    const yoga = createYoga({ schema: schema(reads), context: () => loaders(reads), graphiql: false, logging: false })
    const server = createServer(yoga)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  },
}

type Loaders = ReturnType<typeof loaders>

const loaders = ({ credits, invoicesOf, stockOf }: Reads) => ({
  credit: new DataLoader(credits),
  invoices: new DataLoader(invoicesOf),
  stock: new DataLoader(stockOf),
})

interface Page {
  readonly first: number
  readonly after?: string
}

interface Keyed {
  readonly id: string
}

const nodes = async <T>(rows: Promise<readonly T[]>) => ({ nodes: await rows })

const schema = (reads: Reads) =>
  createSchema<Loaders>({
    typeDefs,
    resolvers: {
      Query: {
        customers: (_: unknown, { first, after }: Page) => nodes(reads.customers(first, after ?? null)),
        openInvoices: (_: unknown, { first }: Page) => nodes(reads.openInvoices(first)),
        items: (_: unknown, { first, after }: Page) => nodes(reads.items(first, after ?? null)),
        item: (_: unknown, { id }: Keyed) => reads.item(id),
      },
      Customer: {
        credit: async ({ id }: Keyed, _: unknown, { credit }: Loaders) => [await credit.load(id)],
        invoices: async ({ id }: Keyed, { first }: Page, { invoices }: Loaders) => ({
          nodes: (await invoices.load(id)).slice(0, first),
        }),
      },
      Item: { stock: ({ id }: Keyed, _: unknown, { stock }: Loaders) => nodes(stock.load(id)) },
    },
  })

const typeDefs = /* GraphQL */ `
  type Query {
    customers(first: Int!, after: ID): CustomerPage!
    openInvoices(first: Int!): InvoicePage!
    items(first: Int!, after: ID): ItemPage!
    item(id: ID!): Item
  }
  type CustomerPage { nodes: [Customer!]! }
  type Customer { id: ID! number: String name: String credit: [Credit!]! invoices(first: Int!): InvoicePage! }
  type Credit { hold: String limit: Money available: Money }
  type InvoicePage { nodes: [Invoice!]! }
  type Invoice { number: String dueDate: String open: Open! }
  type Open { document: Money }
  type ItemPage { nodes: [Item!]! }
  type Item { id: ID! sku: String name: String stock: StockPage! }
  type StockPage { nodes: [StockLevel!]! }
  type StockLevel { warehouse: Warehouse! onHand: Quantity available: Quantity }
  type Warehouse { id: ID! }
  type Quantity { value: String }
  type Money { amount: String currency: String }
`

serve(commands)
