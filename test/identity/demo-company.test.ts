import { beforeAll, describe, expect, test } from 'vitest'
import { encodeGlobalId, encodeKey, type SourceName } from '../../gateway/connector/index.ts'
import type { Crosswalk } from '../../gateway/identity/crosswalk.ts'
import { type Card, type Facts, factsOf } from '../../gateway/identity/facts.ts'
import { createSqliteCrosswalk } from '../../gateway/identity/sqlite-crosswalk.ts'
import { vatNumber } from '../../gateway/identity/vat.ts'
import { customerClusters, itemClusters } from '../../subgraphs/simulator/company/expected.ts'
import { generateCompany } from '../../subgraphs/simulator/company/generate.ts'
import { inSystem, itemIn } from '../../subgraphs/simulator/company/in-system.ts'
import { ERP_SYSTEMS } from '../../subgraphs/simulator/company/systems.ts'
import type { Company, Customer, System } from '../../subgraphs/simulator/company/types.ts'

const systems: readonly System[] = ['salesforce', 'dataverse', ...ERP_SYSTEMS]
const settings = { secret: 'a secret of this test', skuNamespaces: [systems] }
const idOf = (type: string, system: string, key: string | number): string =>
  encodeGlobalId({ type, source: system as SourceName, key: encodeKey([`${key}`]) })

/** The system whose accounts name the customers of another: each CRM those of its own companies. */
const namerOf = (system: string): System => (system === 'financeOperations' ? 'dataverse' : 'salesforce')

/** By what a system finds a customer that is claimed. Of Business Central people know numbers, and it goes by GUIDs. */
function keyOfClaim(system: string, claimed: string): string {
  if (system !== 'businessCentral') return claimed
  const owner = company.customers.find(({ numbers }) => numbers?.businessCentral === claimed)
  return owner ? `${owner.keys.businessCentral}` : claimed
}

/** The whole company at its real size, as its systems would show it to a run. */
let company: Company
let crosswalk: Crosswalk

beforeAll(async () => {
  company = generateCompany({ scale: 1 })
  crosswalk = createSqliteCrosswalk({ file: ':memory:' })
  await enter('Customer', company.customers.flatMap(customerCards))
  await enter(
    'Item',
    company.items.flatMap((item) =>
      held(item.keys).map(([system, key]): Card => {
        const { sku, name, gtin } = itemIn(company, item, system)
        return { id: idOf('Item', system, key), sku, name, identifiers: gtin ? [{ scheme: 'GTIN', value: gtin }] : [] }
      }),
    ),
  )
}, 120_000)

async function enter(kind: 'Customer' | 'Item', cards: readonly Card[]): Promise<void> {
  const facts: Facts[] = cards.map((card) => factsOf(card, settings))
  for (let at = 0; at < facts.length; at += 500) await crosswalk.observe(kind, facts.slice(at, at + 500), at + 1)
}

const held = (keys: Customer['keys']) => Object.entries(keys) as [System, string | number][]

function customerCards(customer: Customer): Card[] {
  return held(customer.keys).map(([system, key]) => {
    const { name, vat, emails, website } = inSystem(customer, system)
    return {
      id: idOf('Customer', system, key),
      name,
      identifiers: [
        ...(vat ? [{ scheme: 'VAT', value: vat, country: customer.country }] : []),
        ...Object.entries(customer.erpKeys)
          .filter(([erp]) => namerOf(erp) === system)
          .map(([erp, claimed]) => ({ scheme: `EXTERNAL:${erp}`, value: keyOfClaim(erp, claimed) })),
      ],
      emails,
      domains: website ? [new URL(website).hostname] : [],
    }
  })
}

const trulyTogether = (clusters: ReturnType<typeof customerClusters>, type: string) =>
  new Map(clusters.flatMap(({ members }, n) => members.map(({ system, key }) => [idOf(type, system, key), n] as const)))

describe('the demo company’s customers', () => {
  test('are never merged falsely', async () => {
    const truth = trulyTogether(customerClusters(company), 'Customer')
    const found = await crosswalk.clusters('Customer', undefined, 100_000)
    const wrong = found.filter(({ members }) => new Set(members.map((member) => truth.get(member))).size > 1)
    expect(wrong.map(({ members }) => members)).toEqual([])
    expect(found.length).toBeGreaterThan(800)
  })

  test('are found wherever they are named or share a VAT number and a name', async () => {
    const disputed = new Set(
      [...company.truth.conflictingLinks, ...company.truth.duplicateLinks].map(
        ({ system, key }) => `${system} ${keyOfClaim(system, key)}`,
      ),
    )
    const missed: string[] = []
    let strong = 0
    for (const customer of company.customers) {
      const records = held(customer.keys).map(([system, key]) => ({ system, key, id: idOf('Customer', system, key) }))
      const isNamed = ({ system, key }: { system: System; key: string | number }) => {
        const claimed = customer.erpKeys[system as 'sap']
        return claimed !== undefined && keyOfClaim(system, claimed) === `${key}` && !disputed.has(`${system} ${key}`)
      }
      const hasVat =
        customer.vat !== null && vatNumber(customer.vat, customer.country) !== undefined && isReal(customer.vat)
      const families = hasVat
        ? [records]
        : (['salesforce', 'dataverse'] as const).map((namer) => {
            const account = records.filter(({ system }) => system === namer)
            return account.length > 0
              ? [...account, ...records.filter((one) => namerOf(one.system) === namer && isNamed(one))]
              : []
          })
      for (const all of families.filter(({ length }) => length > 1)) {
        strong += all.length - 1
        const { members } = (await crosswalk.clustersOf('Customer', [all[0]!.id])).get(all[0]!.id)!
        missed.push(
          ...all.filter(({ id }) => !members.includes(id)).map(({ system, key }) => `${customer.id} ${system} ${key}`),
        )
      }
    }
    expect(strong).toBeGreaterThan(1_000)
    expect(missed).toEqual([])
  })

  test('whose links are missing or wrong in the CRM are put right by their VAT numbers, or left to a person', async () => {
    for (const { customerId, system, key, ownerId } of company.truth.conflictingLinks) {
      const namer = namerOf(system)
      const account = idOf('Customer', namer, company.customers[customerId]!.keys[namer]!)
      const claimed = idOf('Customer', system, keyOfClaim(system, key))
      const { members } = (await crosswalk.clustersOf('Customer', [account])).get(account)!
      expect(members).not.toContain(claimed)
      expect(company.customers[ownerId]!.keys[system]).toBeDefined()
      const links = await crosswalk.links({ records: [claimed], state: 'SUGGESTED' })
      expect(links.map(({ rule }) => rule)).toContain('disputed-claim')
    }
    let healed = 0
    for (const { customerId, system, key } of company.truth.missingLinks) {
      const { keys, vat, country } = company.customers[customerId]!
      const record = idOf('Customer', system, keyOfClaim(system, key))
      const { members } = (await crosswalk.clustersOf('Customer', [record])).get(record)!
      const hasNumber = vat !== null && isReal(vat) && vatNumber(vat, country) !== undefined
      expect(members.includes(idOf('Customer', namerOf(system), keys[namerOf(system)]!))).toBe(hasNumber)
      if (hasNumber) healed++
    }
    expect(healed).toBeGreaterThan(20)
  })

  test('of one VAT group stay several', async () => {
    for (const { customerIds } of company.truth.sharedVats) {
      const records = customerIds.map((id) => {
        const [[system, key] = []] = held(company.customers[id]!.keys)
        return idOf('Customer', system!, key!)
      })
      const clusters = await crosswalk.clustersOf('Customer', records)
      const names = new Set(customerIds.map((id) => company.customers[id]!.name))
      if (names.size === records.length)
        expect(new Set([...clusters.values()].map(({ id }) => id)).size).toBe(records.length)
    }
  })
})

const isReal = (vat: string) => !/^(DE9{9}|0{9})$/.test(vat)

test('the demo company’s articles are those of their numbers, all of them and no others', async () => {
  const expected = itemClusters(company)
    .map(({ members }) => members.map(({ system, key }) => idOf('Item', system, key)).sort())
    .filter((members) => members.length > 1)
  const found = (await crosswalk.clusters('Item', undefined, 100_000)).map(({ members }) => members)
  const plain = (clusters: readonly (readonly string[])[]) => clusters.map((members) => members.join(' ')).sort()
  expect(plain(found)).toEqual(plain(expected))
})
