import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateCompany } from '../../../subgraphs/simulator/company/generate.ts'
import { type Asked, ask, type Question, type SourceFault } from './ask.ts'
import { print } from './operation.ts'
import { readPool } from './pool.ts'
import { openSide, type Side } from './side.ts'
import { type Story, storiesOf } from './story.ts'

/** What an operation is told to cost at most, it costs at most. Another seed: FRESHET_SEED=7; more questions: FRESHET_RUNS=5000. */
const seed = Number(process.env.FRESHET_SEED ?? 20_261_121)
const numRuns = Number(process.env.FRESHET_RUNS ?? 100)

let side: Side
let stories: fc.Arbitrary<Story>
beforeAll(async () => {
  side = await openSide('plan', generateCompany({ scale: 0.03 }))
  stories = storiesOf({ schema: side.application.schema, pool: await readPool(side), simulators: side.simulators })
}, 120_000)
afterAll(() => side?.close())

interface Told {
  readonly fields: readonly { readonly executor: string }[]
  readonly sources: readonly { readonly source: string; readonly mostCalls: number }[]
}

/** Undefined where nothing can be told: of a question that is not valid, or a part of which the stitched schema answers. */
async function told(question: Question): Promise<Told | undefined> {
  const headers = { ...question.headers, 'x-freshet-explain': 'plan' }
  const { answers, calls } = await ask(side, [{ ...question, headers }])
  expect(Object.values(calls).every((count) => count === 0)).toBe(true)
  const explanation: Told | undefined = answers[0]!.body.extensions?.explain
  return explanation?.fields.every(({ executor }) => executor === 'PLAN') ? explanation : undefined
}

function expectWithin({ calls }: Asked, { sources }: Told): void {
  const most = new Map(sources.map(({ source, mostCalls }) => [source, mostCalls]))
  for (const [source, count] of Object.entries(calls))
    expect(count, `calls to ${source}`).toBeLessThanOrEqual(most.get(source) ?? 0)
}

async function play({ operation, headers, faults, sequel }: Story): Promise<boolean> {
  const question = { ...print(operation), headers }
  const ways: readonly (readonly SourceFault[])[] = faults.length > 0 ? [[], faults] : [[]]
  for (const befallen of ways) {
    side.application.store.clear()
    side.clock.restart()
    const bound = await told(question)
    if (!bound) return false
    expectWithin(await ask(side, [question], befallen), bound)
    side.clock.advance(sequel?.afterMillis ?? 0)
    const later = await told(question)
    if (later) expectWithin(await ask(side, [question], befallen), later)
  }
  return true
}

test('no operation makes more calls to a source than its explanation tells, whatever befalls the sources', async () => {
  let compared = 0
  const property = fc.asyncProperty(stories, async (story) => {
    if (await play(story)) compared++
  })
  await fc.assert(property, { seed, numRuns })
  expect(compared).toBeGreaterThan(numRuns / 4)
}, 3_600_000)
