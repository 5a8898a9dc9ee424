import { type GraphQLField, type GraphQLObjectType, getNamedType, isNonNullType, isObjectType } from 'graphql'
import { isEntityName } from '../connector/index.ts'
import type { SubgraphContext } from '../stitch/subgraph/context.ts'
import { subFields } from '../stitch/subgraph/selection.ts'
import { shapeOf } from '../stitch/subgraph/shape.ts'
import { compileReference } from './compile-reference.ts'
import { compileRelation } from './compile-relation.ts'
import { guarded } from './complete.ts'
import { objectInParts } from './incremental/part.ts'
import { deferredGroups } from './incremental/split.ts'
import { type FieldPlan, type ObjectPlan, objectOf } from './object.ts'
import { argumentsOf, below, type Compiling, type FieldAt, type Place, Unplannable } from './place.ts'
import type { Run } from './run.ts'

type Field = GraphQLField<unknown, SubgraphContext>

/** Makes a plan of what is selected of an object in a source's subgraph. @throws Unplannable where a part is no subgraph's */
export function compileObject(
  compiling: Compiling,
  type: GraphQLObjectType,
  nodes: FieldAt['nodes'],
  place: Place,
): ObjectPlan {
  const fields = [...subFields(compiling, type, nodes)].map(([key, fields]) => ({
    name: fields[0]!.name.value,
    plan: compileField(compiling, { owner: type, key, nodes: fields, place: below(place, key, compiling) }),
  }))
  const groups = deferredGroups(compiling, type, nodes)
  if (groups.length === 0) return objectOf(fields.map(({ plan }) => plan))
  return objectInParts(
    // What comes with the record comes with it, and what must not be null would take the record along.
    fields.map(({ name, plan }) => ({ plan, mayComeLater: plan.fetch !== undefined && isNullable(type, name) })),
    groups,
  )
}

const isNullable = (type: GraphQLObjectType, name: string): boolean => !isNonNullType(type.getFields()[name]!.type)

function compileField(compiling: Compiling, at: FieldAt): FieldPlan {
  const { owner, key, nodes } = at
  const { value: name } = nodes[0]!.name
  if (name === '__typename') return { key, write: () => JSON.stringify(owner.name) }
  const field = owner.getFields()[name] as Field | undefined
  if (!field) throw new Unplannable(`${owner.name}.${name} unites several sources.`)
  if (isEntityName(owner.name) && shapeOf(owner.name).relations[name]) return compileRelation(compiling, at, field)
  if (leadsAway(owner, field)) return compileReference(compiling, at, field)
  return compilePlain(compiling, at, field)
}

/** Whether a field leads to another record; in connections the records are there already. */
function leadsAway({ name: owner }: GraphQLObjectType, { type }: Field): boolean {
  return isEntityName(getNamedType(type).name) && !owner.endsWith('Connection') && !owner.endsWith('Edge')
}

/** A field whose value comes with its parent. */
function compilePlain(compiling: Compiling, { owner, key, nodes, place }: FieldAt, field: Field): FieldPlan {
  const type = getNamedType(field.type)
  if (!isObjectType(type) && 'getFields' in type) throw new Unplannable(`${owner.name}.${field.name} is abstract.`)
  const inner = isObjectType(type) ? compileObject(compiling, type, nodes, place) : undefined
  const resolve = resolverOf(field, nodes)
  return {
    key,
    write: guarded(field.type, resolve, inner?.write, nodes, `${owner.name}.${field.name}`),
    ...(inner?.fetch ? { fetch: (parents, run) => inner.fetch!(allOf(parents, resolve, run), run) } : {}),
  }
}

type Resolve = (parent: unknown, run: Run) => unknown

function resolverOf(field: Field, nodes: FieldAt['nodes']): Resolve {
  const { resolve, name } = field
  if (!resolve) return (parent) => valueIn(parent, name)
  // Only what leads to other records looks into the place it is asked at, and that is a step of its own.
  const info = undefined as never
  if (field.args.length === 0) return (parent, run) => resolve(parent, {}, run.context, info)
  return (parent, run) => resolve(parent, argumentsOf(field, nodes, run), run.context, info)
}

function valueIn(parent: unknown, name: string): unknown {
  const value = (parent as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'function' ? value.call(parent) : value
}

/** The objects that a field has for some parents. What fails here fails again where it is written, and is noted there. */
function allOf(parents: readonly unknown[], resolve: Resolve, run: Run): unknown[] {
  return parents
    .flatMap((parent) => {
      try {
        return resolve(parent, run)
      } catch {
        return []
      }
    })
    .filter((value) => typeof value === 'object' && value !== null && !(value instanceof Error))
}
