import { type Entities, entities } from '../../schema/generated/entities.ts'

/** A canonical type with records of its own: `Customer`, `Invoice`, `InvoiceLine`, ... */
export type EntityName = keyof Entities & string

/** A leaf of an entity, dotted through structs: `totals.taxInclusive.amount`. */
export type FieldPath<E extends EntityName = EntityName> = keyof (typeof entities)[E]['fields'] & string

export type LeafType = 'id' | 'text' | 'decimal' | 'int' | 'boolean' | 'date' | 'instant' | 'enum' | 'ref' | 'value'

export interface CanonicalField {
  readonly type: LeafType
  readonly list: boolean
  readonly required: boolean
  readonly filterable: boolean
  readonly sortable: boolean
  readonly enum?: readonly string[]
  /** The entity a ref points to. */
  readonly to?: EntityName
}

export interface CanonicalRelation {
  readonly to: EntityName
  /** The ref field of `to` that points back. */
  readonly by: string
  readonly connection: boolean
}

export interface CanonicalEntity {
  /** Root list field, or null for child entities. */
  readonly plural: string | null
  readonly child: boolean
  readonly fields: Readonly<Record<string, CanonicalField>>
  readonly relations: Readonly<Record<string, CanonicalRelation>>
  readonly refs: Readonly<Record<string, EntityName>>
  /** Value structs by path: whether they may be null, and the leaves without which they are. */
  readonly structs: Readonly<
    Record<string, { readonly type: string; readonly required: boolean; readonly needs: readonly string[] }>
  >
}

/** The schema's entities as data, generated from the SDL. */
export const canonical = entities as unknown as Readonly<Record<EntityName, CanonicalEntity>>

const known = new Map<string, readonly string[]>()

/** The steps of a dotted path. Remembered: there are as many paths as the schema and the configuration name. */
export function stepsOf(path: string): readonly string[] {
  const steps = known.get(path)
  if (steps) return steps
  const split = Object.freeze(path.split('.'))
  known.set(path, split)
  return split
}

export function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(canonical, name)
}
