import { type EntitySetModel, external, type Property, type Row, type ServiceModel } from './simulate-model.ts'
import type { Shape, Store } from './simulate-query.ts'

/** Writes entities as JSON of version 2 does: decimals as text, dates as `/Date(millis)/`, navigations as links or inline. */
export class EntityWriter {
  readonly #service: ServiceModel
  readonly #stores: ReadonlyMap<string, Store>
  readonly #root: string

  /** `root`: the address of the service, with a slash at the end. */
  constructor(service: ServiceModel, stores: ReadonlyMap<string, Store>, root: string) {
    this.#service = service
    this.#stores = stores
    this.#root = root
  }

  entity(row: Row, set: EntitySetModel, shape: Shape): object {
    const uri = `${this.#root}${set.name}(${keyOf(row, set)})`
    const columns = shape.columns.map((name) => [name, written(row[name] ?? null, set.properties[name]!)])
    const links = shape.deferred.map((name) => [name, { __deferred: { uri: `${uri}/${name}` } }])
    const inline = Object.entries(shape.expanded).map(([name, below]) => [name, this.#inline(row, set, name, below)])
    const __metadata = { id: uri, uri, type: `${this.#service.name}.${set.name}Type` }
    return { __metadata, ...Object.fromEntries([...columns, ...links, ...inline]) }
  }

  #inline(row: Row, set: EntitySetModel, name: string, shape: Shape): object | null {
    const navigation = set.navigations[name]!
    const target = this.#service.sets[navigation.to]!
    const entities = related(row, set, name, this.#stores).map((found) => this.entity(found, target, shape))
    return navigation.many ? { results: entities } : (entities[0] ?? null)
  }
}

/** The rows at the other end of a navigation. */
export function related(
  row: Row,
  set: EntitySetModel,
  name: string,
  stores: ReadonlyMap<string, Store>,
): readonly Row[] {
  const { to, on, where = {} } = set.navigations[name]!
  const [[first, own]] = Object.entries(on) as [[string, string]]
  const value = row[own]
  if (!value) return []
  const found = stores.get(to)!.where(first, [String(value)])
  const isRelated = (other: Row) =>
    Object.entries(on).every(([column, from]) => other[column] === row[from]) &&
    Object.entries(where).every(([column, value]) => other[column] === value)
  return found.filter(isRelated)
}

function keyOf(row: Row, { key, properties }: EntitySetModel): string {
  const literal = (name: string) => {
    const text = String(row[name] ?? '')
    const { type } = properties[name]!
    return type === 'DateTime'
      ? `datetime'${text}T00%3A00%3A00'`
      : `'${encodeURIComponent(text.replaceAll("'", "''"))}'`
  }
  return key.length === 1 ? literal(key[0]!) : key.map((name) => `${name}=${literal(name)}`).join(',')
}

function written(value: string | boolean | null, property: Property): unknown {
  if (typeof value !== 'string') return value
  switch (property.type) {
    case 'DateTime':
      return `/Date(${Date.parse(`${value}T00:00:00Z`)})/`
    case 'DateTimeOffset':
      return `/Date(${Date.parse(value)}+0000)/`
    case 'String':
      return external(value, property)
    default:
      return value
  }
}
