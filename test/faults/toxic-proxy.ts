import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What happens to the bytes of answers on their way to the gateway. */
export type Toxic =
  | { readonly kind: 'blackhole' } // they vanish, and nothing closes
  | { readonly kind: 'reset'; readonly afterBytes: number } // so many come through, then the connection is reset
  | { readonly kind: 'end'; readonly afterBytes: number } // so many come through, then it ends in good order
  | { readonly kind: 'slice'; readonly bytes: number } // they come in pieces of so many

/** One connection of the gateway's, and what became of it. */
export interface Passage {
  /** Bytes of requests: a connection that is used again has more. */
  readonly sent: number
  /** Resolves with who ended it, once it is over. */
  readonly ended: Promise<End>
}

type End = 'gateway' | 'system'

/** A way to a system on which bytes get lost: TCP below HTTP, so that nothing is mended on the way. */
export interface ToxicProxy extends AsyncDisposable {
  /** Where to connect in order to reach the address. */
  leadTo(url: string): string
  /** In the order in which they were opened. */
  readonly passages: readonly Passage[]
  /** Takes note of what was sent; returns which connections were used since. */
  watch(): () => readonly Passage[]
  /** From now on, on connections that are open as well. Undefined: nothing happens any more. */
  poison(toxic: Toxic | undefined): void
}

export async function startToxicProxy(): Promise<ToxicProxy> {
  const passages: OpenPassage[] = []
  const state: State = { target: 0, toxic: undefined }
  const server = createServer((socket) => passages.push(new OpenPassage(socket, state)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    passages,
    leadTo(url) {
      state.target = Number(new URL(url).port)
      return `http://127.0.0.1:${port}`
    },
    poison(toxic) {
      state.toxic = toxic
      for (const passage of passages) passage.passed = 0
    },
    watch() {
      const before = passages.map(({ sent }) => sent)
      return () => passages.filter(({ sent }, i) => sent > (before[i] ?? 0))
    },
    async [Symbol.asyncDispose]() {
      for (const passage of passages) passage.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

interface State {
  target: number
  toxic: Toxic | undefined
}

class OpenPassage implements Passage {
  sent = 0
  readonly ended: Promise<End>
  /** Bytes of answers that came through since the toxic was laid. */
  passed = 0
  private readonly end: (by: End) => void
  private readonly near: Socket
  private readonly far: Socket
  private readonly state: State
  /** What once fell into a hole stays there. */
  private isLost = false

  constructor(near: Socket, state: State) {
    const { promise, resolve } = Promise.withResolvers<End>()
    this.ended = promise
    this.end = resolve
    this.near = near
    this.state = state
    this.far = connect(state.target, '127.0.0.1')
    near.setNoDelay(true)
    near.on('data', (bytes: Buffer) => {
      this.sent += bytes.length
      this.far.write(bytes)
    })
    this.far.on('data', (bytes: Buffer) => this.deliver(bytes))
    for (const socket of [near, this.far]) socket.on('error', () => {})
    near.on('close', () => this.close('gateway'))
    this.far.on('close', () => this.close('system'))
  }

  destroy(): void {
    this.near.destroy()
    this.far.destroy()
  }

  private close(by: End): void {
    this.isLost ||= this.state.toxic?.kind === 'blackhole'
    if (by === 'system' && this.isLost) return
    this.end(by)
    this.destroy()
  }

  private deliver(bytes: Buffer): void {
    const { toxic } = this.state
    this.isLost ||= toxic?.kind === 'blackhole'
    if (this.isLost) return
    if (toxic?.kind === 'slice') void this.slice(bytes, toxic.bytes)
    else if (toxic?.kind === 'reset' || toxic?.kind === 'end') this.cut(bytes, toxic)
    else this.near.write(bytes)
  }

  private cut(bytes: Buffer, { kind, afterBytes }: Extract<Toxic, { afterBytes: number }>): void {
    const part = bytes.subarray(0, Math.max(0, afterBytes - this.passed))
    this.passed += part.length
    this.near.write(part, () => {
      if (this.passed < afterBytes) return
      this.end('system')
      if (kind === 'reset') this.near.resetAndDestroy()
      else this.near.end()
      this.far.destroy()
    })
  }

  /** A turn of the loop between the pieces, or the system would put them together again. */
  private async slice(bytes: Buffer, size: number): Promise<void> {
    this.far.pause()
    for (let from = 0; from < bytes.length && !this.near.destroyed; from += size) {
      this.near.write(bytes.subarray(from, from + size))
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.far.resume()
  }
}
