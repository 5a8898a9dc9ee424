import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import type { Company, CompanyOptions } from '../../subgraphs/simulator/company/types.ts'
import { FIRST_SYSTEMS, partOf } from './part-of.ts'

/** JSON of the whole company, the journal included. */
function fingerprint(options: CompanyOptions): string {
  return hashOf(JSON.stringify(generateCompany(options)))
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

describe('the same options', () => {
  it('give the same company, to the last character', () => {
    expect(fingerprint({ scale: 0.05 })).toBe(fingerprint({ seed: 1, scale: 0.05, today: '2026-11-20' }))
  })

  it('give the same journal whether it is read early, late or twice', () => {
    const [early, late] = [generateCompany({ scale: 0.05 }), generateCompany({ scale: 0.05 })]
    const first = early.journalEntries
    expect(JSON.stringify(late.invoices)).toBe(JSON.stringify(early.invoices))
    expect(late.journalEntries).toEqual(first)
    expect(early.journalEntries).toBe(first)
  })
})

describe('the first four systems', () => {
  /** Taken before any other system had joined. A list that is asked for by position may not know a later one. */
  const before = {
    0.03: '14475f4ea432ef473335227dfc16005765cbb23ca2e3704ec9905cf1368d78db',
    0.1: '419c1ab19b11bf8b9b456845a0d84096cf113bc6a9a61ddc0997b9b7d055c6c2',
  }
  const withoutLaterTruth = (company: Company): string =>
    JSON.stringify(company, (name, value) => (name === 'dataverseOnly' ? undefined : value))

  it.each(Object.entries(before))(
    'have at scale %s what they had before others joined, to the last character',
    (scale, hash) => {
      const first = partOf(generateCompany({ scale: Number(scale) }), FIRST_SYSTEMS)
      expect(hashOf(withoutLaterTruth(first))).toBe(hash)
    },
  )

  it('stand at the front of every list, whatever the seed', () => {
    const company = generateCompany({ seed: 11, scale: 0.05 })
    const first = partOf(company, FIRST_SYSTEMS)
    for (const list of [
      'customers',
      'suppliers',
      'contacts',
      'invoices',
      'salesOrders',
      'stock',
      'journalEntries',
    ] as const) {
      const ids = (records: readonly object[]): unknown[] =>
        records.map((record) => ('id' in record ? record.id : 'key' in record && record.key))
      expect(ids(first[list])).toEqual(ids(company[list].slice(0, first[list].length)))
      expect(company[list].length).toBeGreaterThan(first[list].length)
    }
  })
})

describe('another company', () => {
  const original = fingerprint({ scale: 0.05 })

  it.each([
    ['seed', { seed: 2, scale: 0.05 }],
    ['scale', { scale: 0.06 }],
    ['day', { scale: 0.05, today: '2027-03-01' }],
  ])('comes from another %s', (_, options) => {
    expect(fingerprint(options)).not.toBe(original)
  })

  it('has the promised size at scale 1', () => {
    const company = generateCompany({ scale: 1 })
    const { customers, invoices, items, warehouses } = partOf(company, FIRST_SYSTEMS)
    expect([customers.length, invoices.length, items.length, warehouses.length]).toEqual([2000, 40_000, 5000, 12])
    for (const system of ['businessCentral', 'financeOperations', 'businessOne'] as const) {
      const held = company.customers.filter(({ keys }) => keys[system] !== undefined).length
      expect(held).toBeGreaterThan(150)
      expect(held).toBeLessThan(300)
      expect(company.invoices.filter((invoice) => invoice.system === system)).toHaveLength(3000)
    }
  })

  it('does not come from a scale of zero or a day that is none', () => {
    expect(() => generateCompany({ scale: 0 })).toThrow('scale must be above zero')
    expect(() => generateCompany({ today: 'yesterday' })).toThrow('"yesterday" is not a date')
  })
})
