import {
  canonical,
  type EntityName,
  encodeGlobalId,
  type Filter,
  type Source,
  type SourceKey,
} from '../../connector/index.ts'
import { aggregatePaths } from '../../read/aggregate.ts'
import type { AggregateQuery } from '../../read/index.ts'
import type { ChildRowsQuery, RowsQuery, ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import type { ProfiledEntity } from '../profile/cards.ts'
import type { FieldPlace } from '../subgraph/selection.ts'

/**
 * What a view reads, told once: it asks its sources by this, and those who explain it tell it by the same, before anything is read.
 * Data and pure functions only.
 */
export interface ViewReads<Args = never> {
  /** Whose records are found before anything is read, and the argument that says so. */
  readonly members?: { readonly of: ProfiledEntity; readonly argument: string }
  /** Whether a source has a part in it, told or missing. */
  isOf(source: Source): boolean
  /** The questions to one source, by the names that the view has for them. @throws FreshetError for what it cannot be asked */
  of(asking: Asking<Args>): Reads
}

export type Reads = Readonly<Record<string, ViewRead | undefined>>

/** What the questions to one source depend on. */
export interface Asking<Args> {
  readonly source: Source
  readonly args: Args
  /** Where the view stands in its operation: what nobody selects is not asked for. */
  readonly place: FieldPlace
  /** Wall clock, epoch milliseconds. */
  readonly now: number
  /** The keys of what the view is about, once they are found. */
  readonly keys?: readonly SourceKey[] | undefined
  /** Whether the source would add that up by itself. */
  addsUp(query: AggregateQuery): boolean
}

interface Bounds {
  /** It names so many keys at most that are found on the way; absent where it names none of these. */
  readonly mostKeys?: number
  /** Times that it may be asked; once where absent. */
  readonly rounds?: number
  /** Asked only where the answer to the question before it is not enough. */
  readonly isSpare?: true
}

export type RowsRead = Bounds & { readonly rows: Omit<RowsQuery, 'freshness'> }
export type SumsRead = Bounds & { readonly sums: AggregateQuery }
export type ChildrenRead = Bounds & { readonly children: Omit<ChildRowsQuery, 'key' | 'freshness'> }

/** One question of a view to one source. */
export type ViewRead = RowsRead | SumsRead | ChildrenRead

/** The records that a question is about, and the paths that it reads of them. */
export function readOf(read: ViewRead): Pick<RowsQuery, 'entity' | 'fields' | 'filter'> {
  if ('rows' in read) return read.rows
  if ('sums' in read) return { ...read.sums, fields: aggregatePaths(read.sums) }
  const { parent, relation } = read.children
  return { ...read.children, entity: canonical[parent].relations[relation]!.to }
}

/** What a view depends on when it is executed. */
export const askingOf = <Args>(
  { source, addsUp }: ViewSource,
  args: Args,
  context: GatewayContext,
  place: FieldPlace,
  keys?: readonly SourceKey[],
): Asking<Args> => ({ source, args, place, now: context.now(), keys, addsUp })

/** Narrows a filter to the records that name by `field` what the view is about, once its keys are found. */
export function naming<F extends Filter | undefined>(
  field: string,
  entity: EntityName,
  { source, keys }: Pick<Asking<unknown>, 'source' | 'keys'>,
  filter: F,
): F | Filter {
  if (!keys) return filter
  const type = canonical[entity].refs[field]!
  const values = keys.map((key) => encodeGlobalId({ type, source: source.name, key }))
  const named: Filter = { kind: 'in', field, values }
  return filter ? { kind: 'and', terms: [filter, named] } : named
}
