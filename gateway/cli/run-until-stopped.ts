import { once } from 'node:events'

/**
 * Keeps the process until it is told to stop, then closes what it opened. Nothing a request does may end the process: what
 * nobody caught is said on stderr, and the service goes on.
 */
export async function runUntilStopped(close: () => Promise<void>): Promise<number> {
  process.on('unhandledRejection', (reason) => console.error(`freshet: not caught: ${textOf(reason)}`))
  process.on('uncaughtException', (error) => console.error(`freshet: not caught: ${textOf(error)}`))
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await close()
  return 0
}

/** Name and place only: a message may quote a vendor. */
function textOf(reason: unknown): string {
  if (!(reason instanceof Error)) return typeof reason
  return [reason.name, ...(reason.stack?.split('\n').filter((line) => line.startsWith('    at ')).slice(0, 4) ?? [])].join('\n')
}
