import type { GraphQLField } from 'graphql'
import { aggregatePaths } from '../read/aggregate.ts'
import { type AggregateQuery, type SourceReader, scanCost } from '../read/index.ts'
import { planSums } from '../read/sums-plan.ts'
import type { FieldPlace } from '../stitch/subgraph/selection.ts'
import { viewAsks } from '../stitch/views/asked-sums.ts'
import type { ExplainedStep } from './explanation.ts'
import { exactFields, filterText } from './filter-text.ts'
import { argumentsOf } from './place.ts'
import type { PlannedSources } from './root.ts'
import type { Run } from './run.ts'

interface ViewField {
  readonly definition: GraphQLField<unknown, never>
  readonly place: FieldPlace
  readonly sources: PlannedSources
  /** Wall clock, epoch milliseconds. */
  readonly now: number
}

/** What a view of sums would ask of the sources of this process: one step for each. None for what is no such view. */
export function viewSteps({ definition, place, sources, now }: ViewField, run: Run): ExplainedStep[] {
  const args = argumentsOf(definition, place.fieldNodes, run) as { readonly sources?: readonly string[] | null }
  const readers = [...sources.values()].flatMap((planned) => (planned ? [planned.reader] : []))
  return readers
    .filter(({ source }) => args.sources == null || args.sources.includes(source.name))
    .flatMap((reader) => {
      const query = asked(reader, definition.name, args, place)
      return query ? [{ reader, query }] : []
    })
    .map(({ reader, query }, id) => ({ ...stepOf(reader, query, now, run), id, path: definition.name }))
}

function asked(reader: SourceReader, field: string, args: object, place: FieldPlace): AggregateQuery | undefined {
  const { source } = reader
  try {
    return viewAsks(field, source, args, place, (query) => typeof planSums(source, query) !== 'string')
  } catch {
    // What the source cannot be asked fails where it is asked, with the reason.
    return undefined
  }
}

function stepOf(
  reader: SourceReader,
  query: AggregateQuery,
  now: number,
  run: Run,
): Omit<ExplainedStep, 'id' | 'path'> {
  const { source } = reader
  const { entity, filter } = query
  const fields = aggregatePaths(query)
  const plan = planSums(source, query)
  const rows = scanCost(source, { entity, fields, filter, order: [], wanted: source.maxScanRows }, now)
  const isHeld = reader.holdsSums(query, run.context.scope)
  const isToldThere = typeof plan !== 'string'
  const calls = isToldThere ? Number(plan.request !== undefined) : rows.calls
  return {
    ...{ kind: isToldThere ? 'aggregate' : 'scan', source: source.name, entity, fields, isHeld },
    ...{ after: [], order: null, first: null, mostKeys: 0, isSortedThere: true, isBounded: false },
    filter: filter ? filterText(filter) : null,
    native: isToldThere ? (plan.request ? [plan.request.text] : []) : rows.native,
    residual: isToldThere || !rows.residual ? null : filterText(rows.residual),
    filterOn: isToldThere || !rows.residual ? [] : exactFields(source, entity),
    mostRows: rows.mostRows,
    calls: isHeld ? 0 : calls,
    // More than it adds up at once is read as rows.
    mostCalls: rows.mostCalls + (isToldThere ? calls : 0),
  }
}
