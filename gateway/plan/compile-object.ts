import { type GraphQLField, type GraphQLObjectType, getNamedType, isNonNullType, isObjectType } from 'graphql'
import { isEntityName } from '../connector/index.ts'
import type { SubgraphContext } from '../stitch/subgraph/context.ts'
import { subFields } from '../stitch/subgraph/selection.ts'
import { shapeOf } from '../stitch/subgraph/shape.ts'
import { compileProfile } from './compile-profile.ts'
import { compileReference } from './compile-reference.ts'
import { compileRelation } from './compile-relation.ts'
import { guarded } from './complete.ts'
import { objectInParts } from './incremental/part.ts'
import { deferredGroups, type Group } from './incremental/split.ts'
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
  const groups = groupsOf(compiling, type, nodes)
  const { opened = { count: 0 } } = compiling.uniting ?? {}
  const fields = [...subFields(compiling, type, nodes)].map(([key, fields]) => {
    const before = opened.count
    const plan = compileField(compiling, { owner: type, key, nodes: fields, place: below(place, key, compiling) })
    // What comes with the record comes with it, what must not be null would take the record along, and what leaves a place open has to be
    // there when it is filled.
    const mayComeLater = plan.fetch !== undefined && isNullable(type, fields[0]!.name.value) && opened.count === before
    return { plan, mayComeLater }
  })
  return groups.length === 0 ? objectOf(fields.map(({ plan }) => plan)) : objectInParts(fields, groups)
}

/** Deferred fragments. What the gateway asks by itself, and what is selected of the records of profiles and views, comes as a whole. */
const groupsOf = (compiling: Compiling, type: GraphQLObjectType, nodes: FieldAt['nodes']): readonly Group[] =>
  compiling.uniting && !compiling.isBounded ? deferredGroups(compiling, type, nodes) : []

const isNullable = (type: GraphQLObjectType, name: string): boolean => !isNonNullType(type.getFields()[name]!.type)

function compileField(compiling: Compiling, at: FieldAt): FieldPlan {
  const { owner, key, nodes } = at
  const { value: name } = nodes[0]!.name
  if (name === '__typename') return { key, write: () => JSON.stringify(owner.name) }
  const field = owner.getFields()[name] as Field | undefined
  if (!field) return compileProfile(compiling, at)
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

const noArguments = Object.freeze({})

function resolverOf(field: Field, nodes: FieldAt['nodes']): Resolve {
  const { resolve, name } = field
  if (!resolve) return (parent) => valueIn(parent, name)
  // Only what leads to other records looks into the place it is asked at, and that is a step of its own.
  const info = undefined as never
  if (field.args.length === 0) return (parent, run) => resolve(parent, noArguments, run.context, info)
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
