import { expect } from 'vitest'
import type { SimResponse, Vendor } from '../../subgraphs/simulator/kit.ts'
import {
  afterwards,
  expectFailed,
  expectSame,
  expectSound,
  expectWhole,
  type FaultCase,
  faultRows,
  fresh,
  names,
  question,
  type Standing,
  tolerant,
} from './matrix.ts'
import type { FaultWorld } from './world.ts'

const second = 1_000
const erps = ['salesforce', 'netsuite', 'odoo', 'sap-s4hana'] as const

/** A gateway before the vendor that says it by status. */
const failsWith =
  (status: number) =>
  (vendor: Vendor): Vendor => ({
    ...vendor,
    failures: {
      ...vendor.failures,
      unavailable: (): SimResponse => ({ status, body: '<h1>The shop is closed for stocktaking</h1>' }),
    },
  })

const outage = (title: string, where: Partial<Standing>): Standing => ({
  title,
  fault: { kind: 'unavailable' },
  sees: 'SOURCE_UNAVAILABLE',
  stale: 'ok',
  calls: 'retried',
  ...where,
})

/** The deadline of `question` when its caller gives it less than the gateway would. */
const patience = { ...fresh, 'x-freshet-timeout-ms': '5000' }

/** What stops on the way: the caller is told in time, the connection is given up, and the next call has another one. */
const silence = (title: string, fault: (world: FaultWorld) => void, where: Partial<FaultCase> = {}): FaultCase => ({
  ...where,
  title,
  proxied: true,
  run: async (world) => {
    const { proxy, time } = world
    const whole = await world.ask(question)
    expectWhole(whole)
    time.advance(afterwards)
    const used = proxy.watch()
    fault(world)
    const askedAt = time.monotonic()
    expectFailed(await world.ask(question, patience), 'SOURCE_TIMEOUT')
    expect(time.monotonic() - askedAt).toBeLessThanOrEqual(5 * second)
    const older = await world.ask(question, { ...tolerant, 'x-freshet-timeout-ms': '5000' })
    expect(names(older)).toEqual(names(whole))
    expect(older.errors.map(({ extensions }) => extensions.source)).toEqual(['erp'])
    expect(older.data.erp.nodes[0].meta.servedFrom).toBe('STALE_CACHE')
    // None of them stays in the pool: whoever came next would wait on a dead one.
    const dead = used()
    expect(dead.length).toBeGreaterThan(0)
    expect(new Set(await Promise.all(dead.map(({ ended }) => ended)))).toEqual(new Set(['gateway']))

    proxy.poison(undefined)
    world.erp.clearFaults()
    time.advance(afterwards)
    const usedAfterwards = proxy.watch()
    expectSame(await world.ask(question, fresh), whole)
    expect(usedAfterwards().filter((passage) => dead.includes(passage))).toEqual([])
  },
})

/** Rows come whole or not at all, wherever the connection ends. */
const cutAnywhere = (kind: 'reset' | 'end'): FaultCase => ({
  title: kind === 'reset' ? 'wherever in the answer' : 'or an end in good order, wherever in the answer',
  proxied: true,
  run: async (world) => {
    const whole = await world.ask(question)
    expectWhole(whole)
    const length = world.erp.arrivals.at(-1)!.bytes
    let failed = 0
    for (let afterBytes = 0; afterBytes <= length; afterBytes += 17) {
      world.proxy.poison({ kind, afterBytes })
      const answer = await world.ask(question, fresh)
      world.proxy.poison(undefined)
      if (answer.errors.length > 0) {
        const { code } = answer.errors[0]!.extensions
        expect(['SOURCE_UNAVAILABLE', 'SOURCE_BAD_RESPONSE']).toContain(code)
        expect(answer.data.erp).toMatchObject({ complete: false, nodes: [] })
        failed++
      } else expect(names(answer)).toEqual(names(whole))
      expectSound(answer.data)
      world.time.advance(afterwards)
      expectSame(await world.ask(question, fresh), whole)
    }
    expect(failed).toBeGreaterThan(length / 17 - 3)
  },
})

faultRows([
  {
    row: 9,
    title: '502, 503 and bugs of the vendor',
    cases: [
      ...erps.map((vendor) => outage(`503, as ${vendor} says it`, { vendor })),
      outage('502 of a gateway', { wrap: failsWith(502) }),
      outage('500 of a gateway', { wrap: failsWith(500) }),
      outage('504 of a gateway', { wrap: failsWith(504), sees: 'SOURCE_TIMEOUT' }),
      outage('a bug of Salesforce’s', { vendor: 'salesforce', fault: { kind: 'serverError' } }),
      outage('a bug of NetSuite’s', { vendor: 'netsuite', fault: { kind: 'serverError' } }),
      outage('a bug of Odoo’s', { vendor: 'odoo', fault: { kind: 'serverError' } }),
      outage('a dump of SAP’s', {
        vendor: 'sap-s4hana',
        fault: { kind: 'serverError' },
        sees: 'SOURCE_BAD_RESPONSE',
      }),
      {
        title: 'a minute of nothing else is met by hardly more calls than questions',
        wrap: failsWith(503),
        run: async (world) => {
          const whole = await world.ask(question)
          expectWhole(whole)
          world.time.advance(afterwards)
          world.erp.fault({ kind: 'unavailable' })
          const [questions, before] = [120, world.erp.calls]
          for (let i = 0; i < questions; i++) {
            const { errors } = await world.ask(question, fresh)
            expect(errors.map(({ extensions }) => extensions.code)).toEqual(['SOURCE_UNAVAILABLE'])
            world.time.advance(second / 2)
          }
          expect(world.erp.calls - before).toBeLessThanOrEqual(questions * 1.1 + 3)
          world.erp.clearFaults()
          world.time.advance(afterwards)
          expectSame(await world.ask(question, fresh), whole)
        },
      },
      {
        title: 'a system that is down, and up again',
        run: async (world) => {
          const whole = await world.ask(question)
          expectWhole(whole)
          await world.erp.down()
          expectFailed(await world.ask(question, fresh), 'SOURCE_UNAVAILABLE')
          await world.erp.up()
          world.time.advance(afterwards)
          expectSame(await world.ask(question, fresh), whole)
        },
      },
    ],
  },
  {
    row: 10,
    title: 'ten times slower than before',
    cases: [
      {
        title: 'who waits for an answer does not wait behind those who can wait',
        run: async (world) => {
          expectWhole(await world.ask(question))
          const before = world.erp.arrivals.length
          world.erp.latency(10 * second)
          const asked = (first: number, lane: string) =>
            world.ask(`{ warehouses(first: ${first}, sources: ["erp"]) { complete nodes { code } } }`, {
              ...fresh,
              'x-freshet-lane': lane,
              'x-freshet-timeout-ms': '30000',
            })
          const patient = [1, 2, 3, 4, 5, 6].map((first) => asked(first, 'batch'))
          await world.erp.arrived(before + 2)
          const urgent = [11, 12].map((first) => asked(first, 'interactive'))
          await Promise.all(urgent)
          // Four desks, of which a share is kept for those who wait: they are served beside the two that came first.
          const served = world.erp.arrivals.slice(before).map(({ native }) => JSON.parse(native!).most as number)
          expect(served.indexOf(12)).toBeLessThan(4)
          expect(served.indexOf(13)).toBeLessThan(4)
          for (const { data } of await Promise.all([...urgent, ...patient.slice(0, 2)]))
            expect(data.warehouses.complete).toBe(true)
          await Promise.all(patient)
        },
      },
      {
        title: 'fewer calls at a time for a system that does not keep up',
        vendor: 'sap-s4hana',
        run: async (world) => {
          const permits = () => world.application.members[0]!.guard.state().budgets[0]!.permits
          const lists = Array.from(
            { length: 10 },
            (_, i) => `l${i}: customers(first: ${i + 1}, sources: ["erp"]) { complete }`,
          )
          const callsOf = async (rounds: number, millis: number) => {
            world.erp.latency(millis)
            for (let i = 0; i < rounds; i++) {
              const { errors, calls } = await world.ask(`{ ${lists.join(' ')} }`, fresh)
              expect([errors, calls.erp]).toEqual([[], lists.length])
            }
          }
          await callsOf(8, 100)
          const before = permits()
          await callsOf(2, 1_000)
          expect(permits()).toBeLessThan(before)
        },
      },
    ],
  },
  {
    row: 11,
    title: 'a body that drips',
    cases: [
      silence('a byte every 200 ms ends at the deadline', ({ erp }) =>
        erp.fault({ kind: 'drip', bytes: 1, millis: 200 }),
      ),
      {
        title: 'pieces that come in time are put together, though a letter is cut in two',
        proxied: true,
        run: async (world) => {
          const whole = await world.ask(question)
          expectWhole(whole)
          world.proxy.poison({ kind: 'slice', bytes: 1 })
          expectSame(await world.ask(question, fresh), whole)
        },
      },
    ],
  },
  {
    row: 12,
    title: 'no answer at all',
    cases: [
      silence('no head', ({ erp }) => erp.fault({ kind: 'hang' })),
      silence('a head and no body', ({ erp }) => erp.fault({ kind: 'hang', afterBytes: 0 })),
      silence('half a body', ({ erp }) => erp.fault({ kind: 'hang', afterBytes: 40 })),
      silence('a hole in the network', ({ proxy }) => proxy.poison({ kind: 'blackhole' })),
      {
        title: 'a hole that the system has left meanwhile',
        proxied: true,
        run: async (world) => {
          const whole = await world.ask(question)
          expectWhole(whole)
          world.proxy.poison({ kind: 'blackhole' })
          await world.erp.down()
          expectFailed(await world.ask(question, patience), 'SOURCE_TIMEOUT')
          await world.erp.up()
          world.proxy.poison(undefined)
          world.time.advance(afterwards)
          expectSame(await world.ask(question, fresh), whole)
        },
      },
    ],
  },
  {
    row: 13,
    title: 'a connection that is reset',
    cases: [
      {
        title: 'at once',
        fault: { kind: 'reset' },
        sees: 'SOURCE_UNAVAILABLE',
        stale: 'ok',
        calls: 'retried',
      },
      cutAnywhere('reset'),
      cutAnywhere('end'),
      {
        title: 'while it was not in use',
        proxied: true,
        run: async (world) => {
          const whole = await world.ask(question)
          await world.erp.down()
          await world.erp.up()
          expectSame(await world.ask(question, fresh), whole)
        },
      },
    ],
  },
])
