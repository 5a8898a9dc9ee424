import type { EntityName, SourceName } from '../connector/index.ts'
import type { StepKind } from './plan.ts'

/** A step of a plan, with what it would cost for the arguments at hand. Nothing was asked to find out. */
export interface ExplainedStep {
  /** Unique within the root field. */
  readonly id: number
  readonly kind: StepKind
  readonly source: SourceName
  readonly entity: EntityName
  readonly path: string
  /** The steps whose records give it its keys. */
  readonly after: readonly number[]
  readonly fields: readonly string[]
  /** Arguments as the caller wrote them. */
  readonly filter: string | null
  readonly order: string | null
  readonly first: string | null
  /** What the source would be asked first, in its own words; empty where that depends on keys that are not known yet. */
  readonly native: readonly string[]
  /** What the source does not decide, so that its rows are checked here. */
  readonly residual: string | null
  /** Where there is a residual: fields that the source decides exactly, to filter on instead. */
  readonly filterOn: readonly string[]
  /** The order is the source's own; otherwise all rows are read and sorted here. */
  readonly isSortedThere: boolean
  /** Keys that it is asked for at most; 0 for a scan. */
  readonly mostKeys: number
  readonly mostRows: number
  readonly calls: number
  readonly mostCalls: number
  /** Whether it is asked, and how often, is found out on the way: then its calls are no reason to refuse the operation. */
  readonly isBounded: boolean
  /** It would be answered from what this process holds, without a call. */
  readonly isHeld: boolean
}

export interface ExplainedField {
  /** Its name in the answer. */
  readonly key: string
  readonly field: string
  readonly executor: 'plan' | 'stitched'
  /** Why no plan is made of it: its calls are not told beforehand then. */
  readonly reason: string | null
  readonly steps: readonly ExplainedStep[]
}

export interface ExplainedLimit {
  readonly name: string
  readonly kind: string
  readonly permits: number
  readonly remaining: number
  /** Part of the whole limit that the calls would take, from 0 to 1. */
  readonly share: number
  /** Part of what is left of it now; more than 1 when that is not enough, null when nothing is left. */
  readonly shareOfRemaining: number | null
}

export interface ExplainedSource {
  readonly source: SourceName
  readonly calls: number
  readonly mostCalls: number
  readonly limits: readonly ExplainedLimit[]
}

/** What an operation would ask, and what that would cost. */
export interface Explanation {
  readonly fields: readonly ExplainedField[]
  readonly sources: readonly ExplainedSource[]
  /** When every request is answered in one page. */
  readonly calls: number
  readonly mostCalls: number
  /** Calls that the caller may cause with one operation. */
  readonly maxSourceCalls: number
  /** Whether it would be answered at all. */
  readonly isAllowed: boolean
}
