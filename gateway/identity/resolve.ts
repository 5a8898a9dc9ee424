import type { Facts } from './facts.ts'
import { conflicts, judge, type Rule, type Verdict } from './judge.ts'

/** What a person has said of two records. It outlives every reading of them, until a person says otherwise. */
export interface ManualDecision {
  readonly a: string
  readonly b: string
  readonly state: 'CONFIRMED' | 'REJECTED'
  /** Counts up: of confirmations that cannot both stand, the earlier one does. */
  readonly id: number
}

export interface Resolution {
  /** Records that are the same thing; each record is in exactly one, many alone. In no particular order. */
  readonly clusters: readonly (readonly string[])[]
  /** What the rules say of pairs that no person has decided, as far as their clusters allow it. */
  readonly verdicts: readonly Verdict[]
}

export const pairName = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`)

const rank: Readonly<Record<Verdict['method'], number>> = { EXPLICIT: 0, RULE: 1, STRONG_KEY: 2 }

/**
 * Which of some records are the same thing. Pure, and without regard to order. What people confirmed comes first, then
 * claims, declared numbers and strong numbers; a link that would bring together what a person rejected, or by its number
 * alone what other numbers tell apart, is left to a person instead.
 */
export function resolve(facts: readonly Facts[], decisions: readonly ManualDecision[]): Resolution {
  const sets = new DisjointSets(facts, decisions)
  const decided = new Set(decisions.map(({ a, b }) => pairName(a, b)))
  for (const { a, b, state } of [...decisions].sort((one, other) => one.id - other.id))
    if (state === 'CONFIRMED') sets.join(a, b, false)
  const open = judge(facts).filter(({ a, b }) => !decided.has(pairName(a, b)))
  const inOrder = [...open].sort((one, other) => rank[one.method] - rank[other.method] || byPair(one, other))
  const held = new Map<Verdict, Rule>()
  for (const verdict of inOrder) {
    if (verdict.state !== 'CONFIRMED') continue
    const obstacle = sets.join(verdict.a, verdict.b, verdict.method === 'STRONG_KEY')
    if (obstacle) held.set(verdict, obstacle)
  }
  return { clusters: sets.all(), verdicts: open.map((verdict) => suggested(verdict, held.get(verdict))) }
}

const suggested = (verdict: Verdict, obstacle: Rule | undefined): Verdict =>
  obstacle ? Object.freeze({ ...verdict, state: 'SUGGESTED', rule: obstacle, confidence: '0.40' }) : verdict

function byPair(one: { readonly a: string; readonly b: string }, other: { readonly a: string; readonly b: string }) {
  const [x, y] = [pairName(one.a, one.b), pairName(other.a, other.b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Sets of records that grow by joining, unless something stands between them. */
class DisjointSets {
  private readonly sets = new Map<string, Set<string>>()
  private readonly facts: ReadonlyMap<string, Facts>
  private readonly rejected = new Map<string, Set<string>>()

  constructor(facts: readonly Facts[], decisions: readonly ManualDecision[]) {
    this.facts = new Map(facts.map((fact) => [fact.record, fact]))
    for (const { record } of facts) this.sets.set(record, new Set([record]))
    for (const { a, b, state } of decisions) {
      if (state !== 'REJECTED') continue
      this.rejected.set(a, (this.rejected.get(a) ?? new Set()).add(b))
      this.rejected.set(b, (this.rejected.get(b) ?? new Set()).add(a))
    }
  }

  /** Joins the sets of two records, or says what stands between them. Records that nobody has seen are in no set. */
  join(a: string, b: string, minds: boolean): Rule | undefined {
    const [left, right] = [this.sets.get(a), this.sets.get(b)]
    if (!left || !right || left === right) return undefined
    if (this.crosses(left, right, (one, other) => this.rejected.get(one)?.has(other) ?? false))
      return 'rejected-in-cluster'
    if (minds && this.crosses(left, right, (one, other) => conflicts(this.facts.get(one)!, this.facts.get(other)!)))
      return 'conflict-in-cluster'
    for (const record of right) this.sets.set(record, left.add(record))
    return undefined
  }

  all(): readonly (readonly string[])[] {
    return [...new Set(this.sets.values())].map((set) => [...set].sort())
  }

  private crosses(
    left: ReadonlySet<string>,
    right: ReadonlySet<string>,
    stands: (a: string, b: string) => boolean,
  ): boolean {
    for (const one of left) for (const other of right) if (stands(one, other)) return true
    return false
  }
}
