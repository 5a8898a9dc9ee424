import { readFile, writeFile } from 'node:fs/promises'
import { chartOf } from './chart.ts'
import type { Run } from './run.ts'
import { markdown, type Table } from './table.ts'

/** What is published, beside its chart. */
export const page = new URL('../../docs/performance.md', import.meta.url)
const chart = new URL('../../docs/performance.svg', import.meta.url)

/** Puts a run into the documentation: the chart, and the tables between the two marks of the page. */
export async function publish(run: Run, tables: readonly Table[]): Promise<void> {
  const measured = [describe(run), ...tables.map(markdown)].join('\n\n')
  await writeFile(page, withMeasured(await readFile(page, 'utf8'), measured))
  await writeFile(chart, chartOf(run))
}

const [begin, end] = ['<!-- measured: written by npm run bench -- --publish -->', '<!-- end of what was measured -->']

/** The page with other results between its marks. @throws when it has lost them */
export function withMeasured(text: string, measured: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/performance.md must hold the lines "${begin}" and "${end}".`)
  return `${text.slice(0, from + begin.length)}\n\n${measured}\n\n${text.slice(to)}`
}

type Heading = Omit<Run, 'sections' | 'counts'>

/** What was measured, where and on whom. */
export function describe({ at, revision, machine, options, seed, sources, questions, contenders }: Heading): string {
  return [
    `${at.slice(0, 10)}, revision ${revision}, Node ${machine.node} on ${machine.cores} cores of ${machine.cpu}. Demo company`,
    `at scale ${options.scale}, seed ${seed}, over ${sources.join(', ')}; ${options.rounds} interleaved rounds.`,
    '',
    ...questions.map(({ name, title }) => `- **${name}**: ${title}`),
    '',
    ...contenders.map(({ name, title }) => `- ${name}: ${title}`),
  ].join('\n')
}
