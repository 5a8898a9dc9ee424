import { type Arrival, arrivalLog } from './arrivals.ts'
import { type Clock, systemClock, timersOn } from './clock.ts'
import { exchange, expireTokens, type SimState } from './exchange.ts'
import { checkLimits, faultKinds } from './failures.ts'
import { type Fault, type FaultKind, faultScript } from './faults.ts'
import { limitsOf } from './limits.ts'
import { loopback } from './loopback.ts'
import { seededRandom } from './random.ts'
import type { Vendor } from './vendor.ts'
import { workers } from './workers.ts'

export type { Arrival, ArrivalKind } from './arrivals.ts'
export type { Clock } from './clock.ts'
export { HTML_CANARY, htmlPage, retryAfter } from './failures.ts'
export type { Fault, FaultKind } from './faults.ts'
export type { ConcurrencyLimit, DeclaredLimit, Usage, WindowLimit } from './limits.ts'
export { decoded } from './request.ts'
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

/**
 * A running simulator: a vendor's protocol on a loopback port, with what happens to it in the tester's hands.
 * In a test, `await using simulator = await startSimulator(...)` closes it however the test ends.
 */
export interface Simulator extends AsyncDisposable {
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
  /** Resolves once no more than `count` are in flight; none, unless given. */
  idle(count?: number): Promise<void>
  /** Closes the listening socket and all open ones: connections are refused until `up`, which takes the same port again. */
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

/**
 * Serves a vendor over HTTP.
 *
 * Each request is logged, held to the vendor's limits, met by a fault if one is due, answered by `vendor.handle`, delayed and sent.
 * The order never varies, so a request refused by a limit uses up no fault, and a fault never hides a limit.
 * @throws when the vendor could not say no to one of its own limits, or an override names no limit
 */
export async function startSimulator(vendor: Vendor, options: SimulatorOptions = {}): Promise<Simulator> {
  checkLimits(vendor)
  const state = stateOf(vendor, options)
  const server = loopback((message, response) => void exchange(state, message, response))
  const port = await server.start(options.port ?? 0)
  state.url = `http://127.0.0.1:${port}`

  const close = () => {
    state.timers.clear()
    return server.stop()
  }

  return {
    ...controls(state, options),
    get isUp() {
      return server.isUp
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
    down: server.stop,
    async up() {
      if (!server.isUp) await server.start(port)
    },
    close,
    [Symbol.asyncDispose]: close,
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
    idle: (count?: number) => log.idle(count),
  }
}
