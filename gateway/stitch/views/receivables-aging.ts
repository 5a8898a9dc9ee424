import type { GraphQLResolveInfo } from 'graphql'
import { isMapped, type Source } from '../../connector/index.ts'
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
import { membersOf } from './members.ts'
import { boundsOf, keysIn, lostMembers } from './owned-by.ts'
import { type Asking, askingOf, naming, type Reads, type RowsRead, type SumsRead } from './reads.ts'
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
    ({ source }) => agingReads.isOf(source) && (!members || keysIn(source, members).length > 0),
  )
  const freshness = wishOfView(context, info)
  const read = await Promise.all(
    sources.map((view) =>
      readOpenItems(view, askingOf(view, args, context, info, members && keysIn(view.source, members)), freshness),
    ),
  )
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

interface OpenItemReads extends Reads {
  /** Added up by the source, or one by one. */
  readonly invoices?: SumsRead | RowsRead
  readonly payments?: RowsRead | undefined
}

export const agingReads = {
  members: { of: 'Customer', argument: 'customer' },
  isOf: ({ entities }: Source) => entities.Invoice !== undefined,
  of(asking: Asking<AgingArguments>): OpenItemReads {
    const { source, args, now, addsUp } = asking
    if (isPast(source, args, now)) return {}
    const [bounds, filter] = [boundsOf(args), naming('customer', 'Invoice', asking, openInvoices)]
    const sums = openInvoiceSums({ ...args, edges: args.buckets }, filter)
    return {
      invoices:
        (args.customer == null || decidesCustomer(source)) && addsUpOpen(source) && addsUp(sums)
          ? { sums, ...bounds }
          : { rows: { entity: 'Invoice', fields: openInvoiceFields, filter }, ...bounds },
      payments: tellsUnapplied(source)
        ? {
            rows: {
              ...{ entity: 'Payment', fields: openPaymentFields },
              filter: naming('customer', 'Payment', asking, openPayments),
            },
            ...bounds,
          }
        : undefined,
    }
  },
} as const

const isPast = ({ timeZone }: Source, { asOf }: AgingArguments, now: number): boolean =>
  asOf != null && asOf < dayIn(timeZone, now)

/** Which invoices are of a customer: that is to be known before the keys are that it is asked by. */
function decidesCustomer({ entities }: Source): boolean {
  const field = entities.Invoice && fieldOf(entities.Invoice, 'customer')
  return isMapped(field) && field.filter?.in === 'exact'
}

const tellsUnapplied = ({ entities }: Source): boolean =>
  entities.Payment !== undefined && isMapped(fieldOf(entities.Payment, 'unapplied.amount'))

interface OpenItems {
  readonly input: AgingInput
  readonly parts: readonly Part[]
}

async function readOpenItems(
  view: ViewSource,
  asking: Asking<AgingArguments>,
  freshness: Freshness,
): Promise<OpenItems> {
  const { source, args, now } = asking
  const input = { source: source.name, asOf: args.asOf ?? dayIn(source.timeZone, now), invoices: [], payments: [] }
  const asked = agingReads.of(asking)
  if (!asked.invoices) return { input, parts: [missing(source.name, noHistory(source, args.asOf!))] }
  const [invoices, payments] = await Promise.all([
    openInvoicesOf(view, asked.invoices, freshness),
    asked.payments
      ? partOf(view, () => view.rows({ ...asked.payments!.rows, freshness }))
      : missing(source.name, untold(source, 'Payment.unapplied')),
  ])
  return {
    input: { ...input, invoices: withOpen(invoices), sums: invoices.groups, payments: withUnapplied(payments) },
    parts: [invoices, payments],
  }
}

async function openInvoicesOf(view: ViewSource, read: SumsRead | RowsRead, freshness: Freshness): Promise<SummedPart> {
  if ('sums' in read) return summedPartOf(view, () => view.sums({ ...read.sums, freshness }))
  const rows = await partOf(view, () => view.rows({ ...read.rows, freshness }))
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
