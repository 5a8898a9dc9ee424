import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figures.ts'
import type { Options } from './options.ts'
import type { Count } from './promises.ts'
import type { SectionName } from './sections.ts'

/** Everything that one run has measured: all reports are made of this alone. */
export interface Run {
  /** ISO 8601. */
  readonly at: string
  readonly machine: Machine
  /** Of the tree that was measured. */
  readonly revision: string
  readonly options: Options
  readonly seed: number
  readonly sources: readonly string[]
  readonly questions: readonly Named[]
  readonly contenders: readonly Named[]
  /** Which of them callers get. */
  readonly ours: string
  /** Data that the gateways may hold. */
  readonly cacheBytes: number
  readonly sections: readonly Measured[]
  readonly counts: readonly Count[]
}

/** What one section found. */
export interface Measured {
  readonly name: SectionName
  readonly title: string
  readonly figures: readonly Figure[]
}

export const figuresOf = ({ sections }: Run): Figure[] => sections.flatMap(({ figures }) => figures)

export interface Named {
  readonly name: string
  readonly title: string
}

interface Machine {
  readonly node: string
  readonly cpu: string
  readonly cores: number
}

export const machine: Machine = {
  node: process.versions.node,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
}

/** A tree with changes that are not committed says so. */
export function revision(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    }).trim()
  } catch {
    return 'unknown'
  }
}

const results = new URL('./results/', import.meta.url)

/** @returns the file that holds the run, for reporting it again and for comparing with it */
export async function keep(run: Run): Promise<string> {
  return write(`${stem(run)}.json`, `${JSON.stringify(run, null, 2)}\n`)
}

/** @returns the file, for the tools of browsers */
export const keepProfile = (run: Pick<Run, 'at'>, question: string, text: string): Promise<string> =>
  write(`${stem(run)}-${question}.cpuprofile`, text)

/** @throws when there is no such file, or it is of an older benchmark */
export async function readRun(file: string): Promise<Run> {
  const run = JSON.parse(await readFile(file, 'utf8')) as Run
  if (!run.sections || !run.counts) throw new Error(`${file} holds no run of this benchmark.`)
  return run
}

const stem = ({ at }: Pick<Run, 'at'>): string => at.replace(/[:.]/g, '-')

async function write(name: string, text: string): Promise<string> {
  await mkdir(results, { recursive: true })
  const file = new URL(name, results)
  await writeFile(file, text)
  return fileURLToPath(file)
}
