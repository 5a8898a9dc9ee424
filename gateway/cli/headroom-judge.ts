import { type Consumption, consumptionOf, type History } from './headroom-days.ts'

/** What a gateway tells of a source (`SourceState` of the schema), as far as it is judged. */
export interface ToldSource {
  readonly name: string
  /** `FORGOTTEN` and `GUESSED` are those of which no history is known. */
  readonly ledger: string
  readonly limits: readonly ToldLimit[]
  readonly sharedLimits: object | null
  readonly history: History | null
}

interface ToldLimit {
  readonly name: string
  readonly limit: number
  readonly published: number | null
  readonly windowSeconds: number | null
}

/** What a view is predicted to cost each source whenever it is asked and nothing is held. */
export interface PredictedView {
  readonly name: string
  readonly perDay: number
  readonly calls: Readonly<Record<string, number>>
  /** Whether all its calls are told beforehand. */
  readonly isTold: boolean
  /** Whether the gateway would answer it, for what it costs. */
  readonly isAllowed: boolean
}

/** How many calls a day a source bears. */
export interface DayLimit {
  /** The limit that is the smallest by the day. */
  readonly name: string
  /** Our part: what lies beyond is left to the company's other integrations. */
  readonly line: number
  /** What the vendor grants to all. */
  readonly limit: number
}

export type Verdict =
  | 'OK'
  /** It leaves the company's other integrations less than their part. */
  | 'OVER_LINE'
  /** It is more than the vendor grants to all. */
  | 'OVER_LIMIT'
  /** There is no limit to judge by, or not all calls are known. */
  | 'UNKNOWN'

export interface Judged {
  readonly source: string
  /** Null where nothing is remembered. */
  readonly consumption: Consumption | null
  /** Calls a day of the views. */
  readonly predicted: number
  /** The fullest day and the views. */
  readonly total: number
  /** Null where the vendor publishes nothing that could be told by the day. */
  readonly dayLimit: DayLimit | null
  readonly verdict: Verdict
  /** Why the verdict is no better. */
  readonly reasons: readonly string[]
}

/** Judges one source by what each replica tells of it, its own limits being those of the first. */
export function judge(replicas: readonly [ToldSource, ...ToldSource[]], views: readonly PredictedView[]): Judged {
  const [{ name, limits }] = replicas
  const consumption = replicas.every(isRemembered)
    ? consumptionOf(replicas.flatMap(({ history }) => history ?? []))
    : null
  const predicted = views.reduce((sum, { perDay, calls }) => sum + perDay * (calls[name] ?? 0), 0)
  const total = (consumption?.peak ?? 0) + predicted
  const dayLimit = dayLimitOf(limits)
  const reasons = [
    ...(dayLimit ? [] : ['no limit is published that could be told by the day']),
    ...(consumption ? [] : ['its calls are not remembered']),
    ...(views.every(({ isTold }) => isTold) ? [] : ['the calls of a view are not told beforehand']),
  ]
  return {
    source: name,
    consumption,
    predicted,
    total,
    dayLimit,
    verdict: verdictOf(total, dayLimit, reasons),
    reasons,
  }
}

/** More than enough is more than enough, whatever else is not known. */
function verdictOf(total: number, dayLimit: DayLimit | null, reasons: readonly string[]): Verdict {
  if (dayLimit && total > dayLimit.limit) return 'OVER_LIMIT'
  if (dayLimit && total > dayLimit.line) return 'OVER_LINE'
  return reasons.length > 0 ? 'UNKNOWN' : 'OK'
}

const isRemembered = ({ ledger, history }: ToldSource): boolean => history !== null || ledger === 'KEPT'

const daySeconds = 86_400

/** Limits on calls at one time say nothing of a day, as nobody knows how long calls will take. */
function dayLimitOf(limits: readonly ToldLimit[]): DayLimit | null {
  const byDay = limits.flatMap(({ name, limit, published, windowSeconds }) => {
    if (windowSeconds === null) return []
    const windows = daySeconds / windowSeconds
    return [{ name, line: limit * windows, limit: (published ?? limit) * windows }]
  })
  return byDay.sort((a, b) => a.line - b.line)[0] ?? null
}
