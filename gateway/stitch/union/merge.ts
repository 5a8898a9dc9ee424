import type { EntityName, OrderTerm } from '../../connector/index.ts'
import { compareNullable, typeOf } from '../../pushdown/evaluate.ts'
import type { BranchCursor, UnionPosition } from './cursor.ts'

/** One edge of a branch: its own cursor, the order values in it, and the external object for resolvers. */
export interface BranchEdge {
  readonly branch: string
  readonly cursor: BranchCursor
  readonly values: readonly unknown[]
  readonly external: unknown
}

export interface BranchPage {
  readonly branch: string
  readonly edges: readonly BranchEdge[]
  readonly hasNextPage: boolean
  /** Failed or unsupported: its place stays where it was, so that it can be resumed. */
  readonly isMissing: boolean
}

export interface MergedEdge {
  readonly edge: BranchEdge
  /** Where every branch stands after this edge. */
  readonly position: UnionPosition
}

export interface MergedPage {
  readonly edges: readonly MergedEdge[]
  readonly hasNextPage: boolean
  /** Whether it goes on from a place in the list. */
  readonly hasPreviousPage: boolean
  readonly position: UnionPosition
}

/** Merges branch pages, each in the list's order, into the first `first` edges of the whole; equal values keep branch order. */
export function mergePages(
  entity: EntityName,
  order: readonly OrderTerm[],
  first: number,
  before: UnionPosition,
  pages: readonly BranchPage[],
): MergedPage {
  const heads = pages.map(() => 0)
  const edges: MergedEdge[] = []
  for (
    let at = lowest(entity, order, pages, heads);
    at !== undefined && edges.length < first;
    at = lowest(entity, order, pages, heads)
  ) {
    const page = pages[at]!
    const edge = page.edges[heads[at]!++]!
    edges.push(new Merged(edge, [...heads], pages, before))
  }
  const rest = pages.some((page, i) => heads[i]! < page.edges.length || (page.hasNextPage && !page.isMissing))
  const hasPreviousPage = Object.keys(before.branches).length > 0
  return { edges, hasNextPage: rest, hasPreviousPage, position: positionAt(heads, pages, before) }
}

/** An edge whose place is worked out when somebody looks at it: most callers want no cursors. */
class Merged implements MergedEdge {
  readonly edge: BranchEdge
  private readonly heads: readonly number[]
  private readonly pages: readonly BranchPage[]
  private readonly before: UnionPosition

  constructor(edge: BranchEdge, heads: readonly number[], pages: readonly BranchPage[], before: UnionPosition) {
    this.edge = edge
    this.heads = heads
    this.pages = pages
    this.before = before
  }

  get position(): UnionPosition {
    return positionAt(this.heads, this.pages, this.before)
  }
}

/** Where the branches stand when so many edges of each have been taken. */
function positionAt(heads: readonly number[], pages: readonly BranchPage[], before: UnionPosition): UnionPosition {
  const branches: Record<string, BranchCursor | null | true> = { ...before.branches }
  for (const [i, page] of pages.entries()) branches[page.branch] = placeAfter(page, heads[i]!, before)
  return { branches }
}

function placeAfter(page: BranchPage, consumed: number, before: UnionPosition): BranchCursor | null | true {
  const isAtEnd = !page.isMissing && !page.hasNextPage && consumed >= page.edges.length
  if (isAtEnd) return true
  return consumed > 0 ? page.edges[consumed - 1]!.cursor : (before.branches[page.branch] ?? null)
}

function lowest(
  entity: EntityName,
  order: readonly OrderTerm[],
  pages: readonly BranchPage[],
  heads: readonly number[],
): number | undefined {
  let best: number | undefined
  for (let i = 0; i < pages.length; i++) {
    const edge = pages[i]!.edges[heads[i]!]
    if (edge && (best === undefined || precedes(entity, order, edge, pages[best]!.edges[heads[best]!]!))) best = i
  }
  return best
}

function precedes(entity: EntityName, order: readonly OrderTerm[], a: BranchEdge, b: BranchEdge): boolean {
  for (const [i, term] of order.entries()) {
    const compared = compareNullable(
      typeOf(entity, term.field),
      a.values[i] ?? null,
      b.values[i] ?? null,
      term.direction,
    )
    if (compared !== 0) return compared < 0
  }
  return false
}
