import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import type { CompanyOptions } from '../../subgraphs/simulator/company/types.ts'

/** JSON of the whole company, the journal included. */
function fingerprint(options: CompanyOptions): string {
  return createHash('sha256')
    .update(JSON.stringify(generateCompany(options)))
    .digest('hex')
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
    const { customers, invoices, items, warehouses } = generateCompany({ scale: 1 })
    expect([customers.length, invoices.length, items.length, warehouses.length]).toEqual([2000, 40_000, 5000, 12])
  })

  it('does not come from a scale of zero or a day that is none', () => {
    expect(() => generateCompany({ scale: 0 })).toThrow('scale must be above zero')
    expect(() => generateCompany({ today: 'yesterday' })).toThrow('"yesterday" is not a date')
  })
})
