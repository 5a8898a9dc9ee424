import { expect, test } from 'vitest'
import type { SourceKey, SourceName } from '../../gateway/connector/index.ts'
import { type CreditQuestion, decideCredit } from '../../gateway/views/credit-check.ts'
import { createRateTable } from '../../gateway/views/rates.ts'

const source = 'books' as SourceName
const record = { type: 'Customer', source, key: 'C1' as SourceKey } as const
const values = { hold: 'NONE', unlimited: true, scope: { kind: 'COMPANY', code: null } }
const row = { record: { ...record, type: 'CreditStatus', values, readAt: 0, row: {} }, servedFrom: 'LIVE' } as const

const decide = (unknownLinks: CreditQuestion['unknownLinks']) =>
  decideCredit(
    {
      amount: { amount: '1', currency: 'EUR' },
      inputs: [{ record, part: { source, rows: [row], calls: 1 }, tellsCredit: true, today: '2026-03-15' }],
      unknownLinks,
    },
    { overLimit: 'REVIEW', rates: createRateTable([], 7) },
  )

test('who has room in every scope that is known gets a yes only while no other can be missing', () => {
  expect(decide([]).decision).toBe('APPROVED')
  expect(decide(['crm'])).toMatchObject({
    decision: 'UNKNOWN',
    reasons: [{ reason: 'CUSTOMER_UNKNOWN', source: 'crm' }, { reason: 'UNLIMITED' }],
  })
})

test('records that lead ever further from one to the next are no known customer, though no single system is to blame', () => {
  expect(decide([null])).toMatchObject({
    decision: 'UNKNOWN',
    reasons: [{ reason: 'CUSTOMER_UNKNOWN', source: null }, { reason: 'UNLIMITED' }],
  })
})
