import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql'
import { decodeGlobalId, type Source } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Freshness } from '../../read/index.ts'
import { missing, type Part, partOf } from '../../views/part.ts'
import {
  hitOf,
  interleave,
  type SearchHit,
  type SearchType,
  searched,
  searchFields,
  searchFilter,
} from '../../views/search.ts'
import type { ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { ask } from '../delegate.ts'
import { requireFirst } from '../union/connection.ts'
import { type Asking, askingOf, type RowsRead } from './reads.ts'
import { resultsOf } from './results.ts'
import { viewSources, wishOfView } from './sources.ts'

export interface SearchArguments {
  readonly text: string
  readonly types: readonly SearchType[]
  readonly first: number
  readonly sources?: readonly string[] | null
}

/** Rows of one type of one source that are ranked here: the best of more than these may be missed, and that is said. */
const mostOfType = 100

/** Every system searches its own records; what they find is ranked here, with one idea of what a good find is. */
export async function search(_root: unknown, args: SearchArguments, context: GatewayContext, info: GraphQLResolveInfo) {
  const { types, first, sources } = args
  requireFirst(first)
  const text = args.text.trim()
  if (text.length < 2 || text.length > 100)
    throw new FreshetError('BAD_REQUEST', { message: `"text" has ${text.length} characters: give 2 to 100.` })
  const views = viewSources(sources, context, info)
  const asked = views.map((view) => ({ view, reads: searchReads.of(askingOf(view, args, context, info)) }))
  const freshness = wishOfView(context, info)
  const found = await Promise.all(
    [...new Set(types)].flatMap((type) =>
      asked
        .filter(({ view }) => view.source.entities[searched[type].entity])
        .map(({ view, reads }) => searchIn(view, type, text, reads[type], freshness)),
    ),
  )
  const bySource = views.map(({ source }) =>
    interleave(
      found.filter(({ part }) => part.source === source.name).map(({ hits }) => hits),
      Number.POSITIVE_INFINITY,
    ),
  )
  const parts = found.map(({ part }) => part)
  return { hits: interleave(bySource, first), ...resultsOf(parts, context, info) }
}

export const searchReads = {
  isOf: () => true,
  of: ({ source, args }: Asking<SearchArguments>): Readonly<Partial<Record<SearchType, RowsRead | undefined>>> =>
    Object.fromEntries(args.types.map((type) => [type, searchRead(source, type, args.text.trim())])),
}

function searchRead(source: Source, type: SearchType, text: string): RowsRead | undefined {
  const { entity } = searched[type]
  const filter = source.entities[entity] && searchFilter(source, type, text)
  return filter && { rows: { entity, fields: searchFields(type), filter, first: mostOfType } }
}

interface Found {
  readonly part: Part
  readonly hits: readonly SearchHit[]
}

async function searchIn(
  view: ViewSource,
  type: SearchType,
  text: string,
  asked: RowsRead | undefined,
  freshness: Freshness,
): Promise<Found> {
  if (!asked) return { part: missing(view.source.name, unsearchable(view, searched[type].entity)), hits: [] }
  const part = await partOf(view, () => view.rows({ ...asked.rows, freshness }))
  const hits = part.rows.flatMap((row) => hitOf(row, type, text) ?? [])
  return { part, hits }
}

const unsearchable = ({ source: { name } }: ViewSource, entity: string): FreshetError =>
  new FreshetError('UNSUPPORTED', {
    source: name,
    message: `The source "${name}" cannot search ${entity} records by text.`,
  })

/** Fields that lead to records. */
export const searchRecords = {
  SearchHit: {
    record: { of: Object.values(searched).map(({ entity }) => entity), idOf: ({ id }: SearchHit) => id },
  },
} as const

export const searchResolvers = {
  SearchHit: {
    async record({ id }: SearchHit, _args: unknown, context: GatewayContext, info: GraphQLResolveInfo) {
      const { source, type } = decodeGlobalId(id)!
      const selections = info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? [])
      const selection: SelectionSetNode = { kind: Kind.SELECTION_SET, selections }
      const answer = await ask({ source, field: 'node', args: { id }, selection }, context, info)
      if (answer instanceof Error) throw answer
      return answer && { ...answer, __typename: type }
    },
  },
} as const
