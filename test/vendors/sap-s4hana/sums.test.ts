import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Answer,
  and,
  bindSource,
  type Connector,
  column,
  compare,
  type Link,
  type NativeAggregate,
  type NativeRequest,
  oneOf,
} from '../../../gateway/connector/index.ts'
import { compileDecoder } from '../../../gateway/read/decode.ts'
import { fetchAnalytic, renderAnalytic } from '../../../subgraphs/dialects/odata/analytic.ts'
import { v2 } from '../../../subgraphs/dialects/odata/dialect.ts'
import connector from '../../../subgraphs/sap-s4hana/connector.ts'
import module from '../../../subgraphs/sap-s4hana/simulator.ts'
import { withDefaults } from '../../conformance/vendor-folder.ts'
import { company, openSystem, type System } from './system.ts'

// Metadata of API_GLACCOUNTLINEITEM: `sap:semantics="aggregate"`, dimensions, and amounts that are measures and not filterable.
const service = '/sap/opu/odata/sap/API_GLACCOUNTLINEITEM'
const address = {
  ...{ service, key: ['CompanyCode', 'AccountingDocument'], origin: 'https://sap.example' },
  ...{ maxUrlChars: 6_000, maxAlternatives: 100 },
}
const amount = column('AmountInCompanyCodeCurrency', 'number')
const question: NativeAggregate = {
  ...{ object: 'GLAccountLineItem', hint: undefined },
  groupBy: [{ column: column('GLAccount') }, { column: column('CompanyCodeCurrency') }],
  measures: [{ kind: 'sum', column: amount }],
  filter: compare(column('Ledger'), 'eq', '0L'),
}
const render = (over: Partial<NativeAggregate> = {}) => renderAnalytic({ ...question, ...over }, address, v2, 2)

const json = (results: readonly object[]): Answer => {
  const text = JSON.stringify({ d: { results } })
  return { status: 200, headers: {}, body: Buffer.from(text), text: () => text, json: () => JSON.parse(text) }
}

describe('what is asked', () => {
  test('is what makes the groups, in their order, and never the key, which would make a row of each line', () => {
    expect(render().text).toBe(
      `GET ${service}/GLAccountLineItem?$select=GLAccount,CompanyCodeCurrency,AmountInCompanyCodeCurrency&$filter=Ledger eq '0L'&$orderby=GLAccount,CompanyCodeCurrency&$top=2`,
    )
  })

  test('of many accounts goes in parts of a batch, whose groups are told apart', () => {
    const accounts = Array.from({ length: 150 }, (_, i) => `${1_000_000_000 + i}`)
    const request = render({ filter: and(question.filter!, oneOf(column('GLAccount'), ...accounts)) })
    expect([request.path, request.credentials]).toEqual([`${service}/$batch`, ['csrf']])
    const gets = [...request.body!.matchAll(/^GET (\S+) /gm)].map(([, url]) => decodeURIComponent(url!))
    expect(gets.map((get) => get.match(/'\d+'/g)!.length)).toEqual([100, 50])
  })

  test('goes on behind the groups that were told', async () => {
    const row = (account: string, total: string) => ({
      ...{ __metadata: {}, GLAccount: account, CompanyCodeCurrency: 'EUR' },
      AmountInCompanyCodeCurrency: total,
    })
    const asked: NativeRequest[] = []
    const answers = [json([row('1', '2.50'), row('2', '-1.00')]), json([row('3', '12345678901234567.891')])]
    const link: Link = { call: async (request) => answers[asked.push(request) - 1]! }
    const first = await fetchAnalytic(render(), link)
    expect(first.groups).toEqual([
      { group: ['1', 'EUR'], measures: ['2.50'] },
      { group: ['2', 'EUR'], measures: ['-1.00'] },
    ])
    const last = await fetchAnalytic(first.next!, link)
    expect(last).toEqual({ groups: [{ group: ['3', 'EUR'], measures: ['12345678901234567.891'] }] })
    expect(asked[1]!.text).toContain('&$top=2&$skip=2')
  })

  test('is never a count, which the set has none of', () => {
    expect(() => render({ measures: [{ kind: 'count' }] })).toThrow()
  })
})

describe('the set', () => {
  let system: System
  beforeAll(async () => {
    system = await openSystem()
  })
  afterAll(() => system.simulator.close())

  const set = 'GLAccountLineItem'
  const lines = company.journalEntries.filter((entry) => entry.system === 'sap').flatMap((entry) => entry.lines)

  test('adds up over what is not selected, and tells every line with its key', async () => {
    const filter = "Ledger eq '0L'"
    const sums = await system.list(set, { filter, select: 'GLAccount,DebitCreditCode,AmountInCompanyCodeCurrency' })
    const sides = new Set(lines.map(({ accountId, side }) => `${company.glAccounts[accountId]!.key} ${side}`))
    expect(sums.rows).toHaveLength(sides.size)
    const cents = (text: unknown) => Math.round(Number(text) * 100)
    const total = sums.rows.reduce((sum, row) => sum + cents(row.AmountInCompanyCodeCurrency), 0)
    expect(total).toBe(0)
    expect(sums.rows.every((row) => cents(row.AmountInCompanyCodeCurrency) < 0 === (row.DebitCreditCode === 'H'))).toBe(
      true,
    )
    const key = 'Ledger,CompanyCode,FiscalYear,AccountingDocument,LedgerGLLineItem'
    const { body } = await system.list(set, { filter, select: key, top: '1', inlinecount: 'allpages' })
    expect(body.d.__count).toBe(String(lines.length))
  })

  test('pages its groups in an order of what is selected, and refuses any other, and filters by amounts', async () => {
    const select = 'GLAccount,AmountInCompanyCodeCurrency'
    const all = await system.list(set, { select, orderby: 'GLAccount' })
    const second = await system.list(set, { select, orderby: 'GLAccount', top: '1', skip: '1' })
    expect(second.rows.map(({ GLAccount }) => GLAccount)).toEqual([all.rows[1]!.GLAccount])
    expect((await system.list(set, { select, orderby: 'PostingDate' })).status).toBeGreaterThanOrEqual(400)
    const byAmount = await system.list(set, { select, filter: 'AmountInCompanyCodeCurrency gt 0M' })
    expect(byAmount.status).toBeGreaterThanOrEqual(400)
  })
})

describe('the side of a posting', () => {
  const booked = ['side', 'isNegativePosting', 'booked.debit', 'booked.credit', 'booked.currency']
  const row = (DebitCreditCode: string, AmountInCompanyCodeCurrency: string) => ({
    ...{ CompanyCode: '1010', FiscalYear: '2026', AccountingDocument: '1', LedgerGLLineItem: '000001', Ledger: '0L' },
    ...{ SourceLedger: '0L', CompanyCodeCurrency: 'EUR', DebitCreditCode, AmountInCompanyCodeCurrency },
  })
  const valuesOf = (signedPostings: boolean, rows: readonly ReturnType<typeof row>[]) => {
    const sap = connector as unknown as Connector
    const settings = withDefaults(sap, { ...module.config('http://localhost'), signedPostings })
    const source = bindSource({ name: 'sap', connector: sap, settings }, ['JournalLine'])
    const decode = compileDecoder(source, 'JournalLine', booked, () => 0)
    return rows.map((one) => {
      const { side, isNegativePosting, booked } = decode(one).values
      return [side, isNegativePosting, booked]
    })
  }
  const on = (debit: string, credit: string) => ({ debit, credit, currency: 'EUR' })

  test('is that of its code, and its sign tells whether it takes something back', () => {
    expect(valuesOf(true, [row('S', '100.00'), row('H', '-100.00'), row('S', '-100.00'), row('H', '100.00')])).toEqual([
      ['DEBIT', false, on('100.00', '0.00')],
      ['CREDIT', false, on('0.00', '100.00')],
      ['CREDIT', true, on('-100.00', '0.00')],
      ['DEBIT', true, on('0.00', '-100.00')],
    ])
  })

  test('is that of its code where amounts have no sign of their side', () => {
    expect(valuesOf(false, [row('S', '100.00'), row('H', '100.00'), row('S', '-100.00'), row('H', '-100.00')])).toEqual(
      [
        ['DEBIT', false, on('100.00', '0.00')],
        ['CREDIT', false, on('0.00', '100.00')],
        ['CREDIT', true, on('-100.00', '0.00')],
        ['DEBIT', true, on('0.00', '-100.00')],
      ],
    )
  })
})
