import { createHash } from 'node:crypto'
import { FreshetError } from '../../errors.ts'

/** A branch's own cursor; one that is not written before somebody wants to see it. */
export type BranchCursor = string | { toJSON(): string }

/** Where a list over several branches stands: each branch's own cursor, or that it has no more. */
export interface UnionPosition<Cursor = BranchCursor> {
  /** Branch name → its cursor; null: from its beginning; true: it has been read to its end. */
  readonly branches: Readonly<Record<string, Cursor | null | true>>
}

/** Names one list (entity, order, filter): a cursor of another list is refused rather than misread. */
export function listName(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 10)
}

export function encodeCursor(list: string, position: UnionPosition): string {
  return Buffer.from(JSON.stringify({ v: 1, l: list, b: position.branches })).toString('base64url')
}

/** @throws FreshetError BAD_REQUEST when the text is not a cursor of this list */
export function decodeCursor(list: string, cursor: string): UnionPosition<string> {
  const decoded = parse(cursor)
  if (!decoded)
    throw new FreshetError('BAD_REQUEST', {
      message: `"${clip(cursor)}" is not a cursor: pass the endCursor of the page before.`,
    })
  if (decoded.l !== list) {
    throw new FreshetError('BAD_REQUEST', {
      message: 'This cursor belongs to a list with another filter or order: start again without `after`.',
    })
  }
  return { branches: decoded.b }
}

/** The order values in a branch's own cursor (`subgraph/cursor.ts`), for merging. */
export function branchCursorValues(cursor: string): readonly unknown[] {
  const [, , values] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as readonly [
    unknown,
    unknown,
    readonly unknown[],
  ]
  return values
}

function parse(cursor: string): { l: string; b: UnionPosition<string>['branches'] } | undefined {
  try {
    const value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const branches = value?.b
    const isPlace = (place: unknown) => place === null || place === true || typeof place === 'string'
    const isValid = value?.v === 1 && typeof value.l === 'string' && typeof branches === 'object' && branches !== null
    return isValid && Object.values(branches).every(isPlace) ? value : undefined
  } catch {
    return undefined
  }
}

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
