import { type Agent, request } from 'node:http'
import { connect } from 'node:net'

export interface Reply {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Buffer
  readonly isComplete: boolean
}

export interface Ask {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly signal?: AbortSignal
  readonly agent?: Agent
}

/** A bare node client that mends nothing: no decompression, no redirects, no pool unless given one. */
export function ask(url: string, { body, agent, ...options }: Ask = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request(url, { agent: agent ?? false, ...options }, (response) => {
      const pieces: Buffer[] = []
      const reply = () => ({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(pieces),
        isComplete: response.complete,
      })
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => resolve(reply()))
      response.on('error', () => resolve(reply()))
    })
    call.on('error', reject)
    call.end(body)
  })
}

export async function askJson<Body>(url: string, options?: Ask): Promise<Body> {
  return JSON.parse((await ask(url, options)).body.toString())
}

/** The bare bytes of an answer: when they begin, and all of them once the server has ended or reset the connection. */
export function rawCall(port: number, path: string): { begun: Promise<void>; bytes: Promise<string> } {
  const begun = Promise.withResolvers<void>()
  const bytes = Promise.withResolvers<string>()
  let text = ''
  const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`))
  socket.setEncoding('latin1')
  socket.on('data', (piece) => {
    text += piece
    begun.resolve()
  })
  socket.on('error', () => undefined)
  socket.on('close', () => bytes.resolve(text))
  return { begun: begun.promise, bytes: bytes.promise }
}
