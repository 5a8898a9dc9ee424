import { rawJson } from '../../simulator/raw-json.ts'
import { related } from './simulate-json.ts'
import type { EntitySetModel, Property, Row, ServiceModel } from './simulate-model.ts'
import type { Shape, Store } from './simulate-query.ts'

/** What a vendor adds to each entity: an etag, its key though it was not selected, formatted values. */
export type Annotate = (row: Row, set: EntitySetModel, columns: readonly string[]) => Readonly<Record<string, unknown>>

/** Writes entities as JSON of version 4 does: decimals as numbers with every digit, days and instants as ISO 8601. */
export class EntityWriterV4 {
  readonly #service: ServiceModel
  readonly #stores: ReadonlyMap<string, Store>
  readonly #annotate: Annotate

  constructor(service: ServiceModel, stores: ReadonlyMap<string, Store>, annotate: Annotate) {
    this.#service = service
    this.#stores = stores
    this.#annotate = annotate
  }

  entity(row: Row, set: EntitySetModel, shape: Shape): object {
    const columns = shape.columns.map((name) => [name, written(row[name] ?? null, set.properties[name]!)])
    const below = Object.entries(shape.expanded).map(([name, inner]) => [name, this.#below(row, set, name, inner)])
    return { ...this.#annotate(row, set, shape.columns), ...Object.fromEntries([...columns, ...below]) }
  }

  #below(row: Row, set: EntitySetModel, name: string, shape: Shape): unknown {
    const navigation = set.navigations[name]!
    const target = this.#service.sets[navigation.to]!
    const entities = related(row, set, name, this.#stores).map((found) => this.entity(found, target, shape))
    return navigation.many ? entities : (entities[0] ?? null)
  }
}

/** A value as JSON has it. */
export function written(value: string | boolean | null, { type }: Property): unknown {
  return typeof value === 'string' && type === 'Decimal' ? rawJson(value) : value
}
