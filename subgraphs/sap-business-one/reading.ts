import type { Link, NativeQuery, NativeRequest, NativeRow, Page } from '../../gateway/connector/index.ts'
import { listEntries, meets } from '../dialects/odata/collections.ts'
import { fetchRead, type List, renderLists, type SetAddress, type Shape } from '../dialects/odata/reading.ts'
import { listOf } from '../dialects/odata/tagged.ts'
import { serviceLayer } from './dialect.ts'
import { fetchJoined, type Joined, renderJoined } from './query-service.ts'
import { kind, type Place } from './sets.ts'
import type { Settings } from './settings.ts'

/** Rows that are known without asking. */
interface Known {
  readonly known: readonly NativeRow[]
}

/** The Apache in front of it takes request lines of 8,190 bytes; what is longer goes into a body. */
const maxUrlChars = 6_000
const manyDocuments = 80

export function render({ hint: place, ...query }: NativeQuery<Place>, settings: Settings): NativeRequest {
  if (place.row) return known(!query.filter || meets(query.filter, place.row) ? [place.row] : [])
  const lists = place.sets.flatMap((set) => listIn(set, place, query, settings) ?? [])
  if (lists.length === 0) return known([])
  const [only] = lists as [List]
  if (lists.length === 1 && settings.lineLookups === 'queryService' && manyNamed(only.query, place))
    return renderJoined(only.query, place, settings)
  const merging =
    lists.length > 1 && query.order.length > 0 && !query.anyOrder
      ? { order: query.order, limit: query.limit }
      : undefined
  return renderLists(lists, addressOf(place, settings), serviceLayer, merging)
}

/** @throws FreshetError of what went wrong on the way */
export async function fetch(request: NativeRequest, link: Link): Promise<Page> {
  const hint = request.hint as Known | Joined | object
  if ('known' in hint) return { rows: hint.known }
  return 'joined' in hint ? fetchJoined(request, hint, link) : fetchRead(request, link)
}

function listIn(set: string, place: Place, query: Omit<NativeQuery, 'hint'>, settings: Settings): List | undefined {
  const { entry } = place
  const whole = { ...query, hint: undefined, object: set }
  const isWhole = entry || whole.columns.some(({ native }) => native.includes('/'))
  const sized = isWhole ? { ...whole, pageRows: Math.min(settings.documentRows, whole.pageRows) } : whole
  const tagged = listOf(sized, set, { column: kind, value: set })
  if (!tagged) return undefined
  const listed = entry ? listEntries({ ...tagged.query, pageRows: settings.documentRows }, entry) : tagged
  if (place.sets.length === 1) return { query: listed.query, ...(entry && { shape: listed.shape! }) }
  return { query: listed.query, shape: inTurn(tagged.shape!, entry && listed.shape!) }
}

const inTurn =
  (first: Shape, second: Shape | undefined): Shape =>
  (row) =>
    second ? first(row).flatMap(second) : first(row)

function addressOf({ key }: Place, { url, servicePath }: Settings): SetAddress {
  return {
    service: servicePath,
    origin: url,
    key: key.map(({ native }) => native).filter((native) => native !== kind && !native.includes('/')),
    maxUrlChars,
    maxAlternatives: manyDocuments,
    paging: 'links',
    batch: { format: 'multipart', prefix: `${servicePath}/` },
  }
}

/** The lines of so many documents are joined by the server: whole documents would be long, and their list longer than a URL. */
function manyNamed({ filter }: NativeQuery, { entry }: Place): boolean {
  const isLines = entry?.native.startsWith('DocumentLines/') === true
  return isLines && filter?.kind === 'in' && filter.values.length > manyDocuments
}

const known = (rows: readonly NativeRow[]): NativeRequest => ({
  method: 'GET',
  path: '/',
  text: 'known from the settings',
  hint: { known: rows } satisfies Known,
})
