import { decodeGlobalId } from '../../gateway/connector/index.ts'
import { graphql } from './graphql.ts'
import { type AloneFixtures, aloneSource, crossOrder, type Fixtures } from './questions.ts'

/** How many variants of each question there are. */
const VARIANTS = 40

interface Edges {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly sourceResults: readonly { readonly source: string }[]
}

/** Finds what to ask about by asking the gateway itself. */
export async function readFixtures(url: string, sources: readonly string[]): Promise<Fixtures> {
  const everyone = await list(url, 'customers', 400, crossOrder)
  return {
    sources: everyone.sourceResults.map(({ source }) => source),
    places: spread(everyone.edges, VARIANTS).map(({ cursor }) => cursor),
    alone: sources.includes(aloneSource) ? await readAlone(url) : undefined,
  }
}

async function readAlone(url: string): Promise<AloneFixtures> {
  const only = `sources: ["${aloneSource}"]`
  const customers = await list(url, 'customers', 1_000, only)
  const items = await list(url, 'items', 200, only)
  const withKey = ({ cursor, node }: Edges['edges'][number]) => ({
    cursor,
    id: node.id,
    key: decodeGlobalId(node.id)!.key,
  })
  return {
    source: aloneSource,
    // So that whole pages follow.
    customers: spread(customers.edges.slice(0, Math.max(1, customers.edges.length - 200)), VARIANTS).map(withKey),
    items: spread(items.edges, VARIANTS).map(withKey),
  }
}

async function list(url: string, field: string, first: number, more: string): Promise<Edges> {
  const query = `{ ${field}(first: ${first}, ${more}) { edges { cursor node { id } } sourceResults { source } } }`
  const data = await graphql(url, query, {})
  return data[field] as Edges
}

/** So many of them, evenly. */
function spread<T>(values: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(values.length / count))
  return values.filter((_, i) => i % step === 0).slice(0, count)
}
