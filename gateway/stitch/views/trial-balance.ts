import type { GraphQLResolveInfo } from 'graphql'
import type { Source } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Freshness } from '../../read/index.ts'
import { missing, type Part, partOf, type SummedPart, summedPartOf } from '../../views/part.ts'
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
  const views = viewSources(args.sources, context, info).filter(({ source }) => keepsBooks(source))
  const read = await Promise.all(views.map((view) => readLedgers(view, args, freshness, context.now())))
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

/** Who has payments posts them, even if its connector reads no postings. */
const keepsBooks = ({ entities }: Source): boolean =>
  entities.JournalLine !== undefined || entities.Payment !== undefined

interface ReadLedgers {
  readonly input: LedgerInput
  readonly postings: readonly Part[]
  readonly accounts: readonly Part[]
}

async function readLedgers(
  view: ViewSource,
  { groupBy, from = null, to: last }: TrialBalanceArguments,
  freshness: Freshness,
  now: number,
): Promise<ReadLedgers> {
  const { source } = view
  const to = last ?? dayIn(source.timeZone, now)
  const input: LedgerInput = { source: source.name, to, before: [], within: [], accounts: [] }
  if (!source.entities.JournalLine) return { input, postings: [missing(source.name, unposted(source))], accounts: [] }
  const sums = (filter: ReturnType<typeof postedBefore>): Promise<SummedPart> =>
    summedPartOf(view, () => view.sums({ ...postings, filter, freshness }))
  const isNamed = isByAccount(groupBy) && source.entities.GLAccount !== undefined
  const [within, before, accounts] = await Promise.all([
    sums(postedWithin(from, to)),
    from === null ? undefined : sums(postedBefore(from)),
    isNamed ? partOf(view, () => view.rows({ entity: 'GLAccount', fields: accountFields, freshness })) : undefined,
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
