import { systemRuntime } from '../runtime.ts'

/**
 * Keeps the process until it is told to stop, then closes what it opened. Nothing a request does may end the process: what
 * nobody caught is said on stderr, and the service goes on.
 */
export async function runUntilStopped(close: () => Promise<void>): Promise<number> {
  process.on('unhandledRejection', (reason) => console.error(`freshet: not caught: ${textOf(reason)}`))
  process.on('uncaughtException', (error) => console.error(`freshet: not caught: ${textOf(error)}`))
  await stopSignal()
  await close()
  return 0
}

/** A signal this long after the first means that somebody is tired of waiting. */
const patienceMillis = 1_000

/**
 * Resolves at the first signal to stop. Ctrl-C under npm arrives twice, from the terminal and from npm: the second one must
 * not end the process while it closes what it opened.
 */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined
    const stop = () => {
      firstAt ??= systemRuntime.monotonic()
      if (systemRuntime.monotonic() - firstAt > patienceMillis) process.exit(1)
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  })
}

/** Name and place only: a message may quote a vendor. */
function textOf(reason: unknown): string {
  if (!(reason instanceof Error)) return typeof reason
  return [
    reason.name,
    ...(reason.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 4) ?? []),
  ].join('\n')
}
