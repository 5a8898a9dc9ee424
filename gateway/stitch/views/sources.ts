import type { GraphQLResolveInfo } from 'graphql'
import { type Freshness, narrow } from '../../cache/index.ts'
import { lacksOf, type SourceReader } from '../../read/index.ts'
import { tooManyRows } from '../../read/pages.ts'
import type { ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { requireSource } from '../delegate.ts'
import { isLive } from '../subgraph/live.ts'
import type { StitchedSource } from '../subschemas.ts'
import { wishAt } from '../wish.ts'
import { remoteViewSource } from './remote-source.ts'

/** How fresh what a view reads must be: as wished where it stands, and live where the schema says so. */
export function wishOfView(context: GatewayContext, info: GraphQLResolveInfo): Freshness {
  const wish = wishAt(info, context.scope.freshness)
  return isLive(info.parentType.getFields()[info.fieldName]) ? narrow(wish, { live: true }) : wish
}

/** The chosen sources as views read them, in configured order. @throws FreshetError BAD_REQUEST for a name that there is not */
export function viewSources(
  names: readonly string[] | null | undefined,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): ViewSource[] {
  const chosen = names
    ? [...new Set(names)].map((name) => requireSource(name, context))
    : [...context.subschemas.values()]
  return chosen.map((stitched) => viewSourceOf(stitched, context, info))
}

export function viewSourceOf(stitched: StitchedSource, context: GatewayContext, info: GraphQLResolveInfo): ViewSource {
  return candid(
    stitched.reader ? localViewSource(stitched.reader, context) : remoteViewSource(stitched.source, context, info),
  )
}

/** Tells with the rows what its connector cannot find: the one behind its own server knows that best. */
const candid = (view: ViewSource): ViewSource => ({
  ...view,
  rows: async (query) => ({ lacks: lacksOf(view.source, query), ...(await view.rows(query)) }),
})

/** Reads with the request's own loaders: what records and views of one request ask is asked together. */
function localViewSource(reader: SourceReader, context: GatewayContext): ViewSource {
  const { source } = reader
  const loaders = context.loadersOf(reader)
  return {
    source,
    async rows({ order = [], first, ...query }) {
      const wanted = first ?? source.maxScanRows
      const listed = await loaders.list({ ...query, order, first: wanted })
      if (first === undefined && listed.hasMore) throw tooManyRows(source, query.entity)
      return listed
    },
    async children({ parent, relation, key, fields, filter, freshness }) {
      const { rows, calls } = await loaders.children(parent, relation, key, { fields, filter, order: [], freshness })
      return { rows, calls, hasMore: false }
    },
  }
}
