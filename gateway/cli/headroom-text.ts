import type { Judged, PredictedView, Verdict } from './headroom-judge.ts'
import { nothing, table, whole } from './table.ts'

/** A line for each source, one for each view, and what to know of them. */
export function headroomText(
  judged: readonly Judged[],
  views: readonly PredictedView[],
  notes: readonly string[],
): string {
  return [
    sourcesTable(judged),
    ...(views.length > 0 ? [viewsTable(views)] : []),
    [
      'Calls a day, as far as they are remembered: thirty days at most. The peak is the fullest 24 hours. Together, peak and views,\nis what is judged: by the line, beyond which other integrations have less than their part, and by the limit of all.',
      ...notes,
    ].join('\n'),
  ].join('\n\n')
}

const verdicts: Readonly<Record<Verdict, string>> = {
  OK: 'OK',
  OVER_LINE: 'OVER THE LINE',
  OVER_LIMIT: 'OVER THE LIMIT',
  UNKNOWN: 'UNKNOWN',
}

const sourcesTable = (judged: readonly Judged[]): string =>
  table(
    ['source', 'days', 'median', 'p95', 'peak', 'views', 'together', 'line', 'limit', 'by', 'verdict'],
    judged.map(({ source, consumption, predicted, total, dayLimit, verdict, reasons }) => [
      source,
      consumption ? String(consumption.days) : nothing,
      whole(consumption?.median ?? null),
      whole(consumption?.p95 ?? null),
      whole(consumption?.peak ?? null),
      whole(Math.ceil(predicted)),
      whole(Math.ceil(total)),
      whole(dayLimit?.line ?? null),
      whole(dayLimit?.limit ?? null),
      dayLimit?.name ?? nothing,
      reasons.length > 0 ? `${verdicts[verdict]} (${reasons.join('; ')})` : verdicts[verdict],
    ]),
  )

const viewsTable = (views: readonly PredictedView[]): string =>
  table(
    ['view', 'a day', 'calls each time', ''],
    views.map(({ name, perDay, calls, isTold, isAllowed }) => [
      name,
      whole(perDay),
      Object.entries(calls)
        .map(([source, count]) => `${source} ${count}`)
        .join(', ') || nothing,
      [isTold ? [] : 'and what the stitched schema asks', isAllowed ? [] : 'REFUSED for what it costs']
        .flat()
        .join('; '),
    ]),
  )
