import { expect, test } from 'vitest'
import { type Answer, column, type NativeAggregate } from '../../../gateway/connector/index.ts'
import type { Settings } from '../../../subgraphs/odoo/settings.ts'
import { sumsOf, sumsRequest } from '../../../subgraphs/odoo/wire.ts'

const question: NativeAggregate = {
  ...{ object: 'account.move.line', hint: undefined },
  groupBy: [{ column: column('account_id', 'guid') }],
  measures: [{ kind: 'count' }, { kind: 'sum', column: column('debit', 'number') }],
}
const settings = {
  ...{ url: 'https://odoo.example', database: 'books', version: '19', protocol: 'json2', apiKey: 'secret', userId: 7 },
  ...{ companies: ['1'], lang: 'en_US', timeZone: 'Europe/Vienna' },
} as unknown as Settings

const answer = (said: unknown): Answer => {
  const text = JSON.stringify(said)
  return { status: 200, headers: {}, body: Buffer.from(text), text: () => text, json: () => said }
}
const groups = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ account_id: [i + 1, `${i}`], __count: 2, 'debit:sum': 1.5 }))

test('a question for sums is one call of the method that the release has, days being those of the company', () => {
  const context = { lang: 'en_US', allowed_company_ids: [1], active_test: false, tz: 'Europe/Vienna' }
  const newer = sumsRequest(question, settings)
  expect([newer.method, newer.path]).toEqual(['POST', '/json/2/account.move.line/formatted_read_group'])
  expect(JSON.parse(newer.body!)).toEqual({
    ...{ domain: [], groupby: ['account_id'], aggregates: ['__count', 'debit:sum'], limit: 10_000, context },
  })
  const older = sumsRequest(question, { ...settings, version: '17', protocol: 'jsonrpc' })
  const { service, method, args } = JSON.parse(older.body!).params
  expect([older.path, service, method, ...args.slice(0, 2), ...args.slice(3, 6)]).toEqual([
    ...['/jsonrpc', 'object', 'execute_kw', 'books', 7],
    ...['account.move.line', 'read_group', [[]]],
  ])
  expect(args[6]).toEqual({
    ...{ fields: ['__count', 'm1:sum(debit)'], groupby: ['account_id'], lazy: false, limit: 10_000, context },
  })
  expect(older.text).not.toContain('secret')
})

test('as many groups as were asked for may not be all; fewer are', () => {
  const { hint } = sumsRequest(question, settings)
  expect(sumsOf(answer(groups(2)), hint)).toEqual({
    groups: [
      { group: [[1, '0']], measures: [2, 1.5] },
      { group: [[2, '1']], measures: [2, 1.5] },
    ],
  })
  expect(sumsOf(answer(groups(9_999)), hint).isTooMuch).toBeUndefined()
  expect(sumsOf(answer(groups(10_000)), hint)).toEqual({ groups: [], isTooMuch: true })
})

test('an answer without a list is none', () => {
  const { hint } = sumsRequest(question, settings)
  for (const said of [null, {}, { result: 7 }, [null]]) expect(() => sumsOf(answer(said), hint)).toThrow()
})
