import type { EntityName, SourceName } from '../connector/index.ts'
import type { ViewRead } from '../stitch/views/reads.ts'

/**
 * What one step of a plan asks of one source.
 *
 * scan: records by filter and order. lookup: records by the keys that the caller gives. reference: records by the keys that stand
 * in other records. children: the records that name others as theirs. aggregate: groups and sums that the source makes itself.
 */
export type StepKind = 'scan' | 'lookup' | 'reference' | 'children' | 'aggregate'

/** One question of a plan, in words that can be printed before anything is asked. Data only. */
export interface PlanStep {
  /** Unique within the plan of a root field and a source. */
  readonly id: number
  readonly kind: StepKind
  readonly source: SourceName
  readonly entity: EntityName
  /** Where in the answer it is needed, without the places in lists. */
  readonly path: string
  /** Canonical paths that are read. */
  readonly fields: readonly string[]
  /** Of children: whose they are, and by which field. */
  readonly relation?: string
  /** The keys of the records that it belongs to are all it needs: these need not have been read. */
  readonly isByKey?: true
  /** Arguments as the caller wrote them; absent where nothing was said. */
  readonly filter?: string
  readonly order?: string
  readonly first?: string
  /** The steps whose answers give it its keys, or make it needless; those that wait for none have none. */
  readonly after: readonly number[]
  /** Most keys that it can be asked for at once; 0 for a scan. */
  readonly mostKeys: number
  /** Calls when nothing is held and every request is answered in one page. */
  readonly calls: number
  /**
   * Whether it is asked, and by how many keys, is found out on the way, or what is not asked shows as a part that is missing: its
   * calls are no reason to refuse an operation.
   */
  readonly isBounded?: true
  /** Times that it may be asked; once where absent. */
  readonly rounds?: number
  /** Its keys stand in any number of records. */
  readonly isSearch?: true
  /** The question itself, where it is a view's. */
  readonly asks?: ViewRead
}

/** What becomes of one root field. */
export interface PlannedField {
  /** Its name in the answer. */
  readonly key: string
  readonly field: string
  readonly executor: 'plan' | 'stitched'
  /** Why no plan can be made of it. */
  readonly reason?: string
  /** By source, where more than one takes part. */
  readonly steps: readonly PlanStep[]
}
