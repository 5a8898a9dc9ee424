import { approximateBytes } from '../cache/index.ts'
import {
  type CanonicalField,
  type Column,
  canonical,
  type EntityName,
  encodeGlobalId,
  encodeKey,
  externalKeyOf,
  externalKeyPath,
  keyHeld,
  type MappedField,
  type NativeRow,
  type NativeType,
  type Source,
  type SourceKey,
  stepsOf,
} from '../connector/index.ts'
import { FreshetError } from '../errors.ts'
import { fieldColumns, nativeTypeOf } from '../pushdown/native-type.ts'
import { Memory, rememberedByName, rememberedFor } from '../remembered.ts'
import { columnMissing, mappedField, type NativeReader, nativePaths, nativeReader } from './native-path.ts'
import type { SourceRecord } from './record.ts'

/**
 * Compiles canonical paths into one function from native rows to records. `readAt`: epoch millis, taken before the request left.
 * A value that cannot be read becomes an error in its own field; it never spoils the record.
 */
export function compileDecoder(source: Source, entity: EntityName, paths: readonly string[], readAt: () => number) {
  const decode = decoderOf(source, entity, paths)
  return (row: NativeRow): SourceRecord => decode(row, readAt())
}

/** Reads leaves of a row that is no whole record, by their paths: one that cannot be read is an Error. */
export function compileLeaves(source: Source, entity: EntityName, paths: readonly string[]) {
  const leaves = paths.map((path) => compileLeaf(source, entity, path)[0]?.read ?? (() => null))
  return (row: NativeRow): unknown[] => leaves.map((read) => read(row) ?? null)
}

type Decoder = (row: NativeRow, readAt: number) => SourceRecord

const mostDecoders = 1_000
const decodersOf = rememberedFor((_source: Source) => new Memory<Decoder>(mostDecoders))

/** Done once per entity and selection. */
const decoderOf = (source: Source, entity: EntityName, paths: readonly string[]): Decoder =>
  decodersOf(source).get(`${entity}\n${paths.join('\n')}`, () => compileAnew(source, entity, paths))

function compileAnew(source: Source, entity: EntityName, paths: readonly string[]): Decoder {
  const keyOf = compileKey(source, entity)
  const leaves = paths.flatMap((path) => compileLeaf(source, entity, path))
  const structs = structsOf(entity, paths)
  return (row, readAt) => {
    const values: Record<string, unknown> = {}
    let bytes = recordBytes
    for (let i = 0; i < leaves.length; i++) {
      const value = leaves[i]!.read(row)
      assign(values, leaves[i]!.steps, value)
      bytes += bytesOf(value)
    }
    for (let i = 0; i < structs.length; i++) collapse(values, structs[i]!)
    return { type: entity, source: source.name, key: keyOf(row), values, readAt, row, bytes }
  }
}

/** Of a record without its leaves, its row included. */
const recordBytes = 400

/** Of a leaf and of what it was read from in the row. Looked at while it is at hand: walking through records afterwards costs more than reading them. */
const bytesOf = (value: unknown): number =>
  64 + (typeof value === 'string' ? 4 * value.length : value === null ? 0 : 2 * approximateBytes(value))

/** The record's key from its native row. @throws FreshetError SOURCE_BAD_RESPONSE when a key part is missing */
export const compileKey = (source: Source, entity: EntityName): ((row: NativeRow) => SourceKey) =>
  keysOf(source)(entity)

const keysOf = rememberedFor((source: Source) =>
  rememberedByName((entity: EntityName) => compileKeyAnew(source, entity)),
)

function compileKeyAnew(source: Source, entity: EntityName): (row: NativeRow) => SourceKey {
  const parts = source.entities[entity]!.key.map((part) => columnText(source, part.native, part.type))
  const textOf = (read: (row: NativeRow) => string | null, row: NativeRow): string => {
    const text = read(row)
    if (text !== null) return text
    throw new FreshetError('SOURCE_BAD_RESPONSE', { source: source.name, detail: `${entity} row without its key` })
  }
  const [only] = parts
  if (parts.length === 1) return (row) => encodeKey([textOf(only!, row)])
  return (row) => encodeKey(parts.map((read) => textOf(read, row)))
}

/** Reads one native column as canonical text. */
export function columnText(source: Source, native: string, type: NativeType): (row: NativeRow) => string | null {
  const read = nativeReader(native, source.connector.pathSeparator)
  const codec = source.connector.codecs[type]
  return (row) => {
    const value = readable(source, native, () => codec(read(row)))
    return value === null ? null : String(value)
  }
}

/** Keys and joins have no field of their own that could fail: a row without them is of no use. */
function readable<T>(source: Source, native: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new FreshetError('SOURCE_BAD_RESPONSE', { source: source.name, detail: `${native}: ${cause}`, cause })
  }
}

interface Leaf {
  readonly steps: readonly string[]
  readonly read: NativeReader
}

function compileLeaf(source: Source, entity: EntityName, path: string): Leaf[] {
  const field = mappedField(source.entities[entity]!, path)
  if (!field) return path === 'identifiers' ? [identifiersLeaf(source, entity, () => [])] : []
  const shape = canonical[entity].fields[path]
  const read = guarded(source, entity, path, complete(source, field, reader(source, entity, path, field, shape)))
  return path === 'identifiers' ? [identifiersLeaf(source, entity, read)] : [{ steps: stepsOf(path), read }]
}

class ColumnMissing extends Error {}

/** What was asked for and is not in the row is no empty value: the vendor has changed, or somebody’s rights have. */
function complete({ connector }: Source, field: MappedField, read: NativeReader): NativeReader {
  if (field.constant !== undefined) return read
  const columns = nativePaths(field)
    .filter((native) => field.present || !connector.omitsNull?.(native))
    .map((native) => ({ native, isMissing: columnMissing(native, connector.pathSeparator) }))
  if (columns.length === 0) return read
  return (row) => {
    for (const { native, isMissing } of columns)
      if (isMissing(row)) throw new ColumnMissing(`the answer has no column ${native}`)
    return read(row)
  }
}

/** What a vendor row holds but cannot be read is an error of that field alone. */
function guarded(source: Source, entity: EntityName, path: string, read: NativeReader): NativeReader {
  return (row) => {
    try {
      return read(row)
    } catch (cause) {
      return new FreshetError('SOURCE_BAD_RESPONSE', {
        source: source.name,
        detail: `${entity}.${path}: ${cause}`,
        cause,
      })
    }
  }
}

function reader(
  source: Source,
  entity: EntityName,
  path: string,
  field: MappedField,
  shape: CanonicalField | undefined,
): NativeReader {
  if (field.constant !== undefined) return () => field.constant
  const finish = finisher(shape)
  const { decode } = field
  if (decode) return (row) => finish(decode(row, source.facts) ?? null)
  const type = nativeTypeOf(entity, path, field)
  if (typeof field.native !== 'string') return compositeReader(source, fieldColumns(source, entity, path, field))
  const codec = source.connector.codecs[type]
  const native = nativeReader(field.native, source.connector.pathSeparator)
  if (shape?.type === 'ref') return (row) => refKey(codec(native(row)))
  return (row) => finish(translate(codec(native(row)), field, shape))
}

const refKey = (value: string | boolean | null): string | null =>
  value === null || value === '' ? null : encodeKey([String(value)])

function compositeReader(source: Source, columns: readonly Column[]): NativeReader {
  const reads = columns.map(({ native, type }) => columnText(source, native, type))
  return (row) => {
    const texts = reads.map((read) => read(row))
    return texts.every((text) => text !== null && text !== '') ? encodeKey(texts as string[]) : null
  }
}

/** Native code to canonical value. A code nobody has mapped is UNKNOWN for enums and itself for text. */
function translate(value: string | boolean | null, field: MappedField, shape: CanonicalField | undefined): unknown {
  if (value === null || !field.values) return value
  return Object.hasOwn(field.values, String(value))
    ? field.values[String(value)]
    : shape?.type === 'enum'
      ? 'UNKNOWN'
      : value
}

/** The canonical type's own form; a required enum is never null but UNKNOWN. */
function finisher(shape: CanonicalField | undefined): (value: unknown) => unknown {
  if (shape?.list) return (value) => value ?? []
  switch (shape?.type) {
    case 'int':
      return (value) => (value === null ? null : Number(value))
    case 'boolean':
      // Translated codes are text.
      return (value) => (typeof value === 'string' ? value === 'true' : value)
    case 'enum': {
      const members = new Set(shape.enum)
      return (value) =>
        value === null ? (shape.required ? 'UNKNOWN' : null) : members.has(String(value)) ? value : 'UNKNOWN'
    }
    default:
      return (value) => value
  }
}

/** The record's own identifiers plus, for each configured external key, `EXTERNAL:<source>`. */
function identifiersLeaf(source: Source, entity: EntityName, own: NativeReader): Leaf {
  const map = source.entities[entity]!
  const keys = Object.entries(source.externalKeys[entity] ?? {}).map(([target, text]) => {
    const field = mappedField(map, externalKeyPath(target))
    const read = field
      ? complete(source, field, reader(source, entity, externalKeyPath(target), field, undefined))
      : () => null
    return { target, read, kept: externalKeyOf(text) }
  })
  const read = (row: NativeRow): unknown => {
    const identifiers = own(row)
    if (identifiers instanceof Error) return identifiers
    const external = keys.flatMap(({ target, read, kept }) => {
      const value = read(row)
      if (value === null || value === '') return []
      return [{ scheme: `EXTERNAL:${target}`, value: keyHeld(kept, String(value)), country: null, verified: null }]
    })
    return [...(identifiers as readonly unknown[]), ...external]
  }
  return { steps: ['identifiers'], read: guarded(source, entity, 'identifiers', read) }
}

interface Struct {
  /** The way to what it stands in, and its name there. */
  readonly above: readonly string[]
  readonly name: string
  /** The ways from it to what it cannot be without. */
  readonly needs: readonly (readonly string[])[]
}

/** The nullable structs that the paths touch, innermost first. */
function structsOf(entity: EntityName, paths: readonly string[]): Struct[] {
  const { structs } = canonical[entity]
  return Object.entries(structs)
    .filter(([name, struct]) => !struct.required && paths.some((path) => path.startsWith(`${name}.`)))
    .sort(([a], [b]) => b.split('.').length - a.split('.').length)
    .map(([path, struct]) => ({
      above: stepsOf(path).slice(0, -1),
      name: stepsOf(path).at(-1)!,
      needs: struct.needs.map((need) => stepsOf(need.slice(path.length + 1))),
    }))
}

/** A struct without a required leaf, or with nothing in it, is null. */
function collapse(values: Record<string, unknown>, { above, name, needs }: Struct): void {
  const parent = walk(values, above) as Record<string, unknown> | null
  const value = parent?.[name] as Record<string, unknown> | undefined
  if (parent && value && (lacks(value, needs) || isEmpty(value))) parent[name] = null
}

function lacks(value: Readonly<Record<string, unknown>>, needs: Struct['needs']): boolean {
  for (let i = 0; i < needs.length; i++) if (walk(value, needs[i]!) === null) return true
  return false
}

function isEmpty(value: Readonly<Record<string, unknown>>): boolean {
  for (const name in value) if (value[name] !== null) return false
  return true
}

function assign(values: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const last = steps.length - 1
  if (last === 0) {
    values[steps[0]!] = value
    return
  }
  let at = values
  for (let i = 0; i < last; i++) {
    const step = steps[i]!
    at[step] ??= {}
    at = at[step] as Record<string, unknown>
  }
  at[steps[last]!] = value
}

export function walk(values: unknown, steps: readonly string[]): unknown {
  let at = values
  for (let i = 0; i < steps.length; i++) at = (at as Record<string, unknown> | null | undefined)?.[steps[i]!]
  return at ?? null
}

/** Reads a record's leaves for residual filters and orders: refs and `id` as global ids, unreadable values as null. */
export function leafReader(record: SourceRecord): (path: string) => unknown {
  const fields = canonical[record.type].fields
  return (path) => {
    if (path === 'id') return encodeGlobalId(record)
    const value = heldAt(record, path)
    if (value instanceof Error) return null
    const to = fields[path]?.type === 'ref' ? fields[path]?.to : undefined
    return to && value !== null ? encodeGlobalId({ type: to, source: record.source, key: value as SourceKey }) : value
  }
}

/**
 * The same for what decides whether a record is wanted. @throws what stands for a column that the answer lacks: the row may be
 * one of those that were asked for
 */
export function decidingReader(record: SourceRecord): (path: string) => unknown {
  const leaf = leafReader(record)
  return (path) => {
    const value = leaf(path)
    if (value !== null) return value
    const held = heldAt(record, path)
    if (held instanceof Error && held.cause instanceof ColumnMissing) throw held
    return value
  }
}

const heldAt = ({ values }: SourceRecord, path: string): unknown =>
  path.startsWith('externalKey.')
    ? ((values.externalKey as Record<string, unknown>)?.[path.slice(12)] ?? null)
    : walk(values, stepsOf(path))
