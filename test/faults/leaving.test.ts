import { expect } from 'vitest'
import { afterwards, type FaultCase, faultRows, fresh, question } from './matrix.ts'
import type { FaultWorld } from './world.ts'

const second = 1_000

/** Four levels, each asked for once the one before is there. */
const levels = `{ erp: customers(first: 8, sources: ["erp"]) { nodes { invoices(first: 4) { nodes {
  lines { item { sku } } } } } } }`

/** Asks, and can go away. */
function asker({ url }: FaultWorld, query: string, wish: Record<string, string> = fresh) {
  const leaving = new AbortController()
  const answer = fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...wish },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  }).then((response) => response.json() as Promise<{ data: { erp: { nodes: unknown[] } }; errors?: unknown }>)
  answer.catch(() => {})
  return { answer, leave: () => leaving.abort() }
}

/** However long one waits, the system hears no more of it. */
async function expectSilence({ erp, time, passing, ask }: FaultWorld): Promise<void> {
  await passing(erp.idle())
  // Meanwhile the gateway has read what the system sent last.
  expect((await ask('{ warehouses(first: 1, sources: ["sound"]) { nodes { code } } }')).errors).toEqual([])
  const calls = erp.arrivals.length
  time.advance(afterwards)
  await passing(erp.idle())
  expect(erp.arrivals.length).toBe(calls)
}

/** Goes away while the so-manieth call is on its way. */
const leavesAt = (call: number): FaultCase => ({
  title: `during call ${call} of four: it is given up, and no other is made`,
  run: async (world) => {
    const { erp, passing } = world
    expect((await world.ask(question)).errors).toEqual([])
    erp.reset()
    erp.latency(second)
    const { leave } = asker(world, levels)
    await passing(erp.arrived(call))
    leave()
    await erp.idle()
    expect(erp.arrivals.map(({ aborted = false }) => aborted)).toEqual([...Array(call - 1).fill(false), true])
    await expectSilence(world)
  },
})

faultRows([
  {
    row: 42,
    title: 'a caller who goes away, or runs out of time',
    cases: [
      ...[1, 2, 3, 4].map(leavesAt),
      {
        title: 'while he waits for a login: the login goes on for others, and no data is asked for',
        run: async (world) => {
          world.erp.latency(second)
          const { leave } = asker(world, question)
          await world.passing(world.erp.arrived(1))
          leave()
          await expectSilence(world)
          expect(world.erp.calls).toBe(0)
          world.erp.latency(0)
          expect((await world.ask(question)).errors).toEqual([])
          expect(world.erp.arrivals.filter(({ kind }) => kind === 'auth')).toHaveLength(1)
        },
      },
      {
        title: 'while nothing has come for long',
        run: async (world) => {
          expect((await world.ask(question)).errors).toEqual([])
          world.erp.fault({ kind: 'hang' })
          const { leave } = asker(world, question)
          await world.erp.arrived(3)
          leave()
          await world.erp.idle()
          expect(world.erp.arrivals.at(-1)!.aborted).toBe(true)
          await expectSilence(world)
        },
      },
      {
        title: 'while a system rests: nothing is asked for him when it is rested',
        vendor: 'odoo',
        run: async (world) => {
          expect((await world.ask(question)).errors).toEqual([])
          world.erp.fault({ kind: 'throttled', retryAfter: '20', times: 1 })
          expect((await world.ask(question, fresh)).errors).toHaveLength(1)
          const calls = world.erp.calls
          const waiting = asker(world, question)
          const state = () => world.application.members[0]!.guard.state()
          while (state().queued === 0) await new Promise((resolve) => setImmediate(resolve))
          waiting.leave()
          while (state().queued > 0) await new Promise((resolve) => setImmediate(resolve))
          await expectSilence(world)
          expect(world.erp.calls).toBe(calls)
        },
      },
      {
        title: 'of two who share a call: the other gets it, and when both go it is given up',
        run: async (world) => {
          const { erp, passing } = world
          const one = '{ erp: warehouses(first: 2, sources: ["erp"]) { nodes { code } } }'
          // What is wished to be true now would be shared with nobody.
          const shared = () => asker(world, one, {})
          expect((await world.ask(question)).errors).toEqual([])
          erp.reset()
          erp.fault({ kind: 'hang', times: 1 })
          const both = [shared(), shared()]
          await erp.arrived(1)
          for (const { leave } of both) leave()
          await erp.idle()
          expect(erp.arrivals.map(({ aborted }) => aborted)).toEqual([true])
          await expectSilence(world)

          erp.latency(second)
          const [first, other] = [shared(), shared()]
          await erp.arrived(2)
          first.leave()
          expect((await passing(other.answer)).data.erp.nodes).toHaveLength(2)
          expect(erp.calls).toBe(2)
        },
      },
      {
        title: 'out of time between two calls: he is told, and the next one is not made',
        run: async (world) => {
          const { erp } = world
          expect((await world.ask(question)).errors).toEqual([])
          erp.reset()
          erp.latency(second)
          const { errors, calls } = await world.ask(levels, { ...fresh, 'x-freshet-timeout-ms': '2500' })
          expect(errors.length).toBeGreaterThan(0)
          for (const { extensions } of errors)
            expect(['SOURCE_TIMEOUT', 'DEADLINE_EXCEEDED']).toContain(extensions.code)
          expect(calls.erp).toBe(3)
          await erp.idle()
          expect(erp.arrivals.map(({ aborted = false }) => aborted)).toEqual([false, false, true])
          await expectSilence(world)
        },
      },
    ],
  },
])
