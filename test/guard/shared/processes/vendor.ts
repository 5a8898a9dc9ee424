import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Arrival } from '../arrivals.ts'

/** A vendor that answers all and writes down when. */
export interface Vendor {
  readonly port: number
  readonly log: readonly Arrival[]
  /** Resolves when so many more calls have come, of that replica or of any. */
  comes(count: number, replica?: string): Promise<void>
  close(): Promise<void>
}

const nowMillis = () => Number(process.hrtime.bigint()) / 1e6

export async function startVendor(takesMillis: number): Promise<Vendor> {
  const log: { at: number; doneAt: number; replica: string }[] = []
  let waiting: { isEnough: () => boolean; resolve: () => void }[] = []
  const server = createServer((request, response) => {
    const at = Number(request.headers['x-left-at']) / 1e6
    const call = { at, doneAt: Number.POSITIVE_INFINITY, replica: String(request.headers['x-replica']) }
    log.push(call)
    const isDone = () => {
      call.doneAt = Math.min(call.doneAt, nowMillis())
    }
    response.once('close', isDone)
    setTimeout(() => {
      isDone()
      response.end('{}')
    }, takesMillis)
    for (const { isEnough, resolve } of waiting) if (isEnough()) resolve()
    waiting = waiting.filter(({ isEnough }) => !isEnough())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    log,
    comes(count, replica) {
      const of = () => (replica ? log.filter((call) => call.replica === replica).length : log.length)
      const enough = of() + count
      return new Promise((resolve) => waiting.push({ isEnough: () => of() >= enough, resolve }))
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
