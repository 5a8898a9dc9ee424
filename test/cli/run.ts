import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../gateway/cli/freshet.mjs', import.meta.url))

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command as its users do, beside a gateway of this process: which therefore must not wait for it idly. */
export async function freshet(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [status] = await ended
  return { status, stdout, stderr }
}

/** The cells of the line that begins with these words, without the white space between columns. */
export function cells(stdout: string, ...start: readonly string[]): string[] {
  const lines = stdout.split('\n').map((line) => line.trim().split(/ {2,}/))
  return lines.find((line) => start.every((word, i) => line[i] === word)) ?? []
}
