import type { Link, NativeQuery, NativeRequest, NativeRow, Page, Source } from '../connector/index.ts'
import { FreshetError, ofSource } from '../errors.ts'
import { chunkRequests } from './chunks.ts'

/** What makes a row the same row when it comes again. */
export type RowIdentity = (row: NativeRow) => string

/**
 * Follows a request's pages in order. A row that comes again, pushed back by a new one before it, is left out.
 * @throws FreshetError PAGE_INCONSISTENT when a page leads back to itself or to one before, or holds only rows that were read
 */
export async function* pages(
  source: Source,
  request: NativeRequest,
  link: Link,
  identity?: RowIdentity,
): AsyncGenerator<readonly NativeRow[]> {
  const seen = new Set<string>()
  const fresh = identity && freshRows(identity)
  for (let next: NativeRequest | undefined = request; next; ) {
    const name = `${next.path}\n${next.body ?? ''}`
    if (seen.has(name)) throw inconsistent(source, `page repeated: ${next.text}`)
    seen.add(name)
    const page: Page = await fetchPage(source, next, link)
    const isOnly = seen.size === 1 && !page.next
    const rows = fresh && !isOnly ? fresh(page.rows) : page.rows
    if (rows.length === 0 && page.rows.length > 0) throw inconsistent(source, `rows repeated: ${next.text}`)
    yield rows
    next = page.next
  }
}

/** Every row of a native query, its chunks read in parallel, up to a cap that protects both sides. */
export async function allRows(
  source: Source,
  query: NativeQuery,
  link: Link,
  identity?: RowIdentity,
): Promise<readonly NativeRow[]> {
  const budget = { left: source.maxScanRows }
  const requests = chunkRequests(source, query)
  const chunks = await Promise.all(
    requests.map((request) => rowsOf(source, request, link, budget, query.object, identity)),
  )
  // A vendor that compares loosely may give a row for a key of one chunk and for a key of another.
  return identity && chunks.length > 1 ? freshRows(identity)(chunks.flat()) : chunks.flat()
}

async function rowsOf(
  source: Source,
  request: NativeRequest,
  link: Link,
  budget: { left: number },
  object: string,
  identity: RowIdentity | undefined,
): Promise<NativeRow[]> {
  const rows: NativeRow[] = []
  for await (const page of pages(source, request, link, identity)) {
    budget.left -= page.length
    if (budget.left < 0) throw tooManyRows(source, object)
    rows.push(...page)
  }
  return rows
}

function freshRows(identity: RowIdentity): (rows: readonly NativeRow[]) => NativeRow[] {
  const seen = new Set<string>()
  return (rows) =>
    rows.filter((row) => {
      const name = identity(row)
      return !seen.has(name) && seen.add(name)
    })
}

/** One round trip. What a connector cannot read of an answer is the answer's fault, and every error names its source. */
async function fetchPage(source: Source, request: NativeRequest, link: Link): Promise<Page> {
  let refusal: unknown
  const noting: Link = {
    call: (asked) =>
      link.call(asked).catch((error) => {
        refusal = error
        throw error
      }),
  }
  try {
    return await source.connector.fetch(request, noting)
  } catch (error) {
    if (error === refusal || error instanceof FreshetError) throw ofSource(error, source.name)
    throw new FreshetError('SOURCE_BAD_RESPONSE', { source: source.name, detail: String(error), cause: error })
  }
}

const inconsistent = (source: Source, detail: string) =>
  new FreshetError('PAGE_INCONSISTENT', { source: source.name, detail })

export function tooManyRows(source: Source, object: string): FreshetError {
  return new FreshetError('QUERY_TOO_COSTLY', {
    source: source.name,
    message: `The source "${source.name}" would have to send more than ${source.maxScanRows} rows of ${object} for this question. Narrow the filter, or order by a field that the source sorts itself; see the source's README for which.`,
  })
}
