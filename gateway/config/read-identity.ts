import { dirname, resolve } from 'node:path'
import type { PostgresSettings, SurvivorshipRules } from '../identity/index.ts'
import type { ConfigProblem } from './config-error.ts'
import { type Part, problemAt } from './problems.ts'
import { readPostgres } from './read-postgres.ts'
import type { Root } from './schema.ts'
import { type Resolved, resolveSecret, type SecretPlaces } from './secrets.ts'
import type { KeyPath } from './yaml-text.ts'

/** How records of several systems are known to be the same thing. */
export interface IdentityConfig {
  /** The crosswalk's file, or `:memory:`. */
  readonly file: string
  /** Where replicas share it, when they do; then the file is not used. */
  readonly postgres?: PostgresSettings
  /** Absent in memory: what does not outlive the process needs no secret that does. */
  readonly secret?: string
  readonly searched: readonly string[]
  readonly rememberMillis: number
  readonly stopList: readonly string[]
  readonly survivorship: SurvivorshipRules
}

export interface ReadIdentity {
  readonly identity: IdentityConfig
  readonly secrets: readonly string[]
  readonly problems: readonly ConfigProblem[]
}

/** Hashes keyed by less can be turned back by trying all numbers. */
const shortestSecret = 16

/** `isUsed`: nobody gets secrets that they do not use. */
export function readIdentity(
  { identity }: Pick<Root, 'identity'>,
  part: Part,
  places: SecretPlaces,
  isUsed: boolean,
): ReadIdentity {
  const { search, rememberMs, stopList, survivorship } = identity
  const { file, store, secret } = isUsed ? identity : { file: undefined, store: undefined, secret: undefined }
  const settings = {
    file: file === undefined ? ':memory:' : resolve(dirname(places.configFile), file),
    searched: search,
    rememberMillis: rememberMs,
    stopList,
    survivorship: survivorship as SurvivorshipRules,
  }
  const refused = (key: KeyPath, message: string): ReadIdentity => ({
    identity: settings,
    secrets: [],
    problems: [problemAt(part, ['identity', ...key], message)],
  })
  if (file !== undefined && store) return refused(['file'], 'is not used beside identity.store: leave one of them out.')
  if (secret === undefined && file !== undefined)
    return refused(['file'], 'needs a secret beside it: name one as identity.secret, and keep it as long as the file.')
  if (secret === undefined && store)
    return refused(['store'], 'needs a secret beside it: name one as identity.secret, the same in all replicas.')
  const keyed = secret === undefined ? undefined : readSecret(secret, places)
  if (keyed && 'problem' in keyed) return refused(['secret'], keyed.problem)
  const shared = store && readPostgres(store.postgres, places)
  if (shared && 'problem' in shared) return refused(['store', 'postgres', ...shared.key], shared.problem)
  return {
    identity: Object.freeze({
      ...settings,
      ...(keyed && { secret: keyed.value }),
      ...(shared && { postgres: shared.postgres }),
    }),
    secrets: [...(keyed ? [keyed.value] : []), ...(shared?.secrets ?? [])],
    problems: [],
  }
}

function readSecret(reference: string, places: SecretPlaces): Resolved {
  const secret = resolveSecret(reference, places)
  return 'value' in secret && secret.value.length < shortestSecret
    ? { problem: `refers to a secret that can be guessed: make it ${shortestSecret} characters or more.` }
    : secret
}
