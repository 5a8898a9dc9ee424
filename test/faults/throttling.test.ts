import fc from 'fast-check'
import { expect } from 'vitest'
import type { Fault, SimResponse, Vendor } from '../../subgraphs/simulator/kit.ts'
import { expectFailed, expectSame, expectWhole, faultRows, fresh, question } from './matrix.ts'
import type { FaultWorld } from './world.ts'

/** A vendor that throttles by status, as most do. */
const throttlesByStatus = (vendor: Vendor): Vendor => ({
  ...vendor,
  failures: {
    ...vendor.failures,
    throttled: ({ retryAfter }: Fault): SimResponse => ({
      status: 429,
      headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
      body: 'You have been calling this shop too often',
    }),
  },
})

const second = 1_000
const minute = 60 * second

/** Asks until the fault is over; nobody may come while the system wants rest. */
async function restsFor(world: FaultWorld, fault: Omit<Fault, 'kind'>, least: number, most: number): Promise<void> {
  const whole = await world.ask(question)
  expectWhole(whole)
  world.erp.fault({ kind: 'throttled', times: 1, ...fault })
  const failed = await world.ask(question, { ...fresh, 'x-freshet-timeout-ms': '900' })
  expectFailed(failed, 'SOURCE_THROTTLED', [least, most])
  const throttledAt = world.erp.arrivals.at(-1)!.at

  // Who cannot wait so long is told at once how long, without a call.
  const hasty = await world.ask(question, { ...fresh, 'x-freshet-timeout-ms': '900' })
  expectFailed(hasty, 'SOURCE_THROTTLED', [1, most])
  expect(hasty.calls.erp).toBe(0)

  // Who can, waits.
  world.time.advance(Math.max(0, least - 20 * second))
  expectSame(await world.ask(question, fresh), whole)
  expect(world.erp.arrivals.at(-1)!.at - throttledAt).toBeGreaterThanOrEqual(least)
}

/** The date so many milliseconds from now, by a clock that is wrong by so many. */
const dateIn = ({ time }: FaultWorld, millis: number, skewMillis: number): string =>
  new Date(time.now() + skewMillis + millis).toUTCString()

/** One call for each of the two questions, the second after a rest. */
function expectNoHammering({ erp }: FaultWorld): void {
  const [, ...times] = erp.arrivals.filter(({ kind }) => kind === 'data').map(({ at }) => at)
  expect(times.length).toBeLessThanOrEqual(2)
  expect(new Set(times).size).toBe(times.length)
}

/** Anything that can stand in a header. */
const headerText = fc.string({ unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)) })

faultRows([
  {
    row: 1,
    title: '429 with Retry-After in seconds',
    cases: [
      {
        title: 'nobody calls before they are over, and who can wait is answered',
        wrap: throttlesByStatus,
        run: (world) => restsFor(world, { retryAfter: '5' }, 5 * second, 5 * second),
      },
      {
        title: 'by SAP’s front',
        vendor: 'sap-s4hana',
        run: (world) => restsFor(world, { retryAfter: '7' }, 7 * second, 7 * second),
      },
      {
        title: 'by NetSuite, though it documents none',
        vendor: 'netsuite',
        run: (world) => restsFor(world, { retryAfter: '3' }, 3 * second, 3 * second),
      },
      {
        title: 'by a proxy before Odoo',
        vendor: 'odoo',
        run: (world) => restsFor(world, { retryAfter: '45' }, 45 * second, 45 * second),
      },
      {
        title: 'what was read earlier stands in meanwhile',
        wrap: throttlesByStatus,
        fault: { kind: 'throttled', retryAfter: '40' },
        sees: 'SOURCE_THROTTLED',
        retryAfterMs: [40 * second, 40 * second],
        stale: 'ok',
        calls: 'one',
        never: ({ erp }) => expect(erp.calls).toBe(2),
      },
    ],
  },
  {
    row: 2,
    title: '429 with Retry-After as a date, by a clock that is wrong',
    cases: [-10 * minute, 0, 10 * minute].map((skewMillis) => ({
      title: `off by ${skewMillis / minute} minutes`,
      wrap: throttlesByStatus,
      run: (world: FaultWorld) => {
        const fault = { retryAfter: dateIn(world, 30 * second, skewMillis), dateSkewMillis: skewMillis }
        return restsFor(world, fault, 30 * second, 30 * second)
      },
    })),
  },
  {
    row: 3,
    title: '429 without Retry-After',
    cases: [
      {
        title: 'a rest of a second and more, never the same for two',
        wrap: throttlesByStatus,
        run: async (world) => {
          const rests: number[] = []
          for (let i = 0; i < 12; i++) {
            world.erp.fault({ kind: 'throttled', times: 1 })
            const { errors } = await world.ask(question, { ...fresh, 'x-freshet-timeout-ms': '900' })
            expect(errors[0]!.extensions.code).toBe('SOURCE_THROTTLED')
            rests.push(errors[0]!.extensions.retryAfterMs as number)
            world.time.advance(5 * minute)
            expectWhole(await world.ask(question, fresh))
          }
          const [least, most] = [Math.min(...rests), Math.max(...rests)]
          expect(least).toBeGreaterThanOrEqual(second / 2)
          // Replicas that were turned away together come back spread over half of the interval at least.
          expect(most - least).toBeGreaterThanOrEqual(second / 2)
        },
      },
      {
        title: 'and a longer one each time',
        wrap: throttlesByStatus,
        run: async (world) => {
          world.erp.fault({ kind: 'throttled' })
          const rests: number[] = []
          for (let i = 0; i < 6; i++) {
            const { errors } = await world.ask(question, { ...fresh, 'x-freshet-timeout-ms': '900' })
            rests.push(errors[0]!.extensions.retryAfterMs as number)
            world.time.advance(rests.at(-1)!)
          }
          expect(rests.at(-1)!).toBeGreaterThan(rests[0]!)
          expect(world.erp.calls).toBeLessThanOrEqual(6)
        },
      },
      ...(['salesforce', 'netsuite', 'odoo', 'sap-s4hana', 'larkbooks'] as const).map((vendor) => ({
        title: `in the words of ${vendor}`,
        ...(vendor === 'larkbooks' ? {} : { vendor }),
        fault: { kind: 'throttled' } as const,
        sees: 'SOURCE_THROTTLED' as const,
        retryAfterMs: [1, 5 * minute] as const,
        stale: 'ok' as const,
        calls: 'one' as const,
      })),
    ],
  },
  {
    row: 4,
    title: 'Retry-After that makes no sense',
    cases: [
      ...['0', '-1', '1e3', 'soon', '1000000000000', '9'.repeat(400), 'NaN', 'Infinity', ' ', '0x10', '3.5'].map(
        (retryAfter) => ({
          title: `as in ${JSON.stringify(retryAfter.slice(0, 20))}`,
          wrap: throttlesByStatus,
          fault: { kind: 'throttled', retryAfter } as const,
          sees: 'SOURCE_THROTTLED' as const,
          retryAfterMs: [1, 5 * minute] as const,
          stale: 'ok' as const,
          calls: 'one' as const,
          never: expectNoHammering,
        }),
      ),
      {
        title: 'not even "0" is at once',
        wrap: throttlesByStatus,
        run: (world) => restsFor(world, { retryAfter: '0' }, second, second),
      },
      {
        title: 'and an age is five minutes',
        wrap: throttlesByStatus,
        run: (world) => restsFor(world, { retryAfter: '1000000000000' }, 5 * minute, 5 * minute),
      },
      {
        title: 'whatever is written there',
        wrap: throttlesByStatus,
        run: (world) =>
          fc.assert(
            fc.asyncProperty(headerText, async (retryAfter) => {
              world.erp.fault({ kind: 'throttled', times: 1, retryAfter })
              const { errors, calls } = await world.ask(question, { ...fresh, 'x-freshet-timeout-ms': '900' })
              const { code, retryAfterMs } = errors[0]!.extensions
              expect(code).toBe('SOURCE_THROTTLED')
              expect(retryAfterMs).toSatisfy((millis: number) => millis > 0 && millis <= 5 * minute)
              expect(calls.erp).toBe(1)
              world.time.advance(5 * minute)
            }),
            { numRuns: 30 },
          ),
      },
    ],
  },
])
