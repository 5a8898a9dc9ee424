/** What a leaf holds. `instant` is a DateTime; `value` is a list of structures, read as a whole. */
export type LeafType = 'id' | 'text' | 'decimal' | 'int' | 'boolean' | 'date' | 'instant' | 'enum' | 'ref' | 'value'

/** One leaf of an entity: the end of a path through its structures. A list is one leaf. */
export interface LeafShape {
  readonly type: LeafType
  readonly list: boolean
  /** True when every record has it: neither the leaf nor a structure above it can be null. */
  readonly required: boolean
  readonly filterable: boolean
  readonly sortable: boolean
  /** True when the gateway fills it itself, so that no entity map may. */
  readonly computed: boolean
  /** The members, for `enum`. */
  readonly enum?: readonly string[]
  /** The entity that is pointed to, for `ref`. */
  readonly to?: string
  /** The structure in the list, for `value`. */
  readonly of?: string
}

/** A structure inside an entity. It is null when it may be and one of `needs` is. */
export interface StructShape {
  readonly type: string
  readonly required: boolean
  /** The paths inside the entity that must not be null for the structure to exist: leaves and structures. */
  readonly needs: readonly string[]
}

/** A to-many field: the records of `to` whose field `by` points here. */
export interface RelationShape {
  readonly to: string
  readonly by: string
  /** True for a connection with filters and pages, false for a plain list. */
  readonly connection: boolean
}

/** One entity of the schema as data: what the engine runs on and entity maps are checked against. */
export interface EntityShape {
  /** The root field that lists it; null for entities that live inside a document. */
  readonly plural: string | null
  readonly child: boolean
  /** Whether the crosswalk links its records across systems. */
  readonly linked: boolean
  /** To-many fields by name. */
  readonly relations: Readonly<Record<string, RelationShape>>
  /** To-one fields by path, and the entity each points to. Each is also a leaf. */
  readonly refs: Readonly<Record<string, string>>
  /** Fields that lead to a profile, and its type. */
  readonly profiles: Readonly<Record<string, string>>
  readonly structs: Readonly<Record<string, StructShape>>
  /** Leaves by path, dot separated. */
  readonly fields: Readonly<Record<string, LeafShape>>
}
