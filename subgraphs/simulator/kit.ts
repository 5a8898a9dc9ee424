import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Arrival, arrivalLog } from './arrivals.ts'
import { type Clock, systemClock, timersOn } from './clock.ts'
import { exchange, expireTokens, type SimState } from './exchange.ts'
import { checkLimits, faultKinds } from './failures.ts'
import { type Fault, type FaultKind, faultScript } from './faults.ts'
import { limitsOf } from './limits.ts'
import { seededRandom } from './random.ts'
import type { Vendor } from './vendor.ts'
import { workers } from './workers.ts'

export type { Arrival, ArrivalKind } from './arrivals.ts'
export type { Clock } from './clock.ts'
export { HTML_CANARY, retryAfter } from './failures.ts'
export type { Fault, FaultKind } from './faults.ts'
export type { ConcurrencyLimit, DeclaredLimit, Usage, WindowLimit } from './limits.ts'
export type { FailureName, Failures, SimContext, SimRequest, SimResponse, Vendor } from './vendor.ts'

export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** With a virtual clock, latency and drip wait for the clock to be advanced. */
  readonly clock?: Clock
  readonly seed?: number
  readonly latencyMs?: number
  /** Never gzip: for measuring, where the client and its vendors share one machine. */
  readonly plain?: boolean
  /** Another `max` for limits that the vendor declares, by name. */
  readonly limits?: Readonly<Record<string, number>>
  /** How long tokens live for `SimContext.expired`, beside any life that the vendor gives them itself. */
  readonly tokenLifeMs?: number
}

/** A running simulator: a vendor's protocol on a loopback port, with what happens to it in the tester's hands. */
export interface Simulator {
  readonly name: string
  readonly url: string
  readonly port: number
  readonly isUp: boolean
  readonly latencyMs: number
  readonly arrivals: readonly Arrival[]
  /** Data calls since the last reset: arrivals that are not token or CSRF calls. */
  readonly calls: number
  readonly inFlight: number
  /** The kinds that `fault` takes, and the faults in force. */
  readonly faultKinds: readonly FaultKind[]
  readonly faults: readonly Fault[]
  /** @throws for a kind that this vendor does not know */
  fault(fault: Fault): void
  clearFaults(): void
  latency(millis: number): void
  /** Ends every token issued up to now. */
  expireTokens(): void
  /** Back to how it started: log, faults, counters, limit accounts and latency. Data and tokens stay. */
  reset(): void
  /** Resolves once `count` requests have arrived since the last reset. */
  arrived(count: number): Promise<void>
  /** Resolves once nothing is in flight. */
  idle(): Promise<void>
  /** Closes the listening socket and all open ones: connections are refused until `up`, which takes the same port again. */
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

export async function startSimulator(vendor: Vendor, options: SimulatorOptions = {}): Promise<Simulator> {
  checkLimits(vendor)
  const state = stateOf(vendor, options)
  const server = createServer((message, response) => void exchange(state, message, response))
  // Longer than any client keeps a socket, so that a kept connection never closes just as it is used again.
  server.keepAliveTimeout = 120_000

  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const stop = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  const port = await listen(options.port ?? 0)
  state.url = `http://127.0.0.1:${port}`

  return {
    ...controls(state, options),
    get isUp() {
      return server.listening
    },
    get latencyMs() {
      return state.latencyMs
    },
    get calls() {
      return state.log.dataCalls
    },
    get inFlight() {
      return state.log.inFlight
    },
    get faults() {
      return state.script.faults
    },
    port,
    down: stop,
    async up() {
      if (!server.listening) await listen(port)
    },
    async close() {
      state.timers.clear()
      await stop()
    },
  }
}

function stateOf(vendor: Vendor, options: SimulatorOptions): SimState {
  const { clock = systemClock, seed = 1, latencyMs = 0, plain = false, limits, tokenLifeMs } = options
  return {
    vendor,
    clock,
    timers: timersOn(clock),
    log: arrivalLog(),
    script: faultScript(seededRandom(seed)),
    limits: limitsOf(vendor.limits ?? [], limits),
    workers: workers(vendor.workers),
    tokenLifeMs: tokenLifeMs ?? Number.POSITIVE_INFINITY,
    plain,
    url: '',
    latencyMs,
    epoch: 0,
    expiredAt: Number.NEGATIVE_INFINITY,
  }
}

function controls(state: SimState, { latencyMs = 0 }: SimulatorOptions) {
  const { vendor, log, script, limits } = state
  const kinds = faultKinds(vendor)
  return {
    name: vendor.name,
    url: state.url,
    arrivals: log.arrivals,
    faultKinds: kinds,
    fault(fault: Fault) {
      if (!kinds.includes(fault.kind)) {
        throw new Error(`${vendor.name} knows no fault "${fault.kind}"; it knows: ${kinds.join(', ')}.`)
      }
      script.arm(fault)
    },
    clearFaults: () => script.clear(),
    latency(millis: number) {
      state.latencyMs = millis
    },
    expireTokens: () => expireTokens(state),
    reset() {
      log.reset()
      script.clear()
      limits.reset()
      state.latencyMs = latencyMs
    },
    arrived: (count: number) => log.arrived(count),
    idle: () => log.idle(),
  }
}
