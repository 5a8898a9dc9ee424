import { describe, expect, test } from 'vitest'
import { dayIn, daysPastDue } from '../../gateway/stitch/subgraph/overdue.ts'
import { ask, noon } from './ask.ts'
import { companySource, invoice, rows } from './data.ts'
import { fakeReader } from './fake-reader.ts'

const due = { dueDate: '2026-03-10', status: 'OPEN', openAmount: '100.00' }

describe('an invoice is late', () => {
  test.each([
    ['by days since its due date', {}, 5],
    ['across the change to summer time', { dueDate: '2025-10-20' }, 146],
    ['also when partly paid', { status: 'PARTIALLY_PAID' }, 5],
    ['also when the open amount is not told', { openAmount: null }, 5],
    ['not on the due date', { dueDate: '2026-03-15' }, 0],
    ['not before it', { dueDate: '2026-04-01' }, 0],
    ['not when nothing is open', { openAmount: '0.00' }, 0],
    ['not when nothing is open, whatever its status', { openAmount: '-0', status: 'UNKNOWN', dueDate: null }, 0],
    ['not when paid', { status: 'PAID', dueDate: null }, 0],
    ['not as a draft', { status: 'DRAFT' }, 0],
    ['or not: unknown without a due date', { dueDate: null }, null],
    ['or not: unknown without a status', { status: 'UNKNOWN' }, null],
    ['or not: unknown with a status of no meaning here', { status: 'OTHER' }, null],
  ])('%s', (_how, change, days) => {
    expect(daysPastDue({ ...due, ...change }, '2026-03-15')).toBe(days)
  })
})

describe('today', () => {
  test.each([
    ['UTC', '2026-03-15'],
    ['Asia/Tokyo', '2026-03-16'],
    ['America/Los_Angeles', '2026-03-15'],
  ])('in %s is %s', (zone, day) => {
    expect(dayIn(zone, noon + 4 * 3_600_000)).toBe(day)
  })
})

describe('in a query', () => {
  const query = (args = '') => `{ invoices { nodes { isOverdue${args} daysPastDue${args} } } }`
  const late = async (timeZone: string, text = query(), now = noon) => {
    const { data, errors } = await ask(fakeReader(companySource({}, { timeZone }), rows), text, { now })
    expect(errors).toEqual([])
    return data.invoices.nodes.map(({ isOverdue, daysPastDue }: Record<string, unknown>) => [isOverdue, daysPastDue])
  }

  test('it is judged by today at the company', async () => {
    const evening = noon + 10 * 3_600_000
    expect(await late('America/New_York', query(), evening)).toEqual([
      [true, 1],
      [false, 0],
      [false, 0],
    ])
    expect(await late('Pacific/Auckland', query(), evening)).toEqual([
      [true, 2],
      [true, 1],
      [false, 0],
    ])
  })

  test('or by the day asked for', async () => {
    expect(await late('UTC', query('(asOf: "2026-03-20")'))).toEqual([
      [true, 6],
      [true, 5],
      [false, 0],
    ])
    expect(await late('UTC', query('(asOf: null)'))).toEqual(await late('UTC'))
  })

  test('it fails when an input cannot be read, and is null when one is not mapped', async () => {
    const broken = {
      decode: () => {
        throw new Error('odd')
      },
    }
    const answer = await ask(
      fakeReader(companySource({ Invoice: { dueDate: broken } }), { Invoice: [invoice('I1', '1')] }),
      query(),
    )
    expect(answer.data.invoices.nodes).toEqual([{ isOverdue: null, daysPastDue: null }])
    expect(answer.errors).toHaveLength(2)
    const unmapped = await ask(
      fakeReader(companySource({ Invoice: { dueDate: undefined } }), { Invoice: [invoice('I1', '1')] }),
      query(),
    )
    expect(unmapped).toEqual({ data: { invoices: { nodes: [{ isOverdue: null, daysPastDue: null }] } }, errors: [] })
  })
})
