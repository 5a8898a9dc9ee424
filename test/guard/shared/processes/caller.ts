import { subscribe } from 'node:diagnostics_channel'
import { Agent, request } from 'node:http'
import type { Limit } from '../../../../gateway/connector/index.ts'
import { createGuard, type Permit } from '../../../../gateway/guard/index.ts'
import { createSharedLimits, redisPool } from '../../../../gateway/guard/shared/index.ts'
import { systemRuntime } from '../../../../gateway/runtime.ts'

/** What one process of the fleet is told. */
export interface CallerOptions {
  readonly name: string
  readonly redisUrl: string
  readonly vendorPort: number
  readonly limits: readonly Limit[]
  readonly replicas: number
  /** Callers at a time; each asks again as soon as it is served. */
  readonly callers: number
}

const { name, redisUrl, vendorPort, limits, replicas, callers } = JSON.parse(process.argv[2]!) as CallerOptions
const runtime = systemRuntime
const openPool = redisPool({ url: redisUrl, prefix: 'fleet', commandTimeoutMillis: 50 }, runtime)
const shared = createSharedLimits({ openPool, replicas, patienceMillis: 50 }, runtime)
const guard = shared.guard('erp', (openBudget) => createGuard('erp', limits, runtime, { openBudget }))
const agent = new Agent({ keepAlive: true, maxSockets: 200 })

// A process whose test is over must not go on calling.
process.on('disconnect', () => process.exit())
subscribe('freshet.guard.shared', (message) => process.send?.((message as { state: string }).state))
await shared.connect()
process.send?.('started')
for (let i = 0; i < callers; i++) void call()

async function call(): Promise<void> {
  for (;;) {
    const deadline = runtime.monotonic() + 1_000
    const permit = await guard.acquire({ cost: 1, lane: 'interactive', deadline }).catch(() => undefined)
    if (permit?.dispatch()) await visit(permit)
    else await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/**
 * The departure is told with the call, by the one clock that the processes of a machine share: a busy machine may let the vendor
 * read its sockets late, and that is no fault of whoever keeps the limit.
 */
function visit(permit: Permit): Promise<void> {
  return new Promise((resolve) => {
    const over = (outcome: 'ok' | 'failed') => {
      permit.settle(outcome)
      resolve()
    }
    const headers = { 'x-replica': name, 'x-left-at': String(process.hrtime.bigint()) }
    const sent = request({ port: vendorPort, host: '127.0.0.1', agent, headers }, (response) => {
      response.resume().once('end', () => over('ok'))
    })
    sent.once('error', () => over('failed')).end()
  })
}
