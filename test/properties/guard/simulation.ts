import {
  bindSource,
  canonical,
  defineConnector,
  type EntityName,
  type Limit,
  type NativeRequest,
} from '../../../gateway/connector/index.ts'
import { FreshetError } from '../../../gateway/errors.ts'
import { createGuard, type Guard, type Lane } from '../../../gateway/guard/index.ts'
import { createTransport } from '../../../gateway/transport/index.ts'
import { type SimulatedTime, simulatedTime } from './simulated-time.ts'
import { type Arrival, type Phase, simulatedVendor, type Way } from './vendor.ts'

/** One caller of the gateway: comes at an instant, waits for so long, and perhaps goes away sooner. */
export interface Caller {
  readonly at: number
  readonly lane: Lane
  readonly patienceMillis: number
  readonly leavesAfterMillis?: number | undefined
}

export interface Scenario {
  readonly seed: number
  readonly limits: readonly Limit[]
  readonly callers: readonly Caller[]
  readonly phases: readonly Phase[]
  readonly way: Way
  readonly millis: number
}

/** What became of a caller; instants are monotonic. */
export interface Fate {
  readonly caller: Caller
  readonly endedAt: number
  /** `OK`, an error code, or `LEFT`. */
  readonly code: string
}

export interface Course {
  readonly arrivals: readonly Arrival[]
  readonly fates: readonly Fate[]
  readonly guard: Guard
}

const connector = defineConnector({
  kind: 'erp',
  title: 'ERP',
  settings: {},
  entities: () => ({}),
  limits: () => [],
  caps: { lookupKeys: 1, filterKeys: 1, requestBytes: 1, pageRows: 1, or: 'any' },
  codecs: {} as never,
  pathSeparator: '.',
  mappingVersion: '1',
  origin: () => 'http://erp.example',
  credentials: { login: async () => ({ headers: {} }) },
  render: () => requestOf('/'),
  fetch: async () => ({ rows: [] }),
  classify: () => undefined,
})

const requestOf = (path: string): NativeRequest => ({ method: 'GET', path, text: path })
const leaving = new Error('left')

/** The guard and the transport as they are, before a vendor without sockets, in a time without clocks. `watch` looks on at instants. */
export async function play(
  scenario: Scenario,
  watch: readonly { at: number; look: (guard: Guard) => void }[] = [],
): Promise<Course> {
  const time = simulatedTime(scenario.seed)
  const startedAt = time.monotonic()
  const shift = <T extends { at: number }>(event: T) => event.at + startedAt - time.monotonic()
  const phases = scenario.phases.map(({ from, mood }) => ({ from: from + startedAt, mood }))
  const vendor = simulatedVendor(time, phases, scenario.way)
  const guard = createGuard('erp', scenario.limits, time)
  const source = bindSource(
    { name: 'erp', connector: connector as never, settings: {} },
    Object.keys(canonical) as EntityName[],
  )
  const transport = createTransport(source, guard, time, vendor)
  const fates: Fate[] = []
  for (const [i, caller] of scenario.callers.entries()) {
    time.after(
      shift(caller),
      () =>
        void enter(caller, `/${i}`, transport, time).then((code) =>
          fates.push({ caller, code, endedAt: time.monotonic() - startedAt }),
        ),
    )
  }
  for (const event of watch) time.after(shift(event), () => event.look(guard))
  await time.pass(scenario.millis)
  const arrivals = vendor.arrivals.map((arrival) => ({
    ...arrival,
    leftAt: arrival.leftAt - startedAt,
    at: arrival.at - startedAt,
    endedAt: arrival.endedAt - startedAt,
  }))
  return { arrivals, fates, guard }
}

async function enter(
  { lane, patienceMillis, leavesAfterMillis }: Caller,
  path: string,
  transport: ReturnType<typeof createTransport>,
  time: SimulatedTime,
): Promise<string> {
  const controller = new AbortController()
  if (leavesAfterMillis !== undefined) time.after(leavesAfterMillis, () => controller.abort(leaving))
  const scope = { lane, deadline: time.monotonic() + patienceMillis, signal: controller.signal }
  try {
    await transport.link(scope).call(requestOf(path))
    return 'OK'
  } catch (error) {
    if (error === leaving) return 'LEFT'
    if (error instanceof FreshetError) return error.code
    throw error
  }
}
