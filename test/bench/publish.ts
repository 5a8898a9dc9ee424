import { readFile, writeFile } from 'node:fs/promises'
import { chartOf } from './chart.ts'
import type { Run } from './run.ts'
import { markdown, type Table } from './table.ts'

/** Where runs are published. */
export const pages = {
  /** All that a run has found, beside its chart. */
  results: new URL('../../docs/performance.md', import.meta.url),
  /** The goals alone. */
  readme: new URL('../../README.md', import.meta.url),
}
const chart = new URL('../../docs/performance.svg', import.meta.url)

/** Puts a run into the documentation: the chart, and the tables between the two marks of each page. */
export async function publish(run: Run, goals: Table, tables: readonly Table[]): Promise<void> {
  await replace(pages.results, [describe(run), ...[goals, ...tables].map(markdown)])
  await replace(pages.readme, [markdown({ ...goals, note: circumstances(run) })])
  await writeFile(chart, chartOf(run))
}

async function replace(page: URL, parts: readonly string[]): Promise<void> {
  await writeFile(page, withMeasured(await readFile(page, 'utf8'), parts.join('\n\n')))
}

const [begin, end] = ['<!-- measured: written by npm run bench -- --publish -->', '<!-- end of what was measured -->']

/** The page with other results between its marks. @throws when it has lost them */
export function withMeasured(text: string, measured: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`A page of results must hold the lines "${begin}" and "${end}".`)
  return `${text.slice(0, from + begin.length)}\n\n${measured}\n\n${text.slice(to)}`
}

type Heading = Omit<Run, 'sections' | 'counts'>

/** What was measured, where and on whom. */
export function describe(run: Heading): string {
  const { sources, options, seed, questions, contenders } = run
  return [
    circumstances(run),
    `Demo company at scale ${options.scale}, seed ${seed}, over ${sources.join(', ')}; ${options.rounds} interleaved rounds.`,
    '',
    ...questions.map(({ name, title }) => `- **${name}**: ${title}`),
    '',
    ...contenders.map(({ name, title }) => `- ${name}: ${title}`),
  ].join('\n')
}

const circumstances = ({ at, revision, machine }: Heading): string =>
  `${at.slice(0, 10)}, revision ${revision}, Node ${machine.node} on ${machine.cores} cores of ${machine.cpu}.`
