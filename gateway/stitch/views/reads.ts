import { type EntityName, type Filter, isMapped, type Source } from '../../connector/index.ts'
import { aggregatePaths } from '../../read/aggregate.ts'
import { fieldOf } from '../../read/native-path.ts'
import { demandFields, supplyFields } from '../../views/availability.ts'
import { creditFields } from '../../views/credit-check.ts'
import { openOrderSums, openOrders } from '../../views/open-orders.ts'
import { pipelineSums } from '../../views/pipeline.ts'
import { openInvoiceFields, openInvoices, openPaymentFields, openPayments } from '../../views/receivables-aging.ts'
import { type SearchType, searched, searchFields, searchFilter } from '../../views/search.ts'
import { stockFields } from '../../views/stock.ts'
import { accountFields, isByAccount, postedBefore, postedWithin, postings } from '../../views/trial-balance.ts'
import { mostMembers } from '../profile/bounds.ts'
import type { ProfiledEntity } from '../profile/cards.ts'
import { filterOf } from '../subgraph/filter-input.ts'
import { servesRelation } from '../subgraph/served.ts'
import type { viewRoots } from './index.ts'
import { mostOfType } from './search.ts'

/** What a view reads of one source, as far as that is known before anything is: for those who explain what it would cost. */
export interface ViewRead {
  readonly entity: EntityName
  readonly fields: readonly string[]
  readonly filter?: Filter | undefined
  /** Rows that are enough; without it, all. */
  readonly wanted?: number
  /** It is asked by so many keys at most that are found on the way; absent for a scan. */
  readonly keys?: number
  /** Times that it may be asked; once where absent. */
  readonly rounds?: number
}

export interface ViewReads {
  /** Whose records are found before anything is read, and the argument that says so. */
  readonly members?: { readonly of: ProfiledEntity; readonly argument: string }
  /** Undefined for what a source is not asked. */
  of(source: Source, args: Arguments): readonly (ViewRead | undefined)[]
}

type Arguments = Readonly<Record<string, unknown>>

/** By the name of the root field: each view has to tell. */
export const viewReads: Readonly<Record<keyof typeof viewRoots, ViewReads>> = {
  pipeline: {
    of: (source, args) => [
      serving(source, 'Opportunity', {
        fields: aggregatePaths(pipelineSums(source, { groupBy: listIn(args.groupBy), isWeighted: true })),
        filter: dealsOf(source, args),
        rounds: summedFirst,
      }),
    ],
  },
  openOrders: {
    members: { of: 'Customer', argument: 'customer' },
    of: (source, args) => [
      serving(source, 'SalesOrder', {
        fields: aggregatePaths(openOrderSums({ groupBy: listIn(args.groupBy), isLate: true })),
        filter: openOrders,
        rounds: summedFirst,
        ...ofMembers(args, 'customer'),
      }),
    ],
  },
  receivablesAging: {
    members: { of: 'Customer', argument: 'customer' },
    of: (source, args) => [
      serving(source, 'Invoice', {
        fields: openInvoiceFields,
        filter: openInvoices,
        rounds: summedFirst,
        ...ofMembers(args, 'customer'),
      }),
      tells(source, 'Payment', 'unapplied.amount')
        ? { entity: 'Payment', fields: openPaymentFields, filter: openPayments, ...ofMembers(args, 'customer') }
        : undefined,
    ],
  },
  stock: {
    members: { of: 'Item', argument: 'item' },
    of: (source, { sku }) => [
      ...itemsBy(source, typeof sku === 'string' ? [sku] : []),
      stocked(source, 'StockLevel', { fields: stockFields, keys: mostMembers }),
    ],
  },
  availability: {
    of: (source, args) => {
      const skus = listIn<{ readonly sku?: string }>(args.lines).map(({ sku = '' }) => sku)
      const keys = mostMembers * Math.max(1, skus.length)
      return [
        ...itemsBy(source, skus),
        stocked(source, 'StockLevel', { fields: stockFields, keys }),
        stocked(source, 'SalesOrderLine', { fields: demandFields, keys }),
        stocked(source, 'PurchaseOrderLine', { fields: supplyFields, keys }),
      ]
    },
  },
  search: {
    of: (source, { types, text }) => [...new Set(listIn<SearchType>(types))].map((type) => found(source, type, text)),
  },
  trialBalance: {
    of: (source, args) => [
      posted(source, postedWithin(textIn(args.from), textIn(args.to) ?? lastDay)),
      textIn(args.from) === null ? undefined : posted(source, postedBefore(textIn(args.from)!)),
      isByAccount(listIn(args.groupBy)) ? serving(source, 'GLAccount', { fields: accountFields }) : undefined,
    ],
  },
  creditCheck: {
    members: { of: 'Customer', argument: 'customer' },
    of: (source) => [
      source.entities.CreditStatus && servesRelation(source, 'Customer', 'credit')
        ? { entity: 'CreditStatus', fields: creditFields, keys: mostMembers }
        : undefined,
    ],
  },
}

/** What a source does not add up after all is read as rows, after two ways of asking for sums. */
const summedFirst = 3

/** Today, where the caller names no day, which is another one at each source. */
const lastDay = '9999-12-31'

const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const posted = (source: Source, filter: Filter): ViewRead | undefined =>
  serving(source, 'JournalLine', { fields: aggregatePaths(postings), filter, rounds: summedFirst })

const listIn = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? value : [])

const serving = (source: Source, entity: EntityName, read: Omit<ViewRead, 'entity'>): ViewRead | undefined =>
  source.entities[entity] && { entity, ...read }

const stocked = (source: Source, entity: EntityName, read: Omit<ViewRead, 'entity'>): ViewRead | undefined =>
  source.entities.StockLevel && source.entities.Item && serving(source, entity, read)

const tells = ({ entities }: Source, entity: EntityName, path: string): boolean =>
  entities[entity] !== undefined && isMapped(fieldOf(entities[entity]!, path))

const ofMembers = (args: Arguments, argument: string) => (args[argument] == null ? {} : { keys: mostMembers })

/** What is not found is looked for once more, live. */
function itemsBy(source: Source, skus: readonly string[]): (ViewRead | undefined)[] {
  const filter: Filter = { kind: 'in', field: 'sku', values: [...new Set(skus)] }
  return skus.length > 0 ? [stocked(source, 'Item', { fields: ['sku'], filter, rounds: 2 })] : []
}

function dealsOf(source: Source, { where }: Arguments): Filter | undefined {
  try {
    return where == null
      ? { kind: 'compare', field: 'status', op: 'eq', value: 'OPEN' }
      : filterOf(source, 'Opportunity', where as object)
  } catch {
    // What the source cannot be asked fails where it is asked, with the reason.
    return undefined
  }
}

function found(source: Source, type: SearchType, text: unknown): ViewRead | undefined {
  const { entity } = searched[type]
  const filter = source.entities[entity] && searchFilter(source, type, String(text).trim())
  return filter && { entity, fields: searchFields(type), filter, wanted: mostOfType }
}
