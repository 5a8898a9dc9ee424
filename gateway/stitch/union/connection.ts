import { getUnpathedErrors, resolveExternalValue } from '@graphql-tools/delegate'
import { type GraphQLObjectType, type GraphQLResolveInfo, getNamedType, type SelectionSetNode } from 'graphql'
import type { EntityName, OrderTerm, SourceName } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { GatewayContext } from '../context.ts'
import { requireSource } from '../delegate.ts'
import { pathOf, relocated } from '../relocate.ts'
import { innermost } from '../reports.ts'
import { branchCursorValues, decodeCursor, encodeCursor, type UnionPosition } from './cursor.ts'
import { type BranchPage, type MergedEdge, type MergedPage, mergePages } from './merge.ts'
import { branchSelection, placeName } from './selection.ts'
import { codeOf, isIn, missingResult, type SourceResult, sumResults } from './source-result.ts'

/** One contributor to a merged connection: a source, or a member of a profile. */
export interface Contributor {
  /** Its name in cursors; stable from page to page. */
  readonly name: string
  readonly source: SourceName
}

export interface Branch extends Contributor {
  /** The branch's own connection from a place on; an Error when it failed. */
  ask(page: { first: number; after: string | null; selection: SelectionSetNode }): Promise<unknown>
}

export interface UnionQuery<B extends Contributor = Branch> {
  readonly entity: EntityName
  readonly order: readonly OrderTerm[]
  readonly first: number
  readonly after: string | null | undefined
  /** Identifies the list in cursors. */
  readonly list: string
  readonly branches: readonly B[]
  /** Ask one branch after the other and stop when the page is full: for lists without an order across branches. */
  readonly sequential: boolean
  /** Contributors that cannot take part, with the reason. */
  readonly missing?: readonly SourceResult[]
}

/** A merged connection as the resolvers of its type read it. */
export interface UnionConnection {
  readonly page: MergedPage
  readonly list: string
  readonly sourceResults: readonly SourceResult[]
  readonly totalCount: number | null
}

/** What one contributor has to give from a place on. */
export interface BranchAnswer {
  readonly page: BranchPage
  readonly result: SourceResult
  readonly totalCount: number | null
  readonly error?: Error
}

/** Asks a contributor for some records after its own cursor. Failures are answers. */
type AskBranch<B> = (branch: B, first: number, after: string | null) => Promise<BranchAnswer>

const largestPage = 1_000

/** @throws FreshetError BAD_REQUEST for `first` out of range or a cursor that is not of this list */
export function unionConnection(
  query: UnionQuery,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<UnionConnection> {
  const selection = branchSelection(info)
  const askBranch: AskBranch<Branch> = (branch, first, after) =>
    answerOf(branch, query, { first, after, selection }, context, info)
  return united(query, askBranch, (error) => context.reports.push({ error, path: pathOf(info) }))
}

/**
 * Asks every contributor that has anything left, and merges what they give. `report` is told of those that failed.
 * @throws FreshetError BAD_REQUEST for `first` out of range or a cursor that is not of this list
 */
export async function united<B extends Contributor>(
  query: UnionQuery<B>,
  ask: AskBranch<B>,
  report: (error: Error) => void,
): Promise<UnionConnection> {
  requireFirst(query.first)
  const before: UnionPosition<string> = query.after ? decodeCursor(query.list, query.after) : { branches: {} }
  const askBranch = async (branch: B, first: number) => {
    const place = before.branches[branch.name] ?? null
    return place === true ? unasked(branch, before) : ask(branch, first, place)
  }
  const answers = query.sequential
    ? await inTurn(query, before, askBranch)
    : await Promise.all(query.branches.map((branch) => askBranch(branch, query.first)))
  // A question that is wrong is wrong for every source: that fails the list, not one part of it.
  const refusal = answers.find(({ error }) => error && codeOf(error) === 'BAD_REQUEST')?.error
  if (refusal) throw innermost(refusal)
  for (const { error } of answers) if (error) report(error)
  const pages = answers.map((answer) => answer.page)
  return {
    page: mergePages(query.entity, query.order, query.first, before, pages),
    list: query.list,
    sourceResults: sumResults([...answers.map((answer) => answer.result), ...(query.missing ?? [])]),
    totalCount: total(answers, before, query.missing ?? []),
  }
}

export function requireFirst(first: number): void {
  if (first >= 0 && first <= largestPage) return
  throw new FreshetError('BAD_REQUEST', {
    message: `first is ${first}: ask for 0 to ${largestPage} records, and page with \`after\`.`,
  })
}

/** Branch after branch until the page is full; the first branch not asked only says whether there may be more. */
async function inTurn<B extends Contributor>(
  query: UnionQuery<B>,
  before: UnionPosition,
  askBranch: (branch: B, first: number) => Promise<BranchAnswer>,
): Promise<BranchAnswer[]> {
  const answers: BranchAnswer[] = []
  let left = query.first
  for (const branch of query.branches) {
    if (left <= 0) {
      answers.push(unasked(branch, before))
      continue
    }
    const answer = await askBranch(branch, left)
    answers.push(answer)
    left -= answer.page.edges.length
  }
  return answers
}

/** Not asked because the page was full before its turn: whether it has anything is seen on the next page. */
function unasked(branch: Contributor, before: UnionPosition): BranchAnswer {
  const page = { branch: branch.name, edges: [], hasNextPage: before.branches[branch.name] !== true, isMissing: false }
  return {
    page,
    result: {
      source: branch.source,
      status: 'OK',
      rows: 0,
      calls: 0,
      oldestFetchedAt: null,
      retryAfterSeconds: null,
      message: null,
    },
    totalCount: null,
  }
}

async function answerOf(
  branch: Branch,
  { order }: UnionQuery,
  page: { first: number; after: string | null; selection: SelectionSetNode },
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<BranchAnswer> {
  const answer = await branch.ask(page)
  if (answer instanceof Error || answer === null || answer === undefined)
    return failed(branch, answer instanceof Error ? answer : undefined)
  return succeeded(branch, order, answer as ExternalConnection, context, info)
}

interface ExternalConnection {
  readonly edges: readonly ({ readonly cursor: string } | null)[]
  readonly pageInfo: { readonly hasNextPage: boolean }
  readonly totalCount: number | null
  readonly sourceResults: readonly SourceResult[]
}

function succeeded(
  branch: Branch,
  order: readonly OrderTerm[],
  connection: ExternalConnection,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): BranchAnswer {
  const { subschema } = requireSource(branch.source, context)
  // Annotates the edges as this subgraph's objects, so that fields below resolve and fail in their places.
  const edges = resolveExternalValue(
    connection.edges,
    getUnpathedErrors(connection as never),
    subschema,
    context,
    info,
    edgesType(info),
  ) as ExternalConnection['edges']
  const [result] = connection.sourceResults
  return {
    page: {
      branch: branch.name,
      edges: edges.map((edge) => ({
        branch: branch.name,
        cursor: edge!.cursor,
        values: order.length > 0 ? branchCursorValues(edge!.cursor) : [],
        external: edge,
      })),
      hasNextPage: connection.pageInfo.hasNextPage,
      isMissing: result !== undefined && !isIn(result),
    },
    result: result ?? missingResult(branch.source, undefined),
    totalCount: connection.totalCount,
  }
}

function edgesType(info: GraphQLResolveInfo) {
  return (getNamedType(info.returnType) as GraphQLObjectType).getFields().edges!.type
}

/** The answer of a contributor whose part is not in the list. */
export function failed(branch: Contributor, error: Error | undefined): BranchAnswer {
  const page = { branch: branch.name, edges: [], hasNextPage: false, isMissing: true }
  return { page, result: missingResult(branch.source, error), totalCount: null, ...(error ? { error } : {}) }
}

/** Known only when every branch was asked from its start and could count. */
function total(
  answers: readonly BranchAnswer[],
  before: UnionPosition,
  missing: readonly SourceResult[],
): number | null {
  const isWhole = missing.length === 0 && Object.keys(before.branches).length === 0
  if (!isWhole || answers.some((answer) => answer.totalCount === null)) return null
  return answers.reduce((sum, answer) => sum + answer.totalCount!, 0)
}

/** Resolvers of any `<T>Connection`, for merged ones. */
export const connectionResolvers = {
  edges: (connection: UnionConnection) => connection.page.edges.map((merged) => ({ merged, list: connection.list })),
  nodes: (connection: UnionConnection, _args: unknown, context: GatewayContext, info: GraphQLResolveInfo) =>
    connection.page.edges.map(({ edge }, i) =>
      nodeAt(edge, placeName(String(info.path.key)), [...pathOf(info), i], context, info),
    ),
  pageInfo: ({ page, list }: UnionConnection) => ({
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    startCursor: page.edges[0] ? encodeCursor(list, page.edges[0].position) : null,
    endCursor:
      page.edges.length > 0 || Object.keys(page.position.branches).length > 0
        ? encodeCursor(list, page.position)
        : null,
  }),
  totalCount: (connection: UnionConnection) => connection.totalCount,
  sourceResults: (connection: UnionConnection) => connection.sourceResults,
  complete: (connection: UnionConnection) => connection.sourceResults.every((result) => result.status === 'OK'),
}

/** Resolvers of any `<T>Edge`, for edges of merged connections. */
export const edgeResolvers = {
  cursor: ({ merged, list }: { merged: MergedEdge; list: string }) => encodeCursor(list, merged.position),
  node: ({ merged }: { merged: MergedEdge }, _args: unknown, context: GatewayContext, info: GraphQLResolveInfo) =>
    nodeAt(
      merged.edge,
      placeName(String(info.path.prev?.prev?.key), String(info.path.key)),
      pathOf(info),
      context,
      info,
    ),
}

function nodeAt(
  edge: MergedEdge['edge'],
  place: string,
  path: (string | number)[],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): unknown {
  const external = edge.external as Record<string, unknown>
  const { subschema } = requireSource(sourceOf(edge.branch), context)
  // `nodes` is a list, but each of its values is resolved by itself.
  return resolveExternalValue(
    relocated(external[place], place, path),
    getUnpathedErrors(external as never),
    subschema,
    context,
    info,
    getNamedType(info.returnType),
  )
}

/** Branch names are `source` or `source/member`. */
const sourceOf = (branch: string): string => branch.split('/')[0]!
