import type { Link, NativeQuery, NativeRequest, NativeRow, Page } from '../../gateway/connector/index.ts'
import { listEntries, meets } from '../dialects/odata/collections.ts'
import { namedIn } from '../dialects/odata/named.ts'
import {
  fetchRead,
  type List,
  renderKnown,
  renderParts,
  type SetAddress,
  type Shape,
  withShortPages,
} from '../dialects/odata/reading.ts'
import type { ServiceAddress } from '../dialects/odata/sending.ts'
import { listOf } from '../dialects/odata/tagged.ts'
import { serviceLayer } from './dialect.ts'
import { fetchJoined, type Joined, renderJoined } from './query-service.ts'
import { kind, type Place } from './sets.ts'
import type { Settings } from './settings.ts'

/** The Apache in front of it takes request lines of 8,190 bytes; what is longer goes into a body. */
const maxUrlChars = 6_000
const manyDocuments = 80

export function render({ hint: place, ...query }: NativeQuery<Place>, settings: Settings): NativeRequest {
  if (place.row) return renderKnown(!query.filter || meets(query.filter, place.row) ? [place.row] : [])
  const asked: NativeQuery = { ...query, hint: undefined }
  const short = withShortPages(asked, settings.documentRows, place.entry !== undefined)
  const tagged = place.sets.flatMap((set) => listOf(short, set, { column: kind, value: set }) ?? [])
  const [only, ...others] = tagged
  if (only && others.length === 0 && settings.lineLookups === 'queryService' && isForJoin(only.query, place))
    return renderJoined(only.query, place, settings)
  const lists = tagged.map((list) => shaped(list, place, settings))
  return renderParts(query, lists, addressOf(place, settings), serviceLayer)
}

/** @throws FreshetError of what went wrong on the way */
export async function fetch(request: NativeRequest, link: Link): Promise<Page> {
  const hint = request.hint as Joined | object
  return 'joined' in hint ? fetchJoined(request, hint, link) : fetchRead(request, link)
}

/** Rows of one set need no tag, and then only entries a shape. */
function shaped({ query, shape: tag }: List, { sets, entry }: Place, { documentRows }: Settings): List {
  // A page of few rows may hold no wanted entry at all.
  const { query: outer, shape: entries } = entry ? listEntries({ ...query, pageRows: documentRows }, entry) : { query }
  const shapes = [sets.length > 1 ? tag : undefined, entries].filter((shape) => shape !== undefined)
  const shape: Shape = (row) => shapes.reduce<readonly NativeRow[]>((rows, next) => rows.flatMap(next), [row])
  return { query: outer, ...(shapes.length > 0 && { shape }) }
}

function addressOf({ key }: Place, settings: Settings): SetAddress {
  return {
    ...serviceOf(settings),
    origin: settings.url,
    key: key.map(({ native }) => native).filter((native) => native !== kind && !native.includes('/')),
    maxAlternatives: manyDocuments,
    paging: 'links',
  }
}

export const serviceOf = ({ servicePath }: Settings): ServiceAddress => ({
  service: servicePath,
  maxUrlChars,
  batch: { format: 'multipart', prefix: `${servicePath}/` },
})

/** The lines of so many documents are joined by the server: whole documents would be long, and their list longer than a URL. */
function isForJoin(query: NativeQuery, { entry }: Place): boolean {
  if (!entry?.native.startsWith('DocumentLines/')) return false
  const { values = [] } = namedIn(listEntries(query, entry).query.filter, 'DocEntry')
  return values.length > manyDocuments
}
