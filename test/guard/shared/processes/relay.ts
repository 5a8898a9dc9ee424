import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'

/** Stands before a server, as a name does that is given to its successor; and can be slow. */
export interface Relay {
  readonly url: string
  delayMillis: number
  /** Hangs up on everybody; whoever comes again reaches the new one. */
  pointTo(url: string): void
  close(): Promise<void>
}

export async function startRelay(target: string): Promise<Relay> {
  const sockets = new Set<Socket>()
  let port = Number(new URL(target).port)
  const server = createServer((near) => {
    const far = createConnection(port, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(from)
          to.destroy()
        })
      from.on('data', (chunk) => {
        const pass = () => to.writable && to.write(chunk)
        if (relay.delayMillis > 0) setTimeout(pass, relay.delayMillis)
        else pass()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const relay: Relay = {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    delayMillis: 0,
    pointTo(url) {
      port = Number(new URL(url).port)
      cut()
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
  return relay
}
