/** How one value is chosen where records of a cluster differ. */
export type SurvivorshipRule = 'SOURCE_ORDER' | 'MOST_RECENT' | 'LONGEST'

/** For some fields of a type: by which rule, and which sources go before which. */
export interface FieldPolicy {
  /** Paths, or the first part of them: `paymentTerm` stands for all of it. */
  readonly fields: readonly string[]
  readonly rule: SurvivorshipRule
  /** Sources not named come after, as the defaults have them. */
  readonly order: readonly string[]
}

/** By type; the first that names a field holds. */
export type SurvivorshipRules = Readonly<Partial<Record<string, readonly FieldPolicy[]>>>

/** One record's value of a field. */
export interface Candidate {
  readonly record: string
  readonly source: string
  /** Canonical text; null and blank values take no part. */
  readonly value: string | null
  /** RFC 3339; only where the source tells it to the second does it say which value is newer. */
  readonly modifiedAt?: string | null
  readonly modifiedPrecision?: string | null
}

/** A value and the records that hold it. */
export interface HeldValue {
  readonly value: string
  readonly records: readonly string[]
}

export interface Survivor {
  readonly value: string
  readonly record: string
  readonly source: string
  /** The rule that decided: where times are too coarse to compare, not the one that was wished. */
  readonly rule: SurvivorshipRule
  /** The distinct values that lost, in the order of their records. */
  readonly others: readonly HeldValue[]
}

/**
 * The value that stands for all records, and the ones that lost. Pure; undefined when no record has a value. Equal
 * values are one, whatever case and space their systems write them with.
 */
export function survive(
  candidates: readonly Candidate[],
  rule: SurvivorshipRule,
  rankOf: (source: string) => number,
): Survivor | undefined {
  const told = candidates.filter(({ value }) => value !== null && value.trim() !== '')
  const byRank = [...told].sort((a, b) => rankOf(a.source) - rankOf(b.source) || (a.record < b.record ? -1 : 1))
  const dated = byRank.filter(isDated)
  const applied = rule === 'MOST_RECENT' && dated.length < told.length ? 'SOURCE_ORDER' : rule
  const winner = first(applied, byRank)
  if (!winner) return undefined
  const { record, source, value } = winner
  return { value: value!, record, source, rule: applied, others: losers(byRank, value!) }
}

const isDated = ({ modifiedAt, modifiedPrecision }: Candidate): boolean =>
  Boolean(modifiedAt) && (modifiedPrecision === 'INSTANT' || modifiedPrecision === 'SECOND')

/** Ties go to the source that goes before. */
function first(rule: SurvivorshipRule, byRank: readonly Candidate[]): Candidate | undefined {
  switch (rule) {
    case 'SOURCE_ORDER':
      return byRank[0]
    case 'MOST_RECENT':
      return byRank.toSorted((a, b) => Date.parse(b.modifiedAt!) - Date.parse(a.modifiedAt!))[0]
    case 'LONGEST':
      return byRank.toSorted((a, b) => b.value!.length - a.value!.length)[0]
  }
}

/** Decimals are equal when their values are, whatever scale the source keeps. */
function comparable(value: string): string {
  const text = value.trim().replace(/\s+/g, ' ').toLowerCase()
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text
}

function losers(candidates: readonly Candidate[], winner: string): HeldValue[] {
  const groups = Map.groupBy(candidates, ({ value }) => comparable(value!))
  groups.delete(comparable(winner))
  return [...groups.values()].map((held) => ({
    value: held[0]!.value!,
    records: held.map(({ record }) => record),
  }))
}

/** What a field is about, which decides who knows it best unless the operator says otherwise. */
export type FieldGroup = 'ledger' | 'sales' | 'stock'

const salesFields = new Set(['owner', 'industry', 'employeeCount', 'annualRevenue', 'roles', 'domains', 'websites'])

/**
 * Who is believed first by default: what is bought and sold by the system that stocks it, what sales keeps up by the one
 * that has the deals, and everything else of a party by the one that writes its invoices.
 */
export function fieldGroupOf(entity: string, path: string): FieldGroup {
  if (entity === 'Item') return 'stock'
  return salesFields.has(path.split('.')[0]!) ? 'sales' : 'ledger'
}

/** The policy that holds for a field. */
export function policyOf(rules: SurvivorshipRules, entity: string, path: string): FieldPolicy {
  const isMeant = (field: string) => path === field || path.startsWith(`${field}.`)
  const named = rules[entity]?.find(({ fields }) => fields.some(isMeant))
  return named ?? { fields: [path], rule: 'SOURCE_ORDER', order: [] }
}
