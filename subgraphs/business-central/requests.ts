import {
  and,
  column,
  type Link,
  type NativeQuery,
  type NativeRequest,
  oneOf,
  type Page,
} from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { namedIn } from '../dialects/odata/named.ts'
import {
  fetchRead,
  type List,
  renderLists,
  renderParts,
  renderRead,
  type SetAddress,
  type Shape,
  withShortPages,
} from '../dialects/odata/reading.ts'
import { dialect } from './dialect.ts'
import { document, idIn, keyIn, line, listOf, type Member } from './members.ts'
import { listPlaces, place } from './places.ts'
import type { Hint } from './sets.ts'
import type { Settings } from './settings.ts'

type Query = NativeQuery<Hint>

/** Of a search for the documents of lines: what is asked once they are known. */
interface Search {
  readonly found: unknown
  readonly query: Query
  readonly address: SetAddress
}

const id = column('id', 'guid')
const documentId = column('documentId', 'guid')

export function render(asked: Query, settings: Settings): NativeRequest {
  const query = withShortPages(asked, settings.documentRows, asked.hint.isOfLines)
  const address = addressOf(query, settings)
  const { members, isOfLines } = query.hint
  if (query.columns.some(({ native }) => native === place)) return renderLists([listPlaces(query)], address, dialect)
  if (members === undefined) return renderRead(query, address, dialect)
  const wanted = isOfLines ? namedIn(query.filter, line).values : undefined
  return wanted ? renderSearch(query, address, members, wanted) : renderMembers(query, address)
}

export async function fetch(request: NativeRequest, link: Link): Promise<Page> {
  const search = request.hint as Partial<Search>
  if (search.query === undefined) return fetchRead(request, link)
  const { query, address, found } = search as Search
  const { rows } = await fetchRead({ ...request, hint: found }, link)
  const documents = [...new Set(rows.map((row) => String(row[document])))]
  if (documents.length === 0) return { rows: [] }
  const filter = and(oneOf(column(document), ...documents), ...(query.filter ? [query.filter] : []))
  return { rows: [], next: renderMembers({ ...query, filter }, address) }
}

/** Everything is below the company, except the list of companies. */
function addressOf({ object, hint }: Query, settings: Settings): SetAddress {
  const { url, tenantId, environment, companyId, language, readReplica, analyticsBatch } = settings
  const route = `/v2.0/${encodeURIComponent(tenantId)}/${encodeURIComponent(environment)}/${hint.service}`
  const company = object === 'companies' ? '' : `companies(${companyId})`
  const isBatched = analyticsBatch || !hint.service.includes('analytics')
  return {
    service: company ? `${route}/${company}` : route,
    key: hint.key,
    origin: url,
    // The longest address is not documented; ids beyond these are spread over the 100 operations that a batch may have.
    maxUrlChars: isBatched ? 2_000 : Number.POSITIVE_INFINITY,
    maxAlternatives: isBatched ? 40 : Number.POSITIVE_INFINITY,
    paging: 'links',
    batch: {
      format: 'json',
      service: route,
      prefix: company && `${company}/`,
      headers: { 'accept-language': language },
    },
    headers: { 'accept-language': language, ...(readReplica && { 'data-access-intent': 'ReadOnly' }) },
  }
}

/** Lines are read with their documents: by themselves they are only given for one document or one line at a time. */
function renderMembers(query: Query, address: SetAddress): NativeRequest {
  const { members = [], isOfLines = false } = query.hint
  const lists = members.flatMap((member) => {
    const list = listOf(query, member, members, isOfLines)
    return list ? [{ query: list.query, shape: whole(member.lines, list.shape!) }] : []
  })
  return renderParts(query, lists, address, dialect)
}

/** Lines that went on elsewhere would be missing without anybody noticing. */
const whole =
  (lines: string, shape: Shape): Shape =>
  (row) => {
    if (row[`${lines}@odata.nextLink`] === undefined) return shape(row)
    throw new FreshetError('PAGE_INCONSISTENT', { detail: `${lines} of a document do not come in one page` })
  }

/** To which documents lines belong: one GET for each, as a list of ids is not taken here. */
function renderSearch(
  query: Query,
  address: SetAddress,
  members: readonly Member[],
  wanted: readonly string[],
): NativeRequest {
  const columns = [id, documentId]
  const lists = members.flatMap(({ object, lines }): List[] => {
    const ids = wanted.flatMap((key) => idIn(key, lines, members) ?? [])
    const shape: Shape = (row) => [{ [document]: keyIn(members, object, String(row[documentId.native])) }]
    const asked = { ...query, hint: undefined, object: lines, columns, filter: oneOf(id, ...ids), order: [] }
    return ids.length > 0 ? [{ query: asked, shape }] : []
  })
  if (lists.length === 0) return renderParts(query, lists, address, dialect)
  const request = renderLists(lists, { ...address, maxAlternatives: 1 }, dialect)
  return { ...request, hint: { found: request.hint, query, address } satisfies Search }
}
