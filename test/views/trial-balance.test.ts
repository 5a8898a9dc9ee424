import { describe, expect, test } from 'vitest'
import type { SourceName } from '../../gateway/connector/index.ts'
import type { AggregateGroup, Served } from '../../gateway/read/index.ts'
import { balanceLedgers, type LedgerInput } from '../../gateway/views/trial-balance.ts'

interface Line {
  readonly entity?: string | null
  readonly ledger?: string | null
  readonly account?: string | null
  readonly currency?: string | null
  readonly side?: 'DEBIT' | 'CREDIT'
  readonly amount: string | null
  /** Null: nobody counts. */
  readonly rows?: 1 | null
}

/** What one line adds up to by itself. */
const added = ({
  entity = 'co',
  ledger = null,
  account = 'a',
  currency = 'EUR',
  side = 'DEBIT',
  amount,
  rows = 1,
}: Line): AggregateGroup => ({
  key: [entity, ledger, account, currency],
  values: [...sides(side, amount), rows === null ? null : amount === null ? 0 : 1],
  rows,
})

function sides(side: Line['side'], amount: string | null) {
  if (amount === null) return [null, null]
  const none = amount.replace(/[-\d]+(?=$|\.)/, '0').replace(/(?<=\.)\d+/, (digits) => '0'.repeat(digits.length))
  return side === 'DEBIT' ? [amount, none] : [none, amount]
}

const books = (
  within: readonly Line[],
  { before = [], ...rest }: Partial<Omit<LedgerInput, 'before'>> & { before?: readonly Line[] } = {},
): LedgerInput => ({
  source: 'erp' as SourceName,
  to: '2026-11-20',
  accounts: [],
  ...rest,
  before: before.map(added),
  within: within.map(added),
})

const amountsOf = (input: LedgerInput) =>
  balanceLedgers([input], ['ACCOUNT']).groups.map(({ opening, debits, credits, closing }) =>
    [opening, debits, credits, closing].map(({ amount }) => amount),
  )

describe('an account', () => {
  test('has what was there, what was added and what was taken', () => {
    const before: Line[] = [{ amount: '10.00' }, { amount: '2.50', side: 'CREDIT' }]
    const within: Line[] = [{ amount: '1.00' }, { amount: '0.10' }, { amount: '5.00', side: 'CREDIT' }]
    expect(amountsOf(books(within, { before }))).toEqual([['7.50', '1.10', '5.00', '3.60']])
  })

  test('is there though nothing has moved it', () => {
    expect(amountsOf(books([], { before: [{ amount: '4.00' }] }))).toEqual([['4.00', '0.00', '0.00', '4.00']])
  })

  test('is debited less where its source books a negative debit, and not credited', () => {
    const within: Line[] = [{ amount: '10.00' }, { amount: '-4.00' }]
    expect(amountsOf(books(within))).toEqual([['0.00', '6.00', '0.00', '6.00']])
    const credits: Line[] = [
      { amount: '10.00', side: 'CREDIT' },
      { amount: '-4.00', side: 'CREDIT' },
    ]
    expect(amountsOf(books(credits))).toEqual([['0.00', '0.00', '6.00', '-6.00']])
  })

  test('is exact beyond what a float can hold', () => {
    const within: Line[] = [{ amount: '9007199254740993.01' }, { amount: '0.02' }]
    expect(amountsOf(books(within))).toEqual([['0.00', '9007199254740993.03', '0.00', '9007199254740993.03']])
  })

  test('has a line for each currency', () => {
    const { groups } = balanceLedgers([books([{ amount: '1.00' }, { amount: '2', currency: 'JPY' }])], ['ACCOUNT'])
    expect(groups.map(({ closing }) => closing)).toEqual([
      { amount: '1.00', currency: 'EUR' },
      { amount: '2', currency: 'JPY' },
    ])
  })

  test('takes its names from the account’s record, and is unknown without one', () => {
    const record = { key: 'a', values: { number: '1000', name: 'Bank', classification: 'ASSET', groupAccount: 'G1' } }
    const accounts = [{ record }] as unknown as Served[]
    const input = books([{ amount: '1.00' }, { amount: '1.00', account: 'b', side: 'CREDIT' }], { accounts })
    expect(balanceLedgers([input], ['ACCOUNT']).groups).toMatchObject([
      { number: null, name: null, classification: 'UNKNOWN', groupAccount: null },
      { number: '1000', name: 'Bank', classification: 'ASSET', groupAccount: 'G1' },
    ])
  })
})

describe('a ledger', () => {
  const leading: Line[] = [
    { amount: '5.00', ledger: '0L' },
    { amount: '5.00', ledger: '0L', side: 'CREDIT' },
  ]

  test('is never added to another of the same company', () => {
    const input = books([...leading, ...leading.map((line) => ({ ...line, ledger: '2L' }))])
    const { groups, ledgers } = balanceLedgers([input], ['CURRENCY'])
    expect(groups.map(({ ledger, debits }) => [ledger, debits.amount])).toEqual([
      ['0L', '5.00'],
      ['2L', '5.00'],
    ])
    expect(ledgers.map(({ ledger, balanced }) => [ledger, balanced])).toEqual([
      ['0L', true],
      ['2L', true],
    ])
  })

  test('out of balance is named, with what it is out by; those beside it are not', () => {
    const input = books([...leading, { amount: '0.07', ledger: '0L', entity: 'other' }])
    const { balanced, remarks, ledgers } = balanceLedgers([input], ['ACCOUNT'])
    expect(balanced).toBe(false)
    expect(remarks).toEqual([
      'In the ledger "0L" of the company "other" of the source "erp" debits and credits differ by 0.07 EUR: 0.07 EUR and 0.00 EUR.',
    ])
    expect(ledgers.map(({ legalEntityKey, difference }) => [legalEntityKey, difference.amount])).toEqual([
      ['co', '0.00'],
      ['other', '0.07'],
    ])
  })

  test('is judged by all that is posted up to the last day, not by the days that are shown', () => {
    const before: Line[] = [{ amount: '1.00' }]
    const within: Line[] = [{ amount: '1.00', side: 'CREDIT', account: 'b' }]
    expect(balanceLedgers([books(within, { before })], []).balanced).toBe(true)
    expect(balanceLedgers([books(within)], []).balanced).toBe(false)
  })
})

test('lines without amounts, account or currency are told apart, and in no sum', () => {
  const whole: Line[] = [{ amount: '1.00' }, { amount: '1.00', side: 'CREDIT' }]
  const lost: Line[] = [{ amount: null }, { amount: '3.00', account: null }, { amount: '3.00', currency: null }]
  const { unreadable, groups } = balanceLedgers([books([...whole, ...lost])], ['SOURCE'])
  expect(unreadable.get('erp' as SourceName)).toBe(lost.length)
  expect(groups).toMatchObject([{ source: 'erp', debits: { amount: '1.00' }, credits: { amount: '1.00' } }])
})

test('lines that nobody counts are as many as nobody knows, of the groups that have some', () => {
  const { groups, unreadable } = balanceLedgers(
    [books([{ amount: '1.00' }, { amount: '2.00', rows: null }, { amount: '3.00', account: 'b' }])],
    ['ACCOUNT'],
  )
  expect(groups.map(({ debits, lines }) => [debits.amount, lines])).toEqual([
    ['3.00', null],
    ['3.00', 1],
  ])
  expect(unreadable.get('erp' as SourceName)).toBe(0)
})
