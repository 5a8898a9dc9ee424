import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ViewOptions } from '../../../gateway/application.ts'
import { creditOf } from '../../../subgraphs/simulator/company/expected.ts'
import { idOf, plain } from '../company.ts'
import { openWorld, type World } from '../world.ts'

let folder: string
const worlds: World[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'freshet-'))
})
afterAll(async () => {
  await Promise.all(worlds.map((world) => world.close()))
  await rm(folder, { recursive: true })
})

async function worldWith(views: ViewOptions): Promise<World> {
  const world = await openWorld({ onLastDay: true, change: (options) => ({ ...options, views }) })
  worlds.push(world)
  return world
}

const check = /* GraphQL */ `
  query ($customer: ID!, $amount: Decimal!, $currency: CurrencyCode!) {
    creditCheck(customer: $customer, amount: { amount: $amount, currency: $currency }) {
      id decision audited reasons { reason } rates { from to rate date origin }
      scopes { source required { amount currency } available { amount currency } readAt }
    }
  }
`

/** An SAP customer with room to buy, and how much. */
function buyer({ company }: World) {
  const credit = company.customers
    .filter(({ keys, duplicateOfId }) => keys.sap && !keys.netsuite && !keys.odoo && duplicateOfId === null)
    .flatMap(({ id }) => creditOf(company, id))
    .find(({ account, available, openOrders }) => {
      const isValid = account.validUntil === null || account.validUntil >= company.today
      return isValid && account.hold === 'none' && Number(available) > 1_000 && Number(openOrders) === 0
    })!
  return {
    id: idOf('Customer', 'sap', company.customers[credit.account.customerId]!.keys.sap!),
    room: credit.available!,
  }
}

const rate = (date: string, rate: string) => ({ from: 'USD', to: 'EUR', rate, date, origin: 'ECB' })

test('an amount is converted at the latest rate of the table, which the answer names', async () => {
  const table = [rate('2026-11-18', '0.5'), rate('2026-11-20', '0.9'), rate('2026-11-21', '0.1')]
  const world = await worldWith({ rates: { table, maxAgeDays: 7 } })
  const { id, room } = buyer(world)
  const { data } = await world.ask(check, { customer: id, amount: '100.05', currency: 'USD' })
  expect(data.creditCheck).toMatchObject({
    decision: 'APPROVED',
    rates: [{ from: 'USD', to: 'EUR', rate: '0.9', date: '2026-11-20', origin: 'ECB' }],
    scopes: [{ required: { amount: '90.045', currency: 'EUR' } }],
  })
  expect(plain(data.creditCheck.scopes[0].available.amount)).toBe(plain(room))
})

test('a rate that is too old is none', async () => {
  const world = await worldWith({ rates: { table: [rate('2026-11-12', '0.9')], maxAgeDays: 7 } })
  const { data } = await world.ask(check, { customer: buyer(world).id, amount: '100', currency: 'USD' })
  expect(data.creditCheck).toMatchObject({
    decision: 'UNKNOWN',
    reasons: [{ reason: 'CURRENCY_WITHOUT_RATE' }],
    rates: [],
  })
})

test('to the cent: what is left is approved, a cent more is what the operator says', async () => {
  for (const overLimit of ['REVIEW', 'REJECTED'] as const) {
    const world = await worldWith({ overLimit })
    const { id, room } = buyer(world)
    const ask = async (amount: string) =>
      (await world.ask(check, { customer: id, amount, currency: 'EUR' })).data.creditCheck.decision
    expect(await ask(room)).toBe('APPROVED')
    expect(await ask(`${room}0001`)).toBe(overLimit)
  }
})

test('every decision is one line of the audit log: who asked what, on what grounds, and when', async () => {
  const file = join(folder, 'kept', 'credit.jsonl')
  const world = await worldWith({ audit: { file, required: true, sync: true } })
  const { id } = buyer(world)
  const asked = await Promise.all(
    ['1', '2', '3'].map((amount) =>
      world.ask(check, { customer: id, amount, currency: 'EUR' }, { 'x-request-id': `r${amount}` }),
    ),
  )
  const lines = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toHaveLength(3)
  for (const { data } of asked) {
    expect(data.creditCheck.audited).toBe(true)
    const [scope] = data.creditCheck.scopes
    const line = lines.find((candidate) => candidate.id === data.creditCheck.id)
    expect(line).toMatchObject({
      customer: id,
      decision: 'APPROVED',
      caller: expect.any(String),
      requestId: expect.any(String),
      checkedAt: expect.stringMatching(/^2026-11-20T12/),
      amount: { currency: 'EUR' },
      reasons: [{ reason: 'WITHIN_LIMIT', source: 'sap-eu' }],
      // Callers are shown instants without the zeros at their end.
      scopes: [{ ...scope, readAt: new Date(scope.readAt).toISOString(), hold: 'NONE' }],
    })
  }
})

test('a decision that must be written down and cannot be is UNKNOWN; one that need not be stands', async () => {
  const blocked = join(folder, 'a-file')
  await writeFile(blocked, '')
  for (const [required, decision] of [
    [true, 'UNKNOWN'],
    [false, 'APPROVED'],
  ] as const) {
    const world = await worldWith({ audit: { file: join(blocked, 'credit.jsonl'), required, sync: false } })
    const { data } = await world.ask(check, { customer: buyer(world).id, amount: '1', currency: 'EUR' })
    expect(data.creditCheck).toMatchObject({ decision, audited: false })
    expect(data.creditCheck.reasons[0].reason).toBe(required ? 'AUDIT_FAILED' : 'WITHIN_LIMIT')
  }
})
