import type { IncomingMessage } from 'node:http'

/** `host:port` of whoever holds the other end of the connection; behind a proxy, the proxy. */
export const peerOf = ({ socket }: Pick<IncomingMessage, 'socket'>): string =>
  `${socket.remoteAddress}:${socket.remotePort}`
