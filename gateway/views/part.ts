import type { SourceName } from '../connector/index.ts'
import type { Served } from '../read/index.ts'
import type { Rows, Sums, ViewSource } from './view-source.ts'

/** What one source contributes to a view: its rows, or why there are none. */
export interface Part {
  readonly source: SourceName
  readonly rows: readonly Served[]
  /** Where they were added up before they came: how many there were, or how many groups where nobody counts them, and how old that is. */
  readonly summed?: { readonly count: number; readonly readAt: number | null; readonly isStale: boolean }
  readonly calls: number
  /** Present when the source's part is not in the answer. */
  readonly error?: unknown
  /** Rows that were read but lack what the view counts: their source's part is incomplete. */
  readonly unreadable?: number
  readonly hasMore?: boolean
  /** What the source has and the question did not find, in words for people. */
  readonly lacks?: readonly string[]
}

/** What one source's records add up to, as a part of a view. */
export interface SummedPart extends Part {
  readonly groups: Sums['groups']
}

/** Never rejects: a source that fails costs its own part. */
export async function summedPartOf({ source }: ViewSource, read: () => Promise<Sums>): Promise<SummedPart> {
  try {
    const { groups, calls, unreadable, lacks, readAt, servedFrom } = await read()
    const count = groups.reduce((total, { rows }) => total + (rows ?? 1), 0)
    const summed = { count, readAt, isStale: servedFrom === 'STALE_CACHE' }
    return { source: source.name, rows: [], summed, groups, calls, unreadable, ...(lacks ? { lacks } : {}) }
  } catch (error) {
    return { ...missing(source.name, error), groups: [] }
  }
}

/** Never rejects: a source that fails costs its own part. */
export async function partOf({ source }: ViewSource, read: () => Promise<Rows>): Promise<Part> {
  try {
    return { source: source.name, ...(await read()) }
  } catch (error) {
    return missing(source.name, error)
  }
}

export const missing = (source: SourceName, error: unknown): Part => ({ source, rows: [], calls: 0, error })

export type PartStatus = 'OK' | 'PARTIAL' | 'STALE' | 'TRUNCATED' | 'MISSING'

export function statusOf({ error, rows, summed, unreadable = 0, hasMore = false, lacks = [] }: Part): PartStatus {
  if (error !== undefined) return 'MISSING'
  if (unreadable > 0 || lacks.length > 0) return 'PARTIAL'
  if (hasMore) return 'TRUNCATED'
  return summed?.isStale || rows.some(({ servedFrom }) => servedFrom === 'STALE_CACHE') ? 'STALE' : 'OK'
}

/** Stale rows are all there, and labelled: they make an answer old, not partial. */
export const isComplete = (part: Part): boolean => ['OK', 'STALE'].includes(statusOf(part))

/** Why a part that was read is not whole, for people; null where it is. */
export function remarkOn({ unreadable = 0, lacks = [] }: Part): string | null {
  const lost = unreadable > 0 ? [`${unreadable} of the rows lack what is counted here.`] : []
  const remarks = [...lost, ...lacks]
  return remarks.length > 0 ? remarks.join(' ') : null
}

/** How many of the source's records the part is made of. */
export const countOf = ({ rows, summed }: Part): number => summed?.count ?? rows.length

/** Epoch millis of the oldest row; null without rows. */
export const oldestReadAt = ({ rows, summed }: Part): number | null =>
  rows.length === 0
    ? (summed?.readAt ?? null)
    : rows.reduce((oldest, { record }) => Math.min(oldest, record.readAt), Number.POSITIVE_INFINITY)
