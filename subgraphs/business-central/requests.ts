import {
  and,
  column,
  type Link,
  type NativeFilter,
  type NativeQuery,
  type NativeRequest,
  oneOf,
  type Page,
} from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { listEntries } from '../dialects/odata/collections.ts'
import { fetchRead, renderLists, renderRead, type SetAddress, type Shape } from '../dialects/odata/reading.ts'
import { dialect } from './dialect.ts'
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

export function render(query: Query, settings: Settings): NativeRequest {
  const address = addressOf(query, settings)
  if (query.columns.some(({ native }) => native === place)) return renderLists([listPlaces(query)], address, dialect)
  if (query.hint.documents === undefined) return renderRead(query, address, dialect)
  const wanted = lineIds(query)
  return wanted ? renderSearch(query, address, wanted) : renderLines(query, address)
}

export async function fetch(request: NativeRequest, link: Link): Promise<Page> {
  const search = request.hint as Partial<Search>
  if (search.query === undefined) return fetchRead(request, link)
  const { query, address, found } = search as Search
  const { rows } = await fetchRead({ ...request, hint: found }, link)
  const documents = [...new Set(rows.map((row) => String(row[documentId.native])))]
  if (documents.length === 0) return { rows: [] }
  const filter = and(oneOf(id, ...documents), ...(query.filter ? [query.filter] : []))
  return { rows: [], next: renderLines({ ...query, filter }, address) }
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
function renderLines(query: Query, address: SetAddress): NativeRequest {
  const lines = query.object
  const sequence = column(`${lines}/sequence`, 'number')
  const documents = { ...query, object: query.hint.documents!, columns: [...query.columns, sequence] }
  const list = listEntries(documents, sequence)
  return renderLists([{ query: list.query, shape: whole(lines, list.shape!) }], address, dialect)
}

/** Lines that went on elsewhere would be missing without anybody noticing. */
const whole =
  (lines: string, shape: Shape): Shape =>
  (row) => {
    if (row[`${lines}@odata.nextLink`] === undefined) return shape(row)
    throw new FreshetError('PAGE_INCONSISTENT', { detail: `${lines} of a document do not come in one page` })
  }

/** The lines that a question names; undefined where it names none. */
function lineIds({ object, filter }: Query): readonly string[] | undefined {
  const terms: readonly NativeFilter[] = filter === undefined ? [] : filter.kind === 'and' ? filter.terms : [filter]
  for (const term of terms) {
    if ('terms' in term || term.column.native !== `${object}/${id.native}`) continue
    if (term.kind === 'in') return term.values
    if (term.kind === 'compare' && term.op === 'eq') return [term.value]
  }
  return undefined
}

/** To which documents lines belong: one GET for each, as a list of ids is not taken here. */
function renderSearch(query: Query, address: SetAddress, wanted: readonly string[]): NativeRequest {
  const ask = {
    object: query.object,
    hint: undefined,
    columns: [id, documentId],
    filter: oneOf(id, ...wanted),
    order: [],
    pageRows: query.pageRows,
  }
  const request = renderRead(ask, { ...address, maxAlternatives: 1 }, dialect)
  return { ...request, hint: { found: request.hint, query, address } satisfies Search }
}
