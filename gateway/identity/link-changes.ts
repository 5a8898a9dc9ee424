import type { ClusterKind, Link, ManualLink } from './crosswalk.ts'
import { ruleVersion, type Verdict } from './judge.ts'
import { type ManualDecision, pairName } from './resolve.ts'

export type NewLink = Omit<Link, 'id' | 'validTo'>

/** Decisions that stand no more, and those that take their place; in this order. */
export interface LinkChanges {
  readonly ended: readonly number[]
  readonly added: readonly NewLink[]
}

/** Makes what the rules say now the standing decisions about `core`; those that say the same stand on. Pure. */
export function verdictChanges(
  kind: ClusterKind,
  core: ReadonlySet<string>,
  standing: readonly Link[],
  verdicts: readonly Verdict[],
  at: number,
): LinkChanges {
  const before = new Map(standing.map((link) => [pairName(link.a, link.b), link]))
  const told = verdicts.filter(({ a, b }) => core.has(a) || core.has(b))
  const names = new Set(told.map(({ a, b }) => pairName(a, b)))
  const unsaid = standing.filter(({ a, b, method }) => method !== 'MANUAL' && !names.has(pairName(a, b)))
  const news = told.filter((verdict) => !saysTheSame(before.get(pairName(verdict.a, verdict.b)), verdict))
  const replaced = news.flatMap(({ a, b }) => before.get(pairName(a, b)) ?? [])
  return {
    ended: [...unsaid, ...replaced].map(({ id }) => id),
    added: news.map((verdict) => ({ kind, ...verdict, ruleVersion, decidedBy: 'rules', decidedAt: at })),
  }
}

function saysTheSame(link: Link | undefined, { state, method, rule, evidence }: Verdict): boolean {
  const isSame = link?.state === state && link.method === method && link.rule === rule
  return isSame && link.ruleVersion === ruleVersion && JSON.stringify(link.evidence) === JSON.stringify(evidence)
}

/** What a person says now, in place of the decision `before` about the pair. */
export function saidByPerson({ kind, a, b, state, by, at }: ManualLink, before: Link | undefined): NewLink {
  const [first, second] = a < b ? [a, b] : [b, a]
  return {
    ...{ kind, a: first, b: second, state, method: 'MANUAL', rule: 'person', ruleVersion, confidence: '1.00' },
    ...{ evidence: before?.evidence ?? [], decidedBy: by, decidedAt: at },
  }
}

/** What a person said before `link`, or nothing but that it was taken back: then the rules decide anew. */
export function takenBack(link: Link, earlier: Link | undefined, by: string, at: number): NewLink {
  const { id: _id, validTo: _validTo, ...rest } = link
  return { ...rest, state: earlier?.state ?? 'SUGGESTED', rule: 'undo', decidedBy: by, decidedAt: at }
}

/** Whether a person said something else of the same pair before. */
export const isEarlier = (other: Link, { a, b, id }: Link): boolean =>
  other.a === a && other.b === b && other.method === 'MANUAL' && other.id < id

/** What people have said, of decisions that stand. */
export function manualAmong(links: readonly Link[]): ManualDecision[] {
  return links
    .filter(({ method, state }) => method === 'MANUAL' && state !== 'SUGGESTED')
    .map(({ id, a, b, state }) => ({ id, a, b, state: state as ManualDecision['state'] }))
}
