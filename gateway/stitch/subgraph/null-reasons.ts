import { type GraphQLObjectType, type GraphQLSchema, getNamedType } from 'graphql'
import { isMapped, type MappedField, type Source } from '../../connector/index.ts'
import { fieldOf, nativePaths, nativeReader } from '../../read/native-path.ts'
import { peekAt, type RecordNode, servedOf, structValue } from './record-node.ts'
import { serves, servesRelation } from './served.ts'
import { shapeOf } from './shape.ts'

export type NullReason = 'NOT_MAPPED' | 'NOT_PROVIDED_BY_SOURCE' | 'NOT_SET' | 'UNMAPPED_VALUE' | 'FAILED'

export interface FieldNote {
  readonly path: string
  readonly reason: NullReason
}

/**
 * Explains what is missing in the selected part of a record. A structure that is null as a whole is one note. What is not
 * mapped is noted even where the schema has an empty list or UNKNOWN for it: "no blocks" is not "we do not know".
 */
export function nullReasons(source: Source, schema: GraphQLSchema, node: RecordNode): FieldNote[] {
  const subject: Subject = { source, schema, node }
  const ofLeaves = node.selection.paths.map((path) => noteOn(subject, path))
  const ofLists = node.selection.lists.map((list): FieldNote | undefined =>
    servesRelation(source, node.type, list) ? undefined : { path: list, reason: 'NOT_MAPPED' },
  )
  const notes = [...ofLeaves, ...ofLists].filter((note) => note !== undefined)
  return [...new Map(notes.map((note) => [note.path, note])).values()]
}

interface Subject {
  readonly source: Source
  readonly schema: GraphQLSchema
  readonly node: RecordNode
}

function noteOn(subject: Subject, path: string): FieldNote | undefined {
  const struct = structsAbove(path).find((above) => isNullStruct(subject.node, above))
  if (struct) return { path: struct, reason: reasonOfStruct(subject, struct) }
  const reason = reasonOfLeaf(subject, path)
  return reason && { path, reason }
}

/** Outermost first: `totals.tax.amount` stands in `totals` and `totals.tax`. */
function structsAbove(path: string): string[] {
  const steps = path.split('.')
  return steps.slice(1).map((_, i) => steps.slice(0, i + 1).join('.'))
}

function isNullStruct(node: RecordNode, path: string): boolean {
  const struct = shapeOf(node.type).structs[path]
  return struct !== undefined && !struct.required && structValue(node, path) === null
}

function reasonOfLeaf(subject: Subject, path: string): NullReason | undefined {
  const { source, node } = subject
  const { to, enum: members, required } = shapeOf(node.type).fields[path]!
  const value = peekAt(node, path)
  if (value instanceof Error) return 'FAILED'
  const declared = declaredReason(subject, path)
  if (declared) return declared
  if (to && value !== null) return serves(source, to) ? undefined : 'NOT_MAPPED'
  if (value === 'UNKNOWN' && members && !members.includes('UNKNOWN')) return 'UNMAPPED_VALUE'
  return value === null && !required ? reasonOfNull(subject, path) : undefined
}

/** A structure is null because it lacks a leaf that it needs, or because nothing is in it. */
function reasonOfStruct(subject: Subject, path: string): NullReason {
  const needed = leavesNeeded(subject.node, path)
  const inside = needed.length > 0 ? needed : subject.node.selection.paths.filter((leaf) => leaf.startsWith(`${path}.`))
  const declared = inside.map((leaf) => declaredReason(subject, leaf))
  const isDeclared = needed.length > 0 ? declared.some(Boolean) : declared.every(Boolean)
  if (isDeclared) return declared.find((reason) => reason !== undefined)!
  const isCoded = needed.some((leaf) => isCode(subject, leaf))
  return isCoded && needed.every((leaf) => isSent(subject, leaf)) ? 'UNMAPPED_VALUE' : 'NOT_SET'
}

function leavesNeeded(node: RecordNode, path: string): string[] {
  const { structs } = shapeOf(node.type)
  return structs[path]!.needs.flatMap((need) => (structs[need] ? leavesNeeded(node, need) : [need]))
}

/** Why no record of the source can have a field; undefined when the map has it. */
function declaredReason({ source, node }: Subject, path: string): NullReason | undefined {
  const field = fieldOf(source.entities[node.type]!, path)
  if (!field) return 'NOT_MAPPED'
  return isMapped(field) ? undefined : field.absent
}

function reasonOfNull(subject: Subject, path: string): NullReason {
  return isCode(subject, path) && isSent(subject, path) ? 'UNMAPPED_VALUE' : 'NOT_SET'
}

const codes = new Set(['CurrencyCode', 'CountryCode', 'UomCode'])

/** Whether a leaf holds a code of an international list, into which a source's own code is translated. */
function isCode({ schema, node }: Subject, path: string): boolean {
  let type = schema.getType(node.type) as GraphQLObjectType
  for (const step of path.split('.')) type = getNamedType(type.getFields()[step]!.type) as GraphQLObjectType
  return codes.has(type.name)
}

/** Whether the source sent something for a leaf, as far as one column tells. */
function isSent({ source, node }: Subject, path: string): boolean {
  const field = fieldOf(source.entities[node.type]!, path) as MappedField
  if (field.constant !== undefined) return field.constant !== null
  const natives = nativePaths(field)
  if (natives.length !== 1) return false
  const sent = nativeReader(natives[0]!, source.connector.pathSeparator)(servedOf(node).record.row)
  // `false` is how some systems write "nothing" in a text.
  return sent !== undefined && sent !== null && sent !== '' && sent !== false
}
