import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Answer, compress, encode } from './answer.ts'
import type { Arrival, ArrivalLog } from './arrivals.ts'
import type { Clock, Timers } from './clock.ts'
import { deliver } from './delivery.ts'
import { failureOf } from './failures.ts'
import type { ArmedFault, Fault, FaultScript } from './faults.ts'
import type { Limits } from './limits.ts'
import { decoded, nativeOf, readRequest, splitTarget } from './request.ts'
import { tamper } from './tamper.ts'
import type { SimContext, SimRequest, SimResponse, Vendor } from './vendor.ts'
import type { Workers } from './workers.ts'

/** Everything of one simulator that an exchange reads or changes. */
export interface SimState {
  readonly vendor: Vendor
  readonly clock: Clock
  readonly timers: Timers
  readonly log: ArrivalLog
  readonly script: FaultScript
  readonly limits: Limits
  readonly workers: Workers
  readonly tokenLifeMs: number
  /** Answers are never gzipped. */
  readonly plain: boolean
  url: string
  latencyMs: number
  /** Tokens of earlier epochs, or issued before `expiredAt`, are no longer valid. */
  epoch: number
  expiredAt: number
}

/** One request and its answer: log, admit, judge, answer, delay, deliver; in this order, whatever the vendor. */
export async function exchange(state: SimState, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const at = state.clock.now()
  const [path] = splitTarget(message.url ?? '/')
  const arrival = state.log.arrive({ at, method: message.method ?? 'GET', path: decoded(path) })
  const end = endOf(state, arrival, response)
  try {
    const request = await readRequest(message, at)
    const text = identify(state, arrival, request)
    await answerRequest({ state, request, arrival, response, text, end })
  } catch (error) {
    // The client left, or this simulator has a bug. A bug must not look like a vendor's failure, so it says what it is.
    arrival.notes.error = error instanceof Error ? error.message : String(error)
    if (!response.headersSent && !response.destroyed) {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`simulator error: ${arrival.notes.error}`)
    }
  }
}

interface Call {
  readonly state: SimState
  readonly request: SimRequest
  readonly arrival: Arrival
  readonly response: ServerResponse
  /** What `Fault.match` looks into. */
  readonly text: string
  readonly end: End
}

async function answerRequest(call: Call): Promise<void> {
  const { state, arrival, response, end } = call
  const refusal = admit(call)
  if (!refusal) end.add(await state.workers.take())
  if (response.destroyed) return
  const { delayMillis, armed } = refusal
    ? { delayMillis: 0 }
    : state.script.pick({ kind: arrival.kind, text: call.text })
  if (armed) arrival.notes.fault = armed.fault.kind
  if (delayMillis) arrival.notes.delayMillis = delayMillis
  if (armed?.fault.kind === 'tokensExpired') expireTokens(state)

  const said = refusal ?? failureOf(state.vendor, armed?.fault) ?? (await ask(call, armed))
  const answer = await finish(call, said, armed)
  const delay = state.latencyMs + delayMillis
  const send = () => sendAnswer(call, answer, armed?.fault)
  if (delay > 0) end.add(state.timers.after(delay, send))
  else send()
}

function sendAnswer({ state, arrival, response, end }: Call, answer: Answer, fault?: Fault): void {
  if (response.destroyed) return
  const isSilent = (fault?.kind === 'hang' || fault?.kind === 'reset') && fault.afterBytes === undefined
  if (!isSilent) arrival.status = answer.status
  deliver(answer, response, state.timers, fault)
  // What we cut is over as we cut it: when the socket closes, that is no client's abort.
  if (fault && ['reset', 'truncate', 'raw'].includes(fault.kind)) end.now()
}

export function expireTokens(state: SimState): void {
  state.epoch += 1
  state.expiredAt = state.clock.now()
}

/** Only data calls are held to limits; the answer to one too many, when there is one. */
function admit({ state, request, arrival, end }: Call): SimResponse | undefined {
  if (arrival.kind === 'auth') return undefined
  const admission = state.limits.admit(request, arrival.principal)
  if (admission.admitted) return void end.add(admission.release)
  const { limit, retryAfter } = admission
  arrival.notes.limit = limit.name
  return failureOf(state.vendor, { kind: limit.failure ?? 'throttled', limit: limit.name, retryAfter })
}

async function ask(call: Call, armed?: ArmedFault): Promise<SimResponse> {
  if (armed?.fault.kind !== 'replay') return call.state.vendor.handle(call.request, contextOf(call))
  armed.remembered ??= await call.state.vendor.handle(call.request, contextOf(call))
  return armed.remembered as SimResponse
}

/** A fault on the bytes is laid on the plain body: in a gzipped one every fault would only look like bad gzip. */
async function finish({ state, request }: Call, said: SimResponse, armed?: ArmedFault): Promise<Answer> {
  const plain = encode(said, state.clock.now() + (armed?.fault.dateSkewMillis ?? 0))
  if (armed && armed.fault.kind !== 'rewrite') return tamper(plain, armed.fault)
  const answer = armed ? tamper(plain, armed.fault) : plain
  return state.plain ? answer : compress(answer, request.headers['accept-encoding'])
}

function contextOf({ state, arrival, request, end }: Call): SimContext {
  const { clock, limits, log } = state
  return {
    clock,
    arrival,
    url: state.url,
    note(key, value) {
      if (key === 'native') log.describe(arrival, String(value))
      else arrival.notes[key] = value
    },
    epoch: state.epoch,
    expired: (issuedAt, epoch = state.epoch) =>
      epoch < state.epoch || issuedAt < state.expiredAt || clock.now() >= issuedAt + state.tokenLifeMs,
    usage: (limit) => limits.usage(limit, arrival.principal, clock.now()),
    charge: (limit, cost) => limits.charge(limit, arrival.principal, request.at, cost),
    onEnd: end.add,
  }
}

function identify({ vendor, log }: SimState, arrival: Arrival, request: SimRequest): string {
  const native = vendor.native?.(request) ?? nativeOf(request)
  log.identify(arrival, {
    kind: vendor.kind?.(request) ?? 'data',
    principal: vendor.principal(request),
    native,
    requestBytes: request.body.length,
  })
  return `${request.path} ${native}`
}

/** The end of one exchange, which comes once: when the answer is out, or when the connection has gone. */
interface End {
  add(run: () => void): void
  now(): void
}

function endOf(state: SimState, arrival: Arrival, response: ServerResponse): End {
  const runs: (() => void)[] = []
  const { socket } = response
  const writtenBefore = socket?.bytesWritten ?? 0
  const now = () => {
    if (arrival.endedAt !== undefined) return
    arrival.bytes = (socket?.bytesWritten ?? 0) - writtenBefore
    state.log.end(arrival, state.clock.now())
    for (const run of runs) run()
  }
  response.once('finish', now)
  response.once('close', () => {
    if (arrival.endedAt === undefined) arrival.aborted = true
    now()
  })
  return { now, add: (run) => (arrival.endedAt === undefined ? void runs.push(run) : run()) }
}
