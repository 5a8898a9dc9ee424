import type {
  Aggregatable,
  Column,
  EntityMap,
  MappedField,
  NativeAggregate,
  NativeFilter,
  NativeGroup,
  NativeMeasure,
  NativeRequest,
  Source,
} from '../connector/index.ts'
import { joinAnd } from '../pushdown/native-terms.ts'
import { nativeTypeOf } from '../pushdown/native-type.ts'
import { split } from '../pushdown/split.ts'
import { structNeeds } from '../pushdown/struct-needs.ts'
import { isWithinLists, requestBytes } from './chunks.ts'
import { mappedField, nativePaths } from './native-path.ts'
import type { AggregateQuery, GroupTerm, Measure } from './types.ts'

/** A question that the source adds up by itself. */
export interface SumsPlan {
  readonly source: Source
  readonly query: AggregateQuery
  /** Undefined when no record can match: then nothing is asked. */
  readonly request: NativeRequest | undefined
  /** What is asked; the first measure counts rows, unless the source counts none. */
  readonly groupBy: readonly NativeGroup[]
  readonly measures: readonly NativeMeasure[]
  readonly isCounted: boolean
  /** The question's terms and measures, and where what is asked for them stands. */
  readonly terms: readonly PlannedTerm[]
  readonly places: readonly Place[]
  readonly guards: readonly Guard[]
}

export interface PlannedTerm extends GroupTerm {
  /** Where in the group the month stands that the source tells; without it, the leaf is decoded from the group's columns. */
  readonly monthAt?: number
}

/** Which of the measures that are asked; `rows`: the count of them; null for what the source does not have. */
export type Place = number | Composed | 'rows' | null

/** What a field's decoder makes of the sums of several columns: where each one's sum stands, and how many rows have it. */
export interface Composed {
  readonly field: string
  readonly parts: readonly { readonly native: string; readonly sum: number; readonly count: number }[]
}

/**
 * A leaf that is neither in the key nor in every record, and without which others of the question are nothing: which measure
 * tells how many rows have it, and which terms of the key the others are without.
 */
export interface Guard {
  readonly field: string
  readonly at: number | Composed
  readonly isKeyLost: readonly boolean[]
}

/**
 * How a source is asked for groups and sums; or in words why it is not, and its rows are read instead: only what it adds up
 * to the same as we would is left to it.
 */
export function planSums(source: Source, query: AggregateQuery): SumsPlan | string {
  try {
    return new Planning(source, query).plan()
  } catch (error) {
    if (error instanceof Unable) return error.message
    throw error
  }
}

/** Why rows have to be read, which is nobody's error. */
class Unable extends Error {}

class Planning {
  readonly source: Source
  readonly query: AggregateQuery
  readonly map: EntityMap
  readonly groupBy: NativeGroup[] = []
  readonly isCounted: boolean
  readonly measures: NativeMeasure[]

  constructor(source: Source, query: AggregateQuery) {
    this.source = source
    this.query = query
    this.map = source.entities[query.entity]!
    this.isCounted = source.connector.aggregate?.countsRows !== false
    this.measures = this.isCounted ? [{ kind: 'count' }] : []
  }

  plan(): SumsPlan {
    const { source, query, groupBy, measures, isCounted } = this
    if (!source.connector.aggregate) throw new Unable('it adds up nothing by itself')
    if (this.map.rollup) throw new Unable(`its rows are finer than ${query.entity}`)
    const filter = this.filter()
    const terms = query.groupBy.map((term) => this.term(term))
    const places = query.measures.map((measure) => this.place(measure))
    const guards = this.guards()
    // Without a count, a group of no rows is as good as one of some.
    if (!isCounted && groupBy.length === 0) throw new Unable('it does not tell whether there are any')
    const request = filter === false ? undefined : this.request(filter)
    return { source, query, request, groupBy, measures, isCounted, terms, places, guards }
  }

  private request(filter: NativeFilter | undefined): NativeRequest {
    const { source, groupBy, measures } = this
    const { object, hint } = this.map
    const asked: NativeAggregate = { object, hint, groupBy, measures, ...(filter && { filter }) }
    if (!isWithinLists(source, filter)) throw new Unable('the filter takes more than one request')
    const request = source.connector.aggregate!.render(asked, source.facts as never)
    if (requestBytes(request) > source.caps.requestBytes) throw new Unable('the question takes more than one request')
    return request
  }

  /** The whole of it, or nothing: what is checked here must be seen here. `false`: nothing can match. */
  private filter(): NativeFilter | undefined | false {
    const { source, query, map } = this
    const offer = query.filter && split(query.filter, source, query.entity)
    if (offer?.never) return false
    if (offer?.residual) throw new Unable('it does not decide the whole filter')
    const filter = joinAnd([offer?.pushed ?? true, map.base ?? true])
    return typeof filter === 'boolean' ? undefined : filter
  }

  private term(term: GroupTerm): PlannedTerm {
    const { field, part } = term
    const mapped = mappedField(this.map, field)
    if (!mapped || mapped.constant !== undefined) return term
    const { group, month } = mapped.aggregatable ?? {}
    if (part && month) return { ...term, monthAt: this.add({ column: this.plain(field, mapped), part }) }
    if (!group) throw new Unable(`it does not group by ${part ? `the ${part} of ${field}` : field}`)
    for (const column of this.columnsOf(field, mapped, group)) this.add({ column })
    return term
  }

  /** What the leaf is decoded from, and what keeps apart values that the source takes for one. */
  private columnsOf(field: string, mapped: MappedField, group: NonNullable<Aggregatable['group']>): Column[] {
    const natives =
      group === true ? nativePaths(mapped) : 'by' in group ? group.by : [...nativePaths(mapped), ...group.with]
    if (natives.some((native) => native.startsWith('$'))) throw new Error(`${this.map.object}: ${field} is of a part`)
    const type = nativeTypeOf(this.query.entity, field, mapped)
    return natives.map((native) => ({ native, type: native === mapped.native ? type : 'text' }))
  }

  private add(group: NativeGroup): number {
    const isSame = ({ column, part }: NativeGroup) => column.native === group.column.native && part === group.part
    const at = this.groupBy.findIndex(isSame)
    return at >= 0 ? at : this.groupBy.push(group) - 1
  }

  private place(measure: Measure): Place {
    if (measure.field === undefined) return this.rows()
    const mapped = mappedField(this.map, measure.field)
    if (!mapped) return null
    if (measure.kind === 'count' && mapped.present) return this.rows()
    return this.measure(measure.kind, measure.field, mapped)
  }

  private rows(): 'rows' {
    if (this.isCounted || this.query.isCountOptional) return 'rows'
    throw new Unable('it does not count them')
  }

  private measure(kind: 'count' | 'sum' | 'min' | 'max', field: string, mapped: MappedField): number | Composed {
    if (!mapped.aggregatable?.[declaredAs[kind]]) throw new Unable(`it does not tell the ${kind} of ${field}`)
    const summed = summedColumns(mapped)
    const alike = kind === 'sum' || summed ? alikeIn(mapped) : undefined
    for (const native of alike ?? []) this.add({ column: { native, type: 'text' } })
    if (summed) return { field, parts: summed.map((native) => this.part(native)) }
    return this.ask(kind, this.plain(field, alike ? { ...mapped, decode: undefined } : mapped))
  }

  private part(native: string): Composed['parts'][number] {
    const column: Column = { native, type: 'number' }
    return { native, sum: this.ask('sum', column), count: this.ask('count', column) }
  }

  private ask(kind: 'count' | 'sum' | 'min' | 'max', column: Column): number {
    const at = this.measures.findIndex((own) => own.kind === kind && own.column?.native === column.native)
    return at >= 0 ? at : this.measures.push({ kind, column }) - 1
  }

  private plain(field: string, mapped: MappedField): Column {
    const { native, decode, values } = mapped
    const isPlain = typeof native === 'string' && !native.startsWith('$') && !decode && !values
    if (isPlain) return { native, type: nativeTypeOf(this.query.entity, field, mapped) }
    throw new Error(`${this.map.object}: ${field} is declared as a measure and is no plain column`)
  }

  /**
   * A leaf is nothing without the others that its structure needs: an amount without its currency, a currency without its
   * amount. A need that is grouped by is seen in the key. Of one that is not, the source must tell how many rows have it.
   */
  private guards(): Guard[] {
    const { groupBy, measures } = this.query
    const needs = new Set([...groupBy, ...measures].flatMap(({ field }) => (field ? this.unseenNeeds(field) : [])))
    if (needs.size > 0 && !this.isCounted) throw new Unable(`it does not count the rows that lack ${[...needs][0]}`)
    return [...needs].map((field) => {
      const mapped = mappedField(this.map, field)
      if (!mapped) throw new Unable(`it does not have ${field}`)
      const isKeyLost = groupBy.map((term) => this.unseenNeeds(term.field).includes(field))
      return { field, at: this.measure('count', field, mapped), isKeyLost }
    })
  }

  private unseenNeeds(path: string): string[] {
    const { entity, groupBy } = this.query
    const isSeen = (need: string) => groupBy.some(({ field, part }) => field === need && !part)
    return structNeeds(entity, path).filter((need) => need !== path && !isSeen(need) && !this.isPresent(need))
  }

  private isPresent(path: string): boolean {
    const field = mappedField(this.map, path)
    return field !== undefined && (field.present === true || (field.constant ?? null) !== null)
  }
}

/** Of a sum, the columns that decide what the field makes of it; undefined where it is the column's own. */
export function alikeIn({ aggregatable }: MappedField): readonly string[] | undefined {
  return typeof aggregatable?.sum === 'object' ? aggregatable.sum.with : undefined
}

const summedColumns = ({ aggregatable }: MappedField): readonly string[] | undefined =>
  typeof aggregatable?.sum === 'object' ? aggregatable.sum.of : undefined

const declaredAs: Readonly<Record<'count' | 'sum' | 'min' | 'max', keyof Aggregatable>> = {
  count: 'count',
  sum: 'sum',
  min: 'range',
  max: 'range',
}
