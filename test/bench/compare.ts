import type { Figure } from './figures.ts'
import { amount, callsText } from './report.ts'
import { figuresOf, type Run } from './run.ts'
import type { Table } from './table.ts'

/**
 * One run beside an earlier one of the same machine, say of another revision. What each run measured beside the
 * hand-written backend is compared as that ratio, so that a machine which is slower today does not look like a change of ours.
 */
export function comparisonTable(then: Run, now: Run): Table {
  const before = new Map(figuresOf(then).map((figure) => [identity(figure), figure]))
  const rows = figuresOf(now).flatMap((figure) => {
    const earlier = before.get(identity(figure))
    return earlier ? [rowOf(earlier, figure)] : []
  })
  return {
    title: `Against ${then.revision} of ${then.at.slice(0, 10)}`,
    note: 'Change of requests per second and of CPU per request; where both runs compared with another contender, of those ratios.',
    head: ['section', 'question', 'who', 'requests/s', 'CPU', 'calls then', 'now'],
    rows,
  }
}

function rowOf(then: Figure, now: Figure): string[] {
  return [
    now.section,
    [now.question, now.mode, ...(now.rows ? [`${now.rows} rows`] : [])].join(', '),
    now.contender,
    `× ${amount(relative(now, 'perSecond') / relative(then, 'perSecond'))}`,
    `× ${amount(relative(now, 'cpu') / relative(then, 'cpu'))}`,
    callsText(then.calls),
    callsText(now.calls),
  ]
}

function relative({ compared, perSecond, cpuMillis }: Figure, measure: 'perSecond' | 'cpu'): number {
  const absolute = measure === 'cpu' ? cpuMillis : perSecond
  return (compared[0]?.[measure] ?? absolute).median
}

const identity = ({ section, question, contender, mode, latencyMillis, connections, rows }: Figure): string =>
  [section, question, contender, mode, latencyMillis, connections, rows].join('|')
