import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { vatNumber } from '../../../gateway/identity/vat.ts'
import type { Customer } from '../../../subgraphs/simulator/company/types.ts'
import { idOf, nameOf } from '../company.ts'
import type { Asked } from '../world.ts'
import { accountOf, type LinkedWorld, openLinkedWorld } from './world.ts'

let world: LinkedWorld
beforeEach(async () => {
  world = await openLinkedWorld({ scale: 0.1, onLastDay: true })
})
afterEach(() => world.close())

const profile = /* GraphQL */ `
  query ($record: ID!) {
    customerProfile(record: $record) {
      complete soughtAt
      records { id }
      sourceResults { source status }
    }
    creditCheck(customer: $record, amount: { amount: "0.01", currency: "EUR" }) { decision reasons { reason source } }
  }
`
const live = { 'cache-control': 'no-cache' }

/** The same person's company in the CRM and in Odoo, which only the VAT number tells. */
function known(): Customer {
  const { company } = world
  return company.truth.missingLinks
    .filter(({ system }) => system === 'odoo')
    .map(({ customerId }) => company.customers[customerId]!)
    .find(({ vat, country }) => vat && vatNumber(vat, country))!
}

const inOdoo = () => idOf('Customer', 'odoo', `${known().keys.odoo}`)

/** As after a change of release or of rights: the rows are there, the column is not. */
const vanish = (source: string, column: string) =>
  world.simulators[source]!.fault({ kind: 'rewrite', find: `"${column}"`, put: `"${column}_gone"` })

interface Profile {
  readonly complete: boolean
  readonly soughtAt: string | null
  readonly records: readonly { readonly id: string }[]
  readonly sourceResults: readonly { readonly source: string; readonly status: string }[]
}

const namesOf = ({ records }: Profile) => records.map(({ id }) => nameOf(id)).sort()
const lost = ({ sourceResults }: Profile) =>
  sourceResults.filter(({ status }) => status !== 'OK').map(({ source }) => source)

/** The record itself cannot be read, or another system cannot tell which of its records are the same. */
function expectGap({ data, errors }: Asked, record: string, source: string): void {
  const { customerProfile, creditCheck } = data
  if (nameOf(record).startsWith(`${source} `)) expect(customerProfile).toBeNull()
  else {
    expect(customerProfile).toMatchObject({ complete: false })
    expect(lost(customerProfile)).toEqual([source])
  }
  expect(creditCheck.decision).toBe('UNKNOWN')
  expect(creditCheck.reasons).toContainEqual({ reason: 'CUSTOMER_UNKNOWN', source })
  expect(errors.map(({ extensions }) => `${extensions.code} ${extensions.source}`)).toContain(
    `SOURCE_BAD_RESPONSE ${source}`,
  )
}

describe.each([
  ['odoo-at', 'vat'],
  ['salesforce', 'VAT_Number__c'],
])('while the VAT number is missing from the rows of %s', (source, column) => {
  test('it is known that records are not found, and there is no credit', async () => {
    vanish(source, column)
    for (const record of [accountOf(known()), inOdoo()]) {
      const answer = await world.ask(profile, { record })
      expectGap(answer, record, source)
      expect(answer.data.customerProfile?.soughtAt ?? null).toBeNull()
    }
  })

  test('what is linked is not parted, and is whole again when the number is back', async () => {
    const record = inOdoo()
    const before = await world.ask(profile, { record }, live)
    expect(before.data.customerProfile.complete).toBe(true)
    expect(before.data.customerProfile.records.length).toBeGreaterThan(1)
    vanish(source, column)
    expectGap(await world.ask(profile, { record }, live), record, source)
    await world.recover()
    const after = await world.ask(profile, { record }, live)
    expect(after.data.customerProfile.complete).toBe(true)
    expect(namesOf(after.data.customerProfile)).toEqual(namesOf(before.data.customerProfile))
  })
})
