import { split } from '../pushdown/split.ts'
import { rowsFor } from '../read/aggregate.ts'
import { keyedCost, type ListQuery, type ScanCost, type SourceReader, scanCost } from '../read/index.ts'
import { planSums } from '../read/sums-plan.ts'
import { type RowsRead, readOf, type SumsRead, type ViewRead } from '../stitch/views/reads.ts'
import type { StepKind } from './plan.ts'
import type { Run } from './run.ts'

/** What a step would cost, and how it would be asked. */
export interface Costed extends ScanCost {
  /** It would be answered from what this process holds, without a call. */
  readonly isHeld: boolean
  /** Where it is not as planned. */
  readonly kind?: StepKind
}

/** What a question of a view would cost a source; `now` is epoch milliseconds. */
export function costOfRead(read: ViewRead, reader: SourceReader, { context }: Run, now: number): Costed {
  const once = onceRead(read, reader, context.scope, now)
  const { rounds = 1, isSpare } = read
  return { ...once, calls: isSpare || once.isHeld ? 0 : once.calls, mostCalls: once.mostCalls * rounds }
}

type Scope = Run['context']['scope']

function onceRead(read: ViewRead, reader: SourceReader, scope: Scope, now: number): Costed {
  if (read.mostKeys !== undefined || 'children' in read) return costOfKeys(read, reader)
  return 'sums' in read ? costOfSums(read, reader, scope, now) : costOfRows(read, reader, scope, now)
}

/** The keys are not known yet, and how many there will be nobody knows: it is told as asked by one of them. */
function costOfKeys(read: ViewRead, { source }: SourceReader): Costed {
  const { entity, fields, filter } = readOf(read)
  const cost = (keys: number) => keyedCost(source, entity, fields, keys, 'parents')
  const { mostCalls, mostRows } = cost(read.mostKeys ?? 1)
  return {
    ...{ calls: cost(1).calls, mostRows, native: [], isSortedThere: true, isHeld: false },
    // What it does not add up after all is read as rows.
    mostCalls: mostCalls + ('sums' in read ? 1 : 0),
    residual: filter && split(filter, source, entity).residual,
  }
}

function costOfRows({ rows }: RowsRead, reader: SourceReader, scope: Scope, now: number): Costed {
  const query: ListQuery = { order: [], first: reader.source.maxScanRows, ...rows }
  return { ...scanCost(reader.source, { ...query, wanted: query.first }, now), isHeld: reader.isHeld(query, scope) }
}

function costOfSums({ sums }: SumsRead, reader: SourceReader, scope: Scope, now: number): Costed {
  const { source } = reader
  const plan = planSums(source, sums)
  const rows = scanCost(source, { ...rowsFor(source, sums), wanted: source.maxScanRows }, now)
  const isHeld = reader.holdsSums(sums, scope)
  if (typeof plan === 'string') return { ...rows, isHeld }
  const native = plan.request ? [plan.request.text] : []
  return {
    ...{ kind: 'aggregate', native, isHeld, calls: native.length, residual: undefined, isSortedThere: true },
    // More than it adds up at once is read as rows.
    ...{ mostCalls: rows.mostCalls + native.length, mostRows: rows.mostRows },
  }
}
