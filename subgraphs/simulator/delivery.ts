import { type ServerResponse, STATUS_CODES } from 'node:http'
import { Readable } from 'node:stream'
import type { Answer } from './answer.ts'
import type { Timers } from './clock.ts'
import type { Fault, FaultKind } from './faults.ts'

/** Sends the answer, whole or broken as the fault says. What it breaks it writes to the bare socket, because node would mend it. */
export function deliver(answer: Answer, response: ServerResponse, timers: Timers, fault?: Fault): void {
  const breakIt = fault && breakers[fault.kind]
  if (breakIt) breakIt(answer, response, fault, timers)
  else sendWhole(answer, response)
}

type Breaker = (answer: Answer, response: ServerResponse, fault: Fault, timers: Timers) => void

const breakers: Partial<Record<FaultKind, Breaker>> = { hang, reset, truncate, drip, huge, raw }

const DEFAULT_HUGE_BYTES = 200 * 1024 * 1024

function sendWhole({ status, headers, body }: Answer, response: ServerResponse): void {
  const hasBody = status !== 204 && status !== 304
  response.writeHead(status, { ...writable(headers), ...(hasBody && { 'content-length': body.length }) })
  response.end(hasBody ? body : undefined)
}

function hang(answer: Answer, response: ServerResponse, { afterBytes }: Fault): void {
  if (afterBytes === undefined) return
  response.socket?.write(Buffer.concat([rawHead(answer, lengthOf(answer)), answer.body.subarray(0, afterBytes)]))
}

function reset(answer: Answer, { socket }: ServerResponse, { afterBytes }: Fault): void {
  if (afterBytes === undefined) return void socket?.resetAndDestroy()
  const sent = Buffer.concat([rawHead(answer, lengthOf(answer)), answer.body.subarray(0, afterBytes)])
  socket?.write(sent, () => socket.resetAndDestroy())
}

function truncate(answer: Answer, { socket }: ServerResponse, { framing = 'length', afterBytes }: Fault): void {
  const part = answer.body.subarray(0, afterBytes ?? Math.floor(answer.body.length / 2))
  const sent = {
    length: () => [rawHead(answer, lengthOf(answer)), part],
    chunked: () => [rawHead(answer, { 'transfer-encoding': 'chunked' }), ...chunk(part)],
    // Nothing on the wire tells this one from a complete answer: only the content can.
    close: () => [rawHead(answer, { connection: 'close' }), part],
  }[framing]()
  socket?.end(Buffer.concat(sent), () => socket.destroy())
}

function drip(answer: Answer, response: ServerResponse, { bytes = 1, millis = 200 }: Fault, timers: Timers): void {
  response.writeHead(answer.status, { ...writable(answer.headers), ...lengthOf(answer) })
  response.flushHeaders()
  let sent = 0
  const next = () => {
    if (response.destroyed) return
    response.write(answer.body.subarray(sent, sent + bytes))
    sent += bytes
    if (sent >= answer.body.length) response.end()
    else timers.after(millis, next)
  }
  timers.after(millis, next)
}

/** Valid to the last byte, and of millions of elements, so that only a cap on size stops a reader. */
function huge({ status, headers }: Answer, response: ServerResponse, { bytes = DEFAULT_HUGE_BYTES }: Fault): void {
  response.writeHead(status, { ...writable(headers), 'content-type': 'application/json; charset=utf-8' })
  const zeros = Buffer.from('0,'.repeat(32 * 1024))
  function* pieces() {
    yield Buffer.from('[')
    for (let left = bytes - 3; left > 0; left -= zeros.length) yield zeros.subarray(0, left + (left % 2))
    yield Buffer.from('0]')
  }
  Readable.from(pieces()).pipe(response)
}

/** For what no HTTP library would write. Letters stand for bytes, as in Latin-1. */
function raw(_answer: Answer, { socket }: ServerResponse, { put = '', framing }: Fault): void {
  const bytes = Buffer.from(put, 'latin1')
  if (framing === 'close') socket?.end(bytes, () => socket.destroy())
  else socket?.write(bytes)
}

function rawHead({ status, headers }: Answer, framing: Record<string, string>): Buffer {
  const fields = Object.entries({ ...headers, ...framing }).flatMap(([name, value]) =>
    [value].flat().map((value) => `${name}: ${value}\r\n`),
  )
  return Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${fields.join('')}\r\n`, 'latin1')
}

function chunk(part: Buffer): Buffer[] {
  return part.length ? [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')] : []
}

const lengthOf = ({ body }: Answer) => ({ 'content-length': String(body.length) })

const writable = (headers: Answer['headers']) => headers as Record<string, string | string[]>
