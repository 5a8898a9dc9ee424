import type { GraphQLResolveInfo } from 'graphql'
import {
  canonical,
  decodeGlobalId,
  type EntityName,
  encodeGlobalId,
  type Filter,
  type OrderTerm,
  type Source,
} from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { Freshness, Served } from '../../read/index.ts'
import { tooManyRows } from '../../read/pages.ts'
import type { Rows, RowsQuery, ViewSource } from '../../views/view-source.ts'
import type { GatewayContext } from '../context.ts'
import { ask, askFor, selectionSet } from '../delegate.ts'
import type { SourceResult } from '../union/source-result.ts'

type Answered = Readonly<Record<string, unknown>>

/** A source behind its own server: asked by GraphQL for the fields that a reader would be asked for. */
export function remoteViewSource(source: Source, context: GatewayContext, info: GraphQLResolveInfo): ViewSource {
  return {
    source,
    rows: (query) => readPages(source, query, wishing(context, query.freshness), info),
    async children({ parent, relation, key, fields, filter, freshness }) {
      const { to, connection } = canonical[parent].relations[relation]!
      const [selection, field] = [selectionOf(to, fields), `_${parent}_${relation}`]
      if (connection || filter) throw new FreshetError('INTERNAL', { detail: `${field} is not a plain list` })
      const id = encodeGlobalId({ type: parent, source: source.name, key })
      const answer = await askFor(
        id,
        { source: source.name, field, args: {}, selection: selectionSet(selection) },
        wishing(context, freshness),
        info,
      )
      if (!Array.isArray(answer)) throw answer ?? new FreshetError('SOURCE_BAD_RESPONSE', { source: source.name })
      return { rows: answer.map((row) => servedOf(source, to, row)), hasMore: false, calls: 0 }
    },
  }
}

/** The subgraph is asked with the view's wish in place of the request's. */
const wishing = (context: GatewayContext, freshness: Freshness): GatewayContext => ({
  ...context,
  scope: { ...context.scope, freshness },
})

const mostOfPage = 1_000

async function readPages(
  source: Source,
  { entity, fields, filter, order = [], first }: RowsQuery,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Rows> {
  const wanted = first ?? source.maxScanRows
  const field = canonical[entity].plural
  if (field === null) throw unlisted(source, entity)
  const selection = selectionSet(
    `{ edges { node ${selectionOf(entity, fields)} } pageInfo { hasNextPage endCursor } sourceResults { status calls message } }`,
  )
  const args = { where: filter && whereOf(filter), orderBy: order.map(orderInput) }
  const rows: Served[] = []
  const lacks = new Set<string>()
  let calls = 0
  for (let after: string | null = null; ; ) {
    const size = Math.min(mostOfPage, wanted - rows.length)
    const question = {
      source: source.name,
      field,
      args: { ...args, first: size, after },
      selection,
    }
    const page = pageOf(source, await ask(question, context, info))
    rows.push(...page.edges.map(({ node }) => servedOf(source, entity, node)))
    calls += page.sourceResults.reduce((sum, result) => sum + result.calls, 0)
    for (const { status, message } of page.sourceResults) if (status === 'PARTIAL' && message) lacks.add(message)
    const { hasNextPage, endCursor } = page.pageInfo
    if (hasNextPage && rows.length >= wanted && first === undefined) throw tooManyRows(source, entity)
    if (!hasNextPage || rows.length >= wanted || endCursor === null) {
      return { rows, calls, hasMore: hasNextPage, ...(lacks.size > 0 && { lacks: [...lacks] }) }
    }
    after = endCursor
  }
}

/** Lines of documents have no list of their own in the schema. */
const unlisted = (source: Source, entity: EntityName): FreshetError =>
  new FreshetError('UNSUPPORTED', {
    source: source.name,
    message: `The source "${source.name}" runs behind its own server, which lists no ${entity} records.`,
  })

interface Page {
  readonly edges: readonly { readonly node: Answered }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly sourceResults: readonly Pick<SourceResult, 'status' | 'calls' | 'message'>[]
}

function pageOf(source: Source, answer: unknown): Page {
  if (answer instanceof Error) throw answer
  const page = answer as Page | null
  if (!page) throw new FreshetError('SOURCE_BAD_RESPONSE', { source: source.name })
  return page
}

/** `{ id meta { fetchedAt servedFrom } … }` with the wanted leaves nested as their paths say; a reference is its id. */
function selectionOf(entity: EntityName, paths: readonly string[]): string {
  const { refs } = canonical[entity]
  const tree: Tree = { id: {}, meta: { fetchedAt: {}, servedFrom: {} } }
  for (const path of paths) {
    let at = tree
    for (const step of path.split('.')) at = at[step] ??= {}
    if (refs[path]) at.id = {}
  }
  return printed(tree)
}

interface Tree {
  [name: string]: Tree
}

const printed = (tree: Tree): string =>
  `{ ${Object.entries(tree)
    .map(([name, inner]) => (Object.keys(inner).length === 0 ? name : `${name} ${printed(inner)}`))
    .join(' ')} }`

/** An answered record in the form that a reader gives: references as source keys. */
function servedOf(source: Source, entity: EntityName, answer: Answered): Served {
  const { fetchedAt, servedFrom } = answer.meta as { fetchedAt: string; servedFrom: Served['servedFrom'] }
  const { key } = decodeGlobalId(String(answer.id))!
  const values = withKeys(answer, entity, '') as Record<string, unknown>
  return {
    record: { type: entity, source: source.name, key, values, readAt: Date.parse(fetchedAt), row: {} },
    servedFrom,
  }
}

function withKeys(value: unknown, entity: EntityName, path: string): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Error || Array.isArray(value)) return value
  if (canonical[entity].refs[path]) return decodeGlobalId(String((value as { id: unknown }).id))?.key ?? null
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    withKeys(inner, entity, path === '' ? name : `${path}.${name}`),
  ])
  return Object.fromEntries(entries)
}

/** A predicate in the words of the argument `where`. */
export function whereOf(filter: Filter): Answered {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { [filter.kind]: filter.terms.map(whereOf) }
    case 'not':
      return { not: whereOf(filter.term) }
    case 'in':
      return identifier(filter.field, filter.values) ?? nested(filter.field, { in: filter.values })
    case 'isNull':
      return nested(filter.field, { isNull: filter.value })
    case 'compare':
      return nested(filter.field, { [filter.op]: filter.value })
  }
}

/** Numbers of the outside world have a condition of their own. */
function identifier(path: string, values: readonly unknown[]): Answered | undefined {
  const scheme = /^identifier\.(.+)$/.exec(path)?.[1]
  return scheme === undefined ? undefined : { identifier: { scheme, in: values } }
}

const orderInput = ({ field, direction }: OrderTerm): Answered => nested(field, direction.toUpperCase())

const nested = (path: string, leaf: unknown): Answered =>
  path.split('.').reduceRight<unknown>((inner, step) => ({ [step]: inner }), leaf) as Answered
