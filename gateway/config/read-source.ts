import type { Connector, EntityName, SourceConfig } from '../connector/index.ts'
import type { ConfigProblem } from './config-error.ts'
import { externalKeyProblems, limitProblems } from './cross-checks.ts'
import { check, type Part, problemAt } from './problems.ts'
import { type SourceEntry, sourceSchema } from './schema.ts'
import { resolveSecret, type SecretPlaces, secretNames } from './secrets.ts'
import { settingsSchema } from './settings-schema.ts'
import type { YamlText } from './yaml-text.ts'

export interface ConfiguredSource extends SourceConfig {
  /** Address of the subgraph when it runs as its own server. */
  readonly remote?: string
}

export type Connectors = Readonly<Record<string, Connector>>

export interface ParseOptions extends Omit<SecretPlaces, 'configFile'> {
  /** Named in messages. */
  readonly file: string
  readonly connectors: Connectors
  /** The one source that this process asks; without it, all that have no server of their own. Nobody gets secrets they do not use. */
  readonly only?: string | undefined
}

export interface ReadSource {
  readonly name: string
  readonly problems: readonly ConfigProblem[]
  readonly secrets: readonly string[]
  /** Present when there are no problems. */
  readonly config?: ConfiguredSource
}

/** The entries under `sources`, checked or not. */
export function sourcesIn({ value }: YamlText): Record<string, unknown> {
  const sources = (value as { sources?: unknown } | null | undefined)?.sources
  return typeof sources === 'object' && sources !== null && !Array.isArray(sources)
    ? (sources as Record<string, unknown>)
    : {}
}

/** Checks one source by what every source has and by what its connector declares. */
export function readSource(name: string, given: unknown, yaml: YamlText, options: ParseOptions): ReadSource {
  const part: Part = { yaml, path: ['sources', name] }
  const failed = (problems: readonly ConfigProblem[]): ReadSource => ({ name, problems, secrets: [] })
  const entry = check(sourceSchema, given, part)
  const kind = (given as { connector?: unknown } | null)?.connector
  if (typeof kind !== 'string') return failed('problems' in entry ? entry.problems : [])
  if (!Object.hasOwn(options.connectors, kind)) return failed([unknownConnector(kind, part, options)])
  const connector = options.connectors[kind]!
  const settings = readSettings(
    connector,
    (given as { settings?: unknown }).settings,
    { ...part, path: [...part.path, 'settings'] },
    options,
    asks(name, (given as { remote?: unknown }).remote, options),
  )
  const problems = [...('problems' in entry ? entry.problems : []), ...settings.problems]
  if ('problems' in entry || problems.length > 0) return failed(problems)
  const known = Object.keys(sourcesIn(yaml))
  const broken = [
    ...limitProblems(entry.value, connector.limits(settings.value as never), part),
    ...externalKeyProblems(entry.value, connector, known, part),
  ]
  if (broken.length > 0) return failed(broken)
  return {
    name,
    problems: [],
    secrets: settings.secrets,
    config: configOf(name, connector, settings.value, entry.value),
  }
}

function configOf(
  name: string,
  connector: Connector,
  settings: Readonly<Record<string, unknown>>,
  entry: SourceEntry,
): ConfiguredSource {
  const { title, region, timeZone, limits, headroom, retries, externalKeys, staleTimeMs, remote, maxScanRows } = entry
  const base = {
    name,
    connector,
    settings,
    timeZone,
    limits,
    headroom,
    retries,
    maxScanRows,
    title: title ?? connector.title,
  }
  const given = { ...(region === undefined ? {} : { region }), ...(remote === undefined ? {} : { remote }) }
  const keys = externalKeys as NonNullable<SourceConfig['externalKeys']>
  return Object.freeze({
    ...base,
    ...given,
    externalKeys: keys,
    breaker: { failures: entry.breaker.failures, probeMillis: entry.breaker.probeMs },
    staleTimeMillis: staleTimeMs as Partial<Record<EntityName, number>>,
  })
}

/** Whether this process talks to the vendor of a source itself. */
const asks = (name: string, remote: unknown, { only }: ParseOptions): boolean =>
  only === undefined ? remote === undefined : only === name

interface ReadSettings {
  readonly value: Readonly<Record<string, unknown>>
  readonly secrets: readonly string[]
  readonly problems: readonly ConfigProblem[]
}

/** The settings that the connector declares, with secrets in place of the references to them. */
function readSettings(
  connector: Connector,
  given: unknown,
  part: Part,
  options: ParseOptions,
  isAsked: boolean,
): ReadSettings {
  const spec = connector.settings
  const secret = secretNames(spec)
  const descriptions = Object.fromEntries(Object.entries(spec).map(([name, setting]) => [name, setting.description]))
  const checked = check(settingsSchema(spec), given ?? {}, { ...part, descriptions, secret })
  if ('problems' in checked) return { value: {}, secrets: [], problems: checked.problems }
  const value = { ...checked.value }
  const problems: ConfigProblem[] = []
  for (const name of secret.filter((key) => value[key] !== undefined)) {
    // A secret that is written out is refused all the same, below.
    if (!isAsked && /^(env|file):/.test(String(value[name]))) {
      delete value[name]
      continue
    }
    const resolved = resolveSecret(String(value[name]), { ...options, configFile: options.file })
    if ('problem' in resolved) problems.push(problemAt(part, [name], resolved.problem))
    else value[name] = resolved.value
  }
  const secrets = secret.flatMap((name) => (value[name] === undefined ? [] : [String(value[name])]))
  return { value: Object.freeze(value), secrets, problems }
}

function unknownConnector(kind: string, part: Part, { connectors }: ParseOptions): ConfigProblem {
  return problemAt(
    part,
    ['connector'],
    `${JSON.stringify(kind.slice(0, 80))} is not a connector: use ${Object.keys(connectors).join(', ')}.`,
  )
}
