import {
  type GraphQLEnumType,
  type GraphQLField,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { Source } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'

/**
 * Compiles what a field shows for a decoded value: an error is thrown, an unknown code becomes UNKNOWN, a list that is not
 * mapped is empty, and a value that every record must have is demanded of the source by name.
 */
export function compileLeaf(
  source: Source,
  owner: string,
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'type'>,
): (raw: unknown) => unknown {
  const type = getNamedType(field.type)
  const isRequired = isNonNullType(field.type)
  const isList = isListType(getNullableType(field.type))
  const member = isEnumType(type) ? memberOf(type) : undefined
  const absent = isRequired ? absentValue(isList, isObjectType(type), member) : null
  return (raw) => {
    if (raw instanceof Error) throw raw
    const value = member && raw != null ? (isList ? (raw as readonly unknown[]).map(member) : member(raw)) : raw
    const shown = value ?? absent
    if (isRequired && shown === null) throw missing(source, `${owner}.${field.name}`)
    return shown
  }
}

type Member = (value: unknown) => string | null

/** What stands for a required value that the source has nothing for; null where nothing may. */
function absentValue(isList: boolean, isStruct: boolean, member: Member | undefined): unknown {
  if (isList) return Object.freeze([])
  if (isStruct) return Object.freeze({})
  return member?.('UNKNOWN') ?? null
}

/** Sources invent codes: what is no member is UNKNOWN, or nothing where the enum has no such member. */
function memberOf(type: GraphQLEnumType): Member {
  const names = new Set(type.getValues().map(({ name }) => name))
  const unknown = names.has('UNKNOWN') ? 'UNKNOWN' : null
  return (value) => (names.has(String(value)) ? String(value) : unknown)
}

function missing(source: Source, field: string): FreshetError {
  const message = `The source "${source.name}" sent a record without ${field}, which every record must have.`
  return new FreshetError('SOURCE_BAD_RESPONSE', { source: source.name, message })
}
