import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import { type EntityName, isMapped, type OrderTerm, type Source, type SourceKey } from '../../connector/index.ts'
import type { SourceReader } from '../../read/index.ts'
import type { Children } from '../../read/loaders.ts'
import { fieldOf } from '../../read/native-path.ts'
import { connectionOf, type ReadPage, unsupportedConnection } from './connection.ts'
import type { SubgraphContext } from './context.ts'
import { type PageWish, pageOf } from './page-input.ts'
import { nodeOf, type RecordNode } from './record-node.ts'
import { selectionOf } from './selection.ts'
import { servesRelation } from './served.ts'
import { shapeOf } from './shape.ts'
import { readWish } from './wish.ts'

type Args = Readonly<Record<string, unknown>>

/** Answers a to-many relation for the parent with a key. All parents of a level are read together. */
export type Relation = (key: SourceKey, args: Args, context: SubgraphContext, info: GraphQLResolveInfo) => unknown

/**
 * A relation that the source cannot serve asks nothing and fails nothing: a connection says UNSUPPORTED, a plain list is
 * null with its reason in the parent's `nullReasons`.
 */
export function relationOf(reader: SourceReader, parent: EntityName, relation: string): Relation {
  const { to, connection } = shapeOf(parent).relations[relation]!
  if (servesRelation(reader.source, parent, relation)) {
    return connection ? connectionRelation(reader, parent, relation, to) : listRelation(reader, parent, relation, to)
  }
  const unserved = unservedRelation(reader.source, parent, relation)
  return () => unserved
}

/** What stands for a relation that the source cannot serve. */
export function unservedRelation({ name }: Source, parent: EntityName, relation: string) {
  const { to, connection } = shapeOf(parent).relations[relation]!
  const message = `The source "${name}" does not tell which ${to} records belong to a ${parent}.`
  return connection ? unsupportedConnection(name, message) : null
}

/** The relation as a field of its parent's type. */
export function relationResolver(
  reader: SourceReader,
  parent: EntityName,
  relation: string,
): GraphQLFieldResolver<RecordNode, SubgraphContext> {
  const answer = relationOf(reader, parent, relation)
  return ({ key }, args, context, info) => answer(key, args, context, info)
}

function connectionRelation(reader: SourceReader, parent: EntityName, relation: string, to: EntityName): Relation {
  return async (key, args, context, info) => {
    const { first, ...wish } = pageOf(reader.source, to, args)
    const selection = selectionOf(info, to)
    const asked = { ...wish, fields: selection.paths, freshness: readWish(selection, context, info) }
    const children = await context.loadersOf(reader).children(parent, relation, key, asked)
    const listing = { entity: to, ...wish, of: { parent, relation } }
    return connectionOf(reader, listing, pageOfChildren(children, { first, ...wish }), selection)
  }
}

/** What a connection shows of the related records of one parent. */
export function pageOfChildren({ rows, total, calls }: Children, { first, after }: PageWish): ReadPage {
  const hasMore = rows.length > first
  return { rows: hasMore ? rows.slice(0, first) : rows, hasMore, hasPrevious: after !== undefined, total, calls }
}

function listRelation(reader: SourceReader, parent: EntityName, relation: string, to: EntityName): Relation {
  const order = documentOrder(reader, to)
  return async (key, _args, context, info) => {
    const selection = selectionOf(info, to)
    const asked = { fields: selection.paths, order, freshness: readWish(selection, context, info) }
    const { rows } = await context.loadersOf(reader).children(parent, relation, key, asked)
    return rows.map((row) => nodeOf(row, selection))
  }
}

/** Lines stand as on their document: by number, for their keys put line 10 before line 9. */
export function documentOrder(reader: SourceReader, child: EntityName): readonly OrderTerm[] {
  const isNumbered = isMapped(fieldOf(reader.source.entities[child]!, 'lineNo'))
  return isNumbered ? [{ field: 'lineNo', direction: 'asc' }] : []
}
