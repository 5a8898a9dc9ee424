import type { Link, NativeQuery, NativeRequest, NativeRow, Page, Source } from '../connector/index.ts'
import { FreshetError, ofSource } from '../errors.ts'
import { chunkRequests } from './chunks.ts'

/** What makes a row the same row when it comes again. */
export type RowIdentity = (row: NativeRow) => string

/** So many pages in a row may be empty though more are said to follow. */
const mostEmptyPages = 10

/**
 * Follows a request's pages in order. A row that comes again, pushed back by a new one before it, is left out. When the vendor
 * forgets where we were, it is asked once more from the start, if what was read then comes again just as it did.
 * @throws FreshetError PAGE_INCONSISTENT when a page leads back to itself or to one before, holds only rows that were read, or
 * there is no end of empty ones; CURSOR_EXPIRED when the vendor forgets again, or what was read has changed meanwhile
 */
export async function* pages(
  source: Source,
  request: NativeRequest,
  link: Link,
  identity?: RowIdentity,
): AsyncGenerator<readonly NativeRow[]> {
  const seen = new Set<string>()
  const fresh = identity && freshRows(identity, seen)
  try {
    for await (const { rows, isOnly, text } of following(source, request, link)) {
      const some = fresh && !isOnly ? fresh(rows) : rows
      if (some.length === 0 && rows.length > 0) throw inconsistent(source, `rows repeated: ${text}`)
      yield some
    }
  } catch (error) {
    if (!identity || seen.size === 0 || !isExpiry(error)) throw error
    yield* beyond(following(source, request, link), { identity, seen, error })
  }
}

interface Turned {
  readonly rows: readonly NativeRow[]
  readonly isOnly: boolean
  /** The request, for people. */
  readonly text: string
}

async function* following(source: Source, request: NativeRequest, link: Link): AsyncGenerator<Turned> {
  const passed = new Set<string>()
  let empty = 0
  for (let next: NativeRequest | undefined = request; next; ) {
    const name = `${next.path}\n${next.body ?? ''}`
    if (passed.has(name)) throw inconsistent(source, `page repeated: ${next.text}`)
    passed.add(name)
    const page: Page = await fetchPage(source, next, link)
    empty = page.rows.length === 0 ? empty + 1 : 0
    if (page.next && empty === mostEmptyPages) throw inconsistent(source, `nothing but empty pages: ${next.text}`)
    yield { rows: page.rows, isOnly: passed.size === 1 && !page.next, text: next.text }
    next = page.next
  }
}

interface Resumption {
  readonly identity: RowIdentity
  readonly seen: Set<string>
  /** What is wrong if it cannot be done. */
  readonly error: unknown
}

/** What comes after the rows that were seen. They come first, or the order has changed, and there is no such place any more. */
async function* beyond(
  turned: AsyncGenerator<Turned>,
  { identity, seen, error }: Resumption,
): AsyncGenerator<readonly NativeRow[]> {
  const fresh = freshRows(identity, seen)
  let owed = seen.size
  for await (const { rows } of turned) {
    const again = rows.slice(0, owed)
    if (!again.every((row) => seen.has(identity(row)))) throw error
    owed -= again.length
    yield fresh(rows.slice(again.length))
  }
  if (owed > 0) throw error
}

const isExpiry = (error: unknown): boolean => error instanceof FreshetError && error.code === 'CURSOR_EXPIRED'

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

function freshRows(identity: RowIdentity, seen: Set<string> = new Set()): (rows: readonly NativeRow[]) => NativeRow[] {
  return (rows) =>
    rows.filter((row) => {
      const name = identity(row)
      return !seen.has(name) && seen.add(name)
    })
}

const fetchPage = (source: Source, request: NativeRequest, link: Link): Promise<Page> =>
  roundTrip(source, link, (noting) => source.connector.fetch(request, noting))

/** One round trip. What a connector cannot read of an answer is the answer's fault, and every error names its source. */
export async function roundTrip<T>(source: Source, link: Link, make: (link: Link) => Promise<T>): Promise<T> {
  let refusal: unknown
  const noting: Link = {
    call: (asked) =>
      link.call(asked).catch((error) => {
        refusal = error
        throw error
      }),
  }
  try {
    return await make(noting)
  } catch (error) {
    if (error === refusal || error instanceof FreshetError) throw ofSource(error, source.name)
    throw new FreshetError('SOURCE_BAD_RESPONSE', { source: source.name, detail: String(error), cause: error })
  }
}

const inconsistent = (source: Source, detail: string) =>
  new FreshetError('PAGE_INCONSISTENT', { source: source.name, detail })

/** More rows than may be read of a source for one question. */
export class TooManyRows extends FreshetError {}

export function tooManyRows(source: Source, object: string): TooManyRows {
  return new TooManyRows('QUERY_TOO_COSTLY', {
    source: source.name,
    message: `The source "${source.name}" would have to send more than ${source.maxScanRows} rows of ${object} for this question. Narrow the filter, or order by a field that the source sorts itself; see the source's README for which.`,
  })
}

/** The same for sums, with the reason why the source does not add up itself. */
export function tooManyToAdd(source: Source, object: string, reason: string): FreshetError {
  const { name, maxScanRows, caps } = source
  return new FreshetError('QUERY_TOO_COSTLY', {
    source: name,
    message: `The source "${name}" would have to send more than ${maxScanRows} rows of ${object}, in some ${Math.ceil(maxScanRows / caps.pageRows)} calls, to be added up here: ${reason}. Narrow the filter, or ask for other groups.`,
  })
}
