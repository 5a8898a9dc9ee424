import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { CallerOptions } from './caller.ts'

/** One process that calls the vendor as fast as it is let. */
export interface Caller {
  readonly name: string
  /** Resolves when it next says that it shares, or that it does not. */
  turns(state: 'shared' | 'degraded'): Promise<void>
  stop(): void
  resume(): void
  kill(): Promise<void>
}

export async function startCaller(options: CallerOptions): Promise<Caller> {
  const file = fileURLToPath(new URL('./caller.ts', import.meta.url))
  const child = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await says(child, 'started')
  return {
    name: options.name,
    turns: (state) => says(child, state),
    stop: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

function says(child: ChildProcess, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const listener = (message: unknown) => {
      if (message !== what) return
      child.off('message', listener)
      resolve()
    }
    child.on('message', listener)
    child.once('exit', () => reject(new Error(`ended before it said ${what}`)))
  })
}
