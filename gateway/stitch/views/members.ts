import type { GraphQLResolveInfo } from 'graphql'
import { decodeGlobalId, type RecordRef } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { GatewayContext } from '../context.ts'
import { anchorOf, type Cluster, clusterOf, type ProfiledEntity } from '../profile/cluster.ts'

/** The records that are the same thing, the sources that could not be asked for more of them, and what is not settled. */
export interface Members extends Pick<Cluster, 'failures' | 'disputes' | 'isFollowedUp'> {
  readonly records: readonly RecordRef[]
}

/**
 * The records of the customer that a record's or a profile's id names.
 * @throws FreshetError BAD_REQUEST when it is neither
 */
export const membersOf = (id: string, context: GatewayContext, info: GraphQLResolveInfo): Promise<Members> =>
  membersOfEntity('Customer', id, context, info)

export async function membersOfEntity(
  entity: ProfiledEntity,
  id: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Members> {
  const record = decodeGlobalId(id)?.type === entity ? id : anchorOf(entity, id)
  if (record === undefined) throw badId(entity, id)
  const { members, failures, disputes, isFollowedUp } = await clusterOf(entity, record, context, info)
  return { records: members.map((member) => decodeGlobalId(member)!), failures, disputes, isFollowedUp }
}

const badId = (entity: ProfiledEntity, id: string): FreshetError =>
  new FreshetError('BAD_REQUEST', {
    message: `"${id.slice(0, 100)}" is not the id of a ${entity} or of a ${entity}Profile. Take ids from earlier answers, unchanged.`,
  })
