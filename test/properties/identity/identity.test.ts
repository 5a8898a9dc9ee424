import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeGlobalId, type SourceKey, type SourceName } from '../../../gateway/connector/index.ts'
import { isGs1, isLuhn, isMod97 } from '../../../gateway/identity/check-digits.ts'
import { type Card, factsOf } from '../../../gateway/identity/facts.ts'
import { type Crosswalk, createPostgresCrosswalk, createSqliteCrosswalk } from '../../../gateway/identity/index.ts'
import { conflicts } from '../../../gateway/identity/judge.ts'
import { pairName, resolve } from '../../../gateway/identity/resolve.ts'
import { vatNumber } from '../../../gateway/identity/vat.ts'
import { systemRuntime } from '../../../gateway/runtime.ts'
import { gln13, gtin13, vatNumber as issueVat } from '../../../subgraphs/simulator/company/check-digits.ts'
import { createRandom } from '../../../subgraphs/simulator/company/random.ts'
import { hasPostgres, type PostgresServer, startPostgres } from '../../identity/postgres-server.ts'

/** Whatever the systems hold and in whatever order it is found: the same facts and decisions give the same clusters. */
const seed = Number(process.env.FRESHET_SEED ?? 20_261_121)
const settings = { secret: 'a secret of this test', skuNamespaces: [['a', 'b']] }
const idOf = (source: string, key: number): string =>
  encodeGlobalId({ type: 'Item', source: source as SourceName, key: String(key) as SourceKey })

// Few values, so that records meet in them, agree, disagree and dispute.
const card: fc.Arbitrary<Card> = fc
  .record({
    source: fc.constantFrom('a', 'b', 'c'),
    key: fc.nat(3),
    name: fc.constantFrom('Berg', 'Tal'),
    sku: fc.constantFrom(null, 'S-1', 'S-2'),
    vat: fc.constantFrom(null, 'DE136695976', 'ATU13585627'),
    gtin: fc.constantFrom(null, '4006381333931', '4012345000009'),
    domain: fc.constantFrom(null, 'berg.example'),
    claim: fc.option(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(3)), { nil: null }),
  })
  .map(({ source, key, name, sku, vat, gtin, domain, claim }) => ({
    id: idOf(source, key),
    name,
    sku,
    identifiers: [
      ...(vat ? [{ scheme: 'VAT', value: vat }] : []),
      ...(gtin ? [{ scheme: 'GTIN', value: gtin }] : []),
      ...(claim && claim[0] !== source ? [{ scheme: `EXTERNAL:${claim[0]}`, value: String(claim[1]) }] : []),
    ],
    domains: domain ? [domain] : [],
  }))
const cards = fc.uniqueArray(card, { selector: ({ id }) => id, minLength: 2, maxLength: 8 })
const shuffled = cards.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
const factsOfAll = (all: readonly Card[]) => all.map((one) => factsOf(one, settings))
const plain = (clusters: readonly (readonly string[])[]) => clusters.map((members) => members.join(' ')).sort()

interface Store {
  readonly name: string
  readonly isHere: boolean
  readonly open: () => Crosswalk
  /** A server is asked less often: each run has tables of its own there. */
  readonly runs: number
}

let server: PostgresServer
beforeAll(async () => {
  if (hasPostgres) server = await startPostgres()
}, 60_000)
afterAll(() => server?.close())

const stores: readonly Store[] = [
  { name: 'SQLite', isHere: true, open: () => createSqliteCrosswalk({ file: ':memory:' }), runs: 60 },
  {
    name: 'Postgres',
    isHere: hasPostgres,
    open: () => createPostgresCrosswalk(server.settings({ poolSize: 1 }), () => 0, systemRuntime),
    runs: 10,
  },
]

async function discovered(all: readonly Card[], size: number, open: Store['open']) {
  const crosswalk = open()
  for (let at = 0; at < all.length; at += size)
    await crosswalk.observe('Item', factsOfAll(all.slice(at, at + size)), at + 1)
  return crosswalk
}

async function clustersIn(crosswalk: Awaited<ReturnType<typeof discovered>>, all: readonly Card[]) {
  const clusters = await crosswalk.clustersOf(
    'Item',
    all.map(({ id }) => id),
  )
  return plain(
    [...new Set([...clusters.values()].map(({ members }) => members))].map((members) => [...members]),
  ).filter((text, i, list) => list.indexOf(text) === i)
}

describe.each(stores)(
  'kept in $name',
  ({ isHere, open, runs }) => {
    test.skipIf(!isHere)(
      'the order of discovery does not change the clusters, nor does how many are found at once',
      async () => {
        await fc.assert(
          fc.asyncProperty(shuffled, fc.integer({ min: 1, max: 4 }), async ([all, other], size) => {
            const [one, two] = [await discovered(all, all.length, open), await discovered(other, size, open)]
            const expected = plain(resolve(factsOfAll(all), []).clusters)
            expect(await clustersIn(one, all)).toEqual(expected)
            expect(await clustersIn(two, all)).toEqual(expected)
            const verdicts = async (crosswalk: typeof one) =>
              (await crosswalk.links({})).map(({ a, b, state, rule }) => `${a} ${b} ${state} ${rule}`).sort()
            expect(await verdicts(two)).toEqual(await verdicts(one))
            await Promise.all([one.close(), two.close()])
          }),
          { seed, numRuns: runs },
        )
      },
    )

    test.skipIf(!isHere)('what is rejected stays apart, whatever is found later', async () => {
      await fc.assert(
        fc.asyncProperty(shuffled, async ([all, again]) => {
          const crosswalk = await discovered(all, all.length, open)
          const [a, b] = [all[0]!.id, all[1]!.id]
          await crosswalk.decide({ kind: 'Item', a, b, state: 'REJECTED', by: 'Ada', at: 100 })
          await crosswalk.observe('Item', factsOfAll(again), 101)
          const { members } = (await crosswalk.clustersOf('Item', [a])).get(a)!
          expect(members).not.toContain(b)
          await crosswalk.close()
        }),
        { seed, numRuns: runs },
      )
    })

    test.skipIf(!isHere)('undoing a decision restores the clusters that were', async () => {
      await fc.assert(
        fc.asyncProperty(cards, fc.constantFrom('CONFIRMED' as const, 'REJECTED' as const), async (all, state) => {
          const crosswalk = await discovered(all, all.length, open)
          const before = await clustersIn(crosswalk, all)
          const link = await crosswalk.decide({ kind: 'Item', a: all[0]!.id, b: all[1]!.id, state, by: 'Ada', at: 100 })
          await crosswalk.undo(link.id, 'Ada', 101)
          expect(await clustersIn(crosswalk, all)).toEqual(before)
          await crosswalk.close()
        }),
        { seed, numRuns: runs },
      )
    })
  },
  60_000,
)

test('numbers that conflict never merge two records by themselves', () => {
  fc.assert(
    fc.property(cards, (all) => {
      const facts = new Map(factsOfAll(all).map((fact) => [fact.record, fact]))
      const { clusters, verdicts } = resolve([...facts.values()], [])
      const links = verdicts.filter(({ state, method }) => state === 'CONFIRMED' && method === 'STRONG_KEY')
      for (const { a, b } of links) {
        expect(conflicts(facts.get(a)!, facts.get(b)!)).toBe(false)
        expect(clusters.some((members) => members.includes(a) && members.includes(b))).toBe(true)
      }
      const names = verdicts.map(({ a, b }) => pairName(a, b))
      expect(new Set(names).size).toBe(names.length)
    }),
    { seed, numRuns: 500 },
  )
})

const countries = ['AT', 'BE', 'CH', 'DE', 'DK', 'FR', 'GB', 'GR', 'IT', 'JP', 'NL', 'PL', 'SE']

test('a VAT number is known in any spelling, and one with a digit changed is not taken for it', () => {
  const spelling = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toLowerCase(),
    (text: string) => `${text.slice(0, 3)} ${text.slice(3, 6)}.${text.slice(6)}`,
    (text: string) => ` ${text}-`,
  )
  fc.assert(
    fc.property(fc.constantFrom(...countries), fc.nat(), spelling, fc.nat(), (country, n, spell, place) => {
      const issued = issueVat(country, createRandom(`vat ${n}`))!
      const known = vatNumber(spell(issued), null)
      expect(known).toEqual({ country, value: issued })
      const at = 3 + (place % (issued.length - 3))
      const digit = issued[at]!
      if (!/\d/.test(digit)) return
      const wrong = `${issued.slice(0, at)}${(Number(digit) + 1) % 10}${issued.slice(at + 1)}`
      expect(vatNumber(wrong, null)?.value).not.toBe(issued)
    }),
    { seed, numRuns: 2_000 },
  )
})

test('check digits catch every single wrong digit', () => {
  const schemes = [
    { issue: (n: number) => gtin13(n), check: isGs1 },
    { issue: (n: number) => gln13(n), check: isGs1 },
    { issue: (n: number) => luhned(`${n + 1_000}`), check: isLuhn },
    { issue: (n: number) => mod97ed(`5493${n + 1_000}`), check: isMod97 },
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...schemes),
      fc.nat(999_999),
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      (scheme, n, place, by) => {
        const issued = scheme.issue(n)
        expect(scheme.check(issued)).toBe(true)
        const at = place % issued.length
        const wrong = `${issued.slice(0, at)}${(Number(issued[at]) + by) % 10}${issued.slice(at + 1)}`
        expect(scheme.check(wrong)).toBe(false)
      },
    ),
    { seed, numRuns: 1_000 },
  )
})

/** Made by trying: that the check is right is judged by known numbers elsewhere. */
const luhned = (body: string) => [...'0123456789'].map((digit) => body + digit).find(isLuhn)!
const mod97ed = (body: string) =>
  Array.from({ length: 97 }, (_, i) => body + String(i + 2).padStart(2, '0')).find(isMod97)!
