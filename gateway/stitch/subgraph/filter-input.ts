import {
  type EntityName,
  externalKeyOf,
  externalKeyPath,
  type Filter,
  heldOf,
  identifierPath,
  isMapped,
  type Literal,
  type Operator,
  type Source,
} from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import { fieldOf } from '../../read/native-path.ts'
import { badRequest } from './refuse.ts'
import { shapeOf } from './shape.ts'

type Input = Readonly<Record<string, unknown>>

/**
 * Reads the argument `where`: nested structures become dotted paths, the parts of one object must all hold.
 * @throws FreshetError BAD_REQUEST for a null inside, UNSUPPORTED for an external key that is not configured
 */
export function filterOf(source: Source, entity: EntityName, where: unknown): Filter | undefined {
  return where == null ? undefined : conditionOf(source, entity, where as Input)
}

function conditionOf(source: Source, entity: EntityName, where: Input): Filter {
  return allOf(Object.entries(where).map(([name, value]) => partOf(source, entity, name, notNull(name, value))))
}

function partOf(source: Source, entity: EntityName, name: string, value: unknown): Filter {
  const nested = (inner: unknown) => conditionOf(source, entity, inner as Input)
  switch (name) {
    case 'and':
    case 'or':
      return { kind: name, terms: (value as readonly unknown[]).map(nested) }
    case 'not':
      return { kind: 'not', term: nested(value) }
    case 'externalKey':
      return externalKey(source, entity, value as { readonly source: string; readonly in: readonly string[] })
    case 'identifier':
      return identifier(source, entity, value as { readonly scheme: string; readonly in: readonly string[] })
    default:
      return fieldCondition(entity, name, value as Input)
  }
}

function fieldCondition(entity: EntityName, path: string, value: Input): Filter {
  const parts = Object.entries(value).map(([name, part]) => [name, notNull(`${path}.${name}`, part)] as const)
  if (!shapeOf(entity).structs[path])
    return allOf(parts.map(([op, operand]) => comparison(path, op as Operator, operand)))
  return allOf(parts.map(([name, inner]) => fieldCondition(entity, `${path}.${name}`, inner as Input)))
}

function comparison(field: string, op: Operator, operand: unknown): Filter {
  if (op === 'in') return { kind: 'in', field, values: operand as readonly Literal[] }
  if (op === 'isNull') return { kind: 'isNull', field, value: operand as boolean }
  return { kind: 'compare', field, op, value: operand as Literal }
}

function externalKey(
  source: Source,
  entity: EntityName,
  key: { readonly source: string; readonly in: readonly string[] },
): Filter {
  const field = requireExternalKey(source, entity, key.source)
  const kept = externalKeyOf(source.externalKeys[entity]![key.source]!)
  return { kind: 'in', field, values: key.in.flatMap((one) => heldOf(kept, one) ?? []) }
}

function identifier(
  source: Source,
  entity: EntityName,
  { scheme, in: values }: { readonly scheme: string; readonly in: readonly string[] },
): Filter {
  const field = identifierPath(scheme)
  const map = source.entities[entity]
  if (map && isMapped(fieldOf(map, field))) return { kind: 'in', field, values }
  const message = `The source "${source.name}" does not find ${entity} records by their ${scheme.slice(0, 40)}.`
  throw new FreshetError('UNSUPPORTED', { source: source.name, message })
}

/** The path under which a record names its key in another source. @throws FreshetError UNSUPPORTED when none is configured */
function requireExternalKey(source: Source, entity: EntityName, target: string): string {
  const path = externalKeyPath(target)
  const map = source.entities[entity]
  if (map && isMapped(fieldOf(map, path))) return path
  const message = `The source "${source.name}" is not told where its ${entity} records hold keys of "${target}". Name the native field in the configuration: externalKeys.${entity}.${target} of the source "${source.name}".`
  throw new FreshetError('UNSUPPORTED', { source: source.name, message })
}

const allOf = (terms: readonly Filter[]): Filter => (terms.length === 1 ? terms[0]! : { kind: 'and', terms })

function notNull(path: string, value: unknown): unknown {
  // Left out and null look alike to a careless caller, and they would select everything and nothing.
  if (value === null)
    throw badRequest(
      `"${path}" in the filter is null. To ask for records without a value, use isNull: true; otherwise leave it out.`,
    )
  return value
}
