import type { ExplainedField, ExplainedSource, ExplainedStep, Explanation } from './explanation.ts'

/** An explanation for people to read, some lines for each step. */
export function explainText(explanation: Explanation): string {
  const { fields, sources, calls, mostCalls, maxSourceCalls, isAllowed } = explanation
  const verdict = !isAllowed
    ? `more than the ${maxSourceCalls} that are allowed`
    : calls > maxSourceCalls
      ? `ended at the ${maxSourceCalls} that are allowed`
      : `of ${maxSourceCalls} allowed`
  return [
    `${calls} calls predicted, ${mostCalls} at most, ${verdict}`,
    ...sources.map(sourceLine),
    ...fields.flatMap(fieldLines),
  ].join('\n')
}

function sourceLine({ source, calls, mostCalls, limits }: ExplainedSource): string {
  const shares = limits.map(
    ({ name, share, shareOfRemaining, remaining, permits }) =>
      `${percent(share)} of ${name}, ${remainder(shareOfRemaining)} (${remaining} of ${permits})`,
  )
  return `  ${source}: ${calls} calls, ${mostCalls} at most${shares.length > 0 ? `; ${shares.join(', ')}` : ''}`
}

function fieldLines({ key, field, executor, reason, steps }: ExplainedField): string[] {
  const name = key === field ? field : `${key}: ${field}`
  if (executor === 'stitched' && steps.length > 0)
    return ['', `${name}, by the stitched schema`, ...steps.flatMap(stepLines)]
  if (executor === 'stitched')
    return ['', `${name} is answered by the stitched schema, which tells no calls beforehand. ${reason}`]
  return ['', name, ...steps.flatMap(stepLines)]
}

function stepLines(step: ExplainedStep): string[] {
  const { id, kind, source, entity, path, after, native, residual, filterOn, isHeld, isBounded, calls, mostCalls } =
    step
  const from = after.length > 0 ? ` after ${after.map((other) => `#${other}`).join(', ')}` : ''
  const bounded = isBounded ? ', as it turns out' : ''
  const cost = isHeld ? 'held, no call' : `${calls} ${calls === 1 ? 'call' : 'calls'}, ${mostCalls} at most${bounded}`
  return [
    `  #${id} ${kind} ${entity} of ${source} for ${path}${from}: ${cost}; ${sizeOf(step)}`,
    ...native.map((text) => `     ${text.replaceAll('\n', '\n     ')}`),
    ...(residual
      ? [`     checked here: ${residual}. The source decides exactly: ${filterOn.join(', ') || 'nothing'}.`]
      : []),
    ...(kind === 'scan' && !step.isSortedThere ? ['     sorted here: all its rows are read.'] : []),
  ]
}

function sizeOf({ kind, mostKeys, mostRows }: ExplainedStep): string {
  if (kind === 'aggregate') return 'added up there'
  return kind === 'scan' ? `up to ${mostRows} rows` : `up to ${mostKeys} keys and ${mostRows} rows`
}

const remainder = (share: number | null): string =>
  share === null ? 'of which nothing is left' : `${percent(share)} of what is left`

const percent = (share: number): string => `${(share * 100).toLocaleString('en', { maximumSignificantDigits: 2 })} %`

/** The same as a Mermaid flow chart: steps by source, and which waits for which. */
export function explainMermaid({ fields }: Explanation): string {
  return ['flowchart LR', ...fields.flatMap((field, i) => chartOf(field, `f${i}`))].join('\n')
}

function chartOf({ key, executor, steps }: ExplainedField, prefix: string): string[] {
  const root = `  ${prefix}[${label(executor === 'plan' ? key : `${key}: stitched`)}]`
  const nodes = steps.map(({ id, kind, entity, source, calls, isHeld }) => {
    const cost = isHeld ? 'held' : `${calls} ${calls === 1 ? 'call' : 'calls'}`
    return `  ${prefix}s${id}[${label(`${kind} ${entity}<br/>${source}: ${cost}`)}]`
  })
  const arrows = steps.flatMap(({ id, after }) =>
    (after.length > 0 ? after.map((other) => `${prefix}s${other}`) : [prefix]).map(
      (from) => `  ${from} --> ${prefix}s${id}`,
    ),
  )
  return [root, ...nodes, ...arrows]
}

/** Names come from the schema and the configuration; a quote cannot stand in either, but costs nothing to leave out. */
const label = (text: string): string => `"${text.replaceAll('"', "'")}"`
