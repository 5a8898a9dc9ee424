import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import {
  decodeGlobalId,
  decodeKey,
  type EntityName,
  isEntityName,
  type Source,
  type SourceKey,
} from '../../connector/index.ts'
import type { SourceReader } from '../../read/index.ts'
import type { Listed } from '../../read/loaders.ts'
import { connectionOf, type ReadPage } from './connection.ts'
import type { SubgraphContext } from './context.ts'
import type { Root } from './document.ts'
import { type PageWish, pageOf } from './page-input.ts'
import { readRecord } from './reference.ts'
import { badRequest, quoted } from './refuse.ts'
import { relationOf } from './relation.ts'
import { selectionOf } from './selection.ts'
import { serves } from './served.ts'
import { readWish } from './wish.ts'

type Resolver = GraphQLFieldResolver<unknown, SubgraphContext>

/** Answers a root field. Every one of them, and every key of those that take keys, fails alone. */
export function rootResolver(reader: SourceReader, root: Root, state: () => unknown): Resolver {
  switch (root.kind) {
    case 'node':
      return (_, { id }, context, info) => find(reader, id, undefined, context, info)
    case 'find':
      return (_, { id }, context, info) => find(reader, id, root.entity, context, info)
    case 'byIds':
      return (_, { ids }, context, info) => forEach(ids, (id) => find(reader, id, root.entity, context, info))
    case 'list':
      return list(reader, root.entity)
    case 'relation':
      return relation(reader, root.entity, root.relation)
    case 'state':
      return state
  }
}

/** Each answer by itself: what is thrown for one key must not reach the others. */
function forEach<T>(keys: readonly string[], answer: (key: string) => T | Promise<T>): Promise<T>[] {
  return keys.map(async (key) => answer(key))
}

async function find(
  reader: SourceReader,
  id: string,
  entity: EntityName | undefined,
  context: SubgraphContext,
  info: GraphQLResolveInfo,
) {
  const own = ownRecord(reader.source, id)
  if (!own || (entity && own.type !== entity)) return null
  return readRecord(reader, own.type, own.key, context, info)
}

/** The record of this source that an id names; undefined when it is elsewhere. @throws FreshetError BAD_REQUEST when it is no id */
export function ownRecord(
  source: Source,
  id: string,
): { readonly type: EntityName; readonly key: SourceKey } | undefined {
  const ref = decodeGlobalId(id)
  if (!ref) throw badRequest(`The id ${quoted(id)} is no global id. Take ids from earlier answers, unchanged.`)
  const { type, key } = ref
  if (ref.source !== source.name || !isEntityName(type) || !serves(source, type)) return undefined
  return decodeKey(key).length === source.entities[type]!.key.length ? { type, key } : undefined
}

function list(reader: SourceReader, entity: EntityName): Resolver {
  return async (_, args, context, info) => {
    const wish = pageOf(reader.source, entity, args)
    const selection = selectionOf(info, entity)
    const freshness = readWish(selection, context, info)
    const asked = { entity, fields: selection.paths, ...wish, freshness }
    const listed = await context.loadersOf(reader).list(asked)
    return connectionOf(reader, { entity, ...wish }, pageOfList(listed, wish), selection)
  }
}

/** What a connection shows of a list. */
export function pageOfList({ rows, hasMore, calls }: Listed, { after }: PageWish): ReadPage {
  const hasPrevious = after !== undefined
  // Only a first page that is also the last has counted them all.
  return { rows, hasMore, hasPrevious, total: hasMore || hasPrevious ? null : rows.length, calls }
}

function relation(reader: SourceReader, entity: EntityName, name: string): Resolver {
  const answer = relationOf(reader, entity, name)
  return (_, args, context, info) =>
    forEach(args.ids, (id) => {
      const own = ownRecord(reader.source, id)
      return own?.type === entity ? answer(own.key, args, context, info) : null
    })
}
