import { channel } from 'node:diagnostics_channel'
import type { GraphQLResolveInfo } from 'graphql'
import { decodeGlobalId, type RecordRef, type Source, type SourceName } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import {
  type CreditInput,
  type CreditVerdict,
  creditFields,
  decideCredit,
  type ScopeCheck,
  withReason,
} from '../../views/credit-check.ts'
import { missing, type Part, partOf } from '../../views/part.ts'
import type { Money } from '../../views/values.ts'
import type { GatewayContext } from '../context.ts'
import { mostMembers } from '../profile/bounds.ts'
import { dayIn } from '../subgraph/overdue.ts'
import { servesRelation } from '../subgraph/served.ts'
import { type Members, membersOf } from './members.ts'
import { lostMembers } from './owned-by.ts'
import type { ChildrenRead } from './reads.ts'
import { resultsOf } from './results.ts'
import { viewSourceOf, wishOfView } from './sources.ts'

/** Published when a decision could not be written to the audit log. For logs and alarms. */
export const auditFailed = channel('freshet.views.audit-failed')

/** The server knows who asks; other hosts of the schema need not. */
type Context = GatewayContext & { readonly principal?: { readonly name: string; readonly role?: string } }

export interface CreditCheckArguments {
  readonly customer: string
  readonly amount: Money
}

/** Reads everything anew, members included, decides, and writes the decision down before anybody sees it. */
export async function creditCheck(
  _root: unknown,
  { customer, amount }: CreditCheckArguments,
  outer: Context,
  info: GraphQLResolveInfo,
) {
  requirePositive(amount)
  const context = { ...outer, scope: { ...outer.scope, freshness: wishOfView(outer, info) } }
  const members = await membersOf(customer, context, info)
  const inputs = await Promise.all(ledgers(members, context).map((record) => readCredit(record, context, info)))
  const question = { amount, inputs, unknownLinks: unknownLinks(members) }
  const kept = await writtenDown(decideCredit(question, context.views), { customer, amount }, context)
  const { verdict, ...stamp } = kept
  const parts = [...inputs.map(({ part }) => part), ...lostMembers(members), ...disputed(members)]
  const results = resultsOf(parts, context, info)
  return { ...verdict, ...stamp, ...results, amount, scopes: verdict.scopes.map(shown) }
}

function requirePositive({ amount }: Money): void {
  if (!amount.startsWith('-') && /[1-9]/.test(amount)) return
  throw new FreshetError('BAD_REQUEST', { message: `The amount ${amount} is not above zero.` })
}

/** The records in systems that keep books: those grant credit, or have a part in what is owed. */
const ledgers = ({ records }: Members, { subschemas }: GatewayContext): RecordRef[] =>
  records.filter(({ source }) => {
    const entities = subschemas.get(source)?.source.entities
    // A system that is linked and not connected may grant credit too.
    return !entities || entities.CreditStatus !== undefined || entities.Invoice !== undefined
  })

/** Why there may be other records of the customer: for each such reason the source it is found in, null for no single one. */
const unknownLinks = ({ failures, disputes, isFollowedUp }: Members): (string | null)[] => [
  ...failures.keys(),
  ...new Set(disputes.map(({ source }) => source)),
  ...(isFollowedUp ? [] : [null]),
]

/** What a source says of the customer that cannot all be right. */
const disputed = ({ disputes }: Members): Part[] =>
  disputes.map(({ record, source, claimants }) => {
    const named = decodeGlobalId(record)!
    const words = `${claimants.length} Customer records of the source "${source}" name "${named.key}" of the source "${named.source}" as themselves, and nothing tells which is right.`
    return { source: source as SourceName, rows: [], calls: 0, lacks: [words] }
  })

/** What customers may buy, record by record. */
export const creditReads = {
  members: { of: 'Customer', argument: 'customer' },
  isOf: (source: Source) => source.entities.CreditStatus !== undefined && servesRelation(source, 'Customer', 'credit'),
  of: (): { readonly credit: ChildrenRead } => ({
    credit: { children: { parent: 'Customer', relation: 'credit', fields: creditFields }, mostKeys: mostMembers },
  }),
} as const

async function readCredit(record: RecordRef, context: GatewayContext, info: GraphQLResolveInfo): Promise<CreditInput> {
  const { source: name, key } = record
  const stitched = context.subschemas.get(name)
  const today = dayIn(stitched?.source.timeZone ?? 'UTC', context.now())
  const tellsCredit = stitched !== undefined && creditReads.isOf(stitched.source)
  if (!stitched || !tellsCredit) return { record, part: missing(name, untold(name)), tellsCredit, today }
  const view = viewSourceOf(stitched, context, info)
  const { freshness } = context.scope
  const part = await partOf(view, () => view.children({ ...creditReads.of().credit.children, key, freshness }))
  return { record, part, tellsCredit, today }
}

const untold = (source: SourceName): FreshetError =>
  new FreshetError('UNSUPPORTED', { source, message: `The source "${source}" does not tell what is bought on credit.` })

interface Kept {
  readonly verdict: CreditVerdict
  readonly id: string
  readonly checkedAt: string
  /** Null where no log is kept. */
  readonly audited: boolean | null
}

/** The decision as it may be relied on: one that had to be written down and could not be is none. */
async function writtenDown(verdict: CreditVerdict, asked: CreditCheckArguments, context: Context): Promise<Kept> {
  const { audit } = context.views
  const stamp = { id: context.views.newId(), checkedAt: new Date(context.now()).toISOString() }
  if (!audit) return { ...stamp, verdict, audited: null }
  try {
    await audit.write({ ...stamp, ...whoAsks(context), ...asked, ...verdict, scopes: verdict.scopes.map(shown) })
    return { ...stamp, verdict, audited: true }
  } catch (cause) {
    auditFailed.publish({ id: stamp.id, cause })
    const kept = audit.isRequired ? withReason(verdict, 'AUDIT_FAILED', context.views) : verdict
    return { ...stamp, verdict: kept, audited: false }
  }
}

const whoAsks = ({ requestId, principal }: Context) => ({
  requestId,
  caller: principal?.name ?? null,
  role: principal?.role ?? null,
})

const shown = (scope: ScopeCheck) => ({ ...scope, readAt: new Date(scope.readAt).toISOString() })
