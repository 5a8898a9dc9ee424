import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, whenReady } from '../server-process.ts'

/** Where there is no redis-server its tests are left out by name, but not in a build, where nothing may be lacking. */
export const hasRedis = process.env.CI === 'true' || spawnSync('redis-server', ['--version']).status === 0

/** A real server on a free port, with its data in a folder of its own. */
export interface RedisServer {
  readonly url: string
  /** Hangs: connections are taken, nothing is answered. */
  stop(): void
  resume(): void
  kill(): Promise<void>
  /** On the same port, empty. */
  start(): Promise<void>
  close(): Promise<void>
}

export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-redis-'))
  const port = await freePort()
  let child = await launch(port, folder)
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill,
    start: async () => {
      child = await launch(port, folder)
    },
    close: async () => {
      await kill()
      rmSync(folder, { recursive: true })
    },
  }
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
  return whenReady(child, child.stdout!, 'Ready to accept connections')
}
