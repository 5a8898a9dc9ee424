import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { availableOf, expectedInOdoo, stockOf } from '../../../subgraphs/simulator/company/expected.ts'
import { plain, sourceOf } from '../company.ts'
import { openWorld, usualSources, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: 0.1 })
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const availability = /* GraphQL */ `
  query ($lines: [AvailabilityLine!]!) {
    availability(lines: $lines) {
      verdict complete
      lines { sku quantity uom by verdict reasons available expected shortBy sources { source onHand available availableBy } }
      sourceResults { source status }
    }
  }
`

const ask = (lines: readonly object[]) => world.ask(availability, { lines })

/** Items that several systems keep, in a unit that has an international code. */
const stocked = () =>
  world.company.items
    .filter(
      ({ sku, unit }) => unit !== 'roll' && new Set(stockOf(world.company, sku).map(({ system }) => system)).size > 2,
    )
    .slice(0, 25)

const promised = (sku: string) =>
  plain(
    availableOf(world.company, sku)
      .reduce((sum, { available }) => sum.plus(available), new Big(0))
      .toFixed(),
  )

const more = (amount: string) => new Big(amount).plus('0.001').toFixed()

describe('what can be promised', () => {
  test('is what the books leave, to the unit: so much is available, and more is short', async () => {
    for (const { sku } of stocked()) {
      const known = promised(sku)
      const quantity = new Big(known).gt(0) ? known : '0.001'
      const { data, errors } = await ask([
        { sku, quantity },
        { sku, quantity: more(known) },
      ])
      expect(errors).toEqual([])
      const [enough, tooMuch] = data.availability.lines
      expect(plain(enough.available), sku).toBe(known)
      expect(
        enough.sources
          .map(({ source, onHand, available }: Own) => ({ source, onHand: plain(onHand), available: plain(available) }))
          .sort(byText),
      ).toEqual(
        availableOf(world.company, sku)
          .map(({ system, onHand, available }) => ({
            source: sourceOf[system],
            onHand: plain(onHand),
            available: plain(available),
          }))
          .sort(byText),
      )
      expect(enough).toMatchObject(
        known === '0' ? { verdict: 'SHORT' } : { verdict: 'AVAILABLE', reasons: ['IN_STOCK'], shortBy: null },
      )
      expect(tooMuch).toMatchObject({ verdict: 'SHORT', reasons: ['NOT_ENOUGH'] })
      expect(plain(tooMuch.shortBy)).toBe('0.001')
      expect(data.availability.verdict).toBe('SHORT')
    }
  })

  test('ten lines cost what one costs: the stock of each system, and SAP’s open orders', async () => {
    const lines = stocked()
      .slice(0, 10)
      .map(({ sku }) => ({ sku, quantity: '1' }))
    await ask(lines)
    const { calls } = await ask(lines)
    expect(calls).toEqual({ salesforce: 0, 'sap-eu': 2, 'netsuite-us': 1, 'odoo-at': 1 })
  })

  test('what comes in time counts where a system says when', async () => {
    const by = '2027-03-31'
    const { sku } = stocked().find(({ sku }) => Number(expectedInOdoo(world.company, sku, by)) > 0)!
    const [known, coming] = [promised(sku), plain(expectedInOdoo(world.company, sku, by))]
    const { data } = await ask([
      { sku, quantity: new Big(known).plus(coming).toFixed(), by },
      { sku, quantity: more(new Big(known).plus(coming).toFixed()), by },
    ])
    const [enough, tooMuch] = data.availability.lines
    expect(plain(enough.expected)).toBe(coming)
    expect(enough).toMatchObject({ verdict: 'EXPECTED', reasons: ['ON_ORDER'] })
    // Two systems do not say line by line what comes when: that is no ground for a no.
    expect(tooMuch).toMatchObject({ verdict: 'UNKNOWN', reasons: ['SUPPLY_UNKNOWN'], shortBy: null })
  })

  test('another unit than the item is counted in is not guessed', async () => {
    const { sku } = stocked()[0]!
    const { data } = await ask([{ sku, quantity: '1', uom: 'ZZ' }])
    expect(data.availability.lines[0]).toMatchObject({ verdict: 'UNKNOWN', reasons: ['UNITS_DIFFER'], available: '0' })
  })

  test('an article number that nobody knows is UNKNOWN', async () => {
    const { data } = await ask([{ sku: 'NO-SUCH', quantity: '1' }])
    expect(data.availability).toMatchObject({ verdict: 'UNKNOWN', lines: [{ reasons: ['ITEM_UNKNOWN'] }] })
  })

  test.each([[[]], [[{ sku: 'A', quantity: '0' }]], [[{ sku: 'A', quantity: '-1' }]]])(
    '%j is refused',
    async (lines) => {
      const { errors } = await ask(lines)
      expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_REQUEST' } })
    },
  )
})

/** Every set of systems that may stop. */
const sets = Array.from({ length: 16 }, (_, bits) => usualSources.filter((_source, i) => bits & (1 << i)))

test.each(sets.map((stopped) => [stopped]))(
  'without %j a yes rests on the others, and there is no no',
  async (stopped) => {
    const { sku } = stocked().find((item) =>
      availableOf(world.company, item.sku).every(({ available }) => Number(available) > 0),
    )!
    await ask([{ sku, quantity: '1' }])
    for (const name of stopped) await world.simulators[name]!.down()
    const own = availableOf(world.company, sku).filter(({ system }) => !stopped.includes(sourceOf[system]))
    const left = plain(own.reduce((sum, { available }) => sum.plus(available), new Big(0)).toFixed())
    const { data } = await ask([
      { sku, quantity: left === '0' ? '1' : left },
      { sku, quantity: more(promised(sku)) },
    ])
    const concerned = stopped.filter((name) => name !== 'salesforce')
    const [enough, tooMuch] = data.availability.lines
    expect(enough.verdict).toBe(left === '0' ? 'UNKNOWN' : 'AVAILABLE')
    expect(tooMuch.verdict).toBe(concerned.length === 0 ? 'SHORT' : 'UNKNOWN')
    expect(data.availability.complete).toBe(concerned.length === 0)
    if (concerned.length > 0) expect(tooMuch.reasons).toContain('SOURCE_FAILED')
  },
)

interface Own {
  readonly source: string
  readonly onHand: string
  readonly available: string
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
