import { type EntitySetModel, type Row, refused, type ServiceModel } from '../dialects/odata/simulate-model.ts'
import { count, find, parseOrder, parseTest, Store } from '../dialects/odata/simulate-query.ts'
import { rawJson } from '../simulator/raw-json.ts'
import { grammar } from './simulator-grammar.ts'

export interface Join {
  /** The rows of one page. @throws ODataError */
  read(path: unknown, option: unknown, size: number): object
}

/** The query service: documents joined with their own collections, by a question in two texts. */
export function joinsOf(service: ServiceModel): Join {
  const stores = new Map<string, Store>()
  const storeOf = (set: string, collection: string) => {
    const name = `${set}/${collection}`
    const store = stores.get(name) ?? new Store(joined(service, set, collection))
    stores.set(name, store)
    return store
  }
  return {
    read(path, option, size) {
      const [, set, again, collection] = /^\$crossjoin\((\w+),(\w+)\/(\w+)\)$/.exec(String(path)) ?? []
      if (!set || set !== again || !collection || !service.sets[`${set}.${collection}`])
        throw refused('syntax', 'invalid $crossjoin query')
      return answer(storeOf(set, collection), optionsOf(String(option ?? '')), { set, collection, size })
    },
  }
}

const [head, entry] = ['head__', 'entry__']

function joined({ sets }: ServiceModel, set: string, collection: string): EntitySetModel {
  const [outer, inner] = [sets[set]!, sets[`${set}.${collection}`]!]
  const [[column, own]] = Object.entries(outer.navigations[collection]!.on) as [[string, string]]
  const prefixed = <T>(prefix: string, values: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]))
  return {
    name: `${set}/${collection}`,
    key: [head + own],
    properties: { ...prefixed(head, outer.properties), ...prefixed(entry, inner.properties) },
    navigations: {},
    indexes: [head + own],
    get rows() {
      const byKey = new Map(outer.rows.map((row) => [row[own], row]))
      return inner.rows.map(
        (row): Row => ({ ...prefixed(head, byKey.get(row[column]!) ?? {}), ...prefixed(entry, row) }),
      )
    },
  }
}

interface Asked {
  readonly set: string
  readonly collection: string
  readonly size: number
}

function answer(store: Store, options: ReadonlyMap<string, string>, { set, collection, size }: Asked): object {
  const selected = selections(options.get('$expand') ?? '', set, collection)
  const filter = renamed(options.get('$filter') ?? '', set, collection)
  // Without it every document would stand beside every line of all others.
  if (!selected || !filter.includes(`${head}DocEntry eq ${entry}DocEntry`))
    throw refused('syntax', 'invalid $crossjoin query')
  const query = {
    ...parseTest(filter, store.set, grammar),
    orderby: parseOrder(renamed(options.get('$orderby') ?? '', set, collection), store.set),
    skip: 0,
    isCounted: false,
    shape: { columns: [], deferred: [], expanded: {} },
  }
  const { rows } = find(query, store, count(options.get('$skip'), '$skip') ?? 0, size)
  const picked = (row: Row, prefix: string, columns: readonly string[]) =>
    Object.fromEntries(columns.map((name) => [name, written(row[prefix + name] ?? null, store.set, prefix + name)]))
  return {
    '@odata.context': '$metadata#Collection(Edm.ComplexType)',
    value: rows.map((row) => ({
      [set]: picked(row, head, selected.outer),
      [`${set}/${collection}`]: picked(row, entry, selected.inner),
    })),
  }
}

function written(value: string | boolean | null, { properties }: EntitySetModel, name: string): unknown {
  const property = properties[name]
  if (!property) throw refused('unknownProperty', `Property '${name.split('__')[1]}' is invalid`)
  return property.type === 'Decimal' && typeof value === 'string' ? rawJson(value) : value
}

/** `Orders($select=DocEntry),Orders/DocumentLines($select=LineNum)` */
function selections(text: string, set: string, collection: string) {
  const [, outer, inner] =
    new RegExp(`^${set}\\(\\$select=([\\w,]+)\\),${set}/${collection}\\(\\$select=([\\w,]+)\\)$`).exec(text) ?? []
  return outer && inner ? { outer: outer.split(','), inner: inner.split(',') } : undefined
}

/** Paths as names of columns of the join; texts stay as they are. */
const renamed = (text: string, set: string, collection: string): string =>
  text
    .split(/('(?:[^']|'')*')/)
    .map((piece, i) =>
      i % 2 === 1 ? piece : piece.replaceAll(`${set}/${collection}/`, entry).replaceAll(`${set}/`, head),
    )
    .join('')

/** The options are not encoded: they stand in a text. */
function optionsOf(text: string): Map<string, string> {
  const pairs = text.match(/(?:'(?:[^']|'')*'|[^&'])+/g) ?? []
  return new Map(pairs.map((pair) => pair.split(/=(.*)/s) as [string, string]))
}
