import { encodeGlobalId, type Filter, type SourceKey, type SourceName } from '../connector/index.ts'
import type { AggregateGroup, AggregateQuery, GroupValue, Served } from '../read/index.ts'
import { isZero, minus, sum } from './decimals.ts'
import { type Money, textAt } from './values.ts'

export type TrialBalanceGrouping =
  | 'SOURCE'
  | 'LEGAL_ENTITY'
  | 'ACCOUNT'
  | 'CLASSIFICATION'
  | 'GROUP_ACCOUNT'
  | 'CURRENCY'

/** The postings of one source up to a day, added up; and its accounts, where the question needs them. */
export interface LedgerInput {
  readonly source: SourceName
  /** The last day that is counted. */
  readonly to: string
  readonly before: readonly AggregateGroup[]
  readonly within: readonly AggregateGroup[]
  readonly accounts: readonly Served[]
}

export interface TrialBalanceGroup {
  readonly source: string | null
  readonly legalEntityKey: string | null
  readonly ledger: string | null
  readonly accountId: string | null
  readonly number: string | null
  readonly name: string | null
  readonly classification: string | null
  readonly groupAccount: string | null
  readonly currency: string
  readonly opening: Money
  readonly debits: Money
  readonly credits: Money
  readonly closing: Money
  readonly lines: number | null
}

export interface LedgerCheck {
  readonly source: string
  readonly legalEntityKey: string | null
  readonly ledger: string | null
  readonly currency: string
  readonly to: string
  readonly debits: Money
  readonly credits: Money
  readonly difference: Money
  readonly balanced: boolean
}

export interface TrialBalance {
  readonly groups: readonly TrialBalanceGroup[]
  readonly ledgers: readonly LedgerCheck[]
  readonly balanced: boolean
  readonly remarks: readonly string[]
  /** How many lines of each source lack what is counted here. */
  readonly unreadable: ReadonlyMap<SourceName, number>
}

/** One question for all lines of some days: what an entry is never read for one by one. */
export const postings: Pick<AggregateQuery, 'entity' | 'groupBy' | 'measures' | 'isCountOptional'> = {
  entity: 'JournalLine',
  groupBy: ['legalEntity', 'ledger', 'account', 'booked.currency'].map((field) => ({ field })),
  measures: [
    { kind: 'sum', field: 'booked.debit' },
    { kind: 'sum', field: 'booked.credit' },
    { kind: 'count', field: 'booked.debit' },
  ],
  isCountOptional: true,
}

export const accountFields = ['number', 'name', 'classification', 'groupAccount'] as const

/** What an entry that was taken back has posted stays in the books, as what took it back does. */
const isPosted: Filter = { kind: 'in', field: 'status', values: ['POSTED', 'REVERSED'] }

const onDay = (op: 'lt' | 'gte' | 'lte', value: string): Filter => ({
  kind: 'compare',
  field: 'postingDate',
  op,
  value,
})

export const postedBefore = (day: string): Filter => ({ kind: 'and', terms: [isPosted, onDay('lt', day)] })

export const postedWithin = (from: string | null, to: string): Filter => ({
  kind: 'and',
  terms: [isPosted, ...(from === null ? [] : [onDay('gte', from)]), onDay('lte', to)],
})

/** Adds up what is posted. Pure; a line that lacks its amounts or its account is told apart, not guessed. */
export function balanceLedgers(inputs: readonly LedgerInput[], groupBy: readonly TrialBalanceGrouping[]): TrialBalance {
  const read = inputs.map((input) => ({ input, turnovers: turnoversOf(input) }))
  const ledgers = read.flatMap(({ input, turnovers }) => checksOf(input, turnovers.filter(isReadable)))
  const named = read.flatMap(({ input, turnovers }) => withAccounts(input, turnovers.filter(isReadable)))
  const groups = Map.groupBy(named, (turnover) => JSON.stringify(groupKey(turnover, groupBy)))
  return {
    groups: [...groups.values()].map((own) => groupOf(own, groupBy)).sort(inOrderOf(inputs)),
    ledgers,
    balanced: ledgers.every(({ balanced }) => balanced),
    remarks: ledgers.filter(({ balanced }) => !balanced).map(breach),
    unreadable: new Map(read.map(({ input, turnovers }) => [input.source, unreadableOf(turnovers)])),
  }
}

/** What the lines of one account of one ledger have moved, or why it is not known. */
interface Turnover {
  readonly source: SourceName
  readonly legalEntity: string | null
  readonly ledger: string | null
  readonly account: string | null
  readonly currency: string | null
  readonly isBefore: boolean
  /** Null where they are not known. */
  readonly debits: string | null
  readonly credits: string | null
  /** Null where the source adds up without counting. */
  readonly lines: number | null
  /** Lines without an amount. */
  readonly lost: number
}

type ReadTurnover = Turnover & {
  readonly account: string
  readonly currency: string
  readonly debits: string
  readonly credits: string
}

const turnoversOf = ({ source, before, within }: LedgerInput): Turnover[] => [
  ...before.map((group) => turnoverOf(group, source, true)),
  ...within.map((group) => turnoverOf(group, source, false)),
]

function turnoverOf({ key, values, rows }: AggregateGroup, source: SourceName, isBefore: boolean): Turnover {
  const [legalEntity, ledger, account, currency] = key
  const [debits, credits, known] = values
  return {
    source,
    legalEntity: textOf(legalEntity),
    ledger: textOf(ledger),
    account: textOf(account),
    currency: textOf(currency),
    isBefore,
    debits: textOf(debits),
    credits: textOf(credits),
    lines: rows,
    lost: rows === null ? 0 : rows - Number(known),
  }
}

const textOf = (value: GroupValue | undefined): string | null =>
  value === null || value === undefined ? null : String(value)

/** With as many digits behind the point, so that sums keep the scale of the currency. */
const zeroLike = (amount: string): string => minus(amount, amount)

const isReadable = (turnover: Turnover): turnover is ReadTurnover =>
  turnover.account !== null && turnover.currency !== null && turnover.debits !== null && turnover.credits !== null

const unreadableOf = (turnovers: readonly Turnover[]): number =>
  turnovers.reduce((count, turnover) => count + (isReadable(turnover) ? turnover.lost : (turnover.lines ?? 1)), 0)

/** One ledger of one company in one currency. */
function checksOf({ to }: LedgerInput, turnovers: readonly ReadTurnover[]): LedgerCheck[] {
  const keyOf = ({ source, legalEntity, ledger, currency }: ReadTurnover) => ({
    source,
    legalEntityKey: legalEntity,
    ledger,
    currency,
  })
  const ledgers = Map.groupBy(turnovers, (turnover) => JSON.stringify(keyOf(turnover)))
  return [...ledgers.values()].map((own) => {
    const key = keyOf(own[0]!)
    const [debits, credits] = [sum(own.map((one) => one.debits)), sum(own.map((one) => one.credits))]
    const difference = minus(debits, credits)
    const money = (amount: string): Money => ({ amount, currency: key.currency })
    return {
      ...key,
      to,
      debits: money(debits),
      credits: money(credits),
      difference: money(difference),
      balanced: isZero(difference),
    }
  })
}

function breach({ source, legalEntityKey, ledger, debits, credits, difference }: LedgerCheck): string {
  const books = [ledger && `the ledger "${ledger}"`, legalEntityKey && `the company "${legalEntityKey}"`].filter(
    Boolean,
  )
  const where = [...books, `the source "${source}"`].join(' of ')
  return `In ${where} debits and credits differ by ${shown(difference)}: ${shown(debits)} and ${shown(credits)}.`
}

const shown = ({ amount, currency }: Money): string => `${amount} ${currency}`

type NamedTurnover = ReadTurnover & Record<(typeof accountFields)[number], string | null>

function withAccounts({ accounts }: LedgerInput, turnovers: readonly ReadTurnover[]): NamedTurnover[] {
  const known = new Map<string, Served>(accounts.map((row) => [row.record.key, row]))
  const leaf = (account: string, field: (typeof accountFields)[number]): string | null => {
    const row = known.get(account)
    return row === undefined ? null : textAt(row, field)
  }
  return turnovers.map((turnover) => ({
    ...turnover,
    number: leaf(turnover.account, 'number'),
    name: leaf(turnover.account, 'name'),
    classification: leaf(turnover.account, 'classification') ?? 'UNKNOWN',
    groupAccount: leaf(turnover.account, 'groupAccount'),
  }))
}

/** Whose accounts are needed: an account is of one source, and so are its company and its names. */
export const isByAccount = (groupBy: readonly TrialBalanceGrouping[]): boolean =>
  groupBy.some((grouping) => ['ACCOUNT', 'CLASSIFICATION', 'GROUP_ACCOUNT'].includes(grouping))

/** Ledgers are never added up: the same business stands in each of a company's. */
function groupKey(turnover: NamedTurnover, groupBy: readonly TrialBalanceGrouping[]) {
  const isBy = (...groupings: readonly TrialBalanceGrouping[]) => groupings.some((one) => groupBy.includes(one))
  const { source, legalEntity, ledger, account, number, name, classification, groupAccount, currency } = turnover
  const id = { type: 'GLAccount', source, key: account as SourceKey } as const
  return {
    source: isBy('SOURCE', 'LEGAL_ENTITY', 'ACCOUNT') ? source : null,
    legalEntityKey: isBy('LEGAL_ENTITY') ? legalEntity : null,
    ledger,
    accountId: isBy('ACCOUNT') ? encodeGlobalId(id) : null,
    number: isBy('ACCOUNT') ? number : null,
    name: isBy('ACCOUNT') ? name : null,
    classification: isBy('ACCOUNT', 'CLASSIFICATION') ? classification : null,
    groupAccount: isBy('ACCOUNT', 'GROUP_ACCOUNT') ? groupAccount : null,
    currency,
  }
}

function groupOf(own: readonly NamedTurnover[], groupBy: readonly TrialBalanceGrouping[]): TrialBalanceGroup {
  const key = groupKey(own[0]!, groupBy)
  const [before, within] = [own.filter(({ isBefore }) => isBefore), own.filter(({ isBefore }) => !isBefore)]
  const none = zeroLike(sum(own.flatMap(({ debits, credits }) => [debits, credits])))
  const debited = (turnovers: readonly NamedTurnover[]) => sum([none, ...turnovers.map(({ debits }) => debits)])
  const credited = (turnovers: readonly NamedTurnover[]) => sum([none, ...turnovers.map(({ credits }) => credits)])
  const money = (amount: string): Money => ({ amount, currency: key.currency })
  return {
    ...key,
    opening: money(minus(debited(before), credited(before))),
    debits: money(debited(within)),
    credits: money(credited(within)),
    closing: money(minus(debited(own), credited(own))),
    lines: own.some(({ lines }) => lines === null) ? null : own.reduce((count, { lines }) => count + lines!, 0),
  }
}

/** Source by source as configured, then as charts of accounts are read: by company and number. */
function inOrderOf(inputs: readonly LedgerInput[]) {
  const places = new Map<string, number>(inputs.map(({ source }, place) => [source, place]))
  const place = ({ source }: TrialBalanceGroup) => (source === null ? 0 : places.get(source)!)
  const textsOf = (group: TrialBalanceGroup) =>
    [group.legalEntityKey, group.ledger, group.number, group.accountId, group.classification, group.groupAccount].map(
      (text) => text ?? '',
    )
  return (a: TrialBalanceGroup, b: TrialBalanceGroup): number =>
    place(a) - place(b) || compareTexts([...textsOf(a), a.currency], [...textsOf(b), b.currency])
}

function compareTexts(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((text, i) => text !== b[i])
  return differing < 0 ? 0 : a[differing]! < b[differing]! ? -1 : 1
}
