import { decodeGlobalId } from '../connector/index.ts'
import type { Facts, HashedKey } from './facts.ts'
import { schemeOf } from './scheme.ts'

export type LinkMethod = 'EXPLICIT' | 'RULE' | 'STRONG_KEY' | 'MANUAL'
export type LinkState = 'CONFIRMED' | 'SUGGESTED' | 'REJECTED'

/** One number that two records have, or in which they differ. */
export interface Evidence {
  readonly scheme: string
  /** The field of the first record. */
  readonly field: string
  readonly hash: string
  readonly agrees: boolean
}

/** What the rules say of two records. `a` comes before `b`, so that a pair has one name. */
export interface Verdict {
  readonly a: string
  readonly b: string
  readonly state: 'CONFIRMED' | 'SUGGESTED'
  readonly method: 'EXPLICIT' | 'RULE' | 'STRONG_KEY'
  /** Which rule decided, for people and for `ruleVersion` below. */
  readonly rule: Rule
  /** Two digits after the point, from 0 to 1. */
  readonly confidence: string
  readonly evidence: readonly Evidence[]
}

/** Raise it when a rule changes its meaning: decisions say under which version they were made. */
export const ruleVersion = 1

export const rules = {
  claim: 'One record names the other as itself.',
  'claim-and-number':
    'Several records of one system name the other as themselves; this one shares a strong number with it.',
  'disputed-claim': 'Several records of one system name the other as themselves: a person must say which is right.',
  'declared-number': 'Both have one article number, in systems that the operator says number alike.',
  'strong-number': 'Both have one strong number, and nothing speaks against it.',
  'numbers-disagree': 'They share one strong number and differ in another.',
  'names-disagree': 'They share a tax number under different names, as a tax group does.',
  'several-in-one-system': 'Several records of one system have this number: a person must say which is meant.',
  'conflict-in-cluster': 'They belong together by themselves, but other members of their clusters contradict.',
  'rejected-in-cluster': 'A person has said that members of their clusters are not the same.',
  hint: 'Name and place, a domain, an address or a telephone number are the same.',
} as const

export type Rule = keyof typeof rules

/** A number that more records have than this is nobody's: it is left out, and links nothing. */
export const mostHolders = 25

/**
 * What the rules say of every pair of records that has something in common. Pure, and without regard to the order of the
 * records: the same facts give the same verdicts, however they were found.
 */
export function judge(facts: readonly Facts[]): Verdict[] {
  const byRecord = new Map(facts.map((fact) => [fact.record, fact]))
  const claimants = claimantsOf(facts, byRecord)
  const holders = holdersOf(facts)
  const pairs = new Map<string, readonly [string, string]>()
  const add = (one: string, other: string) => {
    const [a, b] = one < other ? [one, other] : [other, one]
    if (a !== b) pairs.set(`${a}\n${b}`, [a, b])
  }
  for (const [target, named] of claimants) for (const claimant of named) add(claimant, target)
  for (const records of holders.values()) for (const one of records) for (const other of records) add(one, other)
  return [...pairs.values()]
    .sort(([a, b], [c, d]) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1))
    .flatMap(([a, b]) => verdictOf(byRecord.get(a)!, byRecord.get(b)!, claimants, holders, byRecord) ?? [])
}

/** The target of each claim and the records that make it; of targets and claimants that there are. */
export function claimantsOf(facts: readonly Facts[], byRecord: ReadonlyMap<string, unknown>): Map<string, string[]> {
  const claimants = new Map<string, string[]>()
  for (const { record, claims } of facts)
    for (const target of claims)
      if (byRecord.has(target)) claimants.set(target, [...(claimants.get(target) ?? []), record])
  return claimants
}

export const nameOf = ({ scheme, country, hash }: HashedKey): string => `${scheme}\n${country}\n${hash}`

/** Who has a number that can link; numbers of very many are nobody's. */
function holdersOf(facts: readonly Facts[]): Map<string, string[]> {
  const holders = new Map<string, string[]>()
  for (const { record, keys } of facts)
    for (const key of keys)
      if (schemeOf(key.scheme)!.strength !== 'support')
        holders.set(nameOf(key), [...(holders.get(nameOf(key)) ?? []), record])
  for (const [name, records] of holders) if (records.length > mostHolders) holders.delete(name)
  return holders
}

function verdictOf(
  a: Facts,
  b: Facts,
  claimants: ReadonlyMap<string, readonly string[]>,
  holders: ReadonlyMap<string, readonly string[]>,
  byRecord: ReadonlyMap<string, Facts>,
): Verdict | undefined {
  const evidence = evidenceOf(a, b)
  const verdict = (state: Verdict['state'], method: Verdict['method'], rule: Rule, confidence: string): Verdict =>
    Object.freeze({ a: a.record, b: b.record, state, method, rule, confidence, evidence: Object.freeze(evidence) })
  const strong = sharedOf(a, b, 'strong').filter((key) => holders.has(nameOf(key)))
  const hasConflict = conflicts(a, b)
  const isNamed = strong.filter((key) => !schemeOf(key.scheme)!.needsName || sharesName(a, b))
  const claim = claimOf(a, b)
  if (claim) {
    const rivals = (claimants.get(claim.target) ?? []).filter(
      (other) => byRecord.get(other)!.source === claim.claimant.source,
    )
    if (rivals.length === 1) return verdict('CONFIRMED', 'EXPLICIT', 'claim', '1.00')
    if (isNamed.length > 0 && !hasConflict) return verdict('CONFIRMED', 'EXPLICIT', 'claim-and-number', '0.98')
    return verdict('SUGGESTED', 'EXPLICIT', 'disputed-claim', '0.50')
  }
  const declared = sharedOf(a, b, 'declared').filter((key) => holders.has(nameOf(key)))
  if (declared.length > 0) {
    return declared.some((key) => isUnambiguous(key, a, b, holders, byRecord))
      ? verdict('CONFIRMED', 'RULE', 'declared-number', '1.00')
      : verdict('SUGGESTED', 'RULE', 'several-in-one-system', '0.60')
  }
  if (strong.length > 0) {
    if (hasConflict) return verdict('SUGGESTED', 'STRONG_KEY', 'numbers-disagree', '0.40')
    if (isNamed.length === 0) return verdict('SUGGESTED', 'STRONG_KEY', 'names-disagree', '0.40')
    return isNamed.some((key) => isUnambiguous(key, a, b, holders, byRecord))
      ? verdict('CONFIRMED', 'STRONG_KEY', 'strong-number', '0.95')
      : verdict('SUGGESTED', 'STRONG_KEY', 'several-in-one-system', '0.60')
  }
  if (hasConflict || !sharedOf(a, b, 'hint').some((key) => holders.has(nameOf(key)))) return undefined
  return verdict('SUGGESTED', 'RULE', 'hint', sharedOf(a, b, 'hint').some(isPlace) ? '0.50' : '0.20')
}

const isPlace = ({ scheme }: HashedKey): boolean => scheme === 'PLACE'

function claimOf(a: Facts, b: Facts): { readonly claimant: Facts; readonly target: string } | undefined {
  if (a.claims.includes(b.record)) return { claimant: a, target: b.record }
  if (b.claims.includes(a.record)) return { claimant: b, target: a.record }
  return undefined
}

function sharedOf(a: Facts, b: Facts, strength: 'declared' | 'strong' | 'hint'): HashedKey[] {
  const others = new Set(b.keys.map(nameOf))
  return a.keys.filter((key) => schemeOf(key.scheme)!.strength === strength && others.has(nameOf(key)))
}

function sharesName(a: Facts, b: Facts): boolean {
  const names = new Set(b.keys.filter(({ scheme }) => scheme === 'NAME').map(({ hash }) => hash))
  return a.keys.some(({ scheme, hash }) => scheme === 'NAME' && names.has(hash))
}

/**
 * Whether only one record of either system has the number. Where it holds beside the name alone, only records of that
 * name count: the others of a tax group are other parties.
 */
function isUnambiguous(
  key: HashedKey,
  a: Facts,
  b: Facts,
  holders: ReadonlyMap<string, readonly string[]>,
  byRecord: ReadonlyMap<string, Facts>,
): boolean {
  const same = holders
    .get(nameOf(key))!
    .map((record) => byRecord.get(record)!)
    .filter((other) => !schemeOf(key.scheme)!.needsName || (sharesName(other, a) && sharesName(other, b)))
  const inSystem = (source: string) => same.filter((other) => other.source === source).length
  return a.source !== b.source && inSystem(a.source) === 1 && inSystem(b.source) === 1
}

/**
 * Whether two records cannot be the same by their numbers: both have one of a strong scheme and country, and none of it
 * in common; or one of them names another record of the other's system as itself.
 */
export function conflicts(a: Facts, b: Facts): boolean {
  return evidenceOf(a, b).some(({ scheme, agrees }) => !agrees && isDecisive(scheme))
}

function isDecisive(scheme: string): boolean {
  return scheme.startsWith('EXTERNAL:') || ['declared', 'strong'].includes(schemeOf(scheme)!.strength)
}

/** For each scheme and country in which both have numbers: one that they share, or else that they differ. */
function evidenceOf(a: Facts, b: Facts): Evidence[] {
  const groups = Map.groupBy([...a.keys, ...claimKeys(a, b)], ({ scheme, country }) => `${scheme}\n${country}`)
  const theirs = [...b.keys, ...claimKeys(b, a)]
  const evidence = [...groups.values()].flatMap((mine) => {
    const { scheme, country } = mine[0]!
    const rivals = theirs.filter((key) => key.scheme === scheme && key.country === country)
    if (rivals.length === 0) return []
    const shared = mine.find((key) => rivals.some(({ hash }) => hash === key.hash))
    const { field, hash } = shared ?? mine[0]!
    return [Object.freeze({ scheme, field, hash, agrees: shared !== undefined })]
  })
  return evidence.sort((one, other) => weightOf(one) - weightOf(other) || (one.hash < other.hash ? -1 : 1))
}

/** What says most comes first. */
function weightOf({ scheme }: Evidence): number {
  const order = ['declared', 'strong', 'hint', 'support']
  return scheme.startsWith('EXTERNAL:') ? -1 : order.indexOf(schemeOf(scheme)!.strength)
}

/** The keys that a record has or claims in systems: ids of records, which are no secrets. */
function claimKeys(own: Facts, other: Facts): HashedKey[] {
  const named = own.claims.map((target) => ({ source: sourceNamed(target), record: target }))
  // Two records of one system are two keys there by nature; that alone does not speak against them.
  const itself = own.source === other.source ? [] : [{ source: own.source, record: own.record }]
  return [...named, ...itself].map(({ source, record }) => ({
    scheme: `EXTERNAL:${source}`,
    country: '',
    hash: record,
    field: 'identifiers',
  }))
}

const sourceNamed = (id: string): string => decodeGlobalId(id)!.source
