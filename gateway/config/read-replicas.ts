import type { SharingSettings } from '../redis/index.ts'
import { redisProblem } from './address.ts'
import type { ConfigProblem } from './config-error.ts'
import { type Part, problemAt } from './problems.ts'
import type { Root } from './schema.ts'
import { type Resolved, resolveSecret, type SecretPlaces, secretsOfAddress } from './secrets.ts'

/** What is kept in common by several replicas, and what an administrator shows to any of them; absent what is not configured. */
export interface Replicas {
  readonly redis?: SharingSettings
  readonly adminToken?: string
  readonly secrets: readonly string[]
  readonly problems: readonly ConfigProblem[]
}

/** A token that can be guessed is none. */
const shortestToken = 16

export function readReplicas(
  { redis, admin }: Pick<Root, 'redis' | 'admin'>,
  part: Part,
  places: SecretPlaces,
): Replicas {
  const url = redis && resolvedUrl(redis.url, places)
  const token = admin && resolvedToken(admin.token, places)
  const found = (resolved: Resolved | undefined) => (resolved && 'value' in resolved ? resolved.value : undefined)
  const wrong = (path: string[], resolved: Resolved | undefined) =>
    resolved && 'problem' in resolved ? [problemAt(part, path, resolved.problem)] : []
  const [redisUrl, adminToken] = [found(url), found(token)]
  return {
    ...(redis && redisUrl !== undefined ? { redis: settingsOf(redis, redisUrl) } : {}),
    ...(adminToken === undefined ? {} : { adminToken }),
    secrets: [
      ...(redisUrl === undefined ? [] : secretsOfAddress(redisUrl)),
      ...(adminToken === undefined ? [] : [adminToken]),
    ],
    problems: [...wrong(['redis', 'url'], url), ...wrong(['admin', 'token'], token)],
  }
}

function settingsOf({ prefix, commandTimeoutMs, replicas }: NonNullable<Root['redis']>, url: string): SharingSettings {
  return Object.freeze({ url, prefix, commandTimeoutMillis: commandTimeoutMs, replicas })
}

function resolvedUrl(given: string, places: SecretPlaces): Resolved {
  const isReference = /^(env|file):/.test(given)
  const resolved = isReference ? resolveSecret(given, places) : { value: given }
  if ('problem' in resolved) return resolved
  const problem = redisProblem(resolved.value, !isReference)
  return problem === undefined ? resolved : { problem: isReference ? `refers to what ${problem}` : problem }
}

function resolvedToken(given: string, places: SecretPlaces): Resolved {
  const resolved = resolveSecret(given, places)
  const isShort = 'value' in resolved && resolved.value.length < shortestToken
  return isShort
    ? { problem: `refers to a token that can be guessed: make it ${shortestToken} characters or more.` }
    : resolved
}
