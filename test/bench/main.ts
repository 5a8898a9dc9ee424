import { comparisonTable } from './compare.ts'
import { goalsTable } from './goals.ts'
import { measureRun } from './measure-run.ts'
import { type Options, readOptions } from './options.ts'
import { publish } from './publish.ts'
import { tablesOf } from './report.ts'
import { keep, type Run, readRun } from './run.ts'
import { plainText } from './table.ts'

/**
 * Measures the gateway beside others that make the same calls, in one run on one machine. Figures of different machines,
 * and of different runs on a busy one, say nothing about each other; ratios of one run do.
 * @returns the exit code
 */
export async function bench(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  const earlier = options.compare === undefined ? undefined : await readRun(options.compare)
  const run = options.from === undefined ? await measureAndKeep(options) : await reportAgain(options.from)
  if (earlier) say(plainText(comparisonTable(earlier, run)))
  say(plainText(goalsTable(run)))
  if (options.publish) await publish(run, goalsTable(run), tablesOf(run))
  return 0
}

const say = (text: string): void => console.log(`${text}\n`)

async function measureAndKeep(options: Options): Promise<Run> {
  const run = await measureRun(options, say)
  say(`Written to ${await keep(run)}`)
  return run
}

async function reportAgain(file: string): Promise<Run> {
  const run = await readRun(file)
  for (const table of tablesOf(run)) say(plainText(table))
  return run
}
