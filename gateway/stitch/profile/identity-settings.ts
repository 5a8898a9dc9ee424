import type { Crosswalk, FactSettings, SurvivorshipRules } from '../../identity/index.ts'
import type { GatewayContext } from '../context.ts'

/** How records of several systems are known to be the same thing. */
export interface IdentitySettings {
  /** What is remembered of it. Without one every request finds out anew, and no person's decisions are known. */
  readonly crosswalk?: Crosswalk | undefined
  readonly facts: FactSettings
  /** The schemes by which other systems are searched for a record, when it is asked for: `VAT`, `GTIN`. */
  readonly searched: readonly string[]
  /** How long the members of a cluster are believed before all systems are asked again. */
  readonly rememberMillis: number
  readonly survivorship: SurvivorshipRules
}

/** Explicit links and shared article numbers, found live: nothing is searched by number and nothing remembered. */
export const identityOf = ({ identity, skuNamespaces }: GatewayContext): IdentitySettings =>
  identity ?? {
    // No hash outlives the request, so there is nothing to keep secret.
    facts: { secret: 'of one request', skuNamespaces },
    searched: [],
    rememberMillis: 0,
    survivorship: {},
  }
