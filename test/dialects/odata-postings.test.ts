import { describe, expect, test } from 'vitest'
import { bookedAmount, postedOn, signedAmount, signedOn } from '../../subgraphs/dialects/odata/postings.ts'

/** How a line shows, and what it adds to either side; as vendors write it in two columns, and as one signed amount with a code. */
const lines = [
  ['a debit', { debit: '5.00', credit: '0' }, ['5.00', false], ['DEBIT', false], ['5.00', '0.00']],
  ['a credit', { debit: '0', credit: '5.00' }, ['-5.00', true], ['CREDIT', false], ['0.00', '5.00']],
  ['a negative debit', { debit: '-5.00', credit: '0' }, ['-5.00', false], ['CREDIT', true], ['-5.00', '0.00']],
  ['a negative credit', { debit: '0', credit: '-5.00' }, ['5.00', true], ['DEBIT', true], ['0.00', '-5.00']],
] as const

const plain = (amount: string | null) => amount && String(Number(amount))

describe.each(lines)('%s', (_name, row, [amount, isCredit], [side, isNegativePosting], [debit, credit]) => {
  test('shows on its side', () => {
    expect(postedOn(row, [['debit', 'credit']])).toEqual({ side, isNegativePosting })
    expect(signedOn(amount, isCredit)).toEqual({ side, isNegativePosting })
  })

  test('adds to the side that it is booked on: less than nothing where it is taken back', () => {
    const told = ([0, 1] as const).map((at) => plain(bookedAmount(row, ['debit', 'credit'], at)))
    expect(told).toEqual([plain(debit), plain(credit)])
    expect([signedAmount(amount, isCredit, 'DEBIT'), signedAmount(amount, isCredit, 'CREDIT')]).toEqual([debit, credit])
  })
})

test('what is not told is nothing on no side; a side that is not used is nothing on its own', () => {
  expect(([0, 1] as const).map((at) => bookedAmount({}, ['debit', 'credit'], at))).toEqual([null, null])
  expect(([0, 1] as const).map((at) => bookedAmount({ debit: '1' }, ['debit', 'credit'], at))).toEqual(['1', '0'])
  expect([signedAmount(null, true, 'DEBIT'), signedAmount(null, true, 'CREDIT')]).toEqual([null, null])
})
