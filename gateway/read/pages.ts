import type { Link, NativeQuery, NativeRequest, NativeRow, Page, Source } from '../connector/index.ts'
import { FreshetError, ofSource } from '../errors.ts'
import { chunkRequests } from './chunks.ts'

/** What makes a row the same row when it comes again. */
export type RowIdentity = (row: NativeRow) => string

/** So many pages in a row may be empty though more are said to follow. */
const mostEmptyPages = 10

/** The pages of a request, one after the other. */
export interface Pages {
  /** Whether there is a page that was not read. */
  readonly hasMore: boolean
  /** The rows of the next page. @throws FreshetError, see `readPages` */
  next(): Promise<readonly NativeRow[]>
}

/**
 * Follows a request's pages in order. A row that comes again, pushed back by a new one before it, is left out. When the vendor
 * forgets where we were, it is asked once more from the start, if what was read then comes again just as it did.
 *
 * `next` throws FreshetError PAGE_INCONSISTENT when a page leads back to itself or to one before, holds only rows that were read, or
 * there is no end of empty ones; CURSOR_EXPIRED when the vendor forgets again, or what was read has changed meanwhile
 */
export const readPages = (source: Source, request: NativeRequest, link: Link, identity?: RowIdentity): Pages =>
  new DistinctPages(source, request, link, identity)

class DistinctPages implements Pages {
  private readonly source: Source
  private readonly request: NativeRequest
  private readonly link: Link
  private readonly identity: RowIdentity | undefined
  private readonly seen = new Set<string>()
  private turning: Turning
  /** Since the vendor forgot where we were: what it said, and how many of the rows seen have not come again. */
  private resumed: { readonly error: unknown; owed: number } | undefined = undefined

  constructor(source: Source, request: NativeRequest, link: Link, identity: RowIdentity | undefined) {
    this.source = source
    this.request = request
    this.link = link
    this.identity = identity
    this.turning = new Turning(source, request, link)
  }

  get hasMore(): boolean {
    return this.turning.hasMore || (this.resumed !== undefined && this.resumed.owed > 0)
  }

  async next(): Promise<readonly NativeRow[]> {
    // There are fewer rows than there were.
    if (!this.turning.hasMore) throw this.resumed!.error
    const turned = await this.turn()
    return this.resumed ? this.beyond(turned.rows) : this.distinct(turned)
  }

  private async turn(): Promise<Turned> {
    try {
      return await this.turning.next()
    } catch (error) {
      if (this.resumed || this.seen.size === 0 || !isExpiry(error)) throw error
      this.resumed = { error, owed: this.seen.size }
      this.turning = new Turning(this.source, this.request, this.link)
      return this.turning.next()
    }
  }

  private distinct({ rows, isOnly, text }: Turned): readonly NativeRow[] {
    if (isOnly || !this.identity) return rows
    const fresh = freshRows(rows, this.identity, this.seen)
    if (fresh.length === 0 && rows.length > 0) throw inconsistent(this.source, `rows repeated: ${text}`)
    return fresh
  }

  /** What comes after the rows that were seen. They come first, or the order has changed, and there is no such place any more. */
  private beyond(rows: readonly NativeRow[]): readonly NativeRow[] {
    const { resumed, seen } = this
    const identity = this.identity!
    const again = rows.slice(0, resumed!.owed)
    if (!again.every((row) => seen.has(identity(row)))) throw resumed!.error
    resumed!.owed -= again.length
    return freshRows(rows.slice(again.length), identity, seen)
  }
}

interface Turned {
  readonly rows: readonly NativeRow[]
  readonly isOnly: boolean
  /** The request, for people. */
  readonly text: string
}

/** Turns pages as the vendor links them. */
class Turning {
  private readonly source: Source
  private readonly link: Link
  private request: NativeRequest | undefined
  /** None where there is but one page. */
  private readonly passed = new Set<string>()
  private empty = 0

  constructor(source: Source, request: NativeRequest, link: Link) {
    this.source = source
    this.link = link
    this.request = request
  }

  get hasMore(): boolean {
    return this.request !== undefined
  }

  async next(): Promise<Turned> {
    const { source, passed } = this
    const request = this.request!
    const isFirst = passed.size === 0
    if (!isFirst && passed.has(nameOf(request))) throw inconsistent(source, `page repeated: ${request.text}`)
    const page: Page = await fetchPage(source, request, this.link)
    this.empty = page.rows.length === 0 ? this.empty + 1 : 0
    if (page.next && this.empty === mostEmptyPages)
      throw inconsistent(source, `nothing but empty pages: ${request.text}`)
    if (page.next) passed.add(nameOf(request))
    this.request = page.next
    return { rows: page.rows, isOnly: isFirst && !page.next, text: request.text }
  }
}

const nameOf = ({ path, body }: NativeRequest): string => `${path}\n${body ?? ''}`

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
  const rowsIn = (request: NativeRequest) => rowsOf(source, request, link, budget, query.object, identity)
  if (requests.length === 1) return rowsIn(requests[0]!)
  const rows = (await Promise.all(requests.map(rowsIn))).flat()
  // A vendor that compares loosely may give a row for a key of one chunk and for a key of another.
  return identity ? freshRows(rows, identity) : rows
}

async function rowsOf(
  source: Source,
  request: NativeRequest,
  link: Link,
  budget: { left: number },
  object: string,
  identity: RowIdentity | undefined,
): Promise<readonly NativeRow[]> {
  const pages = readPages(source, request, link, identity)
  const read: (readonly NativeRow[])[] = []
  while (pages.hasMore) {
    const rows = await pages.next()
    budget.left -= rows.length
    if (budget.left < 0) throw tooManyRows(source, object)
    read.push(rows)
  }
  return read.length === 1 ? read[0]! : read.flat()
}

const freshRows = (
  rows: readonly NativeRow[],
  identity: RowIdentity,
  seen: Set<string> = new Set(),
): readonly NativeRow[] =>
  rows.filter((row) => {
    const name = identity(row)
    return !seen.has(name) && seen.add(name)
  })

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
