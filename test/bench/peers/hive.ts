import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GraphQLSchema } from 'graphql'
import { openReads } from '../by-hand/reads.ts'
import { serve, usage } from '../child.ts'
import { aloneIn, type System } from '../system.ts'
import { load } from './packages.ts'
import { openSubgraphs, type Subgraphs } from './subgraphs.ts'

interface ExecutionRequest {
  readonly context?: object
}

type Executor = (request: ExecutionRequest) => unknown

interface Runtime {
  createGatewayRuntime(options: object): RequestListener
}

interface RustPlanner {
  readonly unifiedGraphHandler: object
}

interface Executors {
  createDefaultExecutor(schema: GraphQLSchema): Executor
}

/** Hive Gateway with its planner in Rust. Its subgraphs run in its own process, which spares it their HTTP. */
const commands = {
  usage,
  async start(systems: readonly System[]): Promise<string> {
    const subgraphs = openSubgraphs(await openReads(aloneIn(systems)!))
    const { createGatewayRuntime } = load<Runtime>('@graphql-hive/gateway-runtime')
    const { unifiedGraphHandler } = load<RustPlanner>('@graphql-hive/router-runtime')
    const gateway = createGatewayRuntime({
      supergraph: subgraphs.supergraph,
      unifiedGraphHandler,
      transports: { http: inProcess(subgraphs) },
      logging: false,
      landingPage: false,
      graphiql: false,
    })
    const server = createServer(gateway)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  },
}

/** Where it would send a request to a subgraph, the subgraph is executed. */
function inProcess({ schemas, context }: Subgraphs) {
  const { createDefaultExecutor } = load<Executors>('@graphql-mesh/transport-common')
  const contexts = new WeakMap<object, object>()
  const contextOf = (caller: object): object => {
    const known = contexts.get(caller) ?? context()
    contexts.set(caller, known)
    return known
  }
  return {
    getSubgraphExecutor({ subgraphName }: { readonly subgraphName: string }): Executor {
      const execute = createDefaultExecutor(schemas[subgraphName]!)
      return (request) => execute({ ...request, context: contextOf(request.context ?? request) })
    },
  }
}

serve(commands)
