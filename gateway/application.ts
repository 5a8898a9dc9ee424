import { readFileSync } from 'node:fs'
import {
  buildASTSchema,
  type DocumentNode,
  type ExecutionArgs,
  execute,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  Kind,
  parse,
  print,
} from 'graphql'
import type { Invalidate, SharedStore, Store } from './cache/index.ts'
import { type CallBudgets, maxSourceCallsFor } from './call-budget.ts'
import { bindSource, canonical, type EntityName, type Source, type SourceConfig } from './connector/index.ts'
import { costEntries } from './cost-account.ts'
import { FreshetError } from './errors.ts'
import { createExecution } from './execution.ts'
import { createGuard, type Guard, type GuardOptions, type SourceLedger } from './guard/index.ts'
import type { Crosswalk } from './identity/index.ts'
import { type AskInProcess, createAskInProcess } from './in-process.ts'
import { type Kept, openKept } from './kept.ts'
import { type ExecutorName, withoutMarks } from './plan/index.ts'
import { createReader, createScope, type ReadScope, type SourceReader } from './read/index.ts'
import type { SharingSettings } from './redis/index.ts'
import type { Runtime } from './runtime.ts'
import {
  type Accounts,
  type Administration,
  createAdministration,
  createQueryGuard,
  createServer,
  createTrustedDocuments,
  freshnessEntries,
  freshnessHeaders,
  type GuardLimits,
  type Readiness,
  type RequestContext,
  type RoleWishes,
  type Server,
  type TrustedDocumentsOptions,
  wishOfRequest,
} from './server/index.ts'
import { sourceState } from './source-state.ts'
import type { GatewayContext } from './stitch/context.ts'
import { ask } from './stitch/delegate.ts'
import { createGatewaySchema, withoutProfiles } from './stitch/gateway-schema.ts'
import type { IdentitySettings } from './stitch/profile/identity-settings.ts'
import { type IdentityOptions, openIdentity } from './stitch/profile/open-identity.ts'
import { remoteExecutor } from './stitch/remote-executor.ts'
import { withWarnings } from './stitch/reports.ts'
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
  /** What answers operations: a compiled plan where one can be made of them (the default), or the stitched schema alone. */
  readonly executor?: ExecutorName
  readonly cacheBytes: number
  /** Where replicas share what they have read, and what they may ask. */
  readonly redis?: SharingSettings | undefined
  /** What an administrator shows; without it nobody administers. */
  readonly adminToken?: string | undefined
  /** How many calls to sources one operation may cause. */
  readonly callBudgets?: CallBudgets | undefined
  /** Documents that are answered by their ids. */
  readonly trustedDocuments?: TrustedDocumentsOptions | undefined
  /** The folder in which is kept what is spent of the vendors' limits; without it a restart forgets that. */
  readonly ledgerFolder?: string | undefined
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
  /** How well what is spent is remembered; absent where it is not at all. */
  readonly ledger: SourceLedger | undefined
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
  /** Looks for what replicas share; without it, it serves all the same. */
  connect(): Promise<void>
  /** Listening connects first. */
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

/** Whether trusted documents could be served, without opening anything. @throws Error naming each that is not valid, and why */
export function checkTrustedDocuments(documents: TrustedDocumentsOptions): void {
  createTrustedDocuments(documents, buildASTSchema(parse(readSchema(), { noLocation: true })))
}

/** The gateway over all its sources. Opens nothing: a source that is down is met when it is asked. */
export function createApplication(options: ApplicationOptions): Gateway {
  const sdl = parse(readSchema(), { noLocation: true })
  const kept = openKept(options)
  const members = options.sources.map((config) => openMember(config, kept, sdl, options.runtime))
  const subschemas = createSubschemas(
    members.map(({ source, schema, remote, reader }) => ({
      source,
      schema,
      reader: remote ? undefined : reader,
      executor: remote && remoteExecutor(source.name, remote, options.runtime),
    })),
  )
  const administration = administrationOf(members, kept, options)
  const schema = createGatewaySchema(sdl, subschemas, {
    sourceStates: (context, info) => sourceStates(members, context, info),
    invalidate: (said, context) => invalidate(administration, said, context as GatewayContext & RequestContext),
    explain: (asked, context) => execution.explain(asked, context),
  })
  const { guard: limits, introspection } = options.server
  const execution = createExecution(schema, members, {
    executor: options.executor ?? 'plan',
    queryGuard: createQueryGuard({ limits, introspection }),
    runtime: options.runtime,
    store: kept.store,
    invalidations: kept.invalidations,
  })
  const views = viewSettings(options)
  const names = members.map(({ source }) => source.name)
  const identity = options.identity && openIdentity(options.identity, options.skuNamespaces, names, options.runtime)
  const extend = (base: RequestContext) => ({ ...gatewayContext(base, subschemas, views, options), identity })
  const server = createServer<GatewayContext & RequestContext>({
    ...serverOptions(schema, options),
    administration,
    trustedDocuments: options.trustedDocuments,
    extend,
    execute: execution.execute,
    ...accountAnswer(members, options.runtime),
    readiness: () => readiness(members, kept, options.identity?.postgres && identity?.crosswalk),
  })
  const application = assemble(schema, members, kept, server, identity?.crosswalk)
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
  const kept = openKept(options)
  const member = openMember(config, kept, parse(readSchema(), { noLocation: true }), options.runtime)
  const server = createServer<SubgraphContext & RequestContext>({
    ...serverOptions(member.schema, options),
    administration: administrationOf([member], kept, options),
    extend: (base) => ({
      ...base,
      ...createSubgraphContext(scopeOf(base, options), () => options.runtime.now()),
    }),
    execute: async (args) => {
      const result = await execute({ ...(args as ExecutionArgs), document: withoutMarks(args.document) })
      return withWarnings(result, args.contextValue.scope)
    },
    ...accountAnswer([member], options.runtime),
    readiness: () => readiness([member], kept),
  })
  return assemble(member.schema, [member], kept, server)
}

function assemble(
  schema: GraphQLSchema,
  members: readonly Member[],
  { store, shared, invalidate, ledger, limits }: Kept,
  server: Server,
  crosswalk?: Crosswalk,
): Application {
  const connect = async () => {
    await Promise.all([shared?.connect(), limits?.connect(), crosswalk?.connect()])
  }
  const listen: Server['listen'] = async (port, host) => {
    await connect()
    return server.listen(port, host)
  }
  const close = async () => {
    await closeAll(server, members)
    limits?.close()
    await Promise.all([shared?.close(), ledger?.close()])
  }
  return { schema, members, store, shared, invalidate, connect, server: { ...server, listen }, close }
}

function openMember(
  config: ApplicationOptions['sources'][number],
  { store, shared, invalidations, ledger: ledgers, limits }: Kept,
  sdl: DocumentNode,
  runtime: Runtime,
): Member {
  const source = bindSource(config, entityNames)
  // A source behind its own server is accounted for there.
  const ledger = config.remote === undefined ? ledgers?.of(source.name) : undefined
  const { breaker, retryShare } = source
  const make = (options: GuardOptions = {}) =>
    createGuard(source.name, source.limits, runtime, { breaker, retryShare, ledger, ...options })
  const guard =
    limits && config.remote === undefined ? limits.guard(source.name, (openBudget) => make({ openBudget })) : make()
  const transport = createTransport(source, guard, runtime)
  const reader = createReader({ source, transport, store, runtime, shared, invalidations })
  const schema = buildSubgraph(reader, print(withoutProfiles(sdl)), {
    state: () => sourceState({ source, guard, transport, ledger }),
  })
  return {
    source,
    guard,
    ledger,
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

function administrationOf(
  members: readonly Member[],
  { invalidate }: Kept,
  { adminToken: token }: Pick<ApplicationOptions, 'adminToken'>,
): Administration | undefined {
  if (token === undefined) return undefined
  const sources = members.map(({ source }) => source.name)
  return createAdministration({ token, invalidate, sources, entities: entityNames })
}

function invalidate(
  administration: Administration | undefined,
  said: Readonly<Record<string, unknown>>,
  { requestId, peer: from, isAdministrator }: RequestContext,
) {
  // What is null in GraphQL is not there in JSON.
  const named = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
  if (administration) return administration.invalidate(() => named, { requestId, from, isAdministrator })
  throw new FreshetError('FORBIDDEN', { message: 'Nobody administers this gateway: it has no `admin.token`.' })
}

function gatewayContext(
  base: RequestContext,
  subschemas: Subschemas,
  views: ViewSettings,
  { skuNamespaces, ...options }: ApplicationOptions,
): GatewayContext & RequestContext {
  const scope = scopeOf(base, options)
  const context = createSubgraphContext(scope, () => options.runtime.now())
  const maxSourceCalls = scope.budget!.most
  return { ...base, ...context, subschemas, views, reports: [], batches: new Map(), skuNamespaces, maxSourceCalls }
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
  { runtime, roleWishes, callBudgets }: Pick<ApplicationOptions, 'runtime' | 'roleWishes' | 'callBudgets'>,
): ReadScope {
  const { lane, deadline, signal } = base
  const most = maxSourceCallsFor(base, callBudgets)
  return createScope({
    ...{ startedAt: runtime.now(), lane, deadline, signal },
    freshness: wishOfRequest(base, roleWishes),
    budget: { most, left: most },
  })
}

/** What every answer says of its age and its cost, in its body and in its headers. */
function accountAnswer(members: readonly Member[], runtime: Runtime) {
  const guards = new Map(members.map(({ source, guard }) => [source.name as string, guard]))
  const accountsOf = ({ tallies, startedAt }: ReadScope): Accounts => ({
    sources: tallies,
    startedAt,
    now: runtime.now(),
  })
  return {
    extensions: ({ scope, explanation }: SubgraphContext & { readonly explanation?: object }) => ({
      freshness: freshnessEntries(accountsOf(scope)),
      cost: costEntries(scope, (source) => guards.get(source)),
      ...(explanation ? { explain: explanation } : {}),
    }),
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

/** Ready with whatever there is: neither a dead ERP nor a dead Redis or Postgres takes the gateway out of service. */
function readiness(members: readonly Member[], { shared, limits }: Kept, store?: Crosswalk): Readiness {
  const parts = members.map((member) => [member.source.name, sourceState(member).status !== 'UNAVAILABLE'] as const)
  // No source can have these names: theirs are in small letters.
  const cache = shared ? [['sharedCache', shared.state === 'connected'] as const] : []
  const guards = limits ? [['sharedLimits', limits.state === 'shared'] as const] : []
  const links = store ? [['identityStore', store.isReachable] as const] : []
  return { ready: true, parts: Object.fromEntries([...parts, ...cache, ...guards, ...links]) }
}

async function closeAll(server: Server, members: readonly Member[]): Promise<void> {
  await server.close()
  await Promise.all(members.flatMap(({ transport, remote }) => [transport.close(), remote?.close()]))
}
