import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { operationsOf } from '../executors/arbitrary.ts'
import { type Answer, ask } from '../executors/ask.ts'
import { print } from '../executors/operation.ts'
import { type Pool, readPool } from '../executors/pool.ts'
import { openSide, type Side } from '../executors/side.ts'

/**
 * Whatever is asked, no source sees more calls than were told beforehand as the most, and telling costs none. Another seed:
 * FRESHET_SEED=7; more questions: FRESHET_RUNS=5000.
 */
const seed = Number(process.env.FRESHET_SEED ?? 20_261_121)
const numRuns = Number(process.env.FRESHET_RUNS ?? 100)

let side: Side
let pool: Pool
beforeAll(async () => {
  side = await openSide('plan', generateCompany({ scale: 0.03 }))
  pool = await readPool(side)
})
afterAll(() => side?.close())

interface Explained {
  readonly fields: readonly { readonly executor: string }[]
  readonly sources: readonly { readonly source: string; readonly calls: number; readonly mostCalls: number }[]
}

const totals = (answers: readonly Answer[]): Readonly<Record<string, { readonly calls: number }>> =>
  answers[0]!.body.extensions.cost.sources

test('no question takes more calls than it is told to take at most', async () => {
  let compared = 0
  const property = fc.asyncProperty(operationsOf(side.application.schema, pool), async (operation) => {
    const question = { ...print(operation), headers: {} }
    side.begin()
    const told = await ask(side, [{ ...question, headers: { 'x-freshet-explain': 'plan' } }])
    expect(Object.values(told.calls).every((calls) => calls === 0)).toBe(true)
    const explained = told.answers[0]!.body.extensions?.explain as Explained | undefined
    // What is not valid is not explained, and of what the stitched schema answers nothing is told.
    if (!explained?.fields.every(({ executor }) => executor === 'PLAN')) return
    const { answers } = await ask(side, [question])
    for (const [source, { calls }] of Object.entries(totals(answers))) {
      const { mostCalls } = explained.sources.find((cost) => cost.source === source) ?? { mostCalls: 0 }
      expect({ source, calls, mostCalls, isWithin: calls <= mostCalls }).toMatchObject({ isWithin: true })
      compared++
    }
  })
  await fc.assert(property, { seed, numRuns })
  expect(compared).toBeGreaterThan(numRuns / 10)
}, 3_600_000)
