import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { summarize, type VitestReport } from './test-summary.ts'

export const summary =
  'test [FILTER...]                     everything that a green build needs; with filters, only those tests'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Checks format, types and behaviour; one red step does not keep the others from being seen. */
export async function run(filters: readonly string[]): Promise<number> {
  const isGreen = filters.length > 0 || (await checkSources())
  const folder = mkdtempSync(join(tmpdir(), 'freshet-test-'))
  const file = join(folder, 'report.json')
  await step('vitest run', 'vitest/vitest.mjs', [
    'run',
    ...filters,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const result = summarize(readReport(file), process.env.CI === 'true')
  rmSync(folder, { recursive: true })
  const complaints = isGreen ? [] : ['Format or types are not in order: see above.']
  console.log(['', ...result.lines, ...complaints, result.total].join('\n'))
  return isGreen && result.isGreen ? 0 : 1
}

async function checkSources(): Promise<boolean> {
  const isFormatted = await step('biome ci', '@biomejs/biome/bin/biome', ['ci', '.'])
  const isTyped = await step('tsc --noEmit', 'typescript/bin/tsc', ['--noEmit', '-p', '.'])
  return isFormatted && isTyped
}

/** Runs a tool of `node_modules` on this same Node. */
async function step(title: string, script: string, args: readonly string[]): Promise<boolean> {
  console.log(`\n> ${title}`)
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  return code === 0
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
