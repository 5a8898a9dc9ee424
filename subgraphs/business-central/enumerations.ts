import {
  and,
  column,
  compare,
  type MappedField,
  type NativeFilter,
  type NativeRow,
  oneOf,
} from '../../gateway/connector/index.ts'
import { at } from '../dialects/odata/row.ts'

/** Members of an enumeration as people read them, each with the canonical value or values that it may stand for. */
export type Members = Readonly<Record<string, string | readonly string[]>>

interface Refinement {
  readonly needs: readonly string[]
  /** What a row's further columns make of it; undefined where they make nothing. */
  readonly decode: (row: NativeRow) => string | undefined
}

/**
 * A column of an enumeration. Answers encode blanks and dots of members (`In_x0020_Review`); how filters write those is not
 * documented, so such members are sought as "none of the others", which finds unknown ones too, and rechecked.
 */
export function enumeration(native: string, members: Members, refined: Refinement = plain): MappedField {
  const names = Object.keys(members)
  const valuesOf = (name: string): readonly string[] => [members[name] ?? 'UNKNOWN'].flat()
  const namesOf = (value: string) => names.filter((name) => valuesOf(name).includes(value))
  const values = [...new Set(names.flatMap(valuesOf))]
  // What members that can be named decide exactly: values that the same members stand for.
  const decided = Map.groupBy(values, (value) => namesOf(value).join())
  const together = [...decided.values()]
    .map((alike) => ({ values: alike, names: namesOf(alike[0]!) }))
    .filter(({ names }) => names.every(isPlain))
    .map(({ values, names }) => ({ values, is: equal(native, names) }))
  return {
    native,
    needs: refined.needs,
    decode: (row) => refined.decode(row) ?? valuesOf(memberAt(row, native) ?? '')[0],
    cases: Object.fromEntries(values.map((value) => [value, sought(native, namesOf(value), names)])),
    together,
    filter: { eq: 'inexact', in: 'inexact' },
  }
}

const plain: Refinement = { needs: [], decode: () => undefined }

const isPlain = (name: string) => /^\w+$/.test(name)

const equal = (native: string, names: readonly string[]): NativeFilter =>
  names.length === 1 ? compare(column(native), 'eq', names[0]!) : oneOf(column(native), ...names)

/** The members by name, or, where one of them cannot be named, what is none of those that stand for something else. */
function sought(native: string, wanted: readonly string[], all: readonly string[]): NativeFilter {
  if (wanted.every(isPlain)) return equal(native, wanted)
  const others = all.filter((name) => isPlain(name) && !wanted.includes(name))
  return and(...others.map((name) => compare(column(native), 'ne', name)))
}

/** Whether the member is one of some that filters can name. */
export const isOneOf = (native: string, ...names: readonly string[]): MappedField => ({
  native,
  decode: (row) => names.includes(memberAt(row, native) ?? ''),
  cases: { true: equal(native, names), false: and(...names.map((name) => compare(column(native), 'ne', name))) },
  filter: { eq: 'exact', in: 'exact' },
})

/** Whether a record may be used, by the flag that blocks it. */
export const activity: MappedField = {
  native: 'blocked',
  type: 'boolean',
  values: { true: 'BLOCKED', false: 'ACTIVE' },
  filter: { eq: 'exact', ne: 'exact', in: 'exact' },
}

/** A member as people read it, null where it is the blank one. */
export const readable = (native: string): MappedField => ({
  native,
  decode: (row) => memberAt(row, native)?.trim() || null,
})

/** `In Review` for `In_x0020_Review`. */
export function memberAt(row: NativeRow, native: string): string | null {
  const code = at(row, native)
  return code === null
    ? null
    : String(code).replace(/_x([0-9A-F]{4})_/g, (_, point: string) => String.fromCharCode(Number.parseInt(point, 16)))
}
