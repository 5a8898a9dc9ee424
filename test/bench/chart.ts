import { handWritten } from './contenders.ts'
import type { Figure } from './figures.ts'
import { amount } from './report.ts'
import { figuresOf, type Run } from './run.ts'

const width = 760
const [labelWidth, valueWidth, barHeight, gap, groupGap] = [290, 60, 16, 6, 34]
const barRoom = width - labelWidth - valueWidth

/**
 * What a core answers in a second, beside the hand-written backend: a bar for each contender under each question that needs
 * a call. CPU time is told, and not answers per second, because it hardly changes with what else a machine has to do.
 * Fits light and dark pages.
 */
export function chartOf(run: Run): string {
  const titles = new Map(run.contenders.map(({ name, title }) => [name, title]))
  const groups = run.questions
    .map(({ name, title }) => ({ title: `${name}: ${title}`, bars: barsOf(run, name, titles) }))
    .filter(({ bars }) => bars.length > 1)
  let y = 54
  const drawn = groups.map(({ title, bars }) => {
    const top = y
    y += bars.length * (barHeight + gap) + groupGap
    return drawGroup(title, bars, top)
  })
  return svg(y + 6, [
    text(0, 18, 'Requests per second of CPU time, × a hand-written backend that makes the same vendor calls', 'title'),
    ...drawn,
    text(0, y - 6, captionOf(run), 'caption'),
  ])
}

interface Bar {
  readonly label: string
  readonly value: number
  readonly low: number
  readonly high: number
  readonly isOurs: boolean
}

function barsOf(run: Run, question: string, titles: ReadonlyMap<string, string>): Bar[] {
  const figures = figuresOf(run).filter(
    (figure) => figure.section === 'busy' && figure.question === question && figure.leastCalls > 0,
  )
  if (!figures.some(({ contender }) => contender === handWritten)) return []
  return figures.map((figure) => barOf(figure, titles)).sort((a, b) => b.value - a.value)
}

function barOf({ contender, compared }: Figure, titles: ReadonlyMap<string, string>): Bar {
  const label = titles.get(contender) ?? contender
  const { median, low, high } = compared[0]?.cpu ?? { median: 1, low: 1, high: 1 }
  return { label, value: 1 / median, low: 1 / high, high: 1 / low, isOurs: label.startsWith('Freshet') }
}

function drawGroup(title: string, bars: readonly Bar[], top: number): string {
  const most = Math.max(...bars.map(({ high }) => high))
  const scale = (value: number) => ((value / most) * barRoom).toFixed(1)
  const rows = bars.map(({ label, value, low, high, isOurs }, i) => {
    const y = top + 12 + i * (barHeight + gap)
    const middle = y + barHeight / 2
    return [
      text(labelWidth - 8, middle + 4, label, 'label'),
      `<rect class="${isOurs ? 'ours' : 'bar'}" x="${labelWidth}" y="${y}" width="${scale(value)}" height="${barHeight}" rx="2"/>`,
      `<path class="spread" d="M${labelWidth + Number(scale(low))} ${middle}H${labelWidth + Number(scale(high))}"/>`,
      text(labelWidth + Number(scale(high)) + 6, middle + 4, amount(value), 'value'),
    ].join('')
  })
  return [text(0, top + 2, title, 'group'), ...rows].join('\n')
}

const captionOf = ({ at, machine, revision }: Run): string =>
  `${at.slice(0, 10)}, revision ${revision}, Node ${machine.node}, ${machine.cores} cores, ${machine.cpu}; simulated systems that answer at once`

function svg(height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<style>
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-size: 14px; font-weight: 600 } .group { font-weight: 600 } .caption { font-size: 11px; fill: #57606a }
.label { text-anchor: end } .bar { fill: #8c959f } .ours { fill: #0969da } .spread { stroke: #24292f; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .caption { fill: #9198a1 } .bar { fill: #656c76 } .ours { fill: #4493f8 } .spread { stroke: #e6edf3 }
}
</style>
${parts.join('\n')}
</svg>
`
}

const text = (x: number, y: number, words: string, kind: string): string =>
  `<text x="${x}" y="${y}" class="${kind}">${words.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`
