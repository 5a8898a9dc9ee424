import { expect } from 'vitest'
import { jsonRpcLogin } from '../../subgraphs/odoo/simulator.ts'
import type { Arrival, Fault, SimResponse, Vendor } from '../../subgraphs/simulator/kit.ts'
import {
  expectFailed,
  expectSame,
  expectWhole,
  type FaultCase,
  faultRows,
  fresh,
  question,
  type Standing,
  tolerant,
} from './matrix.ts'
import type { FaultWorld } from './world.ts'

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute

const erps = ['salesforce', 'netsuite', 'odoo', 'sap-s4hana'] as const
/** A release of Odoo that is asked in the old protocol, where all errors come with status 200. */
const jsonRpc = {
  vendor: 'odoo',
  simulated: { version: 18 },
  configured: { version: '18', protocol: 'jsonrpc', ...jsonRpcLogin },
}

const logins = ({ erp }: FaultWorld): Arrival[] => erp.arrivals.filter(({ kind }) => kind === 'auth')

/** Not permitted: refused once, and nothing that was read earlier is shown. */
const forbidden = (vendor: (typeof erps)[number]): Standing => ({
  title: `permission, as ${vendor} refuses it`,
  vendor,
  fault: { kind: 'forbidden' },
  sees: 'SOURCE_FORBIDDEN',
  stale: 'refused',
  calls: 'one',
  never: (world) => expect(logins(world).length).toBeLessThanOrEqual(1),
})

/** Who never saw a row must not be told that there are none. */
const deniedFirst = (vendor: (typeof erps)[number], kind: 'forbidden' | 'quota'): FaultCase => ({
  title: `${kind}, as ${vendor} says it, is not kept as "no rows"`,
  vendor,
  run: async (world) => {
    world.erp.fault({ kind })
    const code = kind === 'forbidden' ? 'SOURCE_FORBIDDEN' : 'SOURCE_QUOTA_EXHAUSTED'
    for (const headers of [{}, tolerant, { 'cache-control': 'only-if-cached' }]) {
      const { data, errors } = await world.ask(question, headers)
      expect(data.erp).toMatchObject({ complete: false, nodes: [] })
      const isHeld = 'cache-control' in headers && headers['cache-control'] === 'only-if-cached'
      expect(errors.map(({ extensions }) => extensions.code)).toContain(isHeld ? 'STALE_REFUSED' : code)
    }
    world.erp.clearFaults()
    world.time.advance(day + 2 * minute)
    expectWhole(await world.ask(question))
  },
})

/** NetSuite may say of too many calls what it says of a failed login. */
const looksLikeLogin = (vendor: Vendor): Vendor => ({
  ...vendor,
  failures: {
    ...vendor.failures,
    throttled: (): SimResponse => ({
      status: 401,
      headers: { 'content-type': 'application/vnd.oracle.resource+json; type=error' },
      body: {
        status: 401,
        'o:errorDetails': [
          { detail: 'Concurrent request limit exceeded. Request blocked.', 'o:errorCode': 'INVALID_LOGIN' },
        ],
      },
    }),
  },
})

/** An error under status 200. */
const inDisguise = (title: string, sees: Standing['sees'], where: Partial<Standing> = {}): Standing => ({
  title,
  fault: { kind: 'errorBody' },
  sees,
  stale: 'ok',
  calls: 'retried',
  ...where,
})

/** A token that ends while it is used costs one login, and one replay of each call. */
const expiry = (where: { readonly vendor?: string; readonly simulated?: object; readonly configured?: object }) => ({
  ...(where as object),
  run: async (world: FaultWorld) => {
    const whole = await world.ask(question)
    expectWhole(whole)
    const [loginsBefore, callsBefore] = [logins(world).length, world.erp.calls]
    world.erp.fault({ kind: 'tokensExpired', times: 1 })
    expectSame(await world.ask(question, fresh), whole)
    expect(logins(world).length - loginsBefore).toBe(1)
    expect(world.erp.calls - callsBefore).toBe(2)
  },
})

function mostPerMinute(arrivals: readonly Arrival[]): number {
  const times = arrivals.map(({ at }) => at)
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + minute).length))
}

/** Asks every few seconds for two minutes, and lets no minute see more logins than a person would try. */
async function hammer(world: FaultWorld, fault: Fault): Promise<void> {
  const whole = await world.ask(question)
  expectWhole(whole)
  world.time.advance(5 * minute)
  world.erp.expireTokens()
  world.erp.fault(fault)
  for (let asked = 0; asked < 40; asked++) {
    expectFailed(await world.ask(question, asked % 2 === 0 ? fresh : tolerant), 'SOURCE_AUTH')
    world.time.advance(3 * second)
  }
  expect(mostPerMinute(logins(world))).toBeLessThanOrEqual(3)
  // Where there is no login, a refused key is tried no more often than that: each time once, and once again.
  const refused = world.erp.arrivals.filter(({ status, notes }) => notes.fault !== undefined || status === 401)
  expect(mostPerMinute(refused)).toBeLessThanOrEqual(6)
  world.erp.clearFaults()
  world.time.advance(2 * minute)
  expectSame(await world.ask(question, fresh), whole)
}

faultRows([
  {
    row: 5,
    title: 'a daily quota is not a permission',
    cases: [
      {
        title: 'the end of Salesforce’s day: nobody calls again before it has turned',
        vendor: 'salesforce',
        run: async (world) => {
          const whole = await world.ask(question)
          expectWhole(whole)
          world.time.advance(10 * minute)
          world.erp.fault({ kind: 'quota' })
          const first = await world.ask(question, fresh)
          expect(first.errors[0]!.extensions).toMatchObject({ code: 'SOURCE_QUOTA_EXHAUSTED', retryable: true })
          expect(first.calls.erp).toBe(1)
          // The vendor says with the refusal that all is used, so even who would wait half a minute waits in vain.
          for (const lane of ['interactive', 'batch']) {
            const { errors, calls } = await world.ask(question, { ...fresh, 'x-freshet-lane': lane })
            expect(errors[0]!.extensions).toMatchObject({ code: 'SOURCE_QUOTA_EXHAUSTED' })
            expect(errors[0]!.extensions.retryAfterMs).toSatisfy((millis: number) => millis > 0 && millis <= day)
            expect(calls.erp).toBe(0)
          }
          const older = await world.ask(question, tolerant)
          expect(older.data.erp.nodes).toHaveLength(3)
          expect(older.calls.erp).toBe(0)
          world.erp.clearFaults()
          world.time.advance(day + 2 * minute)
          expectSame(await world.ask(question, fresh), whole)
        },
      },
      ...erps.map(forbidden),
      ...erps.map((vendor) => deniedFirst(vendor, 'forbidden')),
      deniedFirst('salesforce', 'quota'),
      {
        title: 'too many calls at once, told as a failed login, costs no login',
        vendor: 'netsuite',
        wrap: looksLikeLogin,
        fault: { kind: 'throttled' },
        sees: 'SOURCE_THROTTLED',
        retryAfterMs: [1, 5 * minute],
        stale: 'ok',
        calls: 'one',
        never: (world) => expect(logins(world).length).toBeLessThanOrEqual(1),
      },
    ],
  },
  {
    row: 6,
    title: 'an error with status 200 is no empty list',
    cases: [
      inDisguise('a failed step of Salesforce’s composite call', 'SOURCE_UNAVAILABLE', { vendor: 'salesforce' }),
      inDisguise('o:errorDetails of NetSuite', 'SOURCE_UNAVAILABLE', { vendor: 'netsuite' }),
      inDisguise('an exception of Odoo’s JSON-RPC', 'SOURCE_UNAVAILABLE', jsonRpc),
      inDisguise('an envelope of JSON-RPC where JSON-2 is spoken', 'SOURCE_UNAVAILABLE', { vendor: 'odoo' }),
      inDisguise('an OData error', 'SOURCE_BAD_RESPONSE', { vendor: 'sap-s4hana' }),
      inDisguise('"sorry" of a small vendor', 'SOURCE_UNAVAILABLE', { fault: { kind: 'unavailable' } }),
      inDisguise('what Odoo may not show, over JSON-RPC', 'SOURCE_FORBIDDEN', {
        ...jsonRpc,
        fault: { kind: 'forbidden' },
        stale: 'refused',
        calls: 'one',
      }),
    ],
  },
  {
    row: 7,
    title: 'a token ends under way',
    cases: [
      ...['salesforce', 'netsuite', 'sap-s4hana'].map((vendor) => ({
        title: `${vendor}: one login, one replay`,
        ...expiry({ vendor }),
      })),
      { title: 'a small vendor that says so with status 200', ...expiry({}) },
      {
        title: 'many who find out at once share one login',
        run: async (world) => {
          expectWhole(await world.ask(question))
          const before = logins(world).length
          world.erp.fault({ kind: 'tokensExpired', times: 1 })
          const answers = await Promise.all(
            [1, 2, 3, 4, 5, 6, 7, 8].map((first) =>
              world.ask(`{ erp: customers(first: ${first}, sources: ["erp"]) { complete nodes { name } } }`, fresh),
            ),
          )
          for (const [i, { data, errors }] of answers.entries()) {
            expect(errors).toEqual([])
            expect(data.erp).toMatchObject({ complete: true })
            expect(data.erp.nodes).toHaveLength(i + 1)
          }
          expect(logins(world).length - before).toBe(1)
        },
      },
    ],
  },
  {
    row: 8,
    title: 'credentials that are refused for good',
    cases: [
      ...['salesforce', 'netsuite', 'odoo', 'sap-s4hana'].map((vendor) => ({
        title: `${vendor} refuses every token: nothing is shown, and no account is locked`,
        vendor,
        run: (world: FaultWorld) => hammer(world, { kind: 'unauthorized' }),
      })),
      ...['salesforce', 'netsuite', 'sap-s4hana'].map((vendor) => ({
        title: `${vendor} refuses the login itself`,
        vendor,
        run: (world: FaultWorld) => hammer(world, { kind: 'unauthorized', on: 'auth' }),
      })),
      {
        title: 'a small vendor refuses every token',
        run: (world) => hammer(world, { kind: 'unauthorized' }),
      },
    ],
  },
])
