import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql'
import { decodeGlobalId, type SourceName } from '../../connector/index.ts'
import type { GatewayContext } from '../context.ts'
import { askFor, offers } from '../delegate.ts'
import { pathOf } from '../relocate.ts'
import type { Cluster } from './cluster.ts'

export const sourceOf = (id: string): SourceName => decodeGlobalId(id)!.source

/** Asks all members for one thing, all profiles of a tick in one question per source. What failed stands as an Error. */
export async function askMembers(
  cluster: Cluster,
  field: string,
  args: Record<string, unknown>,
  selection: SelectionSetNode,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<unknown[]> {
  const able = cluster.members.filter((id) => offers(sourceOf(id), field, context))
  return Promise.all(
    able.map((id) =>
      askFor(id, { source: sourceOf(id), field, args, selection }, context, info).catch((error) => error),
    ),
  )
}

export function reportErrors(
  answers: readonly unknown[],
  context: GatewayContext,
  info: Pick<GraphQLResolveInfo, 'path'>,
): void {
  for (const error of new Set(answers)) if (error instanceof Error) context.reports.push({ error, path: pathOf(info) })
}
