import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql'
import type { Answer } from './ask.ts'
import type { Field, Operation, Selection } from './operation.ts'

/** What an answer under a fault says wrongly, or leaves out silently, beside the same answer when all was well. */
export interface Unsound {
  readonly path: Path
  readonly what: 'another value' | 'an unexplained null'
  readonly calm: unknown
  readonly faulty: unknown
}

type Path = readonly (string | number)[]

interface Walk {
  readonly schema: GraphQLSchema
  readonly names: ReadonlyMap<Field, string>
  readonly errors: readonly { readonly path?: Path }[]
  readonly found: Unsound[]
}

/** Each value that is there equals that of the calm answer; each null that a fault made has an error at or above it. */
export function unsoundParts(
  schema: GraphQLSchema,
  { of }: Operation,
  names: ReadonlyMap<Field, string>,
  calm: Answer,
  faulty: Answer,
): Unsound[] {
  const walk: Walk = { schema, names, errors: faulty.body.errors ?? [], found: [] }
  compareAll(walk, schema.getQueryType()!, of, calm.body.data, faulty.body.data, [])
  return walk.found
}

function compareAll(
  walk: Walk,
  type: GraphQLNamedType,
  of: readonly Selection[],
  calm: unknown,
  faulty: unknown,
  at: Path,
) {
  if (!isPlain(calm)) return
  if (!isPlain(faulty)) {
    blame(walk, calm, faulty, at)
    return
  }
  for (const one of of) {
    if (one.kind === 'fragment') compareAll(walk, narrower(walk.schema, type, one.on), one.of, calm, faulty, at)
    else if (!isCircumstance(type, one)) compareField(walk, type, one, calm, faulty, at)
  }
}

/** Inside a fragment on an interface it is still known what type has it. */
function narrower(schema: GraphQLSchema, type: GraphQLNamedType, on: string | null): GraphQLNamedType {
  return on === null || isObjectType(type) ? type : schema.getType(on)!
}

function compareField(walk: Walk, type: GraphQLNamedType, field: Field, calm: Plain, faulty: Plain, at: Path): void {
  const name = walk.names.get(field)!
  // Skipped, or of a fragment on another type.
  if (!(name in calm) || !(name in faulty)) return
  const inner = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name] : undefined
  const path = [...at, name]
  // A sum without a source's part is another sum, and has an error at its place that says so.
  if (inner && isView(getNamedType(inner.type)) && walk.errors.some((error) => isAt(error.path, path))) return
  compareValue(walk, inner && getNamedType(inner.type), field.of, calm[name], faulty[name], path)
}

const isAt = (path: Path | undefined, wanted: Path): boolean =>
  path?.length === wanted.length && path.every((step, i) => step === wanted[i])

/** What is made of the parts of several sources, and is neither a list nor one of their records. */
const isView = (type: GraphQLNamedType): boolean =>
  isObjectType(type) && !/(Connection|Profile)$/.test(type.name) && type.getFields().sourceResults !== undefined

function compareValue(
  walk: Walk,
  type: GraphQLNamedType | undefined,
  of: readonly Selection[],
  calm: unknown,
  faulty: unknown,
  at: Path,
): void {
  if (calm === null || calm === undefined) {
    // What the fault-free answer does not know, no fault can teach.
    if (faulty !== null && faulty !== undefined) blame(walk, calm, faulty, at)
  } else if (Array.isArray(calm)) compareLists(walk, type, of, calm, faulty, at)
  else if (of.length > 0) compareAll(walk, type!, of, calm, faulty, at)
  else if (calm !== faulty) blame(walk, calm, faulty, at)
}

function compareLists(
  walk: Walk,
  type: GraphQLNamedType | undefined,
  of: readonly Selection[],
  calm: readonly unknown[],
  faulty: unknown,
  at: Path,
): void {
  const isOfRecords = isObjectType(type) && (type.getInterfaces().length > 0 || type.name.endsWith('Edge'))
  if (!Array.isArray(faulty) || (!isOfRecords && faulty.length !== calm.length)) {
    blame(walk, calm, faulty, at)
    return
  }
  if (!isOfRecords) {
    for (const [i, one] of calm.entries()) compareValue(walk, type, of, one, faulty[i], [...at, i])
    return
  }
  // A page without one source's rows has others in their place: only the same record can be compared.
  const byId = new Map(calm.flatMap((one) => (idOf(one) === undefined ? [] : [[idOf(one), one] as const])))
  for (const [i, one] of faulty.entries()) {
    const same = byId.get(idOf(one))
    if (same) compareValue(walk, type, of, same, one, [...at, i])
  }
}

type Plain = Readonly<Record<string, unknown>>

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

function idOf(row: unknown): unknown {
  if (!isPlain(row)) return undefined
  return row.id ?? (row.node as Plain | null | undefined)?.id
}

/** What depends on who answered, when, and from where, rather than on what is true. */
function isCircumstance(type: GraphQLNamedType, { name }: Field): boolean {
  if (type.name.endsWith('Connection')) return name !== 'nodes' && name !== 'edges'
  if (type.name.endsWith('Edge')) return name !== 'node'
  // A profile without one of its records is made of the others.
  if (type.name.endsWith('Profile')) return !isList(type, name)
  if (isView(type) && (name === 'sourceResults' || (type.name === 'CreditCheck' && stamps.has(name)))) return true
  return type.name === 'SourceState' || (type.name === 'RecordMeta' && passing.has(name)) || name === 'readAt'
}

/** Which decision it was, of those that are alike. */
const stamps: ReadonlySet<string> = new Set(['id', 'checkedAt', 'audited'])

function isList(type: GraphQLNamedType, name: string): boolean {
  const named = isObjectType(type) ? getNamedType(type.getFields()[name]?.type) : undefined
  return isObjectType(named) && (named.name.endsWith('Connection') || named.getInterfaces().length > 0)
}

const passing: ReadonlySet<string> = new Set([
  ...['fetchedAt', 'asOf', 'confirmedAt', 'servedFrom', 'ageSeconds', 'nullReasons'],
])

function blame({ errors, found }: Walk, calm: unknown, faulty: unknown, path: Path): void {
  const isNull = faulty === null || faulty === undefined
  if (!isNull) found.push({ path, what: 'another value', calm, faulty })
  else if (!errors.some((error) => error.path?.every((step, i) => step === path[i])))
    found.push({ path, what: 'an unexplained null', calm, faulty })
}
