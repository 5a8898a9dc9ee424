import type { GraphQLSchema } from 'graphql'
import { openReads } from '../by-hand/reads.ts'
import { serve, usage } from '../child.ts'
import { aloneIn, type System } from '../system.ts'
import { load } from './packages.ts'
import { openSubgraphs } from './subgraphs.ts'

interface Gateway {
  readonly ApolloGateway: new (options: {
    readonly supergraphSdl: string
    readonly buildService: (definition: { readonly name: string }) => object
  }) => object
  readonly LocalGraphQLDataSource: new (schema: GraphQLSchema) => object
}

interface Server {
  readonly ApolloServer: new (options: object) => object
}

interface Standalone {
  startStandaloneServer(server: object, options: object): Promise<{ readonly url: string }>
}

/** Apollo Server before Apollo Gateway. Its subgraphs run in its own process, which spares it their HTTP. */
const commands = {
  usage,
  async start(systems: readonly System[]): Promise<string> {
    const { supergraph, schemas, context } = openSubgraphs(await openReads(aloneIn(systems)!))
    const { ApolloGateway, LocalGraphQLDataSource } = load<Gateway>('@apollo/gateway')
    const { ApolloServer } = load<Server>('@apollo/server')
    const { startStandaloneServer } = load<Standalone>('@apollo/server/standalone')
    const buildService = ({ name }: { readonly name: string }) => new LocalGraphQLDataSource(schemas[name]!)
    const gateway = new ApolloGateway({ supergraphSdl: supergraph, buildService })
    const server = new ApolloServer({ gateway, introspection: false })
    const options = { listen: { port: 0, host: '127.0.0.1' }, context: async () => context() }
    return (await startStandaloneServer(server, options)).url.replace(/\/$/, '')
  },
}

serve(commands)
