import {
  type Column,
  canonical,
  decodeGlobalId,
  decodeKey,
  type EntityMap,
  type EntityName,
  encodeGlobalId,
  type FieldMap,
  type Filter,
  type FilterSupport,
  isMapped,
  type LeafType,
  type Literal,
  type MappedField,
  type NativeComparison,
  type NativeFilter,
  type NativeType,
  type Source,
  type SourceKey,
  type Support,
} from '../connector/index.ts'
import { evaluate } from './evaluate.ts'
import { canHold, columnsOf, joinAnd, joinOr, keysFilter, longestList, type Pushed } from './native-terms.ts'
import { fieldColumns, nativeTypeOf } from './native-type.ts'
import { always, fold, isAlways, isNever, normalise } from './normalise.ts'
import { structGuards } from './struct-needs.ts'

/** What the source will evaluate and what is left for us; `never`: no record can match, so nothing need be asked. */
export interface Split {
  readonly never: boolean
  readonly pushed: NativeFilter | undefined
  readonly residual: Filter | undefined
}

/**
 * Offers a predicate to a source. The pushed part never loses a record that matches the whole;
 * pushed and residual together are the predicate.
 */
export function split(filter: Filter, source: Source, entity: EntityName): Split {
  const offer = new Offer(source, entity, source.entities[entity]!)
  const { pushed, residual } = offer.make(normalise(filter))
  return {
    never: pushed === false || isNever(residual),
    pushed: typeof pushed === 'boolean' ? undefined : pushed,
    residual: isAlways(residual) ? undefined : residual,
  }
}

interface Receipt {
  readonly pushed: Pushed
  readonly residual: Filter
}

class Offer {
  readonly source: Source
  readonly entity: EntityName
  readonly map: EntityMap

  constructor(source: Source, entity: EntityName, map: EntityMap) {
    this.source = source
    this.entity = entity
    this.map = map
  }

  make(filter: Filter): Receipt {
    switch (filter.kind) {
      case 'and':
        return this.conjunction(filter.terms)
      case 'or':
        return this.disjunction(filter)
      case 'not':
        return { pushed: true, residual: filter }
      case 'compare':
      case 'in':
      case 'isNull':
        return this.guarded(filter, this.leaf(filter))
    }
  }

  /** Where a null beside the leaf makes it null, its column alone decides nothing that lets nulls in, and the rest is a superset. */
  private guarded(filter: Leaf, receipt: Receipt): Receipt {
    if (structGuards(this.map, this.entity, filter.field).length === 0) return receipt
    const keepsNulls = filter.kind === 'isNull' ? filter.value : filter.kind === 'compare' && filter.op === 'ne'
    if (keepsNulls) return { pushed: true, residual: filter }
    return receipt.pushed === false ? receipt : { pushed: receipt.pushed, residual: filter }
  }

  /** Each term is taken or left on its own. */
  private conjunction(terms: readonly Filter[]): Receipt {
    const receipts = terms.map((term) => this.make(term))
    return {
      pushed: joinAnd(receipts.map((receipt) => receipt.pushed)),
      residual: fold(
        'and',
        receipts.map((receipt) => receipt.residual),
      ),
    }
  }

  /** All branches must be pushed, or the branch left out would lose records. If any is inexact, the whole is rechecked. */
  private disjunction(filter: Extract<Filter, { readonly terms: readonly Filter[] }>): Receipt {
    const receipts = filter.terms.map((term) => this.make(term))
    const pushed = joinOr(receipts.map((receipt) => receipt.pushed))
    if (!this.canOr(pushed)) return { pushed: true, residual: filter }
    const exact = receipts.every((receipt) => isAlways(receipt.residual) || receipt.pushed === false)
    return { pushed, residual: exact ? always : filter }
  }

  private canOr(pushed: Pushed): boolean {
    if (typeof pushed === 'boolean' || pushed.kind !== 'or') return true
    // Inside a disjunction a list cannot be cut in two without repeating the other branches.
    if (longestList(pushed) > this.source.caps.filterKeys) return false
    if (this.source.caps.or === 'any') return true
    return this.source.caps.or === 'sameColumn' && new Set(columnsOf(pushed)).size === 1
  }

  private leaf(filter: Leaf): Receipt {
    if (filter.field === 'id') return this.key(filter)
    const field: FieldMap | undefined = (this.map.fields as Record<string, FieldMap>)[filter.field]
    const left: Receipt = { pushed: true, residual: filter }
    if (!isMapped(field)) return left
    if (field.constant !== undefined) return this.constant(filter, field.constant)
    if (filter.kind === 'isNull' && this.isNeverNull(filter.field)) return { pushed: !filter.value, residual: always }
    // A rollup's record is known only when all its rows are: only what they have in common may choose between them.
    if (this.map.rollup && !this.isOfKey(field)) return left
    if (field.cases) return this.cases(filter, field)
    if (typeof field.native !== 'string' || field.native.startsWith('$')) return this.compositeRef(filter, field)
    return this.column(filter, field, field.native)
  }

  private constant(filter: Leaf, constant: unknown): Receipt {
    const to = this.refTarget(filter.field)
    const isRef = to !== undefined && constant !== null
    const value = isRef ? encodeGlobalId({ type: to, source: this.source.name, key: constant as SourceKey }) : constant
    return { pushed: evaluate(filter, this.entity, () => value), residual: always }
  }

  /** What the source leaves empty reads as UNKNOWN where the schema requires a value, and as no entries in a list. */
  private isNeverNull(path: string): boolean {
    const shape = this.canonicalField(path)
    return shape !== undefined && (shape.list || (shape.type === 'enum' && shape.required))
  }

  private isOfKey(field: MappedField): boolean {
    const natives = field.cases ? Object.values(field.cases).flatMap(columnsOf) : [field.native ?? []].flat()
    return natives.length > 0 && natives.every((native) => this.map.key.some((part) => part.native === native))
  }

  /** Derived values: the union of the native predicates of the wanted values; a value without a case never occurs. */
  private cases(filter: Leaf, field: MappedField): Receipt {
    const wanted = wantedValues(filter)
    const support = field.filter?.[filter.kind === 'in' ? 'in' : 'eq']
    if (!wanted || !support || wanted.includes('UNKNOWN')) return { pushed: true, residual: filter }
    const groups = (field.together ?? []).filter(({ values }) => values.every((value) => wanted.includes(value)))
    const alone = wanted.filter((value) => !groups.some(({ values }) => values.includes(String(value))))
    const single = alone.map((value) => field.cases![String(value)] ?? false)
    const pushed = joinOr([...groups.map(({ is }) => is), ...single])
    if (!this.canOr(pushed)) return { pushed: true, residual: filter }
    const isExact = support === 'exact' || single.every((term) => term === false)
    return { pushed, residual: isExact ? always : filter }
  }

  private column(filter: Leaf, field: MappedField, native: string): Receipt {
    const type = nativeTypeOf(this.entity, filter.field, field)
    const codes = (value: Literal) => this.codes(filter.field, field, type, value)
    const isCoded = field.values !== undefined || this.refTarget(filter.field) !== undefined
    const support = isCoded ? codeSupport(field.filter) : (field.filter ?? {})
    const receipt = columnReceipt(filter, { native, type }, support, codes, this.source.caps.or !== 'none')
    return field.zeroUnless ? this.zeroElsewhere(filter, field.zeroUnless, receipt) : receipt
  }

  private zeroElsewhere(filter: Leaf, unless: NativeFilter, { pushed, residual }: Receipt): Receipt {
    const takesZero = evaluate(filter, this.entity, () => '0')
    return takesZero ? { pushed: true, residual: filter } : { pushed: joinAnd([unless, pushed]), residual }
  }

  /** The native texts of a canonical value: none when no record can hold it, undefined when the source cannot tell. */
  private codes(path: string, field: MappedField, type: NativeType, value: Literal): readonly string[] | undefined {
    const shape = this.canonicalField(path)
    const isEnum = shape?.type === 'enum'
    // Codes that nobody has mapped decode to UNKNOWN: which ones those are, only the answer tells.
    if (isEnum && value === 'UNKNOWN') return undefined
    const to = this.refTarget(path)
    const text = to ? this.refKey(to, value, 1)?.[0] : String(value)
    if (text === undefined) return []
    if (!field.values) return isTextual(shape?.type) ? asNative(type, text) : [text]
    const mapped = Object.keys(field.values).filter((code) => field.values![code] === text)
    // An unmapped code is itself, but no enum has such a member.
    return isEnum || field.decode || Object.hasOwn(field.values, text) ? mapped : [...mapped, text]
  }

  private refTarget(path: string): EntityName | undefined {
    const field = this.canonicalField(path)
    return field?.type === 'ref' ? field.to : undefined
  }

  private canonicalField(path: string) {
    return canonicalFields(this.entity)[path]
  }

  /** The key parts an id names, if it is one of this source and type, with so many parts. */
  private refKey(type: EntityName, id: Literal, length: number): string[] | undefined {
    const ref = decodeGlobalId(String(id))
    if (ref?.type !== type || ref.source !== this.source.name) return undefined
    const parts = decodeKey(ref.key as SourceKey)
    return parts.length === length ? parts : undefined
  }

  private key(filter: Leaf): Receipt {
    if (filter.kind === 'isNull') return { pushed: !filter.value, residual: always }
    const ids = wantedValues(filter)
    if (!ids || this.map.key.some((part) => part.native.startsWith('$'))) return { pushed: true, residual: filter }
    return this.keys(filter, this.map.key, this.entity, ids)
  }

  private keys(filter: Leaf, parts: readonly Column[], type: EntityName, ids: readonly Literal[]): Receipt {
    const keys = ids.map((id) => this.refKey(type, id, parts.length)).filter((key) => key !== undefined)
    const isSure = keys.every((key) => parts.every((part, i) => asNative(part.type, key[i]!) !== undefined))
    return { pushed: keysFilter(parts, keys), residual: isSure ? always : filter }
  }

  /** A reference to a many-part key: `eq` and `in` become conjunctions over its columns. */
  private compositeRef(filter: Leaf, field: MappedField): Receipt {
    const target = this.refTarget(filter.field)
    const ids = wantedValues(filter)
    const support = field.filter?.in
    if (!Array.isArray(field.native) || !target || !ids || !support) return { pushed: true, residual: filter }
    const receipt = this.keys(filter, fieldColumns(this.source, this.entity, filter.field, field), target, ids)
    return support === 'exact' || receipt.pushed === false ? receipt : { ...receipt, residual: filter }
  }
}

const canonicalFields = (entity: EntityName) => canonical[entity].fields

type Leaf = Extract<Filter, { kind: 'compare' | 'in' | 'isNull' }>

/** The values of which a leaf wants one, when it is about equality. */
function wantedValues(filter: Leaf): readonly Literal[] | undefined {
  if (filter.kind === 'in') return filter.values
  return filter.kind === 'compare' && filter.op === 'eq' ? [filter.value] : undefined
}

/** A code says nothing about the order or the letters of what it stands for. */
function codeSupport({ eq, ne, in: oneOf, isNull }: FilterSupport = {}): FilterSupport {
  return { ...(eq && { eq }), ...(ne && { ne }), ...(oneOf && { in: oneOf }), ...(isNull && { isNull }) }
}

const isTextual = (type: LeafType | undefined): boolean => type === 'text' || type === 'ref' || type === undefined

/** A text as a value of a column that may be no text: of numbers, only a whole one surely has one spelling. */
function asNative(type: NativeType, text: string): readonly string[] | undefined {
  if (!canHold(type, text)) return []
  return type !== 'number' || /^(0|-?[1-9]\d*)$/.test(text) ? [text] : undefined
}

function columnReceipt(
  filter: Leaf,
  column: { native: string; type: NativeType },
  support: FilterSupport,
  codes: (value: Literal) => readonly string[] | undefined,
  canOr: boolean,
): Receipt {
  const left: Receipt = { pushed: true, residual: filter }
  const taken = (pushed: Pushed, by: Support): Receipt => ({
    pushed,
    residual: by === 'exact' || pushed === false ? always : filter,
  })
  if (filter.kind === 'isNull') {
    return support.isNull ? taken({ kind: 'isNull', column, value: filter.value }, support.isNull) : left
  }
  const wanted = filter.kind === 'in' ? filter.values : [filter.value]
  const texts = wanted.map(codes)
  if (texts.includes(undefined)) return left
  const values = [...new Set(texts.flat() as string[])]
  if (filter.kind === 'in' || filter.op === 'eq') return equality(values, column, support, canOr, taken) ?? left
  const by = support[filter.op]
  if (!by) return left
  if (filter.op === 'ne') return taken(joinAnd(values.map((value) => compareNative('ne', column, value))), by)
  return values.length === 1 ? taken(compareNative(filter.op, column, values[0]!), by) : left
}

/** `eq` and `in` stand in for each other where the source has only one of them. */
function equality(
  values: readonly string[],
  column: { native: string; type: NativeType },
  support: FilterSupport,
  canOr: boolean,
  taken: (pushed: Pushed, by: Support) => Receipt,
): Receipt | undefined {
  if (values.length === 0) return { pushed: false, residual: always }
  if (values.length === 1 && support.eq) return taken(compareNative('eq', column, values[0]!), support.eq)
  if (support.in) return taken({ kind: 'in', column, values }, support.in)
  if (support.eq && canOr)
    return taken({ kind: 'or', terms: values.map((value) => compareNative('eq', column, value)) }, support.eq)
  return undefined
}

const compareNative = (
  op: NativeComparison,
  column: { native: string; type: NativeType },
  value: string,
): NativeFilter => ({
  kind: 'compare',
  op,
  column,
  value,
})
