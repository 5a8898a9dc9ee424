import { createHash } from 'node:crypto'
import {
  canonical,
  decodeKey,
  type EntityName,
  type LeafType,
  type OrderTerm,
  type Source,
  type SourceKey,
} from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Position } from '../../read/index.ts'
import { badRequest, quoted } from './refuse.ts'
import { isOfScalar } from './scalars.ts'

// Raised when positions of the old form can no longer be understood.
const version = 1

/** A position as callers carry it: opaque, and bound to the entity and order it was made for. */
export function encodeCursor(entity: EntityName, order: readonly OrderTerm[], position: Position): string {
  const content = [version, orderHash(entity, order), position.values, position.key]
  return Buffer.from(JSON.stringify(content), 'utf8').toString('base64url')
}

/**
 * The position that a cursor holds. Nothing in it is believed unchecked: it goes into queries.
 * @throws FreshetError BAD_REQUEST when it is none of ours or of another list, CURSOR_EXPIRED when its form is no longer used
 */
export function decodeCursor(
  source: Source,
  entity: EntityName,
  order: readonly OrderTerm[],
  cursor: string,
): Position {
  const content = contentOf(cursor)
  if (!Array.isArray(content) || !Number.isInteger(content[0])) throw malformed(cursor)
  if (content[0] !== version) throw new FreshetError('CURSOR_EXPIRED')
  const [, hash, values, key] = content as readonly unknown[]
  if (typeof hash === 'string' && hash !== orderHash(entity, order)) {
    throw badRequest(
      `The cursor ${quoted(cursor)} was made for another type or order. Keep \`orderBy\` from page to page.`,
    )
  }
  if (!hash || !areValues(entity, order, values) || !isKey(source, entity, key)) throw malformed(cursor)
  return { values, key }
}

function contentOf(cursor: string): unknown {
  if (!/^[\w-]+$/.test(cursor)) return undefined
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

const malformed = (cursor: string) =>
  badRequest(
    `The cursor ${quoted(cursor)} is not one of ours. Take \`endCursor\` or \`cursor\` from an earlier page, unchanged.`,
  )

/** Enough to tell a mistake from a cursor in its place; not a signature. */
function orderHash(entity: EntityName, order: readonly OrderTerm[]): string {
  const terms = order.map(({ field, direction }) => `${field} ${direction}`)
  return createHash('sha256')
    .update([entity, ...terms].join('\n'))
    .digest('base64url')
    .slice(0, 8)
}

function areValues(entity: EntityName, order: readonly OrderTerm[], values: unknown): values is Position['values'] {
  const { fields } = canonical[entity]
  const isValue = (value: unknown, i: number) => value === null || isOf(fields[order[i]!.field]!.type, value)
  return Array.isArray(values) && values.length === order.length && values.every(isValue)
}

function isOf(type: LeafType, value: unknown): boolean {
  switch (type) {
    case 'int':
      return Number.isSafeInteger(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'decimal':
      return typeof value === 'string' && isOfScalar('Decimal', value)
    case 'date':
      return typeof value === 'string' && isOfScalar('Date', value)
    case 'instant':
      return typeof value === 'string' && value.endsWith('Z') && isOfScalar('DateTime', value)
    case 'id':
    case 'text':
    case 'enum':
    case 'ref':
    case 'value':
      return typeof value === 'string'
  }
}

function isKey(source: Source, entity: EntityName, key: unknown): key is SourceKey {
  return (
    typeof key === 'string' && key !== '' && decodeKey(key as SourceKey).length === source.entities[entity]!.key.length
  )
}
