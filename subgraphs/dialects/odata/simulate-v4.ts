import { cursors } from '../../simulator/paging.ts'
import { type ApplyRules, appliedTo } from './simulate-apply.ts'
import type { Grammar } from './simulate-grammar.ts'
import { related } from './simulate-json.ts'
import { type Annotate, EntityWriterV4 } from './simulate-json-v4.ts'
import { type EntitySetModel, propertyOf, type Row, refused, type ServiceModel } from './simulate-model.ts'
import { count, find, optionsOf, parseOrder, parseTest, type SetQuery, Store } from './simulate-query.ts'
import { shapeV4 } from './simulate-shape-v4.ts'

/** How one vendor's services of version 4 differ from others'. */
export interface FlavorV4 {
  readonly grammar: Grammar
  /** Query options of the vendor's own, which select nothing here: `aid`, `cross-company`. */
  readonly ownOptions?: readonly string[]
  /** Options of the standard that the vendor refuses, and what it says then. */
  readonly refusedOptions?: Readonly<Record<string, string>>
  /** Most rows of a page, and how many come without a wish. */
  readonly mostRows: number
  readonly usualRows?: number
  /** What a next link goes on by; a link by `$skip` is relative, and slides when rows come and go. */
  readonly links: 'skiptoken' | 'skip'
  /** Whether `$top` counts although a page size is wished for. */
  readonly heedsTopWithPages?: boolean
  readonly annotate: Annotate
  /** `$apply`, where the vendor has it. */
  readonly apply?: ApplyRules
  readonly skiptokenLifeMillis: number
  readonly seed: number
}

/** What a request says beside its address. */
export interface Asked {
  /** Address of the service, with a slash at the end. */
  readonly root: string
  /** The header `Prefer`, in lower case. */
  readonly prefer?: string | undefined
  readonly now: number
}

/** A read-only OData service of version 4: answers a path and a query below its root. */
export interface ServiceV4 {
  /** The JSON answer; text for `$count`. @throws ODataError */
  read(path: string, rawQuery: string, asked: Asked): object | string
  expireSkiptokens(): void
}

interface Position {
  readonly skip: number
  /** Rows that `$top` still allows. */
  readonly left: number
}

const standard = ['$filter', '$select', '$expand', '$orderby', '$top', '$skip', '$count', '$skiptoken']

export function createServiceV4(service: ServiceModel, flavor: FlavorV4): ServiceV4 {
  const stores = new Map(Object.values(service.sets).map((set) => [set.name, new Store(set)]))
  const tokens = cursors<Position>({ lifeMillis: flavor.skiptokenLifeMillis, seed: flavor.seed, length: 24 })
  const writer = new EntityWriterV4(service, stores, flavor.annotate)

  const storeOf = (name: string): Store => {
    const store = stores.get(name)
    if (!store) throw refused('noSuchSet', `Resource not found for the segment '${name}'.`)
    return store
  }

  function queryOf(options: ReadonlyMap<string, string>, set: EntitySetModel): SetQuery {
    refuseOptions(options, flavor)
    return {
      ...parseTest(options.get('$filter'), set, flavor.grammar),
      orderby: parseOrder(options.get('$orderby'), set),
      top: count(options.get('$top'), '$top'),
      skip: count(options.get('$skip'), '$skip') ?? 0,
      isCounted: options.get('$count') === 'true',
      shape: shapeV4(options, set, service),
    }
  }

  /** Groups, in pages as rows are. */
  function addUp({ set }: Store, rawQuery: string, { root, prefer, now }: Asked, rules: ApplyRules): object {
    const options = optionsOf(rawQuery)
    const strange = [...options.keys()].find((name) => !['$apply', '$skip', '$skiptoken'].includes(name))
    if (strange) throw refused('notSupported', `'${strange}' beside $apply is not supported`)
    const groups = appliedTo(set, options.get('$apply')!, flavor.grammar, rules)
    const token = options.get('$skiptoken')
    const { skip } = token === undefined ? { skip: count(options.get('$skip'), '$skip') ?? 0 } : positionOf(token, now)
    const value = groups.slice(skip, skip + pageOf({}, prefer, flavor).size)
    const after = { skip: skip + value.length, left: groups.length - skip - value.length }
    return {
      '@odata.context': `${root}$metadata#${set.name}`,
      value,
      ...(after.left > 0 && { '@odata.nextLink': linkTo(set, rawQuery, after, root, now) }),
    }
  }

  function readSet(store: Store, rawQuery: string, asked: Asked): object {
    const { root, prefer, now } = asked
    const options = optionsOf(rawQuery)
    if (flavor.apply && options.has('$apply')) return addUp(store, rawQuery, asked, flavor.apply)
    const query = queryOf(options, store.set)
    const token = options.get('$skiptoken')
    const { size, top } = pageOf(query, prefer, flavor)
    const from = token === undefined ? { skip: query.skip, left: top } : positionOf(token, now)
    const wanted = Math.min(size, from.left)
    const { rows, count: total } = find(query, store, from.skip, wanted + 1)
    const page = rows.slice(0, wanted)
    const after = { skip: from.skip + page.length, left: from.left - page.length }
    const next = rows.length > wanted && after.left > 0 ? linkTo(store.set, rawQuery, after, root, now) : undefined
    return {
      '@odata.context': `${root}$metadata#${store.set.name}`,
      ...(total !== undefined && { '@odata.count': total }),
      value: page.map((row) => writer.entity(row, store.set, query.shape)),
      ...(next && { '@odata.nextLink': next }),
    }
  }

  function linkTo(set: EntitySetModel, rawQuery: string, after: Position, root: string, now: number): string {
    if (flavor.links === 'skip') return `${set.name}?${replaced(rawQuery, `$skip=${after.skip}`)}`
    return `${root}${set.name}?${replaced(rawQuery, `$skiptoken=${tokens.open(after, now)}`)}`
  }

  function positionOf(token: string, now: number): Position {
    const position = tokens.read(token, now)
    if (!position) throw refused('skiptoken', `The skip token '${token}' is not valid.`)
    return position
  }

  function readEntity(store: Store, key: string, navigation: string | undefined, rawQuery: string): object {
    const row = rowOf(key, store)
    const target = navigation === undefined ? store : storeOf(targetOf(store.set, navigation))
    const { shape } = queryOf(optionsOf(rawQuery), target.set)
    const rows = navigation === undefined ? [row] : related(row, store.set, navigation, stores)
    const entities = rows.map((found) => writer.entity(found, target.set, shape))
    if (navigation !== undefined && store.set.navigations[navigation]!.many) return { value: entities }
    if (!entities[0]) throw refused('notFound', `There is no ${navigation}.`)
    return entities[0]
  }

  return {
    read(path, rawQuery, asked) {
      if (path === '')
        return { value: Object.keys(service.sets).map((name) => ({ name, kind: 'EntitySet', url: name })) }
      const [, name = '', key, rest] = /^(\w+)(?:\((.*)\))?(?:\/(\$?\w+))?$/s.exec(path) ?? []
      const store = storeOf(name)
      if (key !== undefined) return readEntity(store, key, rest, rawQuery)
      if (rest === '$count') return String(countOf(store, queryOf(optionsOf(rawQuery), store.set)))
      if (rest !== undefined) throw refused('noSuchSet', `Resource not found for the segment '${rest}'.`)
      return readSet(store, rawQuery, asked)
    },
    expireSkiptokens: () => tokens.expireAll(),
  }
}

function refuseOptions(options: ReadonlyMap<string, string>, { ownOptions = [], refusedOptions = {} }: FlavorV4): void {
  for (const name of options.keys()) {
    if (refusedOptions[name] !== undefined) throw refused('notSupported', refusedOptions[name])
    if (!standard.includes(name) && !ownOptions.includes(name))
      throw refused('syntax', `The query parameter '${name}' is not supported.`)
  }
}

/** A page is as long as the client wishes, up to the vendor's most. */
function pageOf(
  { top = Number.POSITIVE_INFINITY }: Pick<SetQuery, 'top'>,
  prefer: string | undefined,
  flavor: FlavorV4,
) {
  const wished = /odata\.maxpagesize=(\d{1,9})/.exec(prefer ?? '')?.[1]
  const size = Math.min(flavor.mostRows, Number(wished ?? flavor.usualRows ?? flavor.mostRows))
  const isTopHeeded = wished === undefined || flavor.heedsTopWithPages === true
  return { size: Math.max(1, size), top: isTopHeeded ? top : Number.POSITIVE_INFINITY }
}

/** The other options stay as they were given. */
function replaced(rawQuery: string, option: string): string {
  const others = rawQuery.split('&').filter((pair) => pair && !/^(\$|%24)(skiptoken|skip)=/i.test(pair))
  return [...others, option].join('&')
}

function countOf(store: Store, query: SetQuery): number {
  return find({ ...query, isCounted: true }, store, 0, 0).count ?? 0
}

function targetOf(set: EntitySetModel, navigation: string): string {
  const target = set.navigations[navigation]?.to
  if (!target) throw refused('noSuchSet', `Resource not found for the segment '${navigation}'.`)
  return target
}

/** `(8a1b…)`, `(823)`, `('C20000')`, or `(dataAreaId='usmf',CustomerAccount='US-001')`. */
function rowOf(text: string, store: Store): Row {
  const { set } = store
  const pairs = [...text.matchAll(/(?:(\w+)=)?(?:'((?:[^']|'')*)'|([\w-]+))(?:,|$)/g)]
  const key = new Map(
    pairs.map(([, name = set.key[0]!, quoted, bare]) => [name, quoted?.replaceAll("''", "'") ?? bare!.toLowerCase()]),
  )
  if (key.size !== set.key.length || !set.key.every((name) => key.has(name)))
    throw refused('syntax', `Invalid key for '${set.name}'.`)
  for (const name of set.key) propertyOf(set, name)
  const row = store
    .where(set.key[0]!, [key.get(set.key[0]!)!])
    .find((found) => set.key.every((name) => found[name] === key.get(name)))
  if (!row) throw refused('notFound', `The ${set.name} does not exist.`)
  return row
}
