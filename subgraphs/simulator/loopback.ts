import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP server that only this machine can reach, and that can stop and start again on the same port. */
export interface Loopback {
  readonly isUp: boolean
  /** 0 takes any free port. Resolves with the port that was taken. */
  start(port: number): Promise<number>
  /** Closes the listening socket and breaks every open connection. */
  stop(): Promise<void>
}

/** Room for the longest address that any vendor here documents: Dataverse's 32,768 characters. How long is too long is theirs to say. */
const maxHeaderSize = 64 * 1024

export function loopback(listener: RequestListener): Loopback {
  const server = createServer({ maxHeaderSize }, listener)
  // Longer than any client keeps a socket, so that a kept connection never closes just as it is used again.
  server.keepAliveTimeout = 120_000
  return {
    get isUp() {
      return server.listening
    },
    async start(port) {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
      return (server.address() as AddressInfo).port
    },
    async stop() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
