import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countCalls, requireEqualData } from './check.ts'
import { isByHand } from './jobs.ts'
import { readOptions } from './options.ts'
import { aloneSource } from './questions.ts'
import { spreadOf } from './report.ts'
import { openStage, type Stage } from './stage.ts'

/** What the benchmark compares must be comparable; how fast it is depends on the machine, and no test asks. */
describe('the questions', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(0.05)
  })
  afterAll(() => stage.close())

  test('are asked of every system, one of them alone', () => {
    expect(stage.sources).toContain(aloneSource)
    expect(stage.questions.map(({ name }) => name)).toEqual(['hello', 'Q1', 'Q2', 'Q3', 'cross'])
  })

  test.each(['hello', 'Q1', 'Q2', 'Q3', 'cross'])('%s costs no call more than it must', async (name) => {
    const question = stage.questions.find((question) => question.name === name)!
    const counted = await countCalls(question, stage.gatewayUrl, () => stage.systems.ask('calls'))
    expect(counted).toEqual({ least: question.calls, most: question.calls })
  })

  test('are answered alike by the gateway and by hand', async () => {
    const questions = stage.questions.filter(isByHand)
    expect(questions.map(({ name }) => name)).toEqual(['Q1', 'Q2'])
    for (const question of questions) await requireEqualData(question, stage.gatewayUrl, stage.handWrittenUrl!)
  })

  test('would be found out if they were not', async () => {
    const question = stage.questions.find(({ name }) => name === 'Q2')!
    const [first, second] = question.variants
    const swapped = { ...question, variants: [{ ...first!, path: second!.path! }] }
    await expect(requireEqualData(swapped, stage.gatewayUrl, stage.handWrittenUrl!)).rejects.toThrow(/^Q2/)
  })
})

test('a spread is told by its middle and its ends', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 })
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 })
})

test('options are numbers where they should be', () => {
  expect(readOptions(['--quick', '--latency', '0,50'])).toMatchObject({ scale: 0.2, latencies: [0, 50], rounds: 1 })
  expect(() => readOptions(['--scale', 'big'])).toThrow('--scale big is no number.')
})
