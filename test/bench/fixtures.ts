import { decodeGlobalId } from '../../gateway/connector/index.ts'
import { graphql } from './graphql.ts'
import { type AloneFixtures, crossOrder, type Fixtures, type Place } from './questions.ts'
import { readmeCustomer } from './readme.ts'
import { aloneSource } from './system.ts'

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly sourceResults: readonly { readonly source: string }[]
}

/** Finds what to ask about by asking the gateway itself. */
export async function readFixtures(url: string, sources: readonly string[]): Promise<Fixtures> {
  const everyone = await page(url, 'customers', 400, crossOrder)
  return {
    sources: everyone.sourceResults.map(({ source }) => source),
    places: everyone.edges.map(({ cursor }) => cursor),
    alone: sources.includes(aloneSource) ? await readAlone(url) : undefined,
    hasReadmeCustomer: await hasCustomer(url, readmeCustomer),
  }
}

async function hasCustomer(url: string, id: string): Promise<boolean> {
  const { data } = await graphql(url, 'query ($id: ID!) { customer(id: $id) { id } }', { id })
  return data.customer !== null
}

async function readAlone(url: string): Promise<AloneFixtures> {
  const customers = await places(url, 'customers', 3_000)
  return { source: aloneSource, customers, items: await places(url, 'items', 200) }
}

/** The first so many, or all there are. */
async function places(url: string, field: string, most: number): Promise<Place[]> {
  const found: Place[] = []
  for (let after: string | null = null; ; ) {
    const first = Math.min(1_000, most - found.length)
    const more = `${after === null ? '' : `after: "${after}", `}sources: ["${aloneSource}"]`
    const { edges, pageInfo }: Page = await page(url, field, first, more)
    found.push(...edges.map(({ cursor, node: { id } }) => ({ cursor, id, key: decodeGlobalId(id)!.key })))
    if (!pageInfo.hasNextPage || found.length >= most) return found
    after = pageInfo.endCursor
  }
}

async function page(url: string, field: string, first: number, more: string): Promise<Page> {
  const selection = '{ edges { cursor node { id } } pageInfo { hasNextPage endCursor } sourceResults { source } }'
  const { data } = await graphql(url, `{ ${field}(first: ${first}, ${more}) ${selection} }`, {})
  return data[field] as Page
}
