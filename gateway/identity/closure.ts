/** Names of records that are members of one cluster, and the explicit links between them. */
export interface Link {
  /** The record that names the other one. */
  readonly from: string
  readonly to: string
  /** The source of `from`: two of its records must not name one and the same record. */
  readonly namedBy: string
}

/** Finds links by reading sources; each method takes a whole frontier. Failures of a source are the directory's to note. */
export interface LinkDirectory {
  /** Links in which these records name others, or are named by others. */
  linksOf(records: readonly string[]): Promise<readonly Link[]>
}

/** Explicit links chain through a hub: account → ERP record → other accounts that name it → their ERP records. */
const mostRounds = 4

/**
 * The clusters of some records: everything reachable over explicit links, followed in both directions, a level at a time.
 * A record that two records of one source claim is claimed by none: which of them is right, only a person can say.
 */
export async function clustersOf(starts: readonly string[], directory: LinkDirectory): Promise<Map<string, string[]>> {
  const links = new Map<string, Link>()
  const seen = new Set(starts)
  let frontier = [...seen]
  for (let round = 0; frontier.length > 0 && round < mostRounds; round++) {
    const found = await directory.linksOf(frontier)
    for (const link of found) links.set(`${link.from}\n${link.to}`, link)
    frontier = [...new Set(found.flatMap(({ from, to }) => [from, to]))].filter((name) => !seen.has(name))
    for (const name of frontier) seen.add(name)
  }
  return components(starts, undisputed([...links.values()]))
}

/** The links whose target no second record of the naming source claims. */
export function undisputed(links: readonly Link[]): Link[] {
  const claims = new Map<string, number>()
  const claimOf = (link: Link) => `${link.namedBy}\n${link.to}`
  for (const link of links) claims.set(claimOf(link), (claims.get(claimOf(link)) ?? 0) + 1)
  return links.filter((link) => claims.get(claimOf(link)) === 1)
}

function components(starts: readonly string[], links: readonly Link[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>()
  const connect = (a: string, b: string) => neighbours.set(a, [...(neighbours.get(a) ?? []), b])
  for (const { from, to } of links) {
    connect(from, to)
    connect(to, from)
  }
  return new Map(starts.map((start) => [start, reachable(start, neighbours)]))
}

function reachable(start: string, neighbours: ReadonlyMap<string, readonly string[]>): string[] {
  const members = new Set([start])
  for (const member of members) for (const next of neighbours.get(member) ?? []) members.add(next)
  return [...members]
}
