import type { Link } from './crosswalk.ts'
import type { Evidence } from './judge.ts'

/** A decision as a store keeps it. */
export interface LinkRow extends Pick<Link, 'id' | 'kind' | 'a' | 'b' | 'state' | 'method' | 'rule' | 'confidence'> {
  readonly rule_version: number
  /** JSON. */
  readonly evidence: string
  readonly decided_by: string
  readonly decided_at: number
  readonly valid_to: number | null
}

export function linkOf(row: LinkRow): Link {
  const { rule_version, decided_by, decided_at, valid_to, evidence, ...same } = row
  return Object.freeze({
    ...same,
    ruleVersion: rule_version,
    evidence: JSON.parse(evidence) as Evidence[],
    decidedBy: decided_by,
    decidedAt: decided_at,
    validTo: valid_to ?? undefined,
  })
}
