import { describe, expect, test } from 'vitest'
import type { EntityName, Filter, Lack, Source } from '../../gateway/connector/index.ts'
import { lacksOf } from '../../gateway/read/lacks.ts'
import { isComplete, type Part, remarkOn, statusOf } from '../../gateway/views/part.ts'
import { openInvoices } from '../../gateway/views/receivables-aging.ts'

const sourceWith = (...lacks: Lack[]) => ({ name: 'books', entities: { Invoice: { lacks } } }) as unknown as Source
const missed = (lack: Lack, filter?: Filter) => lacksOf(sourceWith(lack), { entity: 'Invoice', filter }).length > 0
const eq = (field: string, value: string): Filter => ({ kind: 'compare', field, op: 'eq', value })
const ne = (field: string, value: string): Filter => ({ kind: 'compare', field, op: 'ne', value })
const bothOf = ({ where }: Lack, ...more: Filter[]): Filter => ({
  kind: 'and',
  terms: [...Object.entries(where).map(([path, values]) => isIn(path, ...values)), ...more],
})
const isIn = (field: string, ...values: string[]): Filter => ({ kind: 'in', field, values })

const creditNotes: Lack = { where: { kind: ['CREDIT_NOTE'] } }
const ofSuppliers: Lack = { where: { kind: ['CREDIT_NOTE'], direction: ['PAYABLE'] } }
const openInTime: Lack = { where: { status: ['OPEN', 'PARTIALLY_PAID'] }, isListed: true }

describe('records that are not read are missed', () => {
  test.each<[string, Lack, Filter | undefined, boolean]>([
    ['by a question for all', creditNotes, undefined, true],
    ['by a question that is about something else', creditNotes, eq('number', 'R-1'), true],
    ['by a question for them', creditNotes, eq('kind', 'CREDIT_NOTE'), true],
    ['not by one for others', creditNotes, eq('kind', 'STANDARD'), false],
    ['by one for some of them', creditNotes, isIn('kind', 'STANDARD', 'CREDIT_NOTE'), true],
    ['not where another condition leaves them out', ofSuppliers, openInvoices, false],
    [
      'by one of two alternatives',
      ofSuppliers,
      { kind: 'or', terms: [openInvoices, eq('direction', 'PAYABLE')] },
      true,
    ],
    ['by a question for what is not something else', creditNotes, { kind: 'not', term: eq('kind', 'STANDARD') }, true],
    ['not by one for all but them', creditNotes, ne('kind', 'CREDIT_NOTE'), false],
    ['nor in other words', creditNotes, { kind: 'not', term: isIn('kind', 'CREDIT_NOTE', 'OTHER') }, false],
    [
      'by one for all but some of them',
      ofSuppliers,
      { kind: 'not', term: bothOf(ofSuppliers, eq('number', '1')) },
      true,
    ],
    ['not by one for all but them, described in full', ofSuppliers, { kind: 'not', term: bothOf(ofSuppliers) }, false],
    ['not by one for those without a kind', creditNotes, { kind: 'isNull', field: 'kind', value: true }, false],
    ['by one for those with a kind', creditNotes, { kind: 'isNull', field: 'kind', value: false }, true],
    ['by a condition that compares otherwise', creditNotes, { ...eq('kind', 'A'), op: 'gte' } as Filter, true],
  ])('%s', (_, lack, filter, expected) => expect(missed(lack, filter)).toBe(expected))
})

describe('records of one side are missed', () => {
  const missedBy = (parent: EntityName, relation: string, lack: Lack) =>
    lacksOf(sourceWith(lack), { entity: 'Invoice', of: { parent, relation } }).length > 0
  test.each<[string, EntityName, string, Lack, boolean]>([
    ['by what a supplier has billed', 'Supplier', 'bills', ofSuppliers, true],
    ['not by what a customer was billed', 'Customer', 'invoices', ofSuppliers, false],
    ['by either where the connector tells no side', 'Customer', 'invoices', creditNotes, true],
    ['not because of their side where lists have them', 'Customer', 'invoices', openInTime, false],
  ])('%s', (_, parent, relation, lack, expected) => expect(missedBy(parent, relation, lack)).toBe(expected))
})

describe('records whose state the source tells too late are missed', () => {
  test.each<[string, Filter | undefined, boolean]>([
    ['not by a list of all', undefined, false],
    ['not by a question about something else', eq('number', 'R-1'), false],
    ['by a question for the state', openInvoices, true],
    ['not by one for another state', eq('status', 'DRAFT'), false],
    ['by one for all but a state', { kind: 'not', term: eq('status', 'PAID') }, true],
  ])('%s', (_, filter, expected) => expect(missed(openInTime, filter)).toBe(expected))
})

test('a part that lacks something is partial, and says what in the names of the model', () => {
  const lacks = lacksOf(sourceWith(creditNotes, openInTime), { entity: 'Invoice', filter: openInvoices })
  const part: Part = { source: 'books' as Source['name'], rows: [], calls: 1, unreadable: 2, lacks }
  expect(statusOf(part)).toBe('PARTIAL')
  expect(isComplete(part)).toBe(false)
  expect(remarkOn(part)).toBe(
    '2 of the rows lack what is counted here. ' +
      'Not every Invoice with kind CREDIT_NOTE is found in the source "books". ' +
      'Not every Invoice with status OPEN or PARTIALLY_PAID is found in the source "books".',
  )
  expect(remarkOn({ ...part, unreadable: 0, lacks: [] })).toBeNull()
})
