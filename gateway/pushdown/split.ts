import {
  canonical,
  decodeGlobalId,
  decodeKey,
  type EntityMap,
  type EntityName,
  type FieldMap,
  type Filter,
  type FilterSupport,
  isMapped,
  type Literal,
  type MappedField,
  type NativeComparison,
  type NativeFilter,
  type NativeType,
  type Source,
  type SourceKey,
  type Support,
} from '../connector/index.ts'
import { nativeTypeOf } from './native-type.ts'
import { structGuards } from './struct-needs.ts'
import { always, fold, isAlways, isNever, never, normalise } from './normalise.ts'

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

/** `true`: nothing to push; `false`: nothing can match. */
type Pushed = NativeFilter | boolean

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
    if (typeof pushed !== 'boolean' && !this.canOr(pushed)) return { pushed: true, residual: filter }
    const exact = receipts.every((receipt) => isAlways(receipt.residual) || receipt.pushed === false)
    return { pushed, residual: exact ? always : filter }
  }

  private canOr(filter: NativeFilter): boolean {
    if (filter.kind !== 'or' || this.source.caps.or === 'any') return true
    return this.source.caps.or === 'sameColumn' && new Set(columnsOf(filter)).size === 1
  }

  private leaf(filter: Extract<Filter, { kind: 'compare' | 'in' | 'isNull' }>): Receipt {
    if (filter.field === 'id') return this.key(filter)
    const field: FieldMap | undefined = (this.map.fields as Record<string, FieldMap>)[filter.field]
    // A sum is known only after the rollup; what holds for its parts says nothing.
    if (this.map.rollup?.sum.includes(filter.field)) return { pushed: true, residual: filter }
    if (!isMapped(field)) return { pushed: true, residual: filter }
    if (field.constant !== undefined) return constantReceipt(filter, field.constant)
    if (field.cases) return casesReceipt(filter, field)
    if (typeof field.native !== 'string' || field.native.startsWith('$')) return this.compositeRef(filter, field)
    const type = nativeTypeOf(this.entity, filter.field, field)
    const codes = (value: Literal) => this.codes(filter.field, field, value)
    return columnReceipt(
      filter,
      { native: field.native, type },
      field.filter ?? {},
      codes,
      this.source.caps.or !== 'none',
    )
  }

  /** The native texts of a canonical value: none when no record can hold it, undefined when the source cannot tell. */
  private codes(path: string, field: MappedField, value: Literal): readonly string[] | undefined {
    const ref = this.refTarget(path)
    if (ref) return this.refKey(ref, value)?.slice(0, 1) ?? []
    if (!field.values) return [String(value)]
    // Codes that nobody has mapped decode to UNKNOWN: which ones those are, only the answer tells.
    if (value === 'UNKNOWN') return undefined
    return Object.keys(field.values).filter((code) => field.values![code] === value)
  }

  private refTarget(path: string): EntityName | undefined {
    const field = this.canonicalField(path)
    return field?.type === 'ref' ? field.to : undefined
  }

  private canonicalField(path: string) {
    return canonicalFields(this.entity)[path]
  }

  /** The key parts an id names, if it is one of this source and type. */
  private refKey(type: EntityName, id: Literal): string[] | undefined {
    const ref = decodeGlobalId(String(id))
    return ref && ref.type === type && ref.source === this.source.name ? decodeKey(ref.key as SourceKey) : undefined
  }

  private key(filter: Extract<Filter, { kind: 'compare' | 'in' | 'isNull' }>): Receipt {
    if (filter.kind === 'isNull') return { pushed: !filter.value, residual: always }
    if (filter.kind === 'compare' && filter.op !== 'eq') return { pushed: true, residual: filter }
    if (this.map.key.some((part) => part.native.startsWith('$'))) return { pushed: true, residual: filter }
    const ids = filter.kind === 'in' ? filter.values : [filter.value]
    const keys = ids.map((id) => this.refKey(this.entity, id)).filter((key) => key !== undefined)
    return { pushed: keysFilter(this.map.key, keys), residual: always }
  }

  /** A reference to a many-part key: `eq` and `in` become conjunctions over its columns. */
  private compositeRef(filter: Extract<Filter, { kind: 'compare' | 'in' | 'isNull' }>, field: MappedField): Receipt {
    const target = this.refTarget(filter.field)
    const pushable =
      Array.isArray(field.native) && target && field.filter?.in === 'exact' && this.source.caps.or === 'any'
    if (!pushable || filter.kind === 'isNull' || (filter.kind === 'compare' && filter.op !== 'eq')) {
      return { pushed: true, residual: filter }
    }
    const ids = filter.kind === 'in' ? filter.values : [filter.value]
    const keys = ids.map((id) => this.refKey(target, id)).filter((key) => key !== undefined)
    const parts = (field.native as readonly string[]).map((native) => ({
      native,
      type: field.type ?? ('text' as const),
    }))
    return { pushed: keysFilter(parts, keys), residual: always }
  }
}

const canonicalFields = (entity: EntityName) => canonical[entity].fields

/** The predicate "the key is one of these", or false for no keys. Never widened into a range. */
export function keysFilter(
  parts: readonly { readonly native: string; readonly type: NativeType }[],
  keys: readonly (readonly string[])[],
): NativeFilter | false {
  if (keys.length === 0) return false
  if (parts.length === 1) return { kind: 'in', column: parts[0]!, values: [...new Set(keys.map((key) => key[0]!))] }
  const terms = keys.map(
    (key): NativeFilter => ({
      kind: 'and',
      terms: parts.map((part, i) => ({ kind: 'compare', op: 'eq', column: part, value: key[i] ?? '' })),
    }),
  )
  return terms.length === 1 ? terms[0]! : { kind: 'or', terms }
}

type Leaf = Extract<Filter, { kind: 'compare' | 'in' | 'isNull' }>

function constantReceipt(filter: Leaf, constant: unknown): Receipt {
  const holds = (): boolean => {
    if (filter.kind === 'isNull') return (constant === null) === filter.value
    if (filter.kind === 'in') return filter.values.includes(constant as Literal)
    return filter.op === 'ne' ? constant !== filter.value : constant === filter.value
  }
  const decidable = filter.kind !== 'compare' || filter.op === 'eq' || filter.op === 'ne'
  return decidable ? { pushed: holds(), residual: always } : { pushed: true, residual: filter }
}

/** Derived values: the union of the native predicates of the wanted values; a value without a case never occurs. */
function casesReceipt(filter: Leaf, field: MappedField): Receipt {
  const wanted =
    filter.kind === 'in' ? filter.values : filter.kind === 'compare' && filter.op === 'eq' ? [filter.value] : undefined
  const support = field.filter?.[filter.kind === 'in' ? 'in' : 'eq']
  if (!wanted || !support || wanted.includes('UNKNOWN')) return { pushed: true, residual: filter }
  const pushed = joinOr(wanted.map((value) => field.cases![String(value)] ?? false))
  return { pushed, residual: support === 'exact' ? always : filter }
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

/** Conjunction of pushed parts, constants folded. */
export function joinAnd(parts: readonly Pushed[]): Pushed {
  if (parts.includes(false)) return false
  return (
    join(
      'and',
      parts.filter((part): part is NativeFilter => part !== true),
    ) ?? true
  )
}

function joinOr(parts: readonly Pushed[]): Pushed {
  if (parts.includes(true)) return true
  return (
    join(
      'or',
      parts.filter((part): part is NativeFilter => part !== false),
    ) ?? false
  )
}

function join(kind: 'and' | 'or', filters: readonly NativeFilter[]): NativeFilter | undefined {
  const terms = filters.flatMap((filter) => (filter.kind === kind ? filter.terms : [filter]))
  return terms.length > 1 ? { kind, terms } : terms[0]
}

function columnsOf(filter: NativeFilter): string[] {
  return 'terms' in filter ? filter.terms.flatMap(columnsOf) : [filter.column.native]
}
