import { decodeGlobalId } from '../../connector/index.ts'
import {
  createPostgresCrosswalk,
  createSqliteCrosswalk,
  type PostgresSettings,
  type SurvivorshipRules,
} from '../../identity/index.ts'
import type { Runtime } from '../../runtime.ts'
import type { IdentitySettings } from './identity-settings.ts'

export interface IdentityOptions {
  /** The crosswalk's file, or `:memory:`. */
  readonly file: string
  /** Where replicas share it; then the file is not used. */
  readonly postgres?: PostgresSettings | undefined
  /** Keys the hashes of numbers. Without one, a secret of this process does: enough for what is in memory. */
  readonly secret?: string | undefined
  /** The schemes by which other systems are searched for a record that is asked for: `VAT`, `GTIN`. */
  readonly searched: readonly string[]
  readonly rememberMillis: number
  /** Numbers that are shared by many, in their one spelling. */
  readonly stopList: readonly string[]
  readonly survivorship: SurvivorshipRules
}

/** Opens the crosswalk; `sources` in configured order, which decides which record names a new cluster. */
export function openIdentity(
  { file, postgres, secret, stopList, ...rest }: IdentityOptions,
  skuNamespaces: readonly (readonly string[])[],
  sources: readonly string[],
  runtime: Runtime,
): Required<Pick<IdentitySettings, 'crosswalk'>> & IdentitySettings {
  const rank = new Map(sources.map((name, i) => [name, i]))
  const rankOf = (record: string) => rank.get(decodeGlobalId(record)?.source ?? '') ?? rank.size
  const facts = { secret: secret ?? runtime.bytes(32).toString('hex'), skuNamespaces, stopList }
  const crosswalk = postgres
    ? createPostgresCrosswalk(postgres, rankOf, runtime)
    : createSqliteCrosswalk({ file, rankOf })
  return Object.freeze({ ...rest, facts, crosswalk })
}
