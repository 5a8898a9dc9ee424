import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Readable } from 'node:stream'

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** A server, once its log says that it is ready. @throws with the log when it ends without */
export async function whenReady(child: ChildProcess, output: Readable, ready: string): Promise<ChildProcess> {
  let log = ''
  for await (const chunk of output.iterator({ destroyOnReturn: false })) {
    log += chunk
    if (log.includes(ready)) {
      output.resume()
      return child
    }
  }
  throw new Error(`${child.spawnfile} did not start:\n${log}`)
}
