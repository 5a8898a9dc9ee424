import { readFileSync } from 'node:fs'
import {
  type DocumentNode,
  type ExecutionArgs,
  execute,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  Kind,
  parse,
  print,
} from 'graphql'
import {
  createInvalidate,
  createInvalidations,
  createRedisStore,
  createStore,
  type Invalidate,
  type Invalidations,
  type RedisSettings,
  type SharedStore,
  type Store,
} from './cache/index.ts'
import { bindSource, canonical, type EntityName, type Source, type SourceConfig } from './connector/index.ts'
import { createGuard, type Guard } from './guard/index.ts'
import type { Crosswalk } from './identity/index.ts'
import { type AskInProcess, createAskInProcess } from './in-process.ts'
import { createReader, createScope, type ReadScope, type SourceReader } from './read/index.ts'
import type { Runtime } from './runtime.ts'
import {
  type Accounts,
  createServer,
  freshnessEntries,
  freshnessHeaders,
  type GuardLimits,
  type Readiness,
  type RequestContext,
  type RoleWishes,
  type Server,
  wishOfRequest,
} from './server/index.ts'
import { sourceState } from './source-state.ts'
import type { GatewayContext } from './stitch/context.ts'
import { ask } from './stitch/delegate.ts'
import { createGatewaySchema, withoutProfiles } from './stitch/gateway-schema.ts'
import type { IdentitySettings } from './stitch/profile/identity-settings.ts'
import { type IdentityOptions, openIdentity } from './stitch/profile/open-identity.ts'
import { remoteExecutor } from './stitch/remote-executor.ts'
import { withReports, withWarnings } from './stitch/reports.ts'
import { buildSubgraph } from './stitch/subgraph/build.ts'
import { createSubgraphContext, type SubgraphContext } from './stitch/subgraph/context.ts'
import { createSubschemas, type Subschemas } from './stitch/subschemas.ts'
import type { ViewSettings } from './stitch/views/context.ts'
import { createRemote, createTransport, type Remote, type Transport } from './transport/index.ts'
import { type AuditSettings, createAuditLog } from './views/audit-log.ts'
import { createRateTable, noRates, type Rate } from './views/rates.ts'

export interface ServerSettings {
  readonly graphiql: boolean
  readonly introspection: boolean
  readonly development: boolean
  readonly requestTimeoutMillis: number
  readonly guard: GuardLimits
  readonly corsOrigins?: readonly string[]
  readonly allowedHosts?: readonly string[]
}

export interface ApplicationOptions {
  readonly sources: readonly (SourceConfig & { readonly remote?: string | undefined })[]
  readonly cacheBytes: number
  /** Where replicas share what they have read. */
  readonly redis?: RedisSettings | undefined
  /** What an administrator shows; without it nobody administers. */
  readonly adminToken?: string | undefined
  /** What requests of a lane or a role wish that say nothing themselves. */
  readonly roleWishes?: RoleWishes
  /** Groups of sources in which one article number means one item. */
  readonly skuNamespaces: readonly (readonly string[])[]
  /** Without it nothing is remembered of which records are the same, and nothing is searched by number. */
  readonly identity?: IdentityOptions | undefined
  /** What the business views go by; by default nothing is converted, and no decision is written down. */
  readonly views?: ViewOptions
  readonly server: ServerSettings
  readonly runtime: Runtime
}

export interface ViewOptions {
  /** Rates that amounts may be converted with; `maxAgeDays`: how old one may be. */
  readonly rates?: { readonly table: readonly Rate[]; readonly maxAgeDays: number }
  /** What a credit check answers beyond the limit. */
  readonly overLimit?: 'REVIEW' | 'REJECTED'
  /** Where credit decisions are written down. */
  readonly audit?: AuditSettings
}

/** One source with everything that belongs to it. */
export interface Member {
  readonly source: Source
  readonly guard: Guard
  readonly transport: Transport
  readonly reader: SourceReader
  readonly schema: GraphQLSchema
  readonly remote: Remote | undefined
}

export interface Application {
  readonly schema: GraphQLSchema
  readonly members: readonly Member[]
  readonly store: Store
  /** Present where replicas share. */
  readonly shared: SharedStore | undefined
  /** To be told what has changed in a source. */
  readonly invalidate: Invalidate
  /** Listening, it also looks for the shared level; without it, it serves all the same. */
  readonly server: Server
  close(): Promise<void>
}

/** The gateway over all sources, and what its operator's commands need of it. */
export interface Gateway extends Application {
  readonly ask: AskInProcess
  /** Present where it is remembered which records are the same. */
  readonly identity: (IdentitySettings & { readonly crosswalk: Crosswalk }) | undefined
}

const entityNames = Object.keys(canonical) as EntityName[]

/** The expanded SDL, read once. */
export const readSchema = (): string =>
  readFileSync(new URL('../schema/generated/schema.graphql', import.meta.url), 'utf8')

/** The gateway over all its sources. Opens nothing: a source that is down is met when it is asked. */
export function createApplication(options: ApplicationOptions): Gateway {
  const sdl = parse(readSchema(), { noLocation: true })
  const cache = createCache(options)
  const members = options.sources.map((config) => openMember(config, cache, sdl, options.runtime))
  const subschemas = createSubschemas(
    members.map(({ source, schema, remote, reader }) => ({
      source,
      schema,
      reader: remote ? undefined : reader,
      executor: remote && remoteExecutor(source.name, remote, options.runtime),
    })),
  )
  const schema = createGatewaySchema(sdl, subschemas, (context, info) => sourceStates(members, context, info))
  const views = viewSettings(options)
  const names = members.map(({ source }) => source.name)
  const identity = options.identity && openIdentity(options.identity, options.skuNamespaces, names, options.runtime)
  const extend = (base: RequestContext) => ({ ...gatewayContext(base, subschemas, views, options), identity })
  const server = createServer<GatewayContext & RequestContext>({
    ...serverOptions(schema, options),
    ...adminOptions(members, cache, options),
    extend,
    execute: async (args) => withReports(await execute(args as ExecutionArgs), args.contextValue),
    ...freshnessAnswer(options.runtime),
    readiness: () => readiness(members, cache.shared),
  })
  const application = assemble(schema, members, cache, server)
  const close = async () => {
    await application.close()
    await views.audit?.close()
    await identity?.crosswalk.close()
  }
  return { ...application, identity, ask: createAskInProcess(schema, extend, options.runtime), close }
}

/** One source's subgraph as its own server, for the gateway to stitch over HTTP. */
export function createSubgraphApplication(
  config: SourceConfig,
  options: Omit<ApplicationOptions, 'sources' | 'skuNamespaces'>,
): Application {
  const cache = createCache(options)
  const member = openMember(config, cache, parse(readSchema(), { noLocation: true }), options.runtime)
  const server = createServer<SubgraphContext & RequestContext>({
    ...serverOptions(member.schema, options),
    ...adminOptions([member], cache, options),
    extend: (base) => ({
      ...base,
      ...createSubgraphContext(scopeOf(base, options), () => options.runtime.now()),
    }),
    execute: async (args) => withWarnings(await execute(args as ExecutionArgs), args.contextValue.scope),
    ...freshnessAnswer(options.runtime),
    readiness: () => readiness([member], cache.shared),
  })
  return assemble(member.schema, [member], cache, server)
}

/** What all sources of one process share: rows in memory, behind them what replicas share, and what was told to have changed. */
interface Cache {
  readonly store: Store
  readonly shared: SharedStore | undefined
  readonly invalidations: Invalidations
  readonly invalidate: Invalidate
}

function createCache({
  cacheBytes,
  redis,
  runtime,
}: Pick<ApplicationOptions, 'cacheBytes' | 'redis' | 'runtime'>): Cache {
  const invalidations = createInvalidations()
  const shared = redis && createRedisStore(redis, runtime)
  const invalidate = createInvalidate(invalidations, runtime, shared)
  return { store: createStore(cacheBytes, runtime), shared, invalidations, invalidate }
}

function assemble(
  schema: GraphQLSchema,
  members: readonly Member[],
  { store, shared, invalidate }: Cache,
  server: Server,
): Application {
  const listen: Server['listen'] = async (port, host) => {
    await shared?.connect()
    return server.listen(port, host)
  }
  const close = async () => {
    await closeAll(server, members)
    await shared?.close()
  }
  return { schema, members, store, shared, invalidate, server: { ...server, listen }, close }
}

function openMember(
  config: ApplicationOptions['sources'][number],
  { store, shared, invalidations }: Cache,
  sdl: DocumentNode,
  runtime: Runtime,
): Member {
  const source = bindSource(config, entityNames)
  const guard = createGuard(source.name, source.limits, runtime)
  const transport = createTransport(source, guard, runtime)
  const reader = createReader({ source, transport, store, runtime, shared, invalidations })
  const schema = buildSubgraph(reader, print(withoutProfiles(sdl)), {
    state: () => sourceState({ source, guard, transport }),
  })
  return {
    source,
    guard,
    transport,
    reader,
    schema,
    remote: config.remote ? createRemote(source, config.remote, runtime) : undefined,
  }
}

function serverOptions(schema: GraphQLSchema, { server, runtime }: Pick<ApplicationOptions, 'server' | 'runtime'>) {
  const { guard, ...rest } = server
  return { schema, runtime, limits: guard, ...rest }
}

function adminOptions(
  members: readonly Member[],
  { invalidate }: Cache,
  { adminToken: token }: Pick<ApplicationOptions, 'adminToken'>,
) {
  const sources = members.map(({ source }) => source.name)
  return token === undefined ? {} : { admin: { token, invalidate, sources, entities: entityNames } }
}

function gatewayContext(
  base: RequestContext,
  subschemas: Subschemas,
  views: ViewSettings,
  { skuNamespaces, ...options }: ApplicationOptions,
): GatewayContext & RequestContext {
  const context = createSubgraphContext(scopeOf(base, options), () => options.runtime.now())
  return { ...base, ...context, subschemas, views, reports: [], batches: new Map(), skuNamespaces }
}

function viewSettings({ views = {}, runtime }: ApplicationOptions): ViewSettings {
  const { rates, overLimit = 'REVIEW', audit } = views
  return {
    overLimit,
    rates: rates ? createRateTable(rates.table, rates.maxAgeDays) : noRates,
    audit: audit && createAuditLog(audit),
    newId: () => runtime.uuid(),
  }
}

function scopeOf(
  base: RequestContext,
  { runtime, roleWishes }: Pick<ApplicationOptions, 'runtime' | 'roleWishes'>,
): ReadScope {
  const { lane, deadline, signal } = base
  return createScope({ startedAt: runtime.now(), lane, deadline, signal, freshness: wishOfRequest(base, roleWishes) })
}

/** What every answer says of its age, in its body and in its headers. */
function freshnessAnswer(runtime: Runtime) {
  const accountsOf = ({ tallies, startedAt }: ReadScope): Accounts => ({
    sources: tallies,
    startedAt,
    now: runtime.now(),
  })
  return {
    extensions: ({ scope }: SubgraphContext) => ({ freshness: freshnessEntries(accountsOf(scope)) }),
    headers: ({ scope, asksState }: SubgraphContext & { readonly asksState?: boolean }, hasErrors: boolean) =>
      freshnessHeaders(accountsOf(scope), !hasErrors && !asksState),
  }
}

/** In configured order; a remote subgraph tells its own state, and is UNAVAILABLE when it cannot. */
function sourceStates(
  members: readonly Member[],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<unknown[]> {
  context.asksState = true
  const selections = info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? [])
  return Promise.all(
    members.map(async (member) => {
      if (!member.remote) return sourceState(member)
      const answer = await ask(
        { source: member.source.name, field: '_source', args: {}, selection: { kind: Kind.SELECTION_SET, selections } },
        context,
        info,
      )
      return answer instanceof Error || !answer ? { ...sourceState(member), status: 'UNAVAILABLE' } : answer
    }),
  )
}

/** Ready with whatever there is: neither a dead ERP nor a dead Redis takes the gateway out of service. */
function readiness(members: readonly Member[], shared: SharedStore | undefined): Readiness {
  const parts = members.map((member) => [member.source.name, sourceState(member).status !== 'UNAVAILABLE'] as const)
  // No source can have this name: theirs are in small letters.
  const common = shared ? [['sharedCache', shared.state === 'connected'] as const] : []
  return { ready: true, parts: Object.fromEntries([...parts, ...common]) }
}

async function closeAll(server: Server, members: readonly Member[]): Promise<void> {
  await server.close()
  await Promise.all(members.flatMap(({ transport, remote }) => [transport.close(), remote?.close()]))
}
