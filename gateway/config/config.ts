import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { CallBudgets } from '../call-budget.ts'
import type { ExecutorName } from '../plan/names.ts'
import type { SharingSettings } from '../redis/index.ts'
import { defaultGuardLimits, type GuardLimits, type RoleWishes, type TrustedDocumentsOptions } from '../server/index.ts'
import { ConfigError, type ConfigProblem } from './config-error.ts'
import { unknownPolicySources, unknownSources } from './cross-checks.ts'
import { check, type Part } from './problems.ts'
import { type IdentityConfig, type ReadIdentity, readIdentity } from './read-identity.ts'
import { type Replicas, readReplicas } from './read-replicas.ts'
import {
  type ConfiguredSource,
  type Connectors,
  type ParseOptions,
  type ReadSource,
  readSource,
  sourcesIn,
} from './read-source.ts'
import { readTrustedDocuments, type TrustedTexts } from './read-trusted-documents.ts'
import { type ReadViews, readViews, type ViewsConfig } from './read-views.ts'
import { type Root, rootSchema } from './schema.ts'
import type { SecretPlaces } from './secrets.ts'
import { readYaml } from './yaml-text.ts'

/** A checked configuration: defaults filled in, secrets resolved, every name in it known. */
export interface Config {
  readonly server: {
    readonly port: number
    readonly host: string
    readonly graphiql: boolean
    readonly introspection: boolean
    readonly development: boolean
    readonly requestTimeoutMillis: number
    readonly corsOrigins: readonly string[]
    readonly allowedHosts: readonly string[]
    readonly guard: GuardLimits
  }
  /** What answers operations. */
  readonly executor: ExecutorName
  readonly cacheBytes: number
  /** Calls to sources that one operation may cause. */
  readonly callBudgets: CallBudgets
  /** Where replicas share what they read, when they do. */
  readonly redis?: SharingSettings
  /** What an administrator shows; without it nobody administers. */
  readonly adminToken?: string
  /** Documents that are answered by their ids. */
  readonly trustedDocuments?: TrustedDocumentsOptions
  /** What requests of a lane or a role wish that say nothing themselves, by its name. */
  readonly roleWishes: RoleWishes
  /** The folder in which is kept what is spent of the vendors' limits; absent: nothing is. */
  readonly ledgerFolder?: string
  /** Groups of sources in which one article number means one item. */
  readonly skuNamespaces: readonly (readonly string[])[]
  readonly identity: IdentityConfig
  readonly views: ViewsConfig
  /** In the order of the file. */
  readonly sources: readonly ConfiguredSource[]
  /** The values of all secrets, for those who must keep them out of what they write. */
  readonly secrets: readonly string[]
}

/** Reads and checks a configuration file; `only` names the source that is to be served alone. @throws ConfigError with every problem and its line */
export function loadConfig(file: string, connectors: Connectors, env: SecretPlaces['env'], only?: string): Config {
  const readFile = (path: string) => readFileSync(path, 'utf8')
  return parseConfig(readText(file, readFile), { file, connectors, env, readFile, only })
}

/** Checks a configuration text. @throws ConfigError with every problem and its line */
export function parseConfig(text: string, options: ParseOptions): Config {
  const yaml = readYaml(text)
  refuse(
    options.file,
    yaml.errors.map(({ place, message }) => ({ place, path: [], message })),
  )
  const part: Part = { yaml, path: [], secret: ['admin', 'identity'] }
  const root = check(rootSchema, yaml.value ?? {}, part)
  const sources = Object.entries(sourcesIn(yaml)).map(([name, entry]) => readSource(name, entry, yaml, options))
  refuse(options.file, [...('problems' in root ? root.problems : []), ...sources.flatMap(({ problems }) => problems)])
  if ('problems' in root) throw new Error('A schema refused without a problem.')
  const names = sources.map(({ name }) => name)
  const replicas = readReplicas(root.value, part, { ...options, configFile: options.file })
  const places = { ...options, configFile: options.file }
  // One source alone has nothing to be linked with.
  const identity = readIdentity(root.value, part, places, options.only === undefined)
  const unknown = [
    ...unknownSources(root.value.identity.skuNamespaces, names, part),
    ...unknownPolicySources(root.value.identity.survivorship, names, part),
  ]
  const views = readViews(root.value, part, places)
  const trusted = readTrustedDocuments(root.value.trustedDocuments, part, options.file)
  const apart = [replicas, identity, views, trusted]
  refuse(options.file, [...unknown, ...apart.flatMap(({ problems }) => problems)])
  return assemble(root.value, sources, { ...replicas, ...trusted }, { ...identity, ...views }, options.file)
}

function assemble(
  { server, cache, identity: { skuNamespaces }, freshness, budget, ledger, trustedDocuments }: Root,
  sources: readonly ReadSource[],
  { secrets, problems: _none, documents, ...replicas }: Replicas & TrustedTexts,
  { identity, secrets: identitySecrets, views }: ReadIdentity & ReadViews,
  file: string,
): Config {
  const { requestTimeoutMs, guard, executor, ...rest } = server
  const common = cache.staleTimeMs as ConfiguredSource['staleTimeMillis']
  const limits = { ...defaultGuardLimits, ...guard }
  return Object.freeze({
    executor,
    server: { ...rest, requestTimeoutMillis: requestTimeoutMs, guard: limits },
    ...(trustedDocuments && {
      trustedDocuments: { documents, only: trustedDocuments.only, limits: { ...limits, ...trustedDocuments.guard } },
    }),
    cacheBytes: cache.maxBytes,
    callBudgets: budget,
    ...replicas,
    // Beside the configuration, wherever the process was started from.
    ...(ledger === false ? {} : { ledgerFolder: resolve(dirname(file), ledger) }),
    roleWishes: wishesOf(freshness.roles),
    skuNamespaces,
    identity,
    views,
    sources: sources.flatMap(({ config }) => (config ? [withStaleTime(config, common)] : [])),
    secrets: [...secrets, ...identitySecrets, ...sources.flatMap((source) => source.secrets)],
  })
}

function wishesOf(roles: Root['freshness']['roles']): RoleWishes {
  const wishes = Object.entries(roles).map(([name, { maxAgeMs, onStale, staleIfErrorMs }]) => [
    name,
    Object.freeze({ maxAgeMillis: maxAgeMs, onStale, staleIfErrorMillis: staleIfErrorMs }),
  ])
  return Object.freeze(Object.fromEntries(wishes))
}

function withStaleTime(source: ConfiguredSource, common: ConfiguredSource['staleTimeMillis']): ConfiguredSource {
  return Object.freeze({ ...source, staleTimeMillis: { ...common, ...source.staleTimeMillis } })
}

function readText(file: string, readFile: (path: string) => string): string {
  try {
    return readFile(file)
  } catch (error) {
    const message = `cannot be read (${(error as { code?: string }).code ?? 'unreadable'}).`
    throw new ConfigError(file, [{ place: { line: 1, column: 1 }, path: [], message }])
  }
}

function refuse(file: string, problems: readonly ConfigProblem[]): void {
  if (problems.length > 0) throw new ConfigError(file, problems)
}
