import { afterAll, describe, expect, test } from 'vitest'
import { catalogue, type ErrorCode } from '../../gateway/errors.ts'
import type { Fault } from '../../subgraphs/simulator/kit.ts'
import type { Asked } from '../e2e/world.ts'
import { company, type FaultWorld, type FaultWorldOptions, openFaultWorld } from './world.ts'

/** One row of the fault matrix: something that goes wrong, in all the ways that it can. */
export interface FaultRow {
  readonly row: number
  readonly title: string
  readonly cases: readonly FaultCase[]
}

export type FaultCase = Standing | Told

/**
 * A fault that stands while it is asked for fresh data, and for data however old; then it is over. Besides what the case says,
 * it always holds that the other system's data stays, that rows come whole or not at all, and that all is well afterwards.
 */
export interface Standing extends Where {
  readonly fault: Fault | ((world: FaultWorld) => Fault)
  /** What becomes of a question for fresh data: rows, or none of them and this code. */
  readonly sees: ErrorCode | 'DATA'
  /** Between which milliseconds the wait lies that is told with the code; absent: none is told. */
  readonly retryAfterMs?: readonly [least: number, most: number]
  /** Whether what was read earlier is shown, labelled and with a warning, to who tolerates that. */
  readonly stale?: 'ok' | 'refused'
  /** Data calls for the first question: exactly one, or one and what retries are allowed. */
  readonly calls: 'one' | 'retried' | 'any'
  /** What must not have happened, besides. */
  readonly never?: (world: FaultWorld) => void
}

/** What takes more to tell. */
export interface Told extends Where {
  run(world: FaultWorld): Promise<void>
}

interface Where extends FaultWorldOptions {
  readonly title: string
}

/** Customers of the system that faults befall, and of the one that is well. */
export const question = `{
  erp: customers(first: 3, sources: ["erp"]) {
    complete sourceResults { source status } nodes { id name meta { servedFrom ageSeconds } }
  }
  sound: customers(first: 2, sources: ["sound"]) { complete nodes { name } }
}`

export const fresh = { 'cache-control': 'no-cache' }
export const tolerant = { 'cache-control': 'max-age=60, stale-if-error=86400' }
/** Longer than any rest, so that the next call is made. */
export const afterwards = 600_000

/** First tries and their two retries. */
const mostAttempts = 3

export function faultRows(rows: readonly FaultRow[]): void {
  const worlds = new Worlds()
  afterAll(() => worlds.close())
  describe.each(rows)('row $row: $title', ({ cases }) => {
    test.each(cases)('$title', async (fault) => {
      if (!('run' in fault)) return worlds.lend(fault, (world) => stand(fault, world))
      const world = await openFaultWorld(fault)
      try {
        await fault.run(world)
      } finally {
        await world.close()
      }
    })
  })
}

/** After a standing fault all is as it was before, so its world can be used again; unless it is not. */
class Worlds {
  private readonly idle = new Map<string, FaultWorld>()
  private readonly wraps: FaultWorldOptions['wrap'][] = []

  async lend(options: FaultWorldOptions, use: (world: FaultWorld) => Promise<void>): Promise<void> {
    const name = this.nameOf(options)
    const world = this.idle.get(name) ?? (await openFaultWorld(options))
    this.idle.delete(name)
    world.erp.reset()
    await use(world).catch(async (error) => {
      await world.close()
      throw error
    })
    this.idle.set(name, world)
  }

  async close(): Promise<void> {
    await Promise.all([...this.idle.values()].map((world) => world.close()))
  }

  private nameOf({ wrap, ...options }: FaultWorldOptions): string {
    if (!this.wraps.includes(wrap)) this.wraps.push(wrap)
    const { vendor, simulated, configured, pageRows, proxied } = options
    return JSON.stringify({ vendor, simulated, configured, pageRows, proxied, wrap: this.wraps.indexOf(wrap) })
  }
}

async function stand(fault: Standing, world: FaultWorld): Promise<void> {
  const whole = await world.ask(question, fresh)
  expectWhole(whole)
  world.time.advance(afterwards)
  world.erp.fault(typeof fault.fault === 'function' ? fault.fault(world) : fault.fault)

  const failed = await world.ask(question, fresh)
  if (fault.sees === 'DATA') expectSame(failed, whole)
  else expectFailed(failed, fault.sees, fault.retryAfterMs)
  expectCalls(failed, fault.calls)
  if (fault.stale) await askTolerantly(world, whole, fault)
  fault.never?.(world)

  world.erp.clearFaults()
  world.time.advance(afterwards)
  expectSame(await world.ask(question, fresh), whole)
}

/** Nothing is wrong anywhere. */
export function expectWhole({ data, errors }: Asked): void {
  expect(errors).toEqual([])
  expect(data.erp).toMatchObject({ complete: true, sourceResults: [{ source: 'erp', status: 'OK' }] })
  expect(data.erp.nodes).toHaveLength(3)
  for (const { meta } of data.erp.nodes) expect(meta.servedFrom).toBe('LIVE')
  expectSound(data)
}

/** The same rows as before, read anew. */
export function expectSame(now: Asked, before: Asked): void {
  expectWhole(now)
  expect(names(now)).toEqual(names(before))
}

/** No row, and a code that says why; the wait is told where there is one, and nowhere else. */
export function expectFailed(
  { data, errors }: Asked,
  code: ErrorCode,
  retryAfterMs?: readonly [least: number, most: number],
): void {
  expect(errors.map(({ path, extensions: { requestId, retryAfterMs, ...rest } }) => ({ path, ...rest }))).toEqual([
    { path: ['erp'], code, source: 'erp', retryable: catalogue[code].retryable },
  ])
  expect(data.erp).toMatchObject({ complete: false, nodes: [] })
  expectSound(data)
  const told = errors[0]!.extensions.retryAfterMs
  const [least, most] = retryAfterMs ?? []
  if (least === undefined) expect(told).toBeUndefined()
  else expect(told).toSatisfy((millis: number) => millis >= least && millis <= most!)
}

async function askTolerantly(world: FaultWorld, whole: Asked, { stale, sees }: Standing): Promise<void> {
  const answer = await world.ask(question, tolerant)
  if (stale === 'refused') expectFailed(withoutWaits(answer), sees as ErrorCode)
  else expectStale(answer, whole, sees as ErrorCode)
}

function expectStale(answer: Asked, whole: Asked, code: ErrorCode): void {
  expect(names(answer)).toEqual(names(whole))
  for (const { meta } of answer.data.erp.nodes) {
    expect(meta.servedFrom).toBe('STALE_CACHE')
    expect(meta.ageSeconds).toBeGreaterThanOrEqual(afterwards / 1_000)
  }
  // A warning: it has no path, since nothing is missing.
  expect(answer.errors.map(({ path, extensions: { code, source } }) => ({ path, code, source }))).toEqual([
    { path: undefined, code, source: 'erp' },
  ])
  expect(answer.extensions.freshness.erp.state).toBe('STALE')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expectSound(answer.data)
}

/** How long a wait is by now is told by other tests. */
const withoutWaits = (answer: Asked): Asked => ({
  ...answer,
  errors: answer.errors.map((error) => ({ ...error, extensions: { ...error.extensions, retryAfterMs: undefined } })),
})

function expectCalls({ calls }: Asked, allowed: Standing['calls']): void {
  if (allowed === 'any') return
  expect(calls.erp).toBeGreaterThanOrEqual(1)
  expect(calls.erp).toBeLessThanOrEqual(allowed === 'one' ? 1 : mostAttempts)
}

const soundNames = company.customers
  .filter(({ keys }) => keys.odoo)
  .slice(0, 2)
  .map(({ name }) => ({ name }))

/** A failed source fails its own fields only. */
export const expectSound = (data: Asked['data']): void =>
  expect(data.sound).toEqual({ complete: true, nodes: soundNames })

export const names = ({ data }: Asked): string[] => data.erp.nodes.map(({ id, name }: Named) => `${id} ${name}`)

interface Named {
  readonly id: string
  readonly name: string
}
