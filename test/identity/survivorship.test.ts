import { describe, expect, test } from 'vitest'
import { type Candidate, fieldGroupOf, policyOf, survive } from '../../gateway/identity/index.ts'

const held = (source: string, value: string | null, modifiedAt?: string, modifiedPrecision = 'INSTANT'): Candidate => ({
  record: `record of ${source}`,
  source,
  value,
  ...(modifiedAt === undefined ? {} : { modifiedAt, modifiedPrecision }),
})
const rank = (source: string) => ['erp', 'crm', 'shop'].indexOf(source)
const older = '2026-01-01T00:00:00Z'
const newer = '2026-02-01T00:00:00Z'

describe('of several values', () => {
  test('the first source wins, and the others are named with their records', () => {
    expect(survive([held('shop', 'C'), held('crm', 'B'), held('erp', 'A')], 'SOURCE_ORDER', rank)).toEqual({
      value: 'A',
      record: 'record of erp',
      source: 'erp',
      rule: 'SOURCE_ORDER',
      others: [
        { value: 'B', records: ['record of crm'] },
        { value: 'C', records: ['record of shop'] },
      ],
    })
  })

  test('empty ones take no part, and without any there is none', () => {
    expect(survive([held('erp', null), held('crm', ' '), held('shop', 'C')], 'SOURCE_ORDER', rank)?.value).toBe('C')
    expect(survive([held('erp', null)], 'LONGEST', rank)).toBeUndefined()
  })

  test('the newest wins where all tell their time to the second', () => {
    expect(survive([held('erp', 'A', older), held('crm', 'B', newer, 'SECOND')], 'MOST_RECENT', rank)).toMatchObject({
      value: 'B',
      rule: 'MOST_RECENT',
    })
  })

  test.each(['MINUTE', 'DAY', 'NONE'])('a time to the %s does not say which is newer', (precision) => {
    expect(survive([held('erp', 'A', older), held('crm', 'B', newer, precision)], 'MOST_RECENT', rank)).toMatchObject({
      value: 'A',
      rule: 'SOURCE_ORDER',
    })
  })

  test('the longest wins, and of equals the first source’s', () => {
    expect(survive([held('erp', 'A'), held('crm', 'BBB'), held('shop', 'CCC')], 'LONGEST', rank)?.value).toBe('BBB')
  })

  test('case, blanks and trailing zeros are no difference', () => {
    expect(survive([held('erp', 'Berg  AG'), held('crm', ' BERG ag')], 'SOURCE_ORDER', rank)?.others).toEqual([])
    expect(survive([held('erp', '10.00'), held('crm', '10.0')], 'SOURCE_ORDER', rank)?.others).toEqual([])
    expect(survive([held('erp', '100'), held('crm', '10')], 'SOURCE_ORDER', rank)?.others).toHaveLength(1)
  })
})

test('a policy holds for a field and what is in it, and the first that names it wins', () => {
  const rules = {
    Customer: [
      { fields: ['paymentTerm'], rule: 'LONGEST', order: [] },
      { fields: ['paymentTerm.code', 'name'], rule: 'MOST_RECENT', order: ['crm'] },
    ],
  } as const
  expect(policyOf(rules, 'Customer', 'paymentTerm.code').rule).toBe('LONGEST')
  expect(policyOf(rules, 'Customer', 'name')).toMatchObject({ rule: 'MOST_RECENT', order: ['crm'] })
  expect(policyOf(rules, 'Customer', 'names').rule).toBe('SOURCE_ORDER')
  expect(policyOf(rules, 'Item', 'name').rule).toBe('SOURCE_ORDER')
})

test('ledgers know names, sales knows owners, and who stocks an article knows it', () => {
  expect([fieldGroupOf('Customer', 'name'), fieldGroupOf('Customer', 'owner'), fieldGroupOf('Item', 'name')]).toEqual([
    'ledger',
    'sales',
    'stock',
  ])
})
