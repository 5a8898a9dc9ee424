import type { Link, NativeQuery, NativeRequest, NativeRow, Page } from '../../gateway/connector/index.ts'
import { listEntries, meets } from '../dialects/odata/collections.ts'
import { fetchRead, type List, renderLists, type SetAddress, type Shape } from '../dialects/odata/reading.ts'
import { listOf, type Tag } from '../dialects/odata/tagged.ts'
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
  const tagged = place.sets.flatMap((set) => listOf(sized(query, set, place, settings), set, tagOf(set)) ?? [])
  if (tagged.length === 0) return known([])
  const [only, ...others] = tagged as [List]
  if (others.length === 0 && settings.lineLookups === 'queryService' && isForJoin(only.query, place))
    return renderJoined(only.query, place, settings)
  const merging = others.length > 0 && query.order.length > 0 && !query.anyOrder
  return renderLists(
    tagged.map((list) => shaped(list, place, settings)),
    addressOf(place, settings),
    serviceLayer,
    merging ? { order: query.order, limit: query.limit } : undefined,
  )
}

/** @throws FreshetError of what went wrong on the way */
export async function fetch(request: NativeRequest, link: Link): Promise<Page> {
  const hint = request.hint as Known | Joined | object
  if ('known' in hint) return { rows: hint.known }
  return 'joined' in hint ? fetchJoined(request, hint, link) : fetchRead(request, link)
}

const tagOf = (set: string): Tag => ({ column: kind, value: set })

/** Rows that come with whole collections are long. */
function sized(
  query: Omit<NativeQuery, 'hint'>,
  set: string,
  { entry }: Place,
  { documentRows }: Settings,
): NativeQuery {
  const isLong = entry !== undefined || query.columns.some(({ native }) => native.includes('/'))
  return { ...query, hint: undefined, object: set, ...(isLong && { pageRows: Math.min(documentRows, query.pageRows) }) }
}

/** Rows of one set need no tag, and then only entries a shape. */
function shaped({ query, shape: tag }: List, { sets, entry }: Place, { documentRows }: Settings): List {
  // A page of few rows may hold no wanted entry at all.
  const { query: outer, shape: entries } = entry ? listEntries({ ...query, pageRows: documentRows }, entry) : { query }
  const shapes = [sets.length > 1 ? tag : undefined, entries].filter((shape) => shape !== undefined)
  const shape: Shape = (row) => shapes.reduce<readonly NativeRow[]>((rows, next) => rows.flatMap(next), [row])
  return { query: outer, ...(shapes.length > 0 && { shape }) }
}

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
function isForJoin(query: NativeQuery, { entry }: Place): boolean {
  if (!entry?.native.startsWith('DocumentLines/')) return false
  const { filter } = listEntries(query, entry).query
  const terms = filter?.kind === 'and' ? filter.terms : [filter]
  return terms.some((term) => term?.kind === 'in' && term.values.length > manyDocuments)
}

const known = (rows: readonly NativeRow[]): NativeRequest => ({
  method: 'GET',
  path: '/',
  text: 'known from the settings',
  hint: { known: rows } satisfies Known,
})
