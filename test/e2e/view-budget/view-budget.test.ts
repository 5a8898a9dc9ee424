import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { approved } from '../view-credit/customers.ts'
import { type Asked, openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: 0.1 })
})
afterAll(() => world.close())
beforeEach(() => world.recover())

const views = {
  creditCheck:
    'query ($customer: ID!) { creditCheck(customer: $customer, amount: { amount: "1", currency: "EUR" }) { complete decision } }',
  receivablesAging: 'query ($customer: ID!) { receivablesAging(customer: $customer) { complete groups { source } } }',
  openOrders: 'query ($customer: ID!) { openOrders(customer: $customer) { complete groups { source } } }',
  pipeline: '{ pipeline { complete groups { source } } }',
  stock: 'query ($sku: String!) { stock(sku: $sku) { complete totals { onHand } } }',
  availability:
    'query ($sku: String!) { availability(lines: [{ sku: $sku, quantity: "999999999", by: "2026-11-27" }]) { complete verdict } }',
  search: 'query ($text: String!) { search(text: $text, types: [CUSTOMER]) { complete hits { id } } }',
} as const
type View = keyof typeof views

async function ask(view: View, most?: number): Promise<Asked> {
  const { record, name } = approved(world.company, 'sap', 'netsuite')
  const values = { customer: record, sku: world.company.items[0]!.sku, text: name }
  const given = Object.entries(values).filter(([variable]) => views[view].includes(`$${variable}:`))
  const budget = most === undefined ? undefined : { 'x-freshet-max-source-calls': `${most}` }
  return world.ask(views[view], Object.fromEntries(given), { 'cache-control': 'no-cache', ...budget })
}

const total = ({ calls }: Asked) => Object.values(calls).reduce((sum, count) => sum + count, 0)

test.each(Object.keys(views) as View[])(
  '%s with too few calls is refused or partial, says so, and asks no more; with enough it is whole',
  async (view) => {
    const whole = await ask(view)
    expect(whole.errors).toEqual([])
    expect(whole.data[view].complete).toBe(true)
    const needed = total(whole)
    expect(needed).toBeGreaterThan(0)
    for (let most = 0; most < needed; most++) {
      const asked = await ask(view, most)
      expect(total(asked)).toBeLessThanOrEqual(most)
      expect(asked.data[view]?.complete ?? false).toBe(false)
      expect(asked.errors.map(({ extensions }) => extensions.code)).toContain('QUERY_TOO_COSTLY')
      expect(['UNKNOWN', undefined]).toContain(asked.data[view]?.decision ?? asked.data[view]?.verdict)
    }
    const enough = await ask(view, needed)
    expect([enough.errors, enough.data]).toEqual([[], whole.data])
  },
)
