import type { EntityName, Filter, OrderTerm, Source } from '../../connector/index.ts'
import type { Position } from '../../read/index.ts'
import { decodeCursor } from './cursor.ts'
import { filterOf } from './filter-input.ts'
import { orderOf } from './order-input.ts'
import { badRequest } from './refuse.ts'

/** The checked arguments of a connection field. */
export interface PageWish {
  readonly filter: Filter | undefined
  readonly order: readonly OrderTerm[]
  readonly first: number
  readonly after: Position | undefined
}

/** Most records of one page. */
const mostRecords = 1_000
const defaultRecords = 50

/** @throws FreshetError BAD_REQUEST or UNSUPPORTED, saying which argument is wrong and what it may be */
export function pageOf(source: Source, entity: EntityName, args: Readonly<Record<string, unknown>>): PageWish {
  const order = orderOf(args.orderBy)
  return {
    filter: filterOf(source, entity, args.where),
    order,
    first: firstOf(args.first as number | null | undefined),
    after: args.after == null ? undefined : decodeCursor(source, entity, order, args.after as string),
  }
}

function firstOf(first: number | null | undefined): number {
  const wanted = first ?? defaultRecords
  if (wanted >= 0 && wanted <= mostRecords) return wanted
  throw badRequest(`"first" is ${wanted}: it must be between 0 and ${mostRecords}. Read on with "after".`)
}
