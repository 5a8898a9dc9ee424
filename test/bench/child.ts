import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of its own that does what it is told: its CPU and its memory are nobody else's. */
export interface Child<Commands extends object> {
  ask<Name extends keyof Commands & string>(
    name: Name,
    ...given: Commands[Name] extends (...given: infer Given) => unknown ? Given : never
  ): Promise<Awaited<ReturnType<Extract<Commands[Name], (...given: never[]) => unknown>>>>
  stop(): Promise<void>
}

interface Reply {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

export function startChild<Commands extends object>(file: string): Child<Commands> {
  const child = fork(new URL(file, import.meta.url), {
    serialization: 'advanced',
    execArgv: [],
    // As it is run by those who mean it: GraphQL's library, for one, checks less then.
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>()
  const fail = () => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} has ended.`))
    waiting.clear()
  }
  child.on('message', ({ id, result, error }: Reply) => {
    const asker = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asker?.resolve(result as never)
    else asker?.reject(new Error(`${file}: ${error}`))
  })
  child.on('exit', fail)
  let count = 0
  return {
    ask(name, ...given) {
      const id = count++
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        if (child.connected) child.send({ id, name, given })
        else fail()
      })
    },
    async stop() {
      if (child.exitCode !== null || !child.connected) return
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

/** The other side: answers commands until the parent is gone. */
export function serve(commands: object): void {
  const known = commands as Readonly<Record<string, (...given: unknown[]) => unknown>>
  process.on('message', async ({ id, name, given }: { id: number; name: string; given: unknown[] }) => {
    try {
      process.send!({ id, result: await known[name]!(...given) })
    } catch (error) {
      process.send!({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
  process.on('disconnect', () => process.exit(0))
}

/** What this process has used up to now. */
export interface Usage {
  readonly cpuMillis: number
  readonly rssBytes: number
}

export function usage(): Usage {
  const { user, system } = process.cpuUsage()
  return { cpuMillis: (user + system) / 1000, rssBytes: process.memoryUsage.rss() }
}
