import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql'
import { isEntityName } from '../connector/index.ts'
import type { GatewayContext } from '../stitch/context.ts'
import type { ProfiledEntity } from '../stitch/profile/cards.ts'
import { profileResolvers, unitedRelations } from '../stitch/profile/profile.ts'
import { subFields } from '../stitch/subgraph/selection.ts'
import { viewRecords, viewTypes } from '../stitch/views/index.ts'
import { compileAcross, compileAcrossList } from './compile-across.ts'
import { compileLead } from './compile-lead.ts'
import { compileMembers } from './compile-members.ts'
import { completion, guarded, type Write } from './complete.ts'
import { addCrosswalk, addValueSteps } from './crosswalk-steps.ts'
import { objectOf } from './object.ts'
import { type Path, pathTo } from './path.ts'
import { argumentsOf, below, type FieldAt, type Place, Unplannable } from './place.ts'
import type { Run } from './run.ts'
import { type Answer, awaited, settled, written } from './told.ts'
import type { Uniting } from './uniting.ts'

/** What is selected of an object that only exists across sources. */
export interface UnitedObject {
  readonly answer: Answer
  /** Present where nothing of it has to be waited for. */
  readonly write?: Write
}

/** A field of such an object. */
interface UnitedField extends UnitedObject {
  readonly key: string
}

// biome-ignore lint/suspicious/noExplicitAny: parents of a schema's fields are of every kind
type Field = GraphQLField<any, GatewayContext>

/**
 * Makes a plan of what is selected of a profile, a view or a part of one. Its fields are resolved by the functions of the stitched
 * schema; records that they lead to are read by steps. @throws Unplannable for what leads to records in a way that no plan knows
 */
export function compileUnited(
  uniting: Uniting,
  type: GraphQLObjectType,
  nodes: FieldAt['nodes'],
  place: Place,
): UnitedObject {
  const profile = profileOf(type.name)
  const own = profile ? addCrosswalk(uniting, place, profile) : place
  const fields = [...subFields(uniting, type, nodes)].map(([key, nodes]) =>
    unitedField(uniting, { owner: type, key, nodes, place: below(own, key, uniting) }),
  )
  const heads = fields.map(({ key }) => JSON.stringify(key))
  const answer: Answer = async (parent, at, run) => {
    const texts = await Promise.all(fields.map((field) => field.answer(parent, pathTo(field.key, at), run)))
    return `{${texts.map((text, i) => `${heads[i]}:${text}`).join(',')}}`
  }
  const writing = fields.flatMap(({ key, write }) => (write ? [{ key, write }] : []))
  // A list of profiles is one of promises.
  const isSync = writing.length === fields.length && !profile
  return { answer, ...(isSync ? { write: objectOf(writing).write } : {}) }
}

/** One field, by the rule for its kind. */
export function unitedField(uniting: Uniting, at: FieldAt): UnitedField {
  const { owner, key, nodes } = at
  const { value: name } = nodes[0]!.name
  if (name === '__typename') return plain(key, () => JSON.stringify(owner.name))
  const field = owner.getFields()[name] as Field
  const answer = leadingToRecords(uniting, at, field)
  if (answer) return { key, answer: settled(field.type, nodes, answer) }
  const profile = profileOf(owner.name)
  if (profile) addValueSteps(uniting, at, profile)
  return profile || profileOf(getNamedType(field.type).name)
    ? { key, answer: resolved(uniting, at, field, resolverOf(owner.name, field)) }
    : plainField(uniting, at, field)
}

/** The entity of which a type is the profile. */
const profileOf = (type: string): ProfiledEntity | undefined =>
  Object.hasOwn(unitedRelations, type) ? unitedRelations[type as keyof typeof unitedRelations].of : undefined

function leadingToRecords(uniting: Uniting, at: FieldAt, field: Field): Answer | undefined {
  const owner = at.owner.name as keyof typeof unitedRelations
  const lead = viewRecords[owner]?.[field.name]
  if (lead) return compileLead(uniting, at, lead)
  const relation = unitedRelations[owner]
  if ((relation?.relations as readonly string[] | undefined)?.includes(field.name)) {
    const isConnection = getNamedType(field.type).name.endsWith('Connection')
    return (isConnection ? compileAcross : compileAcrossList)(uniting, at, relation.of, field)
  }
  if (relation && field.name === 'records') return compileMembers(uniting, at, relation.of)
  const to = getNamedType(field.type)
  if (isLeafType(to) || (isObjectType(to) && !isEntityName(to.name) && !to.name.endsWith('Connection')))
    return undefined
  throw new Unplannable(`${at.owner.name}.${field.name} leads to records in a way that no plan knows.`)
}

type Resolve = (parent: unknown, args: never, context: GatewayContext, info: GraphQLResolveInfo) => unknown

const resolvers: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { ...profileResolvers, ...viewTypes }

function resolverOf(owner: string, { name }: Field): Resolve {
  return (resolvers[owner]?.[name] as Resolve | undefined) ?? ((parent) => valueIn(parent, name))
}

const valueIn = (parent: unknown, name: string): unknown => (parent as Readonly<Record<string, unknown>>)[name]

/** A field whose resolver may wait, told that it is asked at its place as the stitched schema would tell it. */
export function resolved(uniting: Uniting, at: FieldAt, field: Field, resolve: Resolve, type = field.type): Answer {
  const { owner, nodes, place } = at
  const label = `${owner.name}.${field.name}`
  const to = getNamedType(type)
  const inner = isObjectType(to) ? compileUnited(uniting, to, nodes, place) : undefined
  const tell =
    inner && !inner.write
      ? awaited(type, inner.answer, nodes, label)
      : written(completion(type, inner?.write, nodes, label))
  const infoAt = infoOf(uniting, at, field)
  return settled(type, nodes, async (parent, at, run) => {
    const args = argumentsOf(field as never, nodes, run)
    return tell(await resolve(parent, args as never, run.context, infoAt(at)), at, run)
  })
}

/** What a resolver is told of the place that it is asked at. */
function infoOf({ schema, fragments, variableValues, operation }: Uniting, { owner, nodes }: FieldAt, field: Field) {
  const known = {
    fieldName: field.name,
    fieldNodes: nodes,
    returnType: field.type,
    parentType: owner,
    rootValue: undefined,
  }
  return (path: Path): GraphQLResolveInfo => ({ ...known, path, schema, fragments, variableValues, operation })
}

const plain = (key: string, write: Write): UnitedField => ({ key, write, answer: written(write) })

/** A field whose value comes with its parent; what is in it may have to be waited for. */
function plainField(uniting: Uniting, at: FieldAt, field: Field): UnitedField {
  const { owner, key, nodes, place } = at
  const label = `${owner.name}.${field.name}`
  const own = resolverOf(owner.name, field)
  // Only what waits looks into the place it is asked at.
  const resolve = (parent: unknown, run: Pick<Run, 'context' | 'variables'>) =>
    own(parent, argumentsOf(field as never, nodes, run) as never, run.context, undefined as never)
  const to = getNamedType(field.type)
  const inner = isObjectType(to) ? compileUnited(uniting, to, nodes, place) : undefined
  if (!inner || inner.write) {
    return plain(key, guarded(field.type, resolve, inner?.write, nodes, label))
  }
  const tell = awaited(field.type, inner.answer, nodes, label)
  return { key, answer: settled(field.type, nodes, async (parent, at, run) => tell(resolve(parent, run), at, run)) }
}
