import { decodeGlobalId } from '../../connector/index.ts'
import type { Link, LinkState } from '../../identity/index.ts'
import { shownScheme } from '../../identity/index.ts'
import type { GatewayContext } from '../context.ts'
import type { Cluster } from './cluster.ts'
import { identityOf } from './identity-settings.ts'

/** The decisions about a profile's records, newest first; null where nothing is remembered. */
export async function links(
  { entity, members }: Cluster,
  { state }: { readonly state?: LinkState | null },
  context: GatewayContext,
): Promise<unknown[] | null> {
  const { crosswalk } = identityOf(context)
  if (!crosswalk) return null
  const own = new Set(members)
  const found = await crosswalk.links({ kind: entity, records: members, state: state ?? undefined })
  return found.map((link) => shown(link, own))
}

/** Seen from a member: of two members, from the first. */
function shown(link: Link, own: ReadonlySet<string>): object {
  const { id, a, b, evidence, decidedAt, validTo, ...rest } = link
  const [record, linkedTo] = own.has(a) ? [a, b] : [b, a]
  const { source, key } = decodeGlobalId(linkedTo)!
  return {
    ...rest,
    id: String(id),
    record,
    linkedTo,
    linkedSource: source,
    linkedKey: key,
    evidence: evidence.map(({ scheme, field, hash, agrees }) => ({
      scheme: shownScheme(scheme),
      sourceField: field,
      valueHash: hash,
      agrees,
    })),
    decidedAt: instant(decidedAt),
    validFrom: instant(decidedAt),
    validTo: validTo === undefined ? null : instant(validTo),
  }
}

export const instant = (millis: number): string => new Date(millis).toISOString()
