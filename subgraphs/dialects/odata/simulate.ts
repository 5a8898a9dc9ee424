import { cursors } from '../../simulator/paging.ts'
import type { SimContext } from '../../simulator/vendor.ts'
import { addsUp, findSums } from './simulate-analytic.ts'
import { EntityWriter, related } from './simulate-json.ts'
import { type EntitySetModel, refused, type ServiceModel } from './simulate-model.ts'
import { byKey, find, optionsOf, parseKey, parseQuery, type SetQuery, Store } from './simulate-query.ts'

export * from './simulate-batch.ts'
export * from './simulate-model.ts'

export interface ServiceOptions {
  /** Sets that page by themselves, and how many rows they send at a time. Others send whatever `$top` asks, or everything. */
  readonly serverPages?: Readonly<Record<string, number>>
  readonly skiptokenLifeMillis: number
  readonly seed: number
}

/** A read-only OData service of version 2: answers a path and a query below its root. */
export interface Service {
  readonly name: string
  /** The JSON answer. @throws ODataError */
  read(path: string, rawQuery: string, root: string, context: Pick<SimContext, 'clock'>): object | string
  expireSkiptokens(): void
}

/** Where a server-paged list goes on. */
interface Position {
  readonly path: string
  readonly skip: number
  /** Rows that `$top` still allows. */
  readonly left: number
}

export function createService(
  service: ServiceModel,
  { serverPages = {}, skiptokenLifeMillis, seed }: ServiceOptions,
): Service {
  const stores = new Map(Object.values(service.sets).map((set) => [set.name, new Store(set)]))
  const tokens = cursors<Position>({ lifeMillis: skiptokenLifeMillis, seed, length: 24 })

  const storeOf = (name: string): Store => {
    const store = stores.get(name)
    if (!store) throw refused('noSuchSet', `Resource not found for segment '${name}'`)
    return store
  }

  function readSet(store: Store, rawQuery: string, root: string, now: number): object {
    const options = optionsOf(rawQuery)
    const query = parseQuery(options, store.set, service)
    const writer = new EntityWriter(service, stores, root)
    const size = serverPages[store.set.name] ?? Number.POSITIVE_INFINITY
    const token = options.get('$skiptoken')
    const from = token === undefined ? start(store.set, query) : positionOf(token, now)
    const wanted = Math.min(size, from.left)
    const { rows, count } = found(query, store, from.skip, wanted + 1)
    const page = rows.slice(0, wanted)
    const left = from.left - page.length
    const next =
      rows.length > wanted && left > 0 ? tokens.open({ ...from, skip: from.skip + page.length, left }, now) : undefined
    return {
      d: {
        results: page.map((row) => writer.entity(row, store.set, query.shape)),
        ...(count !== undefined && { __count: String(count) }),
        ...(next && { __next: `${root}${store.set.name}?${withToken(rawQuery, next)}` }),
      },
    }
  }

  function positionOf(token: string, now: number): Position {
    const position = tokens.read(token, now)
    if (!position) throw refused('skiptoken', `Invalid or expired skiptoken '${token}'`)
    return position
  }

  function readEntity(
    store: Store,
    key: string,
    navigation: string | undefined,
    rawQuery: string,
    root: string,
  ): object {
    const row = byKey(parseKey(key, store.set), store)
    const target = navigation === undefined ? store : storeOf(targetOf(store.set, navigation))
    const { shape } = parseQuery(optionsOf(rawQuery), target.set, service)
    const writer = new EntityWriter(service, stores, root)
    const rows = navigation === undefined ? [row] : related(row, store.set, navigation, stores)
    const entities = rows.map((found) => writer.entity(found, target.set, shape))
    if (navigation !== undefined && store.set.navigations[navigation]!.many) return { d: { results: entities } }
    if (!entities[0]) throw refused('notFound', `Resource not found for segment '${navigation}'`)
    return { d: entities[0] }
  }

  return {
    name: service.name,
    read(path, rawQuery, root, { clock }) {
      if (path === '') return { d: { EntitySets: Object.keys(service.sets) } }
      const [, name = '', key, rest] = /^(\w+)(?:\((.*)\))?(?:\/(\$?\w+))?$/s.exec(path) ?? []
      const store = storeOf(name)
      if (key !== undefined) return readEntity(store, key, rest, rawQuery, root)
      if (rest === '$count') return String(countOf(store, optionsOf(rawQuery), service))
      if (rest !== undefined) throw refused('notFound', `Resource not found for segment '${rest}'`)
      return readSet(store, rawQuery, root, clock.now())
    },
    expireSkiptokens: () => tokens.expireAll(),
  }
}

const found = (query: SetQuery, store: Store, skip: number, limit: number) =>
  addsUp(query, store.set) ? findSums(query, store, skip, limit) : find(query, store, skip, limit)

const start = (set: EntitySetModel, { top = Number.POSITIVE_INFINITY, skip }: SetQuery): Position => ({
  path: set.name,
  skip,
  left: top,
})

/** The other options stay as they were given. */
function withToken(rawQuery: string, token: string): string {
  const others = rawQuery.split('&').filter((pair) => pair && !/^(\$|%24)(skiptoken|skip|top)=/i.test(pair))
  return [...others, `$skiptoken=${token}`].join('&')
}

function targetOf(set: EntitySetModel, navigation: string): string {
  const target = set.navigations[navigation]?.to
  if (!target) throw refused('notFound', `Resource not found for segment '${navigation}'`)
  return target
}

function countOf(store: Store, options: ReadonlyMap<string, string>, service: ServiceModel): number {
  const query = { ...parseQuery(options, store.set, service), isCounted: true }
  return found(query, store, 0, 0).count ?? 0
}
