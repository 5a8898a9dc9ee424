import { dirname, resolve } from 'node:path'
import type { SurvivorshipRules } from '../identity/index.ts'
import type { ConfigProblem } from './config-error.ts'
import { type Part, problemAt } from './problems.ts'
import type { Root } from './schema.ts'
import { resolveSecret, type SecretPlaces } from './secrets.ts'

/** How records of several systems are known to be the same thing. */
export interface IdentityConfig {
  /** The crosswalk's file, or `:memory:`. */
  readonly file: string
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
  const { file, secret: reference } = isUsed ? identity : { file: undefined, secret: undefined }
  const settings = {
    file: file === undefined ? ':memory:' : resolve(dirname(places.configFile), file),
    searched: search,
    rememberMillis: rememberMs,
    stopList,
    survivorship: survivorship as SurvivorshipRules,
  }
  const problem = (message: string): ReadIdentity => ({
    identity: settings,
    secrets: [],
    problems: [problemAt(part, ['identity', reference === undefined ? 'file' : 'secret'], message)],
  })
  if (reference === undefined) {
    if (file === undefined) return { identity: Object.freeze(settings), secrets: [], problems: [] }
    return problem('needs a secret beside it: name one as identity.secret, and keep it as long as the file.')
  }
  const secret = resolveSecret(reference, places)
  if ('problem' in secret) return problem(secret.problem)
  if (secret.value.length < shortestSecret)
    return problem(`refers to a secret that can be guessed: make it ${shortestSecret} characters or more.`)
  return { identity: Object.freeze({ ...settings, secret: secret.value }), secrets: [secret.value], problems: [] }
}
