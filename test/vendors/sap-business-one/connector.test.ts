import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { encodeGlobalId, encodeKey, type SourceKey } from '../../../gateway/connector/index.ts'
import connector from '../../../subgraphs/sap-business-one/connector.ts'
import { HTML_CANARY } from '../../../subgraphs/simulator/kit.ts'
import { company, MINUTE, openWorld, own, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world[Symbol.asyncDispose]())

const same = (a: string | null | undefined, b: string) => a != null && new Big(a).eq(b)
const _idOf = (type: string, ...key: string[]) =>
  encodeGlobalId({ type, source: 'b1-ch' as never, key: encodeKey(key) as SourceKey })
const posted = own(company.invoices).filter(({ status }) => status !== 'draft')
const _setOf = ({ kind }: { kind: string }) => (kind === 'invoice' ? 'Invoices' : 'CreditNotes')

describe('sessions', () => {
  test('one session serves many calls, with its route', async () => {
    await using own = await openWorld()
    await Promise.all([
      own.list({ entity: 'Warehouse' }),
      own.list({ entity: 'Item' }),
      own.list({ entity: 'GLAccount' }),
    ])
    expect(own.simulator.arrivals.filter(({ kind }) => kind === 'auth')).toHaveLength(1)
  })

  test('it is renewed before it ends', async () => {
    await using own = await openWorld()
    const { simulator, runtime } = own
    const logins = async () => {
      await own.list({ entity: 'Warehouse' })
      return simulator.arrivals.filter(({ path }) => path.endsWith('/Login')).length
    }
    expect(await logins()).toBe(1)
    runtime.advance(23 * MINUTE)
    expect(await logins()).toBe(1)
    runtime.advance(2 * MINUTE)
    expect(await logins()).toBe(2)
    expect(simulator.arrivals.every(({ status }) => status === 200)).toBe(true)
  })

  test('one that the server has ended is replaced once, and the call made again', async () => {
    await world.list({ entity: 'Warehouse' })
    world.simulator.expireTokens()
    expect(await world.list({ entity: 'Warehouse' })).not.toHaveLength(0)
    expect(world.simulator.arrivals.slice(-3).map(({ status, kind }) => [status, kind])).toEqual([
      [401, 'data'],
      [200, 'auth'],
      [200, 'data'],
    ])
  })

  test('a wrong password is tried once', async () => {
    await using wrong = await openWorld({}, { password: 'wrong-password' })
    const failure = { code: 'SOURCE_AUTH', source: 'b1-ch' }
    await expect(wrong.list({ entity: 'Item' })).rejects.toMatchObject(failure)
    await expect(wrong.list({ entity: 'Item' })).rejects.toMatchObject(failure)
    expect(wrong.simulator.arrivals).toHaveLength(1)
  })
})

describe('what is asked', () => {
  test('a page of one set is one GET of its columns', async () => {
    const order = [{ field: 'orderDate', direction: 'desc' as const }]
    const calls = await world.callsFor(() =>
      world.reader.list({ entity: 'SalesOrder', fields: ['number'], order, first: 10 }, world.scope()),
    )
    expect(calls).toEqual(['Orders $select=DocEntry,DocNum,DocDate&$orderby=DocDate desc,DocEntry&$top=11'])
  })

  test('days are quoted, flags and enumerations written by name', async () => {
    const filter = { kind: 'compare', field: 'dueDate', op: 'lt', value: '2026-01-31' } as const
    const status = { kind: 'in', field: 'status', values: ['OPEN'] } as const
    const [call] = await world.callsFor(() =>
      world.list({ entity: 'Invoice', filter: { kind: 'and', terms: [filter, status] } }),
    )
    expect(call).toContain("DocDueDate lt '2026-01-31'")
    expect(call).toContain("Cancelled eq 'tNO' and DocumentStatus eq 'bost_Open' and PaidToDate eq 0")
    const sellable = { kind: 'compare', field: 'sellable', op: 'eq', value: true } as const
    const [items] = await world.callsFor(() => world.list({ entity: 'Item', filter: sellable }))
    expect(items).toContain("$filter=SalesItem eq 'tYES'")
  })

  test('invoices, credit notes and bills are one batch', async () => {
    const calls = await world.callsFor(() => world.list({ entity: 'Invoice', fields: ['number'], first: 5 }))
    expect(calls).toHaveLength(1)
    expect(calls[0]!.match(/\/b1s\/v2\/\w+\?/g)).toEqual(
      ['CreditNotes', 'Invoices', 'PurchaseInvoices'].map((set) => `/b1s/v2/${set}?`),
    )
  })

  test('a question about one kind of document goes to its set alone', async () => {
    const filter = { kind: 'compare', field: 'kind', op: 'eq', value: 'CREDIT_NOTE' } as const
    const calls = await world.callsFor(() => world.list({ entity: 'Invoice', filter }))
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatch(/^CreditNotes /)
  })

  test('pages are followed by their relative links', async () => {
    await using small = await openWorld({}, { pageRows: 7 })
    const calls = await small.callsFor(() => small.list({ entity: 'PurchaseOrder' }))
    expect(calls.map((call) => /\$skip=\d+/.exec(call)?.[0])).toEqual([undefined, '$skip=7', '$skip=14', '$skip=21'])
  })

  test('many keys are alternatives of one batch, so that no address is too long', async () => {
    const keys = (await world.list({ entity: 'Item' })).map(({ record }) => record.key)
    const calls = await world.callsFor(() =>
      world.reader.lookup({ entity: 'Item', keys, fields: ['name', 'sku'] }, world.scope()),
    )
    expect(keys.length).toBeGreaterThan(80)
    expect(calls).toHaveLength(1)
    expect(calls[0]!.split('\n').map((part) => part.match(/ItemCode eq /g)!.length)).toEqual([80, keys.length - 80])
  })
})

describe('partners', () => {
  const customers = company.customers.filter(({ keys }) => keys.businessOne)

  test('who trade in every currency have none of their own', async () => {
    const values = await world.values('Customer', ['currency', 'roles', 'paymentTerm.code'])
    expect(values.size).toBe(customers.length)
    for (const { id, keys, currency, stage } of customers) {
      const got = values.get(keys.businessOne!)
      expect(got.currency).toBe(id % 5 === 0 ? null : currency)
      expect(got.roles).toEqual([stage === 'prospect' ? 'PROSPECT' : 'CUSTOMER'])
    }
  })

  test('frozen or valid between certain days only are neither blocked nor active for certain', async () => {
    const values = await world.values('Customer', ['status', 'blocks'])
    const statuses = new Set([...values.values()].map(({ status }) => status))
    for (const { id, keys, active, blocks } of customers) {
      const isFrozen = !active || blocks.orders
      const expected = id % 6 === 5 ? 'OTHER' : isFrozen ? 'BLOCKED' : 'ACTIVE'
      expect(values.get(keys.businessOne!).status).toBe(expected)
    }
    expect(statuses.size).toBeGreaterThan(1)
  })

  test('have VAT numbers by their countries, and other numbers by the settings', async () => {
    await using told = await openWorld({}, { taxIdScheme: 'EIN' })
    const [silent, named] = await Promise.all([world, told].map((asked) => asked.values('Customer', ['identifiers'])))
    for (const { keys, vat, taxId } of customers) {
      const schemes = (values: typeof silent) =>
        values!.get(keys.businessOne!).identifiers.map(({ scheme }: { scheme: string }) => scheme)
      const isVat = vat !== null && /^[A-Z]{2}/i.test(vat)
      expect(schemes(silent)).toEqual(isVat ? ['VAT'] : [])
      expect(schemes(named)).toEqual(isVat ? ['VAT'] : vat === null && taxId === null ? [] : ['EIN'])
    }
  })

  test('days and times are of the server’s clocks', async () => {
    const values = await world.values('Customer', ['meta.sourceModifiedAt'])
    for (const { keys, modifiedAt } of customers)
      expect(values.get(keys.businessOne!).meta.sourceModifiedAt).toBe(modifiedAt)
  })

  test('one read tells limit and exposure', async () => {
    const fields = ['limit.amount', 'exposure.total.amount', 'available.amount', 'hold']
    const calls = await world.callsFor(async () => {
      const values = await world.values('CreditStatus', fields)
      for (const account of own(company.creditAccounts)) {
        const got = values.get(company.customers[account.customerId]!.keys.businessOne!)
        const open = posted
          .filter(({ customerId, status }) => customerId === account.customerId && status === 'posted')
          .reduce((sum, { kind, baseOpen }) => sum.plus(kind === 'credit-note' ? `-${baseOpen}` : baseOpen), new Big(0))
        const paid = own(company.payments)
          .filter(({ customerId }) => customerId === account.customerId)
          .reduce((sum, { baseUnapplied }) => sum.plus(baseUnapplied), new Big(0))
        expect(same(got.limit.amount, account.limit ?? '0')).toBe(true)
        expect(new Big(got.exposure.total.amount).eq(open.minus(paid)), `${account.customerId}`).toBe(true)
      }
    })
    expect(calls).toHaveLength(1)
  })

  test('the commitment limit counts what is ordered too', async () => {
    await using strict = await openWorld({}, { creditCheck: 'commitmentLimit' })
    const [usual, committed] = await Promise.all(
      [world, strict].map((asked) =>
        asked.values('CreditStatus', ['exposure.total.amount', 'exposure.openOrders.amount']),
      ),
    )
    for (const [key, { exposure }] of committed!) {
      const less = usual!.get(key).exposure.total.amount
      expect(new Big(exposure.total.amount).minus(less).eq(exposure.openOrders.amount)).toBe(true)
    }
  })

  test('are found by a field of the company’s own', () => {
    expect(connector.externalKey!('U_Salesforce')).toMatchObject({ native: 'U_Salesforce', filter: { in: 'inexact' } })
    expect(connector.externalKey!('ContactEmployees/U_Id')).not.toHaveProperty('filter')
  })
})

describe('stock', () => {
  test('is the sum of what each warehouse holds, with nothing for those that hold none', async () => {
    const values = await world.values('StockLevel', ['onHand.value', 'reserved.value', 'available.value', 'onHand.uom'])
    const kept = company.items.filter(
      ({ keys, type }) => keys.businessOne && (type === 'inventory' || type === 'assembly'),
    )
    expect(values.size).toBe(kept.length * own(company.warehouses).length)
    const total = (rows: readonly { onHand: string }[]) =>
      rows.reduce((sum, { onHand }) => sum.plus(onHand), new Big(0))
    for (const warehouse of own(company.warehouses)) {
      for (const item of kept) {
        const rows = own(company.stock).filter(
          ({ itemId, warehouseId }) => itemId === item.id && warehouseId === warehouse.id,
        )
        const got = values.get(encodeKey([item.keys.businessOne!, warehouse.key]))
        expect(total(rows).eq(got.onHand.value)).toBe(true)
        expect(new Big(got.onHand.value).minus(got.reserved.value).eq(got.available.value)).toBe(true)
      }
    }
  })

  test('of an item is one call for its row', async () => {
    const [item] = await world.list({ entity: 'StockLevel', fields: ['item'], first: 1 })
    const key = item!.record.key.split(';')[0] as SourceKey
    const query = { parent: 'Item', relation: 'stock', keys: [key], fields: ['onHand.value'], order: [] } as const
    const calls = await world.callsFor(() => world.reader.children(query, world.scope()))
    expect(calls).toEqual([expect.stringMatching(/^Items \$select=ItemCode,ItemWarehouseInfoCollection/)])
  })
})

describe('the ledger', () => {
  test('every entry balances, and its lines name partners by their own records', async () => {
    const fields = ['entry', 'side', 'amount.base.amount', 'customer', 'supplier']
    const values = await world.values('JournalLine', fields)
    const entries = Map.groupBy(values.values(), ({ entry }) => entry)
    const lines = own([...company.journalEntries])
    expect(entries.size).toBe(lines.length)
    for (const entry of lines) {
      const got = entries.get(entry.key)!
      const net = got.reduce(
        (sum, { side, amount }) => sum.plus(side === 'DEBIT' ? amount.base.amount : `-${amount.base.amount}`),
        new Big(0),
      )
      expect(net.eq(0), entry.key).toBe(true)
      const partners = (key: 'customer' | 'supplier') => got.map((line) => line[key]).filter(Boolean)
      expect(partners('customer')).toHaveLength(entry.lines.filter(({ customerId }) => customerId !== null).length)
      expect(partners('supplier')).toHaveLength(entry.lines.filter(({ supplierId }) => supplierId !== null).length)
    }
  })

  test('the company is known from the settings, and asks nothing', async () => {
    const calls = await world.callsFor(async () => {
      const values = await world.values('LegalEntity', ['name', 'functionalCurrency', 'timeZone'])
      expect([...values]).toEqual([
        ['MERIDIAN_CH', { name: 'Meridian Handels AG', functionalCurrency: 'CHF', timeZone: 'Europe/Zurich' }],
      ])
    })
    expect(calls).toEqual([])
  })
})

describe('when something is wrong', () => {
  test.each([
    ['forbidden', 'SOURCE_FORBIDDEN'],
    ['unavailable', 'SOURCE_UNAVAILABLE'],
    ['serverError', 'SOURCE_UNAVAILABLE'],
    ['errorBody', 'SOURCE_BAD_RESPONSE'],
    ['html', 'SOURCE_BAD_RESPONSE'],
    ['redirect', 'SOURCE_BAD_RESPONSE'],
  ] as const)('%s is told as %s, without a word of the vendor’s', async (kind, code) => {
    await using broken = await openWorld()
    broken.simulator.fault({ kind, times: 10 })
    const error = await broken.list({ entity: 'Warehouse' }).catch((error) => error)
    expect(error).toMatchObject({ code, source: 'b1-ch' })
    expect(error.message).not.toContain(HTML_CANARY)
  })

  test('a batch with a failed part fails as a whole', async () => {
    await using broken = await openWorld()
    broken.simulator.fault({ kind: 'errorBody', match: 'CreditNotes', times: 1 })
    await expect(broken.list({ entity: 'Invoice' })).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
  })

  test('a server with too much to do says so with a page', async () => {
    await using busy = await openWorld({ preset: 'overload', limit: 1 })
    await busy.list({ entity: 'Warehouse' })
    busy.simulator.reset()
    busy.simulator.fault({ kind: 'hang', times: 1 })
    const waiting = busy.list({ entity: 'Item' }).catch(({ code }) => code)
    await busy.simulator.arrived(1)
    await expect(busy.list({ entity: 'GLAccount' })).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    await busy.simulator.down()
    expect(await waiting).toBe('SOURCE_UNAVAILABLE')
  })

  test('no limit is claimed that nobody has published: how much it takes is found out', () => {
    expect(connector.limits({ maxConcurrency: 2 } as never)).toMatchObject([
      { kind: 'adaptive', initial: 2, min: 1, max: 2 },
    ])
  })
})
