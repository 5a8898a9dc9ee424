import type { Link, NativeQuery, NativeRequest, NativeRow, Source } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { chunkRequests } from './chunks.ts'

/** Follows a request's pages in order. @throws FreshetError PAGE_INCONSISTENT when a page leads back to itself or to one before */
export async function* pages(source: Source, request: NativeRequest, link: Link): AsyncGenerator<readonly NativeRow[]> {
  const seen = new Set<string>()
  for (let next: NativeRequest | undefined = request; next; ) {
    const name = `${next.path}\n${next.body ?? ''}`
    if (seen.has(name))
      throw new FreshetError('PAGE_INCONSISTENT', { source: source.name, detail: `page repeated: ${next.text}` })
    seen.add(name)
    const page: Awaited<ReturnType<typeof source.connector.fetch>> = await source.connector.fetch(next, link)
    yield page.rows
    next = page.next
  }
}

/** Every row of a native query, its chunks read in parallel, up to a cap that protects both sides. */
export async function allRows(source: Source, query: NativeQuery, link: Link): Promise<NativeRow[]> {
  const budget = { left: source.maxScanRows }
  const chunks = await Promise.all(
    chunkRequests(source, query).map((request) => rowsOf(source, request, link, budget, query.object)),
  )
  return chunks.flat()
}

async function rowsOf(
  source: Source,
  request: NativeRequest,
  link: Link,
  budget: { left: number },
  object: string,
): Promise<NativeRow[]> {
  const rows: NativeRow[] = []
  for await (const page of pages(source, request, link)) {
    budget.left -= page.length
    if (budget.left < 0) throw tooManyRows(source, object)
    rows.push(...page)
  }
  return rows
}

export function tooManyRows(source: Source, object: string): FreshetError {
  return new FreshetError('QUERY_TOO_COSTLY', {
    source: source.name,
    message: `The source "${source.name}" would have to send more than ${source.maxScanRows} rows of ${object} for this question. Narrow the filter, or order by a field that the source sorts itself; see the source's README for which.`,
  })
}
