import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chartOf } from './chart.ts'
import { canAnswer, countCalls, requestOf, requireEqualData } from './check.ts'
import { comparisonTable } from './compare.ts'
import { handWritten, ours } from './contenders.ts'
import { spreadOf } from './figures.ts'
import { goalsOf } from './goals.ts'
import { measureInRounds } from './measure.ts'
import { measureRun } from './measure-run.ts'
import { readOptions } from './options.ts'
import { countPromises } from './promises.ts'
import { pages, withMeasured } from './publish.ts'
import { halfWarmPage, type Question, trustedPage } from './questions.ts'
import { tablesOf } from './report.ts'
import type { Run } from './run.ts'
import { sectionsOf, wholePlayers } from './sections.ts'
import { openStage, type Player, type Stage } from './stage.ts'
import { aloneSource } from './system.ts'
import { markdown, plainText } from './table.ts'

/** What the benchmark compares must be comparable; how fast it is depends on the machine, and no test asks. */
describe('on stage', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(0.05, [ours, handWritten, 'resolvers', 'complete', 'bare'])
  })
  afterAll(() => stage.close())
  const questionOf = (name: string): Question => stage.questions.find((question) => question.name === name)!
  const jobOf = (player: Player, question: Question, isFresh = true) => ({
    url: player.url,
    requests: question.variants.map((variant) => requestOf(player, question, variant, isFresh)),
  })

  test('every system is asked, one of them alone', () => {
    expect(stage.sources).toContain(aloneSource)
    const names = ['hello', 'Q1', 'Q2', 'Q3', 'cross', 'Promise', 'Customer360']
    expect(stage.questions.map(({ name }) => name)).toEqual(names)
  })

  test.each(['hello', 'Q1', 'Q2', 'Q3', 'cross'])('%s costs nobody a call more than it must', async (name) => {
    const question = questionOf(name)
    for (const player of stage.players.filter((player) => canAnswer(player, question))) {
      const counted = await countCalls(jobOf(player, question), stage.calls)
      expect(counted, player.name).toEqual({ least: question.calls, most: question.calls })
    }
  })

  test('all answer alike', async () => {
    for (const question of stage.questions) {
      const able = stage.players.filter((player) => canAnswer(player, question))
      expect(able.length).toBe(question.smallQuery === undefined ? 3 : 5)
      await requireEqualData(question, able)
    }
  })

  test('an answer that is not alike is found out', async () => {
    const [first, second] = questionOf('Q2').variants
    const swapped = { ...questionOf('Q2'), variants: [{ ...first!, path: second!.path! }] }
    await expect(requireEqualData(swapped, stage.players)).rejects.toThrow(/^Q2/)
  })

  test('a page that is held but for its credit costs one call', async () => {
    const page = halfWarmPage(stage.fixtures.alone!)
    const job = jobOf(stage.player(ours), page, false)
    await countCalls(job, stage.calls)
    expect(await countCalls(job, stage.calls)).toEqual({ least: 1, most: 1 })
  })

  test('a page that is asked for by its id is the same page', async () => {
    const page = trustedPage(stage.fixtures.alone!)
    await requireEqualData(page, [stage.player(ours), stage.player(handWritten)])
    expect(jobOf(stage.player(ours), page).requests[0]!.body).not.toContain('customers')
  })

  test('what is promised of freshness holds', async () => {
    const counts = await countPromises(stage)
    expect(counts.map(({ counted }) => counted)).toEqual([0, 1, 10, 0, 1])
    expect(counts.map(({ promised }) => promised)).toEqual([0, 1, 10, 0, 1])
  })

  test('every job is measured in every round, and compared with a job of its section', async () => {
    const options = readOptions(['--sections', 'busy', '--only', 'Q2'])
    const [section] = sectionsOf(stage, options)
    const jobs = await section!.jobs()
    expect(jobs.map(({ contender }) => contender)).toEqual([handWritten, ours, 'resolvers'])
    expect(wholePlayers(stage)).toHaveLength(3)
    const samples = await measureInRounds(jobs, 2, 0.01)
    for (const job of jobs) {
      expect(samples.get(job)).toHaveLength(2)
      for (const { millis } of samples.get(job)!) expect(millis.length).toBeGreaterThanOrEqual(job.connections)
      for (const other of job.against) expect(jobs).toContain(other)
    }
  })
})

describe('a run', () => {
  const args = ['--scale', '0.05', '--rounds', '1', '--seconds', '0.01', '--connections', '2', '--only', 'Q1']
  let run: Run
  beforeAll(async () => {
    const contenders = [ours, handWritten, 'complete', 'bare'].join(',')
    run = await measureRun(readOptions([...args, '--sections', 'busy,cost', '--contenders', contenders]), () => {})
  }, 120_000)

  test('is told in tables, on terminals and on pages', () => {
    const [busy, cost] = tablesOf(run)
    expect(busy!.rows.map(([question, who]) => [question, who])).toEqual([
      ['Q1', handWritten],
      ['Q1', ours],
    ])
    expect(cost!.rows).toHaveLength(4)
    expect(plainText(busy!).split('\n')).toHaveLength(5)
    expect(markdown(busy!)).toMatch(/^### Systems that answer at once, 2 callers\n/)
  })

  test('is judged by the goals that it measured, and by no other', () => {
    const verdicts = new Map(goalsOf(run).map(({ measure, isMet }) => [measure, isMet]))
    expect(verdicts.get('vendor calls over the least there can be, the worst question')).toBe(true)
    expect(verdicts.get('Q1 cold, requests/s over the hand-written backend')).toBeTypeOf('boolean')
    expect(verdicts.get('Q2 cold, requests/s over the hand-written backend')).toBeUndefined()
  })

  test('equals itself', () => {
    const { rows } = comparisonTable(run, run)
    expect(rows).toHaveLength(6)
    for (const row of rows) expect(row.slice(3, 5)).toEqual(['× 1.00', '× 1.00'])
  })

  test('has a bar in the chart for each who answers', () => {
    const chart = chartOf(run)
    expect(chart.match(/<rect /g)).toHaveLength(2)
    expect(chart).toContain(run.machine.node)
  })
})

test.each(Object.values(pages))('%s has a place for results, and keeps what is around it', async (page) => {
  const text = await readFile(page, 'utf8')
  const [first, second] = [withMeasured(text, 'A first run.'), withMeasured(text, 'A second run.')]
  expect(first).toContain('\n\nA first run.\n\n')
  expect(withMeasured(first, 'A second run.')).toBe(second)
  expect(first.startsWith(text.slice(0, 100))).toBe(true)
  expect(() => withMeasured('# A page without marks', '')).toThrow('must hold the lines')
})

test('a spread is told by its middle and its quartiles', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, low: 1.5, high: 2.5 })
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, low: 1.75, high: 3.25 })
})

test('options are numbers where they should be', () => {
  expect(readOptions(['--quick', '--latency', '0,50'])).toMatchObject({ scale: 0.2, latencies: [0, 50], rounds: 3 })
  expect(() => readOptions(['--scale', 'big'])).toThrow('--scale big is no number.')
})
