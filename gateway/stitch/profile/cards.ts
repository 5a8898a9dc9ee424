import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql'
import { canonical, type EntityName, type SourceName } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Card, ClusterKind } from '../../identity/index.ts'
import { tooManyRows } from '../../read/pages.ts'
import type { GatewayContext } from '../context.ts'
import { ask, askFor, requireSource, selectionSet, wishName } from '../delegate.ts'

export type { Card }

/** The types whose records have profiles. */
export type ProfiledEntity = ClusterKind

const cardFields = {
  Customer: 'id name identifiers { scheme value country }',
  Supplier: 'id name identifiers { scheme value country }',
  Item: 'id name sku identifiers { scheme value country }',
} as const satisfies Record<ProfiledEntity, string>

/** What identity reads of a record when a profile is asked for. */
export const cardSelectionText = (entity: ProfiledEntity): string => `{ ${cardFields[entity]} }`
export const cardSelection = (entity: ProfiledEntity): SelectionSetNode => selectionSet(cardSelectionText(entity))
/** The same, selected of the record itself. */
export const cardNode = (entity: EntityName): FieldNode => ({
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: 'card' },
  selectionSet: cardSelection(entity as ProfiledEntity),
})
const cardPage = (entity: ProfiledEntity): SelectionSetNode =>
  selectionSet(`{ edges { node { ${cardFields[entity]} } } pageInfo { hasNextPage endCursor } }`)

export const byIds = (entity: ProfiledEntity): string => `_${canonical[entity].plural}ByIds`

/** Reads records by id, in one question; a record that its source does not know is null. */
export async function cardsById(
  entity: ProfiledEntity,
  source: SourceName,
  ids: readonly string[],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<readonly (Card | null | Error)[] | Error> {
  const answer = await ask(
    { source, field: byIds(entity), args: { ids }, selection: cardSelection(entity) },
    context,
    info,
  )
  if (answer instanceof Error) return answer
  return Array.isArray(answer) ? answer : new FreshetError('SOURCE_BAD_RESPONSE', { source })
}

/** Reads one record; all that are asked of one source within a tick are read together. */
export function cardOf(
  entity: ProfiledEntity,
  id: string,
  source: SourceName,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Card | null> {
  const question = { source, field: byIds(entity), args: {}, selection: cardSelection(entity) }
  return askFor(id, question, context, info) as Promise<Card | null>
}

/** Every record of a source that fits a filter. The same question is asked once per request. */
export function listCards(
  entity: ProfiledEntity,
  source: SourceName,
  where: object,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<readonly Card[] | Error> {
  const name = `cards ${JSON.stringify([entity, source, where])} ${wishName(context, info)}`
  const asked = context.batches.get(name) as Promise<readonly Card[] | Error> | undefined
  if (asked) return asked
  const cards = readCards(entity, source, where, context, info)
  context.batches.set(name, cards)
  return cards
}

async function readCards(
  entity: ProfiledEntity,
  source: SourceName,
  where: object,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<readonly Card[] | Error> {
  const bound = requireSource(source, context).source
  const cards: Card[] = []
  for (let after: string | null = null; ; ) {
    const args = { where, first: 1_000, after }
    const page = await ask(
      { source, field: canonical[entity].plural!, args, selection: cardPage(entity) },
      context,
      info,
    )
    if (page instanceof Error || !page)
      return page instanceof Error ? page : new FreshetError('SOURCE_BAD_RESPONSE', { source })
    const { edges, pageInfo } = page as {
      edges: { node: Card }[]
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
    }
    cards.push(...edges.map((edge) => edge.node))
    if (!pageInfo.hasNextPage || !pageInfo.endCursor) return cards
    if (cards.length >= bound.maxScanRows) return tooManyRows(bound, entity)
    after = pageInfo.endCursor
  }
}
