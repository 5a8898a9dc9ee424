import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decodeGlobalId } from '../../gateway/connector/index.ts'
import {
  type Card,
  type Crosswalk,
  createPostgresCrosswalk,
  type Facts,
  type PostgresSettings,
  resolve,
  runLinks,
  type Target,
} from '../../gateway/identity/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'
import { createRandom } from '../../subgraphs/simulator/company/random.ts'
import type { LinkerOptions } from './linker.ts'
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts'
import { cardOf, settings as factSettings, factsOfAll, idOf, vat } from './records.ts'

/** Several replicas over one database. */
let server: PostgresServer
let settings: PostgresSettings
let replicas: Crosswalk[]
beforeAll(async () => {
  if (hasPostgres) server = await startPostgres()
}, 60_000)
afterAll(() => server?.close())
beforeEach(() => {
  replicas = []
  if (hasPostgres) settings = server.settings()
})
afterEach(() => Promise.all(replicas.map((replica) => replica.close())))

function replica(): Crosswalk {
  const made = createPostgresCrosswalk(settings, () => 0, systemRuntime)
  replicas.push(made)
  return made
}

/** Chains of records over three systems, some of which only the last one to be read brings together. */
function companies(count: number): Card[] {
  return Array.from({ length: count }, (_, i) => {
    const claim = (source: string) => [{ scheme: `EXTERNAL:${source}`, value: `${i}` }]
    return [
      cardOf(idOf('crm', `${i}`), `Berg ${i}`, claim('erp')),
      cardOf(idOf('erp', `${i}`), `Berg ${i}`),
      cardOf(idOf('shop', `${i}`), `Berg ${i}`, claim('erp')),
    ]
  }).flat()
}

function pagesOf(facts: readonly Facts[], size: number, name: string): Facts[][] {
  const random = createRandom(name)
  const order = facts.map((fact) => [random.next(), fact] as const).sort(([a], [b]) => a - b)
  const shuffled = order.map(([, fact]) => fact)
  return Array.from({ length: Math.ceil(facts.length / size) }, (_, i) => shuffled.slice(i * size, (i + 1) * size))
}

const plain = (clusters: readonly (readonly string[])[]) =>
  clusters.map((members) => [...members].sort().join(' ')).sort()

async function startLinker(pages: readonly (readonly Facts[])[]): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('linker.ts', import.meta.url))
  const options: LinkerOptions = { settings, pages }
  const child = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return child
}

describe.skipIf(!hasPostgres)('processes that link at the same time', () => {
  test('lose nothing, and merge nothing twice, also when all their connections are cut meanwhile', async () => {
    const facts = factsOfAll(companies(40))
    const linkers = await Promise.all(['one', 'two'].map((name) => startLinker(pagesOf(facts, 3, name))))
    const ends = linkers.map((linker) => once(linker, 'exit'))
    for (const linker of linkers) linker.send('go')
    await server.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'freshet'`)
    expect((await Promise.all(ends)).map(([code]) => code)).toEqual([0, 0])
    const known = await replica().clusters('Customer', undefined, 1_000)
    const expected = resolve(facts, []).clusters
    expect(plain(known.map(({ members }) => members))).toEqual(plain(expected))
    const links = await replica().links({})
    expect(new Set(links.map(({ a, b }) => `${a} ${b}`)).size).toBe(links.length)
    expect(links.filter(({ state }) => state === 'CONFIRMED')).toHaveLength(80)
    // What was decided by one stands: the other has found the same, and decided nothing anew.
    const past = await replica().links({ past: true })
    expect(past).toHaveLength(links.length)
  }, 120_000)
})

describe.skipIf(!hasPostgres)('two replicas', () => {
  const [crm, erp, shop] = [idOf('crm', '1'), idOf('erp', '1'), idOf('shop', '1')]
  const membersOf = async (crosswalk: Crosswalk, record: string) =>
    (await crosswalk.clustersOf('Customer', [record])).get(record)!.members
  const decide = (crosswalk: Crosswalk, state: 'CONFIRMED' | 'REJECTED', a: string, b: string) =>
    crosswalk.decide({ kind: 'Customer', a, b, state, by: 'Ada', at: 9 })
  const outcomes = (settled: readonly PromiseSettledResult<unknown>[]) => settled.map(({ status }) => status).sort()

  test('know at once what a person has said at one of them', async () => {
    const [one, other] = [replica(), replica()]
    await one.observe('Customer', factsOfAll([cardOf(crm, 'Berg', vat), cardOf(erp, 'Berg', vat)]), 1)
    expect(await membersOf(other, erp)).toEqual([crm, erp].sort())
    const link = await decide(other, 'REJECTED', crm, erp)
    expect(await membersOf(one, erp)).toEqual([erp])
    await one.undo(link.id, 'Bob', 10)
    expect(await membersOf(other, crm)).toEqual([crm, erp].sort())
  })

  test('cannot both be told what excludes each other', async () => {
    const [one, other] = [replica(), replica()]
    await one.observe('Customer', factsOfAll([crm, erp, shop].map((id) => cardOf(id, 'Berg'))), 1)
    await decide(one, 'CONFIRMED', crm, erp)
    const said = await Promise.allSettled([decide(one, 'CONFIRMED', erp, shop), decide(other, 'REJECTED', crm, shop)])
    expect(outcomes(said)).toEqual(['fulfilled', 'rejected'])
    const reason = said.find((result) => result.status === 'rejected')!.reason
    expect(reason).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('contradicts') })
  })

  test('take a decision back once', async () => {
    const [one, other] = [replica(), replica()]
    await one.observe('Customer', factsOfAll([crm, erp].map((id) => cardOf(id, 'Berg'))), 1)
    const { id } = await decide(one, 'CONFIRMED', crm, erp)
    const taken = await Promise.allSettled([one.undo(id, 'Ada', 10), other.undo(id, 'Bob', 10)])
    expect(outcomes(taken)).toEqual(['fulfilled', 'rejected'])
    const history = await one.links({ past: true })
    expect(history.map(({ state, rule }) => `${state} ${rule}`)).toEqual(['SUGGESTED undo', 'CONFIRMED person'])
  })

  test('do one run: the second goes on where the budget of the first ended', async () => {
    const cards = companies(6)
    const sources = ['crm', 'erp', 'shop']
    const targets = sources.map((source): Target => ({ source, kind: 'Customer' }))
    const asked: string[] = []
    const run = (crosswalk: Crosswalk, budgetCalls: number) =>
      runLinks({
        ...{ crosswalk, facts: factSettings, targets, budgetCalls, now: () => 100, report: () => {} },
        async read({ source }, cursor) {
          asked.push(`${source} ${cursor ?? 0}`)
          const from = Number(cursor ?? 0)
          const own = cards.filter(({ id }) => decodeGlobalId(id)!.source === source)
          const next = from + 2 < own.length ? String(from + 2) : null
          return { cards: own.slice(from, from + 2), next, calls: 1 }
        },
      })
    expect((await run(replica(), 4)).complete).toEqual([])
    const { complete, calls } = await run(replica(), 100)
    expect({ complete, calls }).toEqual({ complete: ['Customer'], calls: 5 })
    expect(new Set(asked).size).toBe(9)
    expect(asked).toHaveLength(9)
    const clusters = await replica().clusters('Customer', undefined, 100)
    expect(clusters.map(({ members, soughtAt }) => `${members.length} ${soughtAt}`)).toEqual(Array(6).fill('3 100'))
  })
})
