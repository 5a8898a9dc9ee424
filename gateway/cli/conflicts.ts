import { canonical } from '../connector/index.ts'
import type { Cluster, ClusterKind } from '../identity/index.ts'
import { countOf, type OpenedLinks, openLinks, recordName } from './link-open.ts'

export const summary = 'conflicts [--type TYPE] [--limit N] [--json]   fields on which systems disagree about one thing'

interface Conflict {
  readonly path: string
  readonly value: string | null
  readonly record: string | null
  readonly rule: string
  readonly others: readonly { readonly value: string; readonly records: readonly string[] }[]
  readonly complete: boolean
}

interface Conflicting {
  readonly type: ClusterKind
  readonly name: string
  readonly members: readonly string[]
  readonly conflicts: readonly Conflict[]
}

const kinds: readonly ClusterKind[] = ['Customer', 'Supplier', 'Item']
/** As many profiles as are read at once: one question per source for all of them. */
const pageSize = 50

/** Compares the members of clusters that the crosswalk knows, field by field; what they hold is read from their systems. */
export async function run(args: readonly string[]): Promise<number> {
  const opened = await openLinks(args, true)
  try {
    const wanted = kinds.filter((kind) => opened.flags.type === undefined || opened.flags.type === kind)
    if (wanted.length === 0) throw new Error(`--type is one of ${kinds.join(', ')}.`)
    const limit = countOf(opened.flags.limit, 'limit', 1_000)
    const reports: Conflicting[] = []
    for (const kind of wanted) reports.push(...(await conflictsOf(kind, opened, limit - reports.length)))
    console.log(opened.flags.json ? JSON.stringify(reports, null, 2) : textOf(reports))
    return 0
  } finally {
    await opened.gateway.close()
  }
}

/** At most `limit` things that have conflicts. */
async function conflictsOf(kind: ClusterKind, opened: OpenedLinks, limit: number): Promise<Conflicting[]> {
  const found: Conflicting[] = []
  for (let after: string | undefined; found.length < limit; ) {
    const page = await opened.crosswalk.clusters(kind, after, pageSize)
    if (page.length === 0) break
    found.push(...(await compare(kind, page, opened)))
    after = page.at(-1)!.id
  }
  return found.slice(0, limit)
}

async function compare(kind: ClusterKind, page: readonly Cluster[], { gateway }: OpenedLinks): Promise<Conflicting[]> {
  const { data, errors } = await gateway.ask({
    query: `query ($records: [ID!]!) { profiles: ${canonical[kind].plural!.slice(0, -1)}Profiles(records: $records) {
      displayName conflicts { path value record rule others { value records } complete } } }`,
    variables: { records: page.map(({ members }) => members[0]!) },
    lane: 'batch',
    timeoutMillis: 120_000,
  })
  for (const { message } of errors) console.error(`freshet: ${message}`)
  const profiles = (data?.profiles ?? []) as readonly ({ displayName: string; conflicts: Conflict[] } | null)[]
  return profiles.flatMap((profile, i) =>
    profile && profile.conflicts.length > 0
      ? [{ type: kind, name: profile.displayName, members: page[i]!.members, conflicts: profile.conflicts }]
      : [],
  )
}

function textOf(reports: readonly Conflicting[]): string {
  const lines = reports.flatMap(({ type, name, members, conflicts }) => [
    `${type} ${JSON.stringify(name)} (${members.map(recordName).join(', ')})`,
    ...conflicts.flatMap(({ path, value, record, rule, others, complete }) => [
      `  ${path}: ${JSON.stringify(value)} of ${record ? recordName(record) : 'nobody'} by ${rule}${complete ? '' : ', not all systems could be read'}`,
      ...others.map((other) => `    not ${JSON.stringify(other.value)} of ${other.records.map(recordName).join(', ')}`),
    ]),
  ])
  return [...lines, `${reports.length} with conflicts.`].join('\n')
}
