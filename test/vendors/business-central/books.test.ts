import Big from 'big.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { creditOf } from '../../../subgraphs/simulator/company/expected.ts'
import {
  all,
  company,
  companyId,
  customers,
  money,
  openWorld,
  orders,
  own,
  sameAmount,
  system,
  type World,
} from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('credit', () => {
  const fields = [
    ...['limit', 'exposure.total', 'exposure.openReceivables', 'exposure.openOrders', 'available', 'overdue'].flatMap(
      money,
    ),
    'hold',
    'unlimited',
    'utilization',
  ]

  test('adds what is ordered to what is owed; an order in another currency leaves it unknown', async () => {
    const found = await all(world, 'CreditStatus', fields)
    for (const customer of customers) {
      const [wanted] = creditOf(company, customer.id).filter(({ account }) => account.system === system)
      const { limit, exposure, available, overdue } = found.get(customer.keys.businessCentral!)
      const waits = orders.filter(({ customerId, status }) => customerId === customer.id && status !== 'draft')
      sameAmount(exposure.openReceivables.amount, new Big(wanted!.openReceivables).minus(wanted!.unapplied).toFixed())
      sameAmount(overdue.amount, wanted!.overdue)
      const isForeign = waits.some(({ currency, openNet }) => currency !== 'GBP' && Number(openNet) !== 0)
      expect(exposure.total === null, customer.name).toBe(isForeign)
      if (isForeign) expect(available).toBeNull()
      else sameAmount(exposure.total.amount, wanted!.exposure)
      const isSet = Number(wanted!.account.limit ?? 0) !== 0
      expect(limit !== null).toBe(isSet)
      if (isSet && !isForeign) sameAmount(available.amount, wanted!.available!)
    }
    expect([...found.values()].map(({ hold }) => hold)).toEqual(expect.arrayContaining(['NONE', 'HELD']))
  })

  test.each([
    ['unknown', null, null],
    ['unlimited', null, true],
    ['zero', '0', false],
  ])('a limit of zero is %s where the settings say so', async (zeroCreditLimit, limit, unlimited) => {
    const other = await openWorld({ zeroCreditLimit })
    const customer = customers.find(({ id }) =>
      company.creditAccounts.some(
        (account) => account.system === system && account.customerId === id && Number(account.limit ?? 0) === 0,
      ),
    )!
    const credit = (await all(other, 'CreditStatus', ['unlimited', ...money('limit')])).get(
      customer.keys.businessCentral!,
    )
    expect([credit.limit?.amount ?? null, credit.unlimited]).toEqual([limit, unlimited])
    await other.close()
  })

  test('costs one call for the limits alone: orders are read for the exposure only', async () => {
    const calls = await world.callsFor(() => world.list('CreditStatus', [...money('limit'), 'hold']))
    expect(calls.map((call) => call.split(' ')[0])).toEqual(['customers'])
  })
})

describe('the ledger', () => {
  test('entries balance, and hang together by their document number', async () => {
    const entries = await all(world, 'JournalEntry', ['number', 'postingDate', 'legalEntity', 'status'])
    expect(entries.size).toBe(own(company.journalEntries).length)
    const lines = await world.list('JournalLine', ['entry', 'side', ...money('amount.base'), 'account'])
    const sums = new Map<string, Big>()
    for (const { record } of lines) {
      const { entry, side, amount } = record.values as {
        entry: string
        side: string
        amount: { base: { amount: string } }
      }
      const signed = side === 'DEBIT' ? new Big(amount.base.amount) : new Big(amount.base.amount).neg()
      sums.set(entry, (sums.get(entry) ?? new Big(0)).plus(signed))
    }
    expect(sums.size).toBe(entries.size)
    expect([...sums.values()].filter((sum) => !sum.eq(0))).toEqual([])
  })

  test('accounts are posted to or not, and are classed by their categories', async () => {
    const found = await all(world, 'GLAccount', ['number', 'classification', 'type', 'isPosting', ...money('balance')])
    const byNumber = new Map([...found.values()].map((account) => [account.number, account]))
    expect(byNumber.get('10000')).toMatchObject({ isPosting: false, classification: 'ASSET' })
    expect(byNumber.get('20100')).toMatchObject({ isPosting: true, classification: 'ASSET', type: 'BANK' })
    expect(byNumber.get('50100')).toMatchObject({ classification: 'EXPENSE', type: 'COST_OF_SALES' })
    expect(byNumber.get('14100')).toMatchObject({ balance: { currency: 'GBP' } })
  })

  test('payments are postings of customers, without what was applied later', async () => {
    const found = await all(world, 'Payment', ['number', 'direction', 'customer', 'date', ...money('amount.base')])
    const paid = own(company.payments).filter(({ customerId, status }) => customerId !== null && status === 'posted')
    expect([...found.values()].map(({ number }) => number).sort()).toEqual(paid.map(({ number }) => number).sort())
    for (const payment of paid) {
      const record = [...found.values()].find(({ number }) => number === payment.number)
      sameAmount(record.amount.base.amount, payment.baseAmount)
      expect(record).toMatchObject({
        date: payment.paidOn,
        customer: company.customers[payment.customerId!]!.keys.businessCentral,
      })
    }
  })

  test('the company is the configured one, of all that share the environment', async () => {
    const found = await all(world, 'LegalEntity', ['code', 'name', 'functionalCurrency', 'country'])
    expect([...found]).toEqual([
      [companyId, expect.objectContaining({ name: 'Meridian UK Ltd', functionalCurrency: 'GBP', country: 'GB' })],
    ])
  })
})
