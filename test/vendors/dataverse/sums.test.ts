import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Filter } from '../../../gateway/connector/index.ts'
import type { AggregateQuery, AggregateResult, Measure } from '../../../gateway/read/index.ts'
import connector from '../../../subgraphs/dataverse/connector.ts'
import type { Settings } from '../../../subgraphs/dataverse/settings.ts'
import module from '../../../subgraphs/dataverse/simulator.ts'
import { aggregation } from '../../../subgraphs/dataverse/simulator-apply.ts'
import { grammar } from '../../../subgraphs/dataverse/simulator-grammar.ts'
import { appliedTo } from '../../../subgraphs/dialects/odata/simulate-apply.ts'
import type { EntitySetModel } from '../../../subgraphs/dialects/odata/simulate-model.ts'
import { withDefaults } from '../../conformance/vendor-folder.ts'
import { company, type Environment, openEnvironment, openWorld, scope } from './environment.ts'

const deals = company.opportunities.filter(({ system }) => system === 'dataverse')
const formatted = 'OData.Community.Display.V1.FormattedValue'

describe('an environment that adds up', () => {
  let [converting, plain]: Environment[] = []
  beforeAll(async () => {
    converting = await openEnvironment()
    plain = await openEnvironment({ sumsInBaseCurrency: false })
  })
  afterAll(() => Promise.all([converting, plain].map((own) => own![Symbol.asyncDispose]())))

  const apply = async (text: string, own = plain!, headers = {}) =>
    (await own.get('opportunities', { apply: text }, headers)).body

  test('counts rows by a choice, and tells its label to who asks', async () => {
    const prefer = { prefer: `odata.include-annotations="${formatted}"` }
    const { value } = await apply('groupby((statecode),aggregate($count as n))', plain, prefer)
    const open = deals.filter(({ status }) => status === 'open').length
    expect(value).toContainEqual({ [`statecode@${formatted}`]: 'Open', statecode: 0, n: open })
    const bare = await apply('groupby((statecode),aggregate($count as n))')
    expect(bare.value).toContainEqual({ statecode: 0, n: open })
  })

  test('leaves a key without a value out of its group, and takes texts that differ in case for one', () => {
    const set: EntitySetModel = {
      ...{ name: 'accounts', key: ['accountid'], navigations: {}, indexes: [] },
      properties: { accountid: { type: 'Guid' }, name: { type: 'String' } },
      rows: [{ name: 'Acme' }, { name: 'ACME' }, { name: null }],
    }
    const database = {
      name: 'crm',
      names: new Map(),
      sets: { accounts: { ...set, amounts: [], labels: {}, tables: {} } },
    }
    const rules = aggregation(database)
    expect(appliedTo(set, 'groupby((name),aggregate($count as n))', grammar, rules)).toEqual([
      { name: 'Acme', n: 2 },
      { n: 1 },
    ])
  })

  test('adds up amounts, or what they are worth in the base currency; a sum of nothing is 0', async () => {
    const total =
      'filter(estimatedvalue ne null)/aggregate(estimatedvalue with sum as own,estimatedvalue_base with sum as base)'
    const [own, converted] = [(await apply(total)).value[0], (await apply(total, converting)).value[0]]
    expect(own.own).not.toBe(own.base)
    expect(converted).toEqual({ own: own.base, base: own.base })
    const none = 'filter(estimatedvalue eq null)/aggregate(estimatedvalue with sum as own,$count as n)'
    expect((await apply(none)).value[0]).toMatchObject({ own: 0 })
  })

  test.each([
    ['groupby((estimatedclosedate))', '0x80060888'],
    ['groupby((createdon))', '0x80060888'],
    ['aggregate(name with sum as s)', '0x80060888'],
    ['groupby((statecode)', '0x80060888'],
  ])('refuses %s', async (text, code) => {
    expect((await apply(text)).error.code).toBe(code)
  })

  test('takes 50,000 rows and no more, and says so in words of its own', () => {
    const row = { accountid: 'a' }
    const set = (count: number): EntitySetModel => ({
      ...{ name: 'accounts', key: ['accountid'], navigations: {}, indexes: [] },
      properties: { accountid: { type: 'Guid' } },
      rows: Array.from({ length: count }, () => row),
    })
    const rules = aggregation({ name: 'crm', names: new Map(), sets: {} })
    const count = (rows: number) => appliedTo(set(rows), 'aggregate($count as n)', grammar, rules)
    expect(count(50_000)).toEqual([{ n: 50_000 }])
    expect(() => count(50_001)).toThrow('AggregateQueryRecordLimit exceeded. Cannot perform this operation.')
  })
})

const [amount, currency] = ['amount.document.amount', 'amount.document.currency']
const measures: Measure[] = [
  { kind: 'count', field: amount },
  { kind: 'sum', field: amount },
]
const byCurrency: AggregateQuery = { entity: 'Opportunity', groupBy: [{ field: currency }], measures }

describe('the connector', () => {
  const settings = (over: Partial<Settings> = {}) =>
    ({ ...withDefaults(connector as never, module.config('https://contoso.crm4.dynamics.com')), ...over }) as Settings
  const summable = (over: Partial<Settings>) => {
    const { fields } = connector.entities(settings(over)).Opportunity!
    const sums = (path: keyof typeof fields) => {
      const field = fields[path]
      return field !== undefined && !('absent' in field) && field.aggregatable?.sum === true
    }
    return [sums('amount.document.amount'), sums('amount.base.amount')]
  }

  test.each<[string, Partial<Settings>, [boolean, boolean]]>([
    ['of several currencies only in the base currency', {}, [false, true]],
    ['as they stand where somebody has looked', { sumsInBaseCurrency: false }, [true, true]],
    ['where there is no currency but the base one', { currencies: { [`${'0'.repeat(8)}`]: 'EUR' } }, [true, true]],
    ['of another currency not', { currencies: { [`${'0'.repeat(8)}`]: 'PLN' } }, [false, true]],
    ['of an unknown base currency not', { baseCurrency: undefined }, [false, false]],
  ])('leaves sums of amounts %s', (_name, over, expected) => {
    expect(summable(over)).toEqual(expected)
  })

  const given = { sumsInBaseCurrency: false }

  const keys = 'groupby((_transactioncurrencyid_value),'

  test('asks for deals with an amount and for those without one in one batch, and tells each once', async () => {
    await using world = await openWorld(given, {}, given)
    let told: AggregateResult | undefined
    const calls = await world.callsFor(async () => {
      told = await world.reader.aggregate(byCurrency, scope())
    })
    expect(calls.map((call) => call.replace('POST $batch ', '').split('\n'))).toEqual([
      [
        `opportunities?$apply=filter(estimatedvalue ne null)/${keys}aggregate($count as r,estimatedvalue with sum as m2))`,
        `opportunities?$apply=filter(estimatedvalue eq null)/${keys}aggregate($count as r))`,
      ],
    ])
    const of = (code: string) => deals.filter((deal) => deal.currency === code && deal.amount !== null).length
    const counted = Object.fromEntries(told!.groups.map(({ key, rows }) => [key[0], rows]))
    expect(counted).toMatchObject({ EUR: of('EUR'), PLN: of('PLN') })
    expect([told!.native, told!.groups.reduce((rows, group) => rows + group.rows!, 0)]).toEqual([true, deals.length])
  })

  test('asks for one of several states by equalities', async () => {
    await using world = await openWorld(given, {}, given)
    const filter: Filter = { kind: 'in', field: 'status', values: ['OPEN', 'LOST'] }
    const count: AggregateQuery = { entity: 'Opportunity', groupBy: [], measures: [{ kind: 'count' }], filter }
    const calls = await world.callsFor(() => world.reader.aggregate(count, scope()))
    expect(calls).toEqual(['GET opportunities $apply=filter(statecode eq 0 or statecode eq 2)/aggregate($count as r)'])
  })

  test('asks once where nothing is measured, and for labels where steps are grouped by', async () => {
    const steps = { ...given, stageColumn: 'salesstage' }
    await using world = await openWorld(steps, {}, given)
    const byStep: AggregateQuery = {
      entity: 'Opportunity',
      groupBy: [{ field: 'stage.name' }],
      measures: [{ kind: 'count' }],
    }
    let told: AggregateResult | undefined
    const calls = await world.callsFor(async () => {
      told = await world.reader.aggregate(byStep, scope())
    })
    expect(calls).toEqual(['GET opportunities $apply=groupby((salesstage),aggregate($count as r))'])
    const names = new Set(deals.map(({ stageId }) => company.stages[stageId]!.name))
    expect(new Set(told!.groups.map(({ key }) => key[0]))).toEqual(names)
  })

  test('reads the rows of more than the environment adds up, and asks it no more in vain', async () => {
    await using world = await openWorld(given, {}, { ...given, aggregateRows: deals.length - 1 })
    await using whole = await openWorld(given, {}, given)
    const count: AggregateQuery = { entity: 'Opportunity', groupBy: [], measures: [{ kind: 'count' }] }
    const calls = await world.callsFor(async () => {
      const { groups, native } = await world.reader.aggregate(count, scope())
      expect([groups, native]).toEqual([(await whole.reader.aggregate(count, scope())).groups, false])
    })
    expect(calls.map((call) => call.split(' ')[2]!.slice(0, 7))).toEqual(['$apply=', '$select'])
  })
})
