import { canonical } from '../connector/index.ts'
import { type Card, type CardPage, type ClusterKind, runLinks, type Target, type Told } from '../identity/index.ts'
import { countOf, type OpenedLinks } from './link-open.ts'

const kinds: readonly ClusterKind[] = ['Customer', 'Supplier', 'Item']

/** Everything that identity reads of a record, hints included: a run pays for a whole page at once. */
const cardFields: Readonly<Record<ClusterKind, string>> = {
  Customer: 'id name identifiers { scheme value country } emails phones domains addresses { postalCode country }',
  Supplier: 'id name identifiers { scheme value country } emails phones domains addresses { postalCode country }',
  Item: 'id name sku identifiers { scheme value country }',
}

const pageRows = 500
const pageTimeoutMillis = 120_000

/** Reads the systems into the crosswalk, in the lane that leaves callers room. */
export async function readSystems(opened: OpenedLinks): Promise<number> {
  const { gateway, identity, crosswalk, flags, now } = opened
  const targets = targetsOf(gateway)
  const isMeant = ({ source, kind }: Target) =>
    (flags.source === undefined || flags.source === source) && (flags.type === undefined || flags.type === kind)
  if (!targets.some(isMeant)) {
    const known = [...new Set(targets.map(({ source }) => source))].join(', ')
    console.error(`There is nothing to read: --source is one of ${known}, --type one of ${kinds.join(', ')}.`)
    return 2
  }
  const budgetCalls = countOf(flags['budget-calls'], 'budget-calls', Number.MAX_SAFE_INTEGER)
  let hasFailed = false
  const report = (told: Told) => {
    hasFailed ||= told.state === 'failed'
    console.log(lineOf(told))
  }
  const read = (target: Target, cursor: string | null) => readPage(gateway, target, cursor)
  const { calls, complete } = await runLinks({
    crosswalk,
    facts: identity.facts,
    targets,
    only: isMeant,
    budgetCalls,
    read,
    now,
    report,
  })
  const known = complete.length > 0 ? `Read to the end everywhere: ${complete.join(', ')}. ` : ''
  console.log(`${known}${calls} calls.`)
  return hasFailed ? 1 : 0
}

function targetsOf(gateway: OpenedLinks['gateway']): Target[] {
  const sources = gateway.members.map(({ source }) => source)
  return kinds.flatMap((kind) =>
    sources.flatMap((source): Target[] => (source.entities[kind] ? [{ source: source.name, kind }] : [])),
  )
}

function lineOf({ source, kind, records, state, failure }: Told): string {
  const what = { reading: '', done: ', all of them', stopped: ', stopped by the budget', failed: `: ${failure}` }[state]
  return `${source}: ${records} ${canonical[kind].plural} read${what}`
}

async function readPage(
  gateway: OpenedLinks['gateway'],
  { source, kind }: Target,
  cursor: string | null,
): Promise<CardPage> {
  const { plural } = canonical[kind]
  const { data, errors, calls } = await gateway.ask({
    query: `query ($source: String!, $after: String) { page: ${plural}(sources: [$source], first: ${pageRows}, after: $after) {
      nodes { ${cardFields[kind]} } pageInfo { hasNextPage endCursor } sourceResults { status message } } }`,
    variables: { source, after: cursor },
    lane: 'batch',
    timeoutMillis: pageTimeoutMillis,
    maxAgeMillis: 0,
  })
  const page = data?.page as PageData | null | undefined
  const broken = page?.sourceResults.find(({ status }) => status !== 'OK')
  if (!page || broken)
    return {
      cards: [],
      next: null,
      calls,
      failure: broken?.message ?? broken?.status ?? errors[0]?.message ?? 'failed',
    }
  const { hasNextPage, endCursor } = page.pageInfo
  return { cards: page.nodes, next: hasNextPage ? endCursor : null, calls }
}

interface PageData {
  readonly nodes: readonly Card[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly sourceResults: readonly { readonly status: string; readonly message: string | null }[]
}
