import { type EntityMap, type EntityName, type Filter, isMapped, type Source } from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { filterFields } from '../pushdown/normalise.ts'
import { fieldOf } from './native-path.ts'

/** @throws FreshetError UNSUPPORTED when the source does not serve the entity */
export function requireEntity(source: Source, entity: EntityName): EntityMap {
  const map = source.entities[entity]
  if (map) return map
  throw new FreshetError('UNSUPPORTED', {
    source: source.name,
    message: `The source "${source.name}" does not serve ${entity}.`,
  })
}

/**
 * A field that the source does not have is unknown there, not null: a filter on it has no true answer, so it is refused
 * rather than answered with nothing.
 * @throws FreshetError UNSUPPORTED naming the field
 */
export function requireFields(source: Source, entity: EntityName, filter: Filter | undefined): void {
  if (!filter) return
  const map = requireEntity(source, entity)
  const missing = filterFields(filter).find((path) => path !== 'id' && !isMapped(fieldOf(map, path)))
  if (missing === undefined) return
  const hint = missing.startsWith('externalKey.')
    ? ` Name the native field under externalKeys.${entity} of the source in the configuration.`
    : ''
  throw new FreshetError('UNSUPPORTED', {
    source: source.name,
    message: `The source "${source.name}" does not tell ${entity}.${missing}, so it cannot be filtered by it.${hint}`,
  })
}
