import type { Link, NativeFilter, NativeQuery, NativeRequest, NativeRow, Page } from '../../gateway/connector/index.ts'
import { FreshetError } from '../../gateway/errors.ts'
import { renderFilter } from '../dialects/odata/render.ts'
import { serviceLayer } from './dialect.ts'
import { kind, type Place } from './sets.ts'
import type { Settings } from './settings.ts'

/** A join of documents with their lines on its way. */
export interface Joined {
  readonly joined: {
    readonly service: string
    readonly set: string
    readonly collection: string
    readonly option: string
    readonly size: number
    readonly read: number
    /** The set, where rows are told apart by it. */
    readonly tag?: string
  }
}

/**
 * The lines of many documents, joined by the query service: its question stands in a body, so that no list of documents is
 * too long, and only the wanted columns of lines come back.
 */
export function renderJoined(query: NativeQuery, { entry, sets }: Place, settings: Settings): NativeRequest {
  const collection = entry!.native.split('/')[0]!
  const set = query.object
  const columns = query.columns.map(({ native }) => native)
  const isOfLine = (native: string) => native.startsWith(`${collection}/`)
  const own = columns.filter((native) => !isOfLine(native))
  const ofLine = columns.filter(isOfLine).map((native) => native.slice(collection.length + 1))
  const [key] = own as [string]
  const join = `${set}/DocEntry eq ${set}/${collection}/DocEntry`
  const option = [
    `$expand=${set}($select=${own.join(',')}),${set}/${collection}($select=${ofLine.join(',')})`,
    `$filter=${join} and (${renderFilter(ofSet(query.filter!, set), serviceLayer)})`,
    `$orderby=${set}/${key},${set}/${entry!.native}`,
  ].join('&')
  const { servicePath: service, pageRows: size } = settings
  return requestOf({
    joined: { service, set, collection, option, size, read: 0, ...(sets.length > 1 && { tag: set }) },
  })
}

function ofSet(filter: NativeFilter, set: string): NativeFilter {
  if ('terms' in filter) return { ...filter, terms: filter.terms.map((term) => ofSet(term, set)) }
  return { ...filter, column: { ...filter.column, native: `${set}/${filter.column.native}` } }
}

function requestOf(hint: Joined): NativeRequest {
  const { service, set, collection, option, size, read } = hint.joined
  const path = `${service}/QueryService_PostQuery`
  const question = {
    QueryPath: `$crossjoin(${set},${set}/${collection})`,
    QueryOption: read > 0 ? `${option}&$skip=${read}` : option,
  }
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', accept: 'application/json', prefer: `odata.maxpagesize=${size}` },
    body: JSON.stringify(question),
    text: `POST ${path} ${question.QueryPath}?${question.QueryOption}`,
    hint,
  }
}

/** What follows is counted off: where a link of an answer to a POST would lead is not said anywhere. */
export async function fetchJoined(request: NativeRequest, { joined }: Joined, link: Link): Promise<Page> {
  const { value, ...rest } = ((await link.call(request)).json() ?? {}) as Readonly<Record<string, unknown>>
  if (!Array.isArray(value))
    throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'the answer has no list of values' })
  const rows = (value as NativeRow[]).map((row) => split(row, joined))
  const isLast = rows.length < joined.size && !Object.keys(rest).some((name) => name.endsWith('odata.nextLink'))
  if (isLast || rows.length === 0) return { rows }
  return { rows, next: requestOf({ joined: { ...joined, read: joined.read + rows.length } }) }
}

/** `{"Orders":{…},"Orders/DocumentLines":{…}}`, as a document with one line. */
function split(row: NativeRow, { set, collection, tag }: Joined['joined']): NativeRow {
  const [document, line] = [row[set], row[`${set}/${collection}`]]
  if (typeof document !== 'object' || typeof line !== 'object' || !document || !line)
    throw new FreshetError('SOURCE_BAD_RESPONSE', { detail: 'a row of the join lacks one of its sides' })
  return { ...document, [collection]: line, ...(tag !== undefined && { [kind]: tag }) }
}
