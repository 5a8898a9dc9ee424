import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { encodeGlobalId, encodeKey } from '../../../gateway/connector/index.ts'
import { HTML_CANARY } from '../../../subgraphs/simulator/kit.ts'
import { company } from './environment.ts'
import { account, customers, invoiceKey, invoices, keyOf, money, openWorld, own, scope, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world[Symbol.asyncDispose]())

describe('companies', () => {
  test('every question is asked across companies, its further pages and parts of batches too', async () => {
    await using paged = await openWorld({ pageRows: 7 }, { maxUrlChars: 500 })
    const everything = async () => {
      await paged.list('Customer', ['name'])
      await paged.list('StockLevel', ['onHand.value', 'onHand.sourceUom'])
      await paged.children('Invoice', 'lines', invoices.map(invoiceKey), ['lineNo'])
    }
    const calls = await paged.callsFor(everything)
    const questions = calls.flatMap(({ native = '' }) => native.split('\n'))
    expect(calls.some(({ path }) => path.endsWith('$batch'))).toBe(true)
    expect(questions.some((question) => question.includes('$skip='))).toBe(true)
    expect(questions.filter((question) => !question.includes('cross-company=true'))).toEqual([])
  })

  test('records of two companies with the same numbers are kept apart, and so is what belongs to them', async () => {
    await using two = await openWorld({ sister: 'be01' }, { companies: { nl01: 'EUR', be01: 'GBP' }, charts: {} })
    const names = await two.values('Customer', ['name'])
    expect(names.size).toBe(2 * customers.length)
    const { financeOperations: number } = customers[0]!.keys
    expect(names.get(`be01;${number}`).name).toBe(`${names.get(`nl01;${number}`).name} (sister)`)

    const keys = ['nl01', 'be01'].map((code) => encodeKey([code, account(invoices[0]!.customerId)]))
    const owned = await two.children('Customer', 'invoices', keys, ['currency', 'customer', ...money('open.base')])
    for (const key of keys) {
      const records = owned.get(key)!.map(({ record }) => record)
      expect(records.length).toBeGreaterThan(0)
      expect(records.every((record) => record.key.startsWith(key.slice(0, 5)))).toBe(true)
      expect(records.every(({ values }) => values.customer === key)).toBe(true)
    }

    const stock = await two.values('StockLevel', ['onHand.sourceUom'])
    for (const [key, { onHand }] of stock) expect(onHand.sourceUom === 'box', key).toBe(key.startsWith('be01'))
    const lines = await two.values('SalesOrderLine', money('net'))
    for (const [key, { net }] of lines) expect(net.currency === 'GBP', key).toBe(key.startsWith('be01'))
    const entities = await two.values('LegalEntity', ['functionalCurrency'])
    expect([...entities].map(([key, { functionalCurrency }]) => [key, functionalCurrency])).toEqual(
      [
        ['nl01', 'EUR'],
        ['be01', 'GBP'],
      ].sort(),
    )
  })

  test('an account number that two charts have is nobody’s until a chart is named', async () => {
    await using unnamed = await openWorld({}, { charts: {} })
    const ambiguous = own(company.glAccounts)
      .slice(0, 3)
      .map(({ number }) => number)
    const lines = await unnamed.list('JournalLine', ['account'])
    const found = new Set(lines.map(({ record }) => String(record.values.account)))
    for (const number of ambiguous) expect(found.has(`Shared;${number}`)).toBe(false)
    expect(found.has('null')).toBe(true)
  })
})

describe('what nobody has told', () => {
  test('without the currencies of companies there are no legal entities, no credit, and no amounts in them', async () => {
    await using untold = await openWorld({}, { companies: {} })
    for (const entity of ['LegalEntity', 'CreditStatus'] as const) expect(untold.served).not.toContain(entity)
    const items = await untold.values('Item', ['sku', ...money('listPrice', 'cost')])
    for (const { listPrice, cost } of items.values()) expect([listPrice, cost]).toEqual([undefined, undefined])
  })

  test('without the snapshot an invoice is not open, not paid and not due: it is unknown, and costs one call', async () => {
    await using untold = await openWorld({}, { openTransactions: undefined })
    const calls = await untold.callsFor(async () => {
      const found = await untold.values('Invoice', ['status', 'dueDate', ...money('open.document')])
      expect(found.size).toBe(invoices.length)
      for (const { status, dueDate, open } of found.values())
        expect([status, dueDate, open]).toEqual(['UNKNOWN', undefined, null])
    })
    expect(calls).toHaveLength(1)
  })

  test('what is no number fails its own field, and is not read as another number', async () => {
    await using drifted = await openWorld()
    drifted.simulator.fault({ kind: 'rewrite', find: '"TotalTaxAmount":0.00', put: '"TotalTaxAmount":"0,00"' })
    const found = [...(await drifted.values('Invoice', ['number', ...money('totals.tax')])).values()]
    const failed = found.filter(({ totals }) => totals.tax instanceof Error || totals.tax?.amount instanceof Error)
    expect(failed.length).toBeGreaterThan(0)
    expect(failed.length).toBe(invoices.filter(({ tax }) => new Big(tax).eq(0)).length)
    expect(found.every(({ number }) => typeof number === 'string')).toBe(true)
  })
})

describe('calls', () => {
  test('forty keys of one company are one GET of less than 2,000 characters', async () => {
    const keys = company.items
      .filter(({ keys }) => keys.financeOperations)
      .slice(0, 40)
      .map(({ sku }) => keyOf(sku))
    const calls = await world.callsFor(() => world.reader.lookup({ entity: 'Item', keys, fields: ['sku'] }, scope()))
    expect(calls.map(({ method }) => method)).toEqual(['GET'])
    expect(calls[0]!.native?.match(/dataAreaId eq/g)).toHaveLength(1)
  })

  test('more keys than an address holds are one batch', async () => {
    const keys = company.items.filter(({ keys }) => keys.financeOperations).map(({ sku }) => keyOf(sku))
    const calls = await world.callsFor(async () => {
      const found = await world.reader.lookup({ entity: 'Item', keys, fields: ['sku'] }, scope())
      expect(found.size).toBe(keys.length)
    })
    expect(calls.map(({ method, path }) => [method, path])).toEqual([['POST', '/data/$batch']])
  })

  test('a key with a star asks for itself, not for everything', async () => {
    const calls = await world.callsFor(async () => {
      const found = await world.reader.lookup({ entity: 'Customer', keys: [keyOf('*')], fields: ['name'] }, scope())
      expect(found.size).toBe(0)
    })
    expect(calls[0]!.native).toContain("CustomerAccount ge '*' and CustomerAccount le '*'")
  })

  test('invoices of a customer are asked for by company and account, and codes by their type', async () => {
    const id = encodeGlobalId({
      type: 'Customer',
      source: 'fno-nl' as never,
      key: keyOf(account(invoices[0]!.customerId)),
    })
    const filter = { kind: 'compare', field: 'customer', op: 'eq', value: id } as const
    const calls = await world.callsFor(() => world.list('Invoice', ['number'], filter))
    expect(calls).toHaveLength(1)
    expect(calls[0]!.native).toContain(
      `dataAreaId eq 'nl01' and InvoiceCustomerAccountNumber eq '${account(invoices[0]!.customerId)}'`,
    )
    const status = { kind: 'compare', field: 'status', op: 'eq', value: 'CANCELLED' } as const
    const [orders] = await world.callsFor(() => world.list('SalesOrder', ['number'], status))
    expect(orders!.native).toContain("SalesOrderStatus eq Microsoft.Dynamics.DataEntities.SalesStatus'Canceled'")
  })

  test('a code whose enumeration nobody has named is filtered here', async () => {
    await using unnamed = await openWorld({}, { enumTypes: {} })
    const status = { kind: 'compare', field: 'status', op: 'eq', value: 'CANCELLED' } as const
    const [orders] = await unnamed.callsFor(async () => {
      const cancelled = own(company.salesOrders).filter((order) => order.status === 'cancelled')
      expect(await unnamed.list('SalesOrder', ['number'], status)).toHaveLength(cancelled.length)
    })
    expect(orders!.native).not.toContain('$filter')
  })
})

describe('what goes wrong', () => {
  test('a token that is over is renewed once, and the question asked again', async () => {
    await world.list('Warehouse', ['code'])
    world.simulator.expireTokens()
    world.simulator.reset()
    expect(await world.list('Warehouse', ['code'])).toHaveLength(own(company.warehouses).length)
    const kinds = world.simulator.arrivals.map(({ kind, status }) => `${kind} ${status}`)
    expect(kinds).toEqual(['data 401', 'auth 200', 'data 200'])
  })

  test.each([
    [
      { kind: 'throttled', retryAfter: '60' },
      { code: 'SOURCE_THROTTLED', retryAfterMs: 60_000 },
    ],
    [{ kind: 'forbidden' }, { code: 'SOURCE_FORBIDDEN' }],
    [{ kind: 'serverError' }, { code: 'SOURCE_BAD_RESPONSE' }],
    [{ kind: 'errorBody' }, { code: 'SOURCE_BAD_RESPONSE' }],
    [{ kind: 'html' }, { code: 'SOURCE_BAD_RESPONSE' }],
  ] as const)('%o', async (fault, expected) => {
    await using alone = await openWorld()
    alone.simulator.fault(fault)
    const failure = await alone.list('Warehouse', ['code']).catch((error: unknown) => error)
    expect(failure).toMatchObject(expected)
    expect(JSON.stringify(failure)).not.toContain(HTML_CANARY)
  })

  test('a link that leads elsewhere is not followed', async () => {
    await using paged = await openWorld({ pageRows: 5 })
    paged.simulator.fault({
      kind: 'rewrite',
      find: '"@odata.nextLink":"http://127.0.0.1',
      put: '"@odata.nextLink":"http://evil.example',
    })
    await expect(paged.list('Customer', ['name'])).rejects.toMatchObject({ code: 'PAGE_INCONSISTENT' })
  })

  test('one part of a batch that fails fails the read', async () => {
    await using small = await openWorld({}, { maxUrlChars: 500 })
    const keys = company.items.filter(({ keys }) => keys.financeOperations).map(({ sku }) => keyOf(sku))
    small.simulator.fault({ kind: 'rewrite', find: 'HTTP/1.1 200', put: 'HTTP/1.1 500' })
    const answer = small.reader.lookup({ entity: 'Item', keys, fields: ['sku'] }, scope())
    await expect(answer).rejects.toMatchObject({ code: 'SOURCE_BAD_RESPONSE' })
  })
})
