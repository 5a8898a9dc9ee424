import { dirname, resolve } from 'node:path'
import type { PostgresSettings } from '../identity/index.ts'
import { isThisMachine, postgresProblem } from './address.ts'
import type { Root } from './schema.ts'
import { resolveSecret, type SecretPlaces, secretsOfAddress } from './secrets.ts'
import type { KeyPath } from './yaml-text.ts'

type Given = NonNullable<Root['identity']['store']>['postgres']

/** A Postgres that replicas share, or what is wrong with how it is described, at which key of it. */
export type ReadPostgres =
  | { readonly postgres: PostgresSettings; readonly secrets: readonly string[] }
  | { readonly key: KeyPath; readonly problem: string }

export function readPostgres(given: Given, places: SecretPlaces): ReadPostgres {
  const isReference = /^(env|file):/.test(given.url)
  const resolved = isReference ? resolveSecret(given.url, places) : { value: given.url }
  if ('problem' in resolved) return { key: ['url'], problem: resolved.problem }
  const { value: url } = resolved
  const problem = postgresProblem(url, !isReference)
  if (problem !== undefined) return { key: ['url'], problem: isReference ? `refers to what ${problem}` : problem }
  // What stays on this machine needs no certificate; nothing else goes in the clear unless it is said so.
  const tls = tlsOf(given.tls ?? !isThisMachine(url), places)
  if (tls !== false && 'problem' in tls) return { key: ['tls', 'ca'], problem: tls.problem }
  const { schema, poolSize, timeoutMs } = given
  const postgres = Object.freeze({ url, schema, poolSize, timeoutMillis: timeoutMs, tls })
  return { postgres, secrets: isReference ? secretsOfAddress(url) : [] }
}

function tlsOf(
  given: boolean | { readonly ca: string },
  { readFile, configFile }: SecretPlaces,
): PostgresSettings['tls'] | { readonly problem: string } {
  if (typeof given === 'boolean') return given && {}
  const file = resolve(dirname(configFile), given.ca)
  try {
    return { ca: readFile(file) }
  } catch (error) {
    return { problem: `${file} cannot be read (${(error as { code?: string }).code ?? 'unreadable'}).` }
  }
}
