import { systemRuntime } from '../../gateway/runtime.ts'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import { type SimResponse, type Simulator, startSimulator, type Vendor } from '../../subgraphs/simulator/kit.ts'
import { loadVendor, withDefaults } from '../conformance/vendor-folder.ts'
import { serve, usage } from './child.ts'
import { type System, seed } from './system.ts'

/** The folders of the systems that are asked: those of the first measurements, so that figures stay comparable. */
const measured = ['netsuite', 'odoo', 'salesforce', 'sap-s4hana']

export type SystemsCommands = typeof commands

const simulators = new Map<string, Simulator>()

const commands = {
  usage,
  /** Starts the simulators, on the same company. */
  async start(scale: number): Promise<System[]> {
    const company = generateCompany({ scale, seed })
    const clock = { now: () => systemRuntime.now() }
    const start = async (folder: string): Promise<System> => {
      const { connector, module } = await loadVendor(folder)
      const vendor = remembering(module.create({ company, clock, seed }))
      const limits = Object.fromEntries((vendor.limits ?? []).map(({ name }) => [name, 1_000_000_000]))
      const simulator = await startSimulator(vendor, { clock, plain: true, limits })
      const { name } = module.sources[0]!
      simulators.set(name, simulator)
      return { folder, name, url: simulator.url, settings: withDefaults(connector, module.config(simulator.url)) }
    }
    return Promise.all(measured.map(start))
  },
  latency(millis: number): void {
    for (const simulator of simulators.values()) simulator.latency(millis)
  },
  /** Data calls since the last time this was asked, over all systems. */
  calls(): number {
    const sum = [...simulators.values()].reduce((calls, simulator) => calls + simulator.calls, 0)
    // Resetting also empties the log of arrivals, which would else grow with every call.
    for (const simulator of simulators.values()) restart(simulator)
    return sum
  },
  /** The data calls of one system since then, each in the vendor's words. */
  asked(name: string): string[] {
    return simulators
      .get(name)!
      .arrivals.filter(({ kind }) => kind === 'data')
      .map(({ native = '' }) => native)
  },
}

function restart(simulator: Simulator): void {
  const { latencyMs } = simulator
  simulator.reset()
  simulator.latency(latencyMs)
}

const MOST_REMEMBERED = 5_000

/**
 * The same question gets the same bytes without being worked out again: on one machine the simulators' work would drown
 * what is measured, and none of their data changes.
 */
function remembering(vendor: Vendor): Vendor {
  const known = new Map<string, SimResponse>()
  const { name, failures, limits = [], workers } = vendor
  return {
    name,
    failures,
    limits,
    ...(workers === undefined ? {} : { workers }),
    principal: (request) => vendor.principal(request),
    kind: (request) => vendor.kind?.(request) ?? 'data',
    async handle(request, context) {
      if (vendor.kind?.(request) === 'auth') return vendor.handle(request, context)
      const question = `${request.method} ${request.rawPath}?${request.rawQuery} ${request.text()}`
      const held = known.get(question)
      if (held) return held
      const answer = written(await vendor.handle(request, context))
      if (answer.status === 200 && known.size < MOST_REMEMBERED) known.set(question, answer)
      return answer
    },
  }
}

function written(answer: SimResponse): SimResponse {
  if (typeof answer.body !== 'object' || Buffer.isBuffer(answer.body)) return answer
  const headers = { 'content-type': 'application/json; charset=utf-8', ...answer.headers }
  return { ...answer, headers, body: Buffer.from(JSON.stringify(answer.body)) }
}

serve(commands)
