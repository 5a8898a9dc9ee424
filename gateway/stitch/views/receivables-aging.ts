import type { GraphQLResolveInfo } from 'graphql'
import { type Filter, isMapped, type Source } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Freshness } from '../../read/index.ts'
import { fieldOf } from '../../read/native-path.ts'
import { convertedSum } from '../../views/decimals.ts'
import { missing, type Part, partOf, type SummedPart, summedPartOf } from '../../views/part.ts'
import {
  type AgingGroup,
  type AgingInput,
  type AgingQuestion,
  addsUpOpen,
  ageReceivables,
  openInvoiceFields,
  openInvoiceSums,
  openInvoices,
  openPaymentFields,
  openPayments,
  withOpen,
  withUnapplied,
} from '../../views/receivables-aging.ts'
import type { Money } from '../../views/values.ts'
import type { ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { dayIn } from '../subgraph/overdue.ts'
import { type Members, membersOf } from './members.ts'
import { lostMembers, membersIn, ofMembers } from './owned-by.ts'
import { legalEntityId, recordById } from './record.ts'
import { resultsOf } from './results.ts'
import { viewSources, wishOfView } from './sources.ts'

export interface AgingArguments {
  readonly groupBy: AgingQuestion['groupBy']
  readonly buckets: readonly number[]
  readonly asOf?: string | null
  readonly basis: AgingQuestion['basis']
  readonly customer?: string | null
  readonly sources?: readonly string[] | null
}

/** The open items of every source that keeps receivables, read in parallel and summed up here. */
export async function receivablesAging(
  _root: unknown,
  args: AgingArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) {
  requireAscending(args.buckets)
  const members = args.customer == null ? undefined : await membersOf(args.customer, context, info)
  const sources = viewSources(args.sources, context, info).filter(
    ({ source }) => source.entities.Invoice && (!members || membersIn(source, members).length > 0),
  )
  const read = await Promise.all(sources.map((view) => readOpenItems(view, args, members, context, info)))
  const question = { groupBy: args.groupBy, edges: args.buckets, basis: args.basis }
  const { groups, unreadable } = ageReceivables(
    read.map(({ input }) => input),
    question,
  )
  const parts = read.flatMap((own) =>
    own.parts.map((part) => ({ ...part, unreadable: unreadable.get(part.source) ?? 0 })),
  )
  return { groups, method: 'OPEN_ITEMS', ...resultsOf([...parts, ...lostMembers(members)], context, info) }
}

function requireAscending(edges: readonly number[]): void {
  const isAscending = edges.every((edge, i) => i === 0 || edge > edges[i - 1]!)
  if (isAscending && edges.length > 0 && edges.length <= 50) return
  throw new FreshetError('BAD_REQUEST', {
    message: `"buckets" is [${edges.slice(0, 60).join(', ')}]: give 1 to 50 numbers of days, each greater than the one before.`,
  })
}

interface OpenItems {
  readonly input: AgingInput
  readonly parts: readonly Part[]
}

async function readOpenItems(
  view: ViewSource,
  { asOf, groupBy, basis, buckets: edges }: AgingArguments,
  members: Members | undefined,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<OpenItems> {
  const { source } = view
  const today = dayIn(source.timeZone, context.now())
  const input = { source: source.name, asOf: asOf ?? today, invoices: [], payments: [] }
  if (asOf != null && asOf < today) return { input, parts: [missing(source.name, noHistory(source, asOf))] }
  const freshness = wishOfView(context, info)
  const of = (filter: Filter) => ofMembers(filter, source, members)
  const [invoices, payments] = await Promise.all([
    openInvoicesOf(view, { groupBy, basis, edges }, of(openInvoices), freshness),
    partOf(view, () =>
      requireUnapplied(source).rows({
        entity: 'Payment',
        fields: openPaymentFields,
        filter: of(openPayments),
        freshness,
      }),
    ),
  ])
  return {
    input: { ...input, invoices: withOpen(invoices), sums: invoices.groups, payments: withUnapplied(payments) },
    parts: [invoices, payments],
  }

  function requireUnapplied({ entities }: Source): ViewSource {
    if (entities.Payment && isMapped(fieldOf(entities.Payment, 'unapplied.amount'))) return view
    throw untold(source, 'Payment.unapplied')
  }
}

/** Added up by the source, or one by one. */
async function openInvoicesOf(
  view: ViewSource,
  question: AgingQuestion,
  filter: Filter,
  freshness: Freshness,
): Promise<SummedPart> {
  const sums = { ...openInvoiceSums(question, filter), freshness }
  if (addsUpOpen(view.source) && view.addsUp(sums)) return summedPartOf(view, () => view.sums(sums))
  const rows = await partOf(view, () => view.rows({ entity: 'Invoice', fields: openInvoiceFields, filter, freshness }))
  return { ...rows, groups: [] }
}

const untold = (source: Source, field: string): FreshetError =>
  new FreshetError('UNSUPPORTED', {
    source: source.name,
    message: `The source "${source.name}" does not tell ${field}, so payments on account are missing.`,
  })

const noHistory = (source: Source, asOf: string): FreshetError =>
  new FreshetError('UNSUPPORTED', {
    source: source.name,
    message: `The source "${source.name}" tells what is open now, not what was open on ${asOf}.`,
  })

type Aged = Awaited<ReturnType<typeof receivablesAging>>

/** Fields that lead to records. */
export const agingRecords = {
  AgingGroup: {
    customer: { of: ['Customer'], idOf: ({ customerId }: AgingGroup) => customerId },
    legalEntity: { of: ['LegalEntity'], idOf: legalEntityId },
  },
} as const

export const agingResolvers = {
  ReceivablesAging: {
    converted({ groups }: Aged, { to }: { to: string }, context: GatewayContext) {
      const day = groups.map(({ asOf }) => asOf).sort()[0] ?? dayIn('UTC', context.now())
      const all = (amount: (group: AgingGroup) => Money) =>
        convertedSum(groups.map(amount), to, day, context.views.rates)
      const total = all((group) => group.total)
      return { ...total, overdue: all((group) => group.overdue).total }
    },
  },
  AgingGroup: {
    customer: recordById(agingRecords.AgingGroup.customer),
    legalEntity: recordById(agingRecords.AgingGroup.legalEntity),
  },
} as const
