import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HTML_CANARY } from '../../../subgraphs/simulator/kit.ts'
import { companyId, customers, idOf, openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('the settings', () => {
  test('make links into the web client', async () => {
    const { entities } = (await import('../../../subgraphs/business-central/entities.ts')) as never as {
      entities: (settings: object) => {
        Customer: { url?: (key: string[]) => string }
        Invoice: { url?: (key: string[]) => string }
        Item: { url?: unknown }
      }
    }
    const maps = entities({
      links: { Customer: 'https://bc.example/?page=21&id={id}', Invoice: 'https://bc.example/?page=132&id={id}' },
      companyId,
      units: {},
      accountTypes: {},
      stockFrom: 'ledger',
    })
    expect(maps.Customer.url!(['a b'])).toBe('https://bc.example/?page=21&id=a%20b')
    expect(maps.Invoice.url!(['salesInvoices/1'])).toBe('https://bc.example/?page=132&id=1')
    expect(maps.Item.url).toBeUndefined()
  })
})

describe('pages', () => {
  test('follow the links of the service, whatever it sends at a time', async () => {
    const other = await openWorld({ pageRows: 6 }, { pageRows: 4 })
    const calls = await other.callsFor(async () => {
      expect((await other.list('Customer', ['name'])).length).toBe(customers.length)
    })
    expect(calls).toHaveLength(Math.ceil(customers.length / 4))
    expect(calls.slice(1).every((call) => call.includes('aid=FIN&$skiptoken='))).toBe(true)
    expect(calls.some((call) => call.includes('$skip='))).toBe(false)
    await other.close()
  })
})

test('what is calculated tells no time of change: it changes while its row does not', async () => {
  for (const [entity, field] of [
    ['CreditStatus', 'hold'],
    ['StockLevel', 'category'],
  ] as const) {
    const [row] = await world.list(entity, [field, 'meta.sourceModifiedAt'])
    expect(row!.record.values).not.toHaveProperty('meta.sourceModifiedAt')
  }
})

describe('trouble', () => {
  test('a token that ends amid the work is renewed once', async () => {
    world.simulator.fault({ kind: 'tokensExpired', times: 1 })
    const before = world.simulator.arrivals.length
    expect((await world.list('Warehouse', ['code'])).length).toBe(2)
    const kinds = world.simulator.arrivals.slice(before).map(({ kind, status }) => `${kind} ${status}`)
    expect(kinds).toEqual(['data 401', 'auth 200', 'data 200'])
  })

  test.each([
    ['throttled', 'SOURCE_THROTTLED'],
    ['forbidden', 'SOURCE_FORBIDDEN'],
    ['unavailable', 'SOURCE_UNAVAILABLE'],
    ['serverError', 'SOURCE_BAD_RESPONSE'],
    ['errorBody', 'SOURCE_BAD_RESPONSE'],
    ['html', 'SOURCE_BAD_RESPONSE'],
  ] as const)('%s is told as %s, and nothing of the vendor’s words', async (kind, code) => {
    const other = await openWorld()
    other.simulator.fault({ kind })
    const error = await other.list('Warehouse', ['code']).catch((error: Error) => error)
    expect(error).toMatchObject({ code, source: 'bc-uk' })
    expect(String(error)).not.toContain(HTML_CANARY)
    await other.close()
  })

  test('a reference to a record of another system finds nothing and asks nothing', async () => {
    const filter = { kind: 'compare', field: 'customer', op: 'eq', value: idOf('Item', 'x') } as const
    expect(await world.callsFor(() => world.list('Invoice', ['number'], filter))).toEqual([])
  })
})
