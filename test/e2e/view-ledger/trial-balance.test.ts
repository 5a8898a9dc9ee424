import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Company, System } from '../../../subgraphs/simulator/company/types.ts'
import { plain, sourceOf } from '../company.ts'
import { openWorld, type World } from '../world.ts'
import { asTold, balances, type Check, type Group, shown, systems, truth } from './books.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ onLastDay: true, scale: 0.05, systems })
}, 60_000)
afterAll(() => world.close())
beforeEach(() => world.recover())

const live = { 'cache-control': 'no-cache' }
const ledgers = ['sap', 'netsuite', 'odoo', 'businessCentral', 'financeOperations', 'businessOne'] as const

describe('balances of the ledgers', () => {
  test('are those of the books of every system, to the cent, in the currency of each company', async () => {
    const { data, errors, calls } = await world.ask(balances, {}, live)
    expect(errors).toEqual([])
    const { groups, balanced, remarks, complete } = data.trialBalance
    expect(shown(groups)).toEqual(truth(world.company, { to: world.company.today }))
    expect({ balanced, remarks, complete }).toEqual({ balanced: true, remarks: [], complete: true })
    expect(abroad(world.company)).toBeGreaterThan(100)
    expect(calls).toEqual(callsFor(() => true))
  })

  test('have what was posted before the first day as opening balance, and none of what came after the last', async () => {
    const days = { from: '2026-01-01', to: '2026-06-30' }
    const { data, errors, calls } = await world.ask(balances, days, live)
    expect(errors).toEqual([])
    expect(shown(data.trialBalance.groups)).toEqual(truth(world.company, days))
    expect(data.trialBalance.groups.some(({ opening }: Group) => plain(opening.amount) !== '0')).toBe(true)
    expect(data.trialBalance.ledgers.every(({ to }: Check) => to === days.to)).toBe(true)
    // Two questions, each for its own days.
    const before = callsFor((on) => on < days.from)
    const within = callsFor((on) => on >= days.from && on <= days.to, 0)
    expect(calls).toEqual(Object.fromEntries(Object.keys(before).map((name) => [name, before[name]! + within[name]!])))
  })

  test('count their lines where the source does; SAP adds up without counting', async () => {
    const { data } = await world.ask(balances)
    const { groups } = data.trialBalance as { groups: readonly (Group & { lines: number | null })[] }
    const uncounted = groups.filter(({ lines }) => lines === null)
    expect(new Set(uncounted.map(({ source }) => source))).toEqual(new Set(['sap-eu']))
    expect(groups.some(({ source, lines }) => source === 'sap-eu' && lines !== null)).toBe(false)
    const counted = (name: string) => groups.reduce((sum, { source, lines }) => sum + (source === name ? lines! : 0), 0)
    for (const system of ['odoo', 'businessCentral', 'financeOperations', 'businessOne'] as const)
      expect(counted(sourceOf[system])).toBe(linesOf(system, () => true))
  })

  test('without a first day begin with nothing', async () => {
    const { data } = await world.ask(balances, { to: '2024-12-31' })
    expect(shown(data.trialBalance.groups)).toEqual(truth(world.company, { to: '2024-12-31' }))
    expect(data.trialBalance.groups.every(({ opening }: Group) => plain(opening.amount) === '0')).toBe(true)
  })

  test('a second question within the time that postings are believed asks nobody', async () => {
    await world.ask(balances)
    const { data, calls } = await world.ask(balances)
    expect(data.trialBalance.complete).toBe(true)
    expect(new Set(Object.values(calls))).toEqual(new Set([0]))
  })

  test('add up to nothing in every ledger, however they are grouped', async () => {
    const whole = await world.ask(balances)
    for (const groupBy of [
      ['CURRENCY'],
      ['SOURCE'],
      ['CLASSIFICATION'],
      ['LEGAL_ENTITY', 'CLASSIFICATION'],
      ['GROUP_ACCOUNT'],
      [],
    ]) {
      const { data, errors } = await world.ask(balances, { groupBy })
      expect(errors).toEqual([])
      const groups = data.trialBalance.groups as readonly Group[]
      expect(perCurrency(groups)).toEqual(perCurrency(whole.data.trialBalance.groups))
      const isBy = (...names: string[]) => names.some((name) => groupBy.includes(name))
      expect(new Set(groups.map(({ source }) => source !== null))).toEqual(new Set([isBy('SOURCE', 'LEGAL_ENTITY')]))
      expect(groups.every(({ classification }) => (classification !== null) === isBy('CLASSIFICATION'))).toBe(true)
      expect(groups.every(({ accountId }) => accountId === null)).toBe(true)
    }
    const checks = whole.data.trialBalance.ledgers as readonly Check[]
    expect(checks.map(({ source, legalEntityKey }) => `${source} ${legalEntityKey}`).sort()).toEqual(
      ['sap-eu 1010', 'netsuite-us 1', 'netsuite-us 2', ...ownersOf(world.company)].sort(),
    )
    expect(new Set(checks.map(({ difference, balanced }) => `${plain(difference.amount)} ${balanced}`))).toEqual(
      new Set(['0 true']),
    )
  })

  test('name the accounts of every system, and lead to them and to their companies', async () => {
    const { data, errors } = await world.ask(
      `{ trialBalance { groups { source number name classification groupAccount accountId account { id name } legalEntityKey legalEntity { code } } } }`,
    )
    expect(errors).toEqual([])
    const known = new Map(
      world.company.glAccounts.map((account) => [`${sourceOf[account.system]} ${account.number}`, account]),
    )
    for (const group of data.trialBalance.groups) {
      const { name, classification } = known.get(`${group.source} ${group.number}`)!
      expect(group.name).toBe(name)
      expect(group.account).toEqual({ id: group.accountId, name })
      // Business One has one type for assets, liabilities and equity.
      const isTold = group.source !== 'b1-ch' || ['revenue', 'expense'].includes(classification)
      expect(group.classification).toBe(isTold ? classification.toUpperCase() : 'UNKNOWN')
      expect(group.groupAccount === null).toBe(group.source !== 'sap-eu')
      // SAP's companies are not served as records.
      expect(group.legalEntity === null).toBe(group.source === 'sap-eu')
    }
  })

  test.each(ledgers)('are of lines of %s that say the same of their side in two ways', async (system) => {
    const { data, errors } = await world.ask(
      `query ($sources: [String!]) { journalLines(sources: $sources, first: 200) { nodes {
        side isNegativePosting amount { base { amount currency } } booked { debit credit currency }
      } } }`,
      { sources: [sourceOf[system]] },
    )
    expect(errors).toEqual([])
    expect(data.journalLines.nodes).toHaveLength(200)
    for (const { side, isNegativePosting, amount, booked } of data.journalLines.nodes) {
      expect(booked.currency).toBe(amount.base.currency)
      const signed = new Big(amount.base.amount).times(side === 'DEBIT' ? 1 : -1)
      expect(new Big(booked.debit).minus(booked.credit).eq(signed)).toBe(true)
      const isBookedAsDebit = (side === 'DEBIT') !== (isNegativePosting === true)
      expect(new Big(isBookedAsDebit ? booked.credit : booked.debit).eq(0)).toBe(true)
    }
  })

  test('leave out drafts, which the same list of lines has', async () => {
    const { data, errors } = await world.ask(
      `{ journalLines(sources: ["odoo-at"], first: 5, where: { status: { eq: DRAFT } }) { nodes { status postingDate amount { base { amount } } } } }`,
    )
    expect(errors).toEqual([])
    expect(data.journalLines.nodes).toHaveLength(5)
    const answer = await world.ask(balances, { sources: ['odoo-at'] })
    const others = ledgers.filter((system) => system !== 'odoo')
    expect(shown(answer.data.trialBalance.groups)).toEqual(truth(world.company, { to: world.company.today }, others))
  })
})

describe('what is wrong', () => {
  test('an entry out of balance is named with its company and by how much, and is counted as it stands', async () => {
    world.simulators['bc-uk']!.fault({ kind: 'rewrite', find: '250000000.00', put: '250000000.07' })
    const { data, errors } = await world.ask(balances, {}, live)
    expect(errors).toEqual([])
    const { balanced, remarks, complete, ledgers: checks } = data.trialBalance
    expect({ balanced, complete }).toEqual({ balanced: false, complete: true })
    expect(remarks).toHaveLength(1)
    expect(remarks[0]).toMatch(/^In the company ".+" of the source "bc-uk" debits and credits differ by 0\.07 GBP: /)
    const wrong = checks.filter((check: Check) => !check.balanced)
    expect(wrong).toMatchObject([{ source: 'bc-uk', difference: { amount: '0.07' }, currency: 'GBP' }])
  })

  test('lines that do not tell their amount are counted as missing, and make the part partial', async () => {
    world.simulators['fno-nl']!.fault({ kind: 'rewrite', find: '"AccountingCurrencyAmount"', put: '"Amount_gone"' })
    const { data } = await world.ask(balances, { sources: ['fno-nl'] }, live)
    const { groups, complete, sourceResults } = data.trialBalance
    expect({ groups, complete }).toEqual({ groups: [], complete: false })
    const rows = linesOf('financeOperations', () => true)
    expect(sourceResults).toMatchObject([
      { source: 'fno-nl', status: 'PARTIAL', message: `${rows} of the rows lack what is counted here.` },
    ])
  })

  test('a first day after the last is refused', async () => {
    const { errors } = await world.ask(balances, { from: '2026-02-01', to: '2026-01-31' })
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_REQUEST' } })
  })

  test('more groups than the operator lets be read are refused too, with the reason; so are the lines', async () => {
    const small = await openWorld({
      ...{ onLastDay: true, scale: 0.03, systems: ['sap', 'odoo'] },
      change: (options) => ({ ...options, sources: options.sources.map((source) => ({ ...source, maxScanRows: 5 })) }),
    })
    const { data, errors } = await small.ask(`{ trialBalance(groupBy: [CURRENCY]) { groups { source } complete } }`)
    expect(data.trialBalance).toEqual({ groups: [], complete: false })
    expect(errors.map(({ extensions }) => [extensions.source, extensions.code]).sort()).toEqual([
      ['odoo-at', 'QUERY_TOO_COSTLY'],
      ['sap-eu', 'QUERY_TOO_COSTLY'],
    ])
    for (const { message } of errors) expect(message).toContain('it does not tell it all at once')
    await small.close()
  })

  test('more lines than the operator lets be read are refused with the number; the others’ balances stand', async () => {
    const small = await openWorld({
      onLastDay: true,
      scale: 0.03,
      systems: ['odoo', 'businessCentral'],
      change: (options) => ({
        ...options,
        sources: options.sources.map((source) => (source.name === 'bc-uk' ? { ...source, maxScanRows: 50 } : source)),
      }),
    })
    const { data, errors } = await small.ask(balances)
    expect(data.trialBalance.complete).toBe(false)
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY', source: 'bc-uk' } }])
    expect(errors[0]!.message).toContain('more than 50 rows')
    const others = ledgers.filter((system) => system !== 'odoo')
    expect(shown(data.trialBalance.groups)).toEqual(truth(small.company, { to: small.company.today }, others))
    await small.close()
  })
})

/** How many documents of the books are in another currency than these. */
const abroad = ({ journalEntries, legalEntities }: Company): number =>
  journalEntries.filter(({ currency, legalEntityId }) => currency !== legalEntities[legalEntityId]!.currency).length

const ownersOf = ({ legalEntities }: Company): string[] =>
  legalEntities
    .filter(({ system }) => ['odoo', 'businessCentral', 'financeOperations', 'businessOne'].includes(system))
    .map(({ system, key }) => `${sourceOf[system]} ${key}`)

/** Opening, debits, credits and closing of all groups of a currency. */
function perCurrency(groups: readonly Group[]) {
  const amounts = ['opening', 'debits', 'credits', 'closing'] as const
  return Object.fromEntries(
    [...Map.groupBy(groups, ({ currency }) => currency)]
      .sort()
      .map(([currency, own]) => [
        currency,
        amounts.map((name) => own.reduce((sum, group) => sum.plus(group[name].amount), new Big(0)).toFixed(2)),
      ]),
  )
}

const entriesOf = (system: System, isWanted: (on: string) => boolean) =>
  asTold(world.company).journalEntries.filter((entry) => entry.system === system && isWanted(entry.postedOn))

const linesOf = (system: System, isWanted: (on: string) => boolean): number =>
  entriesOf(system, isWanted).reduce((count, { lines }) => count + lines.length, 0)

/** Pages of the lines that were posted on some days, and one of accounts; one call where the system adds up by itself. */
function callsFor(isWanted: (on: string) => boolean, accounts = 1): Record<string, number> {
  const pages = (rows: number, size: number) => Math.max(1, Math.ceil(rows / size))
  const lines = (system: System, size: number) => pages(linesOf(system, isWanted), size) + accounts
  return {
    ...{ salesforce: 0, 'dynamics-nl': 0 },
    // These add up by themselves.
    'sap-eu': 1 + accounts,
    'netsuite-us': 1 + accounts,
    'odoo-at': 1 + accounts,
    'bc-uk': lines('businessCentral', 2_000),
    // Which chart an account is of, its own collection tells.
    'fno-nl': lines('financeOperations', 10_000) + 1,
    // Lines come with their entries only.
    'b1-ch': pages(entriesOf('businessOne', isWanted).length, 100) + accounts,
  }
}
