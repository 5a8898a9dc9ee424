import { type EntityName, isEntityName, isMapped, type Source } from '../../connector/index.ts'
import { fieldOf } from '../../read/native-path.ts'
import { shapeOf } from './shape.ts'

/** The entities that a source has a map for. */
export const servedEntities = (source: Source): readonly EntityName[] =>
  Object.keys(source.entities).filter(isEntityName)

export const serves = (source: Source, entity: EntityName): boolean => source.entities[entity] !== undefined

/** Whether a source can tell the records of a to-many relation: it has them, and they say to whom they belong. */
export function servesRelation(source: Source, parent: EntityName, relation: string): boolean {
  const { to, by } = shapeOf(parent).relations[relation]!
  const child = source.entities[to]
  if (!child) return false
  return source.entities[parent]?.relations?.[relation] !== undefined || isMapped(fieldOf(child, by))
}
