import type { EntityShape } from './entity-shape.ts'
import type { EntityTable } from './entity-table.ts'

/** The entity table as a TypeScript module: types to check entity maps against, and the same as data. */
export function printEntities(table: EntityTable): string {
  const names = Object.keys(table)
  return `// Generated from schema/*.graphql. Do not edit.
import type { EntityShape } from '../entity-shape.ts'
import type * as types from './types.ts'

export type { EntityShape, LeafShape, LeafType, RelationShape, StructShape } from '../entity-shape.ts'

/** The record type of every entity. */
export interface Entities {
${names.map((name) => `  readonly ${name}: types.${name}`).join('\n')}
}

export type EntityName = keyof Entities

export const entities = {
${names.map((name) => `  ${name}: ${printShape(table[name]!)},`).join('\n')}
} as const satisfies Readonly<Record<EntityName, EntityShape>>

/** The same data without its literal types, for code that runs over any entity. */
export const entityShapes: Readonly<Record<EntityName, EntityShape>> = entities

/** The leaf paths of an entity, as in 'totals.taxInclusive.amount'. */
export type FieldPath<E extends EntityName = EntityName> = E extends EntityName ? keyof (typeof entities)[E]['fields'] : never

/** The to-many fields of an entity. */
export type RelationName<E extends EntityName = EntityName> = E extends EntityName
  ? keyof (typeof entities)[E]['relations']
  : never
`
}

function printShape({ plural, child, linked, profiles, ...maps }: EntityShape): string {
  return `{
    plural: ${literal(plural)},
    child: ${child},
    linked: ${linked},
    relations: ${printMap(maps.relations)},
    refs: ${printMap(maps.refs)},
    profiles: ${printMap(profiles)},
    structs: ${printMap(maps.structs)},
    fields: ${printMap(maps.fields)},
  }`
}

function printMap(map: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(map).map(([key, value]) => `      ${property(key)}: ${literal(value)},`)
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n    }`
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'string') return `'${value}'`
  if (typeof value !== 'object' || value === null) return String(value)
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${property(key)}: ${literal(inner)}`)
    .join(', ')} }`
}

function property(key: string): string {
  return /^\w+$/.test(key) ? key : `'${key}'`
}
