import type { GraphQLResolveInfo } from 'graphql'
import type { Source } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Freshness } from '../../read/index.ts'
import { missing, type Part, partOf, summedPartOf } from '../../views/part.ts'
import {
  accountFields,
  balanceLedgers,
  isByAccount,
  type LedgerInput,
  postedBefore,
  postedWithin,
  postings,
  type TrialBalanceGroup,
  type TrialBalanceGrouping,
} from '../../views/trial-balance.ts'
import type { ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { dayIn } from '../subgraph/overdue.ts'
import { type Asking, askingOf, type Reads, type RowsRead, type SumsRead } from './reads.ts'
import { legalEntityId, recordById } from './record.ts'
import { resultsOf } from './results.ts'
import { viewSources, wishOfView } from './sources.ts'

export interface TrialBalanceArguments {
  readonly groupBy: readonly TrialBalanceGrouping[]
  readonly from?: string | null
  readonly to?: string | null
  readonly sources?: readonly string[] | null
}

/** What is posted in every source that keeps a general ledger, added up there or here. */
export async function trialBalance(
  _root: unknown,
  args: TrialBalanceArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  requireOrder(args)
  const freshness = wishOfView(context, info)
  const views = viewSources(args.sources, context, info).filter(({ source }) => trialBalanceReads.isOf(source))
  const read = await Promise.all(views.map((view) => readLedgers(view, askingOf(view, args, context, info), freshness)))
  const { unreadable, ...balance } = balanceLedgers(
    read.map(({ input }) => input),
    args.groupBy,
  )
  const parts = read.flatMap((own) => [
    ...own.postings.map((part, i) => ({ ...part, unreadable: i === 0 ? (unreadable.get(part.source) ?? 0) : 0 })),
    ...own.accounts,
  ])
  return { ...balance, ...resultsOf(parts, context, info) }
}

function requireOrder({ from, to }: TrialBalanceArguments): void {
  if (from == null || to == null || from <= to) return
  throw new FreshetError('BAD_REQUEST', { message: `"from" is ${from}, which is after "to", ${to}.` })
}

interface LedgerReads extends Reads {
  readonly within?: SumsRead | undefined
  /** What was there before the days that are asked for. */
  readonly before?: SumsRead | undefined
  readonly accounts?: RowsRead | undefined
}

export const trialBalanceReads = {
  // Who has payments posts them, even if its connector reads no postings.
  isOf: ({ entities }: Source) => entities.JournalLine !== undefined || entities.Payment !== undefined,
  of({ source, args, now }: Asking<TrialBalanceArguments>): LedgerReads {
    const { groupBy, from = null } = args
    if (!source.entities.JournalLine) return {}
    const isNamed = isByAccount(groupBy) && source.entities.GLAccount !== undefined
    return {
      within: { sums: { ...postings, filter: postedWithin(from, lastDay(source, args, now)) } },
      before: from === null ? undefined : { sums: { ...postings, filter: postedBefore(from) } },
      accounts: isNamed ? { rows: { entity: 'GLAccount', fields: accountFields } } : undefined,
    }
  },
}

const lastDay = ({ timeZone }: Source, { to }: TrialBalanceArguments, now: number): string => to ?? dayIn(timeZone, now)

interface ReadLedgers {
  readonly input: LedgerInput
  readonly postings: readonly Part[]
  readonly accounts: readonly Part[]
}

async function readLedgers(
  view: ViewSource,
  asking: Asking<TrialBalanceArguments>,
  freshness: Freshness,
): Promise<ReadLedgers> {
  const { source, args, now } = asking
  const input: LedgerInput = {
    ...{ source: source.name, to: lastDay(source, args, now) },
    ...{ before: [], within: [], accounts: [] },
  }
  const asked = trialBalanceReads.of(asking)
  if (!asked.within) return { input, postings: [missing(source.name, unposted(source))], accounts: [] }
  const summed = ({ sums }: SumsRead) => summedPartOf(view, () => view.sums({ ...sums, freshness }))
  const [within, before, accounts] = await Promise.all([
    summed(asked.within),
    asked.before && summed(asked.before),
    asked.accounts && partOf(view, () => view.rows({ ...asked.accounts!.rows, freshness })),
  ])
  const read = [within, ...(before ? [before] : [])]
  // Half a balance is none: without what was there before, what is there now is wrong.
  const isWhole = read.every(({ error }) => error === undefined)
  return {
    input: isWhole
      ? { ...input, before: before?.groups ?? [], within: within.groups, accounts: accounts?.rows ?? [] }
      : input,
    postings: read,
    accounts: accounts ? [{ ...accounts, rows: [] }] : [],
  }
}

const unposted = ({ name }: Source): FreshetError =>
  new FreshetError('UNSUPPORTED', {
    source: name,
    message: `The source "${name}" serves no JournalLine records, so what is posted in it is missing.`,
  })

/** Fields that lead to records. */
export const trialBalanceRecords = {
  TrialBalanceGroup: {
    account: { of: ['GLAccount'], idOf: ({ accountId }: TrialBalanceGroup) => accountId },
    legalEntity: { of: ['LegalEntity'], idOf: legalEntityId },
  },
} as const

export const trialBalanceResolvers = {
  TrialBalanceGroup: {
    account: recordById(trialBalanceRecords.TrialBalanceGroup.account),
    legalEntity: recordById(trialBalanceRecords.TrialBalanceGroup.legalEntity),
  },
} as const
