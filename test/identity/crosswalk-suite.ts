import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeGlobalId, type SourceKey, type SourceName } from '../../gateway/connector/index.ts'
import type { ClusterKind, Crosswalk } from '../../gateway/identity/crosswalk.ts'
import { type Card, factsOf } from '../../gateway/identity/facts.ts'

const settings = { secret: 'a secret of this test', skuNamespaces: [['crm', 'erp', 'shop']] }
const id = (source: string, key: string, type = 'Customer'): string =>
  encodeGlobalId({ type, source: source as SourceName, key: key as SourceKey })
const vat = (value: string) => [{ scheme: 'VAT', value, country: null }]
const claims = (source: string, key: string) => [{ scheme: `EXTERNAL:${source}`, value: key }]
const party = (record: string, name: string, identifiers: Card['identifiers'] = []): Card => ({
  id: record,
  name,
  identifiers,
})

const [berlin, vienna] = ['DE136695976', 'ATU13585627']
const [crm, erp, shop] = [id('crm', '1'), id('erp', '1'), id('shop', '1')]

/** What holds of every store. */
export function crosswalkSuite(open: () => Crosswalk): void {
  let crosswalk: Crosswalk
  let now: number
  beforeEach(() => {
    now = 1_000
    crosswalk = open()
  })
  afterEach(() => crosswalk.close())

  const observe = (cards: readonly Card[], kind: ClusterKind = 'Customer', gone: readonly string[] = []) =>
    crosswalk.observe(
      kind,
      cards.map((card) => factsOf(card, settings)),
      ++now,
      gone,
    )
  const membersOf = async (record: string) => [
    ...(await crosswalk.clustersOf('Customer', [record])).get(record)!.members,
  ]
  const stateOf = async (a: string, b: string) => {
    const [link] = (await crosswalk.links({ records: [a] })).filter((other) => [other.a, other.b].includes(b))
    return link && `${link.state} ${link.method} ${link.rule}`
  }

  describe('two records', () => {
    test('are one where one names the other', async () => {
      await observe([party(crm, 'Berg', claims('erp', '1')), party(erp, 'Quite another name')])
      expect(await membersOf(crm)).toEqual([crm, erp].sort())
      expect(await stateOf(crm, erp)).toBe('CONFIRMED EXPLICIT claim')
    })

    test('with one VAT number and name are one', async () => {
      await observe([
        party(crm, 'Berg GmbH', vat(`${berlin.slice(0, 2)} ${berlin.slice(2)}`)),
        party(erp, 'BERG', vat(berlin)),
      ])
      expect(await stateOf(crm, erp)).toBe('CONFIRMED STRONG_KEY strong-number')
      const [link] = await crosswalk.links({ records: [crm] })
      expect(link!.evidence).toEqual([
        { scheme: 'VAT', field: 'identifiers', hash: expect.stringMatching(/^[0-9a-f]{32}$/), agrees: true },
        { scheme: 'NAME', field: 'name', hash: expect.any(String), agrees: true },
      ])
    })

    test('of a tax group, under one number and two names, are a suggestion', async () => {
      await observe([party(crm, 'Berg', vat(berlin)), party(erp, 'Tal', vat(berlin))])
      expect(await membersOf(crm)).toEqual([crm])
      expect(await stateOf(crm, erp)).toBe('SUGGESTED STRONG_KEY names-disagree')
    })

    test('that share one strong number and differ in another are a suggestion', async () => {
      const lei = (value: string) => ({ scheme: 'LEI', value })
      await observe([
        party(crm, 'Berg', [...vat(berlin), lei('5493001KJTIIGC8Y1R12')]),
        party(erp, 'Berg', [...vat(berlin), lei('529900T8BM49AURSDO55')]),
      ])
      expect(await stateOf(crm, erp)).toBe('SUGGESTED STRONG_KEY numbers-disagree')
    })

    test('with dummy, shared or wrong numbers have nothing in common', async () => {
      for (const number of ['DE999999999', '000000000', 'DE136695977', ''])
        await observe([party(crm, 'Berg', vat(number)), party(erp, 'Berg', vat(number))])
      expect(await crosswalk.links({})).toEqual([])
    })

    test('of one system with one number are for a person to judge, and so is who belongs to them', async () => {
      const branch = id('erp', '2')
      await observe([
        party(crm, 'Berg', vat(berlin)),
        party(erp, 'Berg', vat(berlin)),
        party(branch, 'Berg', vat(berlin)),
      ])
      expect(await membersOf(crm)).toEqual([crm])
      expect(await stateOf(crm, erp)).toBe('SUGGESTED STRONG_KEY several-in-one-system')
    })

    test('that share a place, a domain or an address are a suggestion, unless their numbers differ', async () => {
      const at = (card: Card): Card => ({ ...card, domains: ['berg.example'] })
      await observe([at(party(crm, 'Berg')), at(party(erp, 'Berg Service'))])
      expect(await stateOf(crm, erp)).toBe('SUGGESTED RULE hint')
      await observe([at(party(crm, 'Berg', vat(berlin))), at(party(erp, 'Berg Service', vat('DE111111125')))])
      expect(await stateOf(crm, erp)).toBeUndefined()
    })
  })

  describe('a claim that another record of the system makes as well', () => {
    const second = id('crm', '2')

    test('is believed of the one whose numbers agree', async () => {
      await observe([
        party(crm, 'Berg', [...claims('erp', '1'), ...vat(berlin)]),
        party(second, 'Tal', claims('erp', '1')),
        party(erp, 'Berg', vat(berlin)),
      ])
      expect(await membersOf(erp)).toEqual([crm, erp].sort())
      expect(await stateOf(second, erp)).toBe('SUGGESTED EXPLICIT disputed-claim')
    })

    test('is believed of neither without more', async () => {
      await observe([
        party(crm, 'Berg', claims('erp', '1')),
        party(second, 'Tal', claims('erp', '1')),
        party(erp, 'Berg'),
      ])
      expect(await membersOf(erp)).toEqual([erp])
    })
  })

  test('a record that stands under another key is not linked by number against its own claim', async () => {
    const other = id('erp', '2')
    await observe([
      party(crm, 'Berg', [...claims('erp', '1'), ...vat(berlin)]),
      party(erp, 'Berg alt'),
      party(other, 'Berg', vat(berlin)),
    ])
    expect(await membersOf(crm)).toEqual([crm, erp].sort())
    expect(await stateOf(crm, other)).toBe('SUGGESTED STRONG_KEY numbers-disagree')
  })

  test('a strong number does not bring together what other members contradict', async () => {
    // The shop's record agrees with the CRM's, which by its claim stands for an ERP record of another number.
    await observe([
      party(crm, 'Berg', claims('erp', '1')),
      party(erp, 'Berg', vat(vienna)),
      party(shop, 'Berg', vat(vienna)),
      party(id('shop', '2'), 'Berg', vat(berlin)),
    ])
    expect(await membersOf(crm)).toEqual([crm, erp, shop].sort())
  })

  test('a customer and a supplier with one number are two things, whichever is met first', async () => {
    const [buyer, seller] = [party(crm, 'Berg', vat(berlin)), party(id('erp', '1', 'Supplier'), 'Berg', vat(berlin))]
    await observe([buyer])
    await observe([seller], 'Supplier')
    await observe([buyer])
    expect(await membersOf(crm)).toEqual([crm])
    expect(await crosswalk.links({})).toEqual([])
  })

  test('articles are one by a declared number, even where their GTINs differ, and only in declared systems', async () => {
    const item = (source: string, gtin: string): Card => ({
      id: id(source, '7', 'Item'),
      sku: 'A-1',
      identifiers: [{ scheme: 'GTIN', value: gtin }],
    })
    const cards = [item('crm', '4006381333931'), item('erp', '4012345000009'), item('elsewhere', '96385074')]
    await observe(cards, 'Item')
    const clusters = await crosswalk.clustersOf('Item', [cards[0]!.id])
    expect(clusters.get(cards[0]!.id)!.members).toEqual([cards[0]!.id, cards[1]!.id].sort())
  })

  describe('what a person decides', () => {
    const berg = () => observe([party(crm, 'Berg', vat(berlin)), party(erp, 'Berg', vat(berlin))])
    const decide = (state: 'CONFIRMED' | 'REJECTED', a = crm, b = erp) =>
      crosswalk.decide({ kind: 'Customer', a, b, state, by: 'Ada', at: ++now })

    test('stands against the rules: a rejected pair does not come back', async () => {
      await berg()
      await decide('REJECTED')
      await berg()
      expect(await membersOf(crm)).toEqual([crm])
      expect(await stateOf(crm, erp)).toBe('REJECTED MANUAL person')
    })

    test('keeps apart whole clusters', async () => {
      await observe([
        party(crm, 'Berg', [...claims('erp', '1'), ...claims('shop', '1')]),
        party(erp, 'Berg'),
        party(shop, 'Berg'),
      ])
      await decide('REJECTED', erp, shop)
      const together = await membersOf(crm)
      expect(together).toHaveLength(2)
      expect([erp, shop].filter((record) => together.includes(record))).toHaveLength(1)
      const held = (await crosswalk.links({ state: 'SUGGESTED' })).map(({ rule }) => rule)
      expect(held).toEqual(['rejected-in-cluster'])
    })

    test('confirms a suggestion', async () => {
      await observe([party(crm, 'Berg', vat(berlin)), party(erp, 'Tal', vat(berlin))])
      await decide('CONFIRMED')
      expect(await membersOf(erp)).toEqual([crm, erp].sort())
    })

    test('goes before what a record claims', async () => {
      await observe([party(crm, 'Berg', claims('erp', '1')), party(erp, 'Berg'), party(shop, 'Berg')])
      await decide('REJECTED', erp, shop)
      await decide('CONFIRMED', crm, shop)
      expect(await membersOf(crm)).toEqual([crm, shop].sort())
      expect(await stateOf(crm, erp)).toBe('SUGGESTED EXPLICIT rejected-in-cluster')
    })

    test.each([
      ['confirmed', 'REJECTED', 'CONFIRMED'],
      ['rejected', 'CONFIRMED', 'REJECTED'],
    ] as const)('cannot be %s against what was said of the others before', async (_how, first, second) => {
      await observe([party(crm, 'Berg'), party(erp, 'Berg'), party(shop, 'Berg')])
      await decide('CONFIRMED', crm, erp)
      await decide(first, erp, shop)
      await expect(decide(second, crm, shop)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
      expect(await membersOf(crm)).toContain(erp)
      expect(await stateOf(crm, shop)).toBeUndefined()
    })

    test('cannot be about a record that nobody has seen', async () => {
      await berg()
      await expect(decide('CONFIRMED', crm, shop)).rejects.toThrow(shop)
    })

    test('is undone by a new decision, and nothing is deleted', async () => {
      await berg()
      const link = await decide('REJECTED')
      await crosswalk.undo(link.id, 'Bob', ++now)
      expect(await membersOf(crm)).toEqual([crm, erp].sort())
      const history = await crosswalk.links({ records: [crm], past: true })
      expect(history.map(({ state, decidedBy }) => `${state} ${decidedBy}`)).toEqual([
        'CONFIRMED rules',
        'SUGGESTED Bob',
        'REJECTED Ada',
        'CONFIRMED rules',
      ])
      expect(history.filter(({ validTo }) => validTo === undefined)).toHaveLength(1)
    })

    test('cannot be undone twice, nor can a rule', async () => {
      await berg()
      const [byRule] = await crosswalk.links({})
      await expect(crosswalk.undo(byRule!.id, 'Bob', ++now)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
      const link = await decide('REJECTED')
      await crosswalk.undo(link.id, 'Bob', ++now)
      await expect(crosswalk.undo(link.id, 'Bob', ++now)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
      await expect(crosswalk.undo(99, 'Bob', ++now)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    })
  })

  describe('a cluster', () => {
    test('keeps its name while members come and go', async () => {
      await observe([party(crm, 'Berg', claims('erp', '1')), party(erp, 'Berg')])
      const { id: name } = (await crosswalk.clustersOf('Customer', [crm])).get(crm)!
      await observe([party(id('a-shop', '0'), 'Berg', claims('crm', '1'))])
      const { id: grown, version } = (await crosswalk.clustersOf('Customer', [erp])).get(erp)!
      expect([grown, version]).toEqual([name, 2])
    })

    test('that merges with an older one takes its name, and has its own again when they part', async () => {
      const [left, right] = [id('shop', '8'), id('shop', '9')]
      await observe([party(crm, 'Berg', claims('erp', '1')), party(erp, 'Berg')])
      await observe([party(left, 'Tal', claims('web', '9')), party(id('web', '9'), 'Tal'), party(right, 'x')])
      const nameOf = async (record: string) => (await crosswalk.clustersOf('Customer', [record])).get(record)!.id
      const [older, younger] = [await nameOf(crm), await nameOf(left)]
      const link = await crosswalk.decide({
        kind: 'Customer',
        a: crm,
        b: left,
        state: 'CONFIRMED',
        by: 'Ada',
        at: ++now,
      })
      expect(await nameOf(left)).toBe(older)
      await crosswalk.undo(link.id, 'Ada', ++now)
      expect([await nameOf(crm), await nameOf(left)]).toEqual([older, younger])
    })

    test('is left by a record that its source does not know any more', async () => {
      await observe([party(crm, 'Berg', claims('erp', '1')), party(erp, 'Berg')])
      await observe([], 'Customer', [erp])
      expect(await membersOf(crm)).toEqual([crm])
    })

    test('is left by a record whose number has changed', async () => {
      await observe([party(crm, 'Berg', vat(berlin)), party(erp, 'Berg', vat(berlin))])
      await observe([party(erp, 'Berg', vat('DE111111125'))])
      expect(await membersOf(crm)).toEqual([crm])
      expect(await crosswalk.links({ records: [crm] })).toEqual([])
    })

    test('is sought when all of its members are', async () => {
      await observe([party(crm, 'Berg', claims('erp', '1')), party(erp, 'Berg')])
      const soughtAt = async () => (await crosswalk.clustersOf('Customer', [crm])).get(crm)!.soughtAt
      await crosswalk.markSought('Customer', [crm], 5_000)
      expect(await soughtAt()).toBeUndefined()
      await crosswalk.markSought('Customer', [erp], 4_000)
      expect(await soughtAt()).toBe(4_000)
    })
  })

  test('a number that very many have links nobody, however they came', async () => {
    const many = Array.from({ length: 30 }, (_, i) => party(id(`s${i}`, '1'), 'Berg', vat(berlin)))
    for (const card of many) await observe([card])
    expect(await crosswalk.links({})).toEqual([])
  })

  test('no number is kept as it is', async () => {
    const facts = factsOf(party(crm, 'Berg Maschinenbau', vat(berlin)), settings)
    expect(JSON.stringify(facts)).not.toMatch(/136695976|berg/i)
    const elsewhere = factsOf(party(crm, 'Berg Maschinenbau', vat(berlin)), { ...settings, secret: 'another' })
    expect(elsewhere.keys.map(({ hash }) => hash)).not.toEqual(facts.keys.map(({ hash }) => hash))
  })

  test('how far a run has come is kept', async () => {
    expect(await crosswalk.progress('erp', 'Item')).toBeUndefined()
    const progress = { cursor: 'abc', records: 500, isDone: false, startedAt: 7 }
    await crosswalk.saveProgress('erp', 'Item', progress)
    expect(await crosswalk.progress('erp', 'Item')).toEqual(progress)
  })
}
