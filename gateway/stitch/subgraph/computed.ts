import type { EntityName, Source } from '../../connector/index.ts'
import type { SubgraphContext } from './context.ts'
import { dayIn, daysPastDue } from './overdue.ts'
import { type RecordNode, servedOf, valueAt } from './record-node.ts'

type Args = Readonly<Record<string, unknown>>

/** A field that the gateway works out from other fields of the same record. */
export interface Computed {
  /** The paths it is worked out from. */
  readonly needs: readonly string[]
  compute(node: RecordNode, args: Args, context: SubgraphContext, source: Source): unknown
}

/** By entity and field. What stands in `meta` comes from keys and stamps: see `meta-fields.ts`. */
export const computed: { readonly [E in EntityName]?: Readonly<Record<string, Computed>> } = {
  Invoice: { isOverdue: overdue((days) => days > 0), daysPastDue: overdue((days) => days) },
  StockLevel: { asOf: { needs: [], compute: (node) => new Date(servedOf(node).record.readAt).toISOString() } },
}

function overdue(answer: (days: number) => unknown): Computed {
  return {
    needs: ['dueDate', 'status', 'open.document.amount'],
    compute(node, { asOf }, context, source) {
      const days = daysPastDue(duesOf(node), (asOf as string | null) ?? dayIn(source.timeZone, context.now()))
      return days === null ? null : answer(days)
    },
  }
}

function duesOf(node: RecordNode) {
  const [dueDate, status, openAmount] = ['dueDate', 'status', 'open.document.amount'].map((path) => valueAt(node, path))
  return { dueDate, status, openAmount } as Parameters<typeof daysPastDue>[0]
}
